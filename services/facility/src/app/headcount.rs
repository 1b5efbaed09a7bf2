//! The headcount of a day, read from the books.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::{ResidentCategory, Sex, StayStatus};
use domain::ids::FacilityId;
use runtime::{Context, persons};
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use crate::domain::day::{AgeGroup, Day, GroupDay, Who};
use crate::domain::stay::Stay;
use crate::store;

/// The headcount of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headcount {
    pub facility_id: FacilityId,
    pub on: NaiveDate,
    /// Places on that day.
    pub capacity: i64,
    pub closing: i64,
    pub categories: BTreeMap<ResidentCategory, GroupDay>,
    pub sexes: BTreeMap<Sex, GroupDay>,
    /// By the age on the day.
    pub ages: BTreeMap<AgeGroup, GroupDay>,
    /// The closing by category and sex.
    pub by_sex: BTreeMap<ResidentCategory, BTreeMap<Sex, i64>>,
    /// Where those in the headcount are at the end of the day.
    pub standings: BTreeMap<StayStatus, i64>,
}

pub async fn on_day(
    context: &Context,
    caller: &Caller,
    facility: FacilityId,
    on: NaiveDate,
) -> Result<Headcount, Problem> {
    let facility = super::facilities::find(&context.db, caller, Right::ReadFacilities, facility).await?;
    let tx = context.begin().await?;
    let day = day(&tx, facility.id, on).await?;
    let capacity = super::capacities::on_day(&tx, &facility, on).await?;
    context.commit_read(tx).await?;
    let (closing, standings, by_sex) = (day.closing(), day.standings(), day.by_sex());
    let Day { categories, sexes, ages, .. } = day;
    Ok(Headcount { facility_id: facility.id, on, capacity, closing, categories, sexes, ages, by_sex, standings })
}

/// A facility's day.
pub async fn day(db: &impl ConnectionTrait, facility: FacilityId, on: NaiveDate) -> Result<Day, Problem> {
    let admissions = store::admissions::of_day(db, facility, on).await?;
    let mut books = store::entries::of_day(db, facility, on).await?;
    let known = persons::find(db, admissions.iter().map(|admission| admission.person_id)).await?;
    let mut day = Day::default();
    for admission in admissions {
        let person = known.get(&admission.person_id).map(|person| (person.sex, person.birth));
        let who = Who { stay: admission.id, person_id: admission.person_id, category: admission.category(), person };
        let entries = books.remove(&admission.id).unwrap_or_default();
        let stay = Stay { admission, entries };
        day.count(facility, on, who, &stay.steps()?);
    }
    Ok(day)
}
