//! What law asks to be recorded at each stage of the process, and how long residents may work.
//!
//! Of regime B the articles about the five stages were read. Of Decree 163/2026 they were not available and the
//! joint circular of regime A was read for what its stages are, so what follows from them is marked as not verified.

use serde::Serialize;

use super::article::Article;
use super::pack::Regime;
use crate::codes::care::{CareKind, CounsellingTopic};

/// A record that a stage must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct StageNeed {
    /// The number of the stage.
    pub stage: u8,
    /// One of these is enough.
    pub kinds: &'static [CareKind],
    /// Of counselling, its topic, where only one will do.
    pub topic: Option<CounsellingTopic>,
    /// What is missing, in Vietnamese.
    pub vi: &'static str,
    /// The same in English.
    pub en: &'static str,
    pub article: Article,
}

impl StageNeed {
    /// Whether a record of this kind, on this topic, is what is asked for.
    pub fn is_met_by(&self, kind: CareKind, topic: Option<CounsellingTopic>) -> bool {
        self.kinds.contains(&kind) && (self.topic.is_none() || self.topic == topic)
    }
}

/// The records the stages must have under a regime.
pub fn stage_needs(regime: Regime) -> &'static [StageNeed] {
    match regime {
        Regime::A => A,
        Regime::B => B,
        Regime::C => C,
    }
}

/// The stage a record belongs to; none for what belongs to no stage.
pub fn stage_of(regime: Regime, kind: CareKind, topic: Option<CounsellingTopic>) -> Option<u8> {
    let detox = if regime == Regime::A { 1 } else { 2 };
    match kind {
        CareKind::Examination | CareKind::Detox => Some(detox),
        CareKind::Treatment => Some(2),
        CareKind::Counselling => Some(match topic {
            Some(CounsellingTopic::BeforeDetox) => detox,
            Some(CounsellingTopic::RelapsePrevention | CounsellingTopic::Reintegration) => 5,
            _ => 3,
        }),
        CareKind::Education => Some(3),
        CareKind::Labour | CareKind::Vocational => Some(4),
        CareKind::Evaluation | CareKind::ReintegrationPlan => Some(5),
        CareKind::DrugTest | CareKind::Discipline | CareKind::Reward | CareKind::Pursuit => None,
    }
}

const fn need(
    stage: u8,
    kinds: &'static [CareKind],
    (vi, en): (&'static str, &'static str),
    article: Article,
) -> StageNeed {
    StageNeed { stage, kinds, topic: None, vi, en, article }
}

const fn counselling(
    stage: u8,
    topic: CounsellingTopic,
    (vi, en): (&'static str, &'static str),
    article: Article,
) -> StageNeed {
    StageNeed { stage, kinds: COUNSELLING, topic: Some(topic), vi, en, article }
}

type Words = (&'static str, &'static str);
const NO_EXAMINATION: Words = ("chưa có khám, bệnh án", "no examination");
const NO_DETOX: Words = ("chưa có phác đồ cắt cơn, giải độc", "no detoxification protocol");
const NO_ADVICE: Words = ("chưa tư vấn trước khi cắt cơn", "no counselling before detoxification");
const NO_TREATMENT: Words =
    ("chưa có điều trị bệnh nhiễm trùng cơ hội, bệnh khác", "no treatment of opportunistic infections");
const NO_TEACHING: Words = ("chưa có buổi tư vấn, giáo dục", "no counselling or class");
const NO_WORK: Words = ("chưa có lao động trị liệu, học nghề", "no labour therapy or vocational training");
const NO_EVALUATION: Words = ("chưa đánh giá theo kế hoạch cai nghiện", "no evaluation against the plan");
const NO_PLAN: Words = ("chưa có kế hoạch tái hòa nhập cộng đồng", "no reintegration plan");
const NO_PREVENTION: Words = ("chưa tư vấn dự phòng tái nghiện", "no counselling on relapse prevention");

const COUNSELLING: &[CareKind] = &[CareKind::Counselling];
const TEACHING: &[CareKind] = &[CareKind::Counselling, CareKind::Education];
const WORK: &[CareKind] = &[CareKind::Labour, CareKind::Vocational];

const CIRCULAR_41: Article = Article::unverified("Thông tư liên tịch 41/2010/TTLT-BLĐTBXH-BYT");

const A: &[StageNeed] = &[
    need(1, &[CareKind::Examination], NO_EXAMINATION, CIRCULAR_41),
    need(1, &[CareKind::Detox], NO_DETOX, CIRCULAR_41),
    need(2, &[CareKind::Treatment], NO_TREATMENT, CIRCULAR_41),
    need(3, TEACHING, NO_TEACHING, CIRCULAR_41),
    need(4, WORK, NO_WORK, CIRCULAR_41),
    counselling(5, CounsellingTopic::RelapsePrevention, NO_PREVENTION, CIRCULAR_41),
];

