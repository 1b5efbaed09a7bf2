//! Roll-call.

use super::texts;

texts! {
    TITLE = "Điểm danh {0}, {1}", "Roll-call of {0}, {1}";
    ROLL = "Điểm danh", "Roll-call";
    SHIFT = "Ca", "Shift";
    MORNING = "sáng", "morning";
    AFTERNOON = "chiều", "afternoon";
    NIGHT = "đêm", "night";
    ZONE = "Khu", "Zone";
    ALL_ZONES = "tất cả các khu", "all zones";
    NO_ZONE = "chưa xếp khu", "in no zone yet";
    BEDS = "{0}/{1} giường", "{0} of {1} beds";
    UNRECORDED = "Còn {0} người chưa ghi.", "{0} residents are not recorded yet.";
    COMPLETE = "Đã ghi đủ.", "Everybody is recorded.";
    CLOSED = "Ca đã chốt lúc {0}.", "The shift was closed at {0}.";
    NUMBER = "STT", "No.";
    BY_BOOK = "Theo sổ", "By the book";
    SEEN = "Điểm danh", "Roll-call";
    PRESENT = "có mặt", "present";
    IN_HOSPITAL = "đi viện", "in hospital";
    EXCUSED = "có lý do", "excused";
    MISSING = "vắng", "missing";
    QUICK = "Ghi nhanh", "Quick entry";
    QUICK_HINT = "Số thứ tự kèm chữ: v vắng chưa rõ, b bệnh viện, p vắng có lý do, c có mặt. Ví dụ: 15v 20b 31p.", "Numbers with a letter: v missing, b hospital, p excused, c present. For example: 15v 20b 31p.";
    QUICK_WRONG = "Không hiểu “{0}”: cần số thứ tự trong danh sách và một chữ v, b, p hoặc c.", "“{0}” is not understood: a number of the list and one letter v, b, p or c.";
    REST = "Ghi, còn lại theo sổ", "Record, the rest as booked";
    RECORD = "Ghi", "Record";
    CLOSE = "Chốt ca", "Close the shift";
    RECORDED = "Đã ghi điểm danh.", "The roll-call is recorded.";
    CLOSED_NOW = "Đã chốt ca.", "The shift is closed.";
    DIFFERENCES = "Khác với sổ: {0} người", "Otherwise than the books say: {0}";
    DIFFERENCE = "sổ: {0}; điểm danh: {1}", "book: {0}; roll-call: {1}";
    NOT_COUNTED = "không có mặt", "not there";
    DIFFERENCE_ADVICE = "Ghi biến động còn thiếu vào sổ, hoặc sửa điểm danh; khi khớp, dòng này tự mất.", "Record the missing movement in the book, or correct the roll-call; the line goes when they agree.";
    EMPTY = "Ngày này sổ không tính ai ở đây.", "The books count nobody here on that day.";
    TOO_MANY = "Chỉ hiện {0} dòng đầu: hãy chọn khu.", "The first {0} rows only: choose a zone.";
}
