//! What stands in the databases, as text: every row of every table, on either engine.

use anyhow::{Context as _, Result};
use runtime::Context;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use tests::Platform;

/// A row, with where it stands: `registry.persons`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    pub service: &'static str,
    pub table: String,
    pub text: String,
}

/// Every row of every service's database, in a fixed order.
pub async fn rows(platform: &Platform) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (service, context) in platform.running.contexts.iter().filter(|(_, context)| context.has_database()) {
        for table in tables(context).await? {
            let select = format!("SELECT {} FROM \"{table}\" t", row_as_text(context, &table).await?);
            let texts = texts(&context.db, &select).await.with_context(|| format!("{service}.{table}"))?;
            rows.extend(texts.into_iter().map(|text| Row { service, table: table.clone(), text }));
        }
    }
    rows.sort();
    Ok(rows)
}

async fn tables(context: &Context) -> Result<Vec<String>> {
    let select = match context.db.get_database_backend() {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table'",
        _ => "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
    };
    let tables = texts(&context.db, select).await?;
    anyhow::ensure!(tables.iter().any(|table| table == "outbox"), "{} has no outbox: {tables:?}", context.service);
    Ok(tables)
}

async fn row_as_text(context: &Context, table: &str) -> Result<String> {
    if context.db.get_database_backend() != DbBackend::Sqlite {
        return Ok("t::text".to_owned());
    }
    let columns = texts(&context.db, &format!("SELECT name FROM pragma_table_info('{table}')")).await?;
    let quoted: Vec<String> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
    Ok(quoted.join(" || ',' || "))
}

async fn texts(db: &DatabaseConnection, select: &str) -> Result<Vec<String>> {
    let statement = Statement::from_string(db.get_database_backend(), select.to_owned());
    let rows = db.query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
