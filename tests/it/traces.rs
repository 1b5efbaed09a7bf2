//! One trace through real processes: what a collector sees of a stay that begins and ends.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use platform::remote::Remote;
use runtime::Settings;
use runtime::settings::Secret;
use serde_json::{Value, json};
use testkit::collector::{Collector, ReceivedSpan};
use tests::{Mode, facility, id_of, register};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const NAME: &str = "Nguyễn Thị Chim Hoàng Yến";
const PASSWORD: &str = "một mật khẩu chỉ cho lần chạy này";
const ADMISSION: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const RELEASE: &str = "0af7651916cd43dd8448eb211c80319c";
/// The span of the browser or the other program that sent the request.
const CALLER: &str = "00f067aa0ba902b7";
const PATIENCE: Duration = Duration::from_secs(60);

const METRICS: [&str; 6] = [
    "http.server.request.duration",
    "messaging.client.sent.messages",
    "messaging.client.consumed.messages",
    "messaging.process.duration",
    "hoanhap.outbox.pending",
    "hoanhap.messages.parked",
];

/// Processes of one deployment, ended when dropped.
struct Deployment {
    settings: Settings,
    endpoint: String,
    running: Vec<Child>,
}

impl Deployment {
    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let built = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join("hoanhap"));
        let binary = std::env::var_os("HOANHAP_TEST_BINARY").map(PathBuf::from).or_else(built);
        let settings = &self.settings;
        let mut command = Command::new(binary.context("where the test's own program lies")?);
        command
            .args(arguments)
            .env("HOANHAP__HTTP__LISTEN", "127.0.0.1:0")
            .env("HOANHAP__DATA__FOLDER", &settings.data.folder)
            .env("HOANHAP__DATABASE__URL", settings.database.url.expose())
            .env("HOANHAP__DATABASE__SCHEMA_PREFIX", &settings.database.schema_prefix)
            .env("HOANHAP__DATABASE__MAX_CONNECTIONS", "6")
            .env("HOANHAP__BROKER__URL", settings.broker.url.expose())
            .env("HOANHAP__SERVICES__IDENTITY", &settings.services.identity)
            .env("HOANHAP__TELEMETRY__OTLP_ENDPOINT", &self.endpoint)
            .env("HOANHAP__TELEMETRY__LOG_FILTER", "warn")
            // Export without the usual seconds of waiting for more.
            .env("OTEL_BSP_SCHEDULE_DELAY", "200")
            .env("OTEL_METRIC_EXPORT_INTERVAL", "500")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        Ok(command)
    }

    /// Starts a service; answers its address once it is ready.
    async fn serve(&mut self, service: &str) -> Result<String> {
        let mut child =
            self.command(&["serve", service])?.stdout(Stdio::piped()).spawn().context("cargo build -p platform")?;
        let mut lines = BufReader::new(child.stdout.take().context("its output is a pipe")?).lines();
        let ready = tokio::time::timeout(PATIENCE, lines.next_line()).await.context(service.to_owned())??;
        self.running.push(child);
        let ready = ready.with_context(|| format!("{service} did not start"))?;
        Ok(ready.split_once(": ").with_context(|| format!("{service} says: {ready}"))?.1.to_owned())
    }

    async fn account(&self, username: &str, role: &str) -> Result<Remote> {
        let file = self.settings.data.folder.join("password");
        std::fs::write(&file, PASSWORD)?;
        let mut command = self.command(&["user", "add", "--username", username, "--role", role])?;
        ensure!(command.arg("--password-file").arg(file).status().await?.success(), "{username} was not made");
        Ok(Remote::new(self.settings.clone().into(), username, Secret::new(PASSWORD.to_owned())))
    }

    /// Sends a request to facility as part of a caller's trace.
    async fn post(&self, path: &str, body: &Value, trace: &str) -> Result<Value> {
        let client = reqwest::Client::new();
        let services = &self.settings.services;
        let sign_in = json!({ "grant_type": "password", "username": "can-bo", "password": PASSWORD });
        let answer = client.post(format!("{}/api/identity/v1/token", services.identity)).json(&sign_in).send().await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        let response = client
            .post(format!("{}/api/facility{path}", services.facility))
            .bearer_auth(answer["access_token"].as_str().unwrap_or_default())
            .header("traceparent", format!("00-{trace}-{CALLER}-01"))
            .json(body)
            .send()
            .await?;
        Ok(response.error_for_status()?.json().await?)
    }
}

/// Asks again until the answer is yes.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    let begin = Instant::now();
    while !holds().await? {
        ensure!(begin.elapsed() < PATIENCE, "not within a minute: {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Waits for these spans, given as process and name, in a trace; answers all of that trace.
async fn trace(collector: &Collector, id: &str, wanted: &[(&str, &str)]) -> Result<Vec<ReceivedSpan>> {
    let mut spans = Vec::new();
    until(&format!("trace {id}"), async || {
        spans = collector.spans();
        spans.retain(|span| span.trace_id == id);
        Ok(wanted.iter().all(|(process, name)| find(&spans, process, name).is_ok()))
    })
    .await
    .with_context(|| format!("{:#?}", spans.iter().map(|span| (&span.process, &span.name)).collect::<Vec<_>>()))?;
    Ok(spans)
}

fn find<'a>(spans: &'a [ReceivedSpan], process: &str, name: &str) -> Result<&'a ReceivedSpan> {
    let found = spans.iter().find(|span| span.process == process && span.name == name);
    found.with_context(|| format!("{process} made no span {name}"))
}

