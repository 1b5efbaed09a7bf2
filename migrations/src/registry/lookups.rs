//! Everything of one person is found by an index: the unique ones of files and dossiers cover the open ones only.

use sea_orm_migration::prelude::*;

use crate::columns::index;

pub struct Lookups;

impl MigrationName for Lookups {
    fn name(&self) -> &str {
        "m2026_11_25_lookups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Lookups {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("files", &["person_id"])).await?;
        manager.create_index(index("dossiers", &["person_id"])).await
    }
}
