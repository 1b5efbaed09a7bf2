//! Every column that holds sealed texts, for what concerns all of them alike: a new key.

use domain::ids::PersonId;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, IntoCondition, LikeExpr, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::vault::Vault;

/// Where sealed texts stand.
#[derive(Clone, Copy, Debug)]
pub struct SealedColumn {
    pub table: &'static str,
    /// The table's primary key, a UUID.
    pub key: &'static str,
    /// The column with the person whose id is authenticated with the text.
    pub person: &'static str,
    /// The column of the sealed texts; NULL where there is none.
    pub sealed: &'static str,
    /// The name that is authenticated with the text, as given to [`crate::vault::Vault::seal`].
    pub name: &'static str,
}

const fn column(table: &'static str, [key, person, sealed]: [&'static str; 3], name: &'static str) -> SealedColumn {
    SealedColumn { table, key, person, sealed, name }
}

/// A column that is missing here keeps its old key when keys are rotated; a test compares the list with the schema.
pub const ALL: [SealedColumn; 9] = [
    column("person_numbers", ["id", "person_id", "number_sealed"], "official_number"),
    column("residences", ["id", "person_id", "address_sealed"], "residence_address"),
    column("summaries", ["person_id", "person_id", "summary_sealed"], "summary"),
    // A line belongs to nobody yet, a step to a dossier: its own id is authenticated with it.
    column("import_rows", ["id", "id", "row_sealed"], "import_row"),
    column("import_rows", ["id", "id", "undo_sealed"], "import_row"),
    column("dossier_steps", ["id", "id", "note_sealed"], "dossier_step_note"),
    column("persons", ["id", "id", "address_sealed"], "address"),
    column("corrections", ["id", "person_id", "old_value_sealed"], "correction"),
    column("emergency_access", ["id", "person_id", "reason_sealed"], "emergency_reason"),
];

/// A sealed text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedText {
    pub key: Uuid,
    pub person: PersonId,
    pub text: String,
}

