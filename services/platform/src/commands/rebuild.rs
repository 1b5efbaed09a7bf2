//! `hoanhap rebuild`: empties a service's projections and applies every service's journal to it again.

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use runtime::Settings;
use runtime::messages::JournalRow;
use serde_json::{Value, json};

use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::services::WITH_MESSAGES;

const PAGE: usize = 500;

/// Live events that arrive meanwhile are taken too: each subject's order decides, not the way they came.
#[derive(Args)]
pub struct Rebuild {
    /// reporting, registry, facility, community, training
    service: String,
}

impl Rebuild {
    pub async fn run(self, settings: Settings) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings)?;
        let statuses = remote.statuses().await.map_err(Failed::unavailable)?;
        let total: i64 = statuses.iter().flat_map(|(_, status)| status.recorded.values()).sum();
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or(0)).with_style(
            ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} ({per_sec}, còn {eta})")
                .unwrap_or_else(|_| ProgressStyle::default_bar()),
        );
        bar.set_message(self.service.clone());
        let _: Value = remote.post(&self.service, "/v1/messages/reset", &json!({}), None).await?;
        for producer in WITH_MESSAGES {
            let mut after = 0;
            loop {
                let path = format!("/v1/messages/journal?after={after}&limit={PAGE}");
                let rows: Vec<JournalRow> = remote.get(producer, &path).await?;
                let Some(last) = rows.last() else { break };
                after = last.position;
                bar.inc(u64::try_from(rows.len()).unwrap_or(0));
                let events: Vec<_> = rows.into_iter().map(|row| row.event).collect();
                let _: Value = remote.post(&self.service, "/v1/messages/deliver", &events, None).await?;
            }
        }
        bar.finish();
        Ok(Exit::Done)
    }
}
