//! The host: runs one service or all of them in one process, in the order configuration → database →
//! migrations → inboxes and relays → HTTP, and takes them down in the reverse order.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use messaging::in_process::InProcess;
use messaging::rabbitmq::RabbitMq;
use messaging::relay::Relay;
use messaging::{Inbox, Transport, trace};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tracing::{Instrument, info, info_span};
use web::tokens::Verifier;
use web::{Mounted, Problem, Route, openapi, problem};

use crate::client::Client;
use crate::context::{Context, now};
use crate::secrets::MasterKey;
use crate::{Clock, Service, Settings, audit, certificates, database, messages, metrics};

pub struct Host;

/// A running host.
pub struct Running {
    pub address: SocketAddr,
    pub settings: Arc<Settings>,
    /// One context per service, by name.
    pub contexts: HashMap<&'static str, Context>,
    /// Every route served under `/api`.
    pub routes: Vec<Route>,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Host {
    /// Starts these services; returns when they answer.
    ///
    /// # Errors
    /// When the address is taken, a database can't be opened or migrated, or the key file can't be read.
    pub async fn start(settings: Settings, services: Vec<Arc<dyn Service>>) -> Result<Running> {
        Self::start_with_clock(settings, services, Clock::System).await
    }

    /// As [`Host::start`], with the clock that every service's context reads.
    ///
    /// # Errors
    /// As [`Host::start`].
    pub async fn start_with_clock(
        mut settings: Settings,
        services: Vec<Arc<dyn Service>>,
        clock: Clock,
    ) -> Result<Running> {
        let listener = TcpListener::bind(&settings.http.listen)
            .await
            .with_context(|| format!("http.listen {} can't be used", settings.http.listen))?;
        let address = listener.local_addr()?;
        // Port 0 asks the system for a free one; from here on the settings say which.
        settings.http.listen = format!("{}:{}", reachable(address), address.port());
        let settings = Arc::new(settings);

        let http = reqwest::Client::builder().timeout(Duration::from_secs(60)).build()?;
        let client = Client::new(http.clone(), settings.clone());
        let process = Process { key: MasterKey::load(&settings)?, settings: settings.clone(), client, clock };
        let mut contexts = HashMap::new();
        let mut inboxes = HashMap::new();
        let mut mounted = Mounted::default();
        let mut pages = Router::new();
        for service in &services {
            let mut context = open(service.as_ref(), &process).await?;
            service.prepare(&context).await.with_context(|| format!("preparing {}", service.name()))?;
            if let Some(subscription) = service.subscription(&context) {
                context.subscribed = subscription.nouns.clone();
                let db = context.db.clone();
                let inbox = Inbox::new(service.name(), db, subscription, context.wake.clone(), now);
                inboxes.insert(service.name(), Arc::new(inbox));
            }
            mounted = mounted.merge(service.routes(&context));
            if service.has_database() {
                mounted = mounted.merge(messages::routes(&context, inboxes.get(service.name()).cloned()));
            }
            if service.issues_certificates() {
                certificates::keys::prepare(&context).await.with_context(|| format!("keys of {}", service.name()))?;
                mounted = mounted.merge(certificates::routes::routes(&context));
            }
            if service.is_audited() {
                mounted = mounted.merge(audit::routes::routes(&context));
            }
            if let Some(more) = service.pages(&context) {
                pages = pages.merge(more);
            }
            contexts.insert(service.name(), context);
        }

        for inbox in inboxes.values() {
            if let Err(error) = inbox.catch_up().await {
                tracing::warn!(service = inbox.service, %error, "held events stay held for now");
            }
        }
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        spawn_messaging(&settings, &contexts, &inboxes, &stopped, &mut tasks);
        for service in services.iter().filter(|service| service.is_audited()) {
            tasks.spawn(audit::seals::run(contexts[service.name()].clone(), stopped.clone()));
        }
        if !settings.telemetry.otlp_endpoint.is_empty() {
            let databases = contexts.values().filter(|context| context.has_database());
            let databases = databases.map(|context| (context.service, context.db.clone())).collect();
            tasks.spawn(metrics::watch_backlogs(databases, stopped.clone()));
        }
        let verifier = Verifier::new(settings.identity.issuer.clone(), settings.keys_url(), http);
        let router = router(&settings, &services, &contexts, mounted.router.merge(pages), &mounted.list, verifier);
        let mut until = stopped.clone();
        tasks.spawn(async move {
            let drained = async move { drop(until.wait_for(|stopped| *stopped).await) };
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(drained).await {
                tracing::error!(%error, "the HTTP server failed");
            }
        });
        info!(%address, services = services.len(), "ready");
        Ok(Running { address, settings, contexts, routes: mounted.list, stop, tasks })
    }
}

impl Running {
    pub fn base_url(&self) -> String {
        format!("http://{}", self.settings.http.listen)
    }

    /// Stops accepting, lets requests and messages in hand finish, closes the databases.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let drain = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(Duration::from_secs(10), drain).await.is_err() {
            self.tasks.abort_all();
        }
        for context in self.contexts.into_values() {
            let _ = context.db.close().await;
        }
    }
}

/// An address other processes on this machine can reach.
fn reachable(address: SocketAddr) -> String {
    if address.ip().is_unspecified() { "127.0.0.1".to_owned() } else { address.ip().to_string() }
}

/// What the services of one process share.
struct Process {
    settings: Arc<Settings>,
    key: MasterKey,
    client: Client,
    clock: Clock,
}

