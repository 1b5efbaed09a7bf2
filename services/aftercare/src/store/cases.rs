//! Aftercare cases.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::ids::{AftercareCaseId, PersonId};
use domain::person::{Birth, PersonSnapshot};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect, QueryTrait};
use web::Scope;

use super::{ROWS_PER_STATEMENT, code};
use crate::domain::case::{Case, Status};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "cases")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// Whom the case counts for now; a merge of persons changes it.
    pub person_id: Uuid,
    /// The record that the treatment was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub sex: String,
    pub birth_year: i32,
    pub birth_date: Option<NaiveDate>,
    pub commune_code: String,
    pub province_code: String,
    pub origin: String,
    pub treatment_id: Option<Uuid>,
    pub status: String,
    pub opened_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub law_pack: String,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(case: &Case) -> ActiveModel {
    ActiveModel {
        id: Set(case.id.0),
        version: Set(case.version),
        person_id: Set(case.person.person_id.0),
        origin_person_id: Set(Some(case.origin_person_id.0)),
        sex: Set(case.person.sex.as_str().to_owned()),
        birth_year: Set(case.person.birth.year),
        birth_date: Set(case.person.birth.date),
        commune_code: Set(case.person.commune_code.clone()),
        province_code: Set(case.person.province_code.clone()),
        origin: Set(case.origin.as_str().to_owned()),
        treatment_id: Set(case.treatment_id),
        status: Set(case.status.as_str().to_owned()),
        opened_on: Set(case.opened_on),
        ends_on: Set(case.ends_on),
        law_pack: Set(case.law_pack.clone()),
        closed_on: Set(case.closed_on),
        closure_reason: Set(case.closure_reason.map(|reason| reason.as_str().to_owned())),
    }
}

/// Writes new cases, and the next version of those that exist. Closed ones go first: a record's open case
/// must be gone before the next one can stand. Whom an existing one counts for is not the writer's.
pub async fn save_all(tx: &impl ConnectionTrait, cases: impl IntoIterator<Item = &Case>) -> Result<(), DbErr> {
    let (closed, open): (Vec<&Case>, Vec<&Case>) = cases.into_iter().partition(|case| case.status == Status::Closed);
    let changing = [Column::Version, Column::Status, Column::ClosedOn, Column::ClosureReason];
    for chunk in closed.chunks(ROWS_PER_STATEMENT).chain(open.chunks(ROWS_PER_STATEMENT)) {
        Entity::insert_many(chunk.iter().map(|case| row(case)))
            .on_conflict(OnConflict::column(Column::Id).update_columns(changing).to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

/// Gives cases to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// The open cases of these records, wherever they are, locked.
pub async fn lock_open(
    tx: &impl ConnectionTrait,
    records: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Case>, DbErr> {
    let rows = Entity::find()
        .filter(persons::recorded_for(Column::PersonId, Column::OriginPersonId, records))
        .filter(Column::Status.eq(Status::Open.as_str()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    rows.into_iter().map(|row| row.read().map(|case| (case.origin_person_id, case))).collect()
}

/// All cases of these records.
pub async fn of_records(
    tx: &impl ConnectionTrait,
    records: BTreeSet<PersonId>,
) -> Result<HashMap<PersonId, Vec<Case>>, DbErr> {
    if records.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = Entity::find().filter(persons::recorded_for(Column::PersonId, Column::OriginPersonId, records)).all(tx);
    let mut cases: HashMap<PersonId, Vec<Case>> = HashMap::new();
    for row in rows.await? {
        let case = row.read()?;
        cases.entry(case.origin_person_id).or_default().push(case);
    }
    Ok(cases)
}

fn in_scope(scope: &Scope, ids: impl IntoIterator<Item = AftercareCaseId>) -> Select<Entity> {
    Entity::find()
        .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .order_by_asc(Column::Id)
}

/// The ones within `scope` among these.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = AftercareCaseId>,
) -> Result<HashMap<AftercareCaseId, Case>, DbErr> {
    let rows = in_scope(scope, ids).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|case| (case.id, case))).collect()
}

/// As [`find`], locked.
pub async fn lock(
    tx: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = AftercareCaseId>,
) -> Result<HashMap<AftercareCaseId, Case>, DbErr> {
    let rows = in_scope(scope, ids).lock_exclusive().all(tx).await?;
    rows.into_iter().map(|row| row.read().map(|case| (case.id, case))).collect()
}

/// The ids of all cases within `scope`, as a subquery.
pub fn ids_in(scope: &Scope) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
        .into_query()
}

/// Which cases a list shows.
#[derive(Default)]
pub struct Filter {
    pub scope: Scope,
    pub person: Option<PersonId>,
    pub commune_code: Option<String>,
    pub only_open: bool,
    pub after: Option<AftercareCaseId>,
    pub limit: u64,
}

/// A page of cases, newest id last, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Case>, u64), DbErr> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::CommuneCode, Column::ProvinceCode]));
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person.0));
    }
    if let Some(commune) = &filter.commune_code {
        query = query.filter(Column::CommuneCode.eq(commune));
    }
    if filter.only_open {
        query = query.filter(Column::Status.eq(Status::Open.as_str()));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Case, DbErr> {
        Ok(Case {
            id: AftercareCaseId(self.id),
            version: self.version,
            origin_person_id: PersonId(self.origin_person_id.unwrap_or(self.person_id)),
            person: PersonSnapshot {
                person_id: PersonId(self.person_id),
                sex: code(&self.sex)?,
                birth: Birth { year: self.birth_year, date: self.birth_date },
                commune_code: self.commune_code,
                province_code: self.province_code,
            },
            origin: code(&self.origin)?,
            treatment_id: self.treatment_id,
            status: code(&self.status)?,
            opened_on: self.opened_on,
            ends_on: self.ends_on,
            law_pack: self.law_pack,
            closed_on: self.closed_on,
            closure_reason: self.closure_reason.as_deref().map(code).transpose()?,
        })
    }
}
