//! Reading stays with their books, and the one way a book changes.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::law::reckoning::Reckoning;
use domain::person::PersonSnapshot;
use events::Envelope;
use messaging::{Recorder, outbox};
use runtime::{Context, persons};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use web::{Caller, Problem, Right, version};

use super::admissions::{unknown_facility, unknown_person};
use super::told::{self, Facilities};
use crate::domain::admission::{Admission, Period};
use crate::domain::stay::{Change, Stay};
use crate::domain::term::{self, Grounds};
use crate::store;

/// A stay with its term as it stands today.
pub struct Reckoned {
    pub stay: Stay,
    pub term: Reckoning,
}

/// These stays with their books.
pub async fn with_books(db: &impl ConnectionTrait, admissions: Vec<Admission>) -> Result<Vec<Stay>, DbErr> {
    let mut books = store::entries::of(db, admissions.iter().map(|admission| admission.id)).await?;
    let stay = |admission: Admission| Stay { entries: books.remove(&admission.id).unwrap_or_default(), admission };
    Ok(admissions.into_iter().map(stay).collect())
}

/// Reckons the terms of these stays as of today.
pub async fn reckon(context: &Context, db: &impl ConnectionTrait, stays: Vec<Stay>) -> Result<Vec<Reckoned>, Problem> {
    reckon_on(db, stays, context.today()).await
}

/// Reckons the terms of these stays as they stood on a day.
pub async fn reckon_on(db: &impl ConnectionTrait, stays: Vec<Stay>, on: NaiveDate) -> Result<Vec<Reckoned>, Problem> {
    let held = store::admissions::held(db, stays.iter().map(|stay| stay.admission.person_id)).await?;
    let mut reductions = store::merits::reductions_of(db, stays.iter().map(|stay| stay.admission.id)).await?;
    let reckoned = stays.into_iter().map(|stay| {
        let admission = &stay.admission;
        let held = held.get(&admission.person_id).cloned().unwrap_or_default();
        let grounds = Grounds { held, reductions: reductions.remove(&admission.id).unwrap_or_default() };
        let term = term::reckon(admission, &stay.steps()?, &grounds, admission.pack(), on);
        Ok(Reckoned { stay, term })
    });
    reckoned.collect()
}

/// The stays that a request is about to change, with whom and where they concern.
pub struct Changing {
    stays: HashMap<AdmissionId, Stay>,
    persons: HashMap<PersonId, PersonSnapshot>,
    periods: HashMap<PersonId, Vec<Period>>,
    pub facilities: Facilities,
}

impl Changing {
    /// Reads these stays. `to` are facilities that somebody is to be transferred to.
    pub async fn read(
        tx: &DatabaseTransaction,
        ids: impl IntoIterator<Item = AdmissionId>,
        to: Option<FacilityId>,
    ) -> Result<Self, DbErr> {
        let admissions: Vec<Admission> = store::admissions::find(tx, ids).await?.into_values().collect();
        let persons = persons::find(tx, admissions.iter().map(|admission| admission.person_id)).await?;
        let periods = store::admissions::periods(tx, persons.keys().copied()).await?;
        let stays = with_books(tx, admissions).await?;
        let named = stays.iter().flat_map(|stay| &stay.entries).filter_map(|entry| entry.facility_id);
        let named: BTreeSet<FacilityId> = named.chain(to).collect();
        let facilities = store::facilities::find(tx, named).await?;
        let stays = stays.into_iter().map(|stay| (stay.admission.id, stay)).collect();
        Ok(Self { stays, persons, periods, facilities })
    }

    /// A stay, if the caller may record movements where it is.
    pub fn stay(&self, caller: &Caller, id: AdmissionId) -> Option<&Stay> {
        let stay = self.stays.get(&id)?;
        let at = self.facilities.get(&stay.admission.facility_id)?;
        caller.scope_of(Right::RecordMovements).covers_facility(at.id, &at.province_code).then_some(stay)
    }

    /// Changes the book of a stay, on the transaction, and tells of it.
    ///
    /// # Errors
    /// When the change is refused; nothing is written then.
    pub async fn change(
        &mut self,
        context: &Context,
        tx: &DatabaseTransaction,
        caller: &Caller,
        recorder: &Recorder,
        id: AdmissionId,
        change: Change,
    ) -> Result<(), Problem> {
        let before = self.stay(caller, id).ok_or_else(Problem::not_found)?.clone();
        let person = self.persons.get(&before.admission.person_id).ok_or_else(|| unknown_person("admission_id"))?;
        let others = self.periods.get(&before.admission.person_id).map_or(&[][..], Vec::as_slice);
        let mut stay = before.clone();
        let changed = stay.change(change, others, caller.account, context.now())?;
        let event = told::of_change(recorder, changed, &stay, &stay.steps()?, person, &self.facilities)
            .ok_or_else(unknown_facility)?;
        self.save(tx, &before, &stay, event).await?;
        if let Some(periods) = self.periods.get_mut(&stay.admission.person_id) {
            periods.retain(|period| period.stay != id);
            periods.push(stay.admission.period());
        }
        self.stays.insert(id, stay);
        Ok(())
    }

    async fn save(
        &self,
        tx: &DatabaseTransaction,
        before: &Stay,
        after: &Stay,
        event: Envelope,
    ) -> Result<(), Problem> {
        if !store::admissions::update(tx, &after.admission).await? {
            return Err(version::changed());
        }
        store::entries::save(tx, after.admission.id, &before.entries, &after.entries).await?;
        Ok(outbox::append(tx, event).await?)
    }

    /// A stay as it is now, with its term.
    pub async fn reckoned(
        mut self,
        context: &Context,
        tx: &DatabaseTransaction,
        id: AdmissionId,
    ) -> Result<Reckoned, Problem> {
        let stay = self.stays.remove(&id).ok_or_else(Problem::not_found)?;
        reckon(context, tx, vec![stay]).await?.pop().ok_or_else(Problem::not_found)
    }
}
