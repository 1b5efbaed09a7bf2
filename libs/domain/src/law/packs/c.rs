//! Regime C, from 1/7/2026: Law 120/2025/QH15 and Decree 163/2026/NĐ-CP.

use super::{FIVE_STAGES, day, from_twelve};
use crate::law::article::Article;
use crate::law::interruption::{Interruption, InterruptionRule};
use crate::law::measure::{Authority, Measure};
use crate::law::pack::{LawPack, PackId, Regime};
use crate::law::rule::{Ages, Decider, MeasureRule, PostRehabilitationRule, StageRule, Term, TermRule};

const ART_28: Article = Article::read("Luật 120/2025/QH15, Điều 28", "L120");
const ART_29: Article = Article::read("Luật 120/2025/QH15, Điều 29", "L120");
/// Every form of treatment is for persons "từ đủ 12 tuổi"; the law says so form by form.
const FROM_TWELVE: Article = Article::read("Luật 120/2025/QH15", "L120");
const ART_29_1: Article = Article::read("Luật 120/2025/QH15, Điều 29 khoản 1", "L120");
const ART_32: Article = Article::read("Luật 120/2025/QH15, Điều 32", "L120");
const ART_34: Article = Article::read("Luật 120/2025/QH15, Điều 34", "L120");
const ART_42: Article = Article::read("Luật 120/2025/QH15, Điều 42", "L120");

pub(in crate::law) static C: LawPack = LawPack {
    id: PackId::C,
    regime: Regime::C,
    valid_from: Some(day(2026, 7, 1)),
    valid_to: None,
    measures: MEASURES,
    process: FIVE_STAGES,
    process_article: ART_29,
    post_rehabilitation: POST_REHABILITATION,
    // Only postponement, exemption and suspension remain (Arts. 39 and 54).
    merit_reduction: None,
    interruptions: INTERRUPTIONS,
    holding: Article::read("Luật 120/2025/QH15, Điều 37", "L120"),
};

const INTERRUPTIONS: &[InterruptionRule] = &[
    // Art. 46 has the pursuit; that the days do not count is in the decree's part that was not read.
    InterruptionRule::stops(Interruption::Escape, Article::unverified("Luật 120/2025/QH15, Điều 46")),
    InterruptionRule::counts(Interruption::Hospital, Article::unverified("Nghị định 163/2026/NĐ-CP")),
    InterruptionRule::counts(Interruption::FuneralLeave, Article::unverified("Nghị định 163/2026/NĐ-CP")),
    InterruptionRule::counts(Interruption::Suspension, Article::read("Luật 120/2025/QH15, Điều 39", "L120")),
    InterruptionRule::counts(Interruption::Proceedings, Article::unverified("Nghị định 163/2026/NĐ-CP")),
    InterruptionRule::stops(Interruption::Prison, Article::read("Luật 120/2025/QH15, Điều 47", "L120")),
];

