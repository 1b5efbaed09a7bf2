//! Foreign events: treatments that begin and end, from which cases follow; who stands for whom.

use async_trait::async_trait;
use chrono::NaiveDate;
use domain::codes::{AftercareOrigin, ReleaseReason, TreatmentSite};
use domain::law::Measure;
use domain::person::PersonSnapshot;
use events::community::{TreatmentCompleted, TreatmentRegistered};
use events::facility::{AdmissionRecorded, BookCorrected, ResidentReleased, Stay};
use events::{Envelope, Event};
use messaging::{Handler, HandlerError};
use runtime::{Context, persons};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::app::treatments;
use crate::domain::treatment::{Completion, Correction, News, Start};
use crate::store;

pub const NOUNS: [&str; 3] = ["facility.admission", "community.treatment", persons::NOUN];

/// The types [`Treatments`] acts on.
pub fn types() -> Vec<&'static str> {
    let treatments = [
        AdmissionRecorded::TYPE,
        ResidentReleased::TYPE,
        BookCorrected::TYPE,
        TreatmentRegistered::TYPE,
        TreatmentCompleted::TYPE,
    ];
    treatments.into_iter().chain(persons::TYPES).collect()
}

/// Opens and closes cases as treatments end and begin, and gives them to whom they count for.
pub struct Treatments {
    pub context: Context,
}

#[async_trait]
impl Handler for Treatments {
    async fn handle(&self, tx: &DatabaseTransaction, events: &[Envelope]) -> Result<(), HandlerError> {
        let regrouped = persons::apply(tx, events).await?;
        store::cases::regroup(tx, &regrouped).await?;
        store::referrals::regroup(tx, &regrouped).await?;
        let mut news = Vec::new();
        for event in events {
            news.extend(read(event)?.map(|read| (event, read)));
        }
        Ok(treatments::follow(&self.context, tx, news).await?)
    }

    /// Cases are decisions with events of their own, which others have heard: they are never taken back.
    async fn reset(&self, _: &DatabaseTransaction) -> Result<(), DbErr> {
        Err(DbErr::Custom("aftercare records decisions; only projections can be rebuilt".to_owned()))
    }
}

/// What an event says about treatment; `None` when nothing follows from it.
fn read(event: &Envelope) -> Result<Option<News>, serde_json::Error> {
    if let Some(admission) = event.read::<AdmissionRecorded>() {
        let AdmissionRecorded { occurred_on, person, stay, .. } = admission?;
        let start = Start { treatment: stay.admission_id.0, person_id: person.person_id, started_on: occurred_on };
        return Ok(Some(News::Started(start)));
    }
    if let Some(registration) = event.read::<TreatmentRegistered>() {
        let TreatmentRegistered { occurred_on, person, treatment, .. } = registration?;
        let start = Start { treatment: treatment.treatment_id.0, person_id: person.person_id, started_on: occurred_on };
        return Ok(Some(News::Started(start)));
    }
    if let Some(release) = event.read::<ResidentReleased>() {
        let ResidentReleased { occurred_on, person, stay, reason, .. } = release?;
        return Ok(completion(person, &stay, reason, occurred_on).map(News::Completed));
    }
    if let Some(corrected) = event.read::<BookCorrected>() {
        let BookCorrected { person, stay, lines, .. } = corrected?;
        let released = lines.last().and_then(|last| Some((last.reason?, last.occurred_on)));
        let origin_person_id = person.person_id;
        return Ok(Some(News::Corrected(Correction {
            treatment: stay.admission_id.0,
            origin_person_id,
            started_on: lines.first().map(|first| first.occurred_on),
            completion: released.and_then(|(reason, on)| completion(person, &stay, reason, on)),
        })));
    }
    if let Some(completion) = event.read::<TreatmentCompleted>() {
        let TreatmentCompleted { occurred_on, person, treatment, .. } = completion?;
        let measure = match treatment.site {
            TreatmentSite::Home => Measure::HomeTreatment,
            TreatmentSite::Community => Measure::CommunityTreatment,
        };
        return Ok(Some(News::Completed(Completion {
            treatment: treatment.treatment_id.0,
            origin_person_id: person.person_id,
            person,
            origin: AftercareOrigin::Community,
            measure,
            ended_on: occurred_on,
        })));
    }
    Ok(None)
}

/// The completion that a release is, if it is one.
fn completion(person: PersonSnapshot, stay: &Stay, reason: ReleaseReason, ended_on: NaiveDate) -> Option<Completion> {
    if reason != ReleaseReason::TermEnded {
        return None;
    }
    let age = u32::try_from(person.birth.age_on(stay.admitted_on)).unwrap_or(0);
    let measure = Measure::of_stay(stay.basis, age)?;
    Some(Completion {
        treatment: stay.admission_id.0,
        origin_person_id: person.person_id,
        person,
        origin: AftercareOrigin::Facility,
        measure,
        ended_on,
    })
}
