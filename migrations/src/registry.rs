//! Schema of `registry`: the only one that holds names and official numbers.

mod custody;
mod dossiers;
mod lookups;
mod persons;
mod stays;

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, code, date, date_null, index, integer, integer_null, moment, table, text, text_null, unique, uuid, uuid_key,
    uuid_null,
};
use crate::{audit, messaging};

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Initial),
            Box::new(audit::Audit),
            Box::new(custody::Custody),
            Box::new(persons::PersonsInDepth),
            Box::new(dossiers::FollowDossiers),
            Box::new(lookups::Lookups),
            Box::new(stays::Stays),
        ]
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
        create_persons(manager).await?;
        create_files(manager).await?;
        create_dossiers(manager).await?;
        create_access(manager).await
    }
}

async fn create_persons(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "persons",
            [
                uuid_key("id"),
                big("version"),
                text("name"),
                text("name_folded"),
                text("sort_key"),
                code("sex", &["male", "female"]),
                integer("birth_year"),
                date_null("birth_date"),
                text_null("number_sealed"),
                text_null("number_index"),
                text_null("address_sealed"),
                text("commune_code"),
                text_null("district_code"),
                text("province_code"),
                date("registered_on"),
            ],
        ))
        .await?;
    // Two persons can't hold one official number; the index sees only a keyed hash of it.
    let mut number = unique("persons", &["number_index"]);
    number.and_where(Expr::col("number_index").is_not_null());
    manager.create_index(number).await?;
    manager.create_index(index("persons", &["sort_key", "id"])).await?;
    manager.create_index(index("persons", &["commune_code"])).await?;
    manager
        .create_table(table(
            "corrections",
            [
                uuid_key("id"),
                uuid("person_id"),
                text("field"),
                text("old_value_sealed"),
                text("reason"),
                uuid("account_id"),
                date("occurred_on"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("corrections", &["person_id"])).await
}

async fn create_files(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "files",
            [
                uuid_key("id"),
                big("version"),
                uuid("person_id"),
                text("file_code"),
                code("kind", &["unlawful_user", "addict"]),
                code("status", &["open", "closed"]),
                date("opened_on"),
                date_null("closed_on"),
                text_null("closure_reason"),
                text_null("drug"),
                text_null("legal_basis"),
            ],
        ))
        .await?;
    manager.create_index(unique("files", &["file_code"])).await?;
    let mut open = unique("files", &["person_id"]);
    open.name("files_one_open").and_where(Expr::col("status").eq("open"));
    manager.create_index(open).await?;
    manager
        .create_table(
            table("file_code_counters", [text("province_code"), integer("year"), big("last_number")])
                .primary_key(Index::create().col("province_code").col("year"))
                .to_owned(),
        )
        .await?;
    manager
        .create_table(table(
            "determinations",
            [
                uuid_key("id"),
                uuid("person_id"),
                date("occurred_on"),
                code("result", &["addicted", "not_addicted"]),
                text_null("drug"),
                text("determiner"),
            ],
        ))
        .await?;
    manager.create_index(index("determinations", &["person_id"])).await
}

async fn create_dossiers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "dossiers",
            [
                uuid_key("id"),
                big("version"),
                uuid("person_id"),
                code("status", &["open", "decided"]),
                date("opened_on"),
                text("law_pack"),
                text_null("outcome"),
                date_null("decided_on"),
                text_null("decision_number"),
                text_null("court"),
                integer_null("term_months"),
            ],
        ))
        .await?;
    let mut open = unique("dossiers", &["person_id"]);
    open.name("dossiers_one_open").and_where(Expr::col("status").eq("open"));
    manager.create_index(open).await
}

async fn create_access(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "person_reads",
            [uuid_key("id"), uuid("account_id"), uuid("person_id"), text("purpose"), moment("read_at")],
        ))
        .await?;
    manager.create_index(index("person_reads", &["person_id"])).await?;
    // Which facility holds a person, from facility's events: its staff may see who they hold.
    manager
        .create_table(table("person_places", [uuid_key("person_id"), uuid_null("facility_id"), date("since")]))
        .await?;
    manager.create_index(index("person_places", &["facility_id"])).await
}
