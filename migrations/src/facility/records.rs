//! What is recorded of residents beside their books: care, drug tests, discipline, reward.

use sea_orm_migration::prelude::*;

use crate::columns::{date, index, moment, moment_null, table, text, text_null, uuid, uuid_key, uuid_null};

pub struct Records;

impl MigrationName for Records {
    fn name(&self) -> &str {
        "m2026_11_28_records"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Records {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "records",
                [
                    uuid_key("id"),
                    uuid("admission_id"),
                    date("occurred_on"),
                    text("kind"),
                    text("content"),
                    moment("recorded_at"),
                    uuid("recorded_by"),
                    moment_null("withdrawn_at"),
                    uuid_null("withdrawn_by"),
                    text_null("withdrawn_reason"),
                ],
            ))
            .await?;
        manager.create_index(index("records", &["admission_id", "occurred_on"])).await
    }
}
