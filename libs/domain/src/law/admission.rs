//! Taking somebody into a facility: the papers that come with them, and how long a full facility may let them wait.

use chrono::NaiveDate;
use serde::Serialize;

use super::article::Article;
use super::clock::{Limit, Unit};
use super::forms::FormKey;
use super::pack::Regime;
use super::pack_in_force;
use crate::code_list;
use crate::codes::AdmissionBasis;

code_list! {
    /// A paper that comes with a person, or is written when they are taken in.
    AdmissionPaper {
        CourtDecision = "court_decision", "quyết định của Tòa án", "court's decision";
        AdmissionDecision = "admission_decision", "quyết định tiếp nhận", "decision to admit";
        HoldingDecision = "holding_decision",
            "quyết định quản lý trong thời gian lập hồ sơ", "decision to hold while the dossier runs";
        TransferDecision = "transfer_decision", "quyết định chuyển cơ sở", "decision to transfer";
        Contract = "contract", "hợp đồng cai nghiện", "contract";
        Application = "application", "đơn đăng ký cai nghiện tự nguyện", "application";
        Curriculum = "curriculum", "sơ yếu lý lịch", "curriculum vitae";
        AddictionResult = "addiction_result",
            "kết quả xác định tình trạng nghiện", "result of the addiction determination";
        SubstitutionConfirmation = "substitution_confirmation",
            "xác nhận của cơ sở điều trị thay thế", "confirmation of the substitution unit";
        Identity = "identity", "bản sao giấy tờ tùy thân", "copy of the identity paper";
        PoliceLetter = "police_letter", "văn bản của Trưởng Công an cấp xã", "letter of the commune police chief";
        ParentsOpinion = "parents_opinion", "ý kiến của cha mẹ, người giám hộ", "opinion of parents or guardian";
        HandoverMinutes = "handover_minutes", "biên bản giao, nhận người", "minutes of handing the person over";
        PersonalInformation = "personal_information", "phiếu thông tin cá nhân", "personal information slip";
    }
}

/// A paper that an admission needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AdmissionPaperRule {
    pub paper: AdmissionPaper,
    /// One that does as well.
    pub or: Option<AdmissionPaper>,
    pub form: Option<FormKey>,
    pub article: Article,
}

impl AdmissionPaperRule {
    /// Whether the paper, or the one that does as well, is there.
    pub fn is_met_by(&self, given: &[AdmissionPaper]) -> bool {
        given.iter().any(|paper| *paper == self.paper || Some(*paper) == self.or)
    }
}

/// On what depends which papers an admission needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdmissionCase {
    pub admitted_on: NaiveDate,
    pub basis: AdmissionBasis,
    /// The facility is a private one.
    pub private: bool,
    /// Under 18 on that day.
    pub minor: bool,
    /// When the person came from another facility.
    pub transferred_on: Option<NaiveDate>,
}

const D116_VOLUNTARY: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 28–39", "PD");
const D116_COMPULSORY: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 40–48", "PD");
const D116_MINORS: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 50–53", "PD");
const D116_HOLDING: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 44", "PD");
const D116_STAGE_1: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 22", "PD");
const ART_33: Article = Article::read("Luật 120/2025/QH15, Điều 33", "L120");
const ART_34: Article = Article::read("Luật 120/2025/QH15, Điều 34", "L120");
const ART_35: Article = Article::read("Luật 120/2025/QH15, Điều 35", "L120");
const ART_36: Article = Article::read("Luật 120/2025/QH15, Điều 36", "L120");
const ART_37: Article = Article::read("Luật 120/2025/QH15, Điều 37", "L120");
const ART_38: Article = Article::read("Luật 120/2025/QH15, Điều 38", "L120");
/// The list of forms was read, not the articles that say when each is written.
const D163_FORMS: Article = Article::unverified("Nghị định 163/2026/NĐ-CP, Phụ lục V");

