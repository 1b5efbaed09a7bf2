//! Emergency access to somebody outside the scope.

use super::texts;

texts! {
    LEAD = "Khi tính mạng, sức khỏe hoặc việc khẩn cấp cần xem ngay một người ngoài địa bàn. Mở được 3 giờ, chỉ để xem; lần mở, kể cả lần không thành, được ghi lại và đơn vị quản lý hồ sơ được báo.", "For when life, health or an urgent matter needs a person outside your area to be read at once. It lasts 3 hours and is for reading only; every attempt, also one that fails, is recorded, and the record's own office is told.";
    FORM = "Mở một người", "Open a person";
    WHO = "Mã hồ sơ hoặc số định danh", "File code or official number";
    WHO_HINT = "Đầy đủ, ví dụ 87-2019-000123, hoặc CCCD 12 số, CMND 9 số. Không tìm bằng tên.", "Whole, such as 87-2019-000123, or a CCCD of 12 digits or a CMND of 9. Names are not searched.";
    THE_PERSON = "Người bạn vừa tìm mở", "The person you just tried to open";
    REASON = "Lý do", "Reason";
    REASON_HINT = "Ít nhất 10 ký tự. Đơn vị quản lý hồ sơ sẽ đọc. Không ghi họ tên, số định danh ở đây.", "At least 10 characters. The record's own office will read it. Put no name or official number here.";
    OPEN = "Mở trong 3 giờ", "Open for 3 hours";
    UNKNOWN = "Không có người nào mang mã hoặc số này. Kiểm tra lại từng chữ số.", "Nobody has this code or number. Check each digit.";
    MINE = "Bạn đang mở", "Open to you now";
    MINE_NONE = "Bạn không mở khẩn cấp ai.", "You have nobody open.";
    PERSON = "Người", "Person";
    SINCE = "Từ", "Since";
    UNTIL = "Đến", "Until";
    NOTICES = "Ai đã mở người thuộc phạm vi của bạn", "Who opened persons of your scope";
    NOTICES_NONE = "Chưa ai mở khẩn cấp người thuộc phạm vi của bạn.", "Nobody has opened a person of your scope in an emergency.";
    ACCOUNT = "Tài khoản", "Account";
    A_PERSON = "một người", "a person";
    STATE = "Tình trạng", "State";
    ACTIVE = "đang mở", "open";
    ENDED = "đã hết", "ended";
    BANNER = "Mở khẩn cấp đến {0}, chỉ để xem. Lý do đã ghi: {1}", "Emergency access until {0}, for reading only. Reason given: {1}";
    OFFER = "Nếu là việc khẩn cấp, bạn có thể xin mở kèm lý do. Trang này không cho biết người đó có tồn tại hay không.", "In an emergency you may ask to open the person with a reason. This page does not tell whether there is such a person.";
    OFFER_LINK = "Mở khẩn cấp", "Emergency access";
}
