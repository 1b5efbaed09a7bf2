//! Regime C (from 1/7/2026): Law 120/2025/QH15 Arts. 35–38, read in full. The day counts inside
//! Decree 163/2026 Arts. 1–130 were not read, so steps that only they time have no clock. Which
//! ordinance governs the court from 1/7/2026 was not found; the times of Ordinance 03/2022 are
//! shown as unverified.

use super::codes::{Agency, Step, Step::*};
use super::court::{Court, CourtTimes, joined, step, within};
use super::paper::{Need, Paper, PaperRule, paper};
use super::substance::{Exclusion, ExclusionRule, Ground, GroundRule, Limitation, exclusion, ground};
use super::{AgeGroup, Procedure, Start, StepRule};
use crate::law::article::Article;
use crate::law::clock::{Limit, Unit};
use crate::law::forms::FormKey;
use crate::law::pack::PackId;

const fn law(citation: &'static str) -> Article {
    Article::read(citation, "L120")
}

const ART_35_1: Article = law("Luật 120/2025/QH15, Điều 35 khoản 1");
const ART_35_2: Article = law("Luật 120/2025/QH15, Điều 35 khoản 2");
const ART_35_3: Article = law("Luật 120/2025/QH15, Điều 35 khoản 3");
const ART_35_4: Article = law("Luật 120/2025/QH15, Điều 35 khoản 4");
const ART_36_1: Article = law("Luật 120/2025/QH15, Điều 36 khoản 1");
const ART_36_2: Article = law("Luật 120/2025/QH15, Điều 36 khoản 2");
const ART_36_3: Article = law("Luật 120/2025/QH15, Điều 36 khoản 3");
const ART_37: Article = law("Luật 120/2025/QH15, Điều 37");
const ART_38: Article = law("Luật 120/2025/QH15, Điều 38 khoản 5");
/// The exclusions stand in the article on adults, worded for the measure as such.
const ART_35_2_MINOR: Article = Article::unverified("Luật 120/2025/QH15, Điều 35 khoản 2");
const COURT: Article = Article::unverified("Pháp lệnh 03/2022/UBTVQH15 (chưa rõ văn bản áp dụng từ 1/7/2026)");
const COURT_MINOR: Article = Article::unverified("Pháp lệnh 01/2022/UBTVQH15 (chưa rõ văn bản áp dụng từ 1/7/2026)");

const POLICE: Agency = Agency::CommunePoliceChief;

const fn working_days(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::WorkingDays, article)
}

const fn days(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::Days, article)
}

const fn hours(value: u32, article: Article) -> Limit {
    Limit::new(value, Unit::Hours, article)
}

const fn lapse(article: Article) -> Option<Limitation> {
    Some(Limitation { limit: Limit::new(3, Unit::Months, article), restarted_by_evasion: Some(article) })
}

pub(super) static ADULT: Procedure = Procedure {
    pack: PackId::C,
    group: AgeGroup::Adult,
    steps: &joined::<7, 3, 22>(before(ART_35_3), court(), AFTER),
    papers: PAPERS,
    limitation: lapse(ART_35_4),
    grounds: GROUNDS,
    exclusions: EXCLUSIONS,
};

pub(super) static MINOR: Procedure = Procedure {
    pack: PackId::C,
    group: AgeGroup::Minor,
    steps: &joined::<7, 3, 22>(before(ART_36_2), minor_court(), AFTER),
    papers: MINOR_PAPERS,
    limitation: lapse(ART_36_3),
    grounds: MINOR_GROUNDS,
    exclusions: MINOR_EXCLUSIONS,
};

const SENT_NEXT: &[Step] = &[CourtAccepted, CourtReturned, Held];

const fn before(article: Article) -> [StepRule; 7] {
    [
        step(Discovered, POLICE, &[Compiled, Held], article),
        // Every person proposed is held in the nearest public facility or reform school.
        step(Held, POLICE, &[], ART_37).beside().form(FormKey::d163_v("32")),
        step(Compiled, POLICE, &[Notified, Held], article).form(FormKey::d163_v("36")),
        step(Notified, POLICE, &[Read, Held], article).form(FormKey::d163_v("37")),
        step(Read, Agency::Person, &[SentToCourt, Held], article)
            .clock(within(working_days(3, article), &[Start::Done(Notified)]).lapsing()),
        step(SentToCourt, POLICE, SENT_NEXT, article)
            .needs_papers()
            .clock(within(working_days(1, article), &[Start::TermOf(Read)])),
        step(Supplemented, POLICE, &[SentToCourt, Held], article),
    ]
}

const fn court() -> [StepRule; 12] {
    let times = CourtTimes {
        accept: Some(working_days(2, COURT)),
        clarify: None,
        session: Some(working_days(7, COURT)),
        decide: Some(days(15, COURT)),
        decide_extended: Some(days(30, COURT)),
        send: Some(working_days(2, COURT)),
        complain: Some(working_days(5, COURT)),
    };
    Court { court: Agency::RegionalCourt, proposer: POLICE, times, article: COURT }.steps()
}

