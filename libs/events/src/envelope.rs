//! CloudEvents 1.0 in structured JSON (<https://github.com/cloudevents/spec>), carried over
//! AMQP 0-9-1 as a plain body.

use chrono::{DateTime, Utc};
use domain::ids::{AccountId, PersonId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{Event, noun_of};

pub const CONTENT_TYPE: &str = "application/cloudevents+json";

/// An event on its way. `data` is the event itself; unknown attributes are ignored, so that
/// attributes may be added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    pub specversion: String,
    /// UUIDv7, unique over all services.
    pub id: Uuid,
    /// `/hoanhap/{deployment}/{service}`.
    pub source: String,
    pub r#type: String,
    /// `service/noun/id`.
    pub subject: String,
    /// When it was recorded; when it happened is `data.occurred_on`.
    pub time: DateTime<Utc>,
    pub datacontenttype: String,
    pub dataschema: String,
    /// The aggregate's version: from 1, without gaps.
    pub sequence: i64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub partitionkey: Option<PersonId>,
    pub correlationid: Uuid,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub causationid: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub actor: Option<AccountId>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub traceparent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tracestate: Option<String>,
    pub data: Value,
}

/// Why an event's data don't fit its type.
pub type Unreadable = serde_json::Error;

impl Envelope {
    /// The `service.noun` that consumers subscribe to.
    pub fn noun(&self) -> &str {
        noun_of(&self.r#type)
    }

    /// The event inside, if it is an `E`.
    ///
    /// # Errors
    /// `None` when the type is another one; the inner error when the data don't fit the type.
    pub fn read<E: Event>(&self) -> Option<Result<E, Unreadable>> {
        (self.r#type == E::TYPE).then(|| E::deserialize(&self.data))
    }
}
