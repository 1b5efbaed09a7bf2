//! The register: where people exist once, with their official file and the legal dossier. The only
//! service that holds names and official numbers.

mod app;
mod consumers;
mod domain;
mod http;
mod store;
mod vault;
mod vocabulary;

use async_trait::async_trait;
use messaging::Subscription;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::imports::{Apply, ImportProfile, Plan, Undo};
pub use app::keys::{KeyVersion, Rotate, Rotated};
pub use app::persons::{OpenFile, RegisterPerson};
pub use app::scan::{Phase as ScanPhase, Progress as ScanProgress};
pub use http::duplicates::PairView;
pub use http::imports::{CountView, ImportView, LineView, ProblemView};
pub use store::imports::{Outcome, RowState, State as ImportState};

pub struct Registry;

/// What the handlers work with.
#[derive(Clone)]
pub(crate) struct State {
    context: Context,
    vault: vault::Vault,
    vocabulary: vocabulary::Vocabulary,
    scans: app::scan::Scans,
}

#[async_trait]
impl Service for Registry {
    fn name(&self) -> &'static str {
        "registry"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::registry::Migrator::up(db, None).await
    }

    fn is_audited(&self) -> bool {
        true
    }

    async fn prepare(&self, context: &Context) -> anyhow::Result<()> {
        app::keys::check_master(context).await
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::persons::routes)
            .with(http::particulars::routes)
            .with(http::files::routes)
            .with(http::transfers::routes)
            .with(http::duplicates::routes)
            .with(http::merges::routes)
            .with(http::imports::routes)
            .with(http::dossiers::routes)
            .with(http::forms::routes)
            .with(http::break_glass::routes)
            .with(http::audit::routes)
            .with(http::keys::routes)
            .mount(State {
                context: context.clone(),
                vault: vault::Vault::new(&context.key),
                vocabulary: vocabulary::Vocabulary::default(),
                scans: app::scan::Scans::default(),
            })
    }

    fn subscription(&self, _: &Context) -> Option<Subscription> {
        Some(consumers::subscription())
    }
}
