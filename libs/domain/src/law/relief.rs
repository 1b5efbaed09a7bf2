//! Suspension, exemption of the remainder and reduction of a term of compulsory treatment (tạm đình chỉ, miễn, giảm):
//! on what grounds, with which papers, in which steps.
//!
//! Of regime B the decree's article was read, of regime C the law's; of regime A the outlines are from memory and
//! marked. No source gives days within which facility or court must act; what is known are the time a list is
//! posted, how often reductions are looked at, and how much of the term must be left for somebody to come back.

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::article::Article;
use super::clock::{Limit, Unit};
use super::forms::FormKey;
use super::measure::Authority;
use super::pack::{PackId, Regime};
use crate::code_list;

code_list! {
    ReliefKind {
        Suspension = "suspension", "tạm đình chỉ chấp hành", "suspension";
        Exemption = "exemption", "miễn chấp hành thời gian còn lại", "exemption from the rest";
        Reduction = "reduction", "giảm thời hạn", "reduction";
    }
}

code_list! {
    ReliefGround {
        Inpatient = "inpatient", "điều trị nội trú trên 10 ngày", "inpatient for more than 10 days";
        HomeTreatment = "home_treatment", "bệnh nặng, về gia đình điều trị", "severe illness, treated at home";
        LongTreatment = "long_treatment", "bệnh phải điều trị từ 6 tháng", "illness that needs six months or more";
        FatalIllness = "fatal_illness", "bệnh hiểm nghèo", "fatal illness";
        Pregnant = "pregnant", "mang thai", "pregnant";
        MeritWhileSuspended = "merit_while_suspended",
            "tiến bộ rõ rệt hoặc lập công khi đang tạm đình chỉ", "progress or merit while suspended";
        /// Too little of the term is left to come back for.
        LittleLeft = "little_left", "hết tạm đình chỉ, thời hạn còn lại dưới 3 tháng", "less than three months left";
        Progress = "progress", "tiến bộ rõ rệt", "progress";
        Merit = "merit", "lập công", "merit";
    }
}

code_list! {
    ReliefPaper {
        Application = "application", "đơn của học viên hoặc gia đình", "application";
        Request = "request", "văn bản đề nghị của cơ sở", "request of the facility";
        MedicalPaper = "medical_paper", "giấy tờ của bệnh viện", "hospital's paper";
        PregnancyPaper = "pregnancy_paper", "xác nhận mang thai", "confirmation of pregnancy";
        MeritPaper = "merit_paper", "xác nhận tiến bộ, lập công", "confirmation of progress or merit";
        RatingSheet = "rating_sheet", "bảng xếp loại các tháng", "sheet of the months' ratings";
        PostedList = "posted_list", "danh sách đã niêm yết", "list as posted";
    }
}

code_list! {
    ReliefStep {
        Applied = "applied", "lập đề nghị", "applied";
        Posted = "posted", "niêm yết danh sách", "list posted";
        Sent = "sent", "gửi cấp quyết định", "sent for decision";
        Decided = "decided", "quyết định", "decided";
    }
}

code_list! {
    /// Where a proposal stands.
    ReliefState {
        Open = "open", "đang xét", "open";
        Granted = "granted", "được chấp nhận", "granted";
        Refused = "refused", "không được chấp nhận", "refused";
        Withdrawn = "withdrawn", "đã rút", "withdrawn";
    }
}

code_list! {
    /// A time that runs in a procedure.
    ReliefClock {
        Posting = "posting", "niêm yết danh sách", "list posted";
        Resumption = "resumption", "hạn trở lại chấp hành", "last day to come back";
        Review = "review", "kỳ xét giảm thời hạn", "next look at reductions";
    }
}

/// A ground, and the paper that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct GroundRule {
    pub ground: ReliefGround,
    pub shown_by: Option<ReliefPaper>,
    pub article: Article,
}

/// The rules of one kind under one law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ReliefRule {
    pub kind: ReliefKind,
    pub grounds: &'static [GroundRule],
    /// Needed whatever the ground, each with its form.
    pub papers: &'static [(ReliefPaper, Option<FormKey>)],
    /// How long a list must hang before it is sent.
    pub posting: Option<Limit>,
    /// How often the facility looks at whom to propose.
    pub review: Option<Limit>,
    /// Who may decide, the usual one first.
    pub deciders: &'static [Authority],
    pub article: Article,
}

impl ReliefRule {
    pub fn ground(&self, ground: ReliefGround) -> Option<&'static GroundRule> {
        self.grounds.iter().find(|rule| rule.ground == ground)
    }

    /// The papers that must be there on this ground.
    pub fn required(&self, ground: ReliefGround) -> Vec<ReliefPaper> {
        let shown_by = self.ground(ground).and_then(|rule| rule.shown_by);
        self.papers.iter().map(|(paper, _)| *paper).chain(shown_by).collect()
    }

    pub fn form(&self, paper: ReliefPaper) -> Option<FormKey> {
        self.papers.iter().find(|(known, _)| *known == paper).and_then(|(_, form)| *form)
    }
}

