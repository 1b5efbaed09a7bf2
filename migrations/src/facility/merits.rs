//! Monthly ratings, and reductions of the term that rest on them.

use sea_orm_migration::prelude::*;

use crate::columns::{date, index, integer, moment, table, text, uuid, uuid_key};

pub struct Merits;

impl MigrationName for Merits {
    fn name(&self) -> &str {
        "m2026_11_28_merits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Merits {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let ratings = table(
            "ratings",
            [uuid("admission_id"), date("month"), text("rating"), moment("recorded_at"), uuid("recorded_by")],
        )
        .primary_key(Index::create().col("admission_id").col("month"))
        .to_owned();
        manager.create_table(ratings).await?;
        manager
            .create_table(table(
                "reductions",
                [
                    uuid_key("id"),
                    uuid("admission_id"),
                    date("decided_on"),
                    integer("months"),
                    text("ground"),
                    text("decision_number"),
                    moment("recorded_at"),
                    uuid("recorded_by"),
                ],
            ))
            .await?;
        manager.create_index(index("reductions", &["admission_id"])).await
    }
}
