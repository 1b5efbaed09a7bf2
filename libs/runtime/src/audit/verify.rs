//! Walking a log from its first seal to its last.

use std::collections::HashMap;

use chrono::TimeDelta;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect};

use super::chain::{self, Hash};
use super::seals::{self, waiting};
use super::{Break, BreakKind, Checkpoint, Verdict, entries};
use crate::Context;

const PAGE: u64 = 1_000;
/// So long may an entry wait for its seal.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(1);

/// A seal with its entry.
type Sealed = (seals::Model, Option<entries::Model>);

/// Verifies the log of a context's service, and with a checkpoint also that nothing it saw is gone.
/// `on_page` hears how many seals were walked, out of how many.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    context: &Context,
    checkpoint: Option<&Checkpoint>,
    mut on_page: impl FnMut(u64, u64),
) -> Result<Verdict, DbErr> {
    let db = &context.db;
    let total = seals::Entity::find().count(db).await?;
    let mut walk = Walk { sequence: 0, hash: chain::first(context.service), checkpoint };
    let mut broken = checkpoint
        .filter(|checkpoint| checkpoint.service != context.service || !checkpoint.is_genuine(&context.key))
        .map(|checkpoint| Break::new(BreakKind::CheckpointForged, Some(checkpoint.sequence), None));
    while broken.is_none() {
        let page = page(db, walk.sequence).await?;
        if page.is_empty() {
            break;
        }
        broken = walk.take(db, &page).await?;
        on_page(u64::try_from(walk.sequence).unwrap_or(0), total);
    }
    if broken.is_none() {
        broken = walk.truncated();
    }
    if broken.is_none() {
        broken = unsealed(context).await?;
    }
    let waiting = waiting::Entity::find().count(db).await?;
    Ok(Verdict {
        service: context.service.to_owned(),
        sealed: walk.sequence,
        waiting: i64::try_from(waiting).unwrap_or(i64::MAX),
        hash: chain::to_text(&walk.hash),
        broken,
    })
}

/// How far the walk has got without a break.
struct Walk<'a> {
    sequence: i64,
    hash: Hash,
    checkpoint: Option<&'a Checkpoint>,
}

impl Walk<'_> {
    /// Goes on over a page, up to its end or the first break.
    async fn take(&mut self, db: &impl ConnectionTrait, page: &[Sealed]) -> Result<Option<Break>, DbErr> {
        for (at, (seal, entry)) in page.iter().enumerate() {
            let sequence = self.sequence + 1;
            if seal.sequence != sequence {
                return Ok(Some(Break::new(BreakKind::SealMissing, Some(sequence), None)));
            }
            let Some(entry) = entry else {
                return Ok(Some(Break::new(BreakKind::EntryMissing, Some(sequence), Some(seal.entry_id))));
            };
            let hash = chain::next(&self.hash, entry, sequence);
            if chain::to_text(&hash) != seal.hash {
                let behind = match page.get(at + 1) {
                    Some(next) => Some(next.clone()),
                    None => page_of(db, sequence, 1).await?.into_iter().next(),
                };
                let kind = match self.is_elsewhere(db, seal).await? {
                    true => BreakKind::OrderChanged,
                    false => blame(&hash, seal, behind.as_ref()),
                };
                return Ok(Some(Break::new(kind, Some(sequence), Some(seal.entry_id))));
            }
            if self.checkpoint.is_some_and(|seen| seen.sequence == sequence && seen.hash != seal.hash) {
                return Ok(Some(Break::new(BreakKind::Rewritten, Some(sequence), None)));
            }
            (self.sequence, self.hash) = (sequence, hash);
        }
        Ok(None)
    }

    /// Whether what belongs behind the walk stands at another place: the entry that this seal was made
    /// for, or the seal itself. Looks through the whole log, which happens once, at a break.
    async fn is_elsewhere(&self, db: &impl ConnectionTrait, seal: &seals::Model) -> Result<bool, DbErr> {
        let mut after = 0;
        loop {
            let page = page(db, after).await?;
            let Some((last, _)) = page.last() else { return Ok(false) };
            after = last.sequence;
            let fits = |(other, entry): &Sealed| {
                let Some(entry) = entry.as_ref().filter(|entry| entry.id != seal.entry_id) else { return false };
                let hash = chain::to_text(&chain::next(&self.hash, entry, seal.sequence));
                hash == seal.hash || hash == other.hash
            };
            if page.iter().any(fits) {
                return Ok(true);
            }
        }
    }

    fn truncated(&self) -> Option<Break> {
        self.checkpoint
            .filter(|seen| seen.sequence > self.sequence)
            .map(|_| Break::new(BreakKind::Truncated, Some(self.sequence + 1), None))
    }
}

