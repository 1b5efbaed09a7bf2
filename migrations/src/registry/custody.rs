//! Custody of identities: reads move into the audit log, sealing keys get versions, access in an emergency.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::columns::{
    big_null, index, integer_null, moment, moment_null, table, text, text_null, uuid, uuid_key, uuid_null,
};

/// Runs behind [`crate::audit::Audit`].
pub struct Custody;

impl MigrationName for Custody {
    fn name(&self) -> &str {
        "m2026_11_25_custody"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Custody {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        move_reads(manager).await?;
        create_data_keys(manager).await?;
        create_emergency_access(manager).await
    }
}

/// `person_reads` becomes entries of the audit log under their old ids; the sealer takes them from there.
async fn move_reads(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection
        .execute_unprepared(
            "INSERT INTO audit_entries (id, at, account_id, action, person_id, purpose, detail) \
             SELECT id, read_at, account_id, \
             CASE purpose WHEN 'view' THEN 'person.viewed' WHEN 'search' THEN 'person.listed' ELSE 'person.named' END, \
             person_id, purpose, NULL FROM person_reads",
        )
        .await?;
    connection.execute_unprepared("INSERT INTO audit_waiting (entry_id) SELECT id FROM person_reads").await?;
    manager.drop_table(Table::drop().table("person_reads").to_owned()).await
}

async fn create_data_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut version = ColumnDef::new("version");
    version.integer().not_null().primary_key();
    manager
        .create_table(table(
            "data_keys",
            [
                version,
                // Of version 1, which follows from the master key, a mark that tells another master key apart.
                text_null("sealed_key"),
                moment("created_at"),
                moment_null("retired_at"),
                // How far the sealing under this version has got, while it is under way.
                integer_null("column_number"),
                uuid_null("after_row"),
                big_null("left_count"),
                big_null("unreadable"),
            ],
        ))
        .await?;
    let now = match manager.get_database_backend() {
        DbBackend::Postgres => "now()",
        _ => "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
    };
    let first = format!("INSERT INTO data_keys (version, created_at) VALUES (1, {now})");
    manager.get_connection().execute_unprepared(&first).await?;
    Ok(())
}

async fn create_emergency_access(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "emergency_access",
            [
                uuid_key("id"),
                uuid("account_id"),
                uuid("person_id"),
                text("reason_sealed"),
                moment("since"),
                moment("until"),
            ],
        ))
        .await?;
    manager.create_index(index("emergency_access", &["account_id", "until"])).await?;
    manager.create_index(index("emergency_access", &["person_id"])).await
}
