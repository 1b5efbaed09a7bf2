//! Handing released persons over to communes, the communes' answers, and arrivals.
//!
//! The facility hands over and the commune answers, each by a right of its own: the first at its facility, the second
//! in its area.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use domain::FieldError;
use domain::codes::release::{HandoverPaper, HandoverRefusal, HandoverState};
use domain::ids::{AdmissionId, FacilityId, HandoverId, PersonId};
use domain::law::clock::VIETNAM;
use domain::paging::Page;
use domain::person::PersonSnapshot;
use domain::places::Place;
use events::Event;
use events::facility::{self as told, HandoverAnswered, HandoverSent, HandoverWithdrawn, PersonArrived};
use messaging::{Recorder, outbox};
use runtime::audit::Act;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope, version};

use super::admissions::unknown_person;
use super::notices::readable;
use crate::domain::admission::Admission;
use crate::domain::facility::Facility;
use crate::domain::handover::{self, Answer, Arrival, Concern, Handover};
use crate::store;
use crate::store::handovers::Side;

/// How far back a list looks, in days, unless told.
const BACK: u64 = 365;

/// A released person to hand over, with their papers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    pub admission_id: AdmissionId,
    /// Five digits, valid on that day.
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    pub papers: BTreeSet<HandoverPaper>,
    /// Of the minutes, where they have one.
    #[serde(default)]
    pub number: Option<String>,
}

/// The commune's answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerHandover {
    /// `acknowledged` or `refused`.
    pub state: HandoverState,
    pub occurred_on: NaiveDate,
    /// Needed when it is refused.
    #[serde(default)]
    pub refusal: Option<HandoverRefusal>,
}

/// The day a person came to the commune.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordArrival {
    pub occurred_on: NaiveDate,
}

/// Which ways home to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListReturns {
    pub facility_id: Option<FacilityId>,
    /// With all records that stand for the same person.
    pub person_id: Option<PersonId>,
    pub concern: Option<Concern>,
    /// Released from this day on; a year ago unless told.
    pub since: Option<NaiveDate>,
    /// How many to pass over.
    pub cursor: Option<u64>,
    pub limit: Option<u64>,
}

/// Somebody's way home.
pub struct Return {
    pub stay: Admission,
    /// Of the stay, oldest first; a commune sees its own.
    pub handovers: Vec<Handover>,
    pub arrival: Arrival,
    /// Where the person is known to live.
    pub person: Option<PersonSnapshot>,
}

/// Those released home from the facilities in scope, with where their hand-over and arrival stand; who left first in
/// front.
pub async fn sent(context: &Context, caller: &Caller, query: ListReturns) -> Result<Page<Return>, Problem> {
    let tx = context.begin().await?;
    let side = Side::From(readable(&tx, caller, query.facility_id).await?);
    list(context, tx, caller, query, &side).await
}

/// Those handed over to the communes in scope.
pub async fn received(context: &Context, caller: &Caller, query: ListReturns) -> Result<Page<Return>, Problem> {
    let scope = caller.scope_of(Right::ReadAftercare);
    let tx = context.begin().await?;
    list(context, tx, caller, query, &Side::To(&scope)).await
}

async fn list(
    context: &Context,
    tx: DatabaseTransaction,
    caller: &Caller,
    query: ListReturns,
    side: &Side<'_>,
) -> Result<Page<Return>, Problem> {
    let today = context.today();
    let since = query.since.or_else(|| today.checked_sub_days(Days::new(BACK))).unwrap_or(today);
    let person = match query.person_id {
        Some(person) => Some(persons::effective_of(&tx, person).await?),
        None => None,
    };
    let stays = store::handovers::released(&tx, side, person, since).await?;
    let mut returns = follow(context, &tx, stays).await?;
    let periods = store::admissions::periods(&tx, returns.iter().map(|home| home.stay.person_id)).await?;
    returns.retain_mut(|home| {
        // Who was admitted again is awaited by no commune.
        let own = home.stay.period();
        if periods
            .get(&home.stay.person_id)
            .is_some_and(|all| all.iter().any(|other| other.from >= own.from && other.stay != own.stay))
        {
            return false;
        }
        if let Side::To(scope) = side {
            home.handovers.retain(|one| one.is_current() && within(scope, one));
        }
        let asked_for = query.facility_id.is_none_or(|asked| asked == home.stay.facility_id);
        asked_for && query.concern.is_none_or(|asked| asked.concerns(home.handovers.last(), &home.arrival, today))
    });
    let page = Page::cut(returns, query.cursor, query.limit);
    if let Some(person) = query.person_id {
        context.audit(&tx, &viewed(caller, "returns.listed"), &[person]).await?;
    }
    context.commit_read(tx).await?;
    Ok(page)
}

