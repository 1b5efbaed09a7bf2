//! Regime B (1/1/2022 – 30/6/2026): Law 73/2021, Decree 116/2021 Arts. 40–53, Ordinances 03/2022
//! (adults) and 01/2022 (minors). Until 28/2/2025 the district labour division checks the dossier;
//! after that the commune police chief sends it straight to the court.

use super::codes::{Agency, Step, Step::*};
use super::court::{Court, CourtTimes, joined, step, within};
use super::paper::{Condition, Need, Paper, PaperRule, paper};
use super::substance::{Exclusion, ExclusionRule, Ground, GroundRule, Limitation, exclusion, ground};
use super::{AgeGroup, Procedure, Start, StepRule};
use crate::law::article::Article;
use crate::law::clock::{Limit, Unit};
use crate::law::forms::FormKey;
use crate::law::pack::PackId;

const DOSSIER: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 40–48", "PD");
const DOSSIER_MINOR: Article = Article::read("Nghị định 116/2021/NĐ-CP, Điều 50–53; Luật 73/2021/QH14, Điều 34", "PD");
const STRAIGHT: Article =
    Article::read("Thông tư liên tịch 03/2025/TTLT-BCA-VKSNDTC-TANDTC; Nghị định 116/2021/NĐ-CP", "PLO25; PD");
/// The circular was read for who compiles and where the dossier goes, not for who enforces.
const ENFORCED_B2: Article = Article::unverified("Thông tư liên tịch 03/2025/TTLT-BCA-VKSNDTC-TANDTC");
const ORDINANCE: Article = Article::read("Pháp lệnh 03/2022/UBTVQH15", "PDX");
const ORDINANCE_MINOR: Article = Article::read("Pháp lệnh 01/2022/UBTVQH15", "locha.hatinh.gov.vn");
const EFFECT: Article = Article::read("Luật Xử lý vi phạm hành chính, Điều 107", "PDX");
const GROUNDS: Article = Article::read("Luật 73/2021/QH14, Điều 32", "beta.anhp.vn d53005; luatvietnam.vn 93173");
const GROUNDS_MINOR: Article = Article::read("Luật 73/2021/QH14, Điều 33", "luatvietnam.vn 93173");
const EXCLUDED: Article = Article::unverified("Luật Xử lý vi phạm hành chính, Điều 96 khoản 2");
/// Law 120/2025 Art. 54(10) names the clause when it repeals it; its text was not read.
const LAPSE: Article = Article::unverified("Luật Xử lý vi phạm hành chính, Điều 6 khoản 2 điểm d");

const fn working_days(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::WorkingDays, article)
}

const fn days(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::Days, article)
}

const fn months(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::Months, article)
}

/// A pack's procedure for adults.
const fn adult(pack: PackId, steps: &'static [StepRule]) -> Procedure {
    Procedure {
        pack,
        group: AgeGroup::Adult,
        steps,
        papers: PAPERS,
        limitation: Some(Limitation { limit: months(3, LAPSE), restarted_by_evasion: Some(LAPSE) }),
        grounds: ADULT_GROUNDS,
        exclusions: EXCLUSIONS,
    }
}

/// A pack's procedure for minors: not an administrative measure, so neither its limitation nor its
/// exclusions were found.
const fn minor(pack: PackId, steps: &'static [StepRule]) -> Procedure {
    Procedure {
        pack,
        group: AgeGroup::Minor,
        steps,
        papers: MINOR_PAPERS,
        limitation: None,
        grounds: MINOR_GROUNDS,
        exclusions: &[],
    }
}

pub(super) static B1_ADULT: Procedure = adult(
    PackId::B1,
    &joined::<9, 3, 24>(
        checked(DOSSIER, "34"),
        court(Agency::DistrictCourt, Agency::DistrictLabourDivision),
        after_b1(DOSSIER),
    ),
);
pub(super) static B1_MINOR: Procedure = minor(
    PackId::B1,
    &joined::<9, 3, 24>(
        checked(DOSSIER_MINOR, "39"),
        minor_court(Agency::DistrictCourt, Agency::DistrictLabourDivision),
        after_b1(DOSSIER_MINOR),
    ),
);
pub(super) static B2A_ADULT: Procedure = adult(PackId::B2a, &straight_adult(Agency::DistrictCourt));
pub(super) static B2A_MINOR: Procedure = minor(PackId::B2a, &straight_minor(Agency::DistrictCourt));
pub(super) static B2B_ADULT: Procedure = adult(PackId::B2b, &straight_adult(Agency::RegionalCourt));
pub(super) static B2B_MINOR: Procedure = minor(PackId::B2b, &straight_minor(Agency::RegionalCourt));

