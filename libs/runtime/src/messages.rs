//! The operator's routes that every service has: how far messages are, what is parked, the journal,
//! and building the service's projections again from journals.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use events::Envelope;
use messaging::status::{MessagingStatus, messaging_status};
use messaging::{Inbox, outbox, parking};
use schemars::JsonSchema;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Access, Json, Mounted, Problem, Query, Right, Route, Routes};

use crate::Context;

const OPERATE: Access = Access::To(Right::Operate);

#[derive(Clone)]
struct Messages {
    context: Context,
    inbox: Option<Arc<Inbox>>,
}

impl Messages {
    fn inbox(&self) -> Result<&Inbox, Problem> {
        self.inbox.as_deref().ok_or_else(Problem::not_found)
    }
}

/// A parked message without its payload's data.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ParkedMessage {
    pub event_id: Uuid,
    /// `rejected`, `held` or `unreadable`.
    pub state: String,
    pub event_type: String,
    pub subject: String,
    pub sequence: Option<i64>,
    pub reason: String,
    pub attempts: i32,
    pub parked_at: chrono::DateTime<chrono::Utc>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct JournalRow {
    pub position: i64,
    /// The CloudEvents envelope.
    #[schemars(with = "serde_json::Value")]
    pub event: Envelope,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JournalQuery {
    #[serde(default)]
    after: i64,
    #[serde(default = "page")]
    limit: u64,
}

fn page() -> u64 {
    500
}

#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discard {
    /// Why this event is passed over for good.
    pub reason: String,
}

/// What became of a replay.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Replayed {
    pub handled: bool,
    /// Why it was refused again.
    pub reason: Option<String>,
}

pub(crate) fn routes(context: &Context, inbox: Option<Arc<Inbox>>) -> Mounted {
    let state = Messages { context: context.clone(), inbox };
    Routes::new(context.service)
        .add(Route::get("/v1/messages/status", OPERATE, "How far messages are").answers::<MessagingStatus>(), status)
        .add(
            Route::get("/v1/messages/journal", OPERATE, "All events ever recorded").answers::<Vec<JournalRow>>(),
            journal,
        )
        .add(Route::get("/v1/messages/parked", OPERATE, "Parked messages").answers::<Vec<ParkedMessage>>(), parked)
        .add(Route::get("/v1/messages/parked/{id}", OPERATE, "A parked message with its event"), show)
        .add(Route::post("/v1/messages/parked/{id}/replay", OPERATE, "Handle it again").answers::<Replayed>(), replay)
        .add(Route::post("/v1/messages/parked/{id}/discard", OPERATE, "Pass over it").takes::<Discard>(), discard)
        .add(Route::post("/v1/messages/reset", OPERATE, "Empty the projections before a rebuild"), reset)
        .add(Route::post("/v1/messages/deliver", OPERATE, "Apply journal rows of other services"), deliver)
        .mount(state)
}

async fn status(State(messages): State<Messages>) -> Result<Json<MessagingStatus>, Problem> {
    Ok(Json(messaging_status(&messages.context.db, &messages.context.subscribed).await?))
}

async fn journal(
    State(messages): State<Messages>,
    Query(query): Query<JournalQuery>,
) -> Result<Json<Vec<JournalRow>>, Problem> {
    let rows = outbox::journal(&messages.context.db, query.after, query.limit.min(1_000)).await?;
    Ok(Json(rows.into_iter().map(|(position, event)| JournalRow { position, event }).collect()))
}

async fn parked(State(messages): State<Messages>) -> Result<Json<Vec<ParkedMessage>>, Problem> {
    let rows = parking::list(&messages.context.db, 500).await?;
    Ok(Json(rows.into_iter().map(summary).collect()))
}

fn summary(row: parking::Model) -> ParkedMessage {
    ParkedMessage {
        event_id: row.event_id,
        state: row.state,
        event_type: row.event_type,
        subject: row.subject,
        sequence: row.sequence,
        reason: row.reason,
        attempts: row.attempts,
        parked_at: row.parked_at,
    }
}

async fn find(messages: &Messages, id: Uuid) -> Result<parking::Model, Problem> {
    parking::find(&messages.context.db, id).await?.ok_or_else(Problem::not_found)
}

async fn show(State(messages): State<Messages>, Path(id): Path<Uuid>) -> Result<Json<serde_json::Value>, Problem> {
    let row = find(&messages, id).await?;
    let event = row.read();
    Ok(Json(serde_json::json!({ "message": summary(row), "event": event })))
}

async fn replay(State(messages): State<Messages>, Path(id): Path<Uuid>) -> Result<Json<Replayed>, Problem> {
    let row = find(&messages, id).await?;
    let event = row.read().filter(|_| row.state == parking::State::Rejected.as_str()).ok_or_else(|| {
        Problem::conflict(
            "message.not_replayable",
            "Chỉ phát lại được thông điệp bị từ chối; thông điệp chờ sẽ theo sau nó.",
            "Only a refused message can be replayed; held ones follow it.",
        )
    })?;
    let result = messages.inbox()?.replay(&event).await.map_err(|_| Problem::unavailable())?;
    Ok(Json(Replayed { handled: result.is_ok(), reason: result.err() }))
}

async fn discard(
    State(messages): State<Messages>,
    Path(id): Path<Uuid>,
    Json(discard): Json<Discard>,
) -> Result<StatusCode, Problem> {
    let row = find(&messages, id).await?;
    if row.state == parking::State::Held.as_str() {
        return Err(Problem::conflict(
            "message.not_discardable",
            "Không bỏ được thông điệp đang chờ: sự kiện trước nó sẽ mất theo.",
            "A held message can't be passed over: the earlier one it waits for would be lost with it.",
        ));
    }
    tracing::warn!(service = messages.context.service, event.id = %id, reason = discard.reason, "parked message discarded");
    match row.read() {
        Some(event) => messages.inbox()?.skip(&event).await.map_err(|_| Problem::unavailable())?,
        None => parking::discard_unreadable(&messages.context.db, id).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

async fn reset(State(messages): State<Messages>) -> Result<StatusCode, Problem> {
    messages.inbox()?.reset().await.map_err(|error| match error {
        // The handler's own word: what it wrote are decisions, and they stay.
        DbErr::Custom(_) => Problem::conflict(
            "rebuild.refused",
            "Dịch vụ này lưu các quyết định đã công bố, không phải hình chiếu, nên không dựng lại được.",
            "This service keeps decisions that others have heard of, no projection, so it can't be rebuilt.",
        ),
        error => error.into(),
    })?;
    Ok(StatusCode::NO_CONTENT)
}

async fn deliver(State(messages): State<Messages>, Json(events): Json<Vec<Envelope>>) -> Result<StatusCode, Problem> {
    let inbox = messages.inbox()?;
    let wanted: Vec<Envelope> = events.into_iter().filter(|event| inbox.wants(event)).collect();
    inbox.deliver(&wanted).await.map_err(|_| Problem::unavailable())?;
    Ok(StatusCode::NO_CONTENT)
}