fn within(scope: &Scope, handover: &Handover) -> bool {
    scope.covers_area(&[&handover.to.commune_code, &handover.to.province_code])
}

/// One released person's way home, if the caller may see the stay. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Return, Problem> {
    let tx = context.begin().await?;
    let (stay, _) = super::admissions::find(&tx, caller, Right::ReadFacilities, id).await?;
    let person = stay.person_id;
    let found = follow(context, &tx, vec![stay]).await?.pop().ok_or_else(Problem::not_found)?;
    context.audit(&tx, &viewed(caller, "return.viewed"), &[person]).await?;
    context.commit_read(tx).await?;
    Ok(found)
}

fn viewed(caller: &Caller, action: &'static str) -> Act<'static> {
    Act { account: caller.account, action, purpose: "view", detail: None }
}

/// The ways home of these stays; who did not go home has none.
async fn follow(context: &Context, tx: &DatabaseTransaction, stays: Vec<Admission>) -> Result<Vec<Return>, Problem> {
    let facilities = store::facilities::find(tx, stays.iter().map(|stay| stay.facility_id)).await?;
    let known = persons::find(tx, stays.iter().map(|stay| stay.person_id)).await?;
    let mut handovers = store::handovers::of(tx, stays.iter().map(|stay| stay.id)).await?;
    let now = context.now().with_timezone(&VIETNAM);
    let home = |stay: Admission| {
        let handovers = handovers.remove(&stay.id).unwrap_or_default();
        let from = facilities.get(&stay.facility_id)?.kind;
        let arrival = handover::arrival(&stay, from, handovers.last(), now)?;
        Some(Return { person: known.get(&stay.person_id).cloned(), stay, handovers, arrival })
    };
    Ok(stays.into_iter().filter_map(home).collect())
}

/// What the decisions of one batch rest on.
struct Known {
    stays: HashMap<AdmissionId, Admission>,
    facilities: HashMap<FacilityId, Facility>,
    persons: HashMap<PersonId, PersonSnapshot>,
    last: HashMap<AdmissionId, Handover>,
}

/// Hands persons over in one transaction; an item that is refused does not touch the others.
pub async fn hand_over_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<HandOver, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&HandOver>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted: Vec<AdmissionId> = request.into_iter().flatten().map(|item| item.admission_id).collect();
    let stays = store::admissions::find(&tx, wanted.iter().copied()).await?;
    let mut known = Known {
        facilities: store::facilities::find(&tx, stays.values().map(|stay| stay.facility_id)).await?,
        persons: persons::find(&tx, stays.values().map(|stay| stay.person_id)).await?,
        last: store::handovers::of(&tx, wanted)
            .await?
            .into_iter()
            .filter_map(|(stay, mut all)| Some((stay, all.pop()?)))
            .collect(),
        stays,
    };
    let scope = caller.scope_of(Right::RecordMovements);
    let recorder = context.recorder(caller);
    let (mut handovers, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| decide(context, &scope, &known, &command));
        results.push(decided.map(|(handover, event)| {
            events.push(recorder.record(&event, handover.version));
            known.last.insert(handover.admission_id, handover.clone());
            let id = handover.id.0;
            handovers.push(handover);
            id
        }));
    }
    store::handovers::insert_all(&tx, &handovers, context.now(), caller.account).await?;
    outbox::append_all(&tx, events).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn decide(
    context: &Context,
    scope: &Scope,
    known: &Known,
    command: &HandOver,
) -> Result<(Handover, HandoverSent), Problem> {
    let stay = known.stays.get(&command.admission_id).ok_or_else(Problem::not_found)?;
    let at = known.facilities.get(&stay.facility_id).ok_or_else(Problem::not_found)?;
    if !scope.covers_facility(at.id, &at.province_code) {
        return Err(Problem::not_found());
    }
    let handover = Handover::record(handover::HandOver {
        id: HandoverId(context.new_id()),
        stay,
        last: known.last.get(&stay.id),
        to: Place::of(&command.commune_code, command.occurred_on)?,
        number: command.number.as_deref(),
        papers: command.papers.clone(),
        handed_on: command.occurred_on,
        today: context.today(),
    })?;
    let person = known.persons.get(&stay.person_id).ok_or_else(|| unknown_person("admission_id"))?.clone();
    let event = HandoverSent { occurred_on: handover.handed_on, person, handover: handover.told(at) };
    Ok((handover, event))
}

/// A hand-over that is about to change, with what its events tell.
struct Changing {
    handover: Handover,
    stay: Admission,
    facility: Facility,
    person: PersonSnapshot,
}