const fn straight_adult(court_of: Agency) -> [StepRule; 22] {
    joined::<7, 3, 22>(straight("34"), court(court_of, Agency::CommunePoliceChief), after_b2(court_of))
}

const fn straight_minor(court_of: Agency) -> [StepRule; 22] {
    joined::<7, 3, 22>(straight("39"), minor_court(court_of, Agency::CommunePoliceChief), after_b2(court_of))
}

const HOLDING: FormKey = FormKey::d116("36");

/// B1: compiled in the commune, checked by the labour division.
const fn checked(article: Article, request: &'static str) -> [StepRule; 9] {
    const CHECK: &[Start] = &[Start::Done(SentForCheck), Start::Done(Supplemented)];
    [
        step(Discovered, Agency::CommuneChair, &[Compiled, Held], article).with(Agency::DetectingPolice),
        step(Held, Agency::CommuneChair, &[], article).beside().form(HOLDING),
        step(Compiled, Agency::CommuneChair, &[Notified, Held], article)
            .with(Agency::DetectingPolice)
            .form(FormKey::d116("29"))
            .clock(within(working_days(5, article), &[Start::Done(Discovered)])),
        step(Notified, Agency::CommuneChair, &[Read, Held], article)
            .with(Agency::DetectingPolice)
            .form(FormKey::d116("32")),
        reading(article, SENT_FOR_CHECK_NEXT),
        step(SentForCheck, Agency::CommuneChair, &[SentToCourt, Returned, Held], article)
            .with(Agency::DetectingPolice)
            .needs_papers()
            .clock(within(working_days(1, article), &[Start::TermOf(Read)])),
        step(Returned, Agency::DistrictLabourDivision, &[Supplemented, Held], article).form(FormKey::d116("33")),
        step(Supplemented, Agency::CommuneChair, &[SentToCourt, Returned, Held], article)
            .with(Agency::DetectingPolice)
            .clock(within(working_days(2, article), &[Start::Done(Returned)])),
        step(SentToCourt, Agency::DistrictLabourDivision, SENT_NEXT, article)
            .needs_papers()
            .form(FormKey::d116(request))
            .clock(within(working_days(2, article), CHECK).stopped_by(&[Returned])),
    ]
}

const SENT_FOR_CHECK_NEXT: &[Step] = &[SentForCheck, Held];
const SENT_NEXT: &[Step] = &[CourtAccepted, CourtReturned, Held];

const fn reading(article: Article, next: &'static [Step]) -> StepRule {
    step(Read, Agency::Person, next, article)
        .clock(within(working_days(3, article), &[Start::Done(Notified)]).lapsing())
}

/// B2: compiled by the commune police chief and sent straight to the court. That the day counts of
/// Decree 116 go on is taken from its being in force until 30/6/2026.
const fn straight(request: &'static str) -> [StepRule; 7] {
    const POLICE: Agency = Agency::CommunePoliceChief;
    [
        step(Discovered, POLICE, &[Compiled, Held], STRAIGHT),
        step(Held, POLICE, &[], STRAIGHT).beside().form(HOLDING),
        step(Compiled, POLICE, &[Notified, Held], STRAIGHT)
            .form(FormKey::d116("29"))
            .clock(within(working_days(5, STRAIGHT), &[Start::Done(Discovered)])),
        step(Notified, POLICE, &[Read, Held], STRAIGHT).form(FormKey::d116("32")),
        reading(STRAIGHT, &[SentToCourt, Held]),
        step(SentToCourt, POLICE, SENT_NEXT, STRAIGHT)
            .needs_papers()
            .form(FormKey::d116(request))
            .clock(within(working_days(1, STRAIGHT), &[Start::TermOf(Read)])),
        step(Supplemented, POLICE, &[SentToCourt, Held], STRAIGHT),
    ]
}

const fn court(court: Agency, proposer: Agency) -> [StepRule; 12] {
    let times = CourtTimes {
        accept: Some(working_days(2, ORDINANCE)),
        clarify: Some(working_days(2, DOSSIER)),
        session: Some(working_days(7, ORDINANCE)),
        decide: Some(days(15, ORDINANCE)),
        decide_extended: Some(days(30, ORDINANCE)),
        send: Some(working_days(2, ORDINANCE)),
        complain: Some(working_days(5, ORDINANCE)),
    };
    Court { court, proposer, times, article: ORDINANCE }.steps()
}

