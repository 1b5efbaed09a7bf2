//! The headcount of a day: opening + arrivals by cause − departures by cause = closing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::ResidentCategory;
use domain::ids::FacilityId;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use crate::domain::movement::Direction;
use crate::store;

/// One category's day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CategoryDay {
    pub opening: i64,
    pub arrivals: BTreeMap<String, i64>,
    pub departures: BTreeMap<String, i64>,
    pub closing: i64,
}

/// The headcount of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Headcount {
    pub facility_id: FacilityId,
    pub on: NaiveDate,
    pub capacity: i64,
    pub closing: i64,
    pub categories: BTreeMap<ResidentCategory, CategoryDay>,
}

pub async fn on_day(
    context: &Context,
    caller: &Caller,
    facility: FacilityId,
    on: NaiveDate,
) -> Result<Headcount, Problem> {
    let facility = super::facilities::find(&context.db, caller, Right::ReadFacilities, facility).await?;
    let mut categories: BTreeMap<ResidentCategory, CategoryDay> = BTreeMap::new();
    for tally in store::movements::tally(&context.db, facility.id, on).await? {
        let day = categories.entry(tally.category).or_default();
        let signed = if tally.direction == Direction::In { tally.count } else { -tally.count };
        day.closing += signed;
        if !tally.on_the_day {
            day.opening += signed;
        } else if tally.direction == Direction::In {
            *day.arrivals.entry(tally.cause).or_default() += tally.count;
        } else {
            *day.departures.entry(tally.cause).or_default() += tally.count;
        }
    }
    let closing = categories.values().map(|day| day.closing).sum();
    Ok(Headcount { facility_id: facility.id, on, capacity: facility.capacity, closing, categories })
}
