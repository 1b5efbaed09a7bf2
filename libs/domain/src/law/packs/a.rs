//! Regime A, until 31/12/2021.

use super::{day, from_twelve, stage};
use crate::law::article::Article;
use crate::law::interruption::{Interruption, InterruptionRule, MeritReduction};
use crate::law::measure::{Authority, Measure};
use crate::law::pack::{LawPack, PackId, Regime};
use crate::law::rule::{Ages, Decider, MeasureRule, PostRehabilitationRule, Stage, StageRule, Term, TermRule};

const DECREE_94_2010: Article = Article::read("Nghị định 94/2010/NĐ-CP", "M94");
const DECREE_80_2018: Article = Article::read("Nghị định 80/2018/NĐ-CP (từ 5/7/2018)", "thukyluat.vn");
const DECREE_221_2013: Article = Article::read("Nghị định 221/2013/NĐ-CP", "luatquanghuy.vn");
const LAW_2008: Article = Article::unverified("Luật 16/2008/QH12");
const PROCESS: Article = Article::read("Thông tư liên tịch 41/2010/TTLT-BLĐTBXH-BYT", "HA41");

pub(in crate::law) static A: LawPack = LawPack {
    id: PackId::A,
    regime: Regime::A,
    valid_from: None,
    valid_to: Some(day(2021, 12, 31)),
    measures: MEASURES,
    process: STAGES,
    process_article: PROCESS,
    post_rehabilitation: &[PostRehabilitationRule {
        after: &[Measure::CompulsoryFacility, Measure::CompulsoryFacilityMinor],
        term: Term::between(12, 24),
        article: Article::read("Luật 16/2008/QH12; Nghị định 94/2009/NĐ-CP", "danluatold.thuvienphapluat.vn 35643"),
    }],
    // The comparison of regimes says that A had it, but the article read is the one of regime B.
    merit_reduction: Some(MeritReduction {
        progress_months: (1, 3),
        merit_months: (3, 6),
        rated_months: 3,
        article: Article::unverified("Luật 15/2012/QH13; Nghị định 221/2013/NĐ-CP"),
    }),
    interruptions: INTERRUPTIONS,
    holding: Article::unverified("Nghị định 221/2013/NĐ-CP"),
};

const INTERRUPTIONS: &[InterruptionRule] = &[
    InterruptionRule::stops(Interruption::Escape, Article::unverified("Nghị định 221/2013/NĐ-CP, Điều 17")),
    InterruptionRule::counts(Interruption::Hospital, Article::unverified("Nghị định 221/2013/NĐ-CP")),
    InterruptionRule::counts(Interruption::FuneralLeave, Article::unverified("Nghị định 221/2013/NĐ-CP")),
    InterruptionRule::counts(Interruption::Suspension, Article::unverified("Luật 15/2012/QH13, Điều 112")),
    InterruptionRule::counts(Interruption::Proceedings, Article::unverified("Luật 15/2012/QH13, Điều 115")),
    InterruptionRule::ends(Interruption::Prison, Article::unverified("Luật 15/2012/QH13, Điều 117")),
];

