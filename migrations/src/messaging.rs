//! The tables that every service's schema carries for messaging and idempotent requests.

use sea_orm_migration::prelude::*;

use crate::columns::{
    big, big_null, code, index, integer, moment, moment_null, table, text, unique, uuid, uuid_key, uuid_null,
};

/// Outbox (the service's permanent journal), inbox, parked messages, idempotency keys.
pub async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut position = ColumnDef::new("position");
    position.big_integer().not_null().primary_key().auto_increment();
    manager
        .create_table(table(
            "outbox",
            [
                position,
                uuid("event_id"),
                text("event_type"),
                text("noun"),
                text("subject"),
                big("sequence"),
                text("envelope"),
                moment("created_at"),
                moment_null("published_at"),
            ],
        ))
        .await?;
    manager.create_index(unique("outbox", &["subject", "sequence"])).await?;
    let mut waiting = index("outbox", &["position"]);
    waiting.name("outbox_waiting").and_where(Expr::col("published_at").is_null());
    manager.create_index(waiting).await?;

    let mut subject = ColumnDef::new("subject");
    subject.text().not_null().primary_key();
    manager.create_table(table("inbox_subjects", [subject, text("noun"), big("last_sequence")])).await?;

    manager
        .create_table(table(
            "parked_messages",
            [
                uuid_key("event_id"),
                code("state", &["rejected", "held", "unreadable"]),
                text("subject"),
                text("noun"),
                big_null("sequence"),
                text("event_type"),
                text("reason"),
                integer("attempts"),
                text("envelope"),
                moment("parked_at"),
            ],
        ))
        .await?;
    manager.create_index(index("parked_messages", &["subject", "sequence"])).await?;

    manager
        .create_table(
            table(
                "idempotency_keys",
                [
                    uuid("account_id"),
                    text("idempotency_key"),
                    text("request_hash"),
                    text("response"),
                    moment("created_at"),
                ],
            )
            .primary_key(Index::create().col("account_id").col("idempotency_key"))
            .to_owned(),
        )
        .await
}

/// A projection of `registry.person`: what other services know of a person.
pub async fn create_known_persons(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "known_persons",
            [
                uuid_key("person_id"),
                text("sex"),
                integer("birth_year"),
                crate::columns::date_null("birth_date"),
                text("commune_code"),
                text("province_code"),
            ],
        ))
        .await
}

/// Which person's record was merged into which, as far as this service has heard.
pub async fn create_person_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.create_table(table("person_links", [uuid_key("person_id"), uuid("merged_into")])).await?;
    manager.create_index(index("person_links", &["merged_into"])).await
}

/// Beside whom a row of `table` counts for (`person_id`, which a merge changes) the person it was recorded
/// for (`origin_person_id`, which nothing changes). Empty means the same as `person_id`: rows that the version
/// before this one writes while both run.
pub async fn add_origin(manager: &SchemaManager<'_>, table: &'static str) -> Result<(), DbErr> {
    let column = uuid_null("origin_person_id");
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
    let same = Query::update().table(table).value("origin_person_id", Expr::col("person_id")).to_owned();
    manager.execute(same).await?;
    manager.create_index(index(table, &["origin_person_id"])).await
}
