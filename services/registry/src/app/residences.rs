//! Where a person lives: the history, and the statutory test of a stable residence.

use chrono::NaiveDate;
use domain::codes::summary::ResidenceKind;
use domain::ids::PersonId;
use domain::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem};

use crate::State;
use crate::domain::file::check_day;
use crate::domain::residence::{Findings, Residence, STABILITY_ARTICLE, Stay, assess};
use crate::store;
use crate::store::residences::Assessment;

/// Somewhere a person lives from a day on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BeginResidence {
    pub kind: ResidenceKind,
    /// Five digits, valid on `since`.
    pub commune_code: String,
    #[serde(default)]
    pub address: Option<String>,
    pub since: NaiveDate,
}

pub async fn begin(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    person: PersonId,
    command: BeginResidence,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    super::own_person(state, caller, &tx, person).await?;
    check_day(command.since, NaiveDate::MIN, context.today())?;
    let stay = Stay {
        id: context.new_id(),
        kind: command.kind,
        residence: Residence::on(&command.commune_code, command.since)?,
        address: command.address.map(|address| text::tidy(&address)).filter(|address| !address.is_empty()),
        since: command.since,
        until: None,
    };
    store::residences::begin(&tx, person, &stay, context.now(), &state.vault).await?;
    claim.complete(&tx, &stay.id).await?;
    context.commit(tx).await?;
    Ok(stay.id)
}

/// What was found out about where a person lives.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessStability {
    pub occurred_on: NaiveDate,
    pub findings: Findings,
}

pub async fn assess_stability(
    state: &State,
    caller: &Caller,
    person: PersonId,
    command: AssessStability,
) -> Result<Assessment, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    super::own_person(state, caller, &tx, person).await?;
    check_day(command.occurred_on, NaiveDate::MIN, context.today())?;
    let assessment = Assessment {
        id: context.new_id(),
        occurred_on: command.occurred_on,
        stability: assess(&command.findings),
        article: STABILITY_ARTICLE.to_owned(),
        account: caller.account,
        recorded_at: context.now(),
    };
    store::residences::insert_assessment(&tx, person, &assessment).await?;
    context.commit(tx).await?;
    Ok(assessment)
}
