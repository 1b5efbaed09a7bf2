//! The distributed transport: a durable topic exchange, one quorum queue per consuming service with a
//! single active consumer, publisher confirms and `mandatory`.
//!
//! Connections are not recovered by the client library but opened anew: on any error the publisher
//! reports its batch as not published (the relay sends it again) and the consumer starts over (the
//! broker delivers again what was not acknowledged). Publishing and consuming use connections of their
//! own, so that back-pressure on one does not stop the other. The declarations are accepted by
//! RabbitMQ 3.10 and 4.x alike.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use events::Envelope;
use events::envelope::CONTENT_TYPE;
use futures_util::StreamExt;
use futures_util::future::join_all;
use lapin::message::Delivery;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, ConfirmSelectOptions,
    ExchangeDeclareOptions, QueueBindOptions, QueueDeclareOptions,
};
use lapin::types::{AMQPValue, FieldTable, ShortString};
use lapin::{BasicProperties, Channel, Confirmation, Connection, ConnectionProperties, Consumer, ExchangeKind};
use tokio::sync::{Mutex, watch};
use tracing::{info, warn};

use crate::{Inbox, NotPublished, Transport, metrics, parking};

const SYSTEM: &str = "rabbitmq";
pub const EXCHANGE: &str = "hoanhap.events";
const DEAD_EXCHANGE: &str = "hoanhap.dead";
const CONFIRM_TIMEOUT: Duration = Duration::from_secs(15);
const BATCH: usize = 500;
/// While one batch is applied the next is on its way.
const PREFETCH: u16 = 1_000;
const SHORTEST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// Deliveries of one message after which the broker itself moves it to the dead-letter queue. Handlers
/// never get there (they park); only a message that kills its process again and again does.
const DELIVERY_LIMIT: i64 = 50;

/// The queue of a consuming service.
pub fn queue_of(service: &str) -> String {
    format!("hoanhap.{service}")
}

