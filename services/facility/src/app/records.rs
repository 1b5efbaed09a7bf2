//! Recording care, drug tests, discipline and reward, of one resident or of many.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::CorrectionReason;
use domain::codes::care::CareKind;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::person::PersonSnapshot;
use runtime::audit::Act;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::admissions::unknown_person;
use super::stays;
use crate::domain::facility::Facility;
use crate::domain::labour::{Hours, week_of};
use crate::domain::movement::check_day;
use crate::domain::process::{self, Course, Kept, StageState};
use crate::domain::record::{Content, Record, TakenOut};
use crate::domain::stay::Stay;
use crate::store;

/// Something to record of a resident.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordResident {
    pub admission_id: AdmissionId,
    pub occurred_on: NaiveDate,
    pub content: Content,
}

/// Why a record does not hold.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRecord {
    pub reason: CorrectionReason,
}

/// A stay's records, and how far its stages have come.
pub struct Records {
    pub stay: Stay,
    pub stages: Vec<StageState>,
    /// Newest day first; also those taken out.
    pub records: Vec<Record>,
    /// What training tells of the time of the stay.
    pub courses: Vec<Course>,
}

/// What the decisions of one batch rest on.
struct Known {
    stays: HashMap<AdmissionId, Stay>,
    facilities: HashMap<FacilityId, Facility>,
    persons: HashMap<PersonId, PersonSnapshot>,
    hours: Hours,
}

/// Records in one transaction; an item that is refused does not touch the others.
pub async fn record_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RecordResident, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RecordResident>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted: Vec<&RecordResident> = request.into_iter().flatten().collect();
    let mut known = Known::read(&tx, &wanted).await?;
    let scope = caller.scope_of(Right::RecordMovements);
    let (mut records, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| decide(context, caller, &scope, &mut known, command));
        results.push(decided.map(|(stay, record)| {
            let id = record.id;
            records.push((stay, record));
            id
        }));
    }
    store::records::insert_all(&tx, &records).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

impl Known {
    async fn read(tx: &impl ConnectionTrait, wanted: &[&RecordResident]) -> Result<Self, Problem> {
        let labour: Vec<&&RecordResident> =
            wanted.iter().filter(|item| item.content.kind() == CareKind::Labour).collect();
        // Two requests at once must not both find the hours free.
        store::admissions::lock(tx, labour.iter().map(|item| item.admission_id)).await?;
        let admissions = store::admissions::find(tx, wanted.iter().map(|item| item.admission_id)).await?;
        let facilities = store::facilities::find(tx, admissions.values().map(|stay| stay.facility_id)).await?;
        let persons = persons::find(tx, admissions.values().map(|stay| stay.person_id)).await?;
        let stays = stays::with_books(tx, admissions.into_values().collect()).await?;
        let mut hours = Hours::default();
        let first = labour.iter().map(|item| week_of(item.occurred_on).0).min();
        let last = labour.iter().map(|item| week_of(item.occurred_on).1).max();
        if let (Some(first), Some(last)) = (first, last) {
            let of = labour.iter().map(|item| item.admission_id);
            for (stay, record) in store::records::of_kind(tx, of, CareKind::Labour, (first, last)).await? {
                if let Content::Labour { hours: worked } = record.content {
                    hours.add(stay, record.occurred_on, worked);
                }
            }
        }
        let stays = stays.into_iter().map(|stay| (stay.admission.id, stay)).collect();
        Ok(Self { stays, facilities, persons, hours })
    }
}

fn decide(
    context: &Context,
    caller: &Caller,
    scope: &Scope,
    known: &mut Known,
    command: RecordResident,
) -> Result<(AdmissionId, Record), Problem> {
    let RecordResident { admission_id: id, occurred_on: on, content } = command;
    let stay = known.stays.get(&id).ok_or_else(Problem::not_found)?;
    let at = known.facilities.get(&stay.admission.facility_id);
    at.filter(|at| scope.covers_facility(at.id, &at.province_code)).ok_or_else(Problem::not_found)?;
    check_day(on, context.today())?;
    content.check(on)?;
    content.check_there(&stay.steps()?, on)?;
    if let Content::Labour { hours } = content {
        let person = known.persons.get(&stay.admission.person_id).ok_or_else(|| unknown_person("admission_id"))?;
        let age = age_on(person, on);
        known.hours.check(id, on, hours, (stay.admission.pack().regime, age))?;
        known.hours.add(id, on, hours);
    }
    let record = Record {
        id: context.new_id(),
        occurred_on: on,
        content,
        recorded_at: context.now(),
        recorded_by: caller.account,
        withdrawn: None,
    };
    Ok((id, record))
}

fn age_on(person: &PersonSnapshot, on: NaiveDate) -> u32 {
    u32::try_from(person.birth.age_on(on)).unwrap_or(0)
}

/// Takes a record out; it stays readable with the reason.
pub async fn withdraw(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: Uuid,
    command: WithdrawRecord,
) -> Result<Records, Problem> {
    let tx = context.begin().await?;
    let (stay, _) = store::records::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    super::admissions::find(&tx, caller, Right::RecordMovements, stay).await?;
    let claim = match key.claim::<Uuid>(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(_) => return compose(&tx, caller, Right::RecordMovements, stay).await,
        Claimed::New(claim) => claim,
    };
    let taken_out = TakenOut { at: context.now(), by: caller.account, reason: command.reason };
    if !store::records::withdraw(&tx, id, taken_out).await? {
        let (vi, en) = ("Bản ghi này đã được rút.", "This record was taken out already.");
        return Err(Problem::conflict("record.withdrawn", vi, en));
    }
    let records = compose(&tx, caller, Right::RecordMovements, stay).await?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(records)
}

/// The records of a stay, if the caller may see it. Recorded as a read of the person.
pub async fn read(context: &Context, caller: &Caller, id: AdmissionId) -> Result<Records, Problem> {
    let tx = context.begin().await?;
    let records = compose(&tx, caller, Right::ReadFacilities, id).await?;
    let act = Act { account: caller.account, action: "records.viewed", purpose: "view", detail: None };
    context.audit(&tx, &act, &[records.stay.admission.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(records)
}

async fn compose(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: AdmissionId,
) -> Result<Records, Problem> {
    let (admission, _) = super::admissions::find(db, caller, right, id).await?;
    let person = persons::find(db, [admission.person_id]).await?.remove(&admission.person_id);
    // While the projection of persons is built anew, an adult is assumed: minors have the same stages.
    let age = person.map_or(18, |person| age_on(&person, admission.admitted_on));
    let records = store::records::of(db, id).await?;
    let stay = stays::with_books(db, vec![admission]).await?.pop().ok_or_else(Problem::not_found)?;
    let mut courses = store::courses::of(db, stay.admission.person_id).await?;
    courses.retain(|course| course.is_of(&stay.admission));
    let planned = store::plans::of(db, id).await?.is_some();
    let kept = Kept { records: &records, courses: &courses, planned };
    let stages = process::stages(&stay.admission, age, &stay.steps()?, &kept);
    Ok(Records { stay, stages, records, courses })
}
