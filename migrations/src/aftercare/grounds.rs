//! A case says which completed treatment it follows, so that it can be taken back when that was not so.

use sea_orm_migration::prelude::*;

use crate::columns::uuid_null;

pub struct Grounds;

impl MigrationName for Grounds {
    fn name(&self) -> &str {
        "m2026_11_28_grounds"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Grounds {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let treatment = uuid_null("treatment_id");
        manager.alter_table(Table::alter().table("cases").add_column(treatment).to_owned()).await
    }
}
