//! Lines that turned out never to have been true.

use sea_orm_migration::prelude::*;

use crate::columns::moment_null;

pub struct Withdrawals;

impl MigrationName for Withdrawals {
    fn name(&self) -> &str {
        "m2026_11_25_withdrawals"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Withdrawals {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let withdrawn = moment_null("withdrawn_at");
        manager.alter_table(Table::alter().table("movement_lines").add_column(withdrawn).to_owned()).await
    }
}
