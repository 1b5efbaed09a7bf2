//! Code lists of the way home: notice before the end, hand-over to the commune, arrival there.

use crate::code_list;

code_list! {
    /// Where the notice of an approaching end stands.
    NoticeState {
        Due = "due", "cần thông báo", "due";
        Overdue = "overdue", "quá hạn thông báo", "overdue";
        Sent = "sent", "đã thông báo", "sent";
    }
}

code_list! {
    /// Where the handing over of a person and their file to a commune stands.
    HandoverState {
        Sent = "sent", "đã bàn giao, chờ xã xác nhận", "handed over, awaiting the commune";
        Acknowledged = "acknowledged", "xã đã xác nhận", "acknowledged by the commune";
        Refused = "refused", "xã trả lại", "sent back by the commune";
        /// The release that it followed was not so.
        Withdrawn = "withdrawn", "không còn hiệu lực do sửa sổ", "void, the release was corrected";
    }
}

code_list! {
    /// Why a commune does not take a person over.
    HandoverRefusal {
        NotResident = "not_resident", "không cư trú tại địa bàn", "does not live there";
        WrongCommune = "wrong_commune", "gửi nhầm xã", "sent to the wrong commune";
        PapersMissing = "papers_missing", "hồ sơ chưa đủ", "papers are missing";
        UnknownPerson = "unknown_person", "không xác định được người", "the person can't be identified";
    }
}

code_list! {
    /// A paper that goes with the person.
    HandoverPaper {
        Minutes = "minutes", "biên bản bàn giao", "minutes of the hand-over";
        Certificate = "certificate", "bản sao giấy chứng nhận hoàn thành", "copy of the certificate";
        Decision = "decision", "bản sao quyết định", "copy of the decision";
        Summary = "summary", "lý lịch tóm tắt", "personal summary";
        Plan = "plan", "kế hoạch tái hòa nhập cộng đồng", "reintegration plan";
        File = "file", "hồ sơ cai nghiện", "rehabilitation file";
    }
}

code_list! {
    /// Whether a person who went home has come to the commune.
    ArrivalState {
        Expected = "expected", "chờ trình diện", "expected";
        Due = "due", "hết hạn trình diện hôm nay", "due today";
        Arrived = "arrived", "đã trình diện", "arrived";
        NotArrived = "not_arrived", "chưa về trình diện, quá hạn", "not arrived, overdue";
    }
}
