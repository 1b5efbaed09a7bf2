//! The embedded transport: an event is confirmed when every subscriber has committed or parked it.

use std::sync::Arc;

use async_trait::async_trait;
use events::Envelope;
use futures_util::future::join_all;

use crate::{Inbox, NotPublished, Transport, metrics};

/// Delivers straight into the inboxes of the services in this process.
#[derive(Default)]
pub struct InProcess {
    inboxes: Vec<Arc<Inbox>>,
}

impl InProcess {
    pub fn new(inboxes: Vec<Arc<Inbox>>) -> Self {
        Self { inboxes }
    }
}

#[async_trait]
impl Transport for InProcess {
    async fn publish(&self, events: &[Envelope]) -> Vec<Result<(), NotPublished>> {
        let deliveries = self.inboxes.iter().map(|inbox| async {
            let wanted: Vec<Envelope> = events.iter().filter(|event| inbox.wants(event)).cloned().collect();
            if wanted.is_empty() { Ok(()) } else { metrics::deliver(self.system(), inbox, &wanted).await }
        });
        // A batch that one subscriber could not take is published again; the others see duplicates.
        let failure = join_all(deliveries).await.into_iter().find_map(Result::err);
        events
            .iter()
            .map(|_| failure.as_ref().map_or(Ok(()), |error| Err(NotPublished::Away(error.to_string()))))
            .collect()
    }

    fn system(&self) -> &'static str {
        "in_process"
    }
}
