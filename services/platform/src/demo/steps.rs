//! The steps' names in English, for progress bars. In Vietnamese a step is shown as it is called, and its
//! name is part of the idempotency key: it must stay as it is.

use web::Language;

/// Beginnings of names; a province's own words may follow.
const ENGLISH: [(&str, &str); 20] = [
    ("đăng ký người và lập hồ sơ", "registering people, opening files"),
    ("cơ sở", "facility"),
    ("tiếp nhận vào cơ sở, lần", "admissions, round"),
    ("hết thời hạn, bàn giao, lần", "releases at the end of term, round"),
    ("cai nghiện tại cộng đồng", "treatment in the community"),
    ("hoàn thành tại cộng đồng", "completed in the community"),
    ("số liệu nguồn ghi", "stated figures"),
    ("đợi các dịch vụ biết người", "waiting until services know them"),
    ("đợi quản lý sau cai mở", "waiting for aftercare cases"),
    ("đợi mọi sự kiện được áp dụng", "waiting until events are applied"),
    ("kinh phí", "funding"),
    ("lớp tập huấn", "course"),
    ("điểm danh", "attendance"),
    ("đợt tuyên truyền", "campaign"),
    ("buổi tuyên truyền theo xã", "outreach by commune"),
    ("tài liệu cấp phát", "materials given out"),
    ("đưa khỏi danh sách", "closing files"),
    ("giới thiệu việc làm, vay vốn", "referrals to jobs and loans"),
    ("danh sách cán bộ", "staff list"),
    ("chỉ tiêu kế hoạch", "plan targets"),
];

pub fn shown(language: Language, step: &str) -> String {
    match ENGLISH.iter().find(|(vi, _)| language == Language::English && step.starts_with(vi)) {
        Some((vi, en)) => step.replacen(vi, en, 1),
        None => step.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_name_stays() {
        assert_eq!(shown(Language::English, "tiếp nhận vào cơ sở, lần 2"), "admissions, round 2");
        assert_eq!(shown(Language::English, "cai nghiện tại cộng đồng"), "treatment in the community");
        assert_eq!(shown(Language::Vietnamese, "kinh phí"), "kinh phí");
    }
}
