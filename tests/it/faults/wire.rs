//! The broker as any other client sees it: publishing what no service would, looking into queues.

use anyhow::Result;
use events::Envelope;
use lapin::options::{
    BasicGetOptions, BasicPublishOptions, ConfirmSelectOptions, QueueBindOptions, QueueDeclareOptions,
    QueueDeleteOptions,
};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, PublisherConfirm};
use messaging::rabbitmq::EXCHANGE;

/// Takes every event beside the services, once for each time it is published.
pub const WITNESS: &str = "witness";

/// Connects anew for each call, because brokers come and go here.
pub struct Wire {
    url: String,
}

pub struct Depth {
    /// Not yet given to a consumer.
    pub messages: u32,
    pub consumers: u32,
}

/// Closes when dropped.
struct Open {
    channel: Channel,
    _connection: Connection,
}

impl Wire {
    pub fn new(url: &str) -> Self {
        Self { url: url.to_owned() }
    }

    async fn open(&self) -> Result<Open> {
        let connection = Connection::connect(&self.url, ConnectionProperties::default()).await?;
        let channel = connection.create_channel().await?;
        Ok(Open { channel, _connection: connection })
    }

    pub async fn depth(&self, queue: &str) -> Result<Depth> {
        let open = self.open().await?;
        let passive = QueueDeclareOptions { passive: true, ..QueueDeclareOptions::default() };
        let queue = open.channel.queue_declare(queue.into(), passive, FieldTable::default()).await?;
        Ok(Depth { messages: queue.message_count(), consumers: queue.consumer_count() })
    }

    pub async fn delete(&self, queue: &str) -> Result<()> {
        let open = self.open().await?;
        open.channel.queue_delete(queue.into(), QueueDeleteOptions::default()).await?;
        Ok(())
    }

    /// From now on every event goes to the witness, too.
    pub async fn attend(&self) -> Result<()> {
        let open = self.open().await?;
        let durable = QueueDeclareOptions { durable: true, ..QueueDeclareOptions::default() };
        open.channel.queue_declare(WITNESS.into(), durable, FieldTable::default()).await?;
        let all = QueueBindOptions::default();
        open.channel.queue_bind(WITNESS.into(), EXCHANGE.into(), "#".into(), all, FieldTable::default()).await?;
        Ok(())
    }

    /// What the witness saw.
    pub async fn witnessed(&self) -> Result<Vec<Envelope>> {
        let open = self.open().await?;
        let mut seen = Vec::new();
        while let Some(message) = open.channel.basic_get(WITNESS.into(), BasicGetOptions { no_ack: true }).await? {
            seen.push(serde_json::from_slice(&message.delivery.data)?);
        }
        Ok(seen)
    }

    /// Publishes bodies with their routing keys, waiting for the broker only at the end.
    pub async fn publish_at_once(&self, messages: &[(&str, Vec<u8>)]) -> Result<()> {
        let open = self.open_publisher().await?;
        let mut sent = Vec::new();
        for message in messages {
            sent.push(publish(&open.channel, message).await?);
        }
        for confirm in sent {
            confirm.await?;
        }
        Ok(())
    }

    /// Publishes bodies with their routing keys, each when the one before is confirmed.
    pub async fn publish_one_by_one(&self, messages: &[(&str, Vec<u8>)]) -> Result<()> {
        let open = self.open_publisher().await?;
        for message in messages {
            publish(&open.channel, message).await?.await?;
        }
        Ok(())
    }

    async fn open_publisher(&self) -> Result<Open> {
        let open = self.open().await?;
        open.channel.confirm_select(ConfirmSelectOptions::default()).await?;
        Ok(open)
    }
}

async fn publish(channel: &Channel, (key, body): &(&str, Vec<u8>)) -> Result<PublisherConfirm> {
    let persistent = BasicProperties::default().with_delivery_mode(2);
    let options = BasicPublishOptions::default();
    Ok(channel.basic_publish(EXCHANGE.into(), (*key).into(), options, body, persistent).await?)
}
