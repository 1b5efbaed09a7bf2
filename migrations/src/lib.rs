//! Database migrations: one module and one Migrator per service schema. They run on PostgreSQL
//! and SQLite, are never edited once released, and expand before they contract; one that does not says so.

pub mod aftercare;
pub mod audit;
pub mod columns;
pub mod community;
pub mod facility;
pub mod identity;
pub mod messaging;
pub mod registry;
pub mod reporting;
pub mod training;
