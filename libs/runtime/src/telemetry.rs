//! Logs always; traces and metrics over OTLP when an endpoint is set. No personal data in any of them.

use std::io::IsTerminal;
use std::time::Duration;

use anyhow::{Result, anyhow};
use opentelemetry::trace::TracerProvider;
use opentelemetry::{KeyValue, global};
use opentelemetry_otlp::{MetricExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::Settings;
use crate::settings::LogFormat;

const SHUTDOWN: Duration = Duration::from_secs(3);

/// Flushes what is still to be exported.
#[derive(Default)]
pub struct Telemetry {
    traces: Option<SdkTracerProvider>,
    metrics: Option<SdkMeterProvider>,
}

impl Telemetry {
    /// Installs logging, and the export if an endpoint is set. `process` names it: `hoanhap.facility`.
    ///
    /// # Errors
    /// When the log filter or the endpoint can't be used.
    pub fn install(settings: &Settings, process: &str) -> Result<Self> {
        let wanted = &settings.telemetry;
        let filter = EnvFilter::try_new(&wanted.log_filter)
            .map_err(|error| anyhow!("setting `telemetry.log_filter`: {error}"))?;
        let log: Box<dyn Layer<Registry> + Send + Sync> = match wanted.log_format {
            LogFormat::Json => tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr).boxed(),
            LogFormat::Text => {
                let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
                tracing_subscriber::fmt::layer().with_ansi(colours).with_writer(std::io::stderr).boxed()
            }
        };
        let log = log.with_filter(filter);
        if wanted.otlp_endpoint.is_empty() {
            // Spans are made for their export only; without one, none is recorded.
            Registry::default().with(log).try_init().ok();
            return Ok(Self::default());
        }

        let resource = Resource::builder()
            .with_service_name(process.to_owned())
            .with_attribute(KeyValue::new("deployment.environment.name", settings.deployment.name.clone()))
            .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
            .build();
        let spans = SpanExporter::builder().with_tonic().with_endpoint(&wanted.otlp_endpoint).build()?;
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(wanted.sample_ratio)));
        let traces = SdkTracerProvider::builder()
            .with_batch_exporter(spans)
            .with_sampler(sampler)
            .with_resource(resource.clone())
            .build();
        let metrics = MetricExporter::builder().with_tonic().with_endpoint(&wanted.otlp_endpoint).build()?;
        let metrics = SdkMeterProvider::builder().with_periodic_exporter(metrics).with_resource(resource).build();
        global::set_meter_provider(metrics.clone());

        let layer = tracing_opentelemetry::layer()
            .with_tracer(traces.tracer("hoanhap"))
            .with_filter(EnvFilter::new("info,lapin=off,h2=off,tonic=off,hyper=off,sqlx=off,tower=off"));
        Registry::default().with(log).with(layer).try_init().ok();
        Ok(Self { traces: Some(traces), metrics: Some(metrics) })
    }

    /// Call it outside the async runtime's worker threads.
    pub fn shutdown(self) {
        if let Some(traces) = self.traces {
            let _ = traces.shutdown_with_timeout(SHUTDOWN);
        }
        if let Some(metrics) = self.metrics {
            let _ = metrics.shutdown_with_timeout(SHUTDOWN);
        }
    }
}
