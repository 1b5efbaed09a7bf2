//! Treatments in steps: decision, plan, start; what is entered while they run; their way to another commune.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, code, code_null, date, date_null, index, integer_null, moment, moment_null, table, text, text_null, unique,
    uuid, uuid_key,
};

pub struct Steps;

impl MigrationName for Steps {
    fn name(&self) -> &str {
        "m2026_11_28_steps"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Steps {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Rows that the version before this one writes have none of these.
        for column in [
            integer_null("attempt"),
            text_null("decision_number"),
            date_null("decided_on"),
            text_null("decided_by"),
            date_null("planned_on"),
            code_null("detox_site", &["home", "commune", "cluster", "private_facility"]),
            date_null("started_on"),
            code_null("end_ground", &["own_will", "not_started", "missed_sessions", "left"]),
        ] {
            manager.alter_table(Table::alter().table("treatments").add_column(column).to_owned()).await?;
        }
        manager
            .create_table(table(
                "treatment_entries",
                [
                    uuid_key("id"),
                    uuid("treatment_id"),
                    date("occurred_on"),
                    code("kind", &["session", "drug_test", "violation", "left", "returned"]),
                    text("detail"),
                    code_null("attendance", &["attended", "missed"]),
                    text_null("drug"),
                    text_null("minutes_number"),
                    moment("recorded_at"),
                ],
            ))
            .await?;
        // The same line is not entered twice, whatever the code above it does.
        let line = ["treatment_id", "kind", "occurred_on", "detail"];
        manager.create_index(unique("treatment_entries", &line)).await?;
        manager
            .create_table(table(
                "treatment_transfers",
                [
                    uuid_key("id"),
                    big("version"),
                    uuid("treatment_id"),
                    text("from_commune"),
                    text("from_province"),
                    text("to_commune"),
                    text("to_province"),
                    code("state", &["sent", "accepted", "rejected", "recalled"]),
                    date("moved_on"),
                    moment("sent_at"),
                    moment_null("due_at"),
                    moment_null("answered_at"),
                    text_null("reason"),
                ],
            ))
            .await?;
        manager.create_index(index("treatment_transfers", &["treatment_id"])).await?;
        let mut sent = unique("treatment_transfers", &["treatment_id"]);
        sent.name("treatment_transfers_one_sent").and_where(Expr::col("state").eq("sent"));
        manager.create_index(sent).await
    }
}
