//! The personal summary, sealed as a whole.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::keys;
use crate::domain::summary::Summary;
use crate::vault::{self, Vault};

const SEALED_AS: &str = "summary";

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "summaries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub version: i64,
    pub summary_sealed: String,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The summaries of these persons, each with its version.
pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
    vault: &Vault,
) -> Result<HashMap<PersonId, (i64, Summary)>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0))).all(db).await?;
    keys::learn(db, vault, vault::newest_of(rows.iter().map(|row| row.summary_sealed.as_str()))).await?;
    let read = |row: Model| {
        let person = PersonId(row.person_id);
        let text = vault.open(SEALED_AS, person, &row.summary_sealed).map_err(|e| DbErr::Custom(e.to_string()))?;
        // The text is personal: the error names the row only.
        let summary = serde_json::from_str(&text).map_err(|_| DbErr::Custom(format!("the summary of {person}")))?;
        Ok((person, (row.version, summary)))
    };
    rows.into_iter().map(read).collect()
}

/// The first summaries of persons who are being registered.
pub async fn insert_all(
    tx: &impl ConnectionTrait,
    summaries: &[(PersonId, Summary)],
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<(), DbErr> {
    if summaries.is_empty() {
        return Ok(());
    }
    keys::refresh(tx, vault).await?;
    let rows = summaries.iter().map(|(person, summary)| row(*person, 1, summary, now, vault));
    Entity::insert_many(rows.collect::<Result<Vec<_>, _>>()?).exec_without_returning(tx).await?;
    Ok(())
}

fn row(
    person: PersonId,
    version: i64,
    summary: &Summary,
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<ActiveModel, DbErr> {
    let text = serde_json::to_string(summary).map_err(|_| DbErr::Custom("a summary can't be written".to_owned()))?;
    Ok(ActiveModel {
        person_id: Set(person.0),
        version: Set(version),
        summary_sealed: Set(vault.seal(SEALED_AS, person, &text)),
        recorded_at: Set(now),
    })
}

/// Writes the summary as `version`; `false` when somebody else has written that version meanwhile.
pub async fn set(
    tx: &impl ConnectionTrait,
    person: PersonId,
    version: i64,
    summary: &Summary,
    now: DateTime<Utc>,
    vault: &Vault,
) -> Result<bool, DbErr> {
    keys::refresh(tx, vault).await?;
    let row = row(person, version, summary, now, vault)?;
    if version == 1 {
        let insert = Entity::insert(row).on_conflict(OnConflict::column(Column::PersonId).do_nothing().to_owned());
        return Ok(insert.exec_without_returning(tx).await? == 1);
    }
    let update = Entity::update_many()
        .set(row)
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Version.eq(version - 1))
        .exec(tx)
        .await?;
    Ok(update.rows_affected == 1)
}
