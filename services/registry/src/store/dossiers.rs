//! Dossiers.

pub mod cases;
pub mod lists;
mod papers;
mod pauses;
mod steps;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{DossierId, PersonId};
use domain::law::AgeGroup;
use domain::law::clock::VIETNAM;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

use super::{code, code_null};
use crate::domain::dossier::{Awaits, Dossier, DossierStatus, Facts};

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
    pub age_group: Option<String>,
    pub discovered_at: Option<DateTime<Utc>>,
    pub last_violation_on: Option<NaiveDate>,
    pub evasion_ended_on: Option<NaiveDate>,
    pub ground: Option<String>,
    /// Codes parted by commas.
    pub exclusions: Option<String>,
    /// Codes parted by commas.
    pub conditions: Option<String>,
    /// From here on a copy for the lists: see [`Awaits`].
    pub awaited_step: Option<String>,
    pub awaited_agency: Option<String>,
    pub due_at: Option<DateTime<Utc>>,
    pub rules_pack: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(dossier: &Dossier) -> ActiveModel {
    let facts = &dossier.facts;
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
        age_group: Set(dossier.age_group.map(|group| group.as_str().to_owned())),
        discovered_at: Set(facts.discovered_at.map(|at| at.with_timezone(&Utc))),
        last_violation_on: Set(facts.last_violation_on),
        evasion_ended_on: Set(facts.evasion_ended_on),
        ground: Set(facts.ground.map(|ground| ground.as_str().to_owned())),
        exclusions: Set(joined(facts.exclusions.iter().map(|exclusion| exclusion.as_str()))),
        conditions: Set(joined(facts.conditions.iter().map(|condition| condition.as_str()))),
        awaited_step: NotSet,
        awaited_agency: NotSet,
        due_at: NotSet,
        rules_pack: NotSet,
    }
}

fn joined<'a>(codes: impl Iterator<Item = &'a str>) -> Option<String> {
    let codes: Vec<&str> = codes.collect();
    (!codes.is_empty()).then(|| codes.join(","))
}

fn parted<T: std::str::FromStr<Err = domain::codes::UnknownCode>>(codes: Option<&str>) -> Result<Vec<T>, DbErr> {
    codes.into_iter().flat_map(|codes| codes.split(',')).map(code).collect()
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

/// Writes what the lists are made from. It is derived, so it has no version of its own.
pub async fn write_awaits(tx: &impl ConnectionTrait, id: DossierId, awaits: &Awaits) -> Result<(), DbErr> {
    let row = ActiveModel {
        awaited_step: Set(awaits.step.map(|(step, _)| step.as_str().to_owned())),
        awaited_agency: Set(awaits.step.map(|(_, agency)| agency.as_str().to_owned())),
        due_at: Set(awaits.due_at.map(|at| at.with_timezone(&Utc))),
        rules_pack: Set(Some(awaits.pack.as_str().to_owned())),
        ..<ActiveModel as Default>::default()
    };
    Entity::update_many().set(row).filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(())
}

/// Writes the age group of a dossier that was recorded before groups.
pub async fn write_group(tx: &impl ConnectionTrait, id: DossierId, group: AgeGroup) -> Result<(), DbErr> {
    let row = ActiveModel { age_group: Set(Some(group.as_str().to_owned())), ..<ActiveModel as Default>::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id.0)).exec(tx).await?;
    Ok(())
}

/// The dossier, kept from other writers until the transaction ends.
pub async fn find_to_change(tx: &impl ConnectionTrait, id: DossierId) -> Result<Option<Dossier>, DbErr> {
    Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.map(Model::read).transpose()
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

impl Model {
    fn read(self) -> Result<Dossier, DbErr> {
        Ok(Dossier {
            id: DossierId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            status: code(&self.status)?,
            opened_on: self.opened_on,
            law_pack: self.law_pack,
            age_group: code_null(self.age_group.as_deref())?,
            facts: Facts {
                discovered_at: self.discovered_at.map(|at| at.with_timezone(&VIETNAM)),
                last_violation_on: self.last_violation_on,
                evasion_ended_on: self.evasion_ended_on,
                ground: code_null(self.ground.as_deref())?,
                exclusions: parted(self.exclusions.as_deref())?,
                conditions: parted(self.conditions.as_deref())?,
            },
            outcome: code_null(self.outcome.as_deref())?,
            decided_on: self.decided_on,
            decision_number: self.decision_number,
            court: self.court,
            term_months: self.term_months.and_then(|months| u32::try_from(months).ok()),
        })
    }
}
