//! Schema of `identity`.

use sea_orm_migration::prelude::*;

use crate::columns::{index, integer, moment, moment_null, table, text, unique, uuid, uuid_key};
use crate::messaging;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Initial)]
    }
}

struct Initial;

impl MigrationName for Initial {
    fn name(&self) -> &str {
        "m2026_11_22_initial"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Initial {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        messaging::create(manager).await?;
        manager
            .create_table(table(
                "accounts",
                [
                    uuid_key("id"),
                    // Lower case: one account per name however it is typed.
                    text("username"),
                    text("display_name"),
                    text("password_hash"),
                    text("grants"),
                    integer("failed_attempts"),
                    moment_null("locked_until"),
                    moment_null("disabled_at"),
                    moment("created_at"),
                ],
            ))
            .await?;
        manager.create_index(unique("accounts", &["username"])).await?;

        let mut kid = ColumnDef::new("kid");
        kid.text().not_null().primary_key();
        manager
            .create_table(table("signing_keys", [kid, text("sealed_seed"), text("public_jwk"), moment("created_at")]))
            .await?;

        manager
            .create_table(table(
                "sessions",
                [
                    uuid_key("id"),
                    uuid("account_id"),
                    text("secret_hash"),
                    moment("started_at"),
                    moment("last_used_at"),
                    moment("expires_at"),
                    moment_null("ended_at"),
                ],
            ))
            .await?;
        manager.create_index(unique("sessions", &["secret_hash"])).await?;
        manager.create_index(index("sessions", &["account_id"])).await?;
        manager.create_index(index("sessions", &["expires_at"])).await?;

        manager
            .create_table(table(
                "refresh_tokens",
                [
                    uuid_key("id"),
                    uuid("family_id"),
                    uuid("account_id"),
                    text("secret_hash"),
                    moment("issued_at"),
                    moment("expires_at"),
                    moment_null("spent_at"),
                    moment_null("revoked_at"),
                ],
            ))
            .await?;
        manager.create_index(unique("refresh_tokens", &["secret_hash"])).await?;
        manager.create_index(index("refresh_tokens", &["family_id"])).await?;
        manager.create_index(index("refresh_tokens", &["account_id"])).await?;
        manager.create_index(index("refresh_tokens", &["expires_at"])).await
    }
}
