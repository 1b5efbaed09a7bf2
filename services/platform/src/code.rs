//! Stable codes of what can go wrong. A program may match on them and an operator may look them up with
//! `hoanhap explain`; a code keeps its meaning for ever.

use crate::exit::Exit;

domain::code_list! {
    /// What went wrong, with its title.
    Code {
        Failed = "E_FAILED", "Lệnh không thực hiện được", "The command failed";
        Usage = "E_USAGE", "Lệnh thiếu hoặc sai tham số", "The command's arguments don't fit";
        Setting = "E_SETTING", "Cấu hình không dùng được", "The settings can't be used";
        File = "E_FILE", "Không đọc hoặc ghi được tệp", "A file can't be read or written";
        Fields = "E_FIELDS", "Dữ liệu gửi lên chưa đúng", "Some fields can't be accepted";
        Request = "E_REQUEST", "Dịch vụ không nhận yêu cầu này", "The service does not take this request";
        Confirm = "E_CONFIRM", "Lệnh này cần được xác nhận", "This command wants a confirmation";
        NotFound = "E_NOT_FOUND", "Không tìm thấy", "Not found";
        NotRunning = "E_NOT_RUNNING", "Hệ thống chưa chạy trên thư mục dữ liệu này", "Nothing runs on this data folder";
        SignIn = "E_SIGN_IN", "Chưa đăng nhập được", "Not signed in";
        NotAllowed = "E_NOT_ALLOWED", "Tài khoản không có quyền này", "The account may not do this";
        Conflict = "E_CONFLICT", "Trái với trạng thái hiện tại", "In conflict with the present state";
        Running = "E_RUNNING", "Thư mục dữ liệu đang được tiến trình khác dùng", "Another process uses the data folder";
        PortTaken = "E_PORT_TAKEN", "Cổng đã có tiến trình khác giữ", "The port is taken";
        Partial = "E_PARTIAL", "Chỉ làm được một phần", "Only a part was done";
        Unavailable = "E_UNAVAILABLE", "Không tới được dịch vụ cần thiết", "A needed service can't be reached";
        Service = "E_SERVICE", "Dịch vụ gặp lỗi", "A service failed";
        Database = "E_DATABASE", "Không dùng được kho dữ liệu", "The database can't be used";
        Broker = "E_BROKER", "Không tới được hàng đợi thông điệp", "The message broker can't be reached";
        DataFolder = "E_DATA_FOLDER", "Không dùng được thư mục dữ liệu", "The data folder can't be used";
        MasterKey = "E_MASTER_KEY", "Không dùng được khóa chủ", "The master key can't be used";
        Start = "E_START", "Hệ thống chưa sẵn sàng trong thời gian cho phép", "The platform did not get ready in time";
        Stop = "E_STOP", "Tiến trình chưa dừng trong thời gian cho phép", "The process did not stop in time";
        ImportDate = "E_IMPORT_DATE", "Dòng có ngày không đọc được", "A line has a date that can't be read";
        ImportNumber = "E_IMPORT_NUMBER", "Dòng có số định danh không dùng được", "A line has an official number that can't be used";
        ImportCommune = "E_IMPORT_COMMUNE", "Dòng không rõ xã, phường", "A line's commune is not known";
        ImportPerson = "E_IMPORT_PERSON", "Dòng thiếu hoặc sai họ tên, giới tính", "A line's name or sex is missing or wrong";
        ImportLine = "E_IMPORT_LINE", "Dòng không nhập được", "A line can't be brought in";
        Refused = "E_REFUSED", "Thông điệp lại bị từ chối", "The message was refused again";
        Declined = "E_DECLINED", "Đã trả lời không; chưa có gì thay đổi", "The answer was no; nothing was changed";
        Interrupted = "E_INTERRUPTED", "Đã dừng theo yêu cầu, phần còn lại chưa làm", "Stopped on request, the rest is not done";
    }
}

impl Code {
    /// What a command that fails with this code ends with.
    pub fn exit(self) -> Exit {
        match self {
            Self::Failed | Self::DataFolder | Self::MasterKey | Self::Stop | Self::Refused => Exit::CheckFailed,
            Self::ImportDate | Self::ImportNumber | Self::ImportCommune | Self::ImportPerson | Self::ImportLine => {
                Exit::CheckFailed
            }
            Self::Usage | Self::Setting | Self::File | Self::Fields | Self::Request | Self::Confirm => Exit::Usage,
            Self::NotFound | Self::NotRunning => Exit::NotFound,
            Self::SignIn | Self::NotAllowed => Exit::NotAllowed,
            Self::Conflict | Self::Running | Self::PortTaken => Exit::Conflict,
            Self::Partial => Exit::Partial,
            Self::Unavailable | Self::Service | Self::Database | Self::Broker | Self::Start => Exit::Unavailable,
            Self::Declined | Self::Interrupted => Exit::Interrupted,
        }
    }