/// How many months of the term must be left for somebody to come back from a suspension; with less, the rest is
/// remitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Resumption {
    pub months: u32,
    pub article: Article,
}

impl Resumption {
    /// Whether enough is left of a term on a day.
    pub fn allows(&self, on: NaiveDate, ends_on: NaiveDate) -> bool {
        on.checked_add_months(Months::new(self.months)).is_some_and(|until| until <= ends_on)
    }

    /// The last day on which it is: three months from 31 August end on 30 November as those from the 30th do.
    pub fn last_day(&self, ends_on: NaiveDate) -> Option<NaiveDate> {
        let first = ends_on.checked_sub_months(Months::new(self.months))?;
        first.iter_days().take_while(|day| self.allows(*day, ends_on)).last()
    }
}

/// The rules of a kind under a pack; none where that law has no such thing.
pub fn relief(pack: PackId, kind: ReliefKind) -> Option<&'static ReliefRule> {
    let rules: &[ReliefRule] = match (super::pack(pack).regime, pack) {
        (Regime::A, _) => A,
        (Regime::B, PackId::B2b) => B2B,
        (Regime::B, _) => B,
        (Regime::C, _) => C,
    };
    rules.iter().find(|rule| rule.kind == kind)
}

/// When somebody comes back from a suspension.
pub fn resumption(regime: Regime) -> Resumption {
    let article = match regime {
        Regime::A => LAW_112,
        Regime::B => ART_58,
        Regime::C => ART_39,
    };
    Resumption { months: 3, article }
}

const LAW_112: Article = Article::unverified("Luật 15/2012/QH13, Điều 112");
const ART_58: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 58", "PD");
const ART_39: Article = Article::read("Luật 120/2025/QH15, Điều 39", "L120");

const fn ground(ground: ReliefGround, shown_by: ReliefPaper, article: Article) -> GroundRule {
    GroundRule { ground, shown_by: Some(shown_by), article }
}

const fn little_left(article: Article) -> GroundRule {
    GroundRule { ground: ReliefGround::LittleLeft, shown_by: None, article }
}

const fn rule(
    kind: ReliefKind,
    grounds: &'static [GroundRule],
    papers: &'static [(ReliefPaper, Option<FormKey>)],
    deciders: &'static [Authority],
    article: Article,
) -> ReliefRule {
    ReliefRule { kind, grounds, papers, posting: None, review: None, deciders, article }
}

const DISTRICT: &[Authority] = &[Authority::DistrictCourt];
const REGIONAL: &[Authority] = &[Authority::RegionalCourt];
const REGIONAL_OR_POLICE: &[Authority] = &[Authority::RegionalCourt, Authority::ProvincialPoliceDirector];

const REQUEST: &[(ReliefPaper, Option<FormKey>)] = &[(ReliefPaper::Request, None)];

const A: &[ReliefRule] = &[
    rule(
        ReliefKind::Suspension,
        &[ground(ReliefGround::HomeTreatment, ReliefPaper::MedicalPaper, LAW_112)],
        REQUEST,
        DISTRICT,
        LAW_112,
    ),
    rule(
        ReliefKind::Exemption,
        &[
            ground(ReliefGround::MeritWhileSuspended, ReliefPaper::MeritPaper, LAW_112),
            ground(ReliefGround::FatalIllness, ReliefPaper::MedicalPaper, LAW_112),
            ground(ReliefGround::Pregnant, ReliefPaper::PregnancyPaper, LAW_112),
            little_left(LAW_112),
        ],
        REQUEST,
        DISTRICT,
        LAW_112,
    ),
    rule(
        ReliefKind::Reduction,
        &[
            ground(ReliefGround::Progress, ReliefPaper::RatingSheet, LAW_112),
            ground(ReliefGround::Merit, ReliefPaper::MeritPaper, LAW_112),
        ],
        REQUEST,
        DISTRICT,
        LAW_112,
    ),
];

const B: &[ReliefRule] = &of_decree_116(DISTRICT);
const B2B: &[ReliefRule] = &of_decree_116(REGIONAL);

const fn of_decree_116(deciders: &'static [Authority]) -> [ReliefRule; 3] {
    [
        rule(ReliefKind::Suspension, SUSPENSION_116, REQUEST, deciders, ART_58),
        rule(ReliefKind::Exemption, EXEMPTION_116, REQUEST, deciders, ART_58),
        ReliefRule {
            posting: Some(Limit::new(5, Unit::WorkingDays, ART_58)),
            review: Some(Limit::new(3, Unit::Months, ART_58)),
            ..rule(ReliefKind::Reduction, REDUCTION_116, REDUCTION_PAPERS, deciders, ART_58)
        },
    ]
}

