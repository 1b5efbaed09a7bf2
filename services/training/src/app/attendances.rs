//! Entering who attended a course.

use chrono::NaiveDate;
use domain::ids::CourseId;
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use crate::domain::attendance::{Attendee, Known};
use crate::store;

/// An entry of a course's attendance list.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordAttendances {
    pub occurred_on: NaiveDate,
    /// 1 to 500; all are entered or none.
    pub participants: Vec<Attendee>,
}

/// Enters participants; answers the id of the entry.
pub async fn record(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: CourseId,
    command: RecordAttendances,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(entry) => return Ok(entry),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTraining);
    let course = store::courses::take(&tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    let known = load(&tx, id, &command.participants).await?;
    let (course, event) =
        course.attend(&command.participants, command.occurred_on, known, context.today()).map_err(Problem::fields)?;
    let entry = context.new_id();
    store::courses::set_version(&tx, &course).await?;
    store::attendances::insert_entry(&tx, entry, &event, || context.new_id()).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, course.version)).await?;
    claim.complete(&tx, &entry).await?;
    context.commit(tx).await?;
    Ok(entry)
}

async fn load(tx: &DatabaseTransaction, course: CourseId, asked: &[Attendee]) -> Result<Known, Problem> {
    let staff = asked.iter().filter_map(|attendee| match attendee {
        Attendee::Staff { staff_id, .. } => Some(*staff_id),
        Attendee::Resident { .. } | Attendee::Counted { .. } => None,
    });
    let residents = asked.iter().filter_map(|attendee| match attendee {
        Attendee::Resident { person_id, .. } => Some(*person_id),
        Attendee::Staff { .. } | Attendee::Counted { .. } => None,
    });
    let staff = store::staff::on_roster(tx, staff).await?;
    let persons = persons::resolve(tx, residents).await?;
    let residents = persons.values().map(|person| person.person_id);
    let listed = store::attendances::listed(tx, course, staff.iter().copied(), residents).await?;
    Ok(Known { staff, persons, listed })
}