/// Connects once and disconnects.
///
/// # Errors
/// Why the broker can't be reached.
pub async fn probe(url: &str) -> Result<(), String> {
    let connecting = Connection::connect(url, ConnectionProperties::default());
    match tokio::time::timeout(Duration::from_secs(3), connecting).await {
        Ok(Ok(connection)) => connection.close(200, "probed".into()).await.map_err(|error| error.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("no answer within 3 s".to_owned()),
    }
}

/// Declares the queue of a consuming service without consuming. What is published before a queue exists goes to
/// the other queues only; so every queue is declared before the first publisher starts.
///
/// # Errors
/// When the broker can't be reached, or holds the queue with other arguments.
pub async fn declare_queue(url: String, service: &'static str, nouns: &[&str]) -> lapin::Result<()> {
    let connection = RabbitMq::new(url, service).connect("declarations").await?;
    let channel = connection.create_channel().await?;
    declare(&channel, service, nouns).await?;
    channel.close(200, "declared".into()).await?;
    connection.close(200, "declared".into()).await
}

pub struct RabbitMq {
    url: String,
    service: &'static str,
    publisher: Mutex<Option<(Connection, Channel)>>,
}

impl RabbitMq {
    /// Connects lazily: the API answers while the broker is away.
    pub fn new(url: String, service: &'static str) -> Self {
        Self { url, service, publisher: Mutex::new(None) }
    }

    async fn connect(&self, role: &str) -> lapin::Result<Connection> {
        let name = format!("hoanhap.{}.{role}", self.service);
        let properties = ConnectionProperties::default().with_connection_name(name.into());
        let with_heartbeat =
            if self.url.contains('?') { self.url.clone() } else { format!("{}?heartbeat=5", self.url) };
        let connecting = Connection::connect(&with_heartbeat, properties);
        tokio::time::timeout(CONFIRM_TIMEOUT, connecting).await.unwrap_or_else(|_| Err(timed_out()))
    }

    /// Publishes events of which no two share a subject.
    async fn publish_round(&self, channel: &Channel, events: &[&Envelope]) -> Vec<Result<(), NotPublished>> {
        let mut confirms = Vec::with_capacity(events.len());
        for event in events {
            let body = serde_json::to_vec(event).expect("an envelope holds only types that JSON can express");
            let mut headers = FieldTable::default();
            if let Some(traceparent) = &event.traceparent {
                headers.insert("traceparent".into(), AMQPValue::LongString(traceparent.as_str().into()));
            }
            let properties = BasicProperties::default()
                .with_content_type(CONTENT_TYPE.into())
                .with_delivery_mode(2)
                .with_message_id(event.id.to_string().into())
                .with_type(event.r#type.as_str().into())
                .with_headers(headers);
            let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
            let key = ShortString::from(event.r#type.as_str());
            confirms.push(channel.basic_publish(EXCHANGE.into(), key, options, &body, properties).await);
        }
        join_all(confirms.into_iter().map(|sent| async {
            let confirm = sent.map_err(away)?;
            let outcome = tokio::time::timeout(CONFIRM_TIMEOUT, confirm)
                .await
                .map_err(|_| NotPublished::Away("no confirm in time".to_owned()))?
                .map_err(away)?;
            match outcome {
                Confirmation::Ack(None) => Ok(()),
                Confirmation::Ack(Some(_)) | Confirmation::Nack(Some(_)) => Err(NotPublished::Unroutable),
                Confirmation::Nack(None) => Err(NotPublished::Refused),
                Confirmation::NotRequested => Err(NotPublished::Away("the channel confirms nothing".to_owned())),
            }
        }))
        .await
    }

    /// Consumes for `inbox` until `stop` turns true.
    pub async fn consume(&self, inbox: Arc<Inbox>, mut stop: watch::Receiver<bool>) {
        let mut pause = SHORTEST_PAUSE;
        while !*stop.borrow() {
            let started = tokio::time::Instant::now();
            tokio::select! {
                result = self.consume_once(&inbox) => {
                    if let Err(error) = result {
                        warn!(service = self.service, %error, "the broker is away, trying again");
                    }
                }
                _ = stop.wait_for(|stopped| *stopped) => return,
            }
            pause = if started.elapsed() > LONGEST_PAUSE { SHORTEST_PAUSE } else { longer(pause) };
            tokio::time::sleep(pause).await;
        }
    }

    async fn consume_once(&self, inbox: &Inbox) -> lapin::Result<()> {
        let connection = self.connect("consumer").await?;
        let channel = connection.create_channel().await?;
        declare(&channel, self.service, &inbox.subscription.nouns).await?;
        channel.basic_qos(PREFETCH, BasicQosOptions::default()).await?;
        let mut deliveries = channel
            .basic_consume(
                queue_of(self.service).into(),
                ShortString::default(),
                BasicConsumeOptions::default(),
                FieldTable::default(),
            )
            .await?;
        info!(service = self.service, "consuming");
        while let Some(batch) = next_batch(&mut deliveries).await? {
            deliver_until_taken(inbox, &batch).await;
            let last = batch.last().expect("a batch is never empty");
            last.acker.ack(BasicAckOptions { multiple: true }).await?;
        }
        Err(timed_out())
    }
}

#[async_trait]
impl Transport for RabbitMq {
    /// Pipelines confirms over subjects and waits within one: an event leaves only when the earlier one
    /// of its subject is confirmed.
    async fn publish(&self, events: &[Envelope]) -> Vec<Result<(), NotPublished>> {
        let mut publisher = self.publisher.lock().await;
        if publisher.as_ref().is_none_or(|(_, channel)| !channel.status().connected()) {
            match self.open_publisher().await {
                Ok(opened) => *publisher = Some(opened),
                Err(error) => return events.iter().map(|_| Err(away(error.clone()))).collect(),
            }
        }
        let (_, channel) = publisher.as_ref().expect("opened above");

        let mut results: Vec<_> = events.iter().map(|_| Err(NotPublished::BehindAnEarlierOne)).collect();
        let mut failed: HashSet<&str> = HashSet::new();
        for round in rounds(events) {
            let round: Vec<usize> =
                round.into_iter().filter(|at| !failed.contains(events[*at].subject.as_str())).collect();
            let batch: Vec<&Envelope> = round.iter().map(|at| &events[*at]).collect();
            for (at, result) in round.into_iter().zip(self.publish_round(channel, &batch).await) {
                if result.is_err() {
                    failed.insert(&events[at].subject);
                }
                results[at] = result;
            }
        }
        if results.iter().any(|result| matches!(result, Err(NotPublished::Away(_)))) {
            *publisher = None;
        }
        results
    }

    fn system(&self) -> &'static str {
        SYSTEM
    }
}

impl RabbitMq {
    async fn open_publisher(&self) -> lapin::Result<(Connection, Channel)> {
        let connection = self.connect("publisher").await?;
        let channel = connection.create_channel().await?;
        declare_exchanges(&channel).await?;
        channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok((connection, channel))
    }
}

/// Indices of events, grouped so that no group holds two of one subject and each subject's order is kept.
fn rounds(events: &[Envelope]) -> Vec<Vec<usize>> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let round = seen.entry(&event.subject).and_modify(|round| *round += 1).or_insert(0);
        if rounds.len() <= *round {
            rounds.push(Vec::new());
        }
        rounds[*round].push(at);
    }
    rounds
}

