//! The register of a facility: how many places from which day on, licences, rooms, and who holds which post.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, boolean, date, date_null, index, integer, integer_null, moment, table, text, text_null, unique, uuid,
    uuid_key, uuid_null,
};

pub struct House;

impl MigrationName for House {
    fn name(&self) -> &str {
        "m2026_11_29_house"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for House {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_capacities(manager).await?;
        create_licences(manager).await?;
        create_rooms(manager).await?;
        create_posts(manager).await
    }
}

/// What was decided after a facility opened; what it opened with stands in `facilities`.
async fn create_capacities(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("facility_id"),
        date("since"),
        big("places"),
        text("decision_number"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("capacities", columns)).await?;
    manager.create_index(index("capacities", &["facility_id", "since"])).await
}

async fn create_licences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("facility_id"),
        text("number"),
        text("issuer"),
        integer_null("form"),
        integer("through_stage"),
        date("issued_on"),
        date_null("valid_until"),
        date_null("ended_on"),
        text_null("end_reason"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("licences", columns)).await?;
    manager.create_index(unique("licences", &["facility_id", "number"])).await
}

async fn create_rooms(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("zone_id"),
        text("code"),
        big("area_dm2"),
        big("beds"),
        boolean("full_day_care"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("rooms", columns)).await?;
    manager.create_index(unique("rooms", &["zone_id", "code"])).await
}

async fn create_posts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("facility_id"),
        text("post"),
        uuid_null("account_id"),
        text_null("staff_code"),
        uuid_null("roster_id"),
        integer_null("stage"),
        date("since"),
        date_null("until"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("posts", columns)).await?;
    manager.create_index(index("posts", &["facility_id"])).await?;
    let trained =
        table("trained_staff", [uuid("roster_id"), uuid("course_id"), date("attended_on"), boolean("certified")])
            .primary_key(Index::create().col("roster_id").col("course_id"))
            .to_owned();
    manager.create_table(trained).await
}
