//! The tables of the audit log, the same in every service that keeps one.
//!
//! Entries and seals are insert-only: triggers on both engines refuse to change or remove a row. They
//! stop mistakes and a stolen service account; whoever may drop a trigger is found by the chain of seals.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::columns::{index, moment, table, text, text_null, unique, uuid, uuid_key, uuid_null};

/// Adds the audit log to a service's schema.
pub struct Audit;

impl MigrationName for Audit {
    fn name(&self) -> &str {
        "m2026_11_25_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Audit {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager).await
    }
}

/// Entries, their seals, and the list of those that wait for theirs.
pub async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "audit_entries",
            [
                uuid_key("id"),
                moment("at"),
                uuid("account_id"),
                text("action"),
                uuid_null("person_id"),
                text("purpose"),
                text_null("detail"),
            ],
        ))
        .await?;
    manager.create_index(index("audit_entries", &["person_id", "id"])).await?;
    manager.create_index(index("audit_entries", &["account_id", "id"])).await?;
    let mut sequence = ColumnDef::new("sequence");
    sequence.big_integer().not_null().primary_key();
    manager.create_table(table("audit_seals", [sequence, uuid("entry_id"), text("hash")])).await?;
    manager.create_index(unique("audit_seals", &["entry_id"])).await?;
    // Written with the entry, removed with the seal: what waits is found without searching the whole log.
    manager.create_table(table("audit_waiting", [uuid_key("entry_id")])).await?;
    refuse_changes(manager, "audit_entries", "id").await?;
    refuse_changes(manager, "audit_seals", "sequence").await
}

/// Makes a table insert-only.
async fn refuse_changes(manager: &SchemaManager<'_>, table: &str, key: &str) -> Result<(), DbErr> {
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => on_postgres(table),
        _ => on_sqlite(table, key),
    };
    for statement in statements {
        manager.get_connection().execute_unprepared(&statement).await?;
    }
    Ok(())
}

fn on_postgres(table: &str) -> Vec<String> {
    let refusal = "CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS \
                   $$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$";
    vec![
        refusal.to_owned(),
        format!(
            "CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE ON {table} \
             FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()"
        ),
        format!(
            "CREATE TRIGGER {table}_never_emptied BEFORE TRUNCATE ON {table} \
             FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()"
        ),
    ]
}

fn on_sqlite(table: &str, key: &str) -> Vec<String> {
    let refuse = |name: &str, when: &str| {
        format!(
            "CREATE TRIGGER {table}_{name} {when} \
             BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
        )
    };
    vec![
        refuse("never_updated", &format!("BEFORE UPDATE ON {table}")),
        refuse("never_deleted", &format!("BEFORE DELETE ON {table}")),
        // INSERT OR REPLACE deletes without asking the trigger above.
        refuse(
            "never_replaced",
            &format!("BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"),
        ),
    ]
}
