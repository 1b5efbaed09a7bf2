//! Times in substitution programmes.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::ids::{PersonId, SubstitutionId};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::substitution::Substitution;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "substitutions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// Whom it counts for now; a merge of persons changes it.
    pub person_id: Uuid,
    /// Whom it was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub site: String,
    pub commune_code: String,
    pub province_code: String,
    pub started_on: NaiveDate,
    pub decision_number: Option<String>,
    pub law_pack: String,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(substitution: &Substitution) -> ActiveModel {
    ActiveModel {
        id: Set(substitution.id.0),
        version: Set(substitution.version),
        person_id: Set(substitution.person_id.0),
        origin_person_id: Set(Some(substitution.person_id.0)),
        site: Set(substitution.site.clone()),
        commune_code: Set(substitution.commune_code.clone()),
        province_code: Set(substitution.province_code.clone()),
        started_on: Set(substitution.started_on),
        decision_number: Set(substitution.decision_number.clone()),
        law_pack: Set(substitution.law_pack.clone()),
        ended_on: Set(substitution.ended.map(|(on, _)| on)),
        end_reason: Set(substitution.ended.map(|(_, reason)| reason.as_str().to_owned())),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, substitutions: &[Substitution]) -> Result<(), DbErr> {
    if !substitutions.is_empty() {
        Entity::insert_many(substitutions.iter().map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, substitution: &Substitution) -> Result<bool, DbErr> {
    // Whom it counts for is not the writer's: a merge may have been taken in since it was read.
    let next = ActiveModel { person_id: NotSet, origin_person_id: NotSet, ..row(substitution) };
    let result = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(substitution.id.0))
        .filter(Column::Version.eq(substitution.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// The ones within `scope` among these.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = SubstitutionId>,
) -> Result<HashMap<SubstitutionId, Substitution>, DbErr> {
    let rows = Entity::find()
        .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(|row| row.read().map(|substitution| (substitution.id, substitution))).collect()
}

/// Gives times to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Gives times back to whom they were recorded for.
pub async fn ungroup(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    persons::ungroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId).await
}

/// Those of these persons who are in a programme, anywhere, under whichever of their records.
pub async fn with_open(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashSet<PersonId>, DbErr> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .filter(Column::EndedOn.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// Which times a list shows.
#[derive(Default)]
pub struct Filter {
    pub scope: Scope,
    pub person: Option<PersonId>,
    pub commune_code: Option<String>,
    /// In a programme at the end of this day.
    pub on: Option<NaiveDate>,
    pub after: Option<SubstitutionId>,
    pub limit: u64,
}

fn filtered(filter: &Filter) -> Select<Entity> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::CommuneCode, Column::ProvinceCode]));
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person.0));
    }
    if let Some(commune) = &filter.commune_code {
        query = query.filter(Column::CommuneCode.eq(commune));
    }
    if let Some(on) = filter.on {
        let lasting = Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gt(on));
        query = query.filter(Column::StartedOn.lte(on)).filter(lasting);
    }
    query
}

/// A page by id, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Substitution>, u64), DbErr> {
    let mut query = filtered(filter);
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

/// The first day and the day of the end of each.
pub async fn times(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<(NaiveDate, Option<NaiveDate>)>, DbErr> {
    let query = filtered(filter).select_only().column(Column::StartedOn).column(Column::EndedOn);
    query.into_tuple().all(db).await
}

impl Model {
    fn read(self) -> Result<Substitution, DbErr> {
        let ended = match (self.ended_on, self.end_reason) {
            (Some(on), Some(reason)) => Some((on, code(&reason)?)),
            _ => None,
        };
        Ok(Substitution {
            id: SubstitutionId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            site: self.site,
            commune_code: self.commune_code,
            province_code: self.province_code,
            started_on: self.started_on,
            decision_number: self.decision_number,
            law_pack: self.law_pack,
            ended,
        })
    }
}
