//! Rehabilitation facilities: who is there, on what basis, through which movements, until release.

mod app;
mod consumers;
mod domain;
mod http;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use messaging::Subscription;
use runtime::certificates::subject;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::admissions::RecordAdmission;
pub use app::corrections::CorrectEntry;
pub use app::facilities::RegisterFacility;
pub use app::handovers::{AnswerHandover, HandOver, RecordArrival};
pub use app::movements::{RecordMovement, RecordRelease, StartStage};
pub use app::notices::GiveNotice;

pub struct Facility;

#[async_trait]
impl Service for Facility {
    fn name(&self) -> &'static str {
        "facility"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::facility::Migrator::up(db, None).await
    }

    fn is_audited(&self) -> bool {
        true
    }

    fn issues_certificates(&self) -> bool {
        true
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::facilities::routes)
            .with(http::capacities::routes)
            .with(http::licences::routes)
            .with(http::posts::routes)
            .with(http::register::routes)
            .with(http::waiting::routes)
            .with(http::admissions::routes)
            .with(http::intake::routes)
            .with(http::movements::routes)
            .with(http::corrections::routes)
            .with(http::merits::routes)
            .with(http::records::routes)
            .with(http::reliefs::routes)
            .with(http::zones::routes)
            .with(http::rooms::routes)
            .with(http::rolls::routes)
            .with(http::forecasts::routes)
            .with(subject::routes::<app::certificates::CertifiedStay>)
            .with(http::notices::routes)
            .with(http::handovers::routes)
            .mount(context.clone())
    }

    fn subscription(&self, _: &Context) -> Option<Subscription> {
        Some(Subscription {
            nouns: consumers::NOUNS.to_vec(),
            types: consumers::types(),
            handler: Arc::new(consumers::Projections),
        })
    }
}
