//! Metrics by OpenTelemetry's conventions
//! (<https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/>). Where no meter is installed
//! nothing is kept. Attributes name services and event types, never a subject.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Instant;

use events::Envelope;
use opentelemetry::metrics::{Counter, Gauge, Histogram, Meter};
use opentelemetry::{KeyValue, global};

use crate::status::Backlog;
use crate::{Inbox, NotPublished, Unavailable};

static METER: LazyLock<Meter> = LazyLock::new(|| global::meter("hoanhap.messaging"));

static SENT: LazyLock<Counter<u64>> =
    LazyLock::new(|| METER.u64_counter("messaging.client.sent.messages").with_unit("{message}").build());

static CONSUMED: LazyLock<Counter<u64>> =
    LazyLock::new(|| METER.u64_counter("messaging.client.consumed.messages").with_unit("{message}").build());

/// How long a delivery of one or many events took, until its effect was committed.
static PROCESS: LazyLock<Histogram<f64>> = LazyLock::new(|| {
    METER.f64_histogram("messaging.process.duration").with_unit("s").with_boundaries(SECONDS.to_vec()).build()
});

static PENDING: LazyLock<Gauge<u64>> =
    LazyLock::new(|| METER.u64_gauge("hoanhap.outbox.pending").with_unit("{message}").build());

static PARKED: LazyLock<Gauge<u64>> =
    LazyLock::new(|| METER.u64_gauge("hoanhap.messages.parked").with_unit("{message}").build());

/// The bounds that the conventions give for durations in seconds.
pub const SECONDS: [f64; 14] = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];

/// Counts what a relay handed to the transport; what never left is not counted.
pub(crate) fn sent(system: &'static str, events: &[Envelope], results: &[Result<(), NotPublished>]) {
    let mut counts: BTreeMap<(&str, Option<&'static str>), u64> = BTreeMap::new();
    for (event, result) in events.iter().zip(results) {
        if *result != Err(NotPublished::BehindAnEarlierOne) {
            *counts.entry((&event.r#type, result.as_ref().err().map(NotPublished::code))).or_default() += 1;
        }
    }
    for ((event_type, error), count) in counts {
        let mut attributes = attributes("send", system, event_type);
        attributes.extend(error.map(|code| KeyValue::new("error.type", code)));
        SENT.add(count, &attributes);
    }
}

/// Delivers and measures it. Events that come again because the inbox was away count again.
pub(crate) async fn deliver(system: &'static str, inbox: &Inbox, events: &[Envelope]) -> Result<(), Unavailable> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for event in events {
        *counts.entry(&event.r#type).or_default() += 1;
    }
    let group = KeyValue::new("messaging.consumer.group.name", format!("hoanhap.{}", inbox.service));
    for (event_type, count) in counts {
        let mut attributes = attributes("process", system, event_type);
        attributes.push(group.clone());
        CONSUMED.add(count, &attributes);
    }
    let begin = Instant::now();
    let result = inbox.deliver(events).await;
    let mut attributes =
        vec![KeyValue::new("messaging.operation.name", "process"), KeyValue::new("messaging.system", system), group];
    attributes.extend(result.is_err().then(|| KeyValue::new("error.type", "unavailable")));
    PROCESS.record(begin.elapsed().as_secs_f64(), &attributes);
    result
}

/// What waits in a service, as it was last looked at.
pub fn backlog(service: &'static str, backlog: &Backlog) {
    let attributes = [KeyValue::new("service", service)];
    PENDING.record(backlog.unpublished, &attributes);
    PARKED.record(backlog.parked, &attributes);
}

fn attributes(operation: &'static str, system: &'static str, event_type: &str) -> Vec<KeyValue> {
    vec![
        KeyValue::new("messaging.operation.name", operation),
        KeyValue::new("messaging.system", system),
        KeyValue::new("messaging.destination.name", format!("hoanhap.events:{event_type}")),
    ]
}
