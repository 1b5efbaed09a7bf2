//! Lists that are sent in.

use super::{Text, texts};

texts! {
    TITLE = "Nhập dữ liệu", "Import lists";
    LEAD = "Gửi danh sách đang có (xlsx, xls, csv). Hệ thống đọc thử và cho xem trước; chưa có gì được ghi cho đến khi bạn đồng ý.", "Send a list you have (xlsx, xls, csv). It is read and previewed; nothing is written until you agree.";
    SEND_TITLE = "Gửi danh sách", "Send a list";
    FILE = "Tệp danh sách", "List file";
    FILE_HINT = "Tối đa 64 MB. Dòng tiêu đề có thể nằm dưới phần đầu văn bản; phông TCVN3 và VNI được nhận ra và chuyển.", "At most 64 MB. The header may stand below a letterhead; TCVN3 and VNI fonts are recognised and converted.";
    FILE_AGAIN = "Hãy chọn lại tệp: trình duyệt không giữ tệp đã chọn.", "Choose the file again: the browser does not keep it.";
    FILE_NOT_CHOSEN = "Chưa chọn tệp, hoặc tệp trống.", "No file was chosen, or it is empty.";
    DEFAULTS = "Khi danh sách không có cột tương ứng", "Where the list has no such column";
    DEFAULT_COMMUNE = "Xã, phường của mọi dòng", "Commune of every line";
    DEFAULT_DAY = "Ngày vào danh sách", "Day they are entered";
    DEFAULT_KIND = "Loại hồ sơ", "Kind of file";
    PROFILE = "Mẫu cột đã lưu", "Saved column profile";
    PROFILE_HINT = "Mẫu bạn đã lưu ở trang xem trước. Không chọn thì cột được nhận theo tiêu đề.", "A profile you saved on a preview. Without one, columns are recognised by their headers.";
    PREVIEW = "Đọc thử và xem trước", "Read and preview";
    EARLIER = "Các lần nhập trước", "Earlier imports";
    EARLIER_NONE = "Bạn chưa nhập danh sách nào.", "You have not imported a list yet.";
    SENT_AT = "Gửi lúc", "Sent at";
    STATE = "Tình trạng", "State";
    LINES = "Dòng", "Lines";
    WRITTEN = "Đã ghi", "Written";
    ASIDE = "Để lại", "Kept aside";

    READING = "đọc dở, hãy gửi lại tệp", "not read to its end: send the file again";
    PREVIEWED = "đã xem trước, chưa ghi", "previewed, nothing written";
    APPLYING = "đang ghi dở", "partly written";
    APPLIED = "đã ghi xong", "written";
    UNDONE = "đã hoàn tác", "undone";
    NEW = "mới", "new";
    SAME = "đã có, không đổi", "there already, unchanged";
    CHANGED = "đã có, có thay đổi", "there already, changed";
    POSSIBLE_DUPLICATE = "có thể trùng", "possible duplicate";
    BAD = "có lỗi", "bad";
    LINE_WAITING = "chờ ghi", "waiting";
    LINE_DONE = "đã ghi", "written";
    LINE_UNDONE = "đã hoàn tác", "undone";
    LINE_KEPT = "để lại xem xét", "kept aside";

    NEW_MEANS = "sẽ được đăng ký", "will be registered";
    SAME_MEANS = "không cần làm gì", "nothing to do";
    CHANGED_MEANS = "sẽ bổ sung vào hồ sơ đã có", "will be added to the record there is";
    DUPLICATE_MEANS = "không ghi: xem giống ai", "not written: see whom they resemble";
    BAD_MEANS = "không ghi: sửa rồi gửi lại", "not written: mend and send again";

    OUTCOMES = "Kết quả đọc thử", "What was read";
    OUTCOMES_HINT = "Mỗi số mở danh sách dòng bên dưới.", "Each number opens its lines below.";
    WRITE = "Ghi {0} dòng vào sổ", "Write {0} lines into the register";
    WRITE_REST = "Ghi tiếp {0} dòng còn lại", "Write the {0} lines that remain";
    NOTHING_TO_WRITE = "Không có dòng nào chờ ghi.", "No line waits to be written.";
    FINISH = "Kết thúc lô này", "Finish this import";
    REJECTED_DOWNLOAD = "Tải các dòng để lại ({0}), có lý do", "Download the lines kept aside ({0}) with reasons";
    UNDO = "Hoàn tác lô này", "Undo this import";
    UNDO_WHAT = "Người do lô này đăng ký được rút khỏi sổ, phần bổ sung được bỏ đi. Ai đã có việc khác ghi sau đó thì được giữ lại kèm lý do.", "Persons this import registered are withdrawn and what it added is taken away. Whoever had something else recorded since stays, with the reason.";
    UNDO_CONFIRM = "Hoàn tác {0} dòng đã ghi", "Take back {0} written lines";

    DONE_WRITE = "Đã ghi xong. Các dòng có thể trùng và có lỗi được để lại, chưa ghi.", "Written. Possible duplicates and bad lines were kept aside and not written.";
    DONE_UNDO = "Đã hoàn tác lô này.", "This import was undone.";
    DONE_PROFILE = "Đã lưu mẫu cột “{0}”. Hãy gửi lại tệp để đọc theo mẫu.", "The column profile “{0}” is saved. Send the file again to have it read that way.";

    UNDERSTOOD = "Tệp được hiểu thế nào", "How the file was understood";
    SHEET = "Trang tính", "Sheet";
    HEADER_ROW = "Dòng tiêu đề", "Header row";
    FIRST_ROW = "Dữ liệu từ dòng", "Data from row";
    ENCODING = "Mã chữ", "Encoding";
    UNICODE = "Unicode, không cần chuyển", "Unicode, nothing to convert";
    CONVERTED = "chuyển từ {0} sang Unicode", "converted from {0} to Unicode";
    ENTERED_ON = "Ngày vào danh sách", "Entered on";
    SKIPPED = "Dòng bỏ qua", "Rows left out";
    SKIPPED_NONE = "không có", "none";
    SKIPPED_BLANK = "{0} dòng trống", "{0} blank";
    SKIPPED_LINES = "{0}: dòng {1}", "{0}: row {1}";
    AND_MORE = "{0} và {1} dòng nữa", "{0} and {1} more";
    COLUMNS = "Cột trong tệp", "Columns of the file";
    COLUMN = "Cột", "Column";
    HEADER = "Tiêu đề trong tệp", "Header in the file";
    TAKEN_AS = "Được hiểu là", "Taken as";
    LEFT_ASIDE = "không dùng", "not used";
    CERTAINTY = "Chắc chắn", "Certainty";
    MEND_COLUMNS = "Sửa cách hiểu cột và lưu thành mẫu", "Correct the columns and save them as a profile";
    PROFILE_NAME = "Tên mẫu", "Profile name";
    SAVE_PROFILE = "Lưu mẫu cột", "Save the profile";

    LINES_TITLE = "Các dòng", "Lines";
    ALL_LINES = "tất cả", "all";
    LINES_OF = "{0}: {1} dòng", "{0}: {1} lines";
    LINE = "Dòng", "Row";
    OUTCOME = "Kết quả", "Outcome";
    WHY = "Lý do, giống ai", "Reason, whom it resembles";
    NOT_READ = "không đọc được, xem tệp gốc", "not readable, see the file";
    RESEMBLES = "Giống", "Resembles";
    ALIKE = "giống {0}", "{0} alike";
    IS = "Là", "Is";
    OUT_OF_SCOPE = "một hồ sơ ngoài phạm vi của bạn", "a record outside your scope";
    WHOLE_LINE = "cả dòng", "whole row";
    NO_LINES = "Không có dòng nào thuộc loại này.", "No line is of this kind.";
    DUPLICATE_ADVICE = "Các dòng này không được ghi. Nếu đúng là người đã có, bổ sung ở hồ sơ người đó; nếu là người khác, đăng ký riêng.", "These lines are not written. If it is the person you have, add to that record; if it is somebody else, register them.";

    WRITING = "Đang ghi vào sổ", "Writing into the register";
    TAKING_BACK = "Đang hoàn tác", "Taking back";
    PROGRESS = "{0} trong {1} dòng", "{0} of {1} lines";
    STEP_HINT = "Mỗi lượt {0} dòng. Có thể dừng bất cứ lúc nào và làm tiếp sau: dòng đã ghi không bị ghi lần nữa.", "{0} lines at a time. You may stop at any moment and go on later: what is written is not written again.";
    WRITE_NEXT = "Ghi tiếp", "Write the next lines";
    UNDO_NEXT = "Hoàn tác tiếp", "Take back the next lines";
    STOP_HERE = "Tạm dừng", "Stop for now";
}

/// The label of an import's state, a line's outcome or its state; the code itself where it is unknown.
pub fn state(code: &str) -> Option<Text> {
    Some(match code {
        "reading" => READING,
        "previewed" => PREVIEWED,
        "applying" => APPLYING,
        "applied" => APPLIED,
        "undone" => UNDONE,
        _ => return None,
    })
}

pub fn outcome(code: &str) -> Option<Text> {
    Some(match code {
        "new" => NEW,
        "same" => SAME,
        "changed" => CHANGED,
        "possible_duplicate" => POSSIBLE_DUPLICATE,
        "bad" => BAD,
        _ => return None,
    })
}

pub fn line_state(code: &str) -> Option<Text> {
    Some(match code {
        "waiting" => LINE_WAITING,
        "done" => LINE_DONE,
        "undone" => LINE_UNDONE,
        "kept" => LINE_KEPT,
        _ => return None,
    })
}