const fn need(paper: AdmissionPaper, form: Option<FormKey>, article: Article) -> AdmissionPaperRule {
    AdmissionPaperRule { paper, or: None, form, article }
}

/// The papers of an admission by the law of its day, and of a transfer by the law of its own. Empty where no source
/// names any: social objects under regime A, people outside the rehabilitation law.
pub fn admission_papers(case: &AdmissionCase) -> Vec<AdmissionPaperRule> {
    let mut papers = match pack_in_force(case.admitted_on).regime {
        Regime::A => under_a(case.basis),
        Regime::B => under_b(case),
        Regime::C => under_c(case),
    };
    if case.transferred_on.is_some_and(|on| pack_in_force(on).regime == Regime::C) {
        papers.push(need(AdmissionPaper::TransferDecision, None, ART_38));
    }
    papers
}

fn under_a(basis: AdmissionBasis) -> Vec<AdmissionPaperRule> {
    use AdmissionPaper::{AdmissionDecision, CourtDecision};
    match basis {
        AdmissionBasis::CourtDecision => {
            vec![need(CourtDecision, None, Article::unverified("Nghị định 221/2013/NĐ-CP"))]
        }
        AdmissionBasis::Voluntary => {
            vec![need(AdmissionDecision, None, Article::read("Thông tư 05/2011/TT-BLĐTBXH, khoản 6 Điều 5", "PD"))]
        }
        _ => Vec::new(),
    }
}

fn under_b(case: &AdmissionCase) -> Vec<AdmissionPaperRule> {
    use AdmissionPaper::{
        AddictionResult, Application, Contract, CourtDecision, HandoverMinutes, HoldingDecision, Identity,
        ParentsOpinion, PersonalInformation,
    };
    let slip = need(PersonalInformation, Some(FormKey::d116("19")), D116_STAGE_1);
    match case.basis {
        AdmissionBasis::CourtDecision => {
            let mut papers = vec![
                need(CourtDecision, None, D116_COMPULSORY),
                need(HandoverMinutes, Some(FormKey::d116("40")), D116_COMPULSORY),
                slip,
            ];
            if case.minor {
                papers.push(need(ParentsOpinion, Some(FormKey::d116("38")), D116_MINORS));
            }
            papers
        }
        AdmissionBasis::Voluntary => vec![
            need(Contract, Some(FormKey::d116("28")), D116_VOLUNTARY),
            need(Application, Some(FormKey::d116("22")), D116_VOLUNTARY),
            need(AddictionResult, None, D116_VOLUNTARY),
            need(Identity, None, D116_VOLUNTARY),
            slip,
        ],
        // Social facilities hold those without a stable residence while the dossier runs.
        AdmissionBasis::HeldForDossier | AdmissionBasis::SocialObject => vec![
            need(HoldingDecision, Some(FormKey::d116("36")), D116_HOLDING),
            need(HandoverMinutes, Some(FormKey::d116("37")), D116_HOLDING),
        ],
        AdmissionBasis::TraffickingVictim | AdmissionBasis::WanderingPatient => Vec::new(),
    }
}

