//! The broker's own limit: one publisher with confirms in batches, one consumer that acknowledges.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use futures_util::StreamExt;
use futures_util::future::try_join_all;
use lapin::options::{
    BasicAckOptions, BasicConsumeOptions, BasicPublishOptions, BasicQosOptions, ConfirmSelectOptions,
    QueueDeclareOptions, QueuePurgeOptions,
};
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Connection, ConnectionProperties};

const BATCH: usize = 500;
const QUEUE: &str = "bare";

/// The broker's version, and how long these bodies took from the first publish to the last ack.
pub async fn round_trip(url: &str, bodies: Vec<Vec<u8>>) -> Result<(String, Duration)> {
    let connection = Connection::connect(url, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    let mut arguments = FieldTable::default();
    arguments.insert("x-queue-type".into(), AMQPValue::LongString("quorum".into()));
    let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
    channel.queue_declare(QUEUE.into(), durable, arguments).await?;
    channel.queue_purge(QUEUE.into(), QueuePurgeOptions::default()).await?;

    let consuming = Connection::connect(url, ConnectionProperties::default()).await?;
    let begin = Instant::now();
    let count = bodies.len();
    let (publisher, consumer) = tokio::join!(publish(&connection, bodies), consume(&consuming, count));
    publisher?;
    consumer?;
    let took = begin.elapsed();
    let version = version(url).await.unwrap_or_else(|_| "of unknown version".to_owned());
    connection.close(200, "done".into()).await?;
    consuming.close(200, "done".into()).await?;
    Ok((version, took))
}

async fn publish(connection: &Connection, bodies: Vec<Vec<u8>>) -> Result<()> {
    let channel = connection.create_channel().await?;
    channel.confirm_select(ConfirmSelectOptions::default()).await?;
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    for batch in bodies.chunks(BATCH) {
        let mut confirms = Vec::with_capacity(batch.len());
        for body in batch {
            let properties = BasicProperties::default().with_delivery_mode(2);
            confirms.push(channel.basic_publish("".into(), QUEUE.into(), options, body, properties).await?);
        }
        try_join_all(confirms).await?;
    }
    Ok(())
}

async fn consume(connection: &Connection, count: usize) -> Result<()> {
    let channel = connection.create_channel().await?;
    channel.basic_qos(u16::try_from(BATCH)?, BasicQosOptions::default()).await?;
    let mut deliveries =
        channel.basic_consume(QUEUE.into(), "".into(), BasicConsumeOptions::default(), FieldTable::default()).await?;
    for number in 1..=count {
        let delivery = deliveries.next().await.context("the broker ended the delivery")??;
        if number % BATCH == 0 || number == count {
            delivery.acker.ack(BasicAckOptions { multiple: true }).await?;
        }
    }
    // Answered behind the last ack.
    channel.basic_qos(1, BasicQosOptions::default()).await?;
    Ok(())
}

async fn version(url: &str) -> Result<String> {
    let management = std::env::var("HOANHAP_TEST_RABBITMQ_MANAGEMENT").context(url.to_owned())?;
    let request = reqwest::Client::new().get(format!("{management}/api/overview")).basic_auth("guest", Some("guest"));
    let overview: serde_json::Value = request.send().await?.json().await?;
    Ok(overview["rabbitmq_version"].as_str().context("no version")?.to_owned())
}
