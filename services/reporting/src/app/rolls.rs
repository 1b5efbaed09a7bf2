//! Stays that the last closed roll-call of their facility saw otherwise than their books say.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right, Scope};

use super::lines::PageOf;
use super::quality::Asked;
use crate::domain::rolls::{self, Closed, Difference, Moved};
use crate::store;
use crate::store::lines::Model;

/// Differences between roll-calls and books that stand, page by page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RollDifferences {
    /// In all.
    pub total: u64,
    pub items: Vec<RollDifferenceView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RollDifferenceView {
    pub facility_id: FacilityId,
    pub admission_id: AdmissionId,
    /// Whom the record stands for.
    pub person_id: Option<PersonId>,
    /// The last closed shift.
    pub on: NaiveDate,
    pub shift: String,
    /// The day of the first closed shift since which every one has named it.
    pub since: NaiveDate,
}

/// Those of the facilities of a province, the longest standing in front.
pub async fn list_differences(
    context: &Context,
    caller: &Caller,
    asked: Asked,
    page: PageOf,
) -> Result<RollDifferences, Problem> {
    Scope::require(caller.scope_of(Right::ReadReports).covers_area(&[&asked.province]))?;
    let db = &context.db;
    let mut found: Vec<(Uuid, Difference)> = Vec::new();
    let mut books: HashMap<Uuid, Vec<Model>> = HashMap::new();
    for facility in store::facilities::of(db, &asked.province).await? {
        let closed: Vec<Closed> = store::rolls::last_of(db, facility, asked.known_at).await?;
        let named: Vec<Uuid> = closed.first().map(|last| last.stays.clone()).unwrap_or_default();
        books.extend(store::lines::of_measures(db, named, asked.known_at).await?);
        let moved = |stay| books.get(&stay).into_iter().flatten().map(moved).collect();
        found.extend(rolls::differences(closed, moved).into_iter().map(|difference| (facility, difference)));
    }
    found.sort_by_key(|(_, difference)| (difference.since, difference.stay));
    let Page { items, total, next } = page.cut(found);
    let record = |stay: &Uuid| books.get(stay).and_then(|lines| lines.last()).and_then(|line| line.counted_id);
    let records = items.iter().filter_map(|(_, difference)| record(&difference.stay));
    let stands_for = store::person_links::roots_of(db, records, asked.known_at).await?;
    let view = |(facility, difference): (Uuid, Difference)| RollDifferenceView {
        facility_id: FacilityId(facility),
        admission_id: AdmissionId(difference.stay),
        person_id: record(&difference.stay).map(|record| PersonId(*stands_for.get(&record).unwrap_or(&record))),
        on: difference.on_day,
        shift: difference.shift,
        since: difference.since,
    };
    Ok(RollDifferences { total, items: items.into_iter().map(view).collect(), next })
}

fn moved(line: &Model) -> Moved {
    Moved { occurred_on: line.occurred_on, recorded_at: line.recorded_at }
}
