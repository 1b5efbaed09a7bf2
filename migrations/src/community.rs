//! Schema of `community`.

mod groups;
mod person_links;
mod steps;
mod substitutions;
mod supersession;

use sea_orm_migration::prelude::*;

use crate::columns::{big, code, date, date_null, index, integer, table, text, text_null, unique, uuid, uuid_key};
use crate::{audit, certificates, messaging};

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Initial),
            Box::new(audit::Audit),
            Box::new(person_links::PersonLinks),
            Box::new(steps::Steps),
            Box::new(groups::Groups),
            Box::new(substitutions::Substitutions),
            Box::new(certificates::Certificates),
            Box::new(supersession::Supersession),
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
        messaging::create_known_persons(manager).await?;
        manager
            .create_table(table(
                "treatments",
                [
                    uuid_key("id"),
                    big("version"),
                    uuid("person_id"),
                    code("site", &["home", "community"]),
                    text("commune_code"),
                    text("province_code"),
                    code("status", &["active", "completed", "self_terminated"]),
                    date("registered_on"),
                    text("law_pack"),
                    integer("term_months"),
                    date("term_ends_on"),
                    date_null("ended_on"),
                    text_null("certificate_number"),
                ],
            ))
            .await?;
        manager.create_index(index("treatments", &["person_id"])).await?;
        manager.create_index(index("treatments", &["commune_code"])).await?;
        manager.create_index(index("treatments", &["province_code"])).await?;
        // One person is in one treatment: a second active one can't be stored, whatever the code above it does.
        let mut active = unique("treatments", &["person_id"]);
        active.name("treatments_one_active").and_where(Expr::col("status").eq("active"));
        manager.create_index(active).await
    }
}
