//! Projection of the courses that residents attended, as training tells.

use chrono::NaiveDate;
use domain::ids::{CourseId, PersonId};
use events::training::{CourseAttended, Participant};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use crate::domain::process::Course;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attended_courses")]
pub struct Model {
    /// Follows from the course and whom it named, so that a course told again changes its row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who it is by now; a merge of persons changes it.
    pub person_id: Uuid,
    pub origin_person_id: Uuid,
    pub course_id: Uuid,
    pub attended_on: NaiveDate,
    pub certified: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// Takes in which residents attended a course.
pub async fn attend(tx: &impl ConnectionTrait, attended: &CourseAttended) -> Result<(), DbErr> {
    let again = OnConflict::column(Column::Id).update_columns([Column::AttendedOn, Column::Certified]).to_owned();
    let named = attended.participants.iter().filter_map(Participant::person_id);
    let stands_for = persons::effective(tx, named).await?;
    for participant in &attended.participants {
        let Participant::Resident { person, certified } = participant else { continue };
        let person = person.person_id;
        let row = ActiveModel {
            id: Set(Uuid::new_v5(&attended.course_id.0, person.0.as_bytes())),
            person_id: Set(stands_for.get(&person).unwrap_or(&person).0),
            origin_person_id: Set(person.0),
            course_id: Set(attended.course_id.0),
            attended_on: Set(attended.occurred_on),
            certified: Set(*certified),
        };
        Entity::insert(row).on_conflict(again.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The courses of a person, under whichever record, oldest first.
pub async fn of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Course>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .order_by_asc(Column::AttendedOn)
        .order_by_asc(Column::CourseId)
        .all(db)
        .await?;
    let course =
        |row: Model| Course { id: CourseId(row.course_id), attended_on: row.attended_on, certified: row.certified };
    Ok(rows.into_iter().map(course).collect())
}

/// Gives courses to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Forgets all, before they are told again.
pub async fn forget(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().exec(tx).await?;
    Ok(())
}
