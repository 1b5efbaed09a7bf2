//! How many places a facility has from which day on; what it opened with stands in `facilities`.

use sea_orm_migration::prelude::*;

use crate::columns::{big, date, moment, table, uuid};

pub struct Capacities;

impl MigrationName for Capacities {
    fn name(&self) -> &str {
        "m2026_11_29_capacities"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Capacities {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [uuid("facility_id"), big("sequence"), date("since"), big("places"), moment("recorded_at")];
        let capacities = table("facility_capacities", columns)
            .primary_key(Index::create().col("facility_id").col("sequence"))
            .to_owned();
        manager.create_table(capacities).await
    }
}
