//! Stays.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, StayStatus};
use domain::ids::{AdmissionId, DossierId, FacilityId, PersonId};
use domain::law::reckoning::Span;
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};

use super::{code, entries};
use crate::domain::admission::{Admission, Period};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "admissions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// Whom the stay counts for now; a merge of persons changes it.
    pub person_id: Uuid,
    /// Whom it was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub facility_id: Uuid,
    pub basis: String,
    pub category: String,
    pub status: String,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dossier_id: Option<Uuid>,
    pub law_pack: String,
    pub term_months: i32,
    pub stage: Option<i32>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub certificate_number: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(admission: &Admission) -> ActiveModel {
    ActiveModel {
        id: Set(admission.id.0),
        version: Set(admission.version),
        person_id: Set(admission.person_id.0),
        origin_person_id: Set(Some(admission.person_id.0)),
        facility_id: Set(admission.facility_id.0),
        basis: Set(admission.basis.as_str().to_owned()),
        category: Set(admission.category().as_str().to_owned()),
        status: Set(admission.status.as_str().to_owned()),
        admitted_on: Set(admission.admitted_on),
        decision_number: Set(admission.decision_number.clone()),
        dossier_id: Set(admission.dossier_id.map(|id| id.0)),
        law_pack: Set(admission.law_pack.as_str().to_owned()),
        term_months: Set(i32::try_from(admission.term_months).unwrap_or(i32::MAX)),
        stage: Set(admission.stage.and_then(|stage| i32::try_from(stage).ok())),
        ended_on: Set(admission.ended_on),
        end_reason: Set(admission.end_reason.map(|reason| reason.as_str().to_owned())),
        certificate_number: Set(admission.certificate_number.clone()),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, admissions: &[Admission]) -> Result<(), DbErr> {
    if !admissions.is_empty() {
        Entity::insert_many(admissions.iter().map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, admission: &Admission) -> Result<bool, DbErr> {
    // Whom it counts for is not the writer's: a merge may have been taken in since the stay was read.
    let next = ActiveModel { person_id: NotSet, origin_person_id: NotSet, ..row(admission) };
    let result = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(admission.id.0))
        .filter(Column::Version.eq(admission.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

pub async fn find(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = AdmissionId>,
) -> Result<HashMap<AdmissionId, Admission>, DbErr> {
    let rows = Entity::find().filter(Column::Id.is_in(ids.into_iter().map(|id| id.0))).all(db).await?;
    rows.into_iter().map(|row| row.read().map(|admission| (admission.id, admission))).collect()
}

/// Gives stays to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Gives stays back to whom they were recorded for.
pub async fn ungroup(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    persons::ungroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId).await
}

/// The stays of these persons, under whichever of their records, from when to when.
pub async fn periods(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<Period>>, DbErr> {
    let rows: Vec<(Uuid, Uuid, NaiveDate, Option<NaiveDate>)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::PersonId, Column::AdmittedOn, Column::EndedOn])
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .filter(Column::Status.ne(StayStatus::Withdrawn.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let mut periods: HashMap<PersonId, Vec<Period>> = HashMap::new();
    for (id, person, from, to) in rows {
        periods.entry(PersonId(person)).or_default().push(Period { stay: AdmissionId(id), from, to });
    }
    Ok(periods)
}

/// Whether somebody, under whichever record, belongs to a facility by a court's decision now.
pub async fn serves_a_decision(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let over = [StayStatus::Released, StayStatus::Died, StayStatus::Withdrawn].map(StayStatus::as_str);
    let open = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Basis.eq(AdmissionBasis::CourtDecision.as_str()))
        .filter(Column::Status.is_not_in(over))
        .count(db)
        .await?;
    Ok(open > 0)
}

/// The times these persons were held in a facility while a dossier ran.
pub async fn held(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashMap<PersonId, Vec<Span>>, DbErr> {
    let rows: Vec<(Uuid, NaiveDate, NaiveDate)> = Entity::find()
        .select_only()
        .columns([Column::PersonId, Column::AdmittedOn, Column::EndedOn])
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .filter(Column::Basis.eq(AdmissionBasis::HeldForDossier.as_str()))
        .filter(Column::Status.eq(StayStatus::Released.as_str()))
        .filter(Column::EndedOn.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut held: HashMap<PersonId, Vec<Span>> = HashMap::new();
    for (person, from, to) in rows {
        held.entry(PersonId(person)).or_default().push(Span { from, to });
    }
    Ok(held)
}

/// Selects the stays that touch a day and were at a facility at some time.
pub fn around(facility: FacilityId, on: NaiveDate) -> SelectStatement {
    Query::select().column(Column::Id).from(Entity).cond_where(touching(facility, (on, on))).to_owned()
}

/// The same stays.
pub async fn of_day(db: &impl ConnectionTrait, facility: FacilityId, on: NaiveDate) -> Result<Vec<Admission>, DbErr> {
    of_span(db, facility, (on, on)).await
}

/// The stays that touch a span of days, and were at a facility at some time.
pub async fn of_span(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    span: (NaiveDate, NaiveDate),
) -> Result<Vec<Admission>, DbErr> {
    let rows = Entity::find().filter(touching(facility, span)).all(db).await?;
    rows.into_iter().map(Model::read).collect()
}

/// Keeps others from recording of these stays until the transaction ends.
pub async fn lock(tx: &impl ConnectionTrait, ids: impl IntoIterator<Item = AdmissionId>) -> Result<(), DbErr> {
    let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
    if !ids.is_empty() {
        // In one order, so that two of them never wait for each other.
        Entity::find().filter(Column::Id.is_in(ids)).order_by_asc(Column::Id).lock_exclusive().all(tx).await?;
    }
    Ok(())
}

/// The stays at a facility that began after a day, up to another.
pub async fn between(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    after: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Admission>, DbErr> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .filter(Column::AdmittedOn.gt(after))
        .filter(Column::AdmittedOn.lte(to))
        .filter(Column::Status.ne(StayStatus::Withdrawn.as_str()))
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

fn touching(facility: FacilityId, (from, to): (NaiveDate, NaiveDate)) -> Condition {
    Condition::all()
        .add(Column::AdmittedOn.lte(to))
        .add(Condition::any().add(Column::EndedOn.is_null()).add(Column::EndedOn.gte(from)))
        .add(Column::Id.in_subquery(entries::at(facility)))
}

fn open() -> sea_orm::sea_query::SimpleExpr {
    Column::Status.is_not_in(StayStatus::CLOSED.map(StayStatus::as_str))
}

/// Which stays a list shows.
#[derive(Default)]
pub struct Filter {
    pub facilities: Option<Vec<FacilityId>>,
    pub person: Option<PersonId>,
    pub only_open: bool,
    pub after: Option<AdmissionId>,
    pub limit: u64,
}

/// A page of stays, newest id last, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Admission>, u64), DbErr> {
    let mut query = Entity::find();
    if let Some(facilities) = &filter.facilities {
        query = query.filter(Column::FacilityId.is_in(facilities.iter().map(|id| id.0)));
    }
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person.0));
    }
    if filter.only_open {
        query = query.filter(open());
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    pub(super) fn read(self) -> Result<Admission, DbErr> {
        Ok(Admission {
            id: AdmissionId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            facility_id: FacilityId(self.facility_id),
            basis: code(&self.basis)?,
            status: code(&self.status)?,
            admitted_on: self.admitted_on,
            decision_number: self.decision_number,
            dossier_id: self.dossier_id.map(DossierId),
            law_pack: code(&self.law_pack)?,
            term_months: u32::try_from(self.term_months).unwrap_or(0),
            stage: self.stage.and_then(|stage| u32::try_from(stage).ok()),
            ended_on: self.ended_on,
            end_reason: self.end_reason.as_deref().map(code).transpose()?,
            certificate_number: self.certificate_number,
        })
    }
}
