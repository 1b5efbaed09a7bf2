//! Metrics of the host: requests by OpenTelemetry's conventions for HTTP, and what waits in each service.

use std::sync::LazyLock;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use messaging::metrics::{self, SECONDS};
use messaging::status::backlog;
use opentelemetry::metrics::Histogram;
use opentelemetry::{KeyValue, global};
use sea_orm::DatabaseConnection;
use tokio::sync::watch;
use tracing::debug;

/// Between two looks at what waits.
const PERIOD: Duration = Duration::from_secs(15);

static REQUESTS: LazyLock<Histogram<f64>> = LazyLock::new(|| {
    let meter = global::meter("hoanhap.http");
    meter.f64_histogram("http.server.request.duration").with_unit("s").with_boundaries(SECONDS.to_vec()).build()
});

/// Records one request under its route's pattern; an unknown method or route does not make a series.
pub(crate) fn request(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let method = match method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PATCH" => "PATCH",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "HEAD" => "HEAD",
        "OPTIONS" => "OPTIONS",
        _ => "_OTHER",
    };
    let mut attributes = vec![
        KeyValue::new("http.request.method", method),
        KeyValue::new("http.response.status_code", i64::from(status.as_u16())),
        KeyValue::new("url.scheme", "http"),
    ];
    if !route.is_empty() {
        attributes.push(KeyValue::new("http.route", route.to_owned()));
    }
    REQUESTS.record(took.as_secs_f64(), &attributes);
}

/// Looks at these services' outboxes and parked messages until `stop` turns true.
pub(crate) async fn watch_backlogs(services: Vec<(&'static str, DatabaseConnection)>, mut stop: watch::Receiver<bool>) {
    loop {
        for (service, db) in &services {
            match backlog(db).await {
                Ok(waiting) => metrics::backlog(service, &waiting),
                // The relay says so at a level that is read; here the last value stays.
                Err(error) => debug!(service, %error, "the backlog can't be counted"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(PERIOD) => {}
            _ = stop.wait_for(|stopped| *stopped) => return,
        }
    }
}
