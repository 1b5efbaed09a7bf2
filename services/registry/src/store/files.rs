//! Files and determinations.

use chrono::{Datelike, NaiveDate};
use domain::ids::{DeterminationId, FileId, PersonId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::{code, code_null};
use crate::domain::file::{Determination, File, FileStatus};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub person_id: Uuid,
    pub file_code: String,
    pub kind: String,
    pub status: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<String>,
    pub drug: Option<String>,
    pub legal_basis: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The last file number given out per province and year.
mod counters {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file_code_counters")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub province_code: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i32,
        pub last_number: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod determinations {
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "determinations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub occurred_on: NaiveDate,
        pub result: String,
        pub drug: Option<String>,
        pub determiner: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Takes `count` numbers of a province and year, in the transaction that uses them: no number is lost
/// and none is given twice. Answers the first.
pub async fn take_numbers(
    tx: &impl ConnectionTrait,
    province_code: &str,
    opened_on: NaiveDate,
    count: i64,
) -> Result<i64, DbErr> {
    let (year, last) = (opened_on.year(), counters::Column::LastNumber);
    let row = counters::ActiveModel {
        province_code: Set(province_code.to_owned()),
        year: Set(year),
        last_number: Set(count),
    };
    let add = Expr::col((counters::Entity, last)).add(count);
    counters::Entity::insert(row)
        .on_conflict(
            OnConflict::columns([counters::Column::ProvinceCode, counters::Column::Year]).value(last, add).to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    let row = counters::Entity::find_by_id((province_code.to_owned(), year)).one(tx).await?;
    row.map(|row| row.last_number - count + 1).ok_or_else(|| DbErr::Custom("the counter was just written".to_owned()))
}

fn row(file: &File) -> ActiveModel {
    ActiveModel {
        id: Set(file.id.0),
        version: Set(file.version),
        person_id: Set(file.person_id.0),
        file_code: Set(file.file_code.clone()),
        kind: Set(file.kind.as_str().to_owned()),
        status: Set(file.status.as_str().to_owned()),
        opened_on: Set(file.opened_on),
        closed_on: Set(file.closed_on),
        closure_reason: Set(file.closure_reason.map(|reason| reason.as_str().to_owned())),
        drug: Set(file.drug.map(|drug| drug.as_str().to_owned())),
        legal_basis: Set(file.legal_basis.clone()),
    }
}

pub async fn insert_all(tx: &impl ConnectionTrait, files: &[File]) -> Result<(), DbErr> {
    if !files.is_empty() {
        Entity::insert_many(files.iter().map(row)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the next version; `false` when somebody else has written it meanwhile.
pub async fn update(tx: &impl ConnectionTrait, file: &File) -> Result<bool, DbErr> {
    let result = Entity::update_many()
        .set(row(file))
        .filter(Column::Id.eq(file.id.0))
        .filter(Column::Version.eq(file.version - 1))
        .exec(tx)
        .await?;
    Ok(result.rows_affected == 1)
}

pub async fn find(db: &impl ConnectionTrait, id: FileId) -> Result<Option<File>, DbErr> {
    Entity::find_by_id(id.0).one(db).await?.map(Model::read).transpose()
}

/// The files of these persons, oldest first, so that the last of a person is the current one.
pub async fn of_persons(
    db: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = PersonId>,
) -> Result<Vec<File>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.is_in(persons.into_iter().map(|id| id.0)))
        .order_by_asc(Column::OpenedOn)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn has_open(db: &impl ConnectionTrait, person: PersonId) -> Result<bool, DbErr> {
    let open = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Status.eq(FileStatus::Open.as_str()))
        .count(db)
        .await?;
    Ok(open > 0)
}

/// The person a file code belongs to.
pub async fn holder(db: &impl ConnectionTrait, file_code: &str) -> Result<Option<PersonId>, DbErr> {
    let file = Entity::find().filter(Column::FileCode.eq(file_code)).one(db).await?;
    Ok(file.map(|file| PersonId(file.person_id)))
}

pub async fn insert_determination(tx: &impl ConnectionTrait, determination: &Determination) -> Result<(), DbErr> {
    let row = determinations::ActiveModel {
        id: Set(determination.id.0),
        person_id: Set(determination.person_id.0),
        occurred_on: Set(determination.occurred_on),
        result: Set(determination.result.as_str().to_owned()),
        drug: Set(determination.drug.map(|drug| drug.as_str().to_owned())),
        determiner: Set(determination.determiner.clone()),
    };
    determinations::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

pub async fn determinations_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Determination>, DbErr> {
    let rows = determinations::Entity::find()
        .filter(determinations::Column::PersonId.eq(person.0))
        .order_by_asc(determinations::Column::OccurredOn)
        .all(db)
        .await?;
    let read = |row: determinations::Model| {
        Ok(Determination {
            id: DeterminationId(row.id),
            person_id: PersonId(row.person_id),
            occurred_on: row.occurred_on,
            result: code(&row.result)?,
            drug: code_null(row.drug.as_deref())?,
            determiner: row.determiner,
        })
    };
    rows.into_iter().map(read).collect()
}

impl Model {
    fn read(self) -> Result<File, DbErr> {
        Ok(File {
            id: FileId(self.id),
            version: self.version,
            person_id: PersonId(self.person_id),
            file_code: self.file_code,
            kind: code(&self.kind)?,
            status: code(&self.status)?,
            opened_on: self.opened_on,
            closed_on: self.closed_on,
            closure_reason: code_null(self.closure_reason.as_deref())?,
            drug: code_null(self.drug.as_deref())?,
            legal_basis: self.legal_basis,
        })
    }
}
