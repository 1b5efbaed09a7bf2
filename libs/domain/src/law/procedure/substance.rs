//! On what a proposal may rest, whom it may not concern, and until when it may be made.

use chrono::NaiveDate;
use serde::Serialize;

use crate::code_list;
use crate::law::article::Article;
use crate::law::clock::{self, Due, Limit};

code_list! {
    /// The ground of a proposal.
    Ground {
        /// Regime A.
        AfterCommuneEducation = "after_commune_education",
            "vẫn còn nghiện sau giáo dục tại xã, phường, thị trấn", "still addicted after commune education";
        /// Regime A.
        NoStableResidence = "no_stable_residence",
            "nghiện và không có nơi cư trú ổn định", "addicted without a stable residence";
        NotInVoluntaryTreatment = "not_in_voluntary_treatment",
            "không đăng ký, không thực hiện hoặc tự ý chấm dứt cai nghiện tự nguyện",
            "voluntary treatment not registered, not begun or broken off";
        UseDuringVoluntary = "use_during_voluntary",
            "sử dụng trái phép trong thời gian cai nghiện tự nguyện", "unlawful use during voluntary treatment";
        SubstitutionFailed = "substitution_failed",
            "không đăng ký, không thực hiện, tự ý chấm dứt hoặc bị chấm dứt điều trị thay thế",
            "substitution treatment not registered, not begun, broken off or ended for violation";
        AddictedInPostRehabilitation = "addicted_in_post_rehabilitation",
            "tái nghiện, xác định nghiện trong thời gian quản lý sau cai", "addicted during post-rehabilitation";
        /// Regime C, Law 120/2025 Art. 47(2–4).
        ObligationsBroken = "obligations_broken",
            "vi phạm nghĩa vụ theo Điều 47 Luật 120/2025/QH15", "obligations of Law 120/2025 Art. 47 broken";
        /// Regime C, Law 120/2025 Art. 36(3): an evader who has turned 18.
        EvadedAsMinor = "evaded_as_minor",
            "trốn tránh khi chưa đủ 18 tuổi, nay đã đủ 18 tuổi", "evaded as a minor, now 18 or over";
    }
}

code_list! {
    /// A circumstance that keeps a person from being proposed.
    Exclusion {
        NoCapacity = "no_capacity", "không có năng lực trách nhiệm hành chính", "no administrative capacity";
        Pregnant = "pregnant", "đang mang thai có chứng nhận", "pregnant, certified";
        CarerOfSmallChild = "carer_of_small_child",
            "phụ nữ hoặc người duy nhất đang nuôi con nhỏ dưới 36 tháng tuổi, có xác nhận",
            "woman or sole carer of a child under 36 months, confirmed";
    }
}

/// A ground and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GroundRule {
    pub ground: Ground,
    pub article: Article,
}

/// An exclusion and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExclusionRule {
    pub exclusion: Exclusion,
    pub article: Article,
}

pub(super) const fn ground(ground: Ground, article: Article) -> GroundRule {
    GroundRule { ground, article }
}

pub(super) const fn exclusion(exclusion: Exclusion, article: Article) -> ExclusionRule {
    ExclusionRule { exclusion, article }
}

/// Until when the measure may be applied (thời hiệu).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limitation {
    /// Counted from the last violation.
    pub limit: Limit,
    /// Where evading starts it anew from the end of the evasion.
    pub restarted_by_evasion: Option<Article>,
}

impl Limitation {
    /// When the time runs out: from the last violation, or from the end of an evasion after it where
    /// the law restarts it then.
    pub fn ends(&self, last_violation: NaiveDate, evasion_ended: Option<NaiveDate>) -> Due {
        let restart = evasion_ended.filter(|end| self.restarted_by_evasion.is_some() && *end > last_violation);
        clock::due(clock::start_of_day(restart.unwrap_or(last_violation)), self.limit, &[])
    }
}
