//! Treatments.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::ids::{PersonId, TreatmentId};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::treatment::{Decision, Phase, Status, Treatment};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "treatments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    /// Whom the treatment counts for now; a merge of persons changes it.
    pub person_id: Uuid,
    /// Whom it was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub site: String,
    pub commune_code: String,
    pub province_code: String,
    pub status: String,
    pub registered_on: NaiveDate,
    pub law_pack: String,
    pub term_months: i32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub certificate_number: Option<String>,
    pub attempt: Option<i32>,
    pub decision_number: Option<String>,
    pub decided_on: Option<NaiveDate>,
    pub decided_by: Option<String>,
    pub planned_on: Option<NaiveDate>,
    pub detox_site: Option<String>,
    pub started_on: Option<NaiveDate>,
    pub end_ground: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(treatment: &Treatment) -> ActiveModel {
    let decision = treatment.decision.as_ref();
    ActiveModel {
        id: Set(treatment.id.0),
        version: Set(treatment.version),
        person_id: Set(treatment.person_id.0),
        origin_person_id: Set(Some(treatment.person_id.0)),
        site: Set(treatment.site.as_str().to_owned()),
        commune_code: Set(treatment.commune_code.clone()),
        province_code: Set(treatment.province_code.clone()),
        status: Set(treatment.status.as_str().to_owned()),
        registered_on: Set(treatment.registered_on),
        law_pack: Set(treatment.law_pack.clone()),
        term_months: Set(i32::try_from(treatment.term_months).unwrap_or(i32::MAX)),
        term_ends_on: Set(treatment.term_ends_on),
        ended_on: Set(treatment.ended_on),
        certificate_number: Set(treatment.certificate_number.clone()),
        attempt: Set(i32::try_from(treatment.attempt).ok()),
        decision_number: Set(decision.map(|decision| decision.number.clone())),
        decided_on: Set(decision.map(|decision| decision.on)),
        decided_by: Set(decision.map(|decision| decision.authority.as_str().to_owned())),
        planned_on: Set(treatment.plan.map(|(on, _)| on)),
        detox_site: Set(treatment.plan.map(|(_, site)| site.as_str().to_owned())),
        started_on: Set(treatment.started_on),
        end_ground: Set(treatment.end_ground.map(|ground| ground.as_str().to_owned())),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, treatments: &[Treatment]) -> Result<(), DbErr> {
    if !treatments.is_empty() {
        Entity::insert_many(treatments.iter().map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, treatment: &Treatment) -> Result<bool, DbErr> {
    // Whom it counts for is not the writer's: a merge may have been taken in since the treatment was read.
    let next = ActiveModel { person_id: NotSet, origin_person_id: NotSet, ..row(treatment) };
    let result = Entity::update_many()
        .set(next)
        .filter(Column::Id.eq(treatment.id.0))
        .filter(Column::Version.eq(treatment.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// The ones within `scope` among these.
pub async fn find(
    db: &impl ConnectionTrait,
    scope: &Scope,
    ids: impl IntoIterator<Item = TreatmentId>,
) -> Result<HashMap<TreatmentId, Treatment>, DbErr> {
    let rows = Entity::find()
        .filter(scope.areas_in([Column::CommuneCode, Column::ProvinceCode]))
        .filter(Column::Id.is_in(ids.into_iter().map(|id| id.0)))
        .all(db)
        .await?;
    rows.into_iter().map(|row| row.read().map(|treatment| (treatment.id, treatment))).collect()
}

/// Gives treatments to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Gives treatments back to whom they were recorded for.
pub async fn ungroup(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    persons::ungroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId).await
}

/// Those of these persons who are in treatment, anywhere, under whichever of their records.
pub async fn with_active(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<HashSet<PersonId>, DbErr> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::PersonId)
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .filter(Column::Status.eq(Status::Active.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(PersonId).collect())
}

/// The active treatments of these persons, under whichever of their records, locked.
pub async fn lock_active(
    tx: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<Vec<Treatment>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .filter(Column::Status.eq(Status::Active.as_str()))
        .order_by_asc(Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

/// Which treatments a list shows.
#[derive(Default)]
pub struct Filter {
    pub scope: Scope,
    pub person: Option<PersonId>,
    pub commune_code: Option<String>,
    pub only_active: bool,
    pub phase: Option<Phase>,
    pub awaiting_by: Option<NaiveDate>,
    pub after: Option<TreatmentId>,
    pub limit: u64,
}

/// Rows in a phase: the database's side of [`Treatment::phase`].
fn in_phase(phase: Phase) -> Condition {
    let (status, active) = (|status: Status| Column::Status.eq(status.as_str()), Status::Active);
    match phase {
        Phase::Completed => Condition::all().add(status(Status::Completed)),
        Phase::SelfTerminated => Condition::all().add(status(Status::SelfTerminated)),
        Phase::Superseded => Condition::all().add(status(Status::Superseded)),
        Phase::UnderWay => Condition::all().add(status(active)).add(Column::StartedOn.is_not_null()),
        Phase::Decided => {
            let decided = Condition::all().add(status(active)).add(Column::StartedOn.is_null());
            decided.add(Column::DecidedOn.is_not_null())
        }
        Phase::Registered => {
            let registered = Condition::all().add(status(active)).add(Column::StartedOn.is_null());
            registered.add(Column::DecidedOn.is_null())
        }
    }
}

/// Whether something is awaited by a day: a decision or a start, whose limits are a few days, or the end of the term.
fn awaiting_by(day: NaiveDate) -> Condition {
    let soon = Condition::any().add(Column::StartedOn.is_null()).add(Column::TermEndsOn.lte(day));
    Condition::all().add(Column::Status.eq(Status::Active.as_str())).add(soon)
}

/// A page of treatments, newest id last, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter) -> Result<(Vec<Treatment>, u64), DbErr> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::CommuneCode, Column::ProvinceCode]));
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person.0));
    }
    if let Some(commune) = &filter.commune_code {
        query = query.filter(Column::CommuneCode.eq(commune));
    }
    if filter.only_active {
        query = query.filter(Column::Status.eq(Status::Active.as_str()));
    }
    if let Some(phase) = filter.phase {
        query = query.filter(in_phase(phase));
    }
    if let Some(day) = filter.awaiting_by {
        query = query.filter(awaiting_by(day));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Treatment, DbErr> {
        let decision = match (self.decision_number, self.decided_on, self.decided_by) {
            (Some(number), Some(on), Some(by)) => Some(Decision { number, on, authority: code(&by)? }),
            _ => None,
        };
        let plan = match (self.planned_on, self.detox_site) {
            (Some(on), Some(site)) => Some((on, code(&site)?)),
            _ => None,
        };
        Ok(Treatment {
            id: TreatmentId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            site: code(&self.site)?,
            commune_code: self.commune_code,
            province_code: self.province_code,
            status: code(&self.status)?,
            registered_on: self.registered_on,
            law_pack: self.law_pack,
            term_months: u32::try_from(self.term_months).unwrap_or(0),
            term_ends_on: self.term_ends_on,
            ended_on: self.ended_on,
            certificate_number: self.certificate_number,
            attempt: self.attempt.and_then(|attempt| u32::try_from(attempt).ok()).unwrap_or(1),
            decision,
            plan,
            started_on: self.started_on,
            end_ground: self.end_ground.as_deref().map(code).transpose()?,
        })
    }
}
