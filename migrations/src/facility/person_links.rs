//! Stays remember whom they were recorded for, so that merges of persons can be followed and undone.

use sea_orm_migration::prelude::*;

use crate::columns::unique;
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
        messaging::add_origin(manager, "admissions").await?;
        // A merge may bring two open stays together, and both stay as recorded: the guard is on what was recorded.
        manager.drop_index(Index::drop().name("admissions_one_open_stay").table("admissions").to_owned()).await?;
        let mut open_stay = unique("admissions", &["origin_person_id"]);
        open_stay.name("admissions_one_open_stay").and_where(Expr::col("status").is_in([
            "present",
            "escaped",
            "in_hospital",
        ]));
        manager.create_index(open_stay).await
    }
}
