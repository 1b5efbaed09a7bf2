//! One service without its host: a database in memory, an inbox to deliver to, a provincial officer who calls.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use domain::ids::AccountId;
use messaging::Inbox;
use runtime::client::Client;
use runtime::context::now;
use runtime::secrets::MasterKey;
use runtime::{Context, Service};
use sea_orm::{ConnectOptions, Database};
use uuid::Uuid;
use web::{Caller, Grant, Role};

use crate::{Mode, settings};

pub struct Alone {
    pub context: Context,
    pub inbox: Inbox,
    /// May do everything an officer may, everywhere.
    pub caller: Caller,
}

/// Prepares a service that takes events.
///
/// # Errors
/// When its schema can't be made, or it subscribes to nothing.
pub async fn alone(service: &dyn Service) -> Result<Alone> {
    let (settings, _folder, _) = settings(Mode::Embedded).await?;
    let settings = Arc::new(settings);
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    service.migrate(&db).await?;
    let context = Context {
        service: service.name(),
        db: db.clone(),
        key: MasterKey::load(&settings)?,
        clock: Default::default(),
        http: Client::new(Default::default(), settings.clone()),
        settings,
        wake: Default::default(),
        unsealed: Default::default(),
        subscribed: Vec::new(),
    };
    let subscription = service.subscription(&context).context("the service takes no events")?;
    let inbox = Inbox::new(service.name(), db, subscription, context.wake.clone(), now);
    let officer = Grant { role: Role::ProvincialOfficer, area: None, facility: None };
    let caller = Caller { account: AccountId(Uuid::nil()), grants: vec![officer] };
    Ok(Alone { context, inbox, caller })
}