const fn minor_court() -> [StepRule; 12] {
    let times = CourtTimes {
        accept: None,
        clarify: None,
        session: None,
        decide: Some(days(15, COURT_MINOR)),
        decide_extended: None,
        send: None,
        complain: None,
    };
    Court { court: Agency::RegionalCourt, proposer: POLICE, times, article: COURT_MINOR }.steps()
}

/// Art. 38(5) gives 24 hours to organise the enforcement and 24 hours to name the facility and bring
/// the person there. The text names no start; the second is counted from the end of the first.
const AFTER: [StepRule; 3] = [
    step(HandedOver, Agency::RegionalCourt, &[EnforcementOrganised], COURT),
    step(EnforcementOrganised, POLICE, &[Enforced], ART_38)
        .clock(within(hours(24, ART_38), &[Start::Done(HandedOver)])),
    step(Enforced, Agency::ProvincialPoliceDirector, &[], ART_38)
        .with(POLICE)
        .form(FormKey::d163_v("42"))
        .clock(within(hours(24, ART_38), &[Start::Done(EnforcementOrganised)])),
];

const fn addiction(article: Article) -> PaperRule {
    PaperRule {
        paper: Paper::AddictionResult,
        or: &[Paper::SubstitutionConfirmation],
        need: Need::Always,
        form: None,
        article,
    }
}

const PAPERS: &[PaperRule] = &[
    paper(Paper::PersonalSummary, Need::Always, Some(FormKey::d163_v("33")), ART_35_3),
    paper(Paper::ViolationMinutes, Need::Always, Some(FormKey::d163_v("34")), ART_35_3),
    addiction(ART_35_3),
    paper(Paper::Request, Need::Always, Some(FormKey::d163_v("36")), ART_35_3),
    paper(Paper::SubstitutionConfirmation, Need::Optional, Some(FormKey::d163_v("35")), ART_35_3),
    paper(Paper::Statement, Need::Optional, Some(FormKey::d163_v("38")), ART_35_3),
    paper(Paper::Notice, Need::Optional, Some(FormKey::d163_v("37")), ART_35_3),
    paper(Paper::NoStableResidence, Need::Optional, None, ART_35_3),
    paper(Paper::Other, Need::Optional, None, ART_35_3),
];

/// Where nobody makes a statement or gives an opinion, minutes of that (form 40) take their place.
const fn or_minutes(paper: Paper, number: &'static str) -> PaperRule {
    PaperRule {
        paper,
        or: &[Paper::NoStatementMinutes],
        need: Need::Always,
        form: Some(FormKey::d163_v(number)),
        article: ART_36_2,
    }
}

const MINOR_PAPERS: &[PaperRule] = &[
    paper(Paper::PersonalSummary, Need::Always, Some(FormKey::d163_v("33")), ART_36_2),
    paper(Paper::ViolationMinutes, Need::Always, Some(FormKey::d163_v("34")), ART_36_2),
    addiction(ART_36_2),
    or_minutes(Paper::Statement, "38"),
    or_minutes(Paper::ParentsOpinion, "39"),
    paper(Paper::Request, Need::Always, Some(FormKey::d163_v("36")), ART_36_2),
    paper(Paper::NoStatementMinutes, Need::Optional, Some(FormKey::d163_v("40")), ART_36_2),
    paper(Paper::SubstitutionConfirmation, Need::Optional, Some(FormKey::d163_v("35")), ART_36_2),
    paper(Paper::Notice, Need::Optional, Some(FormKey::d163_v("37")), ART_36_2),
    paper(Paper::NoStableResidence, Need::Optional, None, ART_36_2),
    paper(Paper::Other, Need::Optional, None, ART_36_2),
];

const GROUNDS: &[GroundRule] = &[
    ground(Ground::NotInVoluntaryTreatment, ART_35_1),
    ground(Ground::UseDuringVoluntary, ART_35_1),
    ground(Ground::SubstitutionFailed, ART_35_1),
    ground(Ground::AddictedInPostRehabilitation, ART_35_1),
    ground(Ground::ObligationsBroken, ART_35_1),
    ground(Ground::EvadedAsMinor, ART_35_1),
];

const MINOR_GROUNDS: &[GroundRule] = &[
    ground(Ground::NotInVoluntaryTreatment, ART_36_1),
    ground(Ground::UseDuringVoluntary, ART_36_1),
    ground(Ground::SubstitutionFailed, ART_36_1),
    ground(Ground::AddictedInPostRehabilitation, ART_36_1),
    ground(Ground::ObligationsBroken, ART_36_1),
];

const EXCLUSIONS: &[ExclusionRule] = &[
    exclusion(Exclusion::NoCapacity, ART_35_2),
    exclusion(Exclusion::Pregnant, ART_35_2),
    exclusion(Exclusion::CarerOfSmallChild, ART_35_2),
];

const MINOR_EXCLUSIONS: &[ExclusionRule] = &[
    exclusion(Exclusion::NoCapacity, ART_35_2_MINOR),
    exclusion(Exclusion::Pregnant, ART_35_2_MINOR),
    exclusion(Exclusion::CarerOfSmallChild, ART_35_2_MINOR),
];
