//! Other names of a person.

use domain::FieldError;
use domain::codes::summary::AliasKind;
use domain::ids::PersonId;
use domain::text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem};

use super::indexing;
use crate::State;
use crate::store;
use crate::store::aliases::Alias;

const LONGEST: usize = 120;

/// Another name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAlias {
    pub kind: AliasKind,
    pub name: String,
}

/// Trims and checks.
///
/// # Errors
/// When a name is empty or too long.
pub fn checked(state: &State, aliases: Vec<NewAlias>) -> Result<Vec<Alias>, Problem> {
    let check = |(position, alias): (usize, NewAlias)| {
        let name = text::tidy(&alias.name);
        let field = format!("aliases.{position}.name");
        if name.is_empty() {
            return Err(FieldError::required(&field));
        }
        if name.chars().count() > LONGEST {
            let vi = format!("Tên dài quá {LONGEST} ký tự.");
            return Err(FieldError::new(&field, "name.too_long", vi, format!("At most {LONGEST} characters.")));
        }
        Ok(Alias { id: state.context.new_id(), kind: alias.kind, name })
    };
    Ok(aliases.into_iter().enumerate().map(check).collect::<Result<_, _>>()?)
}

pub async fn add(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    person: PersonId,
    command: NewAlias,
) -> Result<Uuid, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        Claimed::Seen(id) => return Ok(id),
        Claimed::New(claim) => claim,
    };
    super::own_person(state, caller, &tx, person).await?;
    let aliases: Vec<_> = checked(state, vec![command])?.into_iter().map(|alias| (person, alias)).collect();
    store::aliases::insert_all(&tx, &aliases, context.now()).await?;
    indexing::reindex(state, &tx, [person]).await?;
    let id = aliases.first().map(|(_, alias)| alias.id).ok_or_else(Problem::internal)?;
    claim.complete(&tx, &id).await?;
    context.commit(tx).await?;
    Ok(id)
}
