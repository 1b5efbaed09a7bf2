//! Who stands for whom, as known when; and which lines belong to one measure.

use sea_orm_migration::prelude::*;

use crate::columns::{index, moment, moment_null, table, uuid, uuid_key, uuid_null};

pub struct PersonLinks;

impl MigrationName for PersonLinks {
    fn name(&self) -> &str {
        "m2026_11_25_person_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PersonLinks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_person_links(manager).await?;
        create_person_roots(manager).await?;
        let measure = uuid_null("measure_id");
        manager.alter_table(Table::alter().table("movement_lines").add_column(measure).to_owned()).await?;
        manager.create_index(index("movement_lines", &["measure_id"])).await
    }
}

/// One row per merge, by its event, from when it was recorded until its undoing was.
async fn create_person_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "person_links",
            [
                uuid_key("event_id"),
                uuid("person_id"),
                uuid("merged_into"),
                moment("recorded_from"),
                moment_null("recorded_to"),
            ],
        ))
        .await?;
    manager.create_index(index("person_links", &["person_id"])).await?;
    manager.create_index(index("person_links", &["merged_into"])).await
}

/// The end of each chain of links in each period: one join says whom a merged person counted as.
async fn create_person_roots(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [uuid("person_id"), uuid("root_id"), moment("recorded_from"), moment_null("recorded_to")];
    manager
        .create_table(
            table("person_roots", columns)
                .primary_key(Index::create().col("person_id").col("recorded_from"))
                .to_owned(),
        )
        .await?;
    manager.create_index(index("person_roots", &["root_id"])).await
}
