//! The person in depth: several numbers and names, residences, the personal summary, merges, search,
//! duplicate candidates, files on their way between communes, imports.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::{
    big, boolean, code, date, date_null, index, integer, integer_null, moment, moment_null, table, text, text_null,
    unique, uuid, uuid_key, uuid_null,
};

pub struct PersonsInDepth;

impl MigrationName for PersonsInDepth {
    fn name(&self) -> &str {
        "m2026_11_25_persons_in_depth"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PersonsInDepth {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_identity(manager).await?;
        move_numbers(manager).await?;
        create_residences(manager).await?;
        create_search(manager).await?;
        create_duplicates(manager).await?;
        create_file_history(manager).await?;
        create_measures(manager).await?;
        create_imports(manager).await
    }
}

async fn create_identity(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut merged_into = Table::alter();
    merged_into.table("persons").add_column(uuid_null("merged_into"));
    manager.alter_table(merged_into).await?;
    let mut withdrawn = Table::alter();
    withdrawn.table("persons").add_column(moment_null("withdrawn_at"));
    manager.alter_table(withdrawn).await?;
    manager.create_index(index("persons", &["merged_into"])).await?;
    // CMND and CCCD of one person stand side by side; no number belongs to two persons.
    manager
        .create_table(table(
            "person_numbers",
            [
                uuid_key("id"),
                uuid("person_id"),
                text("number_sealed"),
                text("number_index"),
                date_null("issued_on"),
                text_null("issued_by"),
                boolean("current"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(unique("person_numbers", &["number_index"])).await?;
    manager.create_index(index("person_numbers", &["person_id"])).await?;
    let mut current = unique("person_numbers", &["person_id"]);
    current.name("person_numbers_one_current").and_where(Expr::col("current").eq(true));
    manager.create_index(current).await?;
    manager
        .create_table(table(
            "person_aliases",
            [
                uuid_key("id"),
                uuid("person_id"),
                code("kind", &["other_name", "former_name", "nickname"]),
                text("name"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("person_aliases", &["person_id"])).await?;
    let mut person = ColumnDef::new("person_id");
    person.uuid().not_null().primary_key();
    manager
        .create_table(table("summaries", [person, big("version"), text("summary_sealed"), moment("recorded_at")]))
        .await
}

/// The one number a person had becomes the current of its numbers. Its id is the person's: one each.
async fn move_numbers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    let (now, current) = match manager.get_database_backend() {
        DbBackend::Sqlite => ("strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')", "1"),
        _ => ("now()", "true"),
    };
    let copy = format!(
        "INSERT INTO person_numbers (id, person_id, number_sealed, number_index, current, recorded_at) \
         SELECT id, id, number_sealed, number_index, {current}, {now} FROM persons \
         WHERE number_index IS NOT NULL"
    );
    connection.execute_unprepared(&copy).await?;
    let mut drop = Index::drop();
    drop.name("persons_number_index").table("persons");
    manager.drop_index(drop).await?;
    for column in ["number_sealed", "number_index"] {
        let mut alter = Table::alter();
        alter.table("persons").drop_column(column);
        manager.alter_table(alter).await?;
    }
    Ok(())
}

async fn create_residences(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "residences",
            [
                uuid_key("id"),
                uuid("person_id"),
                code("kind", &["permanent", "temporary", "dwelling"]),
                text("commune_code"),
                text_null("district_code"),
                text("province_code"),
                text_null("address_sealed"),
                date("since"),
                date_null("until"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("residences", &["person_id"])).await?;
    manager
        .create_table(table(
            "stability_assessments",
            [
                uuid_key("id"),
                uuid("person_id"),
                date("occurred_on"),
                boolean("stable"),
                text("ground"),
                text("article"),
                uuid("account_id"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("stability_assessments", &["person_id"])).await
}

/// One document per living record: `terms` holds every word it is found by, the rest sorts and ranks.
async fn create_search(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut ordinal = ColumnDef::new("ordinal");
    ordinal.big_integer().not_null().primary_key().auto_increment();
    manager
        .create_table(table(
            "person_search",
            [ordinal, uuid("person_id"), text("marked"), text("folded"), text("terms"), text("sort_key")],
        ))
        .await?;
    manager.create_index(unique("person_search", &["person_id"])).await?;
    let mut word = ColumnDef::new("word");
    word.text().not_null().unique_key();
    let mut position = ColumnDef::new("position");
    position.big_integer().not_null().primary_key().auto_increment();
    manager.create_table(table("name_words", [position, word])).await?;
    let connection = manager.get_connection();
    match manager.get_database_backend() {
        DbBackend::Sqlite => {
            for statement in [
                "CREATE VIRTUAL TABLE person_terms USING fts5(terms, content='person_search', content_rowid='ordinal', \
                 tokenize='ascii', columnsize=0)",
                "CREATE TRIGGER person_search_inserted AFTER INSERT ON person_search BEGIN \
                 INSERT INTO person_terms(rowid, terms) VALUES (new.ordinal, new.terms); END",
                "CREATE TRIGGER person_search_deleted AFTER DELETE ON person_search BEGIN \
                 INSERT INTO person_terms(person_terms, rowid, terms) VALUES ('delete', old.ordinal, old.terms); END",
                "CREATE TRIGGER person_search_updated AFTER UPDATE ON person_search BEGIN \
                 INSERT INTO person_terms(person_terms, rowid, terms) VALUES ('delete', old.ordinal, old.terms); \
                 INSERT INTO person_terms(rowid, terms) VALUES (new.ordinal, new.terms); END",
            ] {
                connection.execute_unprepared(statement).await?;
            }
            manager.create_index(index("person_search", &["sort_key", "ordinal"])).await
        }
        _ => {
            for statement in [
                // The same order on both engines, whatever the database's own collation.
                "ALTER TABLE person_search ALTER COLUMN sort_key TYPE text COLLATE \"C\"",
                "CREATE INDEX person_search_terms ON person_search \
                 USING gin (array_to_tsvector(string_to_array(terms, ' ')))",
                "CREATE INDEX person_search_sort_key_ordinal ON person_search (sort_key, ordinal)",
            ] {
                connection.execute_unprepared(statement).await?;
            }
            Ok(())
        }
    }
}

async fn create_duplicates(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "duplicate_candidates",
            [
                uuid_key("id"),
                // The lower id first, so that a pair stands once.
                uuid("first_id"),
                uuid("second_id"),
                integer("score"),
                code("verdict", &["same", "likely", "possible"]),
                text("reasons"),
                code("state", &["open", "not_same", "merged"]),
                uuid_null("decided_by"),
                moment_null("decided_at"),
                text_null("reason"),
                moment("found_at"),
            ],
        ))
        .await?;
    manager.create_index(unique("duplicate_candidates", &["first_id", "second_id"])).await?;
    manager.create_index(index("duplicate_candidates", &["second_id"])).await?;
    manager.create_index(index("duplicate_candidates", &["state", "score"])).await?;
    manager
        .create_table(table(
            "merges",
            [
                uuid_key("id"),
                uuid("person_id"),
                uuid("into_id"),
                date("occurred_on"),
                text("reason"),
                uuid("account_id"),
                moment("recorded_at"),
                moment_null("undone_at"),
                text_null("undone_reason"),
                uuid_null("undone_by"),
            ],
        ))
        .await?;
    manager.create_index(index("merges", &["person_id"])).await?;
    manager.create_index(index("merges", &["into_id"])).await
}

async fn create_file_history(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "file_changes",
            [
                uuid_key("id"),
                uuid("file_id"),
                big("version"),
                code("change", &["opened", "determined_addict", "transferred", "closed"]),
                date("occurred_on"),
                text_null("legal_basis"),
                text_null("detail"),
                uuid_null("account_id"),
                moment("recorded_at"),
            ],
        ))
        .await?;
    manager.create_index(index("file_changes", &["file_id"])).await?;
    manager
        .create_table(table(
            "file_transfers",
            [
                uuid_key("id"),
                big("version"),
                uuid("file_id"),
                uuid("person_id"),
                text("from_commune"),
                text("from_province"),
                text("to_commune"),
                text_null("to_district"),
                text("to_province"),
                code("state", &["sent", "accepted", "rejected", "recalled"]),
                date("moved_on"),
                moment("sent_at"),
                moment_null("due_at"),
                moment_null("answered_at"),
                text_null("reason"),
            ],
        ))
        .await?;
    let mut open = unique("file_transfers", &["file_id"]);
    open.name("file_transfers_one_sent").and_where(Expr::col("state").eq("sent"));
    manager.create_index(open).await?;
    manager.create_index(index("file_transfers", &["person_id"])).await?;
    manager.create_index(index("file_transfers", &["state", "due_at"])).await
}

/// What other services announce of a person's measures (projection).
async fn create_measures(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "person_measures",
            [
                uuid_key("id"),
                uuid("person_id"),
                code("kind", &["facility", "community", "aftercare"]),
                date("since"),
                date_null("until"),
                boolean("completed"),
            ],
        ))
        .await?;
    manager.create_index(index("person_measures", &["person_id"])).await
}

async fn create_imports(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(table(
            "imports",
            [
                uuid_key("id"),
                big("version"),
                uuid("account_id"),
                text("file_name"),
                text("content_hash"),
                code("state", &["reading", "previewed", "applying", "applied", "undone"]),
                // The mapping of columns, and what was skipped with its notice; no cell of a person.
                text("plan"),
                date("occurred_on"),
                moment("created_at"),
                moment_null("finished_at"),
            ],
        ))
        .await?;
    manager.create_index(index("imports", &["account_id"])).await?;
    manager
        .create_table(table(
            "import_rows",
            [
                uuid_key("id"),
                uuid("import_id"),
                integer("line"),
                // What the row says, sealed: it holds names and numbers of people nobody has registered yet.
                text("row_sealed"),
                text("fingerprint"),
                code("outcome", &["new", "same", "changed", "possible_duplicate", "bad"]),
                code("state", &["waiting", "done", "undone", "kept"]),
                text_null("problems"),
                uuid_null("person_id"),
                uuid_null("match_id"),
                integer_null("score"),
                text_null("undo_sealed"),
            ],
        ))
        .await?;
    manager.create_index(unique("import_rows", &["import_id", "line"])).await?;
    manager.create_index(index("import_rows", &["import_id", "state", "line"])).await?;
    manager.create_index(index("import_rows", &["fingerprint"])).await?;
    manager
        .create_table(table(
            "import_profiles",
            [uuid_key("id"), uuid("account_id"), text("name"), text("profile"), moment("recorded_at")],
        ))
        .await?;
    manager.create_index(unique("import_profiles", &["account_id", "name"])).await
}
