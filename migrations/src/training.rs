//! Schema of `training`.

mod person_links;

use sea_orm_migration::prelude::*;

use crate::columns::{big, boolean, code, date, index, table, text, unique, uuid, uuid_key, uuid_null};
use crate::messaging;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(Initial), Box::new(person_links::PersonLinks)]
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
        courses(manager).await?;
        campaigns(manager).await
    }
}

/// A count that is not below `least`.
fn at_least(least: i64, name: &'static str) -> ColumnDef {
    let mut column = big(name);
    column.check(Expr::col(name).gte(least));
    column
}

/// Courses, the staff roster, and who attended.
async fn courses(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "courses",
            [
                uuid_key("id"),
                big("version"),
                text("title"),
                code("audience", &["facility_staff", "community_staff", "resident", "public"]),
                text("province_code"),
                date("occurred_on"),
                at_least(1, "seats"),
            ],
        ))
        .await?;
    manager.create_index(index("courses", &["province_code"])).await?;

    let audience = code("audience", &["facility_staff", "community_staff"]);
    manager.create_table(table("staff", [uuid_key("id"), audience, text("province_code")])).await?;

    let mut attendances = table(
        "attendances",
        [
            uuid_key("id"),
            // One request, one entry of the course's list.
            uuid("entry_id"),
            uuid("course_id"),
            date("occurred_on"),
            code("kind", &["staff", "resident", "counted"]),
            uuid_null("staff_id"),
            uuid_null("person_id"),
            at_least(1, "heads"),
            boolean("certified"),
        ],
    );
    attendances
        .check(Expr::cust("(kind = 'staff') = (staff_id IS NOT NULL)"))
        .check(Expr::cust("(kind = 'resident') = (person_id IS NOT NULL)"))
        .check(Expr::cust("kind = 'counted' OR heads = 1"));
    manager.create_table(attendances).await?;
    // Nobody attends one course twice, whatever the code above it does; counted heads have neither id.
    manager.create_index(unique("attendances", &["course_id", "staff_id"])).await?;
    manager.create_index(unique("attendances", &["course_id", "person_id"])).await
}

/// Campaigns with their activities and materials.
async fn campaigns(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "campaigns",
            [uuid_key("id"), big("version"), text("title"), text("province_code"), date("occurred_on")],
        ))
        .await?;
    manager.create_index(index("campaigns", &["province_code"])).await?;

    manager
        .create_table(table(
            "activities",
            [
                uuid_key("id"),
                uuid("campaign_id"),
                big("sequence"),
                text("commune_code"),
                date("occurred_on"),
                at_least(0, "attendances"),
            ],
        ))
        .await?;
    manager.create_index(unique("activities", &["campaign_id", "sequence"])).await?;

    manager
        .create_table(table(
            "materials",
            [
                uuid_key("id"),
                uuid("campaign_id"),
                big("sequence"),
                code("material", &["leaflet", "poster", "handbook"]),
                at_least(1, "quantity"),
                date("occurred_on"),
            ],
        ))
        .await?;
    manager.create_index(unique("materials", &["campaign_id", "sequence"])).await
}
