//! Zones of a facility, who is placed in which, and the roll-calls of its shifts.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, date, date_null, index, moment, moment_null, table, text, text_null, unique, uuid, uuid_key, uuid_null,
};

pub struct Rolls;

impl MigrationName for Rolls {
    fn name(&self) -> &str {
        "m2026_11_28_rolls"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rolls {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(table(
                "zones",
                [
                    uuid_key("id"),
                    uuid("facility_id"),
                    text("name"),
                    text("kind"),
                    text_null("sex"),
                    big("beds"),
                    date("opened_on"),
                    date_null("closed_on"),
                ],
            ))
            .await?;
        manager.create_index(unique("zones", &["facility_id", "name"])).await?;
        manager
            .create_table(table(
                "placements",
                [
                    uuid_key("id"),
                    uuid("admission_id"),
                    uuid("zone_id"),
                    date("since"),
                    moment("recorded_at"),
                    uuid("recorded_by"),
                ],
            ))
            .await?;
        manager.create_index(index("placements", &["admission_id", "since"])).await?;
        manager
            .create_table(table(
                "shifts",
                [
                    uuid_key("id"),
                    uuid("facility_id"),
                    date("on_day"),
                    text("shift"),
                    moment_null("closed_at"),
                    uuid_null("closed_by"),
                ],
            ))
            .await?;
        manager.create_index(unique("shifts", &["facility_id", "on_day", "shift"])).await?;
        let marks = table(
            "roll_marks",
            [uuid("shift_id"), uuid("admission_id"), text("mark"), moment("marked_at"), uuid("marked_by")],
        )
        .primary_key(Index::create().col("shift_id").col("admission_id"))
        .to_owned();
        manager.create_table(marks).await
    }
}