fn under_c(case: &AdmissionCase) -> Vec<AdmissionPaperRule> {
    use AdmissionPaper::{
        AddictionResult, AdmissionDecision, Application, Contract, CourtDecision, Curriculum, HandoverMinutes,
        HoldingDecision, ParentsOpinion, PersonalInformation, PoliceLetter, SubstitutionConfirmation,
    };
    let slip = need(PersonalInformation, Some(FormKey::d163_v("17")), D163_FORMS);
    let handover = need(HandoverMinutes, Some(FormKey::d163_v("42")), D163_FORMS);
    match case.basis {
        AdmissionBasis::CourtDecision => {
            let mut papers = vec![need(CourtDecision, None, if case.minor { ART_36 } else { ART_35 }), handover, slip];
            if case.minor {
                papers.push(need(ParentsOpinion, Some(FormKey::d163_v("39")), ART_36));
            }
            papers
        }
        AdmissionBasis::Voluntary if case.private => {
            vec![need(Contract, Some(FormKey::d163_v("29")), ART_33), slip]
        }
        AdmissionBasis::Voluntary => {
            let result = need(AddictionResult, None, ART_34);
            let mut papers = vec![
                need(AdmissionDecision, Some(FormKey::d163_v("22")), ART_34),
                need(Curriculum, None, ART_34),
                need(Application, Some(FormKey::d163_v("20")), ART_34),
                AdmissionPaperRule { or: Some(SubstitutionConfirmation), ..result },
                need(PoliceLetter, None, ART_34),
                slip,
            ];
            if case.minor {
                papers.push(need(ParentsOpinion, None, ART_34));
            }
            papers
        }
        AdmissionBasis::HeldForDossier => {
            vec![need(HoldingDecision, Some(FormKey::d163_v("32")), ART_37), handover]
        }
        AdmissionBasis::SocialObject | AdmissionBasis::TraffickingVictim | AdmissionBasis::WanderingPatient => {
            Vec::new()
        }
    }
}

/// How long the enforcement of a court's decision may be put off because the facility is full, by the law of the
/// day of the decision; none where no source has such a time.
pub fn full_facility_limit(decided_on: NaiveDate) -> Option<Limit> {
    (pack_in_force(decided_on).regime == Regime::B).then(|| Limit::new(3, Unit::Months, D116_COMPULSORY))
}