/// Of Ordinance 01/2022 only the time to decide was read.
const fn minor_court(court: Agency, proposer: Agency) -> [StepRule; 12] {
    let times = CourtTimes {
        accept: None,
        clarify: Some(working_days(2, DOSSIER_MINOR)),
        session: None,
        decide: Some(days(15, ORDINANCE_MINOR)),
        decide_extended: None,
        send: None,
        complain: None,
    };
    Court { court, proposer, times, article: ORDINANCE_MINOR }.steps()
}

const EFFECTIVE: &[Start] = &[Start::TermOf(ComplaintTime), Start::Done(ComplaintResolved)];

const fn after(court: Agency, enforcer: Agency, article: Article) -> [StepRule; 3] {
    [
        step(HandedOver, court, &[Enforced, EnforcementExtended], EFFECT)
            .clock(within(days(3, EFFECT), EFFECTIVE).stopped_by(&[Complained])),
        step(EnforcementExtended, enforcer, &[], article).beside(),
        step(Enforced, enforcer, &[], article).form(FormKey::d116("40")).clock(
            // The source says "extend by at most 3 months"; the shorter reading is taken: all in all.
            within(days(5, DOSSIER), &[Start::Done(HandedOver)]).extended(EnforcementExtended, months(3, DOSSIER)),
        ),
    ]
}

const fn after_b1(article: Article) -> [StepRule; 3] {
    let [handed, extended, enforced] = after(Agency::DistrictCourt, Agency::DistrictPolice, article);
    [handed, extended, enforced.with(Agency::DistrictLabourDivision)]
}

const fn after_b2(court: Agency) -> [StepRule; 3] {
    after(court, Agency::CommunePoliceChief, ENFORCED_B2)
}

const PAPERS: &[PaperRule] = &[
    paper(Paper::Request, Need::Always, Some(FormKey::d116("29")), DOSSIER),
    paper(Paper::PersonalSummary, Need::Always, Some(FormKey::d116("30")), DOSSIER),
    paper(Paper::ViolationMinutes, Need::Always, Some(FormKey::d116("27")), DOSSIER),
    paper(Paper::AddictionResult, Need::Always, None, DOSSIER),
    paper(Paper::Statement, Need::Always, Some(FormKey::d116("31")), DOSSIER),
    paper(Paper::NoStableResidence, Need::If(Condition::NoStableResidence), None, DOSSIER),
    paper(Paper::Notice, Need::Optional, Some(FormKey::d116("32")), DOSSIER),
    paper(Paper::CourtRequest, Need::Optional, Some(FormKey::d116("34")), DOSSIER),
    paper(Paper::Other, Need::Optional, None, DOSSIER),
];

const MINOR_PAPERS: &[PaperRule] = &[
    paper(Paper::Request, Need::Always, Some(FormKey::d116("29")), DOSSIER_MINOR),
    paper(Paper::PersonalSummary, Need::Always, Some(FormKey::d116("30")), DOSSIER_MINOR),
    paper(Paper::ViolationMinutes, Need::Always, Some(FormKey::d116("27")), DOSSIER_MINOR),
    paper(Paper::AddictionResult, Need::Always, None, DOSSIER_MINOR),
    paper(Paper::Statement, Need::Always, Some(FormKey::d116("31")), DOSSIER_MINOR),
    paper(Paper::ParentsOpinion, Need::Always, Some(FormKey::d116("38")), DOSSIER_MINOR),
    paper(Paper::NoStableResidence, Need::If(Condition::NoStableResidence), None, DOSSIER_MINOR),
    paper(Paper::Notice, Need::Optional, Some(FormKey::d116("32")), DOSSIER_MINOR),
    paper(Paper::CourtRequest, Need::Optional, Some(FormKey::d116("39")), DOSSIER_MINOR),
    paper(Paper::Other, Need::Optional, None, DOSSIER_MINOR),
];

const ADULT_GROUNDS: &[GroundRule] = &grounds(GROUNDS);
const MINOR_GROUNDS: &[GroundRule] = &grounds(GROUNDS_MINOR);

const fn grounds(article: Article) -> [GroundRule; 4] {
    [
        ground(Ground::NotInVoluntaryTreatment, article),
        ground(Ground::UseDuringVoluntary, article),
        ground(Ground::SubstitutionFailed, article),
        ground(Ground::AddictedInPostRehabilitation, article),
    ]
}

const EXCLUSIONS: &[ExclusionRule] = &[
    exclusion(Exclusion::NoCapacity, EXCLUDED),
    exclusion(Exclusion::Pregnant, EXCLUDED),
    exclusion(Exclusion::CarerOfSmallChild, EXCLUDED),
];
