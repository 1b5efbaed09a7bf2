//! Accounts, grants, sign-in, sessions and the signing of access tokens.

mod app;
mod domain;
mod http;
mod store;

use async_trait::async_trait;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use sea_orm_migration::MigratorTrait;
use web::{Mounted, Routes};

pub use app::accounts::NewAccount;
pub use app::operator::{
    AccountSummary, create_account, ensure_account, find_account, grant_roles, list_accounts, reset_password,
};

pub struct Identity;

#[async_trait]
impl Service for Identity {
    fn name(&self) -> &'static str {
        "identity"
    }

    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr> {
        migrations::identity::Migrator::up(db, None).await
    }

    async fn prepare(&self, context: &Context) -> anyhow::Result<()> {
        app::signing::prepare(context).await
    }

    fn routes(&self, context: &Context) -> Mounted {
        Routes::new(self.name())
            .with(http::accounts::routes)
            .with(http::keys::routes)
            .with(http::sessions::routes)
            .with(http::tokens::routes)
            .mount(context.clone())
    }
}
