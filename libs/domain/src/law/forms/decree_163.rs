//! Forms of Decree 163/2026/NĐ-CP, Annexes III and V, after the lists of the signed decree (N163).
//! Annex I (electronic monitoring, 18 forms) is not held: its numbers were not read.

use super::{Form, FormKey};

const fn iii(number: &'static str, vi: &'static str, en: &'static str) -> Form {
    Form { key: FormKey::d163_iii(number), vi, en }
}

const fn v(number: &'static str, vi: &'static str, en: &'static str) -> Form {
    Form { key: FormKey::d163_v(number), vi, en }
}

pub(super) const ANNEX_III: &[Form] = &[
    iii("01", "Phiếu kết quả xét nghiệm chất ma túy", "Test slip"),
    iii("02", "Thông báo về người sử dụng trái phép chất ma túy", "Notice of unlawful use"),
    iii("03", "Bản tường trình", "Statement"),
    iii("04", "Quyết định quản lý người sử dụng trái phép chất ma túy", "Management decision"),
    iii("05", "Bản tóm tắt lý lịch", "Personal summary"),
    iii("06", "Chuyển giao hồ sơ quản lý", "Transfer of the file"),
    iii("07", "Tạm đình chỉ quản lý", "Suspension of management"),
    iii("08", "Dừng quản lý", "Stop of management"),
    iii("09", "Chấm dứt quản lý", "End of management"),
    iii("10", "Danh sách người sử dụng trái phép chất ma túy", "List of unlawful users"),
];

/// Forms 01 to 16 (licences and service conditions) are left out: their titles were not read one by
/// one.
pub(super) const ANNEX_V: &[Form] = &[
    v("17", "Phiếu thông tin cá nhân", "Personal information slip"),
    v("18", "Kế hoạch cai nghiện", "Rehabilitation plan"),
    v("19", "Kế hoạch tái hòa nhập cộng đồng", "Reintegration plan"),
    v("20", "Đơn đăng ký cai nghiện tự nguyện", "Application for voluntary treatment"),
    v("21", "Sổ đăng ký cai nghiện", "Register book"),
    v("22", "Quyết định cai nghiện tự nguyện", "Decision on voluntary treatment"),
    v(
        "23",
        "Biên bản giao quyết định, giấy xác nhận, thông báo",
        "Minutes of handing over a decision, certificate or notice",
    ),
    v("24", "Biên bản tiếp nhận đăng ký", "Minutes of reception of the registration"),
    v("25", "Bản cam kết", "Written commitment"),
    v("26", "Đề nghị tiếp tục quản lý khi chuyển nơi cư trú", "Request to continue management after a move"),
    v("27", "Giấy xác nhận hoàn thành dịch vụ cai nghiện tại gia đình, cộng đồng", "Certificate of completed service"),
    v("28", "Giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng", "Certificate, home or community treatment"),
    v("29", "Hợp đồng cai nghiện", "Contract"),
    v("30", "Giấy xác nhận của cơ sở ngoài công lập", "Private facility's certificate"),
    v("31", "Biên bản bàn giao hồ sơ và người cai nghiện", "Handing over of file and person"),
    v("32", "Quyết định giao quản lý trong thời gian lập hồ sơ", "Decision to hold while the dossier runs"),
    v("33", "Bản tóm tắt lý lịch", "Personal summary"),
    v("34", "Biên bản vi phạm", "Violation minutes"),
    v("35", "Xác nhận tình trạng điều trị thay thế", "Confirmation of substitution treatment"),
    v("36", "Văn bản đề nghị xem xét áp dụng biện pháp", "Request to consider the measure"),
    v("37", "Thông báo về việc lập hồ sơ đề nghị", "Notice that a dossier has been compiled"),
    v("38", "Bản tường trình", "Statement"),
    v("39", "Ý kiến của cha mẹ, người giám hộ, người đại diện", "Opinion of parents, guardian or representative"),
    v("40", "Biên bản không tường trình, không có ý kiến", "Minutes of no statement or no opinion"),
    v(
        "41",
        "Biên bản từ chối nhận thông báo (từ đủ 12 đến dưới 18 tuổi)",
        "Minutes of refusing the notice, 12 to under 18",
    ),
    v("42", "Biên bản bàn giao người vào cơ sở công lập", "Handing over into a public facility"),
    v("43", "Quyết định truy tìm", "Pursuit decision"),
    v("44", "Đơn đề nghị hoãn, miễn chấp hành quyết định", "Application to postpone or exempt"),
    v("45", "Đơn đề nghị hoãn, miễn (do cha mẹ, người giám hộ làm)", "Application to postpone or exempt, by parents"),
    v("46", "Văn bản đề nghị tạm đình chỉ, miễn phần thời gian còn lại", "Request to suspend or exempt the remainder"),
    v("47", "Đưa ra khỏi cơ sở phục vụ tố tụng hình sự", "Temporary removal for criminal proceedings"),
    v("48", "Đơn đề nghị về chịu tang", "Application for funeral leave"),
    v("49", "Quyết định cho về chịu tang", "Decision on funeral leave"),
    v("50", "Giấy xác nhận hoàn thành cai nghiện bắt buộc", "Certificate of completed compulsory treatment"),
    v("51", "Thông báo sắp hết thời hạn cai nghiện", "Notice of approaching completion"),
    v("52", "Văn bản đề nghị quản lý sau cai nghiện", "Post-rehabilitation: proposal"),
    v("53", "Quyết định quản lý sau cai nghiện", "Post-rehabilitation: decision"),
    v("54", "Thông báo khi thay đổi nơi cư trú", "Post-rehabilitation: notice of a move"),
    v("55", "Quyết định thành lập Tổ quản lý", "Post-rehabilitation: team decision"),
    v("56", "Giấy xác nhận hoàn thành quản lý sau cai nghiện", "Post-rehabilitation: certificate"),
    v("57", "Quyết định đưa ra khỏi danh sách", "Post-rehabilitation: removal decision"),
    v("58", "Biên bản ghi lời trình bày", "Post-rehabilitation: minutes of statement"),
    v("59", "Phân công cán bộ tư vấn", "Post-rehabilitation: assignment of a counsellor"),
    v("60", "Phân công cán bộ tư vấn (mẫu thứ hai)", "Post-rehabilitation: assignment of a counsellor, second form"),
];
