//! The history of files, and files on their way to another commune.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::summary::{FileChange, TransferState};
use domain::ids::{AccountId, FileId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, Condition, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::residence::Residence;
use crate::domain::transfer::{Transfer, TransferId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "file_transfers")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub file_id: Uuid,
    pub person_id: Uuid,
    pub from_commune: String,
    pub from_province: String,
    pub to_commune: String,
    pub to_district: Option<String>,
    pub to_province: String,
    pub state: String,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    pub due_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod changes {
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_changes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub file_id: Uuid,
        pub version: i64,
        pub change: String,
        pub occurred_on: NaiveDate,
        pub legal_basis: Option<String>,
        pub detail: Option<String>,
        pub account_id: Option<Uuid>,
        pub recorded_at: DateTime<Utc>,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// One step of a file's life.
#[derive(Clone, Debug)]
pub struct Change {
    pub id: Uuid,
    pub file: FileId,
    pub version: i64,
    pub change: FileChange,
    pub occurred_on: NaiveDate,
    pub legal_basis: Option<String>,
    /// A code (reason, commune), never a name.
    pub detail: Option<String>,
    pub account: AccountId,
    pub recorded_at: DateTime<Utc>,
}

pub async fn remember(tx: &impl ConnectionTrait, changes: &[Change]) -> Result<(), DbErr> {
    if changes.is_empty() {
        return Ok(());
    }
    let rows = changes.iter().map(|change| changes::ActiveModel {
        id: Set(change.id),
        file_id: Set(change.file.0),
        version: Set(change.version),
        change: Set(change.change.as_str().to_owned()),
        occurred_on: Set(change.occurred_on),
        legal_basis: Set(change.legal_basis.clone()),
        detail: Set(change.detail.clone()),
        account_id: Set(Some(change.account.0)),
        recorded_at: Set(change.recorded_at),
    });
    changes::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// The history of these files, oldest first.
pub async fn history(
    db: &impl ConnectionTrait,
    files: impl IntoIterator<Item = FileId>,
) -> Result<Vec<changes::Model>, DbErr> {
    changes::Entity::find()
        .filter(changes::Column::FileId.is_in(files.into_iter().map(|id| id.0)))
        .order_by_asc(changes::Column::OccurredOn)
        .order_by_asc(changes::Column::Version)
        .all(db)
        .await
}

fn row(transfer: &Transfer) -> ActiveModel {
    ActiveModel {
        id: Set(transfer.id.0),
        version: Set(transfer.version),
        file_id: Set(transfer.file.0),
        person_id: Set(transfer.person.0),
        from_commune: Set(transfer.from_commune.clone()),
        from_province: Set(transfer.from_province.clone()),
        to_commune: Set(transfer.to.commune_code.clone()),
        to_district: Set(transfer.to.district_code.clone()),
        to_province: Set(transfer.to.province_code.clone()),
        state: Set(transfer.state.as_str().to_owned()),
        moved_on: Set(transfer.moved_on),
        sent_at: Set(transfer.sent_at),
        due_at: Set(transfer.due_at),
        answered_at: Set(transfer.answered_at),
        reason: Set(transfer.reason.clone()),
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

pub async fn find(db: &impl ConnectionTrait, id: TransferId) -> Result<Option<Transfer>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

/// Whether a file is on its way.
pub async fn is_sent(db: &impl ConnectionTrait, file: FileId) -> Result<bool, DbErr> {
    let sent = Entity::find()
        .filter(Column::FileId.eq(file.0))
        .filter(Column::State.eq(TransferState::Sent.as_str()))
        .count(db)
        .await?;
    Ok(sent > 0)
}

pub async fn of_persons(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<Vec<Transfer>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_asc(Column::SentAt)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

/// Files under way that leave or reach the scope's areas, the most urgent first, and how many there are.
pub async fn under_way(
    db: &impl ConnectionTrait,
    scope: &Scope,
    offset: u64,
    limit: u64,
) -> Result<(Vec<Transfer>, u64), DbErr> {
    let mut condition = Condition::all().add(Column::State.eq(TransferState::Sent.as_str()));
    if !scope.everywhere {
        let columns =
            [Column::FromCommune, Column::FromProvince, Column::ToCommune, Column::ToDistrict, Column::ToProvince];
        condition = condition.add(scope.areas_in(columns));
    }
    let query = Entity::find().filter(condition);
    let total = query.clone().count(db).await?;
    let rows = query.order_by_asc(Column::DueAt).order_by_asc(Column::Id).offset(offset).limit(limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Transfer, DbErr> {
        Ok(Transfer {
            id: TransferId(self.id),
            version: self.version,
            file: FileId(self.file_id),
            person: PersonId(self.person_id),
            from_commune: self.from_commune,
            from_province: self.from_province,
            to: Residence {
                commune_code: self.to_commune,
                district_code: self.to_district,
                province_code: self.to_province,
            },
            state: code(&self.state)?,
            moved_on: self.moved_on,
            sent_at: self.sent_at,
            due_at: self.due_at,
            answered_at: self.answered_at,
            reason: self.reason,
        })
    }
}
