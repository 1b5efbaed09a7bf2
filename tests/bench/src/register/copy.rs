//! The yardstick of an import: the rows it wrote are taken out of the database and put back into the same
//! tables under the same indexes, in one transaction, by `COPY` on PostgreSQL and by prepared inserts of
//! many rows on SQLite.

use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};
use futures_util::TryStreamExt;
use sea_orm::sqlx::sqlite::SqliteRow;
use sea_orm::sqlx::{Column, Connection, Row, TypeInfo, ValueRef};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait, Value};
use uuid::Uuid;

use crate::site;

/// The end of the journal before an import.
pub struct Mark(i64);

impl Mark {
    pub async fn now(db: &DatabaseConnection) -> Result<Self> {
        Ok(Self(site::scalar(db, "SELECT coalesce(max(position), 0) FROM outbox").await?))
    }

    /// How long it takes to write what the import left behind this mark.
    pub async fn write_again(&self, db: &DatabaseConnection, import: Uuid) -> Result<Duration> {
        match db.get_database_backend() {
            DbBackend::Sqlite => insert(db, self.tables(&format!("X'{}'", import.simple()))).await,
            _ => copy(db, self.tables(&format!("'{import}'"))).await,
        }
    }

    /// What an import writes, and which rows of it; its lines last, because they say whose the others are.
    fn tables(&self, import: &str) -> [(&'static str, String); 9] {
        let persons = format!("SELECT person_id FROM import_rows WHERE import_id = {import} AND state = 'done'");
        let of_persons = format!("person_id IN ({persons})");
        [
            ("outbox", format!("position > {}", self.0)),
            ("file_changes", format!("file_id IN (SELECT id FROM files WHERE {of_persons})")),
            ("files", of_persons.clone()),
            ("person_numbers", of_persons.clone()),
            ("person_aliases", of_persons.clone()),
            ("summaries", of_persons.clone()),
            ("person_search", of_persons),
            ("persons", format!("id IN ({persons})")),
            ("import_rows", format!("import_id = {import}")),
        ]
    }
}

async fn copy(db: &DatabaseConnection, tables: [(&'static str, String); 9]) -> Result<Duration> {
    let mut connection = db.get_postgres_connection_pool().acquire().await?;
    let mut kept = Vec::new();
    for (table, which) in &tables {
        let select = format!("COPY (SELECT * FROM {table} WHERE {which}) TO STDOUT");
        let parts: Vec<_> = connection.copy_out_raw(&select).await?.try_collect().await?;
        ensure!(!parts.is_empty(), "the import left nothing in {table}");
        kept.push((table, parts.concat()));
    }
    for (table, which) in &tables {
        db.execute_unprepared(&format!("DELETE FROM {table} WHERE {which}")).await?;
    }
    for (table, _) in &tables {
        db.execute_unprepared(&format!("VACUUM {table}")).await?;
    }
    let begin = Instant::now();
    let mut tx = connection.begin().await?;
    for (table, rows) in kept {
        let mut into = tx.copy_in_raw(&format!("COPY {table} FROM STDIN")).await?;
        into.send(rows).await?;
        into.finish().await?;
    }
    tx.commit().await?;
    Ok(begin.elapsed())
}

async fn insert(db: &DatabaseConnection, tables: [(&'static str, String); 9]) -> Result<Duration> {
    const ROWS_PER_STATEMENT: usize = 500;
    let run = |sql: String| Statement::from_string(DbBackend::Sqlite, sql);
    let mut kept = Vec::new();
    for (table, which) in &tables {
        let rows = db.query_all_raw(run(format!("SELECT * FROM {table} WHERE {which}"))).await?;
        let rows: Vec<&SqliteRow> = rows.iter().filter_map(|row| row.try_as_sqlite_row()).collect();
        let Some(first) = rows.first() else { bail!("the import left nothing in {table}") };
        let columns: Vec<&str> = first.columns().iter().map(Column::name).collect();
        let head = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        let one = format!("({})", vec!["?"; columns.len()].join(", "));
        for some in rows.chunks(ROWS_PER_STATEMENT) {
            let values = some.iter().flat_map(|row| (0..columns.len()).map(|at| value(row, at)));
            let sql = format!("{head}{}", vec![one.as_str(); some.len()].join(", "));
            kept.push(Statement::from_sql_and_values(DbBackend::Sqlite, sql, values.collect::<Result<Vec<_>>>()?));
        }
    }
    for (table, which) in &tables {
        db.execute_raw(run(format!("DELETE FROM {table} WHERE {which}"))).await?;
    }
    let begin = Instant::now();
    let tx = db.begin().await?;
    for statement in kept {
        tx.execute_raw(statement).await?;
    }
    tx.commit().await?;
    Ok(begin.elapsed())
}

/// A cell as SQLite keeps it.
fn value(row: &SqliteRow, at: usize) -> Result<Value> {
    let cell = row.try_get_raw(at)?;
    Ok(match cell.type_info().name() {
        _ if cell.is_null() => Value::String(None),
        "INTEGER" | "BOOLEAN" => row.try_get_unchecked::<i64, _>(at)?.into(),
        "TEXT" | "DATE" | "DATETIME" => row.try_get_unchecked::<String, _>(at)?.into(),
        "BLOB" => row.try_get_unchecked::<Vec<u8>, _>(at)?.into(),
        other => bail!("a column of type {other} was not expected"),
    })
}
