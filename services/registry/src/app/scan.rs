//! Scanning the whole register for duplicates, in the background: profiles are read page by page, records that
//! share a key are compared, and what may be one person is kept for somebody to decide.
//!
//! Nothing is lost when it is stopped: a scan writes what it found at its end and may simply be run again.
//! What was decided about a pair stays decided.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::matching::{self, Profile, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::Problem;

use super::indexing::Records;
use crate::State;
use crate::store;
use crate::store::candidates::{Pair, ordered};

const PAGE: u64 = 2_000;
/// More records than this under one key say nothing: such a key is passed over, other keys of theirs remain.
pub const LARGEST_BLOCK: usize = 100;

domain::code_list! {
    Phase {
        Reading = "reading", "đang đọc sổ", "reading the register";
        Comparing = "comparing", "đang so sánh", "comparing";
        Done = "done", "đã xong", "done";
        Failed = "failed", "bị dừng vì lỗi", "failed";
    }
}

/// How far a scan is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    pub phase: Phase,
    pub started_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
    pub persons: u64,
    pub read: u64,
    pub blocks: u64,
    pub compared_blocks: u64,
    pub compared_pairs: u64,
    /// Pairs kept, surest verdict first: same, likely, possible.
    pub same: u64,
    pub likely: u64,
    pub possible: u64,
    /// Keys that too many share.
    pub passed_over: u64,
}

/// The scan of this process; one at a time.
#[derive(Clone, Default)]
pub struct Scans(Arc<Mutex<Option<Progress>>>);

impl Scans {
    pub fn progress(&self) -> Option<Progress> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn update(&self, change: impl FnOnce(&mut Progress)) {
        if let Some(progress) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            change(progress);
        }
    }

    /// False when one is under way.
    fn begin(&self, now: DateTime<Utc>) -> bool {
        let mut current = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_some_and(|progress| progress.finished_at.is_none()) {
            return false;
        }
        *current = Some(Progress {
            phase: Phase::Reading,
            started_at: now,
            finished_at: None,
            persons: 0,
            read: 0,
            blocks: 0,
            compared_blocks: 0,
            compared_pairs: 0,
            same: 0,
            likely: 0,
            possible: 0,
            passed_over: 0,
        });
        true
    }
}

/// Starts a scan, or answers the one under way.
pub fn start(state: &State) -> Result<Progress, Problem> {
    if state.scans.begin(state.context.now()) {
        let state = state.clone();
        tokio::spawn(async move {
            let outcome = run(&state).await;
            if let Err(problem) = &outcome {
                tracing::error!(code = problem.code, "the scan for duplicates failed");
            }
            let now = state.context.now();
            state.scans.update(|progress| {
                progress.phase = if outcome.is_ok() { Phase::Done } else { Phase::Failed };
                progress.finished_at = Some(now);
            });
        });
    }
    state.scans.progress().ok_or_else(Problem::internal)
}

async fn run(state: &State) -> Result<(), Problem> {
    let (ids, profiles) = read(state).await?;
    state.scans.update(|progress| progress.phase = Phase::Comparing);
    let scans = state.scans.clone();
    let new_id = runtime::context::new_id;
    let pairs = tokio::task::spawn_blocking(move || compare(&scans, &ids, &profiles, new_id))
        .await
        .map_err(|_| Problem::internal())?;
    let tx = state.context.begin().await?;
    store::candidates::put(&tx, &pairs, state.context.now()).await?;
    state.context.commit(tx).await?;
    Ok(())
}

/// The profiles of everybody who stands for themself.
async fn read(state: &State) -> Result<(Vec<PersonId>, Vec<Profile>), Problem> {
    let db = &state.context.db;
    let persons = store::persons::living(db).await?;
    state.scans.update(|progress| progress.persons = persons);
    let (mut ids, mut profiles) = (Vec::new(), Vec::new());
    let mut after = None;
    loop {
        let page = store::persons::page_of_ids(db, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok((ids, profiles)) };
        after = Some(*last);
        let records = Records::load(state, db, &page).await?;
        for id in &page {
            if let Some(person) = records.persons.get(id) {
                ids.push(*id);
                profiles.push(records.identity(person).profile(state));
            }
        }
        let read = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        state.scans.update(|progress| progress.read = read);
    }
}

