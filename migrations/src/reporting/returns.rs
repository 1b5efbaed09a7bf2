//! What is known of hand-overs and arrivals, and of the last roll-calls: beside the ledger, because they move nobody.

use sea_orm_migration::prelude::*;

use crate::columns::{big, code, date, index, integer, moment, table, text, uuid, uuid_key};

pub struct Returns;

impl MigrationName for Returns {
    fn name(&self) -> &str {
        "m2026_11_28_returns"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Returns {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let steps = [
            uuid_key("event_id"),
            uuid("handover_id"),
            uuid("measure_id"),
            big("sequence"),
            code("step", &["sent", "acknowledged", "refused", "withdrawn", "arrived"]),
            text("commune_code"),
            text("province_code"),
            date("occurred_on"),
            moment("recorded_at"),
        ];
        manager.create_table(table("handover_steps", steps)).await?;
        manager.create_index(index("handover_steps", &["measure_id"])).await?;
        let rolls = [
            uuid_key("event_id"),
            uuid("facility_id"),
            date("on_day"),
            text("shift"),
            integer("shift_order"),
            moment("recorded_at"),
        ];
        manager.create_table(table("closed_rolls", rolls)).await?;
        manager.create_index(index("closed_rolls", &["facility_id", "on_day"])).await?;
        let differences = table("roll_differences", [uuid("event_id"), uuid("measure_id")])
            .primary_key(Index::create().col("event_id").col("measure_id"))
            .to_owned();
        manager.create_table(differences).await
    }
}
