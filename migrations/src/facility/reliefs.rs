//! Proposals to suspend, remit or reduce a term, and their papers.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, date, date_null, index, integer_null, moment, moment_null, table, text, text_null, unique, uuid, uuid_key,
    uuid_null,
};

pub struct Reliefs;

impl MigrationName for Reliefs {
    fn name(&self) -> &str {
        "m2026_11_28_reliefs"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Reliefs {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "reliefs",
                [
                    uuid_key("id"),
                    big("version"),
                    uuid("admission_id"),
                    text("kind"),
                    text("ground"),
                    text("state"),
                    date("applied_on"),
                    date_null("posted_on"),
                    date_null("sent_on"),
                    text_null("sent_to"),
                    date_null("decided_on"),
                    text_null("decision_number"),
                    integer_null("months"),
                    moment("recorded_at"),
                    uuid("recorded_by"),
                    moment_null("withdrawn_at"),
                    uuid_null("withdrawn_by"),
                    text_null("withdrawn_reason"),
                ],
            ))
            .await?;
        let mut one_open = unique("reliefs", &["admission_id", "kind"]);
        one_open.name("reliefs_one_open").and_where(Expr::col("state").eq("open"));
        manager.create_index(one_open).await?;
        manager
            .create_table(table(
                "relief_papers",
                [
                    uuid_key("id"),
                    uuid("relief_id"),
                    text("paper"),
                    text_null("document_number"),
                    date("dated_on"),
                    moment("recorded_at"),
                    uuid("recorded_by"),
                ],
            ))
            .await?;
        manager.create_index(index("relief_papers", &["relief_id"])).await
    }
}
