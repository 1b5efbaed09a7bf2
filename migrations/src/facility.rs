//! Schema of `facility`.

mod books;
mod courses;
mod house;
mod intake;
mod merits;
mod person_links;
mod records;
mod reliefs;
mod returns;
mod rolls;

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, code, date, date_null, index, integer, integer_null, table, text, text_null, unique, uuid, uuid_key, uuid_null,
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
            Box::new(books::Books),
            Box::new(rolls::Rolls),
            Box::new(merits::Merits),
            Box::new(certificates::Certificates),
            Box::new(house::House),
            Box::new(intake::Intake),
            Box::new(returns::Returns),
            Box::new(records::Records),
            Box::new(reliefs::Reliefs),
            Box::new(courses::Courses),
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
                "facilities",
                [
                    uuid_key("id"),
                    big("version"),
                    text("name"),
                    text("kind"),
                    text("province_code"),
                    big("capacity"),
                    date("opened_on"),
                ],
            ))
            .await?;
        manager.create_index(unique("facilities", &["province_code", "name"])).await?;

        manager
            .create_table(table(
                "admissions",
                [
                    uuid_key("id"),
                    big("version"),
                    uuid("person_id"),
                    uuid("facility_id"),
                    text("basis"),
                    code("category", &["compulsory", "voluntary", "social_object", "other"]),
                    code("status", &["present", "escaped", "in_hospital", "released", "died"]),
                    date("admitted_on"),
                    text_null("decision_number"),
                    uuid_null("dossier_id"),
                    text("law_pack"),
                    integer("term_months"),
                    date("term_ends_on"),
                    integer_null("stage"),
                    date("last_movement_on"),
                    date_null("ended_on"),
                    text_null("end_reason"),
                    text_null("certificate_number"),
                ],
            ))
            .await?;
        manager.create_index(index("admissions", &["facility_id", "status"])).await?;
        manager.create_index(index("admissions", &["person_id"])).await?;
        // One person is in one place: a second open stay can't be stored, whatever the code above it does.
        let mut open_stay = unique("admissions", &["person_id"]);
        open_stay.name("admissions_one_open_stay").and_where(Expr::col("status").is_in([
            "present",
            "escaped",
            "in_hospital",
        ]));
        manager.create_index(open_stay).await?;

        manager
            .create_table(table(
                "movements",
                [
                    uuid_key("id"),
                    uuid("admission_id"),
                    uuid("facility_id"),
                    text("category"),
                    code("direction", &["in", "out", "within"]),
                    text("cause"),
                    date("occurred_on"),
                    big("sequence"),
                ],
            ))
            .await?;
        manager.create_index(index("movements", &["facility_id", "occurred_on"])).await?;
        manager.create_index(unique("movements", &["admission_id", "sequence", "direction"])).await
    }
}
