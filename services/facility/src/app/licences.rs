//! Licences of a facility.

use chrono::NaiveDate;
use domain::codes::facility::{LicenceEnd, LicenceIssuer};
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, version};

use crate::domain::licence::Licence;
use crate::store;

/// A licence to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordLicence {
    pub number: String,
    pub issuer: LicenceIssuer,
    /// Which form of Decree 163/2026, Annex V, 01 to 10, the paper is.
    #[serde(default)]
    pub form: Option<u32>,
    /// The last of the stages it allows, 3 to 5.
    pub through_stage: u32,
    pub issued_on: NaiveDate,
    /// Its last day; left out where it has no end.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
}

/// The end of a licence before its time.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndLicence {
    /// The first day on which it does not hold any more.
    pub on: NaiveDate,
    pub reason: LicenceEnd,
}

pub async fn record(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: FacilityId,
    command: RecordLicence,
) -> Result<Uuid, Problem> {
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ManageFacilities, id).await?;
    let claim = match key.claim(&tx, caller.account, &(id, &command), context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    let RecordLicence { number, issuer, form, through_stage, issued_on, valid_until } = command;
    let licence = Licence {
        id: context.new_id(),
        facility_id: id,
        number,
        issuer,
        form,
        through_stage,
        issued_on,
        valid_until,
        ended: None,
    };
    let licence = Licence::record(licence, &facility, context.today()).map_err(Problem::fields)?;
    if store::licences::of(&tx, id).await?.iter().any(|other| other.number == licence.number) {
        let vi = "Cơ sở đã có giấy phép số này.";
        return Err(Problem::conflict("licence.known", vi, "The facility has a licence of this number already."));
    }
    store::licences::insert(&tx, &licence, context.now(), caller.account).await?;
    claim.complete(&tx, &licence.id).await?;
    context.commit(tx).await?;
    Ok(licence.id)
}

pub async fn end(context: &Context, caller: &Caller, id: Uuid, command: EndLicence) -> Result<Licence, Problem> {
    let tx = context.begin().await?;
    let mut licence = store::licences::find(&tx, id).await?.ok_or_else(Problem::not_found)?;
    super::facilities::find(&tx, caller, Right::ManageFacilities, licence.facility_id).await?;
    licence.end(command.on, command.reason, context.today())?;
    if !store::licences::end(&tx, &licence).await? {
        return Err(version::changed());
    }
    context.commit(tx).await?;
    Ok(licence)
}