async fn declare_exchanges(channel: &Channel) -> lapin::Result<()> {
    let durable = ExchangeDeclareOptions { durable: true, ..ExchangeDeclareOptions::default() };
    for (name, kind) in [(EXCHANGE, ExchangeKind::Topic), (DEAD_EXCHANGE, ExchangeKind::Direct)] {
        channel.exchange_declare(name.into(), kind, durable, FieldTable::default()).await?;
    }
    Ok(())
}

async fn declare(channel: &Channel, service: &str, nouns: &[&str]) -> lapin::Result<()> {
    declare_exchanges(channel).await?;
    let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    let text = |value: &str| AMQPValue::LongString(value.into());
    let queue = queue_of(service);
    let dead_queue = format!("{queue}.dead");

    let dead = HashMap::from([("x-queue-type", text("quorum"))]);
    channel.queue_declare(dead_queue.as_str().into(), durable, table(dead)).await?;
    bind(channel, &dead_queue, DEAD_EXCHANGE, service).await?;

    let arguments = HashMap::from([
        ("x-queue-type", text("quorum")),
        ("x-single-active-consumer", AMQPValue::Boolean(true)),
        ("x-delivery-limit", AMQPValue::LongLongInt(DELIVERY_LIMIT)),
        ("x-dead-letter-exchange", text(DEAD_EXCHANGE)),
        ("x-dead-letter-routing-key", text(service)),
        ("x-dead-letter-strategy", text("at-least-once")),
        ("x-overflow", text("reject-publish")),
    ]);
    channel.queue_declare(queue.as_str().into(), durable, table(arguments)).await?;
    for noun in nouns {
        bind(channel, &queue, EXCHANGE, &format!("{noun}.#")).await?;
    }
    Ok(())
}

async fn bind(channel: &Channel, queue: &str, exchange: &str, key: &str) -> lapin::Result<()> {
    channel
        .queue_bind(queue.into(), exchange.into(), key.into(), QueueBindOptions::default(), FieldTable::default())
        .await
}

fn table(arguments: HashMap<&str, AMQPValue>) -> FieldTable {
    let mut table = FieldTable::default();
    for (key, value) in arguments {
        table.insert(key.into(), value);
    }
    table
}

