//! Certificates: checking one, and printing one.

use super::texts;

texts! {
    CHECK = "Kiểm tra giấy chứng nhận", "Check a certificate";
    CHECK_LEAD = "Nhập mã in trên giấy hoặc quét mã QR. Trang này chỉ trả lời: còn hiệu lực, đã thu hồi, hay không có; không cho biết gì về người được cấp.", "Type the code printed on the paper, or scan its QR code. This page answers valid, revoked or unknown only, and tells nothing of the person.";
    CODE = "Mã trên giấy", "Code on the paper";
    CODE_HINT = "20 nhóm, mỗi nhóm 8 ký tự. Chữ hoa hay thường, dấu gạch và khoảng trắng đều được.", "20 groups of 8. Capitals or not, with or without hyphens and blanks.";
    CHECK_NOW = "Kiểm tra", "Check";
    SLIP = "Chưa kiểm tra được: mã gõ chưa đúng", "Not checked: the code is mistyped";
    VALID = "Còn hiệu lực", "Valid";
    REVOKED = "Đã thu hồi", "Revoked";
    UNKNOWN = "Không có giấy nào mang mã này", "No certificate has this code";
    MEANING = "Trả lời có nghĩa gì", "What the answers mean";
    MEANING_VALID = "Còn hiệu lực: cơ quan cấp đã cấp giấy mang mã này và chưa thu hồi.", "Valid: the issuing office has issued the certificate with this code and has not revoked it.";
    MEANING_REVOKED = "Đã thu hồi: giấy này không còn giá trị.", "Revoked: that certificate does not hold any more.";
    MEANING_UNKNOWN = "Không có: cơ quan cấp chưa từng cấp giấy mang mã này.", "Unknown: the issuing office never issued a certificate with this code.";
    MEANING_PAPER = "Mã thật có thể bị chép sang giấy giả. Khi cần biết chắc tờ giấy trước mặt, hãy hỏi cơ quan cấp ghi trên giấy về số, ngày và người được cấp.", "A genuine code can be copied onto a false paper. To be sure of the paper before you, ask the office named on it about number, day and person.";
    WHERE = "Kiểm tra tại {0}", "Check it at {0}";

    OF_STAY = "Giấy chứng nhận số {0}", "Certificate {0}";
    OF_CASE = "Giấy xác nhận hoàn thành quản lý sau cai số {0}", "Certificate of completed post-rehabilitation management {0}";
    OPEN = "Xem và in giấy chứng nhận", "Show and print the certificate";
    REVOKED_ON = "Đã thu hồi ngày {0}: {1}. Không in giấy này nữa.", "Revoked on {0}: {1}. Do not print it any more.";
    WORDING = "Lời văn của mẫu chưa có trong nguồn luật đã đọc: câu chữ dưới đây là của phần mềm, hãy đối chiếu với mẫu ban hành trước khi ký.", "The wording of the form was not in the sources read: the text below is the program's own. Compare it with the published form before signing.";
    REVOKE = "Thu hồi giấy chứng nhận", "Revoke the certificate";
    REVOKE_HINT = "Thu hồi rồi thì không lấy lại được. Ai kiểm tra mã chỉ biết là đã thu hồi, không biết lý do.", "This can't be undone. Whoever checks the code is told that it was revoked, and not why.";
    REASON = "Lý do", "Reason";
    REPLACEMENT = "Số giấy mới", "Number of the new certificate";
    REPLACEMENT_HINT = "Chỉ khi cấp lại bằng giấy khác.", "Only when it is replaced by another.";
    REVOKED_NOW = "Đã thu hồi.", "Revoked.";
    REPLACED_NOW = "Đã thu hồi giấy cũ. Đây là giấy mới.", "The old certificate is revoked. This is the new one.";
    PICTURE = "Tải mã QR (PNG)", "Download the QR code (PNG)";
    QR_LABEL = "Mã QR để kiểm tra giấy", "QR code to check the certificate";
}
