//! What the producers' journals say against what took effect in reporting.

use std::collections::HashMap;
use std::fmt;

use anyhow::{Result, ensure};
use events::Envelope;
use runtime::messages::JournalRow;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::fleet::Fleet;

/// The figures of one test.
#[derive(Debug)]
pub struct Balance {
    /// Events in the journals.
    attempted: usize,
    /// Those that reporting has not applied, or whose line is missing.
    lost: usize,
    /// Lines that the consumer wrote more than once.
    duplicated: usize,
    /// Lines that came before one of an earlier event of their subject.
    disordered: usize,
}

impl fmt::Display for Balance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "attempted {}, lost {}, duplicated {}", self.attempted, self.lost, self.duplicated)
    }
}

impl Balance {
    pub fn check(&self) -> Result<()> {
        ensure!(self.attempted > 0 && self.lost == 0 && self.duplicated == 0 && self.disordered == 0, "{self:?}");
        Ok(())
    }
}

/// Has each line noted that the consumer writes, in the same transaction. The ledger has a unique key that
/// swallows a second line of the same event; the note is taken before that and keeps it.
pub async fn note_effects(fleet: &Fleet) -> Result<()> {
    let (effects, lines) = (fleet.table("reporting", "effects"), fleet.table("reporting", "movement_lines"));
    let note = fleet.table("reporting", "note_effect");
    fleet
        .execute(&format!(
            "CREATE TABLE {effects} (position bigserial PRIMARY KEY, event_id uuid NOT NULL);
             CREATE FUNCTION {note}() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN INSERT INTO {effects} (event_id) VALUES (NEW.event_id); RETURN NEW; END $$;
             CREATE TRIGGER note_effect BEFORE INSERT ON {lines} FOR EACH ROW EXECUTE FUNCTION {note}();"
        ))
        .await
}

/// The noted effects, in the order they were committed: one event id for each line.
pub async fn effects(fleet: &Fleet) -> Result<Vec<Uuid>> {
    let query = format!("SELECT event_id FROM {} ORDER BY position", fleet.table("reporting", "effects"));
    let rows = fleet.db.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// All events that the producers recorded.
pub async fn journals(fleet: &Fleet) -> Result<Vec<Envelope>> {
    let mut all = Vec::new();
    for producer in ["registry", "facility"] {
        let mut after = 0;
        loop {
            let path = format!("/v1/messages/journal?after={after}&limit=1000");
            let rows: Vec<JournalRow> = fleet.operator.get(producer, &path).await?;
            let Some(last) = rows.last() else { break };
            after = last.position;
            all.extend(rows.into_iter().map(|row| row.event));
        }
    }
    Ok(all)
}

/// Whether an event is one line in the ledger; the events of these tests are that or none.
pub fn has_line(event: &Envelope) -> bool {
    matches!(event.noun(), "registry.file" | "facility.admission")
}

pub async fn balance(fleet: &Fleet) -> Result<Balance> {
    let journal = journals(fleet).await?;
    let mut lines: HashMap<Uuid, usize> = HashMap::new();
    for event in effects(fleet).await? {
        *lines.entry(event).or_default() += 1;
    }
    let stored = stored(fleet).await?;
    let applied = applied(fleet).await?;
    let is_lost = |event: &&Envelope| {
        let reached = applied.get(&event.subject).copied().unwrap_or(0);
        reached < event.sequence || (has_line(event) && !stored.contains(&event.id))
    };
    Ok(Balance {
        attempted: journal.len(),
        lost: journal.iter().filter(is_lost).count(),
        duplicated: lines.values().map(|times| times - 1).sum(),
        disordered: disordered(fleet, &journal).await?,
    })
}

/// The events that the ledger holds a line of.
async fn stored(fleet: &Fleet) -> Result<std::collections::HashSet<Uuid>> {
    let query = format!("SELECT event_id FROM {}", fleet.table("reporting", "movement_lines"));
    let rows = fleet.db.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// How far reporting is with each subject.
async fn applied(fleet: &Fleet) -> Result<HashMap<String, i64>> {
    let query = format!("SELECT subject, last_sequence FROM {}", fleet.table("reporting", "inbox_subjects"));
    let rows = fleet.db.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

async fn disordered(fleet: &Fleet, journal: &[Envelope]) -> Result<usize> {
    let events: HashMap<Uuid, &Envelope> = journal.iter().map(|event| (event.id, event)).collect();
    let mut reached: HashMap<&str, i64> = HashMap::new();
    let mut disordered = 0;
    for id in effects(fleet).await? {
        let Some(event) = events.get(&id) else { continue };
        let last = reached.insert(&event.subject, event.sequence).unwrap_or(0);
        disordered += usize::from(event.sequence < last);
    }
    Ok(disordered)
}
