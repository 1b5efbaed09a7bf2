//! Filling a register through its own API: batches over several connections.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use platform::remote::{Answered, Remote};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;
use web::batch::BatchAnswer;

use super::crowd::{Crowd, DOUBLED, PERIOD, SECOND, numbers, request};

/// Records of a request: whole periods, so that both records of a person come together.
const BATCH: usize = 500;
/// The place in a request of the person who is remembered, to be searched for.
const REMEMBERED: usize = 7;

/// Somebody who is in the register.
#[derive(Clone)]
pub struct Known {
    pub name: String,
    pub birth_year: i32,
    pub number: Option<String>,
}

/// What was registered so far.
#[derive(Default)]
pub struct Filled {
    pub records: usize,
    /// Records refused, because chance gave two people one number.
    pub refused: usize,
    /// Records of one person.
    pub pairs: HashSet<[Uuid; 2]>,
    pub known: Vec<Known>,
}

/// Registers records until there are `target`.
pub async fn fill(remote: &Arc<Remote>, crowd: &Arc<Mutex<Crowd>>, filled: &mut Filled, target: usize) -> Result<()> {
    const CALLERS: usize = 6;
    let style = "  registering {wide_bar} {human_pos}/{human_len}, {per_sec}, {eta} left";
    let bar = ProgressBar::new(target.try_into()?).with_style(ProgressStyle::with_template(style)?);
    bar.set_position(filled.records.try_into()?);
    bar.reset_eta();
    let batches = Arc::new(Mutex::new((target - filled.records).div_ceil(BATCH)));
    let mut tasks = JoinSet::new();
    for _ in 0..CALLERS {
        let (remote, crowd, batches, bar) = (remote.clone(), crowd.clone(), batches.clone(), bar.clone());
        tasks.spawn(async move {
            let mut filled = Filled::default();
            while let Some(people) = take(&batches, &crowd) {
                let items: Vec<Value> = people.iter().map(request).collect();
                let answer = post(&remote, &json!({ "items": items })).await?;
                filled.take(&people, &answer);
                bar.inc(BATCH.try_into()?);
            }
            anyhow::Ok(filled)
        });
    }
    while let Some(task) = tasks.join_next().await {
        let more = task.context("a caller ended")??;
        filled.records += more.records;
        filled.refused += more.refused;
        filled.pairs.extend(more.pairs);
        filled.known.extend(more.known);
    }
    bar.finish_and_clear();
    Ok(())
}

async fn post(remote: &Remote, body: &Value) -> Result<BatchAnswer> {
    loop {
        match remote.post("registry", "/v1/persons/batch", body, None).await {
            // Two callers gave one number at once, and the answer says to try again.
            Err(error) if error.downcast_ref::<Answered>().is_some_and(|answer| answer.status == 409) => {}
            answer => return answer,
        }
    }
}

fn take(batches: &Mutex<usize>, crowd: &Mutex<Crowd>) -> Option<Vec<samples::Person>> {
    let mut left = batches.lock().unwrap_or_else(PoisonError::into_inner);
    *left = left.checked_sub(1)?;
    Some(crowd.lock().unwrap_or_else(PoisonError::into_inner).by_ref().take(BATCH).collect())
}

impl Filled {
    fn take(&mut self, people: &[samples::Person], answer: &BatchAnswer) {
        self.records += people.len();
        self.refused += answer.refused;
        let id = |place: usize| answer.results.get(place)?.id;
        for period in (0..people.len()).step_by(PERIOD) {
            if let (Some(one), Some(other)) = (id(period + DOUBLED), id(period + SECOND)) {
                self.pairs.insert([one.min(other), one.max(other)]);
            }
        }
        if let Some(person) = people.get(REMEMBERED).filter(|_| id(REMEMBERED).is_some()) {
            let number = numbers(person).into_iter().next();
            self.known.push(Known { name: person.name.clone(), birth_year: person.birth.year, number });
        }
    }
}
