//! How far a service's messages are: what it has published, what it has applied.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ConnectionTrait, FromQueryResult, QuerySelect};
use serde::{Deserialize, Serialize};

use crate::{inbox, outbox, parking};

/// Counts per noun (`registry.person`). Where every published event of a noun is applied or parked at a
/// consumer, `applied + parked` there equals `recorded` at the producer: sequences have no gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MessagingStatus {
    pub recorded: BTreeMap<String, i64>,
    pub unpublished: i64,
    /// The nouns this service takes.
    pub subscribed: Vec<String>,
    pub applied: BTreeMap<String, i64>,
    /// Refused and held events.
    pub parked: BTreeMap<String, i64>,
}

#[derive(FromQueryResult)]
struct Count {
    noun: String,
    count: i64,
}

pub async fn messaging_status(
    db: &impl ConnectionTrait,
    subscribed: &[&'static str],
) -> Result<MessagingStatus, DbErr> {
    let recorded = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Noun)
        .column_as(outbox::Column::Position.count(), "count")
        .group_by(outbox::Column::Noun)
        .into_model::<Count>()
        .all(db)
        .await?;
    let unpublished = outbox::Entity::find().filter(outbox::Column::PublishedAt.is_null()).count(db).await?;
    let applied = inbox::Entity::find()
        .select_only()
        .column(inbox::Column::Noun)
        .column_as(inbox::Column::LastSequence.sum().cast_as("bigint"), "count")
        .group_by(inbox::Column::Noun)
        .into_model::<Count>()
        .all(db)
        .await?;
    let parked = parking::Entity::find()
        .select_only()
        .column(parking::Column::Noun)
        .column_as(parking::Column::EventId.count(), "count")
        .group_by(parking::Column::Noun)
        .into_model::<Count>()
        .all(db)
        .await?;
    let by_noun = |rows: Vec<Count>| rows.into_iter().map(|row| (row.noun, row.count)).collect();
    Ok(MessagingStatus {
        recorded: by_noun(recorded),
        unpublished: i64::try_from(unpublished).unwrap_or(i64::MAX),
        subscribed: subscribed.iter().map(|noun| (*noun).to_owned()).collect(),
        applied: by_noun(applied),
        parked: by_noun(parked),
    })
}

/// What waits in one service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    pub unpublished: u64,
    pub parked: u64,
}

/// Counts what waits; cheap however long the journal is.
pub async fn backlog(db: &impl ConnectionTrait) -> Result<Backlog, DbErr> {
    let unpublished = outbox::Entity::find().filter(outbox::Column::PublishedAt.is_null()).count(db).await?;
    let parked = parking::Entity::find().count(db).await?;
    Ok(Backlog { unpublished, parked })
}

/// Events that some consumer has neither applied nor parked, over all services together.
pub fn lag(all: &[MessagingStatus]) -> i64 {
    let recorded = |noun: &String| all.iter().filter_map(|status| status.recorded.get(noun)).sum::<i64>();
    let unpublished: i64 = all.iter().map(|status| status.unpublished).sum();
    let behind: i64 = all
        .iter()
        .flat_map(|status| status.subscribed.iter().map(move |noun| (status, noun)))
        .map(|(status, noun)| {
            let settled = status.applied.get(noun).unwrap_or(&0) + status.parked.get(noun).unwrap_or(&0);
            std::cmp::max(recorded(noun) - settled, 0)
        })
        .sum();
    std::cmp::max(unpublished, behind)
}