/// Where it stands that whoever leaves a facility has their belongings back; none under regime A.
pub fn belongings_article(left_on: NaiveDate) -> Option<Article> {
    match pack_in_force(left_on).regime {
        Regime::A => None,
        Regime::B => Some(Article::read("Nghị định 116/2021/NĐ-CP", "PD")),
        Regime::C => Some(Article::unverified("Nghị định 163/2026/NĐ-CP")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A paper, the number of its form, the article.
    type Needed = (&'static str, &'static str, String);

    /// Basis, day, what is special → papers, each with its form and its article.
    #[test]
    fn papers_by_basis_and_law() {
        use AdmissionBasis::{CourtDecision, HeldForDossier, SocialObject, TraffickingVictim, Voluntary};
        let (d116, d163) = ("Nghị định 116/2021/NĐ-CP", "Nghị định 163/2026/NĐ-CP, Phụ lục V");
        let law = |article: u32| format!("Luật 120/2025/QH15, Điều {article}");
        let of = |article: &str| format!("{d116}, Điều {article}");
        let table: Vec<(AdmissionBasis, &str, &str, Vec<Needed>)> = vec![
            (CourtDecision, "2021-12-31", "", vec![("court_decision", "", "Nghị định 221/2013/NĐ-CP".into())]),
            (
                Voluntary,
                "2021-12-31",
                "",
                vec![("admission_decision", "", "Thông tư 05/2011/TT-BLĐTBXH, khoản 6 Điều 5".into())],
            ),
            (SocialObject, "2021-12-31", "", vec![]),
            (
                CourtDecision,
                "2022-01-01",
                "",
                vec![
                    ("court_decision", "", of("40–48")),
                    ("handover_minutes", "40", of("40–48")),
                    ("personal_information", "19", of("22")),
                ],
            ),
            (
                CourtDecision,
                "2026-06-30",
                "minor",
                vec![
                    ("court_decision", "", of("40–48")),
                    ("handover_minutes", "40", of("40–48")),
                    ("personal_information", "19", of("22")),
                    ("parents_opinion", "38", of("50–53")),
                ],
            ),
            (
                Voluntary,
                "2024-01-01",
                "private",
                vec![
                    ("contract", "28", of("28–39")),
                    ("application", "22", of("28–39")),
                    ("addiction_result", "", of("28–39")),
                    ("identity", "", of("28–39")),
                    ("personal_information", "19", of("22")),
                ],
            ),
            (
                SocialObject,
                "2024-01-01",
                "",
                vec![("holding_decision", "36", of("44")), ("handover_minutes", "37", of("44"))],
            ),
            (
                CourtDecision,
                "2026-07-01",
                "",
                vec![
                    ("court_decision", "", law(35)),
                    ("handover_minutes", "42", d163.into()),
                    ("personal_information", "17", d163.into()),
                ],
            ),
            (
                CourtDecision,
                "2026-07-01",
                "minor",
                vec![
                    ("court_decision", "", law(36)),
                    ("handover_minutes", "42", d163.into()),
                    ("personal_information", "17", d163.into()),
                    ("parents_opinion", "39", law(36)),
                ],
            ),
            (
                Voluntary,
                "2026-07-01",
                "private",
                vec![("contract", "29", law(33)), ("personal_information", "17", d163.into())],
            ),
            (
                Voluntary,
                "2026-07-01",
                "",
                vec![
                    ("admission_decision", "22", law(34)),
                    ("curriculum", "", law(34)),
                    ("application", "20", law(34)),
                    ("addiction_result", "", law(34)),
                    ("police_letter", "", law(34)),
                    ("personal_information", "17", d163.into()),
                ],
            ),
            (
                HeldForDossier,
                "2026-07-01",
                "",
                vec![("holding_decision", "32", law(37)), ("handover_minutes", "42", d163.into())],
            ),
            (TraffickingVictim, "2026-07-01", "", vec![]),
        ];
        for (basis, on, special, expected) in table {
            let case = AdmissionCase {
                admitted_on: day(on),
                basis,
                private: special == "private",
                minor: special == "minor",
                transferred_on: None,
            };
            let found: Vec<Needed> = admission_papers(&case)
                .iter()
                .map(|rule| {
                    let form = rule.form.map_or("", |form| form.number);
                    (rule.paper.as_str(), form, rule.article.citation.to_owned())
                })
                .collect();
            assert_eq!(found, expected, "{basis} {on} {special}");
        }
    }

    #[test]
    fn a_transfer_needs_a_decision_since_the_law_of_2025() {
        let case = |transferred: Option<&str>| AdmissionCase {
            admitted_on: day("2021-06-01"),
            basis: AdmissionBasis::SocialObject,
            private: false,
            minor: false,
            transferred_on: transferred.map(day),
        };
        let table =
            [(None, None), (Some("2026-06-30"), None), (Some("2026-07-01"), Some("Luật 120/2025/QH15, Điều 38"))];
        for (on, article) in table {
            assert_eq!(admission_papers(&case(on)).last().map(|rule| rule.article.citation), article, "{on:?}");
        }
    }

    #[test]
    fn one_paper_may_do_for_another() {
        let case = AdmissionCase {
            admitted_on: day("2026-07-01"),
            basis: AdmissionBasis::Voluntary,
            private: false,
            minor: false,
            transferred_on: None,
        };
        let rule = admission_papers(&case).into_iter().find(|rule| rule.or.is_some()).unwrap();
        assert!(rule.is_met_by(&[AdmissionPaper::SubstitutionConfirmation]));
        assert!(!rule.is_met_by(&[AdmissionPaper::Contract]));
    }

    /// Law 15/2012 on enforcement, as Decree 116/2021 Arts. 40–48 has it: three months at most.
    #[test]
    fn a_full_facility_puts_off_for_three_months_under_one_law_only() {
        let limit =
            |on: &str| full_facility_limit(day(on)).map(|limit| (limit.value, limit.unit, limit.article.citation));
        let three = Some((3, Unit::Months, "Nghị định 116/2021/NĐ-CP, Điều 40–48"));
        let table = [("2021-12-31", None), ("2022-01-01", three), ("2026-06-30", three), ("2026-07-01", None)];
        for (on, expected) in table {
            assert_eq!(limit(on), expected, "{on}");
        }
    }
}
