//! Regime A (to 31/12/2021): commune, justice division, labour division, district court. The actors
//! are confirmed; the day counts are from memory only and marked so.

use super::codes::{Agency, Step::*};
use super::court::{Court, CourtTimes, joined, step, within};
use super::paper::{Condition, Need, Paper, PaperRule, paper};
use super::substance::{Exclusion, Ground, Limitation, exclusion, ground};
use super::{AgeGroup, Procedure, Start, StepRule};
use crate::law::article::Article;
use crate::law::clock::{Limit, Unit};
use crate::law::pack::PackId;

const ACTORS: Article = Article::read("Nghị định 221/2013/NĐ-CP", "Báo cáo Đồng Tháp 2019, mục VI.12; HN 221-2013");
const MEMORY: Article = Article::unverified("Luật 15/2012/QH13; Nghị định 221/2013/NĐ-CP");
const ORDINANCE: Article = Article::unverified("Pháp lệnh 09/2014/UBTVQH13");
const LAW_2000: Article = Article::read("Luật 23/2000/QH10, Điều 29", "thuvienphapluat 49435");
const LAW_2008: Article = Article::read("Luật 16/2008/QH12", "thuvienphapluat 16E5A");
const GROUNDS: Article = Article::read("Nghị định 136/2016/NĐ-CP, Điều 1 khoản 1", "dongda.hanoi.gov.vn");
const EXCLUDED: Article = Article::unverified("Luật 15/2012/QH13, Điều 96 khoản 2");

const fn limit(value: u32, unit: Unit, article: Article) -> Limit {
    Limit::new(value, unit, article)
}

pub(super) static ADULT: Procedure = Procedure {
    pack: PackId::A,
    group: AgeGroup::Adult,
    steps: &joined::<9, 2, 23>(BEFORE_COURT, COURT.steps(), AFTER_COURT),
    papers: PAPERS,
    limitation: Some(Limitation {
        limit: limit(
            3,
            Unit::Months,
            Article::read("Nghị định 221/2013/NĐ-CP, Điều 4", "hethongphapluat.vn 221-2013 chương 1"),
        ),
        restarted_by_evasion: Some(Article::unverified("Luật 15/2012/QH13, Điều 6 khoản 2")),
    }),
    grounds: &[ground(Ground::AfterCommuneEducation, GROUNDS), ground(Ground::NoStableResidence, GROUNDS)],
    exclusions: &[
        exclusion(Exclusion::NoCapacity, EXCLUDED),
        exclusion(Exclusion::Pregnant, EXCLUDED),
        exclusion(Exclusion::CarerOfSmallChild, EXCLUDED),
    ],
};

const BEFORE_COURT: [StepRule; 9] = [
    step(Discovered, Agency::CommuneChair, &[Compiled], ACTORS).with(Agency::DetectingPolice),
    step(Compiled, Agency::CommuneChair, &[Notified], ACTORS).with(Agency::DetectingPolice),
    step(Notified, Agency::CommuneChair, &[Read], MEMORY).with(Agency::DetectingPolice),
    step(Read, Agency::Person, &[SentForCheck], MEMORY)
        .clock(within(limit(5, Unit::Days, MEMORY), &[Start::Done(Notified)]).lapsing()),
    step(SentForCheck, Agency::CommuneChair, &[LegalityChecked, Returned], ACTORS)
        .with(Agency::DetectingPolice)
        .needs_papers(),
    step(LegalityChecked, Agency::DistrictJusticeDivision, &[SentToCourt, Returned], ACTORS).clock(
        within(limit(5, Unit::WorkingDays, MEMORY), &[Start::Done(SentForCheck), Start::Done(Supplemented)])
            .stopped_by(&[Returned]),
    ),
    step(Returned, Agency::DistrictJusticeDivision, &[Supplemented], MEMORY).with(Agency::DistrictLabourDivision),
    step(Supplemented, Agency::CommuneChair, &[LegalityChecked, SentToCourt, Returned], MEMORY)
        .with(Agency::DetectingPolice),
    step(SentToCourt, Agency::DistrictLabourDivision, &[CourtAccepted, CourtReturned], ACTORS)
        .needs_papers()
        .clock(within(limit(7, Unit::Days, MEMORY), &[Start::Done(LegalityChecked)]).stopped_by(&[Returned])),
];

const COURT: Court = Court {
    court: Agency::DistrictCourt,
    proposer: Agency::DistrictLabourDivision,
    times: CourtTimes {
        accept: None,
        clarify: None,
        session: None,
        decide: Some(limit(15, Unit::Days, ORDINANCE)),
        decide_extended: Some(limit(30, Unit::Days, ORDINANCE)),
        send: None,
        complain: None,
    },
    article: ORDINANCE,
};

const AFTER_COURT: [StepRule; 2] = [
    step(HandedOver, Agency::DistrictCourt, &[Enforced], MEMORY),
    step(Enforced, Agency::DistrictPolice, &[], MEMORY).with(Agency::DistrictLabourDivision),
];

/// What the dossier holds is from memory, so nothing missing keeps it from being sent.
const PAPERS: &[PaperRule] = &[
    paper(Paper::PersonalSummary, Need::Always, None, MEMORY),
    paper(Paper::AddictionResult, Need::Always, None, MEMORY),
    paper(Paper::EducationRecord, Need::Optional, None, MEMORY),
    paper(Paper::NoStableResidence, Need::If(Condition::NoStableResidence), None, MEMORY),
    paper(Paper::Statement, Need::Always, None, MEMORY),
    paper(Paper::Request, Need::Always, None, MEMORY),
    paper(Paper::Other, Need::Optional, None, MEMORY),
];

/// A separate facility, on the decision of the district chair; no source gave the steps before it.
pub(super) static MINOR: Procedure = Procedure {
    pack: PackId::A,
    group: AgeGroup::Minor,
    steps: &[
        step(Discovered, Agency::CommuneChair, &[Compiled], LAW_2000),
        step(Compiled, Agency::CommuneChair, &[Decided], MEMORY),
        step(Decided, Agency::DistrictChair, &[Enforced], LAW_2008),
        step(Enforced, Agency::DistrictPolice, &[], MEMORY),
    ],
    papers: &[
        paper(Paper::ParentsOpinion, Need::Optional, None, MEMORY),
        paper(Paper::Other, Need::Optional, None, MEMORY),
    ],
    limitation: None,
    grounds: &[ground(Ground::AfterCommuneEducation, LAW_2000), ground(Ground::NoStableResidence, LAW_2000)],
    exclusions: &[],
};
