//! The register: where people exist once, with their official file and the legal dossier. The only
//! service that holds names and official numbers.

mod app;
mod consumers;
mod domain;
mod http;
mod store;
mod vault;

use std::sync::Arc;

use async_trait::async_trait;
use messaging::Subscription;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::persons::{OpenFile, RegisterPerson};

pub struct Registry;

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct State {
    context: Context,
    vault: vault::Vault,
}

#[async_trait]
impl Service for Registry {
    fn name(&self) -> &'static str {
        "registry"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::registry::Migrator::up(db, None).await
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::persons::routes)
            .with(http::files::routes)
            .with(http::dossiers::routes)
            .mount(State { context: context.clone(), vault: vault::Vault::new(&context.key) })
    }

    fn subscription(&self, _: &Context) -> Option<Subscription> {
        Some(consumers::places::subscription(Arc::new(consumers::places::Places)))
    }
}
