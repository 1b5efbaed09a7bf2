//! The papers of a dossier.

use serde::Serialize;

use crate::code_list;
use crate::law::article::Article;
use crate::law::forms::FormKey;

code_list! {
    /// A paper of a dossier.
    Paper {
        Request = "request", "văn bản đề nghị", "request";
        PersonalSummary = "personal_summary", "bản tóm tắt lý lịch", "personal summary";
        ViolationMinutes = "violation_minutes", "biên bản vi phạm", "violation minutes";
        AddictionResult = "addiction_result", "phiếu kết quả xác định tình trạng nghiện", "addiction result";
        SubstitutionConfirmation = "substitution_confirmation",
            "xác nhận của cơ sở điều trị thay thế", "confirmation of the substitution unit";
        Statement = "statement", "bản tường trình", "statement of the person";
        NoStatementMinutes = "no_statement_minutes",
            "biên bản về việc không tường trình, không có ý kiến", "minutes of no statement or opinion";
        ParentsOpinion = "parents_opinion",
            "ý kiến của cha mẹ, người giám hộ hoặc người đại diện", "opinion of parents or guardian";
        NoStableResidence = "no_stable_residence",
            "tài liệu xác định không có nơi cư trú ổn định", "paper on having no stable residence";
        Notice = "notice", "thông báo về việc lập hồ sơ", "notice of the dossier";
        CourtRequest = "court_request", "văn bản đề nghị Tòa án", "request to the court";
        EducationRecord = "education_record",
            "tài liệu về giáo dục tại xã, phường, thị trấn", "record of commune education";
        Other = "other", "tài liệu khác có liên quan", "other paper";
    }
}

code_list! {
    /// A circumstance of a case on which papers depend.
    Condition {
        NoStableResidence = "no_stable_residence", "không có nơi cư trú ổn định", "no stable residence";
    }
}

/// When a paper must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "when", content = "condition", rename_all = "snake_case")]
pub enum Need {
    /// In every dossier.
    Always,
    /// Where this is so.
    If(Condition),
    /// It may be there.
    Optional,
}

impl Need {
    pub(super) fn applies(self, case: &[Condition]) -> bool {
        match self {
            Self::Always => true,
            Self::If(condition) => case.contains(&condition),
            Self::Optional => false,
        }
    }
}

/// A paper and when it must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PaperRule {
    /// The paper.
    pub paper: Paper,
    /// Papers that do as well.
    pub or: &'static [Paper],
    /// When it must be there.
    pub need: Need,
    /// Its form.
    pub form: Option<FormKey>,
    /// Where the rule comes from.
    pub article: Article,
}

impl PaperRule {
    /// Whether the paper or one that does as well is there.
    pub fn is_met_by(&self, present: &[Paper]) -> bool {
        present.iter().any(|paper| *paper == self.paper || self.or.contains(paper))
    }
}

pub(super) const fn paper(paper: Paper, need: Need, form: Option<FormKey>, article: Article) -> PaperRule {
    PaperRule { paper, or: &[], need, form, article }
}
