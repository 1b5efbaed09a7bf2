//! Reads recorded before there was an audit log become its first entries.

use runtime::{Settings, database};
use sea_orm::ConnectionTrait;
use sea_orm_migration::MigratorTrait;

use super::server::Server;

#[tokio::test]
async fn recorded_reads_move_into_the_log_and_are_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings::load(None).unwrap();
    settings.data.folder = folder.path().to_owned();
    let db = database::connect(&settings, "registry").await.unwrap();
    migrations::registry::Migrator::up(&db, Some(1)).await.unwrap();
    for (number, purpose) in [(1, "view"), (2, "search"), (3, "facility_board")] {
        let id = format!("x'{number:032x}'");
        let insert = format!(
            "INSERT INTO person_reads (id, account_id, person_id, purpose, read_at) \
             VALUES ({id}, {id}, {id}, '{purpose}', '2026-11-22T10:00:00.123456+00:00')"
        );
        db.execute_unprepared(&insert).await.unwrap();
    }
    db.close().await.unwrap();

    let server = Server::in_folder(settings, folder).await;
    let actions = server.texts("SELECT action || ' ' || purpose FROM audit_entries ORDER BY id").await;
    assert_eq!(actions, ["person.viewed view", "person.listed search", "person.named facility_board"]);
    while runtime::audit::seals::seal_batch(server.context()).await.unwrap() > 0 {}
    let verdict = runtime::audit::verify(server.context(), None, |_, _| ()).await.unwrap();
    assert_eq!((verdict.sealed, verdict.broken), (3, None));
    assert!(server.context().db.execute_unprepared("SELECT 1 FROM person_reads").await.is_err());
}
