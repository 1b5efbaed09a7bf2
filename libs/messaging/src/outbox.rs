//! The outbox: the service's permanent journal, written in the state's transaction.

use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use events::{Envelope, Event};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, ConnectionTrait, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::trace::TraceHeaders;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub position: i64,
    pub event_id: Uuid,
    pub event_type: String,
    pub noun: String,
    pub subject: String,
    pub sequence: i64,
    pub envelope: String,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What every event recorded in one request or one consumed message has in common.
#[derive(Clone, Debug)]
pub struct Recorder {
    /// `/hoanhap/{deployment}/{service}`.
    pub source: String,
    pub now: DateTime<Utc>,
    pub actor: Option<AccountId>,
    pub correlation: Uuid,
    pub causation: Option<Uuid>,
    /// The trace that the events belong to.
    pub trace: TraceHeaders,
    pub new_id: fn() -> Uuid,
}

impl Recorder {
    /// Wraps an event as version `sequence` of its aggregate.
    pub fn record<E: Event>(&self, event: &E, sequence: i64) -> Envelope {
        Envelope {
            specversion: "1.0".to_owned(),
            id: (self.new_id)(),
            source: self.source.clone(),
            r#type: E::TYPE.to_owned(),
            subject: event.subject(),
            time: self.now,
            datacontenttype: "application/json".to_owned(),
            dataschema: format!("/api/events/{}.json", E::TYPE),
            sequence,
            partitionkey: event.person(),
            correlationid: self.correlation,
            causationid: self.causation,
            actor: self.actor,
            traceparent: self.trace.traceparent.clone(),
            tracestate: self.trace.tracestate.clone(),
            data: serde_json::to_value(event).expect("events hold only types that JSON can express"),
        }
    }
}

/// Appends one event; call it with the connection of the use case's transaction.
pub async fn append(tx: &impl ConnectionTrait, envelope: Envelope) -> Result<(), DbErr> {
    append_all(tx, vec![envelope]).await
}

/// Appends events in their order.
pub async fn append_all(tx: &impl ConnectionTrait, envelopes: Vec<Envelope>) -> Result<(), DbErr> {
    const ROWS_PER_STATEMENT: usize = 500;
    if envelopes.is_empty() {
        return Ok(());
    }
    let mut rows = envelopes.into_iter().map(row).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<ActiveModel> = rows.by_ref().take(ROWS_PER_STATEMENT).collect();
        Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

fn row(envelope: Envelope) -> ActiveModel {
    ActiveModel {
        position: NotSet,
        event_id: Set(envelope.id),
        event_type: Set(envelope.r#type.clone()),
        noun: Set(envelope.noun().to_owned()),
        subject: Set(envelope.subject.clone()),
        sequence: Set(envelope.sequence),
        created_at: Set(envelope.time),
        published_at: Set(None),
        envelope: Set(serde_json::to_string(&envelope).expect("an envelope holds only types that JSON can express")),
    }
}

/// Journal rows behind `after`, oldest first, with their positions.
pub async fn journal(db: &impl ConnectionTrait, after: i64, limit: u64) -> Result<Vec<(i64, Envelope)>, DbErr> {
    let rows =
        Entity::find().filter(Column::Position.gt(after)).order_by_asc(Column::Position).limit(limit).all(db).await?;
    rows.into_iter().map(read).collect()
}

/// Rows not yet published, oldest first.
pub(crate) async fn waiting(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<(i64, Envelope)>, DbErr> {
    let rows = Entity::find()
        .filter(Column::PublishedAt.is_null())
        .order_by_asc(Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

pub(crate) async fn mark_published(
    db: &impl ConnectionTrait,
    positions: Vec<i64>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PublishedAt, Expr::value(now))
        .filter(Column::Position.is_in(positions))
        .exec(db)
        .await?;
    Ok(())
}

fn read(row: Model) -> Result<(i64, Envelope), DbErr> {
    let envelope = serde_json::from_str(&row.envelope)
        .map_err(|error| DbErr::Custom(format!("outbox row {} holds no envelope: {error}", row.position)))?;
    Ok((row.position, envelope))
}
