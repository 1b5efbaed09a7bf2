//! Cases and referrals remember whose treatment they follow, so that merges of persons can be followed and undone.

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
        messaging::create_known_persons(manager).await?;
        messaging::create_person_links(manager).await?;
        messaging::add_origin(manager, "cases").await?;
        messaging::add_origin(manager, "referrals").await?;
        // A merge may bring two open cases together, and both stay as recorded: the guard is on what was recorded.
        manager.drop_index(Index::drop().name("cases_one_open").table("cases").to_owned()).await?;
        let mut open = unique("cases", &["origin_person_id"]);
        open.name("cases_one_open").and_where(Expr::col("status").eq("open"));
        manager.create_index(open).await
    }
}
