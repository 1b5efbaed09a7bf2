//! Stays stored before there were merges.

use migrations::facility::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, EntityTrait};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;

use crate::store::admissions::Entity;

/// An open stay of person 1, as the first version of the schema stores it.
fn stay(id: u8, columns: &str, values: &str) -> String {
    format!(
        "INSERT INTO admissions (id, version, person_id, facility_id, basis, category, status, admitted_on, law_pack, \
         term_months, term_ends_on, last_movement_on{columns}) VALUES (x'{id:032x}', 1, x'{:032x}', x'{:032x}', \
         'voluntary', 'voluntary', 'present', '2019-01-01', 'A', 12, '2020-01-01', '2019-01-01'{values})",
        1, 7
    )
}

#[tokio::test]
async fn they_count_for_whom_they_were_recorded_and_are_still_the_only_open_ones() {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, Some(1)).await.unwrap();
    db.execute_unprepared(&stay(11, "", "")).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let stored = Entity::find().one(&db).await.unwrap().unwrap();
    let person = Uuid::from_u128(1);
    assert_eq!((stored.person_id, stored.origin_person_id), (person, Some(person)));
    let second = stay(12, ", origin_person_id", &format!(", x'{:032x}'", 1));
    assert!(db.execute_unprepared(&second).await.is_err());
}