/// The row behind was sealed over the true hash: it confirms either what the seal says, so that the entry
/// was changed, or what the entry gives, so that the seal was.
fn blame(computed: &Hash, seal: &seals::Model, behind: Option<&Sealed>) -> BreakKind {
    let Some((next, Some(entry))) = behind else { return BreakKind::EntryOrSealChanged };
    let confirms = |hash: &Hash| chain::to_text(&chain::next(hash, entry, seal.sequence + 1)) == next.hash;
    if chain::from_text(&seal.hash).is_some_and(|stored| confirms(&stored)) {
        BreakKind::EntryChanged
    } else if confirms(computed) {
        BreakKind::SealChanged
    } else {
        BreakKind::EntryOrSealChanged
    }
}

async fn page(db: &impl ConnectionTrait, after: i64) -> Result<Vec<Sealed>, DbErr> {
    page_of(db, after, PAGE).await
}

async fn page_of(db: &impl ConnectionTrait, after: i64, limit: u64) -> Result<Vec<Sealed>, DbErr> {
    let seals = seals::Entity::find()
        .filter(seals::Column::Sequence.gt(after))
        .order_by_asc(seals::Column::Sequence)
        .limit(limit)
        .all(db)
        .await?;
    let ids = seals.iter().map(|seal| seal.entry_id);
    let entries = entries::Entity::find().filter(entries::Column::Id.is_in(ids)).all(db).await?;
    let mut entries: HashMap<Uuid, entries::Model> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    Ok(seals
        .into_iter()
        .map(|seal| (entries.remove(&seal.entry_id), seal))
        .map(|(entry, seal)| (seal, entry))
        .collect())
}

/// The first entry that is without a seal and should not be.
async fn unsealed(context: &Context) -> Result<Option<Break>, DbErr> {
    let db = &context.db;
    let entry = (entries::Entity, entries::Column::Id);
    let place = (waiting::Entity, waiting::Column::EntryId);
    let sealed = Expr::exists(matching((seals::Entity, seals::Column::EntryId), entry));
    let waits = Expr::exists(matching(place, entry));
    let is_there = Expr::exists(matching(entry, place));

    if let Some(row) = waiting::Entity::find().filter(is_there.not()).one(db).await? {
        return Ok(Some(Break::new(BreakKind::EntryMissing, None, Some(row.entry_id))));
    }
    let inserted = entries::Entity::find().filter(sealed.not()).filter(waits.clone().not());
    if let Some(entry) = inserted.order_by_asc(entries::Column::Id).one(db).await? {
        return Ok(Some(Break::new(BreakKind::EntryInserted, None, Some(entry.id))));
    }
    let oldest = entries::Entity::find().filter(waits).order_by_asc(entries::Column::At).one(db).await?;
    let overdue = oldest.filter(|entry| context.now() - entry.at > LONGEST_WAIT);
    Ok(overdue.map(|entry| Break::new(BreakKind::SealOverdue, None, Some(entry.id))))
}

/// Selects the rows of one table whose column equals another table's.
fn matching<E, C, F, D>((table, column): (E, C), other: (F, D)) -> SelectStatement
where
    E: EntityTrait,
    C: ColumnTrait,
    F: EntityTrait,
    D: ColumnTrait,
{
    Query::select().expr(Expr::val(1)).from(table).and_where(Expr::col((table, column)).equals(other)).to_owned()
}
