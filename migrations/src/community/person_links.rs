//! Treatments remember whom they were recorded for, so that merges of persons can be followed and undone.

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
        messaging::add_origin(manager, "treatments").await?;
        // A merge may bring two active ones together, and both stay as recorded: the guard is on what was recorded.
        manager.drop_index(Index::drop().name("treatments_one_active").table("treatments").to_owned()).await?;
        let mut active = unique("treatments", &["origin_person_id"]);
        active.name("treatments_one_active").and_where(Expr::col("status").eq("active"));
        manager.create_index(active).await
    }
}