    /// What to do about it, in Vietnamese and in English.
    pub fn remedy(self) -> (&'static str, &'static str) {
        match self {
            Self::Failed => (
                "Chạy lại với -v để xem đủ nguyên nhân. Nếu vẫn lỗi, gửi tệp của `hoanhap doctor --bundle TỆP` cho người hỗ trợ.",
                "Run it again with -v to see every cause. If it goes on failing, send the file of `hoanhap doctor --bundle FILE` to whoever supports you.",
            ),
            Self::Usage => ("Xem ví dụ bằng --help sau tên lệnh.", "Put --help behind the command to see an example."),
            Self::Setting => (
                "Khóa sai được nêu tên. `hoanhap config defaults` giải thích mọi khóa; `hoanhap config show --sources` cho biết giá trị đến từ đâu.",
                "The wrong key is named. `hoanhap config defaults` explains every key, `hoanhap config show --sources` says where each value comes from.",
            ),
            Self::File => (
                "Kiểm tra đường dẫn và quyền của tệp được nêu tên.",
                "Check the path and the permissions of the file that is named.",
            ),
            Self::Fields => (
                "Mỗi trường sai được nêu cùng lý do. Sửa rồi chạy lại; chưa có gì được ghi.",
                "Each wrong field is named with its reason. Correct it and run again; nothing was written.",
            ),
            Self::Request => (
                "Lệnh và dịch vụ có thể khác phiên bản. So sánh `hoanhap --version` với phiên bản của tiến trình đang chạy.",
                "The command and the service may differ in version. Compare `hoanhap --version` with that of the running process.",
            ),
            Self::Confirm => (
                "Xem trước bằng --dry-run, rồi thêm --yes khi chạy không có người trả lời.",
                "Look first with --dry-run, then add --yes where nobody can answer.",
            ),
            Self::NotFound => (
                "Kiểm tra mã đã nhập; dữ liệu ngoài phạm vi của tài khoản cũng được trả lời như không có.",
                "Check the id; what lies outside the account's scope is answered as if it did not exist.",
            ),
            Self::NotRunning => (
                "Kiểm tra --data, hoặc khởi động bằng `hoanhap up --detach`.",
                "Check --data, or start it with `hoanhap up --detach`.",
            ),
            Self::SignIn => (
                "Đặt HOANHAP_USERNAME và HOANHAP_PASSWORD_FILE (hoặc HOANHAP_PASSWORD). Mười lần sai liên tiếp khóa tài khoản 15 phút; `hoanhap user reset` đặt mật khẩu mới.",
                "Set HOANHAP_USERNAME and HOANHAP_PASSWORD_FILE (or HOANHAP_PASSWORD). Ten failures in a row lock an account for 15 minutes; `hoanhap user reset` sets a new password.",
            ),
            Self::NotAllowed => (
                "Dùng tài khoản có vai trò phù hợp; lệnh vận hành cần vai trò operator. `hoanhap user grant` thêm vai trò.",
                "Use an account with the role for it; the operator's commands need the role operator. `hoanhap user grant` adds a role.",
            ),
            Self::Conflict => (
                "Câu trả lời nêu điều đang trái. Xem lại trạng thái rồi quyết định; chưa có gì được ghi.",
                "The answer says what is in the way. Look at the present state, then decide; nothing was written.",
            ),
            Self::Running => (
                "Xem bằng `hoanhap status`, dừng bằng `hoanhap down`, hoặc chọn thư mục khác bằng --data.",
                "See it with `hoanhap status`, stop it with `hoanhap down`, or choose another folder with --data.",
            ),
            Self::PortTaken => (
                "Dừng tiến trình được nêu tên, hoặc chọn cổng khác: HOANHAP__HTTP__LISTEN=127.0.0.1:8081.",
                "Stop the process that is named, or choose another port: HOANHAP__HTTP__LISTEN=127.0.0.1:8081.",
            ),
            Self::Partial => (
                "Phần bị từ chối được liệt kê cùng lý do và vẫn còn nguyên. Xử lý lý do rồi chạy lại: phần đã xong không bị lặp.",
                "What was refused is listed with its reason and is still there. Deal with the reason and run again: what is done is not done twice.",
            ),
            Self::Unavailable => (
                "Kiểm tra bằng `hoanhap status` và `hoanhap doctor`; địa chỉ các dịch vụ nằm ở mục [services] của cấu hình.",
                "Check with `hoanhap status` and `hoanhap doctor`; the services' addresses are in [services] of the settings.",
            ),
            Self::Service => (
                "Thử lại sau. Nếu vẫn lỗi, chạy với -v để có mã vết và tìm mã đó trong nhật ký (`hoanhap logs`).",
                "Try again later. If it goes on failing, run with -v for the trace id and look for it in the log (`hoanhap logs`).",
            ),
            Self::Database => (
                "Kiểm tra database.url và máy chủ PostgreSQL, hoặc quyền của thư mục dữ liệu khi dùng SQLite: `hoanhap doctor`.",
                "Check database.url and the PostgreSQL server or, with SQLite, the permissions of the data folder: `hoanhap doctor`.",
            ),
            Self::Broker => (
                "Kiểm tra broker.url và máy chủ RabbitMQ. Các dịch vụ vẫn chạy: sự kiện chờ trong hộp thư đi.",
                "Check broker.url and the RabbitMQ server. The services go on: events wait in the outboxes.",
            ),
            Self::DataFolder => (
                "Cấp quyền ghi, giải phóng dung lượng, hoặc chọn thư mục khác bằng --data. `hoanhap doctor --fix` tạo thư mục còn thiếu.",
                "Give write permission, free some space, or choose another folder with --data. `hoanhap doctor --fix` makes a missing one.",
            ),
            Self::MasterKey => (
                "Khôi phục tệp khóa từ bản sao lưu: không có khóa thì không đọc được dữ liệu đã mã hóa. Chỉ khi chưa có dữ liệu, `hoanhap doctor --fix` tạo khóa mới.",
                "Restore the key file from its backup: without it the encrypted data can't be read. Only where there are no data yet, `hoanhap doctor --fix` makes a new one.",
            ),
            Self::Start => (
                "Xem `hoanhap logs`. Di trú lược đồ lớn có thể cần thêm thời gian: tiến trình vẫn tiếp tục, xem `hoanhap status`.",
                "See `hoanhap logs`. A large migration may need longer: the process goes on, see `hoanhap status`.",
            ),
            Self::Stop => (
                "Chờ rồi xem `hoanhap status`; nếu tiến trình thuộc người dùng khác, dừng bằng quyền của người đó.",
                "Wait and see `hoanhap status`; if the process belongs to another user, stop it with that user's rights.",
            ),
            Self::ImportDate => (
                "Sửa ô được nêu tên theo dạng 31/12/2019 (hoặc chỉ ghi năm) rồi nhập lại tệp, hoặc bỏ qua các dòng sai bằng --skip-invalid. Chưa có gì được ghi.",
                "Correct the cell that is named, as 31/12/2019 or a year alone, and bring the file in again, or pass over wrong lines with --skip-invalid. Nothing was written.",
            ),
            Self::ImportNumber => (
                "CCCD có 12 chữ số, CMND có 9, và phải khớp giới tính, năm sinh. Sửa ô được nêu tên, hoặc bỏ qua bằng --skip-invalid. Chưa có gì được ghi.",
                "A CCCD has 12 digits, a CMND 9, and they agree with sex and birth year. Correct the cell that is named, or pass over it with --skip-invalid. Nothing was written.",
            ),
            Self::ImportCommune => (
                "Ghi tên xã như danh mục của ngày nhập, hoặc cho mã xã bằng --commune khi danh sách không có cột xã; hoặc --skip-invalid. Chưa có gì được ghi.",
                "Write the commune's name as it was on the day of entry, or give its code with --commune where the list has no such column; or --skip-invalid. Nothing was written.",
            ),
            Self::ImportPerson => (
                "Mỗi dòng cần họ tên không có chữ số, và giới tính nam hoặc nữ (cột riêng, hoặc năm sinh ở cột nam, nữ, hoặc theo CCCD). Sửa, hoặc --skip-invalid. Chưa có gì được ghi.",
                "Each line needs a name without digits and the sex (a column, the birth in a column for men or women, or a CCCD). Correct it, or --skip-invalid. Nothing was written.",
            ),
            Self::ImportLine => (
                "Xem lý do ở dòng được nêu; `hoanhap import resume MÃ --skip-invalid` ghi phần còn lại và đưa các dòng sai ra tệp riêng. Chưa có gì được ghi.",
                "See the reason at the line that is named; `hoanhap import resume ID --skip-invalid` writes the rest and puts the wrong lines in a file of their own. Nothing was written.",
            ),
            Self::Refused => (
                "Lý do mới đã được ghi lại. Sửa nguyên nhân rồi phát lại, hoặc bỏ qua bằng `hoanhap messages discard`.",
                "The new reason is recorded. Mend the cause and replay again, or pass over it with `hoanhap messages discard`.",
            ),
            Self::Declined => {
                ("Chạy lại và trả lời có, hoặc thêm --yes.", "Run it again and answer yes, or add --yes.")
            }
            Self::Interrupted => (
                "Chạy lệnh được in ra để làm tiếp từ chỗ đã dừng.",
                "Run the command that is printed to go on from where it stopped.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_in_both_languages_what_it_means_and_what_to_do() {
        for code in Code::ALL {
            let (vi, en) = code.remedy();
            assert!(code.as_str().starts_with("E_") && ![code.vi(), code.en(), vi, en].contains(&""), "{code}");
            assert_ne!(code.exit(), Exit::Done, "{code}");
        }
    }
}
