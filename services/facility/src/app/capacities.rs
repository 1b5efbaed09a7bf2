//! How many places a facility has, from a day on.

use chrono::NaiveDate;
use domain::ids::FacilityId;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::domain::capacity::{self, Capacity};
use crate::domain::facility::Facility;
use crate::store;

/// A capacity from a day on, which may lie behind or ahead.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeCapacity {
    pub since: NaiveDate,
    pub capacity: i64,
    pub decision_number: String,
}

pub async fn change(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: FacilityId,
    command: ChangeCapacity,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ManageFacilities, id).await?;
    let claim = match key.claim(&tx, caller.account, &(id, &command), context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let capacity = Capacity {
        id: context.new_id(),
        facility_id: facility.id,
        since: command.since,
        places: command.capacity,
        decision_number: command.decision_number,
        recorded_at: context.now(),
        recorded_by: caller.account,
    };
    let (capacity, event) = Capacity::change(capacity, &facility, context.today()).map_err(Problem::fields)?;
    let facility = Facility { version: facility.version + 1, ..facility };
    if !store::facilities::advance(&tx, &facility).await? {
        return Err(version::changed());
    }
    store::capacities::insert(&tx, &capacity).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, facility.version)).await?;
    claim.complete(&tx, &capacity.id).await?;
    context.commit(tx).await?;
    Ok(capacity.id)
}

/// What was decided after a facility opened, in the order of the days.
pub async fn of(db: &impl ConnectionTrait, facility: &Facility) -> Result<Vec<Capacity>, DbErr> {
    Ok(store::capacities::of(db, [facility.id]).await?.remove(&facility.id).unwrap_or_default())
}

/// The places of a facility on a day.
pub async fn on_day(db: &impl ConnectionTrait, facility: &Facility, on: NaiveDate) -> Result<i64, DbErr> {
    Ok(capacity::on_day(facility, &of(db, facility).await?, on))
}