async fn open(service: &dyn Service, process: &Process) -> Result<Context> {
    let Process { settings, key, client, clock } = process;
    let db = if service.has_database() {
        let db = database::connect(settings, service.name()).await;
        db.with_context(|| format!("database of {}", service.name()))?
    } else {
        DatabaseConnection::default()
    };
    if service.has_database() && settings.database.migrate_at_start {
        migrate(service, &db).await?;
    }
    Ok(Context {
        service: service.name(),
        db,
        settings: settings.clone(),
        key: key.clone(),
        clock: clock.clone(),
        wake: Arc::new(Notify::new()),
        unsealed: Arc::new(Notify::new()),
        subscribed: Vec::new(),
        http: client.clone(),
    })
}

/// A service's context without preparing or serving it, for the operator's commands.
///
/// # Errors
/// When the database can't be opened or migrated, or the key file can't be read.
pub async fn open_context(service: &dyn Service, settings: Settings) -> Result<Context> {
    let settings = Arc::new(settings);
    let key = MasterKey::load(&settings)?;
    let client = Client::new(reqwest::Client::new(), settings.clone());
    open(service, &Process { settings, key, client, clock: Clock::System }).await
}

/// Brings a service's schema up to date; a second migrator waits for the first.
///
/// # Errors
/// When a migration fails; nothing of it remains.
pub async fn migrate(service: &dyn Service, db: &DatabaseConnection) -> Result<()> {
    let lock = database::migration_lock(db).await?;
    service.migrate(db).await.with_context(|| format!("migrating {}", service.name()))?;
    if let Some(lock) = lock {
        lock.commit().await?;
    }
    Ok(())
}

fn spawn_messaging(
    settings: &Settings,
    contexts: &HashMap<&'static str, Context>,
    inboxes: &HashMap<&'static str, Arc<Inbox>>,
    stopped: &watch::Receiver<bool>,
    tasks: &mut JoinSet<()>,
) {
    let broker = settings.broker.url.expose();
    let in_process: Arc<dyn Transport> = Arc::new(InProcess::new(inboxes.values().cloned().collect()));
    for (name, context) in contexts.iter().filter(|(_, context)| context.has_database()) {
        let transport = if broker.is_empty() {
            in_process.clone()
        } else {
            let rabbitmq = Arc::new(RabbitMq::new(broker.to_owned(), name));
            if let Some(inbox) = inboxes.get(name).cloned() {
                let (consumer, stopped) = (rabbitmq.clone(), stopped.clone());
                tasks.spawn(async move { consumer.consume(inbox, stopped).await });
            }
            rabbitmq
        };
        let relay = Relay { service: name, db: context.db.clone(), transport, wake: context.wake.clone(), now };
        tasks.spawn(relay.run(stopped.clone()));
    }
}

fn router(
    settings: &Settings,
    services: &[Arc<dyn Service>],
    contexts: &HashMap<&'static str, Context>,
    mut router: Router,
    routes: &[Route],
    verifier: Verifier,
) -> Router {
    for service in services {
        let prefix = format!("/api/{}/", service.name());
        let own: Vec<Route> = routes.iter().filter(|route| route.path.starts_with(&prefix)).cloned().collect();
        let document = openapi::document(service.name(), &own);
        router = router.route(&format!("{prefix}openapi.json"), get(move || async move { axum::Json(document) }));
    }
    let databases: Vec<DatabaseConnection> =
        contexts.values().filter(|context| context.has_database()).map(|context| context.db.clone()).collect();
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    router
        .route("/health/live", get(|| async { "ok" }))
        .route("/health/ready", get(move || ready(databases.clone())))
        .layer(CatchPanicLayer::new())
        .layer(DefaultBodyLimit::max(settings.http.body_limit_bytes))
        .layer(Extension(verifier))
        .layer(from_fn(|request: Request, next: Next| problem::render(trace_id, request, next)))
        .layer(header("cache-control", "no-store"))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(from_fn(traced))
}

/// Ready when the databases answer. The broker's absence does not matter: the outboxes absorb it.
async fn ready(databases: Vec<DatabaseConnection>) -> Result<&'static str, Problem> {
    for db in databases {
        db.execute_unprepared("SELECT 1").await.map_err(|_| Problem::unavailable())?;
    }
    Ok("ready")
}

fn trace_id() -> Option<String> {
    trace::current_trace_id().map(|id| id.to_string())
}

/// One span per request, named after the route's pattern: never the path itself, which holds ids, and
/// never the query string, which may hold a name that is searched for.
async fn traced(request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let service = route.strip_prefix("/api/").and_then(|rest| rest.split('/').next()).unwrap_or("console").to_owned();
    let span = info_span!(
        "request", otel.name = format!("{method} {route}"), otel.kind = "server", http.request.method = %method,
        http.route = route, service, http.response.status_code = tracing::field::Empty,
    );
    let headers: HashMap<String, String> = ["traceparent", "tracestate"]
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), request.headers().get(*name)?.to_str().ok()?.to_owned())))
        .collect();
    trace::set_parent(&span, &TraceContextPropagator::new(), &headers);
    let response = next.run(request).instrument(span.clone()).await;
    metrics::request(&method, &route, response.status(), begin.elapsed());
    span.record("http.response.status_code", response.status().as_u16());
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(parent: &span, "answered 500");
    }
    response
}
