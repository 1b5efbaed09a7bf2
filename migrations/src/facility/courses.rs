//! Courses that residents attended, as training tells.

use sea_orm_migration::prelude::*;

use crate::columns::{boolean, date, index, table, uuid, uuid_key};

pub struct Courses;

impl MigrationName for Courses {
    fn name(&self) -> &str {
        "m2026_11_30_courses"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Courses {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            uuid_key("id"),
            uuid("person_id"),
            uuid("origin_person_id"),
            uuid("course_id"),
            date("attended_on"),
            boolean("certified"),
        ];
        manager.create_table(table("attended_courses", columns)).await?;
        manager.create_index(index("attended_courses", &["person_id"])).await
    }
}
