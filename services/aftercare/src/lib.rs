//! Post-rehabilitation management: a case per completed treatment, and referrals until they are answered.

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

pub use app::cases::CloseCase;
pub use app::referrals::DraftReferral;
pub use app::transitions::MoveReferral;

pub struct Aftercare;

#[async_trait]
impl Service for Aftercare {
    fn name(&self) -> &'static str {
        "aftercare"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::aftercare::Migrator::up(db, None).await
    }

    fn is_audited(&self) -> bool {
        true
    }

    fn issues_certificates(&self) -> bool {
        true
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::cases::routes)
            .with(http::referrals::routes)
            .with(http::transitions::routes)
            .with(subject::routes::<domain::case::Case>)
            .mount(context.clone())
    }

    fn subscription(&self, context: &Context) -> Option<Subscription> {
        Some(Subscription {
            nouns: consumers::NOUNS.to_vec(),
            types: consumers::types(),
            handler: Arc::new(consumers::Treatments { context: context.clone() }),
        })
    }
}
