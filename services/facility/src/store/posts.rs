//! Posts of a facility's staff, and the courses that training tells they attended.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{AccountId, FacilityId, StaffId};
use events::training::{CourseAttended, Participant};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder};

use super::code;
use crate::domain::post::Post;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub facility_id: Uuid,
    pub post: String,
    pub account_id: Option<Uuid>,
    pub staff_code: Option<String>,
    pub roster_id: Option<Uuid>,
    pub stage: Option<i32>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}

pub mod trained {
    use super::*;

    /// Projection of training's attendance lists.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "trained_staff")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub roster_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub course_id: Uuid,
        pub attended_on: NaiveDate,
        pub certified: bool,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert(tx: &impl ConnectionTrait, post: &Post, at: DateTime<Utc>, by: AccountId) -> Result<(), DbErr> {
    let row = ActiveModel {
        id: Set(post.id),
        facility_id: Set(post.facility_id.0),
        post: Set(post.kind.as_str().to_owned()),
        account_id: Set(post.account_id.map(|id| id.0)),
        staff_code: Set(post.staff_code.clone()),
        roster_id: Set(post.roster_id.map(|id| id.0)),
        stage: Set(post.stage.and_then(|stage| i32::try_from(stage).ok())),
        since: Set(post.since),
        until: Set(post.until),
        recorded_at: Set(at),
        recorded_by: Set(by.0),
    };
    Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the last day in a post; `false` when it was written meanwhile.
pub async fn leave(tx: &impl ConnectionTrait, post: &Post) -> Result<bool, DbErr> {
    let left = ActiveModel { until: Set(post.until), ..Default::default() };
    let result =
        Entity::update_many().set(left).filter(Column::Id.eq(post.id)).filter(Column::Until.is_null()).exec(tx).await?;
    Ok(result.rows_affected == 1)
}

/// The posts of a facility, held and left, by kind.
pub async fn of(db: &impl ConnectionTrait, facility: FacilityId) -> Result<Vec<Post>, DbErr> {
    let rows = Entity::find()
        .filter(Column::FacilityId.eq(facility.0))
        .order_by_asc(Column::Post)
        .order_by_asc(Column::Since)
        .all(db)
        .await?;
    rows.into_iter().map(Model::read).collect()
}

pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Post>, DbErr> {
    Entity::find_by_id(id).one(db).await?.map(Model::read).transpose()
}

/// Takes in who of the staff attended a course.
pub async fn train(tx: &impl ConnectionTrait, attended: &CourseAttended) -> Result<(), DbErr> {
    let staff = attended.participants.iter().filter_map(|participant| match participant {
        Participant::Staff { staff_id, certified } => Some(trained::ActiveModel {
            roster_id: Set(staff_id.0),
            course_id: Set(attended.course_id.0),
            attended_on: Set(attended.occurred_on),
            certified: Set(*certified),
        }),
        Participant::Resident { .. } | Participant::Counted { .. } => None,
    });
    let again = OnConflict::columns([trained::Column::RosterId, trained::Column::CourseId])
        .update_columns([trained::Column::AttendedOn, trained::Column::Certified])
        .to_owned();
    for row in staff {
        trained::Entity::insert(row).on_conflict(again.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The days on which these members of staff finished courses with a certificate.
pub async fn certified(
    db: &impl ConnectionTrait,
    staff: impl IntoIterator<Item = StaffId>,
) -> Result<HashMap<StaffId, Vec<NaiveDate>>, DbErr> {
    let rows = trained::Entity::find()
        .filter(trained::Column::RosterId.is_in(staff.into_iter().map(|id| id.0)))
        .filter(trained::Column::Certified.eq(true))
        .order_by_asc(trained::Column::AttendedOn)
        .all(db)
        .await?;
    let mut certified: HashMap<StaffId, Vec<NaiveDate>> = HashMap::new();
    for row in rows {
        certified.entry(StaffId(row.roster_id)).or_default().push(row.attended_on);
    }
    Ok(certified)
}

/// Forgets all courses, before they are told again.
pub async fn forget_courses(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    trained::Entity::delete_many().exec(tx).await?;
    Ok(())
}

impl Model {
    fn read(self) -> Result<Post, DbErr> {
        Ok(Post {
            id: self.id,
            facility_id: FacilityId(self.facility_id),
            kind: code(&self.post)?,
            account_id: self.account_id.map(AccountId),
            staff_code: self.staff_code,
            roster_id: self.roster_id.map(StaffId),
            stage: self.stage.and_then(|stage| u32::try_from(stage).ok()),
            since: self.since,
            until: self.until,
        })
    }
}
