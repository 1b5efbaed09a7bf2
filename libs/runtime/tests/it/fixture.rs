//! A service that has nothing but an audit log: on SQLite, and on PostgreSQL too where `tests/run.sh` has
//! started one; what is made there goes with that server.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::{AccountId, PersonId};
use runtime::audit::{Act, Break, BreakKind, Checkpoint, Verdict, entries, seals, verify};
use runtime::settings::Secret;
use runtime::{Clock, Context, Service, Settings, host};
use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryOrder};
use sea_orm_migration::SchemaManager;
use tempfile::TempDir;
use uuid::Uuid;
use web::Mounted;

struct Log;

#[async_trait]
impl Service for Log {
    fn name(&self) -> &'static str {
        "log"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::audit::create(&SchemaManager::new(db)).await
    }

    fn routes(&self, _: &Context) -> Mounted {
        Mounted::default()
    }
}

pub struct Fixture {
    pub context: Context,
    _folder: TempDir,
}

pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 123_456_000).unwrap()
}

pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

impl Fixture {
    /// One on each engine there is, with `sealed` entries each.
    pub async fn on_each_engine(sealed: u128) -> Vec<Self> {
        let opened = opened_on_each_engine(&Log).await.into_iter();
        let all: Vec<Self> = opened.map(|(context, folder)| Self { context, _folder: folder }).collect();
        for fixture in &all {
            for number in 1..=sealed {
                fixture.look(number).await;
                fixture.clock().advance(TimeDelta::seconds(1));
            }
            fixture.seal().await;
        }
        all
    }

    pub fn clock(&self) -> &Clock {
        &self.context.clock
    }

    /// Records that person `number` was looked at.
    pub async fn look(&self, number: u128) {
        let tx = self.context.begin().await.unwrap();
        self.context.audit(&tx, &act(), &[person(number)]).await.unwrap();
        self.context.commit_read(tx).await.unwrap();
    }

    pub async fn seal(&self) {
        while seals::seal_batch(&self.context).await.unwrap() > 0 {}
    }

    pub async fn verdict(&self, checkpoint: Option<&Checkpoint>) -> Verdict {
        verify(&self.context, checkpoint, |_, _| ()).await.unwrap()
    }

    /// What is broken, and at which seal.
    pub async fn broken(&self, checkpoint: Option<&Checkpoint>) -> Option<(BreakKind, Option<i64>)> {
        self.verdict(checkpoint).await.broken.map(|Break { kind, sequence, .. }| (kind, sequence))
    }

    pub async fn seals(&self) -> Vec<seals::Model> {
        seals::Entity::find().order_by_asc(seals::Column::Sequence).all(&self.context.db).await.unwrap()
    }

    /// The entry behind a seal.
    pub async fn entry(&self, sequence: i64) -> entries::Model {
        let seal = seals::Entity::find_by_id(sequence).one(&self.context.db).await.unwrap().unwrap();
        entries::Entity::find_by_id(seal.entry_id).one(&self.context.db).await.unwrap().unwrap()
    }

    pub fn is_postgres(&self) -> bool {
        self.context.db.get_database_backend() == DbBackend::Postgres
    }

    /// Gets round the triggers, as whoever owns the database can.
    pub async fn disarm(&self) {
        let statements = if self.is_postgres() {
            ["audit_entries", "audit_seals"].map(|table| format!("ALTER TABLE {table} DISABLE TRIGGER USER")).to_vec()
        } else {
            let triggers = ["never_updated", "never_deleted", "never_replaced"];
            let of = |table: &str| triggers.map(|trigger| format!("DROP TRIGGER {table}_{trigger}"));
            [of("audit_entries"), of("audit_seals")].concat()
        };
        for statement in statements {
            self.context.db.execute_unprepared(&statement).await.unwrap();
        }
    }
}

/// A service's context at a fixed time, on each engine there is; the folder keeps the data.
pub async fn opened_on_each_engine(service: &dyn Service) -> Vec<(Context, TempDir)> {
    let mut all = vec![opened(service, None).await];
    if let Ok(url) = std::env::var("HOANHAP_TEST_POSTGRES_URL") {
        all.push(opened(service, Some(url)).await);
    }
    all
}

async fn opened(service: &dyn Service, postgres: Option<String>) -> (Context, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::load(None).unwrap();
    settings.data.folder = folder.path().to_owned();
    if let Some(url) = postgres {
        settings.database.url = Secret::new(url);
        settings.database.schema_prefix =
            format!("a{}_", Uuid::new_v5(&Uuid::NAMESPACE_OID, folder.path().as_os_str().as_encoded_bytes()).simple());
    }
    let mut context = host::open_context(service, settings).await.unwrap();
    context.clock = Clock::fixed(start());
    (context, folder)
}

pub fn act() -> Act<'static> {
    let account = AccountId(Uuid::from_u128(7));
    Act { account, action: "person.viewed", purpose: "view", detail: None }
}
