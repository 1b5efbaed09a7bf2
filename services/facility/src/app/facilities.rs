//! Registering and listing facilities.

use chrono::NaiveDate;
use domain::codes::FacilityKind;
use domain::ids::FacilityId;
use domain::text;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use crate::domain::capacity;
use crate::domain::facility::Facility;
use crate::store;

/// A facility to register.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterFacility {
    pub name: String,
    pub kind: FacilityKind,
    /// Two digits, valid on `opened_on`.
    pub province_code: String,
    /// Places, as the province states them.
    pub capacity: i64,
    pub opened_on: NaiveDate,
}

pub async fn register(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    command: RegisterFacility,
) -> Result<FacilityId, Problem> {
    Scope::require(caller.scope_of(Right::ManageFacilities).covers_area(&[&command.province_code]))?;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let facility = Facility {
        id: FacilityId(context.new_id()),
        version: 1,
        name: text::tidy(&command.name),
        kind: command.kind,
        province_code: command.province_code,
        capacity: command.capacity,
        opened_on: command.opened_on,
    };
    let (facility, event) = Facility::register(facility, context.today()).map_err(Problem::fields)?;
    if store::facilities::name_is_taken(&tx, &facility).await? {
        return Err(Problem::conflict(
            "facility.name_taken",
            "Tỉnh này đã có cơ sở mang tên đó.",
            "The province already has a facility of this name.",
        ));
    }
    store::facilities::insert(&tx, &facility).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, facility.version)).await?;
    claim.complete(&tx, &facility.id).await?;
    context.commit(tx).await?;
    Ok(facility.id)
}

/// The facilities the caller may see, each with its places of today.
pub async fn list(context: &Context, caller: &Caller) -> Result<Vec<(Facility, i64)>, Problem> {
    let facilities = store::facilities::list(&context.db, &caller.scope_of(Right::ReadFacilities)).await?;
    let changes = store::capacities::of(&context.db, facilities.iter().map(|facility| facility.id)).await?;
    let places = |facility: &Facility| {
        let changes = changes.get(&facility.id).map_or(&[][..], Vec::as_slice);
        capacity::on_day(facility, changes, context.today())
    };
    Ok(facilities.into_iter().map(|facility| (facility.clone(), places(&facility))).collect())
}

/// One of them.
pub async fn read(context: &Context, caller: &Caller, id: FacilityId) -> Result<(Facility, i64), Problem> {
    let facility = find(&context.db, caller, Right::ReadFacilities, id).await?;
    let places = super::capacities::on_day(&context.db, &facility, context.today()).await?;
    Ok((facility, places))
}

/// One facility, if the caller may use `right` there.
pub async fn find(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: FacilityId,
) -> Result<Facility, Problem> {
    let facility = store::facilities::find(db, [id]).await?.remove(&id);
    facility
        .filter(|facility| caller.scope_of(right).covers_facility(facility.id, &facility.province_code))
        .ok_or_else(Problem::not_found)
}
