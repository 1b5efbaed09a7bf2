//! Figures that the province signs: derived from movements, opened down to their cases, set beside what
//! was stated. Publishes nothing.

mod app;
mod consumers;
mod domain;
mod http;
mod projections;
mod store;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use messaging::Subscription;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::inputs::{RecordFunding, SetTarget, StateFigure};
pub use domain::report::{Cell, Column, Finding, Report, Row, Severity};

pub struct Reporting;

#[async_trait]
impl Service for Reporting {
    fn name(&self) -> &'static str {
        "reporting"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::reporting::Migrator::up(db, None).await
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::reports::routes)
            .with(http::lines::routes)
            .with(http::quality::routes)
            .with(http::inputs::routes)
            .mount(context.clone())
    }

    fn subscription(&self, _: &Context) -> Option<Subscription> {
        Some(consumers::ledger::subscription())
    }
}
