//! Foreign events: who exists, who stands for whom, and who was taken into a facility.

use async_trait::async_trait;
use events::facility::AdmissionRecorded;
use events::{Envelope, Event};
use messaging::{Handler, HandlerError, outbox};
use runtime::{Context, persons};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::store;

pub const NOUNS: [&str; 2] = [persons::NOUN, "facility.admission"];

/// The types that [`News`] acts on.
pub fn types() -> Vec<&'static str> {
    persons::TYPES.into_iter().chain([AdmissionRecorded::TYPE]).collect()
}

/// Keeps the projection of known persons, and the treatments and programmes with whom they count for; ends the
/// treatment of somebody whom a facility takes in.
pub struct News {
    pub context: Context,
}

#[async_trait]
impl Handler for News {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        let regrouped = persons::apply(tx, events).await?;
        store::treatments::regroup(tx, &regrouped).await?;
        store::substitutions::regroup(tx, &regrouped).await?;
        for event in events {
            if let Some(admission) = event.read::<AdmissionRecorded>() {
                self.supersede(tx, event, admission?).await?;
            }
        }
        Ok(())
    }

    async fn reset(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        persons::reset(tx).await?;
        store::treatments::ungroup(tx).await?;
        store::substitutions::ungroup(tx).await
    }
}

impl News {
    /// A person is under one measure at a time; people who are in a facility on another basis are under none there.
    async fn supersede(
        &self,
        tx: &DatabaseTransaction,
        cause: &Envelope,
        admission: AdmissionRecorded,
    ) -> Result<(), DbErr> {
        let AdmissionRecorded { occurred_on, mut person, stay, .. } = admission;
        if !stay.basis.is_measure() {
            return Ok(());
        }
        // The facility may have heard of other merges than this service.
        person.person_id = persons::effective_of(tx, person.person_id).await?;
        for treatment in store::treatments::lock_active(tx, [person.person_id]).await? {
            let Some((treatment, event)) = treatment.supersede(stay.admission_id, occurred_on, &person) else {
                continue;
            };
            if !store::treatments::update(tx, &treatment).await? {
                return Err(DbErr::RecordNotUpdated);
            }
            let recorder = self.context.recorder_after(cause);
            outbox::append(tx, recorder.record(&event, treatment.version)).await?;
        }
        Ok(())
    }
}
