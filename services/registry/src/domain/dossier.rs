//! The dossier that proposes compulsory treatment, from the finding of a ground to enforcement.
//!
//! A [`Dossier`] is what was decided about it; a [`Case`] adds what was done, received and stopped.
//! Due times are derived from these whenever they are looked at; [`Awaits`] is a copy for the lists,
//! written with every change.

mod case;
mod codes;
mod decision;
mod opening;
mod pipeline;
mod progress;
#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Refusal;
use domain::codes::CourtOutcome;
use domain::ids::{DossierId, PersonId};
use domain::law::procedure::{Condition, Exclusion, Ground, PaperRule};
use domain::law::{AgeGroup, LawPack, Measure};

use super::file::NotRecorded;
use super::person::Person;

pub use case::{Awaits, Case, ReceivedPaper, RecordedPause, RecordedStep};
pub use codes::{DossierStatus, DueFilter, PauseReason};
pub use decision::Decision;
pub use opening::{Opening, Warning};
pub use pipeline::{PaperState, Pipeline, StepState};
pub use progress::{PaperToReceive, PauseToMake, StepToRecord};

#[derive(Clone, Debug)]
pub struct Dossier {
    pub id: DossierId,
    pub version: i64,
    pub person_id: PersonId,
    pub status: DossierStatus,
    pub opened_on: NaiveDate,
    /// The pack in force when the dossier was opened.
    pub law_pack: String,
    /// The group of the person's age on the day of opening; none for what was recorded before groups.
    pub age_group: Option<AgeGroup>,
    pub facts: Facts,
    pub outcome: Option<CourtOutcome>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub court: Option<String>,
    pub term_months: Option<u32>,
}

/// What the proposal rests on, as far as it was recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// When the ground was found; the beginning of the opening day where no time was given.
    pub discovered_at: Option<DateTime<FixedOffset>>,
    pub last_violation_on: Option<NaiveDate>,
    /// When the person stopped evading, where they did.
    pub evasion_ended_on: Option<NaiveDate>,
    pub ground: Option<Ground>,
    /// Circumstances that may keep the person from being proposed.
    pub exclusions: Vec<Exclusion>,
    /// Circumstances on which papers depend.
    pub conditions: Vec<Condition>,
}

/// Why something was not done to a dossier.
#[derive(Debug, PartialEq)]
pub enum Refused {
    Not(NotRecorded),
    /// Required papers are not there.
    PapersMissing(Vec<&'static PaperRule>),
}

impl<T: Into<NotRecorded>> From<T> for Refused {
    fn from(reason: T) -> Self {
        Self::Not(reason.into())
    }
}

fn age_on(person: &Person, on: NaiveDate) -> u32 {
    u32::try_from(person.birth.age_on(on)).unwrap_or(0)
}

/// The compulsory measure for the person under a pack.
///
/// # Errors
/// When the pack has none for somebody of that age.
fn compulsory_measure(person: &Person, pack: &LawPack, on: NaiveDate) -> Result<Measure, Refusal> {
    let age = age_on(person, on);
    Measure::compulsory_at(age).filter(|measure| pack.offers(*measure, age)).ok_or_else(|| {
        Refusal::new(
            "dossier.no_measure_at_this_age",
            format!("Pháp luật (gói {}) không có biện pháp cai nghiện bắt buộc cho người {age} tuổi.", pack.id),
            format!("The law (pack {}) has no compulsory treatment at age {age}.", pack.id),
        )
    })
}
