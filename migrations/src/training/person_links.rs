//! Attendances remember whom they were recorded for, so that merges of persons can be followed and undone.

use sea_orm_migration::prelude::*;

use crate::columns::{index, unique};
use crate::messaging;

pub struct PersonLinks;

impl MigrationName for PersonLinks {
    fn name(&self) -> &str {
        "m2026_11_25_person_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PersonLinks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        messaging::create_person_links(manager).await?;
        messaging::add_origin(manager, "attendances").await?;
        // A merge may bring two on one list together, and both stay as recorded: the guard is on what was recorded.
        let by_person = Index::drop().name("attendances_course_id_person_id").table("attendances").to_owned();
        manager.drop_index(by_person).await?;
        manager.create_index(index("attendances", &["course_id", "person_id"])).await?;
        manager.create_index(unique("attendances", &["course_id", "origin_person_id"])).await
    }
}
