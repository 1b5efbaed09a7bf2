//! The waiting list of a facility.

use chrono::NaiveDate;
use domain::codes::facility::{WaitReason, WaitingEnd, WaitingPriority};
use domain::ids::{FacilityId, PersonId};
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use super::admissions::unknown_person;
use crate::domain::waiting::Waiting;
use crate::store;

/// Somebody with a court's decision whom the facility can't take in yet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListPerson {
    pub person_id: PersonId,
    pub decision_number: String,
    pub decided_on: NaiveDate,
    pub priority: WaitingPriority,
    pub reason: WaitReason,
    /// Today when left out.
    #[serde(default)]
    pub listed_on: Option<NaiveDate>,
}

/// Somebody who is taken off the list without being taken in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawWaiting {
    pub on: NaiveDate,
    pub reason: WaitingEnd,
}

pub async fn list_person(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: FacilityId,
    command: ListPerson,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    super::facilities::find(&tx, caller, Right::RecordMovements, id).await?;
    let claim = match key.claim(&tx, caller.account, &(id, &command), context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let person = persons::resolve(&tx, [command.person_id]).await?.remove(&command.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let waiting = Waiting {
        id: context.new_id(),
        facility_id: id,
        person_id: person.person_id,
        decision_number: command.decision_number,
        decided_on: command.decided_on,
        priority: command.priority,
        reason: command.reason,
        listed_on: command.listed_on.unwrap_or_else(|| context.today()),
        closed: None,
    };
    let waiting = Waiting::list(waiting, context.today()).map_err(Problem::fields)?;
    if store::waiting::is_listed(&tx, id, person.person_id).await? {
        let vi = "Người này đã có trong danh sách chờ của cơ sở.";
        return Err(Problem::conflict("waiting.listed", vi, "The person is on the facility's list already."));
    }
    if store::admissions::serves_a_decision(&tx, person.person_id).await? {
        let vi = "Người này đang chấp hành quyết định tại một cơ sở.";
        return Err(Problem::conflict("waiting.admitted", vi, "The person serves a decision at a facility already."));
    }
    store::waiting::insert(&tx, &waiting, context.now(), caller.account).await?;
    claim.complete(&tx, &waiting.id).await?;
    context.commit(tx).await?;
    Ok(waiting.id)
}

/// Those who wait at a facility in the order of the list; with `closed`, those whose waiting is over.
pub async fn list(context: &Context, caller: &Caller, id: FacilityId, closed: bool) -> Result<Vec<Waiting>, Problem> {
    super::facilities::find(&context.db, caller, Right::ReadFacilities, id).await?;
    Ok(store::waiting::of(&context.db, id, closed).await?)
}

pub async fn withdraw(
    context: &Context,
    caller: &Caller,
    id: Uuid,
    command: WithdrawWaiting,
) -> Result<Waiting, Problem> {
    let tx = context.begin().await?;
    let mut waiting = store::waiting::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    super::facilities::find(&tx, caller, Right::RecordMovements, waiting.facility_id).await?;
    waiting.withdraw(command.on, command.reason, context.today())?;
    if !store::waiting::withdraw(&tx, &waiting).await? {
        return Err(version::changed());
    }
    context.commit(tx).await?;
    Ok(waiting)
}