const B: &[StageNeed] = &of_five_stages(
    Article::read("Nghị định 116/2021/NĐ-CP, Điều 22–26", "PD"),
    Article::read("Nghị định 116/2021/NĐ-CP, Điều 22–26; Mẫu số 21", "PD"),
);

const C: &[StageNeed] = &of_five_stages(
    Article::unverified("Nghị định 163/2026/NĐ-CP, từ Điều 84"),
    Article::read("Nghị định 163/2026/NĐ-CP, Phụ lục V, Mẫu số 19", "N163"),
);

const fn of_five_stages(article: Article, plan: Article) -> [StageNeed; 8] {
    [
        need(2, &[CareKind::Examination], NO_EXAMINATION, article),
        counselling(2, CounsellingTopic::BeforeDetox, NO_ADVICE, article),
        need(2, &[CareKind::Detox], NO_DETOX, article),
        need(3, TEACHING, NO_TEACHING, article),
        need(4, WORK, NO_WORK, article),
        need(5, &[CareKind::Evaluation], NO_EVALUATION, article),
        counselling(5, CounsellingTopic::RelapsePrevention, NO_PREVENTION, article),
        need(5, &[CareKind::ReintegrationPlan], NO_PLAN, plan),
    ]
}

/// What asks for a rehabilitation plan in the first stage; nothing was found under regime A.
pub fn rehabilitation_plan(regime: Regime) -> Option<Article> {
    match regime {
        Regime::A => None,
        Regime::B => Some(Article::read("Nghị định 116/2021/NĐ-CP, Điều 22–26; Mẫu số 20", "PD")),
        Regime::C => Some(Article::read("Nghị định 163/2026/NĐ-CP, Phụ lục V, Mẫu số 18", "N163")),
    }
}

/// What asks for a pursuit decision when somebody escapes; nothing was found under regime A.
pub fn pursuit(regime: Regime) -> Option<Article> {
    match regime {
        Regime::A => None,
        Regime::B => Some(Article::read("Nghị định 116/2021/NĐ-CP, Điều 56", "PD")),
        Regime::C => Some(Article::read("Luật 120/2025/QH15, Điều 46", "L120")),
    }
}

/// For how many hours somebody may work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LabourLimit {
    pub day: u32,
    /// From Monday to Sunday.
    pub week: u32,
    pub article: Article,
}

/// The limit at an age in whole years.
pub fn labour_limit(regime: Regime, age: u32) -> LabourLimit {
    let article = match regime {
        Regime::A => Article::unverified("Nghị định 221/2013/NĐ-CP"),
        Regime::B => Article::read("Nghị định 116/2021/NĐ-CP", "PD"),
        Regime::C => Article::unverified("Nghị định 163/2026/NĐ-CP"),
    };
    let (day, week) = match age {
        0..15 => (4, 20),
        15..18 => (6, 30),
        _ => (8, 48),
    };
    LabourLimit { day, week, article }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_belongs_to_the_stage_of_its_law() {
        let stages = |kind, topic| [Regime::A, Regime::B, Regime::C].map(|regime| stage_of(regime, kind, topic));
        assert_eq!(stages(CareKind::Detox, None), [Some(1), Some(2), Some(2)]);
        assert_eq!(stages(CareKind::Treatment, None), [Some(2), Some(2), Some(2)]);
        assert_eq!(stages(CareKind::Counselling, Some(CounsellingTopic::Family)), [Some(3); 3]);
        assert_eq!(stages(CareKind::Counselling, Some(CounsellingTopic::RelapsePrevention)), [Some(5); 3]);
        assert_eq!(stages(CareKind::DrugTest, None), [None; 3]);
    }

    #[test]
    fn what_a_stage_needs_belongs_to_it() {
        for regime in [Regime::A, Regime::B, Regime::C] {
            for need in stage_needs(regime) {
                for kind in need.kinds {
                    assert_eq!(stage_of(regime, *kind, need.topic), Some(need.stage), "{regime:?} {}", need.en);
                }
            }
        }
    }

    /// Decree 116/2021; the same figures are kept for the other regimes and marked.
    #[test]
    fn hours_of_labour_by_age() {
        for (age, day, week) in [(12, 4, 20), (14, 4, 20), (15, 6, 30), (17, 6, 30), (18, 8, 48), (60, 8, 48)] {
            for regime in [Regime::A, Regime::B, Regime::C] {
                let limit = labour_limit(regime, age);
                assert_eq!((limit.day, limit.week), (day, week), "{age}");
                assert_eq!(limit.article.verified, regime == Regime::B);
            }
        }
    }
}
