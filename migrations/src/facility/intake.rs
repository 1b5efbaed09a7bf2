//! Before and at an admission: who waits for a place, papers, belongings, classification, the rehabilitation plan.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, date, date_null, index, integer, moment, table, text, text_null, unique, uuid, uuid_key, uuid_null,
};

pub struct Intake;

impl MigrationName for Intake {
    fn name(&self) -> &str {
        "m2026_11_29_intake"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Intake {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_waiting(manager).await?;
        create_papers(manager).await?;
        create_belongings(manager).await?;
        create_classifications(manager).await?;
        create_plans(manager).await
    }
}

async fn create_waiting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("facility_id"),
        uuid("person_id"),
        uuid_null("origin_person_id"),
        text("decision_number"),
        date("decided_on"),
        text("priority"),
        text("reason"),
        date("listed_on"),
        date_null("closed_on"),
        uuid_null("admission_id"),
        text_null("withdrawn_reason"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("waiting", columns)).await?;
    manager.create_index(index("waiting", &["facility_id", "closed_on"])).await?;
    manager.create_index(index("waiting", &["person_id"])).await?;
    // Guarded on what was recorded: a merge may bring two entries together.
    let mut one = unique("waiting", &["facility_id", "origin_person_id"]);
    one.name("waiting_one_open").and_where(Expr::col("closed_on").is_null());
    manager.create_index(one).await
}

async fn create_papers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid("admission_id"),
        text("paper"),
        text_null("number"),
        date("dated_on"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    let papers =
        table("admission_papers", columns).primary_key(Index::create().col("admission_id").col("paper")).to_owned();
    manager.create_table(papers).await
}

async fn create_belongings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("admission_id"),
        text("item"),
        big("quantity"),
        date("received_on"),
        date_null("returned_on"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("belongings", columns)).await?;
    manager.create_index(index("belongings", &["admission_id"])).await
}

async fn create_classifications(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [
        uuid_key("id"),
        uuid("admission_id"),
        date("classified_on"),
        text("class"),
        text_null("team"),
        text_null("drug"),
        text_null("level"),
        text("health"),
        moment("recorded_at"),
        uuid("recorded_by"),
    ];
    manager.create_table(table("classifications", columns)).await?;
    manager.create_index(index("classifications", &["admission_id"])).await
}

async fn create_plans(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        [uuid_key("id"), uuid("admission_id"), date("planned_on"), moment("recorded_at"), uuid("recorded_by")];
    manager.create_table(table("plans", columns)).await?;
    manager.create_index(index("plans", &["admission_id"])).await?;
    let goals = table("plan_goals", [uuid("plan_id"), integer("stage"), text("goal"), date("target_on")])
        .primary_key(Index::create().col("plan_id").col("stage").col("goal"))
        .to_owned();
    manager.create_table(goals).await
}
