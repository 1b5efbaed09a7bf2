//! Which schema changes a database still waits for, found out without changing it.

use std::time::Duration;

use runtime::Settings;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement};
use sea_orm_migration::MigratorTrait;
use serde::Serialize;

use crate::code::Code;
use crate::exit::Failed;

/// The changes of one service, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schema {
    pub service: &'static str,
    pub pending: Vec<String>,
}

fn changes<M: MigratorTrait>() -> Vec<String> {
    M::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Every service with a database, and its migrations in order.
fn all() -> Vec<Schema> {
    vec![
        Schema { service: "identity", pending: changes::<migrations::identity::Migrator>() },
        Schema { service: "registry", pending: changes::<migrations::registry::Migrator>() },
        Schema { service: "facility", pending: changes::<migrations::facility::Migrator>() },
        Schema { service: "community", pending: changes::<migrations::community::Migrator>() },
        Schema { service: "aftercare", pending: changes::<migrations::aftercare::Migrator>() },
        Schema { service: "training", pending: changes::<migrations::training::Migrator>() },
        Schema { service: "reporting", pending: changes::<migrations::reporting::Migrator>() },
    ]
}

/// The services that have one.
pub fn names() -> Vec<&'static str> {
    all().into_iter().map(|schema| schema.service).collect()
}

/// What waits in these services' databases; in all of them when none is named.
///
/// # Errors
/// `E_DATABASE` when one can't be read.
pub async fn pending(settings: &Settings, services: &[String]) -> Result<Vec<Schema>, Failed> {
    let mut plan = Vec::new();
    for mut schema in all() {
        if !services.is_empty() && !services.iter().any(|name| name == schema.service) {
            continue;
        }
        let applied = applied(settings, schema.service).await;
        let applied = applied.map_err(|error| {
            Failed::new(Code::Database, anyhow::Error::new(error).context(schema.service)).next("hoanhap doctor")
        })?;
        schema.pending.retain(|name| !applied.contains(name));
        plan.push(schema);
    }
    Ok(plan)
}

/// The migrations a database has seen; none where it is not there yet.
async fn applied(settings: &Settings, service: &str) -> Result<Vec<String>, DbErr> {
    let url = settings.database.url.expose();
    let (url, table) = if url.is_empty() {
        let file = settings.data.folder.join(format!("{service}.sqlite"));
        if !file.exists() {
            return Ok(Vec::new());
        }
        (format!("sqlite://{}?mode=ro", file.display()), "seaql_migrations".to_owned())
    } else {
        let prefix = &settings.database.schema_prefix;
        (url.to_owned(), format!("\"{prefix}{service}\".seaql_migrations"))
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).connect_timeout(Duration::from_secs(3)).acquire_timeout(Duration::from_secs(3));
    let db = Database::connect(options.sqlx_logging(false).to_owned()).await?;
    let names = versions(&db, &table).await;
    let _ = db.close().await;
    names
}

async fn versions(db: &DatabaseConnection, table: &str) -> Result<Vec<String>, DbErr> {
    let backend = db.get_database_backend();
    let exists = match backend {
        DbBackend::Postgres => format!("SELECT 1 WHERE to_regclass('{table}') IS NOT NULL"),
        _ => format!("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{table}'"),
    };
    if db.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
        return Ok(Vec::new());
    }
    let rows = db.query_all_raw(Statement::from_string(backend, format!("SELECT version FROM {table}"))).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

#[cfg(test)]
mod tests {
    use runtime::{database, host};

    use super::*;
    use crate::services;

    #[tokio::test]
    async fn what_waits_is_told_without_making_anything() {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.data.folder = folder.path().join("data");
        let waiting = async || pending(&settings, &["facility".to_owned()]).await.unwrap();
        assert_eq!(waiting().await[0].pending, changes::<migrations::facility::Migrator>());
        assert!(!settings.data.folder.exists());

        let facility = services::named("facility").unwrap();
        host::migrate(facility.as_ref(), &database::connect(&settings, "facility").await.unwrap()).await.unwrap();
        assert_eq!(waiting().await, [Schema { service: "facility", pending: vec![] }]);
    }

    #[test]
    fn every_service_that_keeps_data_is_planned() {
        let with_data: Vec<_> = services::all().iter().filter(|s| s.has_database()).map(|s| s.name()).collect();
        assert_eq!(all().iter().map(|schema| schema.service).collect::<Vec<_>>(), with_data);
    }
}
