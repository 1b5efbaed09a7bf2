//! The staff's web pages over the services' HTTP: server-rendered, complete without JavaScript.
//!
//! A request passes `visit::attend`, which finds the session, takes the form of a POST and checks its
//! token; a handler in `pages` calls the services with the caller's own token through `api::Api` and
//! renders. What goes wrong is a `failure::Failure`, shown as a page in the reader's language.

mod api;
mod areas;
mod assets;
mod charts;
mod failure;
mod fields;
mod format;
mod forms;
mod i18n;
mod layout;
mod multipart;
mod pages;
mod parts;
mod period;
mod session;
mod visit;

use async_trait::async_trait;
use axum::Router;
use runtime::{Context, Service};
use sea_orm::{DatabaseConnection, DbErr};
use web::Mounted;

pub struct Console;

#[async_trait]
impl Service for Console {
    fn name(&self) -> &'static str {
        "console"
    }

    fn has_database(&self) -> bool {
        false
    }

    async fn migrate(&self, _: &DatabaseConnection) -> Result<(), DbErr> {
        Ok(())
    }

    fn routes(&self, _: &Context) -> Mounted {
        Mounted::default()
    }

    fn pages(&self, context: &Context) -> Option<Router> {
        Some(pages::router(context))
    }
}
