//! The lines behind a figure.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{CountUnit, Sex};
use domain::ids::{FacilityId, PersonId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Right, Scope};

use crate::domain::ledger::{Book, OUTSIDE};
use crate::domain::selection::Selection;
use crate::store;

/// The lines of a figure, page by page.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Lines {
    pub unit: CountUnit,
    /// The figure: the sum of `quantity` over all lines.
    pub count: i64,
    /// Lines in all.
    pub total: u64,
    pub items: Vec<LineView>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LineView {
    pub book: Book,
    /// `in`, `out` or `within`.
    pub direction: String,
    pub from_population: String,
    pub to_population: String,
    pub cause: String,
    pub category: String,
    pub quantity: i64,
    /// Whom the line's record stands for, as known when the figure looks.
    pub person_id: Option<PersonId>,
    /// The record, where it was merged into another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_person_id: Option<PersonId>,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub facility_id: Option<FacilityId>,
    pub commune_code: Option<String>,
    pub sex: Option<Sex>,
    /// On the day of the movement.
    pub age: Option<i32>,
    pub event_id: Uuid,
}

/// Which page.
#[derive(Clone, Debug, Default)]
pub struct PageOf {
    pub offset: u64,
    pub limit: Option<u64>,
}

impl PageOf {
    /// The page of a list that was computed as a whole.
    pub fn cut<T>(&self, rows: Vec<T>) -> Page<T> {
        Page::cut(rows, Some(self.offset), self.limit)
    }
}

pub async fn list(context: &Context, caller: &Caller, selection: &Selection, page: PageOf) -> Result<Lines, Problem> {
    Scope::require(caller.scope_of(Right::ReadReports).covers_area(&[&selection.province]))?;
    let limit = page.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let count = store::figures::count(&context.db, selection).await?;
    let (rows, total) = store::figures::list(&context.db, selection, page.offset, limit).await?;
    let records = rows.iter().filter_map(|row| row.person_id);
    let stands_for = store::person_links::roots_of(&context.db, records, selection.known_at).await?;
    let reached = page.offset + u64::try_from(rows.len()).unwrap_or(0);
    let next = (reached < total).then(|| reached.to_string());
    let person = |row: &store::lines::Model| row.person_id.map(|id| PersonId(*stands_for.get(&id).unwrap_or(&id)));
    let items = rows.into_iter().map(|row| (person(&row), row));
    let items = items.map(|(person, row)| view(row, person)).collect::<Result<_, _>>()?;
    Ok(Lines { unit: selection.unit, count, total, items, next })
}

/// A line, with the person whom its record stands for.
pub fn view(row: store::lines::Model, person_id: Option<PersonId>) -> Result<LineView, Problem> {
    let book = row.book.parse().map_err(|_| Problem::internal())?;
    let direction = match (row.from_population.as_str(), row.to_population.as_str()) {
        (_, OUTSIDE) => "out",
        (OUTSIDE, _) => "in",
        _ => "within",
    };
    Ok(LineView {
        book,
        direction: direction.to_owned(),
        from_population: row.from_population,
        to_population: row.to_population,
        cause: row.cause,
        category: row.category,
        quantity: row.quantity,
        person_id,
        origin_person_id: row.person_id.map(PersonId).filter(|record| Some(*record) != person_id),
        occurred_on: row.occurred_on,
        recorded_at: row.recorded_at,
        facility_id: row.facility_id.map(FacilityId),
        commune_code: row.commune_code,
        sex: row.sex.and_then(|sex| sex.parse().ok()),
        age: row.age,
        event_id: row.event_id,
    })
}
