//! Treatment at home and in the community: who is in it, where, under which law, until it is completed or ended.

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

pub use app::endings::{CompleteTreatment, SelfTerminate};
pub use app::treatments::RegisterTreatment;

pub struct Community;

#[async_trait]
impl Service for Community {
    fn name(&self) -> &'static str {
        "community"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::community::Migrator::up(db, None).await
    }

    fn is_audited(&self) -> bool {
        true
    }

    fn issues_certificates(&self) -> bool {
        true
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::treatments::routes)
            .with(http::steps::routes)
            .with(http::entries::routes)
            .with(http::transfers::routes)
            .with(http::endings::routes)
            .with(http::substitutions::routes)
            .with(http::doses::routes)
            .with(http::groups::routes)
            .with(http::figures::routes)
            .with(http::activities::routes)
            .with(subject::routes::<domain::treatment::Treatment>)
            .mount(context.clone())
    }

    fn subscription(&self, context: &Context) -> Option<Subscription> {
        Some(Subscription {
            nouns: consumers::NOUNS.to_vec(),
            types: consumers::types(),
            handler: Arc::new(consumers::News { context: context.clone() }),
        })
    }
}