/// The next delivery and whatever else has already arrived.
async fn next_batch(deliveries: &mut Consumer) -> lapin::Result<Option<Vec<Delivery>>> {
    let Some(first) = deliveries.next().await else { return Ok(None) };
    let mut batch = vec![first?];
    while batch.len() < BATCH {
        match tokio::time::timeout(Duration::from_millis(2), deliveries.next()).await {
            Ok(Some(delivery)) => batch.push(delivery?),
            Ok(None) | Err(_) => break,
        }
    }
    Ok(Some(batch))
}

/// Tries for as long as the database is away; the broker keeps the messages meanwhile.
async fn deliver_until_taken(inbox: &Inbox, batch: &[Delivery]) {
    let mut pause = SHORTEST_PAUSE;
    while let Err(error) = deliver(inbox, batch).await {
        warn!(service = inbox.service, %error, "the inbox can't take events, trying again");
        tokio::time::sleep(pause).await;
        pause = longer(pause);
    }
}

/// The pause after one more failure; bounded, so that an outage of any length can't overflow it.
fn longer(pause: Duration) -> Duration {
    (pause * 2).min(LONGEST_PAUSE)
}

async fn deliver(inbox: &Inbox, batch: &[Delivery]) -> Result<(), crate::Unavailable> {
    let mut events = Vec::with_capacity(batch.len());
    for delivery in batch {
        match read(&delivery.data) {
            Ok(event) => events.push(event),
            Err(reason) => parking::park_unreadable(&inbox.db, &delivery.data, &reason, (inbox.now)()).await?,
        }
    }
    metrics::deliver(SYSTEM, inbox, &events).await
}

/// An event that has a place in the order of its subject.
///
/// # Errors
/// Why the body is none; a database could not even look for such a one.
fn read(body: &[u8]) -> Result<Envelope, String> {
    let event: Envelope = serde_json::from_slice(body).map_err(|error| format!("no CloudEvent in JSON: {error}"))?;
    let names = [&event.r#type, &event.subject];
    if names.iter().any(|name| name.is_empty() || name.contains('\0')) {
        return Err("its type or subject is empty or holds a NUL character".to_owned());
    }
    if event.sequence < 1 {
        return Err(format!("sequences begin at 1, this is {}", event.sequence));
    }
    Ok(event)
}

fn away(error: lapin::Error) -> NotPublished {
    NotPublished::Away(error.to_string())
}

fn timed_out() -> lapin::Error {
    lapin::Error::from(std::io::Error::from(std::io::ErrorKind::TimedOut))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use uuid::Uuid;

    fn event(subject: &str, sequence: i64) -> Envelope {
        Envelope {
            specversion: "1.0".into(),
            id: Uuid::nil(),
            source: String::new(),
            r#type: "a.b.c.v1".into(),
            subject: subject.into(),
            time: DateTime::UNIX_EPOCH,
            datacontenttype: String::new(),
            dataschema: String::new(),
            sequence,
            partitionkey: None,
            correlationid: Uuid::nil(),
            causationid: None,
            actor: None,
            traceparent: None,
            tracestate: None,
            data: serde_json::Value::Null,
        }
    }

    #[test]
    fn an_outage_of_any_length_is_waited_out_in_bounded_pauses() {
        let pauses = std::iter::successors(Some(SHORTEST_PAUSE), |pause| Some(longer(*pause)));
        assert!(pauses.take(10_000).all(|pause| pause <= LONGEST_PAUSE));
    }

    #[test]
    fn an_event_without_a_place_in_its_subject_is_unreadable() {
        let body = |subject, sequence| serde_json::to_vec(&event(subject, sequence)).unwrap();
        assert!(read(&body("a", 1)).is_ok());
        for body in [body("a", 0), body("a", -1), body("", 1), body("a\0", 1), b"{}".to_vec(), vec![0xff, 0]] {
            assert!(read(&body).is_err());
        }
    }

    #[test]
    fn a_subject_has_one_event_under_way_at_a_time() {
        let events = [event("a", 1), event("a", 2), event("b", 1), event("a", 3), event("b", 2)];
        assert_eq!(rounds(&events), vec![vec![0, 2], vec![1, 4], vec![3]]);
    }
}
