//! Connecting a service to its own database: a SQLite file, or a PostgreSQL schema.

use std::time::Duration;

use anyhow::{Context as _, Result};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use crate::Settings;

/// Opens the database of `service`; on PostgreSQL the schema is made if it is not there yet.
///
/// # Errors
/// When the database can't be reached or opened; says which.
pub async fn connect(settings: &Settings, service: &str) -> Result<DatabaseConnection> {
    let url = settings.database.url.expose();
    if url.is_empty() {
        connect_sqlite(settings, service).await
    } else {
        connect_postgres(settings, service, url).await
    }
}

/// SQLite has one connection per file: with more, transactions that read and then write fail.
async fn connect_sqlite(settings: &Settings, service: &str) -> Result<DatabaseConnection> {
    let folder = &settings.data.folder;
    std::fs::create_dir_all(folder).with_context(|| format!("data.folder {}", folder.display()))?;
    let file = folder.join(format!("{service}.sqlite"));
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options.max_connections(1).min_connections(1).acquire_timeout(Duration::from_secs(30)).sqlx_logging(false);
    let db = Database::connect(options).await.with_context(|| format!("opening {}", file.display()))?;
    for pragma in ["journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"] {
        db.execute_raw(Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"))).await?;
    }
    Ok(db)
}

async fn connect_postgres(settings: &Settings, service: &str, url: &str) -> Result<DatabaseConnection> {
    let schema = format!("{}{service}", settings.database.schema_prefix);
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(settings.database.max_connections)
        .acquire_timeout(Duration::from_secs(8))
        // The pool pings a connection when it comes back; before each use would be a round trip more.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .sqlx_logging(false)
        .set_schema_search_path(&schema)
        .set_application_name(format!("hoanhap.{service}"));
    let db = Database::connect(options).await.context("database.url can't be reached")?;
    let create = format!("CREATE SCHEMA IF NOT EXISTS \"{schema}\"");
    let exists = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT 1 FROM information_schema.schemata WHERE schema_name = $1",
        [schema.into()],
    );
    if db.query_one_raw(exists).await?.is_none() {
        db.execute_raw(Statement::from_string(DbBackend::Postgres, create)).await?;
    }
    Ok(db)
}

/// Keeps two migrators apart for as long as the returned transaction lives.
///
/// # Errors
/// When the database fails.
pub async fn migration_lock(db: &DatabaseConnection) -> Result<Option<sea_orm::DatabaseTransaction>> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(None);
    }
    let tx = sea_orm::TransactionTrait::begin(db).await?;
    let lock = "SELECT pg_advisory_xact_lock(hashtextextended('hoanhap.migrate.' || current_schema(), 0))";
    tx.execute_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
    Ok(Some(tx))
}
