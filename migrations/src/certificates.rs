//! The tables of issued certificates and of the keys that sign them, the same in every service that issues some.

use sea_orm_migration::prelude::*;

use crate::columns::{date, date_null, index, moment, table, text, text_null, unique, uuid, uuid_key};

/// Adds certificates to a service's schema.
pub struct Certificates;

impl MigrationName for Certificates {
    fn name(&self) -> &str {
        "m2026_11_28_certificates"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Certificates {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager).await
    }
}

/// Keys, and certificates with what of them was revoked.
pub async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut kid = ColumnDef::new("kid");
    kid.text().not_null().primary_key();
    let keys = [kid, text("sealed_seed"), text("public_key"), moment("created_at")];
    manager.create_table(table("certificate_keys", keys)).await?;

    let mut reason = text_null("reason");
    // Both or neither: why and since when.
    let revoked = Expr::col("revoked_on").is_null().eq(Expr::col("reason").is_null());
    reason.check(revoked);
    let columns = [
        uuid_key("id"),
        uuid("subject_id"),
        text("form"),
        text("number"),
        date("issued_on"),
        text("code"),
        moment("recorded_at"),
        date_null("revoked_on"),
        reason,
    ];
    manager.create_table(table("certificates", columns)).await?;
    manager.create_index(index("certificates", &["subject_id"])).await?;
    // One is in force: a second one needs the first to be revoked, whatever the code above it does.
    let mut in_force = unique("certificates", &["subject_id"]);
    in_force.name("certificates_one_in_force").and_where(Expr::col("revoked_on").is_null());
    manager.create_index(in_force).await
}
