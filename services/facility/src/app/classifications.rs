//! Classifying residents.

use chrono::NaiveDate;
use domain::codes::DrugKind;
use domain::codes::facility::{AddictionLevel, HealthSign};
use domain::ids::AdmissionId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::IdempotencyKey;
use web::{Caller, Problem};

use super::intake::{Opened, Writing};
use crate::domain::classification::Classification;
use crate::store;

/// A class and a team, from a day on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Classify {
    pub classified_on: NaiveDate,
    /// As the facility's own process numbers its classes.
    pub class: String,
    #[serde(default)]
    pub team: Option<String>,
    #[serde(default)]
    pub drug: Option<DrugKind>,
    #[serde(default)]
    pub level: Option<AddictionLevel>,
    #[serde(default)]
    pub health: Vec<HealthSign>,
}

pub async fn classify(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    id: AdmissionId,
    command: Classify,
) -> Result<Uuid, Problem> {
    let writing = match Writing::open(context, caller, key, id, &command).await? {
        Opened::Seen(id) => return Ok(id),
        Opened::New(writing) => writing,
    };
    let Classify { classified_on, class, team, drug, level, health } = command;
    let classification = Classification { id: context.new_id(), classified_on, class, team, drug, level, health };
    let classification =
        Classification::record(classification, &writing.stay, context.today()).map_err(Problem::fields)?;
    store::classifications::insert(&writing.tx, id, &classification, context.now(), caller.account).await?;
    writing.finish(context, classification.id).await
}
