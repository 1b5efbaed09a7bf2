//! Pages for what went wrong.

use super::texts;

texts! {
    SIGNED_OUT = "Phiên làm việc đã hết", "Your session has ended";
    SIGNED_OUT_ADVICE = "Hãy đăng nhập lại.", "Sign in again.";
    FORGED = "Không nhận biểu mẫu này", "This form was not accepted";
    FORGED_ADVICE = "Biểu mẫu không thuộc phiên đăng nhập hiện tại, nên chưa có gì được ghi. Hãy mở lại trang và gửi lần nữa.", "The form does not belong to this session, so nothing was recorded. Open the page again and resend it.";
    TOO_LARGE = "Tệp lớn quá", "The file is too large";
    TOO_LARGE_ADVICE = "Mỗi lần nhận tệp tối đa 64 MB, chưa có gì được ghi. Hãy chia danh sách thành nhiều tệp rồi gửi lại.", "At most 64 MB is taken at a time, and nothing was recorded. Split the list into several files and send it again.";
    FORBIDDEN = "Ngoài quyền của bạn", "Outside your rights";
    FORBIDDEN_ADVICE = "Vai trò của bạn không có quyền này, hoặc địa bàn, cơ sở không thuộc phạm vi của bạn. Nếu cần cho công việc, hãy hỏi quản trị tài khoản của đơn vị.", "Your role lacks this right, or the area or facility is outside your scope. If your work needs it, ask your unit's account administrator.";
    MISSING = "Không tìm thấy", "Not found";
    MISSING_ADVICE = "Không có trang hoặc dữ liệu này trong phạm vi của bạn. Đường dẫn có thể đã cũ.", "There is no such page or record within your scope. The address may be out of date.";
    UNAVAILABLE = "Dịch vụ tạm ngừng", "A service is away";
    UNAVAILABLE_ADVICE = "Một dịch vụ cần cho trang này chưa trả lời. Nếu vừa gửi biểu mẫu, hãy quay lại và gửi lần nữa: mỗi biểu mẫu chỉ được ghi một lần.", "A service that this page needs does not answer. If you just sent a form, go back and send it again: each form is recorded only once.";
    REFUSED = "Yêu cầu chưa được chấp nhận", "The request was not accepted";
    REFUSED_ADVICE = "Hãy quay lại, sửa và gửi lại.", "Go back, correct it and send it again.";
    BROKEN = "Hệ thống gặp lỗi", "Something failed here";
    BROKEN_ADVICE = "Hãy thử lại. Nếu vẫn lỗi, báo mã vết cho bộ phận vận hành.", "Try again. If it goes on failing, tell the operators the trace id.";
    SERVICE = "Dịch vụ", "Service";
    TRACE = "Mã vết", "Trace id";
    RETRY = "Thử lại", "Try again";
    HOME = "Về trang tổng quan", "Go to the overview";
}
