//! The help page.

use super::texts;

texts! {
    LEAD = "Những điều cần biết để dùng các trang này.", "What you need to know to use these pages.";
    FIND = "Tìm một người", "Finding a person";
    FIND_TEXT = "Ô tìm ở đầu trang nhận họ tên (có dấu hay không), mã hồ sơ hoặc số định danh. Chỉ thấy người trong địa bàn hoặc cơ sở của bạn. Mỗi lần xem hồ sơ đều được ghi lại.", "The box at the top takes a name (with or without diacritics), a file code or an official number. You see only persons of your own area or facility. Every look at a person is recorded.";
    FIGURES = "Mở một số liệu", "Opening a figure";
    FIGURES_TEXT = "Mỗi số trong báo cáo là một liên kết đến danh sách tạo nên nó. Trang danh sách ghi rõ số dòng bằng số liệu.", "Every figure in a report links to the list it is made of. The list says that its number of rows equals the figure.";
    DIFFERENCES = "Khi số liệu lệch nguồn", "When a figure differs from its source";
    DIFFERENCES_TEXT = "Hộp đối chiếu nêu công thức, số tính được, số nguồn ghi và chênh lệch. Hệ thống không tự sửa số nguồn: hãy yêu cầu đính chính hoặc ghi giải trình.", "The reconciliation box names the formula, the computed figure, the stated one and the difference. Stated figures are never changed here: ask for a correction or write an explanation.";
    AWAY = "Khi dịch vụ tạm ngừng", "When a service is away";
    AWAY_TEXT = "Hãy gửi lại biểu mẫu sau giây lát. Mỗi biểu mẫu chỉ được ghi một lần, bấm hai lần cũng không sao.", "Send the form again in a moment. Each form is recorded once, so a double click does no harm.";
    KEYS = "Phím tắt", "Keyboard shortcut";
    KEYS_TEXT = "Phím / đưa con trỏ vào ô tìm. Phím này chỉ hoạt động khi bạn bật ở đây, và trình duyệt này nhớ lựa chọn đó.", "The / key moves to the search box. It works only after you switch it on here, and this browser remembers the choice.";
    KEYS_ON = "Bật phím tắt /", "Switch the / key on";
    KEYS_OFF = "Tắt phím tắt /", "Switch the / key off";
    ROLES = "Quyền của bạn", "Your rights";
    AREA = "địa bàn", "area";
    FACILITY = "cơ sở", "facility";
    CONTACT = "Cần thêm quyền hoặc quên mật khẩu: hỏi quản trị tài khoản của đơn vị.", "For more rights or a forgotten password, ask your unit's account administrator.";
}
