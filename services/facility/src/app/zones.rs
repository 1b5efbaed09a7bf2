//! Zones of a facility, and placing residents in them.

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::codes::facility::ZoneKind;
use domain::ids::{AdmissionId, FacilityId};
use domain::{FieldError, text};
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::admissions::unknown_person;
use crate::domain::admission::Admission;
use crate::domain::movement::check_day;
use crate::domain::zone::{Placement, Zone};
use crate::store;

/// A zone to set up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenZone {
    pub name: String,
    pub kind: ZoneKind,
    /// For whom; left out where men and women have rooms apart in it.
    #[serde(default)]
    pub sex: Option<Sex>,
    pub beds: i64,
    pub opened_on: NaiveDate,
}

/// A resident to place.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub admission_id: AdmissionId,
    pub zone_id: Uuid,
    pub since: NaiveDate,
}

pub async fn open(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    facility: FacilityId,
    command: OpenZone,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::RecordMovements, facility).await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let zone = Zone {
        id: context.new_id(),
        facility_id: facility.id,
        name: text::tidy(&command.name),
        kind: command.kind,
        sex: command.sex,
        beds: command.beds,
        opened_on: command.opened_on,
        closed_on: None,
    };
    let zone = Zone::open(zone, facility.opened_on, context.today()).map_err(Problem::fields)?;
    if store::zones::of(&tx, facility.id).await?.iter().any(|other| other.name == zone.name) {
        let (vi, en) = ("Cơ sở đã có khu mang tên đó.", "The facility already has a zone of this name.");
        return Err(Problem::conflict("zone.name_taken", vi, en));
    }
    store::zones::insert(&tx, &zone).await?;
    claim.complete(&tx, &zone.id).await?;
    context.commit(tx).await?;
    Ok(zone.id)
}

/// The zones of a facility, by name.
pub async fn list(context: &Context, caller: &Caller, facility: FacilityId) -> Result<Vec<Zone>, Problem> {
    let facility = super::facilities::find(&context.db, caller, Right::ReadFacilities, facility).await?;
    Ok(store::zones::of(&context.db, facility.id).await?)
}

/// Places residents in one transaction; an item that is refused does not touch the others.
pub async fn place_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<Place, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&Place>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted: Vec<&Place> = request.into_iter().flatten().collect();
    let admissions = store::admissions::find(&tx, wanted.iter().map(|item| item.admission_id)).await?;
    let zones = store::zones::find(&tx, wanted.iter().map(|item| item.zone_id)).await?;
    let facilities = store::facilities::find(&tx, admissions.values().map(|stay| stay.facility_id)).await?;
    let known = persons::find(&tx, admissions.values().map(|stay| stay.person_id)).await?;
    let scope = caller.scope_of(Right::RecordMovements);
    let (mut placements, mut results) = (Vec::new(), Vec::new());
    for item in items {
        let placed = item.and_then(|command| {
            let stay = admissions.get(&command.admission_id);
            let at = stay.and_then(|stay| facilities.get(&stay.facility_id));
            let stay = stay.filter(|_| covered(&scope, at)).ok_or_else(Problem::not_found)?;
            let person = known.get(&stay.person_id).ok_or_else(|| unknown_person("admission_id"))?;
            let zone = zones.get(&command.zone_id).ok_or_else(unknown_zone)?;
            check_day(command.since, context.today())?;
            check_there(stay, command.since)?;
            zone.check(stay.facility_id, person.sex, command.since)?;
            Ok(Placement {
                id: context.new_id(),
                admission_id: stay.id,
                zone_id: zone.id,
                since: command.since,
                by: caller.account,
            })
        });
        results.push(placed.map(|placement: Placement| {
            let id = placement.id;
            placements.push(placement);
            id
        }));
    }
    store::zones::place_all(&tx, &placements, context.now()).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn covered(scope: &Scope, facility: Option<&crate::domain::facility::Facility>) -> bool {
    facility.is_some_and(|facility| scope.covers_facility(facility.id, &facility.province_code))
}

fn check_there(stay: &Admission, since: NaiveDate) -> Result<(), FieldError> {
    if stay.status.is_open() && since >= stay.admitted_on {
        return Ok(());
    }
    let vi = "Vào ngày đó người này không ở cơ sở.";
    Err(FieldError::new("since", "placement.not_there", vi, "The person was not at the facility on that day."))
}

fn unknown_zone() -> Problem {
    FieldError::new("zone_id", "zone.unknown", "Không có khu này.", "There is no such zone.").into()
}
