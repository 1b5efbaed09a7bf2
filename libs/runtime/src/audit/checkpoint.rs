//! A checkpoint: the newest seal with a MAC under a key derived from the master key. Kept outside the
//! database, it shows later whether the end of the log was cut off or the whole of it computed anew.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{chain, seals};
use crate::Context;
use crate::secrets::MasterKey;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    pub service: String,
    /// 0 when nothing was sealed yet.
    pub sequence: i64,
    pub hash: String,
    pub at: DateTime<Utc>,
    /// HMAC-SHA-256 over the fields before, in hexadecimal digits.
    pub mac: String,
}

impl Checkpoint {
    /// The newest seal of a service's log, as of now. Does not verify the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take(context: &Context) -> Result<Self, DbErr> {
        let (sequence, hash) = seals::tip(&context.db, context.service).await?;
        let (service, at) = (context.service.to_owned(), context.now());
        let unsigned = Self { service, sequence, hash: chain::to_text(&hash), at, mac: String::new() };
        let mac = chain::to_text(&unsigned.keyed(&context.key).finalize().into_bytes());
        Ok(Self { mac, ..unsigned })
    }

    /// Whether this was made with the same master key and not changed since.
    pub fn is_genuine(&self, key: &MasterKey) -> bool {
        chain::from_text(&self.mac).is_some_and(|mac| self.keyed(key).verify_slice(&mac).is_ok())
    }

    fn keyed(&self, key: &MasterKey) -> Hmac<Sha256> {
        let key = key.derive("audit.checkpoint.v1");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("HMAC takes a key of any length");
        // None of the parts can hold a bar.
        let text = format!("{}|{}|{}|{}", self.service, self.sequence, self.hash, self.at.timestamp_micros());
        mac.update(text.as_bytes());
        mac
    }
}