fn compare(scans: &Scans, ids: &[PersonId], profiles: &[Profile], new_id: fn() -> uuid::Uuid) -> Vec<Pair> {
    let mut keys: Vec<Vec<u64>> = profiles.iter().map(sorted_keys).collect();
    let keyed = by_key(&keys);
    let blocks = || keyed.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1);
    let passed_over: HashSet<u64> = blocks().filter(|block| block.len() > LARGEST_BLOCK).map(|b| b[0].0).collect();
    keys.iter_mut().for_each(|keys| keys.retain(|key| !passed_over.contains(key)));
    let blocks: Vec<&[(u64, u32)]> = blocks().filter(|block| block.len() <= LARGEST_BLOCK).collect();
    scans.update(|progress| {
        progress.blocks = u64::try_from(blocks.len()).unwrap_or(u64::MAX);
        progress.passed_over = u64::try_from(passed_over.len()).unwrap_or(u64::MAX);
    });
    let mut found = Vec::new();
    for some in blocks.chunks(1_000) {
        let (mut compared, before) = (0, found.len());
        for block in some {
            for (at, (key, one)) in block.iter().enumerate() {
                for (_, other) in &block[at + 1..] {
                    // A pair that meets in several blocks is compared in the first of them.
                    if first_shared(&keys[place(*one)], &keys[place(*other)]) == Some(*key) {
                        compared += 1;
                        found.extend(pair(ids, profiles, (*one, *other), new_id));
                    }
                }
            }
        }
        let count = |verdict: &str| {
            u64::try_from(found[before..].iter().filter(|pair: &&Pair| pair.verdict == verdict).count()).unwrap_or(0)
        };
        let (same, likely, possible) = (count("same"), count("likely"), count("possible"));
        scans.update(|progress| {
            progress.compared_blocks += u64::try_from(some.len()).unwrap_or(0);
            progress.compared_pairs += compared;
            progress.same += same;
            progress.likely += likely;
            progress.possible += possible;
        });
    }
    found
}

fn sorted_keys(profile: &Profile) -> Vec<u64> {
    let mut keys: Vec<u64> = matching::blocking_keys(profile).iter().map(|key| hash(key)).collect();
    keys.sort_unstable();
    keys.shrink_to_fit();
    keys
}

/// Every key with the place of its profile, equal keys beside one another.
fn by_key(keys: &[Vec<u64>]) -> Vec<(u64, u32)> {
    let mut keyed = Vec::with_capacity(keys.iter().map(Vec::len).sum());
    for (position, keys) in (0..).zip(keys) {
        keyed.extend(keys.iter().map(|key| (*key, position)));
    }
    keyed.sort_unstable();
    keyed
}

/// The smallest key that stands in both sorted lists.
fn first_shared(one: &[u64], other: &[u64]) -> Option<u64> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let (left, right) = (*one.peek()?, *other.peek()?);
        match left.cmp(right) {
            Ordering::Less => one.next(),
            Ordering::Greater => other.next(),
            Ordering::Equal => return Some(*left),
        };
    }
}

fn place(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn pair(ids: &[PersonId], profiles: &[Profile], (one, other): (u32, u32), new_id: fn() -> uuid::Uuid) -> Option<Pair> {
    let (one, other) = (place(one), place(other));
    let candidate = matching::score(profiles.get(one)?, profiles.get(other)?);
    if candidate.verdict == Verdict::No {
        return None;
    }
    let (first, second) = ordered(*ids.get(one)?, *ids.get(other)?);
    Some(Pair {
        id: new_id(),
        first,
        second,
        score: i32::try_from(candidate.score).unwrap_or(i32::MAX),
        verdict: candidate.verdict.as_str(),
        reasons: serde_json::to_string(&candidate.reasons).unwrap_or_default(),
    })
}

/// 64 bits are enough to keep the keys of a million people apart: a rare meeting of two keys only means one
/// comparison more.
fn hash(key: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
