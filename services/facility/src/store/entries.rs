//! The entries of the stays' books.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, AdmissionId, FacilityId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::book::{Entry, Withdrawal};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "entries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub admission_id: Uuid,
    pub position: i64,
    pub occurred_on: NaiveDate,
    pub movement: String,
    pub facility_id: Option<Uuid>,
    pub stage: Option<i32>,
    pub reason: Option<String>,
    pub certificate_number: Option<String>,
    pub recorded_at: DateTime<Utc>,
    /// Empty in entries that were made before books.
    pub recorded_by: Option<Uuid>,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_by: Option<Uuid>,
    pub withdrawn_reason: Option<String>,
    pub replaced_by: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(admission: AdmissionId, entry: &Entry) -> ActiveModel {
    let withdrawn = entry.withdrawn.as_ref();
    ActiveModel {
        id: Set(entry.id),
        admission_id: Set(admission.0),
        position: Set(entry.position),
        occurred_on: Set(entry.occurred_on),
        movement: Set(entry.movement.as_str().to_owned()),
        facility_id: Set(entry.facility_id.map(|id| id.0)),
        stage: Set(entry.stage.and_then(|stage| i32::try_from(stage).ok())),
        reason: Set(entry.reason.map(|reason| reason.as_str().to_owned())),
        certificate_number: Set(entry.certificate_number.clone()),
        recorded_at: Set(entry.recorded_at),
        recorded_by: Set(entry.recorded_by.map(|id| id.0)),
        withdrawn_at: Set(withdrawn.map(|withdrawn| withdrawn.at)),
        withdrawn_by: Set(withdrawn.map(|withdrawn| withdrawn.by.0)),
        withdrawn_reason: Set(withdrawn.map(|withdrawn| withdrawn.reason.as_str().to_owned())),
        replaced_by: Set(withdrawn.and_then(|withdrawn| withdrawn.replaced_by)),
    }
}

pub async fn insert_all<'a>(
    tx: &impl ConnectionTrait,
    entries: impl IntoIterator<Item = (AdmissionId, &'a Entry)>,
) -> Result<(), DbErr> {
    let rows: Vec<ActiveModel> = entries.into_iter().map(|(admission, entry)| row(admission, entry)).collect();
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes what differs between a book as it was read and as it is now.
pub async fn save(
    tx: &impl ConnectionTrait,
    admission: AdmissionId,
    before: &[Entry],
    after: &[Entry],
) -> Result<(), DbErr> {
    let known: BTreeSet<Uuid> = before.iter().map(|entry| entry.id).collect();
    let (old, new): (Vec<&Entry>, Vec<&Entry>) = after.iter().partition(|entry| known.contains(&entry.id));
    for entry in old.into_iter().filter(|entry| !before.contains(entry)) {
        Entity::update(row(admission, entry)).exec(tx).await?;
    }
    insert_all(tx, new.into_iter().map(|entry| (admission, entry))).await
}

/// The whole books of these stays, also what was taken out of them.
pub async fn of(
    db: &impl ConnectionTrait,
    admissions: impl IntoIterator<Item = AdmissionId>,
) -> Result<HashMap<AdmissionId, Vec<Entry>>, DbErr> {
    read(db, Column::AdmissionId.is_in(admissions.into_iter().map(|id| id.0))).await
}

/// The whole books of the stays that touch a day at a facility, wherever they began.
pub async fn of_day(
    db: &impl ConnectionTrait,
    facility: FacilityId,
    on: NaiveDate,
) -> Result<HashMap<AdmissionId, Vec<Entry>>, DbErr> {
    read(db, Column::AdmissionId.in_subquery(super::admissions::around(facility, on))).await
}

async fn read(
    db: &impl ConnectionTrait,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<HashMap<AdmissionId, Vec<Entry>>, DbErr> {
    let rows = Entity::find().filter(which).order_by_asc(Column::OccurredOn).order_by_asc(Column::Position);
    let mut books: HashMap<AdmissionId, Vec<Entry>> = HashMap::new();
    for row in rows.all(db).await? {
        books.entry(AdmissionId(row.admission_id)).or_default().push(row.read()?);
    }
    Ok(books)
}

/// Selects the stays that were at a facility at some time.
pub fn at(facility: FacilityId) -> SelectStatement {
    Query::select()
        .column(Column::AdmissionId)
        .from(Entity)
        .and_where(Column::FacilityId.eq(facility.0))
        .and_where(Column::WithdrawnAt.is_null())
        .to_owned()
}

impl Model {
    fn read(self) -> Result<Entry, DbErr> {
        let withdrawn = match (self.withdrawn_at, self.withdrawn_by, &self.withdrawn_reason) {
            (Some(at), Some(by), Some(reason)) => {
                Some(Withdrawal { at, by: AccountId(by), reason: code(reason)?, replaced_by: self.replaced_by })
            }
            _ => None,
        };
        Ok(Entry {
            id: self.id,
            position: self.position,
            occurred_on: self.occurred_on,
            movement: code(&self.movement)?,
            facility_id: self.facility_id.map(FacilityId),
            stage: self.stage.and_then(|stage| u32::try_from(stage).ok()),
            reason: self.reason.as_deref().map(code).transpose()?,
            certificate_number: self.certificate_number,
            recorded_at: self.recorded_at,
            recorded_by: self.recorded_by.map(AccountId),
            withdrawn,
        })
    }
}
