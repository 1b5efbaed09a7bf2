//! Regime B, 1/1/2022 to 30/6/2026: one law in three packs. Only the authorities differ: the
//! police take over on 1/3/2025, and districts and their courts end on 30/6/2025.

use super::{FIVE_STAGES, day, from_twelve};
use crate::law::article::Article;
use crate::law::interruption::{Interruption, InterruptionRule, MeritReduction};
use crate::law::measure::{Authority, Measure};
use crate::law::pack::{LawPack, PackId, Regime};
use crate::law::rule::{Ages, Decider, MeasureRule, PostRehabilitationRule, StageRule, Term, TermRule};

const LAW_ART_23: Article = Article::read("Luật 73/2021/QH14, Điều 23", "PD");
const LAW_ART_30: Article = Article::read("Luật 73/2021/QH14, Điều 30", "PD");
const LAW_ART_31: Article = Article::read("Luật 73/2021/QH14, Điều 31", "PD");
const LAW_ART_33: Article = Article::read("Luật 73/2021/QH14, Điều 33", "PD");
const LAW_ART_40: Article = Article::read("Luật 73/2021/QH14, Điều 40", "PD");
const PROCESS: Article = Article::read("Luật 73/2021/QH14, Điều 29", "PD");
const DECREE_116_ART_30: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 30", "PD");

const DECREE_116_ART_58: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 58", "PD");

pub(in crate::law) static B1: LawPack = LawPack {
    id: PackId::B1,
    regime: Regime::B,
    valid_from: Some(day(2022, 1, 1)),
    valid_to: Some(day(2025, 2, 28)),
    measures: &measures(B1_COURT),
    process: FIVE_STAGES,
    process_article: PROCESS,
    post_rehabilitation: POST_REHABILITATION,
    merit_reduction: Some(MeritReduction {
        progress_months: (1, 3),
        merit_months: (3, 6),
        rated_months: 3,
        article: DECREE_116_ART_58,
    }),
    interruptions: INTERRUPTIONS,
    holding: Article::read("Nghị định 116/2021/NĐ-CP, Điều 44", "PD"),
};

const INTERRUPTIONS: &[InterruptionRule] = &[
    InterruptionRule::stops(Interruption::Escape, Article::read("Nghị định 116/2021/NĐ-CP, Điều 56", "PD")),
    InterruptionRule::counts(Interruption::Hospital, Article::read("Nghị định 116/2021/NĐ-CP, Điều 67", "PD")),
    InterruptionRule::counts(Interruption::FuneralLeave, Article::read("Nghị định 116/2021/NĐ-CP", "PD")),
    // The decree says when somebody must come back, not whether the days counted.
    InterruptionRule::counts(Interruption::Suspension, Article::unverified("Luật 15/2012/QH13, Điều 112")),
    InterruptionRule::counts(Interruption::Proceedings, Article::unverified("Luật 15/2012/QH13, Điều 115")),
    InterruptionRule::ends(Interruption::Prison, DECREE_116_ART_58),
];

pub(in crate::law) static B2A: LawPack = LawPack {
    id: PackId::B2a,
    valid_from: Some(day(2025, 3, 1)),
    valid_to: Some(day(2025, 6, 30)),
    measures: &measures(B2A_COURT),
    ..B1
};

pub(in crate::law) static B2B: LawPack = LawPack {
    id: PackId::B2b,
    valid_from: Some(day(2025, 7, 1)),
    valid_to: Some(day(2026, 6, 30)),
    measures: &measures(B2B_COURT),
    ..B1
};

const B1_COURT: &[Decider] = &[Decider {
    authority: Authority::DistrictCourt,
    case_vi: "theo đề nghị của Trưởng phòng Lao động - Thương binh và Xã hội",
    case_en: "at the request of the head of the district labour division",
    article: Article::read("Luật 73/2021/QH14, Điều 33; Nghị định 116/2021/NĐ-CP, Điều 40–53", "PD"),
}];

const B2A_COURT: &[Decider] = &[Decider {
    authority: Authority::DistrictCourt,
    case_vi: "hồ sơ do Trưởng Công an cấp xã lập và gửi thẳng Tòa án",
    case_en: "dossier by the commune police chief, sent straight to the court",
    article: Article::read("Thông tư liên tịch 03/2025/TTLT-BCA-VKSNDTC-TANDTC", "PLO25"),
}];

const B2B_COURT: &[Decider] = &[Decider {
    authority: Authority::RegionalCourt,
    case_vi: "hồ sơ do Trưởng Công an cấp xã lập và gửi thẳng Tòa án",
    case_en: "dossier by the commune police chief, sent straight to the court",
    article: Article::read("Thông tư liên tịch 03/2025; Luật 81/2025/QH15; Nghị định 184/2025/NĐ-CP", "D184"),
}];

