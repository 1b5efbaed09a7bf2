//! Dossiers.

use chrono::NaiveDate;
use domain::ids::{DossierId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::{code, code_null, persons};
use crate::domain::dossier::{Dossier, DossierStatus};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dossiers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    pub status: String,
    pub opened_on: NaiveDate,
    pub law_pack: String,
    pub outcome: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub court: Option<String>,
    pub term_months: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(dossier: &Dossier) -> ActiveModel {
    ActiveModel {
        id: Set(dossier.id.0),
        version: Set(dossier.version),
        person_id: Set(dossier.person_id.0),
        status: Set(dossier.status.as_str().to_owned()),
        opened_on: Set(dossier.opened_on),
        law_pack: Set(dossier.law_pack.clone()),
        outcome: Set(dossier.outcome.map(|outcome| outcome.as_str().to_owned())),
        decided_on: Set(dossier.decided_on),
        decision_number: Set(dossier.decision_number.clone()),
        court: Set(dossier.court.clone()),
        term_months: Set(dossier.term_months.and_then(|months| i32::try_from(months).ok())),
    }
}

pub async fn insert(tx: &impl ConnectionTrait, dossier: &Dossier) -> Result<(), DbErr> {
    Entity::insert(row(dossier)).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, dossier: &Dossier) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(dossier))
        .filter(Column::Id.eq(dossier.id.0))
        .filter(Column::Version.eq(dossier.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

pub async fn find(db: &impl ConnectionTrait, id: DossierId) -> Result<Option<Dossier>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

pub async fn of_person(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Dossier>, DbErr> {
    let rows = Entity::find().filter(Column::PersonId.eq(person.0)).order_by_asc(Column::OpenedOn).all(db).await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn has_open(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let open = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Status.eq(DossierStatus::Open.as_str()))
        .count(db)
        .await?;
    Ok(open > 0)
}

/// A page of the dossiers of people within `scope`, and how many there are in all.
pub async fn list(
    db: &impl ConnectionTrait,
    scope: &Scope,
    status: Option<DossierStatus>,
    after: Option<DossierId>,
    limit: u64,
) -> Result<(Vec<Dossier>, u64), DbErr> {
    let mut query = Entity::find();
    if !scope.everywhere {
        let columns = [persons::Column::CommuneCode, persons::Column::DistrictCode, persons::Column::ProvinceCode];
        let persons = Query::select()
            .column(persons::Column::Id)
            .from(persons::Entity)
            .cond_where(scope.areas_in(columns))
            .to_owned();
        query = query.filter(Column::PersonId.in_subquery(persons));
    }
    if let Some(status) = status {
        query = query.filter(Column::Status.eq(status.as_str()));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Dossier, DbErr> {
        Ok(Dossier {
            id: DossierId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            status: code(&self.status)?,
            opened_on: self.opened_on,
            law_pack: self.law_pack,
            outcome: code_null(self.outcome.as_deref())?,
            decided_on: self.decided_on,
            decision_number: self.decision_number,
            court: self.court,
            term_months: self.term_months.and_then(|months| u32::try_from(months).ok()),
        })
    }
}
