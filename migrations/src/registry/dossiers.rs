//! Dossiers followed step by step: what was done, which papers are there, when clocks stood still.

use sea_orm_migration::prelude::*;

use crate::columns::{
    code, date_null, index, integer, moment, moment_null, table, text, text_null, unique, uuid, uuid_key,
};

pub(super) struct FollowDossiers;

impl MigrationName for FollowDossiers {
    fn name(&self) -> &str {
        "m2026_11_25_follow_dossiers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FollowDossiers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        extend_dossiers(manager).await?;
        create_steps(manager).await?;
        create_papers(manager).await?;
        create_pauses(manager).await
    }
}

/// SQLite adds one column per statement. The columns from `awaited_step` on are a copy for the lists:
/// they follow from the steps and pauses and are written in the same transaction.
async fn extend_dossiers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        text_null("age_group"),
        moment_null("discovered_at"),
        date_null("last_violation_on"),
        date_null("evasion_ended_on"),
        text_null("ground"),
        text_null("exclusions"),
        text_null("conditions"),
        text_null("awaited_step"),
        text_null("awaited_agency"),
        moment_null("due_at"),
        text_null("rules_pack"),
    ];
    for column in columns {
        manager.alter_table(Table::alter().table("dossiers").add_column(column).to_owned()).await?;
    }
    manager.create_index(index("dossiers", &["due_at", "id"])).await?;
    manager.create_index(index("dossiers", &["awaited_agency", "due_at"])).await
}

async fn create_steps(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "dossier_steps",
            [
                uuid_key("id"),
                uuid("dossier_id"),
                // From 1 within the dossier, in the order they were done.
                integer("number"),
                text("step"),
                moment("done_at"),
                text("law_pack"),
                text_null("note_sealed"),
                uuid("account_id"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(unique("dossier_steps", &["dossier_id", "number"])).await
}

async fn create_papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "dossier_papers",
            [
                uuid_key("id"),
                uuid("dossier_id"),
                text("paper"),
                text_null("number"),
                date_null("dated_on"),
                moment("received_at"),
                uuid("account_id"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("dossier_papers", &["dossier_id"])).await
}

async fn create_pauses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "dossier_pauses",
            [
                uuid_key("id"),
                uuid("dossier_id"),
                code("reason", &["evasion", "illness", "proceedings", "force_majeure", "other_lawful"]),
                moment("stopped_at"),
                moment_null("resumed_at"),
                uuid("account_id"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("dossier_pauses", &["dossier_id"])).await?;
    let mut open = unique("dossier_pauses", &["dossier_id"]);
    open.name("dossier_pauses_one_open").and_where(Expr::col("resumed_at").is_null());
    manager.create_index(open).await
}