const fn measures(court: &'static [Decider]) -> [MeasureRule; 9] {
    [
        MeasureRule {
            measure: Measure::UserManagement,
            // The articles read name no youngest age for it; the floor of every other measure is kept.
            ages: from_twelve(Article::unverified("Luật 73/2021/QH14, Điều 23")),
            terms: USER_MANAGEMENT,
            deciders: USER_COMMUNE_CHAIR,
            stages: None,
        },
        voluntary(Measure::HomeTreatment, LAW_ART_30, HOME_AND_COMMUNITY, COMMUNE_CHAIR),
        voluntary(Measure::CommunityTreatment, LAW_ART_30, HOME_AND_COMMUNITY, COMMUNE_CHAIR),
        voluntary(Measure::VoluntaryFacility, LAW_ART_31, FACILITY, CONTRACT),
        MeasureRule {
            measure: Measure::CompulsoryFacility,
            ages: Ages {
                from: 18, below: None, article: Article::read("Nghị định 116/2021/NĐ-CP, Điều 40–48", "PD")
            },
            terms: COMPULSORY,
            deciders: court,
            stages: Some(StageRule { last: 5, article: PROCESS }),
        },
        MeasureRule {
            measure: Measure::CompulsoryFacilityMinor,
            ages: Ages { from: 12, below: Some(18), article: LAW_ART_33 },
            terms: COMPULSORY_MINOR,
            deciders: court,
            stages: Some(StageRule { last: 5, article: PROCESS }),
        },
        MeasureRule {
            measure: Measure::SubstitutionTreatment,
            ages: from_twelve(Article::unverified("Luật 73/2021/QH14")),
            terms: &[],
            deciders: SUBSTITUTION,
            stages: None,
        },
        MeasureRule {
            measure: Measure::CommuneEducation,
            ages: Ages {
                from: 14,
                below: None,
                article: Article::read("Luật xử lý vi phạm hành chính, Điều 90 khoản 5", "thuvienphapluat 477976"),
            },
            terms: COMMUNE_EDUCATION,
            deciders: EDUCATION_COMMUNE_CHAIR,
            stages: None,
        },
        MeasureRule {
            measure: Measure::PostRehabilitation,
            ages: from_twelve(LAW_ART_40),
            terms: &[],
            deciders: AFTER_COMMUNE_CHAIR,
            stages: None,
        },
    ]
}

/// Voluntary treatment is for persons of 12 and over and must complete stages 1 to 3.
const fn voluntary(
    measure: Measure,
    ages: Article,
    terms: &'static [TermRule],
    deciders: &'static [Decider],
) -> MeasureRule {
    MeasureRule {
        measure,
        ages: from_twelve(ages),
        terms,
        deciders,
        stages: Some(StageRule { last: 3, article: PROCESS }),
    }
}

const fn always(term: Term, article: Article) -> [TermRule; 1] {
    [TermRule { from_attempt: 1, term, article }]
}

/// A new positive test starts a new year (Decree 105/2021 Art. 43).
const USER_MANAGEMENT: &[TermRule] = &always(Term::exactly(12), LAW_ART_23);
const HOME_AND_COMMUNITY: &[TermRule] = &always(Term::between(6, 12), LAW_ART_30);
const FACILITY: &[TermRule] = &always(Term::between(6, 12), LAW_ART_31);
const COMPULSORY: &[TermRule] =
    &always(Term::between(12, 24), Article::read("Luật xử lý vi phạm hành chính", "chiakhoaphapluat.vn"));
const COMPULSORY_MINOR: &[TermRule] = &always(Term::between(6, 12), LAW_ART_33);
const COMMUNE_EDUCATION: &[TermRule] =
    &always(Term::between(3, 6), Article::unverified("Luật xử lý vi phạm hành chính, Điều 89"));

const USER_COMMUNE_CHAIR: &[Decider] = &[Decider::always(Authority::CommuneChair, LAW_ART_23)];
const AFTER_COMMUNE_CHAIR: &[Decider] = &[Decider::always(Authority::CommuneChair, LAW_ART_40)];
const EDUCATION_COMMUNE_CHAIR: &[Decider] =
    &[Decider::always(Authority::CommuneChair, Article::read("Nghị định 120/2021/NĐ-CP", "thuvienphapluat 477976"))];
const COMMUNE_CHAIR: &[Decider] = &[Decider::always(Authority::CommuneChair, DECREE_116_ART_30)];
const CONTRACT: &[Decider] =
    &[Decider::always(Authority::FacilityContract, Article::read("Nghị định 116/2021/NĐ-CP, Điều 35–38", "PD"))];
const SUBSTITUTION: &[Decider] = &[
    Decider {
        authority: Authority::TreatmentUnitHead,
        case_vi: "tiếp nhận điều trị",
        case_en: "admission to the programme",
        article: Article::read("Nghị định 90/2016/NĐ-CP", "trungtamytehoaiduc.vn"),
    },
    Decider {
        authority: Authority::CommuneChair,
        case_vi: "quyết định theo Mẫu 24",
        case_en: "decision on form 24",
        article: DECREE_116_ART_30,
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
        article: LAW_ART_40,
    },
    PostRehabilitationRule { after: &[Measure::CompulsoryFacility], term: Term::exactly(24), article: LAW_ART_40 },
];