impl SealedColumn {
    /// Texts that `version` did not seal, behind the row `after`, in the order of the key.
    pub async fn older_than(
        &self,
        db: &impl ConnectionTrait,
        version: i32,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<SealedText>, DbErr> {
        let mut select = self.select(self.sealed_by(version).not());
        select.column(Alias::new(self.key)).column(Alias::new(self.person)).column(Alias::new(self.sealed));
        if let Some(after) = after {
            select.and_where(Expr::col(Alias::new(self.key)).gt(after));
        }
        select.order_by(Alias::new(self.key), Order::Asc).limit(limit);
        let rows = db.query_all(&select).await?;
        let read = |row: &sea_orm::QueryResult| {
            let (key, person) = (row.try_get_by_index(0)?, PersonId(row.try_get_by_index(1)?));
            Ok(SealedText { key, person, text: row.try_get_by_index(2)? })
        };
        rows.iter().map(read).collect()
    }

    /// Puts a new text in the place of `old`; `false` when somebody has written there meanwhile.
    pub async fn replace(&self, tx: &impl ConnectionTrait, old: &SealedText, new: String) -> Result<bool, DbErr> {
        let update = Query::update()
            .table(Alias::new(self.table))
            .value(Alias::new(self.sealed), new)
            .and_where(Expr::col(Alias::new(self.key)).eq(old.key))
            .and_where(Expr::col(Alias::new(self.sealed)).eq(old.text.as_str()))
            .to_owned();
        Ok(tx.execute(&update).await?.rows_affected() == 1)
    }

    /// How many texts `version` sealed.
    pub async fn count(&self, db: &impl ConnectionTrait, version: i32) -> Result<i64, DbErr> {
        self.counted(db, self.sealed_by(version)).await
    }

    /// How many texts other versions than `version` sealed.
    pub async fn count_others(&self, db: &impl ConnectionTrait, version: i32) -> Result<i64, DbErr> {
        self.counted(db, self.sealed_by(version).not()).await
    }

    async fn counted(&self, db: &impl ConnectionTrait, which: Condition) -> Result<i64, DbErr> {
        let mut select = self.select(which);
        select.expr(Expr::col(Alias::new(self.key)).count());
        db.query_one(&select).await?.map_or(Ok(0), |row| row.try_get_by_index(0))
    }

    fn select(&self, which: Condition) -> SelectStatement {
        Query::select()
            .from(Alias::new(self.table))
            .and_where(Expr::col(Alias::new(self.sealed)).is_not_null())
            .cond_where(which)
            .to_owned()
    }

    /// The text begins with the version; of the first version it holds no colon.
    fn sealed_by(&self, version: i32) -> Condition {
        let text = Expr::col(Alias::new(self.sealed));
        if version == 1 {
            text.not_like(LikeExpr::new("%:%")).into_condition()
        } else {
            text.like(LikeExpr::new(format!("{version}:%"))).into_condition()
        }
    }
}

/// How many texts of all columns other versions than `version` sealed.
pub async fn count_others(db: &impl ConnectionTrait, version: i32) -> Result<i64, DbErr> {
    let mut count = 0;
    for column in ALL {
        count += column.count_others(db, version).await?;
    }
    Ok(count)
}

/// Whether the vault opens the first text it meets; `true` when there is none.
pub async fn opens_with(db: &impl ConnectionTrait, vault: &Vault) -> Result<bool, DbErr> {
    for column in ALL {
        if let Some(text) = column.older_than(db, i32::MAX, None, 1).await?.first() {
            return Ok(vault.open(column.name, text.person, &text.text).is_ok());
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use runtime::{Context, Settings, host};
    use sea_orm::{ConnectionTrait, DbBackend, Statement};
    use tempfile::TempDir;

    use super::*;

    async fn context() -> (Context, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.data.folder = folder.path().to_owned();
        (host::open_context(&crate::Registry, settings).await.unwrap(), folder)
    }

    #[tokio::test]
    async fn every_sealed_column_of_the_schema_is_in_the_list() {
        let (context, _folder) = context().await;
        let columns = "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c \
                       WHERE m.type = 'table' AND c.name LIKE '%\\_sealed' ESCAPE '\\'";
        let rows = context.db.query_all_raw(Statement::from_string(DbBackend::Sqlite, columns)).await.unwrap();
        let in_schema: BTreeSet<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let listed: BTreeSet<String> = ALL.iter().map(|column| format!("{}.{}", column.table, column.sealed)).collect();
        assert_eq!(listed, in_schema);
    }

    #[tokio::test]
    async fn a_text_that_was_written_meanwhile_is_not_overwritten() {
        let (context, _folder) = context().await;
        let db = &context.db;
        let insert = "INSERT INTO corrections VALUES (x'00000000000000000000000000000001', \
                      x'00000000000000000000000000000002', 'address', 'now', 'r', \
                      x'00000000000000000000000000000003', '2019-01-01', '2019-01-01T00:00:00+00:00')";
        db.execute_unprepared(insert).await.unwrap();
        let column = ALL.iter().find(|column| column.table == "corrections").unwrap();
        let now = column.older_than(db, 2, None, 10).await.unwrap().remove(0);
        assert_eq!((now.person, now.text.as_str()), (PersonId(Uuid::from_u128(2)), "now"));
        let before = SealedText { text: "before".to_owned(), ..now.clone() };
        assert!(!column.replace(db, &before, "2:new".to_owned()).await.unwrap());
        assert!(column.replace(db, &now, "2:new".to_owned()).await.unwrap());
        assert_eq!(column.older_than(db, 2, None, 10).await.unwrap(), []);
        assert_eq!(column.count(db, 2).await.unwrap(), 1);
    }

    #[tokio::test]
    async fn a_version_is_not_taken_for_another_that_begins_alike() {
        let (context, _folder) = context().await;
        let column = ALL.iter().find(|column| column.table == "persons").unwrap();
        assert_eq!(column.count_others(&context.db, 1).await.unwrap(), 0);
        let insert = "INSERT INTO persons (id, version, name, name_folded, sort_key, sex, birth_year, address_sealed, \
                      commune_code, province_code, registered_on) VALUES \
                      (x'01', 1, 'n', 'n', 'n', 'male', 1990, '12:x', '29869', '87', '2019-01-01')";
        context.db.execute_unprepared(insert).await.unwrap();
        assert_eq!((column.count(&context.db, 12).await.unwrap(), column.count(&context.db, 2).await.unwrap()), (1, 0));
        assert_eq!(column.count(&context.db, 1).await.unwrap(), 0);
    }
}