/// Every span's parent is another one of the trace; only one begins under the caller.
fn assert_connected(spans: &[ReceivedSpan]) {
    let ids: BTreeSet<&str> = spans.iter().map(|span| span.span_id.as_str()).collect();
    for span in spans {
        let parent = span.parent_span_id.as_str();
        assert!(ids.contains(parent) || parent == CALLER, "{} of {} hangs in the air", span.name, span.process);
    }
    assert_eq!(spans.iter().filter(|span| span.parent_span_id == CALLER).count(), 1);
}

fn attribute<'a>(span: &'a ReceivedSpan, key: &str) -> &'a str {
    span.attributes.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_trace_spans_request_relay_broker_and_consumers() -> Result<()> {
    let (collector, endpoint) = Collector::start().await?;
    let (settings, _folder, servers) = testkit::settings(Mode::Servers).await?;
    let mut deployment = Deployment { settings, endpoint, running: Vec::new() };
    deployment.settings.services.identity = deployment.serve("identity").await?;
    deployment.settings.services.registry = deployment.serve("registry").await?;
    deployment.settings.services.facility = deployment.serve("facility").await?;
    deployment.settings.services.aftercare = deployment.serve("aftercare").await?;
    deployment.settings.services.reporting = deployment.serve("reporting").await?;
    let officer = deployment.account("can-bo", "provincial_officer").await?;
    let operator = deployment.account("van-hanh", "operator").await?;

    let person = register(&officer, NAME, 1992).await?;
    let place = facility(&officer, "Cơ sở").await?;
    until("facility knows the person", async || {
        let status: Value = operator.get("facility", "/v1/messages/status").await?;
        Ok(status["applied"]["registry.person"] == 1)
    })
    .await?;
    let body = json!({
        "person_id": person, "facility_id": place, "basis": "court_decision", "occurred_on": "2019-01-28",
        "decision_number": "09/QĐ-TA",
    });
    let admission = id_of(&deployment.post("/v1/admissions", &body, ADMISSION).await?)?;
    let body = json!({ "admission_id": admission, "occurred_on": "2020-01-28", "certificate_number": "12/GCN" });
    deployment.post("/v1/releases", &body, RELEASE).await?;

    // Request → relay → broker → the inboxes of two other processes.
    let recorded = "hoanhap.events:facility.admission.recorded.v1";
    let (send, report) = (format!("send {recorded}"), format!("process {recorded}:hoanhap.reporting"));
    let spans = trace(
        &collector,
        ADMISSION,
        &[
            ("hoanhap.facility", "POST /api/facility/v1/admissions"),
            ("hoanhap.facility", &send),
            ("hoanhap.aftercare", &format!("process {recorded}:hoanhap.aftercare")),
            ("hoanhap.reporting", &report),
        ],
    )
    .await?;
    assert_connected(&spans);
    let request = find(&spans, "hoanhap.facility", "POST /api/facility/v1/admissions")?;
    assert_eq!((request.parent_span_id.as_str(), attribute(request, "http.response.status_code")), (CALLER, "201"));
    // An event carries the context it was made in, so all that happens to it stands under the request.
    for (process, name) in [("hoanhap.facility", &send), ("hoanhap.reporting", &report)] {
        assert_eq!(find(&spans, process, name)?.parent_span_id, request.span_id, "{name}");
    }
    assert_eq!(attribute(find(&spans, "hoanhap.facility", &send)?, "messaging.system"), "rabbitmq");

    // What a consumer does about an event stays in the trace, over the broker once more.
    let opened = "hoanhap.events:aftercare.case.opened.v1";
    let spans = trace(
        &collector,
        RELEASE,
        &[
            ("hoanhap.aftercare", "process hoanhap.events:facility.admission.released.v1:hoanhap.aftercare"),
            ("hoanhap.aftercare", &format!("send {opened}")),
            ("hoanhap.reporting", &format!("process {opened}:hoanhap.reporting")),
        ],
    )
    .await?;
    assert_connected(&spans);

    until("the admission stands in the ledger", async || {
        let report = "/v1/reports/facility-flow?province=87&from=2019-01-01&to=2019-12-31";
        let report: Value = officer.get("reporting", report).await?;
        let intakes = report["rows"].as_array().into_iter().flatten().find(|row| row["id"] == "intakes");
        Ok(intakes.is_some_and(|row| row["cells"]["total"]["value"] == 1))
    })
    .await?;

    until("every metric has arrived", async || {
        let arrived = collector.metrics();
        Ok(METRICS.iter().all(|name| arrived.iter().any(|metric| metric == name)))
    })
    .await
    .with_context(|| format!("{:?}", collector.metrics().into_iter().collect::<BTreeSet<_>>()))?;

    // The request that brought the name has been seen, and the name has not.
    let spans = collector.spans();
    find(&spans, "hoanhap.registry", "POST /api/registry/v1/persons")?;
    for span in &spans {
        for (key, value) in span.attributes.iter().chain([&("name".to_owned(), span.name.clone())]) {
            let value = value.to_lowercase();
            let bare = ["hoàng yến", "hoang yen"].iter().all(|part| !value.contains(part));
            assert!(bare, "{key} of {} in {} holds a name", span.name, span.process);
        }
    }
    drop(deployment);
    if let Some(servers) = servers {
        servers.release().await;
    }
    Ok(())
}
