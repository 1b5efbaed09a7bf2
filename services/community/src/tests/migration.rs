//! Treatments stored before they had steps.

use migrations::community::Migrator;
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use sea_orm_migration::MigratorTrait;
use uuid::Uuid;
use web::Scope;

use crate::domain::treatment::Phase;
use crate::store::treatments::{Filter, list};

#[tokio::test]
async fn they_are_registered_and_nothing_more_is_known_of_them() {
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    Migrator::up(&db, Some(3)).await.unwrap();
    let stored = format!(
        "INSERT INTO treatments (id, version, person_id, origin_person_id, site, commune_code, province_code, status, \
         registered_on, law_pack, term_months, term_ends_on) VALUES (x'{:032x}', 1, x'{:032x}', x'{:032x}', 'home', \
         '29869', '87', 'active', '2019-01-01', 'A', 6, '2019-07-01')",
        11, 1, 1
    );
    db.execute_unprepared(&stored).await.unwrap();
    Migrator::up(&db, None).await.unwrap();
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    let filter = Filter { scope: everywhere, phase: Some(Phase::Registered), limit: 10, ..Filter::default() };
    let (treatments, total) = list(&db, &filter).await.unwrap();
    assert_eq!((total, treatments[0].id.0), (1, Uuid::from_u128(11)));
    let treatment = &treatments[0];
    assert_eq!((treatment.attempt, treatment.decision.as_ref(), treatment.plan), (1, None, None));
}
