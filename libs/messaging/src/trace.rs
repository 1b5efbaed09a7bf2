//! Trace context in W3C form, stored with the event so that one trace spans request, relay, broker and
//! consumer, also after an outage (<https://www.w3.org/TR/trace-context/>).

use std::collections::HashMap;

use events::Envelope;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, TraceId};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The two headers of a trace context; both empty when nothing is traced.
#[derive(Clone, Debug, Default)]
pub struct TraceHeaders {
    pub traceparent: Option<String>,
    pub tracestate: Option<String>,
}

/// The context of the current span.
pub fn current() -> TraceHeaders {
    let context = Span::current().context();
    let span = context.span();
    let span = span.span_context();
    if !span.is_valid() {
        return TraceHeaders::default();
    }
    TraceHeaders {
        traceparent: Some(format!("00-{}-{}-{:02x}", span.trace_id(), span.span_id(), span.trace_flags())),
        tracestate: Some(span.trace_state().header()).filter(|header| !header.is_empty()),
    }
}

/// The context of the current span if that belongs to `event`'s trace, else the event's own: of a batch,
/// only the first event's span is the current one.
pub fn current_of(event: &Envelope) -> TraceHeaders {
    let own = TraceHeaders { traceparent: event.traceparent.clone(), tracestate: event.tracestate.clone() };
    let current = current();
    if current.id() == own.id() { current } else { own }
}

impl TraceHeaders {
    /// The trace id: `00-{32 digits}-…`.
    fn id(&self) -> Option<&str> {
        self.traceparent.as_deref()?.split('-').nth(1)
    }
}

/// The trace id of the current span, for problems and log lines.
pub fn current_trace_id() -> Option<TraceId> {
    let context = Span::current().context();
    let id = context.span().span_context().trace_id();
    (id != TraceId::INVALID).then_some(id)
}

/// Makes the context of these headers the parent of `span`; must happen before the span is entered.
pub fn set_parent(span: &Span, propagator: &impl TextMapPropagator, headers: &HashMap<String, String>) {
    struct Headers<'a>(&'a HashMap<String, String>);
    impl Extractor for Headers<'_> {
        fn get(&self, key: &str) -> Option<&str> {
            self.0.get(key).map(String::as_str)
        }
        fn keys(&self) -> Vec<&str> {
            self.0.keys().map(String::as_str).collect()
        }
    }
    let context = propagator.extract_with_context(&Context::new(), &Headers(headers));
    // Fails only when no telemetry layer is installed, and then there is no trace to join.
    let _ = span.set_parent(context);
}

/// Makes the event's creation context the parent of `span`.
pub fn join(span: &Span, envelope: &Envelope) {
    let Some(traceparent) = &envelope.traceparent else { return };
    let mut headers = HashMap::from([("traceparent".to_owned(), traceparent.clone())]);
    if let Some(tracestate) = &envelope.tracestate {
        headers.insert("tracestate".to_owned(), tracestate.clone());
    }
    set_parent(span, &opentelemetry_sdk::propagation::TraceContextPropagator::new(), &headers);
}
