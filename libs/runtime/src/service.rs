//! What a service is to its host.

use async_trait::async_trait;
use axum::Router;
use messaging::Subscription;
use sea_orm::{DatabaseConnection, DbErr};
use web::Mounted;

use crate::Context;

/// A service can't tell whether it runs alone or with the others in one process.
#[async_trait]
pub trait Service: Send + Sync + 'static {
    fn name(&self) -> &'static str;

    /// Brings the service's schema up to date. A service without a database answers `None` from
    /// [`Service::has_database`] and is never asked.
    async fn migrate(&self, db: &DatabaseConnection) -> Result<(), DbErr>;

    fn has_database(&self) -> bool {
        true
    }

    /// Whether the service keeps an audit log; its schema then holds the tables of `migrations::audit`.
    fn is_audited(&self) -> bool {
        false
    }

    /// Whether the service issues certificates; its schema then holds the tables of `migrations::certificates`.
    fn issues_certificates(&self) -> bool {
        false
    }

    /// Prepares what must exist before the first request, such as a signing key.
    async fn prepare(&self, _context: &Context) -> anyhow::Result<()> {
        Ok(())
    }

    /// The API under `/api/{name}`.
    fn routes(&self, context: &Context) -> Mounted;

    /// Pages outside `/api`, with sessions of their own.
    fn pages(&self, _context: &Context) -> Option<Router> {
        None
    }

    /// The events the service takes.
    fn subscription(&self, _context: &Context) -> Option<Subscription> {
        None
    }
}