const MEASURES: &[MeasureRule] = &[
    MeasureRule {
        measure: Measure::HomeTreatment,
        ages: from_twelve(DECREE_94_2010),
        terms: HOME_AND_COMMUNITY,
        deciders: COMMUNE_CHAIR,
        stages: None,
    },
    MeasureRule {
        measure: Measure::CommunityTreatment,
        ages: from_twelve(DECREE_94_2010),
        terms: HOME_AND_COMMUNITY,
        deciders: COMMUNE_CHAIR,
        stages: None,
    },
    MeasureRule {
        measure: Measure::CompulsoryCommunity,
        ages: from_twelve(Article::unverified("Nghị định 94/2010/NĐ-CP")),
        terms: &[],
        deciders: &[Decider::always(
            Authority::CommuneChair,
            Article::read("Nghị định 94/2010/NĐ-CP; thủ tục cấp xã", "QT"),
        )],
        stages: None,
    },
    MeasureRule {
        measure: Measure::VoluntaryFacility,
        ages: from_twelve(Article::unverified("Nghị định 80/2018/NĐ-CP")),
        terms: &[TermRule { from_attempt: 1, term: Term::at_least(6), article: DECREE_80_2018 }],
        deciders: &[Decider::always(
            Authority::FacilityDirector,
            Article::read("Thông tư 05/2011/TT-BLĐTBXH, Điều 5 khoản 6", "PD"),
        )],
        stages: ALL_STAGES,
    },
    MeasureRule {
        measure: Measure::CompulsoryFacility,
        ages: Ages { from: 18, below: None, article: DECREE_221_2013 },
        terms: &[TermRule {
            from_attempt: 1,
            term: Term::between(12, 24),
            article: Article::read("Luật 15/2012/QH13; Nghị định 221/2013/NĐ-CP", "chiakhoaphapluat.vn"),
        }],
        deciders: &[
            Decider {
                authority: Authority::DistrictCourt,
                case_vi: "theo Nghị định 221/2013/NĐ-CP (từ 15/2/2014)",
                case_en: "under Decree 221/2013 (from 15/2/2014)",
                article: Article::read("Nghị định 221/2013/NĐ-CP", "vnexpress 3483030"),
            },
            Decider {
                authority: Authority::DistrictChair,
                case_vi: "trước khi Tòa án quyết định",
                case_en: "before the courts took over",
                article: Article::read("Nghị định 221/2013/NĐ-CP", "vnexpress 3483030"),
            },
        ],
        stages: ALL_STAGES,
    },
    MeasureRule {
        measure: Measure::CompulsoryFacilityMinor,
        ages: Ages { from: 12, below: Some(18), article: LAW_2008 },
        terms: &[TermRule { from_attempt: 1, term: Term::between(12, 24), article: LAW_2008 }],
        deciders: &[Decider::always(
            Authority::DistrictChair,
            Article::read("Luật 16/2008/QH12", "thuvienphapluat 16E5A"),
        )],
        stages: ALL_STAGES,
    },
    MeasureRule {
        measure: Measure::SubstitutionTreatment,
        ages: from_twelve(Article::unverified("Nghị định 90/2016/NĐ-CP")),
        terms: &[],
        deciders: &[Decider::always(
            Authority::TreatmentUnitHead,
            Article::read("Nghị định 90/2016/NĐ-CP", "trungtamytehoaiduc.vn"),
        )],
        stages: None,
    },
    MeasureRule {
        measure: Measure::CommuneEducation,
        ages: Ages { from: 14, below: None, article: Article::unverified("Luật 15/2012/QH13, Điều 90") },
        terms: &[TermRule {
            from_attempt: 1,
            term: Term::between(3, 6),
            article: Article::unverified("Luật 15/2012/QH13, Điều 89"),
        }],
        deciders: &[Decider::always(
            Authority::CommuneChair,
            Article::read("Nghị định 111/2013/NĐ-CP", "vbpl.vn/dienbien 111027"),
        )],
        stages: None,
    },
    MeasureRule {
        measure: Measure::PostRehabilitation,
        ages: from_twelve(Article::unverified("Nghị định 94/2009/NĐ-CP")),
        terms: &[],
        deciders: &[Decider::always(
            Authority::DistrictChair,
            Article::read("Nghị định 94/2009/NĐ-CP; Thông tư 05/2011/TT-BLĐTBXH, Điều 5 khoản 4", "PD"),
        )],
        stages: None,
    },
];

/// The term runs from the day the decision is signed.
const HOME_AND_COMMUNITY: &[TermRule] =
    &[TermRule { from_attempt: 1, term: Term::between(6, 12), article: DECREE_94_2010 }];

const COMMUNE_CHAIR: &[Decider] = &[Decider {
    authority: Authority::CommuneChair,
    case_vi: "theo đề nghị của Tổ công tác",
    case_en: "on the advice of the task team",
    article: DECREE_94_2010,
}];

/// The joint circular lays down the process of facilities; of home and community treatment it
/// says nothing.
const ALL_STAGES: Option<StageRule> = Some(StageRule { last: 5, article: PROCESS });

const STAGES: &[Stage] = &[
    stage(1, "Tiếp nhận, phân loại, điều trị cắt cơn, giải độc", "Intake, classification and detoxification", Some(5)),
    stage(2, "Điều trị các bệnh nhiễm trùng cơ hội", "Treatment of opportunistic infections", Some(5)),
    stage(
        3,
        "Giáo dục, tư vấn, phục hồi hành vi, nhân cách",
        "Education, counselling, restoring behaviour and personality",
        Some(30),
    ),
    stage(4, "Lao động trị liệu, học nghề", "Labour therapy and vocational training", Some(40)),
    stage(
        5,
        "Phòng, chống tái nghiện, chuẩn bị tái hòa nhập cộng đồng",
        "Relapse prevention and preparation for reintegration",
        Some(20),
    ),
];
