//! Files under way to another commune.

use super::texts;

texts! {
    LEAD = "Hồ sơ theo người đến nơi ở mới. Nơi đến nhận hoặc trả lại; nơi gửi rút lại được khi nơi đến chưa trả lời.", "A file follows the person to the new dwelling. The receiving commune accepts it or sends it back; the sender may recall it until then.";
    INCOMING = "Đến địa bàn của bạn", "Coming to your area";
    OUTGOING = "Đi khỏi địa bàn của bạn", "Leaving your area";
    NONE_IN = "Không có hồ sơ nào đang chờ bạn nhận.", "No file waits for you to accept it.";
    NONE_OUT = "Không có hồ sơ nào đang chờ nơi khác trả lời.", "No file waits for another commune's answer.";
    PERSON = "Người", "Person";
    FROM = "Nơi gửi", "From";
    TO = "Nơi đến", "To";
    MOVED_ON = "Ngày chuyển nơi ở", "Moved on";
    SENT_AT = "Gửi lúc", "Sent at";
    DUE = "Hạn bàn giao", "To be handed over by";
    ANSWER = "Trả lời", "Answer";
    NOT_NAMED_YET = "xem được tên sau khi nhận", "named once accepted";
    NO_LIMIT = "không tìm thấy hạn trong luật áp dụng", "no limit found in the law that applies";
    UNVERIFIED = "chưa đối chiếu văn bản", "not checked against the text";
    ACCEPT = "Nhận hồ sơ", "Accept";
    REJECT = "Trả lại", "Send back";
    RECALL = "Rút lại", "Recall";
    REASON = "Lý do", "Reason";
    DONE_ACCEPTED = "Đã nhận hồ sơ. Người này nay thuộc địa bàn của bạn.", "The file is accepted. The person belongs to your area now.";
    DONE_REJECTED = "Đã trả lại hồ sơ cho nơi gửi.", "The file was sent back.";
    DONE_RECALLED = "Đã rút lại hồ sơ.", "The file was recalled.";

    SEND_TITLE = "Chuyển hồ sơ đến nơi ở mới", "Send the file to the new dwelling";
    SEND_LEAD = "{0}, hồ sơ {1}, đang ở {2}.", "{0}, file {1}, now at {2}.";
    TO_COMMUNE = "Xã, phường nơi đến", "Commune it goes to";
    TO_PROVINCE = "Tỉnh, thành phố nơi đến", "Province it goes to";
    REASON_HINT = "Không bắt buộc.", "Optional.";
    SEND = "Gửi hồ sơ", "Send the file";
    NO_OPEN_FILE = "Người này không có hồ sơ đang mở nên không có gì để chuyển.", "This person has no open file, so there is nothing to send.";
    DONE_SENT = "Đã gửi hồ sơ. Nơi đến sẽ nhận hoặc trả lại.", "The file was sent. The other commune will accept it or send it back.";
}