impl Changing {
    async fn read(tx: &DatabaseTransaction, caller: &Caller, id: HandoverId) -> Result<Self, Problem> {
        let scope = caller.scope_of(Right::KeepAftercare);
        let handover = store::handovers::find(tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
        Self::of(tx, handover).await
    }

    async fn of(tx: &DatabaseTransaction, handover: Handover) -> Result<Self, Problem> {
        let stay = store::admissions::find(tx, [handover.admission_id]).await?.remove(&handover.admission_id);
        let stay = stay.ok_or_else(Problem::not_found)?;
        let facility = store::facilities::find(tx, [stay.facility_id]).await?.remove(&stay.facility_id);
        let facility = facility.ok_or_else(Problem::not_found)?;
        let person = persons::find(tx, [stay.person_id]).await?.remove(&stay.person_id);
        let person = person.ok_or_else(|| unknown_person("admission_id"))?;
        Ok(Self { handover, stay, facility, person })
    }

    async fn save<E: Event>(
        &self,
        tx: &DatabaseTransaction,
        recorder: &Recorder,
        next: &Handover,
        event: impl FnOnce(PersonSnapshot, told::Handover) -> E,
    ) -> Result<(), Problem> {
        if !store::handovers::update(tx, next).await? {
            return Err(version::changed());
        }
        let event = event(self.person.clone(), next.told(&self.facility));
        Ok(outbox::append(tx, recorder.record(&event, next.version)).await?)
    }

    /// The way home as it is now, as the commune sees it.
    fn returned(self, context: &Context, next: Handover) -> Result<Return, Problem> {
        let now = context.now().with_timezone(&VIETNAM);
        let arrival = handover::arrival(&self.stay, self.facility.kind, Some(&next), now);
        let arrival = arrival.ok_or_else(Problem::not_found)?;
        Ok(Return { stay: self.stay, handovers: vec![next], arrival, person: Some(self.person) })
    }
}

/// The commune acknowledges a hand-over, or sends it back with a reason.
pub async fn answer(
    context: &Context,
    caller: &Caller,
    id: HandoverId,
    command: AnswerHandover,
) -> Result<Return, Problem> {
    let answer = match (command.state, command.refusal) {
        (HandoverState::Acknowledged, None) => Answer::Acknowledged,
        (HandoverState::Refused, Some(reason)) => Answer::Refused(reason),
        (HandoverState::Refused, None) => return Err(FieldError::required("refusal").into()),
        _ => return Err(not_an_answer()),
    };
    let tx = context.begin().await?;
    let changing = Changing::read(&tx, caller, id).await?;
    let next = changing.handover.answer(answer, command.occurred_on, context.today())?;
    let (state, refusal, occurred_on) = (next.state, next.refusal, command.occurred_on);
    let told = |person, handover| HandoverAnswered { occurred_on, person, handover, state, refusal };
    changing.save(&tx, &context.recorder(caller), &next, told).await?;
    context.commit(tx).await?;
    changing.returned(context, next)
}

fn not_an_answer() -> Problem {
    let vi = "Xã xác nhận, hoặc trả lại kèm lý do.";
    FieldError::new("state", "handover.answer", vi, "A commune acknowledges, or sends back with a reason.").into()
}

/// The commune records that the person came.
pub async fn arrive(
    context: &Context,
    caller: &Caller,
    id: HandoverId,
    command: RecordArrival,
) -> Result<Return, Problem> {
    let tx = context.begin().await?;
    let changing = Changing::read(&tx, caller, id).await?;
    let released_on = handover::went_home(&changing.stay).ok_or_else(Problem::not_found)?;
    let occurred_on = command.occurred_on;
    let next = changing.handover.arrive(occurred_on, released_on, context.today())?;
    let told = |person, handover| PersonArrived { occurred_on, person, handover };
    changing.save(&tx, &context.recorder(caller), &next, told).await?;
    context.commit(tx).await?;
    changing.returned(context, next)
}

/// Takes back what followed a release that was not so.
pub async fn take_back(
    context: &Context,
    tx: &DatabaseTransaction,
    recorder: &Recorder,
    stay: AdmissionId,
) -> Result<(), Problem> {
    let all = store::handovers::of(tx, [stay]).await?.remove(&stay).unwrap_or_default();
    for handover in all.into_iter().filter(Handover::is_current) {
        let changing = Changing::of(tx, handover).await?;
        let next = changing.handover.withdraw();
        let occurred_on = context.today();
        let told = |person, handover| HandoverWithdrawn { occurred_on, person, handover };
        changing.save(tx, recorder, &next, told).await?;
    }
    Ok(())
}
