//! Registry on a database of its own, with an issuer beside it that signs whatever a test wants: on SQLite,
//! and on PostgreSQL too where `tests/run.sh` has started one; what is made there goes with that server.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::ids::AccountId;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use registry::Registry;
use runtime::settings::Secret;
use runtime::{Clock, Context, Host, Running, Service, Settings};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use web::{Access, Claims, Grant, Json, Mounted, Role, Route, Routes};

use super::visitor::Visitor;

const KEY_ID: &str = "test";
/// The PKCS#8 envelope of an Ed25519 seed (RFC 8410, section 7), and a seed that is no secret.
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const SEED: [u8; 32] = [3; 32];

fn signing_key() -> EncodingKey {
    EncodingKey::from_ed_der(&[&PKCS8_PREFIX[..], &SEED].concat())
}

/// Stands where identity would: publishes the key.
struct Issuer;

#[async_trait]
impl Service for Issuer {
    fn name(&self) -> &'static str {
        "identity"
    }

    async fn migrate(&self, _: &DatabaseConnection) -> Result<(), DbErr> {
        Ok(())
    }

    fn has_database(&self) -> bool {
        false
    }

    fn routes(&self, _: &Context) -> Mounted {
        Routes::<()>::new("identity")
            .add(Route::get("/v1/keys", Access::Public, "Public keys"), || async {
                let mut jwk = Jwk::from_encoding_key(&signing_key(), Algorithm::EdDSA).unwrap();
                jwk.common.key_id = Some(KEY_ID.to_owned());
                Json(json!({ "keys": [jwk] }))
            })
            .mount(())
    }
}

pub struct Server {
    pub running: Running,
    pub clock: Clock,
    settings: Settings,
    _folder: Arc<TempDir>,
}

/// 25 November 2026, nine in the morning in Vietnam.
pub fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_572_000, 0).unwrap()
}

impl Server {
    pub async fn on_each_engine() -> Vec<Self> {
        let mut all = vec![Self::open(None).await];
        if let Ok(url) = std::env::var("HOANHAP_TEST_POSTGRES_URL") {
            all.push(Self::open(Some(url)).await);
        }
        all
    }

    async fn open(postgres: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.http.listen = "127.0.0.1:0".to_owned();
        settings.data.folder = folder.path().to_owned();
        if let Some(url) = postgres {
            let name = Uuid::new_v5(&Uuid::NAMESPACE_OID, folder.path().as_os_str().as_encoded_bytes());
            settings.database.url = Secret::new(url);
            settings.database.schema_prefix = format!("k{}_", name.simple());
            settings.database.max_connections = 6;
        }
        Self::run(settings, Arc::new(folder)).await
    }

    /// On the database that these settings name.
    pub async fn in_folder(mut settings: Settings, folder: TempDir) -> Self {
        settings.http.listen = "127.0.0.1:0".to_owned();
        Self::run(settings, Arc::new(folder)).await
    }

    async fn run(settings: Settings, folder: Arc<TempDir>) -> Self {
        let clock = Clock::fixed(start());
        let services: Vec<Arc<dyn Service>> = vec![Arc::new(Registry), Arc::new(Issuer)];
        let running = Host::start_with_clock(settings.clone(), services, clock.clone()).await.unwrap();
        Self { running, clock, settings, _folder: folder }
    }

    /// Another replica on the same database.
    pub async fn replica(&self) -> Self {
        Self::run(self.settings.clone(), self._folder.clone()).await
    }

    /// Starts registry on the same database with another master key.
    pub async fn start_with_another_key(&self) -> anyhow::Result<Running> {
        let other = tempfile::tempdir()?;
        let mut settings = self.settings.clone();
        settings.security.key_file = other.path().join("master.key");
        std::fs::write(&settings.security.key_file, format!("{}CQk=", "CQkJ".repeat(10)))?;
        Host::start(settings, vec![Arc::new(Registry)]).await
    }

    pub fn context(&self) -> &Context {
        &self.running.contexts["registry"]
    }

    /// An account with one role, in an area or everywhere.
    pub fn visitor(&self, number: u128, role: Role, area: Option<&str>) -> Visitor {
        let account = AccountId(Uuid::from_u128(number));
        let grants = vec![Grant { role, area: area.map(str::to_owned), facility: None }];
        let now = runtime::context::now().timestamp();
        let claims =
            Claims { iss: "hoanhap".into(), aud: "hoanhap".into(), sub: account, iat: now, exp: now + 600, grants };
        let mut header = Header::new(Algorithm::EdDSA);
        (header.typ, header.kid) = (Some("at+jwt".to_owned()), Some(KEY_ID.to_owned()));
        let token = encode(&header, &claims, &signing_key()).unwrap();
        Visitor { account, token, base: format!("{}/api/registry", self.running.base_url()) }
    }

    /// An officer of the commune 29869 in Đồng Tháp.
    pub fn here(&self) -> Visitor {
        self.visitor(1, Role::CommuneOfficer, Some("29869"))
    }

    /// An officer of its neighbour 29872.
    pub fn there(&self) -> Visitor {
        self.visitor(2, Role::CommuneOfficer, Some("29872"))
    }

    pub fn inspector(&self) -> Visitor {
        self.visitor(3, Role::Inspector, None)
    }

    pub fn operator(&self) -> Visitor {
        self.visitor(4, Role::Operator, None)
    }

    /// One column of text.
    pub async fn texts(&self, select: &str) -> Vec<String> {
        let db = &self.context().db;
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), select)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    pub async fn execute(&self, statement: &str) {
        self.context().db.execute_unprepared(statement).await.unwrap();
    }

    /// What the log says of an account, oldest first.
    pub async fn entries_of(&self, visitor: &Visitor) -> Vec<Value> {
        let path = format!("/v1/audit/entries?account={}", visitor.account);
        let mut items = self.inspector().get(&path).await.ok()["items"].as_array().unwrap().clone();
        items.reverse();
        items
    }
}