const MEASURES: &[MeasureRule] = &[
    MeasureRule {
        measure: Measure::UserManagement,
        // The article read names no youngest age for it; the floor of every other measure is kept.
        ages: from_twelve(Article::unverified("Luật 120/2025/QH15, Điều 24")),
        terms: &[TermRule {
            from_attempt: 1,
            term: Term::exactly(12),
            article: Article::read("Luật 120/2025/QH15, Điều 24", "L120"),
        }],
        deciders: &[Decider::always(
            Authority::CommunePoliceChief,
            Article::read("Luật 120/2025/QH15, Điều 24", "L120"),
        )],
        stages: None,
    },
    treatment(Measure::HomeTreatment, from_twelve(FROM_TWELVE), COMMUNE_POLICE),
    treatment(Measure::CommunityTreatment, from_twelve(FROM_TWELVE), COMMUNE_POLICE),
    treatment(Measure::VoluntaryFacility, from_twelve(ART_28), VOLUNTARY_FACILITY),
    treatment(
        Measure::CompulsoryFacility,
        Ages { from: 18, below: None, article: Article::read("Luật 120/2025/QH15, Điều 28, 35", "L120") },
        &[Decider {
            authority: Authority::RegionalCourt,
            case_vi: "theo hồ sơ đề nghị của Trưởng Công an cấp xã",
            case_en: "on the dossier of the commune police chief",
            article: Article::read("Luật 120/2025/QH15, Điều 35", "L120"),
        }],
    ),
    treatment(
        Measure::CompulsoryFacilityMinor,
        Ages { from: 12, below: Some(18), article: Article::read("Luật 120/2025/QH15, Điều 28, 36", "L120") },
        &[Decider {
            authority: Authority::RegionalCourt,
            case_vi: "trường giáo dưỡng hoặc cơ sở công lập đủ điều kiện",
            case_en: "reform school or qualified public facility",
            article: Article::read("Luật 120/2025/QH15, Điều 36", "L120"),
        }],
    ),
    MeasureRule {
        measure: Measure::SubstitutionTreatment,
        ages: from_twelve(Article::unverified("Luật 120/2025/QH15, Điều 31")),
        terms: &[],
        deciders: &[Decider {
            authority: Authority::CommunePoliceChief,
            case_vi: "đăng ký với Công an cấp xã",
            case_en: "registered with the commune police",
            article: Article::read("Luật 120/2025/QH15, Điều 12, Điều 31 khoản 6", "L120"),
        }],
        stages: None,
    },
    MeasureRule {
        measure: Measure::PostRehabilitation,
        ages: from_twelve(ART_42),
        terms: &[],
        deciders: &[Decider {
            authority: Authority::CommuneChair,
            case_vi: "theo đề nghị của Trưởng Công an cấp xã",
            case_en: "on the proposal of the commune police chief",
            article: Article::read("Luật 120/2025/QH15, Điều 42; Nghị định 163/2026/NĐ-CP, Điều 134", "N163"),
        }],
        stages: None,
    },
];

/// Every form of treatment has the same term and all five stages (Art. 29).
const fn treatment(measure: Measure, ages: Ages, deciders: &'static [Decider]) -> MeasureRule {
    MeasureRule { measure, ages, terms: TREATMENT, deciders, stages: Some(StageRule { last: 5, article: ART_29 }) }
}

const TREATMENT: &[TermRule] = &[
    TermRule { from_attempt: 1, term: Term::exactly(24), article: ART_29_1 },
    TermRule { from_attempt: 2, term: Term::exactly(36), article: ART_29_1 },
];

/// The term runs from the registration minutes.
const COMMUNE_POLICE: &[Decider] = &[Decider {
    authority: Authority::CommunePoliceChief,
    case_vi: "lập biên bản tiếp nhận đăng ký",
    case_en: "by the minutes of registration",
    article: ART_32,
}];

const VOLUNTARY_FACILITY: &[Decider] = &[
    Decider {
        authority: Authority::ProvincialPoliceDirector,
        case_vi: "tại cơ sở công lập",
        case_en: "at a public facility",
        article: ART_34,
    },
    Decider {
        authority: Authority::FacilityContract,
        case_vi: "tại cơ sở ngoài công lập",
        case_en: "at a private facility",
        article: Article::read("Luật 120/2025/QH15, Điều 33", "L120"),
    },
];

const POST_REHABILITATION: &[PostRehabilitationRule] = &[
    PostRehabilitationRule {
        after: &[
            Measure::HomeTreatment,
            Measure::CommunityTreatment,
            Measure::VoluntaryFacility,
            Measure::SubstitutionTreatment,
            Measure::CompulsoryFacilityMinor,
        ],
        term: Term::exactly(12),
        article: ART_42,
    },
    PostRehabilitationRule { after: &[Measure::CompulsoryFacility], term: Term::exactly(24), article: ART_42 },
];
