//! Forms of Decree 116/2021/NĐ-CP, as far as they were named in the sources read (PD). What tells
//! the two forms of a pair apart (42a and 42b, 43 and 44) was not read and follows from their use.

use super::{Form, FormKey};

const fn form(number: &'static str, vi: &'static str, en: &'static str) -> Form {
    Form { key: FormKey::d116(number), vi, en }
}

pub(super) const FORMS: &[Form] = &[
    form("19", "Thông tin cá nhân", "Personal information"),
    form("20", "Kế hoạch cai nghiện cá nhân", "Rehabilitation plan"),
    form("21", "Kế hoạch tái hòa nhập cộng đồng", "Reintegration plan"),
    form("22", "Đăng ký cai nghiện tự nguyện", "Registration for voluntary treatment"),
    form("23", "Sổ theo dõi đăng ký cai nghiện", "Register book"),
    form("24", "Quyết định cai nghiện tự nguyện, điều trị thay thế", "Decision on voluntary or substitution treatment"),
    form("25", "Thông báo khi thay đổi nơi cư trú trong thời gian cai nghiện", "Notice of a move during treatment"),
    form(
        "26a",
        "Giấy xác nhận hoàn thành cai nghiện tại gia đình, cộng đồng",
        "Certificate, home or community treatment",
    ),
    form("26b", "Giấy xác nhận hoàn thành cai nghiện tại cơ sở", "Certificate, voluntary facility treatment"),
    form("27", "Biên bản vi phạm", "Violation minutes"),
    form("28", "Hợp đồng cai nghiện tự nguyện", "Contract for voluntary treatment"),
    form("29", "Văn bản đề nghị lập hồ sơ đưa vào cơ sở cai nghiện bắt buộc", "Request for compulsory treatment"),
    form("30", "Bản tóm tắt lý lịch", "Personal summary"),
    form("31", "Bản tường trình của người bị đề nghị", "Statement of the person proposed"),
    form("32", "Thông báo về việc lập hồ sơ đề nghị", "Notice that a dossier has been compiled"),
    form("33", "Văn bản trả lại hồ sơ, yêu cầu bổ sung", "Return of a dossier for supplement"),
    form("34", "Văn bản đề nghị Tòa án áp dụng biện pháp (từ đủ 18 tuổi)", "Request to the court, adults"),
    form("35", "Văn bản đồng ý quản lý của gia đình", "Family's agreement to keep the person at home"),
    form("36", "Quyết định quản lý trong thời gian lập hồ sơ", "Decision on management while the dossier runs"),
    form("37", "Biên bản giao, nhận người", "Minutes of handing over a person"),
    form("38", "Ý kiến của cha mẹ, người giám hộ", "Opinion of parents or guardian"),
    form("39", "Văn bản đề nghị Tòa án (từ đủ 12 đến dưới 18 tuổi)", "Request to the court, 12 to under 18"),
    form("40", "Biên bản giao nhận người vào cơ sở cai nghiện", "Minutes of reception into the facility"),
    form("41", "Quyết định truy tìm", "Pursuit decision"),
    form("42a", "Đơn đề nghị hoãn, miễn chấp hành quyết định", "Application to postpone or exempt"),
    form(
        "42b",
        "Đơn đề nghị hoãn, miễn (do cha mẹ, người giám hộ làm)",
        "Application to postpone or exempt, by parents",
    ),
    form("43", "Đề nghị giảm thời hạn (mẫu thứ nhất)", "Proposal of a reduction of term, first form"),
    form("44", "Đề nghị giảm thời hạn (mẫu thứ hai)", "Proposal of a reduction of term, second form"),
    form("45", "Quyết định đưa ra khỏi cơ sở phục vụ tố tụng", "Temporary removal for criminal proceedings"),
    form(
        "46",
        "Giấy xác nhận chấp hành xong quyết định cai nghiện bắt buộc",
        "Certificate of completed compulsory treatment",
    ),
    form("47", "Biên bản bàn giao người chưa đủ 18 tuổi về gia đình", "Handing over a minor to the family"),
    form("48", "Đơn đề nghị về chịu tang", "Application for funeral leave"),
    form("49", "Quyết định cho về chịu tang", "Decision on funeral leave"),
    form("50", "Hồ sơ quản lý sau cai: văn bản đề nghị", "Post-rehabilitation: proposal"),
    form("51", "Quyết định quản lý sau cai nghiện", "Post-rehabilitation: decision"),
    form("52", "Danh sách người được quản lý sau cai", "Post-rehabilitation: list"),
    form(
        "53",
        "Thông báo khi thay đổi nơi cư trú trong thời gian quản lý sau cai",
        "Post-rehabilitation: notice of a move",
    ),
    form("54", "Giấy xác nhận hoàn thành quản lý sau cai", "Post-rehabilitation: certificate"),
];
