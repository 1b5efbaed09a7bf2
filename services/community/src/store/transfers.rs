//! Treatments on their way to another commune.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::summary::TransferState;
use domain::ids::TreatmentId;
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::transfer::{Transfer, TransferId};
use crate::domain::treatment::Place;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "treatment_transfers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub treatment_id: Uuid,
    pub from_commune: String,
    pub from_province: String,
    pub to_commune: String,
    pub to_province: String,
    pub state: String,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

fn row(transfer: &Transfer) -> ActiveModel {
    ActiveModel {
        id: Set(transfer.id.0),
        version: Set(transfer.version),
        treatment_id: Set(transfer.treatment.0),
        from_commune: Set(transfer.from.commune_code.clone()),
        from_province: Set(transfer.from.province_code.clone()),
        to_commune: Set(transfer.to.commune_code.clone()),
        to_province: Set(transfer.to.province_code.clone()),
        state: Set(transfer.state.as_str().to_owned()),
        moved_on: Set(transfer.moved_on),
        sent_at: Set(transfer.sent_at),
        due_at: Set(transfer.due_at),
        answered_at: Set(transfer.answered_at),
        reason: Set(transfer.reason.map(|reason| reason.as_str().to_owned())),
    }
}

pub async fn insert(tx: &impl ConnectionTrait, transfer: &Transfer) -> Result<(), DbErr> {
    Entity::insert(row(transfer)).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, transfer: &Transfer) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(transfer))
        .filter(Column::Id.eq(transfer.id.0))
        .filter(Column::Version.eq(transfer.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

/// Each side has its own part in it, so who may see it is decided by what is done.
pub async fn find(db: &impl ConnectionTrait, id: TransferId) -> Result<Option<Transfer>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

/// The one under way of a treatment.
pub async fn sent(db: &impl ConnectionTrait, treatment: TreatmentId) -> Result<Option<Transfer>, DbErr> {
    let query = Entity::find()
        .filter(Column::TreatmentId.eq(treatment.0))
        .filter(Column::State.eq(TransferState::Sent.as_str()));
    query.one(db).await?.map(Model::read).transpose()
}

/// All of a treatment, oldest first.
pub async fn of(db: &impl ConnectionTrait, treatment: TreatmentId) -> Result<Vec<Transfer>, DbErr> {
    let query = Entity::find().filter(Column::TreatmentId.eq(treatment.0)).order_by_asc(Column::Id);
    query.all(db).await?.into_iter().map(Model::read).collect()
}

/// Those under way that leave or reach the scope's areas, by id, and how many there are.
pub async fn under_way(
    db: &impl ConnectionTrait,
    scope: &Scope,
    after: Option<TransferId>,
    limit: u64,
) -> Result<(Vec<Transfer>, u64), DbErr> {
    let columns = [Column::FromCommune, Column::FromProvince, Column::ToCommune, Column::ToProvince];
    let mut query =
        Entity::find().filter(Column::State.eq(TransferState::Sent.as_str())).filter(scope.areas_in(columns));
    let total = query.clone().count(db).await?;
    if let Some(after) = after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Transfer, DbErr> {
        Ok(Transfer {
            id: TransferId(self.id),
            version: self.version,
            treatment: TreatmentId(self.treatment_id),
            from: Place { commune_code: self.from_commune, province_code: self.from_province },
            to: Place { commune_code: self.to_commune, province_code: self.to_province },
            state: code(&self.state)?,
            moved_on: self.moved_on,
            sent_at: self.sent_at,
            due_at: self.due_at,
            answered_at: self.answered_at,
            reason: self.reason.as_deref().map(code).transpose()?,
        })
    }
}
