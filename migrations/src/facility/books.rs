//! A stay becomes a book of dated entries, from which everything else about it follows: what was kept beside it
//! goes. The entries so far come from the journal of events.
//!
//! The version before can't record beside books, so this step takes its columns away and it stops answering until
//! the new one runs; what others tell it meanwhile waits in its queue.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

use crate::columns::{
    big, date, index, integer_null, moment, moment_null, table, text, text_null, unique, uuid, uuid_key, uuid_null,
};

pub struct Books;

impl MigrationName for Books {
    fn name(&self) -> &str {
        "m2026_11_28_books"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Books {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_entries(manager).await?;
        fill_entries(manager).await?;
        widen_codes(manager).await?;
        let db = manager.get_connection();
        // Dead is a status; why somebody was released stays.
        db.execute_unprepared("UPDATE admissions SET end_reason = NULL WHERE status = 'died'").await?;
        for column in ["term_ends_on", "last_movement_on"] {
            manager.alter_table(Table::alter().table("admissions").drop_column(column).to_owned()).await?;
        }
        manager.drop_table(Table::drop().table("movements").to_owned()).await
    }
}

async fn create_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "entries",
            [
                uuid_key("id"),
                uuid("admission_id"),
                big("position"),
                date("occurred_on"),
                text("movement"),
                uuid_null("facility_id"),
                integer_null("stage"),
                text_null("reason"),
                text_null("certificate_number"),
                moment("recorded_at"),
                uuid_null("recorded_by"),
                moment_null("withdrawn_at"),
                uuid_null("withdrawn_by"),
                text_null("withdrawn_reason"),
                uuid_null("replaced_by"),
            ],
        ))
        .await?;
    manager.create_index(index("entries", &["admission_id"])).await?;
    manager.create_index(index("entries", &["facility_id", "admission_id"])).await
}

async fn fill_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    let (field, uuid, day, number): (fn(&str) -> String, fn(String) -> String, fn(String) -> String, &str) =
        match db.get_database_backend() {
            DbBackend::Postgres => (
                |path| format!("(envelope::jsonb #>> '{{{}}}')", path.replace('.', ",")),
                |text| format!("{text}::uuid"),
                |text| format!("{text}::date"),
                "integer",
            ),
            _ => (
                |path| format!("json_extract(envelope, '$.{path}')"),
                |text| format!("unhex(replace({text}, '-', ''))"),
                |text| text,
                "INTEGER",
            ),
        };
    let statement = format!(
        "INSERT INTO entries (id, admission_id, position, occurred_on, movement, facility_id, stage, reason, \
         certificate_number, recorded_at, recorded_by) \
         SELECT event_id, {admission}, sequence, {day}, \
         CASE event_type WHEN 'facility.admission.recorded.v1' THEN 'admitted' \
         ELSE replace(replace(event_type, 'facility.admission.', ''), '.v1', '') END, \
         CASE WHEN event_type IN ('facility.admission.recorded.v1', 'facility.admission.transferred.v1') \
         THEN {facility} END, CAST({stage} AS {number}), {reason}, {certificate}, created_at, {actor} \
         FROM outbox WHERE noun = 'facility.admission'",
        admission = uuid(field("data.stay.admission_id")),
        day = day(field("data.occurred_on")),
        facility = uuid(field("data.stay.facility_id")),
        stage = field("data.stage"),
        reason = field("data.reason"),
        certificate = field("data.certificate_number"),
        actor = uuid(field("actor")),
    );
    db.execute_unprepared(&statement).await?;
    Ok(())
}

/// There are more statuses and categories now, and the code above knows which.
async fn widen_codes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    for index in ["admissions_one_open_stay", "admissions_facility_id_status"] {
        manager.drop_index(Index::drop().name(index).table("admissions").to_owned()).await?;
    }
    for column in ["status", "category"] {
        let mut wide = text("wide");
        wide.default("");
        manager.alter_table(Table::alter().table("admissions").add_column(wide).to_owned()).await?;
        let copy = Query::update().table("admissions").value("wide", Expr::col(column)).to_owned();
        manager.execute(copy).await?;
        manager.alter_table(Table::alter().table("admissions").drop_column(column).to_owned()).await?;
        manager.alter_table(Table::alter().table("admissions").rename_column("wide", column).to_owned()).await?;
    }
    manager.create_index(index("admissions", &["facility_id", "status"])).await?;
    // Guarded on what was recorded: a merge may bring two open stays together.
    let mut open_stay = unique("admissions", &["origin_person_id"]);
    open_stay.name("admissions_one_open_stay").and_where(Expr::col("status").is_not_in([
        "released",
        "died",
        "withdrawn",
    ]));
    manager.create_index(open_stay).await
}
