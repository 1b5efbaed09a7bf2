//! Cases that open and close by themselves as treatments end and begin.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::ids::{AftercareCaseId, PersonId};
use events::Envelope;
use messaging::outbox;
use runtime::{Context, persons};
use sea_orm::{DatabaseTransaction, DbErr};

use super::cases::show_survivors;
use crate::domain::treatment::{Book, Consequence, News};
use crate::store;

/// Takes the news of one delivery in, on its transaction: a few statements, however many there are.
pub async fn follow(
    context: &Context,
    tx: &DatabaseTransaction,
    mut news: Vec<(&Envelope, News)>,
) -> Result<(), DbErr> {
    if news.is_empty() {
        return Ok(());
    }
    attribute(tx, &mut news).await?;
    let records: BTreeSet<PersonId> = news.iter().map(|(_, news)| news.person_id()).collect();
    let corrected =
        news.iter().filter(|(_, news)| matches!(news, News::Corrected(_))).map(|(_, news)| news.person_id());
    let corrected: BTreeSet<PersonId> = corrected.collect();
    let mut book = Book {
        open: store::cases::lock_open(tx, records.iter().copied()).await?,
        starts: store::treatments::of_persons(tx, records).await?,
        all: store::cases::of_records(tx, corrected).await?,
    };
    show_survivors(tx, book.open.values_mut()).await?;
    let mut starts = Vec::new();
    let mut cases = BTreeMap::new();
    let mut events = Vec::new();
    for (cause, news) in news {
        let recorder = context.recorder_after(cause);
        match &news {
            News::Started(start) => starts.push(*start),
            News::Corrected(correction) => {
                // What was said of it before must stand before it is put right.
                store::treatments::insert_all(tx, &std::mem::take(&mut starts)).await?;
                store::treatments::correct(tx, correction).await?;
            }
            News::Completed(_) => {}
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

/// Puts completions down to the record that their treatment was recorded for, and to the person whom it stands
/// for now. The news itself may name either, because its publisher has heard of other merges than this service.
async fn attribute(tx: &DatabaseTransaction, news: &mut [(&Envelope, News)]) -> Result<(), DbErr> {
    let (mut started, mut completions, mut corrections) = (HashMap::new(), Vec::new(), Vec::new());
    for (_, news) in news {
        match news {
            News::Started(start) => drop(started.insert(start.treatment, start.person_id)),
            News::Completed(completion) => completions.push(completion),
            News::Corrected(correction) => {
                corrections.push((correction.treatment, &mut correction.origin_person_id));
                completions.extend(correction.completion.as_mut());
            }
        }
    }
    if completions.is_empty() && corrections.is_empty() {
        return Ok(());
    }
    let told =
        completions.iter().map(|after| after.treatment).chain(corrections.iter().map(|(treatment, _)| *treatment));
    let mut owners = store::treatments::owners(tx, told.collect::<BTreeSet<_>>()).await?;
    owners.extend(started);
    for (treatment, record) in corrections {
        *record = *owners.get(&treatment).unwrap_or(record);
    }
    for completion in &mut completions {
        completion.origin_person_id = *owners.get(&completion.treatment).unwrap_or(&completion.person.person_id);
    }
    let stands_for = persons::effective(tx, completions.iter().map(|after| after.origin_person_id)).await?;
    for completion in &mut completions {
        completion.person.person_id = stands_for[&completion.origin_person_id];
    }
    Ok(())
}
