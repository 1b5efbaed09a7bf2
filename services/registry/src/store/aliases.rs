//! Other names of a person. In clear like the name itself, because they are searched.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::codes::summary::AliasKind;
use domain::ids::PersonId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "person_aliases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub kind: String,
    pub name: String,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

#[derive(Clone, Debug)]
pub struct Alias {
    pub id: Uuid,
    pub kind: AliasKind,
    pub name: String,
}

pub async fn insert_all(
    tx: &impl ConnectionTrait,
    aliases: &[(PersonId, Alias)],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if aliases.is_empty() {
        return Ok(());
    }
    let rows = aliases.iter().map(|(person, alias)| ActiveModel {
        id: Set(alias.id),
        person_id: Set(person.0),
        kind: Set(alias.kind.as_str().to_owned()),
        name: Set(alias.name.clone()),
        recorded_at: Set(now),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn remove(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(tx).await?;
    Ok(())
}

pub async fn of(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<Alias>>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_asc(Column::RecordedAt)
        .all(db)
        .await?;
    let mut aliases: HashMap<PersonId, Vec<Alias>> = HashMap::new();
    for row in rows {
        let alias = Alias { id: row.id, kind: code(&row.kind)?, name: row.name };
        aliases.entry(PersonId(row.person_id)).or_default().push(alias);
    }
    Ok(aliases)
}
