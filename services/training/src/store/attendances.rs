//! Attendance lists, from which a course's numbers are counted.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::{CourseId, PersonId, StaffId};
use events::training::{CourseAttended, Participant};
use runtime::persons::{self, Regrouped};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, ConnectionTrait, FromQueryResult, IntoActiveModel, QuerySelect};

use crate::domain::attendance::Listed;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attendances")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// All lines of one request have the same.
    pub entry_id: Uuid,
    pub course_id: Uuid,
    pub occurred_on: NaiveDate,
    pub kind: String,
    pub staff_id: Option<Uuid>,
    /// Which resident it counts for now; a merge of persons changes it.
    pub person_id: Option<Uuid>,
    /// Which resident it was recorded for.
    pub origin_person_id: Option<Uuid>,
    pub heads: i64,
    pub certified: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// Stores the lines of one entry.
pub async fn insert_entry(
    tx: &impl ConnectionTrait,
    entry_id: Uuid,
    entry: &CourseAttended,
    new_id: impl Fn() -> Uuid,
) -> Result<(), DbErr> {
    let rows = entry.participants.iter().map(|participant| {
        let (kind, staff_id, heads, certified) = match participant {
            Participant::Staff { staff_id, certified } => ("staff", Some(staff_id.0), 1, *certified),
            Participant::Resident { certified, .. } => ("resident", None, 1, *certified),
            Participant::Counted { heads } => ("counted", None, *heads, false),
        };
        let row = Model {
            id: new_id(),
            entry_id,
            course_id: entry.course_id.0,
            occurred_on: entry.occurred_on,
            kind: kind.to_owned(),
            staff_id,
            person_id: participant.person_id().map(|id| id.0),
            origin_person_id: participant.person_id().map(|id| id.0),
            heads,
            certified,
        };
        row.into_active_model()
    });
    Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Gives attendances to whom they count for after a merge of persons or its undoing.
pub async fn regroup(tx: &impl ConnectionTrait, regrouped: &Regrouped) -> Result<(), DbErr> {
    persons::regroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId, regrouped).await
}

/// Gives attendances back to whom they were recorded for.
pub async fn ungroup(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    persons::ungroup::<Entity>(tx, Column::PersonId, Column::OriginPersonId).await
}

/// Those of these who stand on the course's list already, under whichever of their records.
pub async fn listed(
    db: &impl ConnectionTrait,
    course: CourseId,
    staff: impl IntoIterator<Item = StaffId>,
    residents: impl IntoIterator<Item = PersonId>,
) -> Result<Listed, DbErr> {
    let any = Condition::any()
        .add(Column::StaffId.is_in(staff.into_iter().map(|id| id.0)))
        .add(Column::PersonId.is_in(residents.into_iter().map(|id| id.0)));
    let rows = Entity::find().filter(Column::CourseId.eq(course.0)).filter(any).all(db).await?;
    let mut listed = Listed::default();
    for row in rows {
        listed.staff.extend(row.staff_id.map(StaffId));
        listed.persons.extend(row.person_id.map(PersonId));
    }
    Ok(listed)
}

/// A course's numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attended {
    pub heads: i64,
    pub certified: i64,
}

#[derive(FromQueryResult)]
struct TallyRow {
    course_id: Uuid,
    certified: bool,
    heads: i64,
}

/// The numbers of these courses; one that nobody attended is missing.
pub async fn tally(
    db: &impl ConnectionTrait,
    courses: impl IntoIterator<Item = CourseId>,
) -> Result<HashMap<CourseId, Attended>, DbErr> {
    // PostgreSQL sums big integers into a numeric.
    let heads = Expr::col(Column::Heads).sum().cast_as("bigint");
    let rows = Entity::find()
        .select_only()
        .column(Column::CourseId)
        .column(Column::Certified)
        .expr_as(heads, "heads")
        .filter(Column::CourseId.is_in(courses.into_iter().map(|id| id.0)))
        .group_by(Column::CourseId)
        .group_by(Column::Certified)
        .into_model::<TallyRow>()
        .all(db)
        .await?;
    let mut tallies: HashMap<CourseId, Attended> = HashMap::new();
    for row in rows {
        let tally = tallies.entry(CourseId(row.course_id)).or_default();
        tally.heads += row.heads;
        if row.certified {
            tally.certified += row.heads;
        }
    }
    Ok(tallies)
}
