//! The way home: notices before the end of a term, hand-overs to communes and arrivals there.

use sea_orm_migration::prelude::*;

use crate::columns::{big, code, date, date_null, index, moment, table, text, text_null, unique, uuid, uuid_key};

pub struct Returns;

impl MigrationName for Returns {
    fn name(&self) -> &str {
        "m2026_11_28_returns"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Returns {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let notices = [
            uuid_key("id"),
            uuid("admission_id"),
            text("number"),
            date("sent_on"),
            text("commune_code"),
            text("province_code"),
            // The end it tells of: a term that moves afterwards needs another notice.
            date("ends_on"),
            moment("recorded_at"),
            uuid("recorded_by"),
        ];
        manager.create_table(table("completion_notices", notices)).await?;
        manager.create_index(index("completion_notices", &["admission_id"])).await?;
        let handovers = [
            uuid_key("id"),
            big("version"),
            uuid("admission_id"),
            text("commune_code"),
            text("province_code"),
            text_null("number"),
            text("papers"),
            date("handed_on"),
            code("state", &["sent", "acknowledged", "refused", "withdrawn"]),
            date_null("answered_on"),
            text_null("refusal"),
            date_null("arrived_on"),
            moment("recorded_at"),
            uuid("recorded_by"),
        ];
        manager.create_table(table("handovers", handovers)).await?;
        manager.create_index(index("handovers", &["commune_code"])).await?;
        manager.create_index(index("handovers", &["province_code"])).await?;
        manager.create_index(index("handovers", &["admission_id"])).await?;
        // Nobody is in the hands of two communes, whatever the code above it does.
        let mut current = unique("handovers", &["admission_id"]);
        current.name("handovers_one_current").and_where(Expr::col("state").is_in(["sent", "acknowledged"]));
        manager.create_index(current).await
    }
}
