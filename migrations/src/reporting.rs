//! Schema of `reporting`: the movement ledger, and what is typed in beside it.

mod capacities;
mod person_links;
mod returns;
mod withdrawals;

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, date, date_null, index, integer, integer_null, moment, table, text, text_null, unique, uuid, uuid_key,
    uuid_null,
};
use crate::messaging;

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(Initial),
            Box::new(person_links::PersonLinks),
            Box::new(withdrawals::Withdrawals),
            Box::new(capacities::Capacities),
            Box::new(returns::Returns),
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
        create_ledger(manager).await?;
        create_inputs(manager).await
    }
}

async fn create_ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut position = ColumnDef::new("position");
    position.big_integer().not_null().primary_key().auto_increment();
    manager
        .create_table(table(
            "movement_lines",
            [
                position,
                uuid("event_id"),
                integer("line_number"),
                text("book"),
                text("from_population"),
                text("to_population"),
                text("cause"),
                text("category"),
                big("quantity"),
                uuid_null("counted_id"),
                uuid_null("person_id"),
                date("occurred_on"),
                moment("recorded_at"),
                text("province_code"),
                text_null("commune_code"),
                uuid_null("facility_id"),
                text_null("facility_kind"),
                text_null("sex"),
                date_null("born_on"),
                integer_null("age"),
            ],
        ))
        .await?;
    // An event becomes the same lines however often it is applied.
    manager.create_index(unique("movement_lines", &["event_id", "line_number"])).await?;
    manager.create_index(index("movement_lines", &["book", "province_code", "occurred_on"])).await?;
    manager.create_index(index("movement_lines", &["counted_id", "book"])).await?;
    manager
        .create_table(table(
            "facilities",
            [uuid_key("id"), text("name"), text("kind"), text("province_code"), big("capacity")],
        ))
        .await
}

async fn create_inputs(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "stated_figures",
            [
                uuid_key("id"),
                text("report"),
                text("row"),
                text("column"),
                text("province_code"),
                date("period_from"),
                date("period_to"),
                date_null("as_of"),
                big("value"),
                text("source"),
                text("quote"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("stated_figures", &["report", "province_code"])).await?;
    manager
        .create_table(table(
            "targets",
            [
                uuid_key("id"),
                text("indicator"),
                text("province_code"),
                date("period_from"),
                date("period_to"),
                big("value"),
                text_null("printed_percent"),
                date_null("expected_until"),
                text("source"),
                integer("position"),
            ],
        ))
        .await?;
    manager.create_index(unique("targets", &["province_code", "period_from", "period_to", "indicator"])).await?;
    manager
        .create_table(table(
            "funding",
            [
                uuid_key("id"),
                text("province_code"),
                integer("year"),
                text("source"),
                text("kind"),
                big("amount"),
                text("purpose"),
            ],
        ))
        .await?;
    manager.create_index(index("funding", &["province_code", "year"])).await
}
