//! Courses.

use chrono::NaiveDate;
use domain::ids::CourseId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use web::Scope;

use super::code;
use crate::domain::course::Course;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "courses")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub version: i64,
    pub title: String,
    pub audience: String,
    pub province_code: String,
    pub occurred_on: NaiveDate,
    pub seats: i64,
}

impl ActiveModelBehavior for ActiveModel {}

pub async fn insert_all(tx: &impl ConnectionTrait, courses: &[Course]) -> Result<(), DbErr> {
    if courses.is_empty() {
        return Ok(());
    }
    let rows = courses.iter().map(|course| ActiveModel {
        id: Set(course.id.0),
        version: Set(course.version),
        title: Set(course.title.clone()),
        audience: Set(course.audience.as_str().to_owned()),
        province_code: Set(course.province_code.clone()),
        occurred_on: Set(course.occurred_on),
        seats: Set(course.seats),
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// A course within `scope`, to write its next version: others who take it wait for this transaction.
pub async fn take(tx: &impl ConnectionTrait, scope: &Scope, id: CourseId) -> Result<Option<Course>, DbErr> {
    let query = Entity::find_by_id(id.0).filter(scope.areas_in([Column::ProvinceCode])).lock_exclusive();
    query.one(tx).await?.map(Model::read).transpose()
}

/// Writes the version of a course that [`take`] has given.
pub async fn set_version(tx: &impl ConnectionTrait, course: &Course) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::Version, Expr::value(course.version))
        .filter(Column::Id.eq(course.id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Which courses a list shows.
pub struct Filter<'a> {
    pub scope: &'a Scope,
    pub province_code: Option<String>,
    pub after: Option<CourseId>,
    pub limit: u64,
}

/// A page of courses by id, and how many there are in all.
pub async fn list(db: &impl ConnectionTrait, filter: Filter<'_>) -> Result<(Vec<Course>, u64), DbErr> {
    let mut query = Entity::find().filter(filter.scope.areas_in([Column::ProvinceCode]));
    if let Some(province) = filter.province_code {
        query = query.filter(Column::ProvinceCode.eq(province));
    }
    let total = query.clone().count(db).await?;
    if let Some(after) = filter.after {
        query = query.filter(Column::Id.gt(after.0));
    }
    let rows = query.order_by_asc(Column::Id).limit(filter.limit).all(db).await?;
    Ok((rows.into_iter().map(Model::read).collect::<Result<_, _>>()?, total))
}

impl Model {
    fn read(self) -> Result<Course, DbErr> {
        Ok(Course {
            id: CourseId(self.id),
            version: self.version,
            title: self.title,
            audience: code(&self.audience)?,
            province_code: self.province_code,
            occurred_on: self.occurred_on,
            seats: self.seats,
        })
    }
}
