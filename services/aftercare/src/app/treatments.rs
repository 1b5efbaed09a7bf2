//! Cases that open and close by themselves as treatments end and begin.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{AftercareCaseId, PersonId};
use events::Envelope;
use messaging::outbox;
use runtime::Context;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::domain::treatment::{Book, Consequence, News};
use crate::store;

/// Takes the news of one delivery in, on its transaction: a few statements, however many there are.
pub async fn follow(context: &Context, tx: &DatabaseTransaction, news: Vec<(&Envelope, News)>) -> Result<(), DbErr> {
    let persons: BTreeSet<PersonId> = news.iter().map(|(_, news)| news.person_id()).collect();
    let mut book = Book {
        open: store::cases::lock_open(tx, persons.iter().copied()).await?,
        starts: store::treatments::of_persons(tx, persons).await?,
    };
    let mut starts = Vec::new();
    let mut cases = BTreeMap::new();
    let mut events = Vec::new();
    for (cause, news) in news {
        let recorder = context.recorder_after(cause);
        if let News::Started(start) = &news {
            starts.push(*start);
        }
        for consequence in book.follow(news, || AftercareCaseId(context.new_id())) {
            let (case, event) = match consequence {
                Consequence::Opened(case, event) => {
                    let envelope = recorder.record(&event, case.version);
                    (case, envelope)
                }
                Consequence::Closed(case, event) => {
                    let envelope = recorder.record(&event, case.version);
                    (case, envelope)
                }
            };
            cases.insert(case.id, case);
            events.push(event);
        }
    }
    store::treatments::insert_all(tx, &starts).await?;
    store::cases::save_all(tx, cases.values()).await?;
    outbox::append_all(tx, events).await
}
