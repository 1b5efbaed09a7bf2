//! Parked messages: refused ones with their reason, and those held behind them.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use events::Envelope;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};

domain::code_list! {
    /// Why a message is parked.
    State {
        Rejected = "rejected", "bị từ chối", "refused by the handler";
        Held = "held", "chờ sự kiện trước", "held behind an earlier one";
        Unreadable = "unreadable", "không đọc được", "not an event at all";
    }
}

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "parked_messages")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    pub state: String,
    pub subject: String,
    pub noun: String,
    pub sequence: Option<i64>,
    pub event_type: String,
    pub reason: String,
    pub attempts: i32,
    pub envelope: String,
    pub parked_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Stores an event with its reason; one that is already here stays as it is.
pub(crate) async fn park(
    db: &impl ConnectionTrait,
    event: &Envelope,
    state: State,
    reason: &str,
    attempts: u32,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let body = serde_json::to_string(event).expect("an envelope holds only types that JSON can express");
    insert(
        db,
        ActiveModel {
            event_id: Set(event.id),
            state: Set(state.as_str().to_owned()),
            subject: Set(event.subject.clone()),
            noun: Set(event.noun().to_owned()),
            sequence: Set(Some(event.sequence)),
            event_type: Set(event.r#type.clone()),
            reason: Set(storable(reason)),
            attempts: Set(i32::try_from(attempts).unwrap_or(i32::MAX)),
            envelope: Set(body),
            parked_at: Set(now),
        },
    )
    .await
}

/// Stores a body that is no event. Its id follows from the body, so the same body is stored once.
pub async fn park_unreadable(
    db: &impl ConnectionTrait,
    body: &[u8],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    insert(
        db,
        ActiveModel {
            event_id: Set(Uuid::new_v5(&Uuid::NAMESPACE_OID, body)),
            state: Set(State::Unreadable.as_str().to_owned()),
            subject: Set(String::new()),
            noun: Set(String::new()),
            sequence: Set(None),
            event_type: Set(String::new()),
            reason: Set(storable(reason)),
            attempts: Set(1),
            envelope: Set(storable(&String::from_utf8_lossy(body))),
            parked_at: Set(now),
        },
    )
    .await
}

/// PostgreSQL's text holds every character but NUL, and what is refused may hold that, too.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{FFFD}")
}

async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<(), DbErr> {
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::EventId).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Turns a parked event into a refused one, with the newest reason.
pub(crate) async fn refuse(db: &impl ConnectionTrait, event: Uuid, reason: &str, tries: u32) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Rejected.as_str()))
        .col_expr(Column::Reason, Expr::value(storable(reason)))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(i32::try_from(tries).unwrap_or(i32::MAX)))
        .filter(Column::EventId.eq(event))
        .exec(db)
        .await?;
    Ok(())
}

/// What is parked of these subjects, by sequence: the event where it is held, `None` where refused.
pub(crate) async fn of_subjects(
    db: &impl ConnectionTrait,
    subjects: &[&str],
) -> Result<HashMap<(String, i64), Option<Envelope>>, DbErr> {
    let rows = Entity::find().filter(Column::Subject.is_in(subjects.iter().copied())).all(db).await?;
    let entry = |row: Model| {
        let held = if row.state == State::Held.as_str() { row.read() } else { None };
        Some(((row.subject, row.sequence?), held))
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

pub(crate) async fn held(db: &impl ConnectionTrait, subject: &str, sequence: i64) -> Result<Option<Envelope>, DbErr> {
    let row = Entity::find()
        .filter(Column::Subject.eq(subject))
        .filter(Column::Sequence.eq(sequence))
        .filter(Column::State.eq(State::Held.as_str()))
        .one(db)
        .await?;
    Ok(row.and_then(|row| row.read()))
}

pub(crate) async fn remove(db: &impl ConnectionTrait, events: &[Uuid]) -> Result<(), DbErr> {
    if !events.is_empty() {
        Entity::delete_many().filter(Column::EventId.is_in(events.iter().copied())).exec(db).await?;
    }
    Ok(())
}

/// Forgets the parked events, which stand in the journals; an unreadable body stands nowhere else.
pub(crate) async fn clear(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::State.ne(State::Unreadable.as_str())).exec(db).await?;
    Ok(())
}

/// Subjects that have something held.
pub(crate) async fn waiting_subjects(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .select_only()
        .column(Column::Subject)
        .distinct()
        .filter(Column::State.eq(State::Held.as_str()))
        .into_tuple()
        .all(db)
        .await
}

/// Parked messages, oldest first.
pub async fn list(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::ParkedAt).order_by_asc(Column::Sequence).limit(limit).all(db).await
}

pub async fn find(db: &impl ConnectionTrait, event: Uuid) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(event).one(db).await
}

/// Drops an unreadable body for good.
pub async fn discard_unreadable(db: &impl ConnectionTrait, event: Uuid) -> Result<(), DbErr> {
    remove(db, &[event]).await
}

impl Model {
    /// The event, unless the row holds an unreadable body.
    pub fn read(&self) -> Option<Envelope> {
        serde_json::from_str(&self.envelope).ok()
    }
}
