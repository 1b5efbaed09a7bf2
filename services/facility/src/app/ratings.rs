//! The residents of a month with how it went: rated or not, disciplined, rewarded.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use domain::codes::care::CareKind;
use domain::codes::{ResidentCategory, StayStatus};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use runtime::Context;
use web::{Caller, Problem, Right};

use crate::domain::merit::{Rating, month_of};
use crate::store;

/// A learner's month.
pub struct RatedMonth {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    pub status: StayStatus,
    pub rating: Option<Rating>,
    /// How many records of each kind the month has.
    pub records: BTreeMap<CareKind, i64>,
}

/// The learners who were at a facility at some time of a month, by the id of their stay.
pub async fn of_month(
    context: &Context,
    caller: &Caller,
    facility: FacilityId,
    day: NaiveDate,
) -> Result<Vec<RatedMonth>, Problem> {
    let month = month_of(day);
    let last = month.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(month);
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ReadFacilities, facility).await?;
    let mut stays = store::admissions::of_span(&tx, facility.id, (month, last)).await?;
    stays.retain(|stay| stay.basis.is_measure() && stay.status != StayStatus::Withdrawn);
    stays.sort_by_key(|stay| stay.id);
    let ratings = store::merits::ratings_in(&tx, stays.iter().map(|stay| stay.id), month).await?;
    let mut counts = store::records::counts(&tx, stays.iter().map(|stay| stay.id), (month, last)).await?;
    context.commit_read(tx).await?;
    let row = |stay: crate::domain::admission::Admission| RatedMonth {
        rating: ratings.get(&stay.id).copied(),
        records: counts.remove(&stay.id).unwrap_or_default(),
        admission_id: stay.id,
        person_id: stay.person_id,
        category: stay.category(),
        status: stay.status,
    };
    Ok(stays.into_iter().map(row).collect())
}