const SUSPENSION_116: &[GroundRule] = &[ground(ReliefGround::Inpatient, ReliefPaper::MedicalPaper, ART_58)];
const EXEMPTION_116: &[GroundRule] = &[
    ground(ReliefGround::MeritWhileSuspended, ReliefPaper::MeritPaper, ART_58),
    ground(ReliefGround::LongTreatment, ReliefPaper::MedicalPaper, ART_58),
    ground(ReliefGround::Pregnant, ReliefPaper::PregnancyPaper, ART_58),
    little_left(ART_58),
];
const REDUCTION_116: &[GroundRule] = &[
    ground(ReliefGround::Progress, ReliefPaper::RatingSheet, ART_58),
    ground(ReliefGround::Merit, ReliefPaper::MeritPaper, ART_58),
];
/// The source names forms 43 and 44 together, without saying which is for what.
const REDUCTION_PAPERS: &[(ReliefPaper, Option<FormKey>)] =
    &[(ReliefPaper::PostedList, None), (ReliefPaper::Request, Some(FormKey::d116("43")))];

/// Form 46 asks for both; applications are made on 44, by parents on 45. There is no reduction any more.
const C: &[ReliefRule] = &[
    rule(
        ReliefKind::Suspension,
        &[ground(ReliefGround::HomeTreatment, ReliefPaper::MedicalPaper, ART_39)],
        &[(ReliefPaper::Request, Some(FormKey::d163_v("46")))],
        REGIONAL_OR_POLICE,
        ART_39,
    ),
    rule(
        ReliefKind::Exemption,
        &[
            ground(ReliefGround::FatalIllness, ReliefPaper::MedicalPaper, ART_39),
            ground(ReliefGround::Pregnant, ReliefPaper::PregnancyPaper, ART_39),
            little_left(ART_39),
        ],
        &[(ReliefPaper::Request, Some(FormKey::d163_v("46")))],
        REGIONAL_OR_POLICE,
        ART_39,
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// After §3.2 of the comparison of laws: Decree 116/2021 Art. 58, Law 120/2025 Art. 39.
    #[test]
    fn what_each_law_has() {
        let grounds = |pack, kind| {
            relief(pack, kind).map(|rule| rule.grounds.iter().map(|rule| rule.ground.as_str()).collect::<Vec<_>>())
        };
        for pack in [PackId::B1, PackId::B2a, PackId::B2b] {
            assert_eq!(grounds(pack, ReliefKind::Suspension).unwrap(), ["inpatient"]);
            assert_eq!(
                grounds(pack, ReliefKind::Exemption).unwrap(),
                ["merit_while_suspended", "long_treatment", "pregnant", "little_left"]
            );
            assert_eq!(grounds(pack, ReliefKind::Reduction).unwrap(), ["progress", "merit"]);
        }
        assert_eq!(grounds(PackId::C, ReliefKind::Suspension).unwrap(), ["home_treatment"]);
        assert_eq!(grounds(PackId::C, ReliefKind::Exemption).unwrap(), ["fatal_illness", "pregnant", "little_left"]);
        assert_eq!(grounds(PackId::C, ReliefKind::Reduction), None);
        for pack in PackId::ALL {
            let reduces = relief(*pack, ReliefKind::Reduction).is_some();
            assert_eq!(reduces, super::super::pack(*pack).merit_reduction.is_some(), "{pack}");
        }
    }

    #[test]
    fn only_regime_a_is_from_memory() {
        for pack in PackId::ALL {
            for rule in ReliefKind::ALL.iter().filter_map(|kind| relief(*pack, *kind)) {
                assert_eq!(rule.article.verified, *pack != PackId::A, "{pack} {}", rule.kind);
            }
        }
    }

    #[test]
    fn somebody_comes_back_up_to_three_months_before_the_end() {
        let rule = resumption(Regime::C);
        for offset in 0..1500 {
            let ends_on = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap() + chrono::Days::new(offset);
            let last = rule.last_day(ends_on).unwrap();
            assert!(rule.allows(last, ends_on), "{ends_on}");
            assert!(!rule.allows(last.succ_opt().unwrap(), ends_on), "{ends_on}");
        }
    }

    #[test]
    fn the_ground_asks_for_its_paper_beside_the_request() {
        let rule = relief(PackId::C, ReliefKind::Exemption).unwrap();
        assert_eq!(rule.required(ReliefGround::Pregnant), [ReliefPaper::Request, ReliefPaper::PregnancyPaper]);
        assert_eq!(rule.required(ReliefGround::LittleLeft), [ReliefPaper::Request]);
        assert_eq!(rule.form(ReliefPaper::Request), Some(FormKey::d163_v("46")));
    }
}
