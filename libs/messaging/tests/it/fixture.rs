//! An inbox whose handler writes down what it handles and does what the test wants of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use events::Envelope;
use messaging::{Handler, HandlerError, Inbox, Subscription, parking};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
};
use sea_orm_migration::SchemaManager;
use serde_json::Value;
use tokio::sync::Notify;
use uuid::Uuid;

/// What the handler does with an event.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Rejects,
    Panics,
    /// Fails this often, then handles.
    Fails(u32),
}

#[derive(Default)]
struct Recording {
    moods: Mutex<HashMap<(String, i64), Mood>>,
}

pub struct Fixture {
    pub inbox: Inbox,
    pub db: DatabaseConnection,
    handler: Arc<Recording>,
}

/// Version `sequence` of the aggregate `test/thing/{name}`; the same event whenever it is made.
pub fn event(name: &str, sequence: i64) -> Envelope {
    let subject = format!("test/thing/{name}");
    Envelope {
        specversion: "1.0".to_owned(),
        id: Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{subject}#{sequence}").as_bytes()),
        source: "/hoanhap/test/test".to_owned(),
        r#type: "test.thing.happened.v1".to_owned(),
        subject,
        time: DateTime::UNIX_EPOCH,
        datacontenttype: "application/json".to_owned(),
        dataschema: String::new(),
        sequence,
        partitionkey: None,
        correlationid: Uuid::nil(),
        causationid: None,
        actor: None,
        traceparent: None,
        tracestate: None,
        data: Value::Null,
    }
}

fn epoch() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH
}

fn insert(event: &Envelope) -> Statement {
    let values = [event.subject.clone().into(), event.sequence.into()];
    Statement::from_sql_and_values(DbBackend::Sqlite, "INSERT INTO effects (subject, sequence) VALUES (?, ?)", values)
}

#[async_trait]
impl Handler for Recording {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        for event in events {
            // Written first, so that a refusal has an effect to roll back.
            tx.execute_raw(insert(event)).await?;
            let mood = self.moods.lock().unwrap().get_mut(&(event.subject.clone(), event.sequence)).and_then(next);
            match mood {
                Some(Mood::Rejects) => return Err(HandlerError::Reject("not wanted".to_owned())),
                Some(Mood::Panics) => panic!("the handler was told to panic"),
                Some(Mood::Fails(_)) => return Err(HandlerError::Retry(DbErr::Custom("not now".to_owned()))),
                None => {}
            }
        }
        Ok(())
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        tx.execute_unprepared("DELETE FROM effects").await?;
        Ok(())
    }
}

/// This time's mood; `Fails` wears off.
fn next(mood: &mut Mood) -> Option<Mood> {
    let now = *mood;
    if let Mood::Fails(times) = mood {
        *times = times.checked_sub(1)?;
    }
    Some(now)
}

impl Fixture {
    pub async fn new() -> Self {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).min_connections(1).sqlx_logging(false);
        let db = Database::connect(options).await.unwrap();
        migrations::messaging::create(&SchemaManager::new(&db)).await.unwrap();
        db.execute_unprepared("CREATE TABLE effects (position INTEGER PRIMARY KEY, subject TEXT, sequence BIGINT)")
            .await
            .unwrap();
        let handler = Arc::new(Recording::default());
        let subscription =
            Subscription { nouns: vec!["test.thing"], types: vec!["test.thing.happened.v1"], handler: handler.clone() };
        let inbox = Inbox::new("test", db.clone(), subscription, Arc::new(Notify::new()), epoch);
        Self { inbox, db, handler }
    }

    pub fn make(&self, name: &str, sequence: i64, mood: Mood) {
        self.handler.moods.lock().unwrap().insert((event(name, sequence).subject, sequence), mood);
    }

    pub fn calm_down(&self) {
        self.handler.moods.lock().unwrap().clear();
    }

    /// Delivers `name` with these sequences as one batch.
    pub async fn deliver(&self, name: &str, sequences: &[i64]) {
        let events: Vec<_> = sequences.iter().map(|sequence| event(name, *sequence)).collect();
        self.inbox.deliver(&events).await.unwrap();
    }

    /// The sequences of `name` that took effect, in the order they did.
    pub async fn effects(&self, name: &str) -> Vec<i64> {
        let query = "SELECT sequence FROM effects WHERE subject = ? ORDER BY position";
        let query = Statement::from_sql_and_values(DbBackend::Sqlite, query, [event(name, 1).subject.into()]);
        let rows = self.db.query_all_raw(query).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// What is parked: subject's name, sequence, state.
    pub async fn parked(&self) -> Vec<(String, i64, String)> {
        let rows = parking::list(&self.db, 500).await.unwrap();
        let name = |subject: &str| subject.rsplit('/').next().unwrap_or_default().to_owned();
        rows.iter().map(|row| (name(&row.subject), row.sequence.unwrap_or(0), row.state.clone())).collect()
    }

    /// The reason and the tries of a parked event.
    pub async fn problem(&self, name: &str, sequence: i64) -> (String, i32) {
        let row = parking::find(&self.db, event(name, sequence).id).await.unwrap().unwrap();
        (row.reason, row.attempts)
    }
}

/// A row as [`Fixture::parked`] answers it.
pub fn row(name: &str, sequence: i64, state: &str) -> (String, i64, String) {
    (name.to_owned(), sequence, state.to_owned())
}
