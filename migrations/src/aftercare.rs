//! Schema of `aftercare`.

mod grounds;
mod person_links;

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, big_null, code, date, date_null, index, integer, table, text, text_null, unique, uuid, uuid_key,
};
use crate::{audit, certificates, messaging};

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Initial),
            Box::new(audit::Audit),
            Box::new(person_links::PersonLinks),
            Box::new(grounds::Grounds),
            Box::new(certificates::Certificates),
        ]
    }
}

struct Initial;

impl MigrationName for Initial {
    fn name(&self) -> &str {
        "m2026_11_22_initial"
    }
}

const REFERRAL_STATES: [&str; 9] =
    ["draft", "sent", "received", "accepted", "rejected", "in_progress", "done", "failed", "cancelled"];

#[async_trait::async_trait]
impl MigrationTrait for Initial {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        messaging::create(manager).await?;
        create_cases(manager).await?;
        create_treatments(manager).await?;
        create_referrals(manager).await
    }
}

async fn create_cases(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "cases",
            [
                uuid_key("id"),
                big("version"),
                uuid("person_id"),
                code("sex", &["male", "female"]),
                integer("birth_year"),
                date_null("birth_date"),
                text("commune_code"),
                text("province_code"),
                code("origin", &["facility", "community"]),
                code("status", &["open", "closed"]),
                date("opened_on"),
                date("ends_on"),
                text("law_pack"),
                date_null("closed_on"),
                text_null("closure_reason"),
            ],
        ))
        .await?;
    manager.create_index(index("cases", &["person_id"])).await?;
    manager.create_index(index("cases", &["commune_code"])).await?;
    manager.create_index(index("cases", &["province_code"])).await?;
    // One person is under management once: a second open case can't be stored, whatever the code above it does.
    let mut open = unique("cases", &["person_id"]);
    open.name("cases_one_open").and_where(Expr::col("status").eq("open"));
    manager.create_index(open).await
}

/// When a person's treatments began, because a case ends where the next treatment begins.
async fn create_treatments(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(table("treatments", [uuid_key("id"), uuid("person_id"), date("started_on")])).await?;
    manager.create_index(index("treatments", &["person_id"])).await
}

async fn create_referrals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "referrals",
            [
                uuid_key("id"),
                big("version"),
                uuid("case_id"),
                uuid("person_id"),
                code("kind", &["job", "loan", "vocational", "social_support"]),
                code("state", &REFERRAL_STATES),
                text("partner"),
                big_null("amount"),
                text_null("purpose"),
                date_null("consent_on"),
                date("drafted_on"),
                date("last_step_on"),
            ],
        ))
        .await?;
    manager.create_index(index("referrals", &["case_id"])).await?;
    manager.create_index(index("referrals", &["state"])).await?;

    manager
        .create_table(table(
            "transitions",
            [
                uuid_key("id"),
                uuid("referral_id"),
                big("sequence"),
                code("from_state", &REFERRAL_STATES),
                code("to_state", &REFERRAL_STATES),
                date("occurred_on"),
                text_null("note"),
            ],
        ))
        .await?;
    manager.create_index(unique("transitions", &["referral_id", "sequence"])).await
}
