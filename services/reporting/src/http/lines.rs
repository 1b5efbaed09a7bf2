//! `/v1/lines` and `/v1/funding`: what stands behind a figure

use axum::extract::State;
use chrono::{Datelike, NaiveDate};
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes, Scope};

use crate::app::lines::{self, Lines, PageOf};
use crate::domain::selection::Selection;
use crate::store;

/// The address of a figure, plus which page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinesQuery {
    book: crate::domain::ledger::Book,
    measure: crate::domain::selection::Measure,
    unit: domain::codes::CountUnit,
    province: String,
    from: NaiveDate,
    to: NaiveDate,
    cause: Option<String>,
    category: Option<String>,
    population: Option<String>,
    facility: Option<uuid::Uuid>,
    facility_kind: Option<String>,
    sex: Option<domain::codes::Sex>,
    born_from: Option<NaiveDate>,
    born_to: Option<NaiveDate>,
    standing: Option<String>,
    planned_until: Option<NaiveDate>,
    known_at: Option<chrono::DateTime<chrono::Utc>>,
    cursor: Option<u64>,
    limit: Option<u64>,
}

impl LinesQuery {
    fn split(self) -> (Selection, PageOf) {
        let page = PageOf { offset: self.cursor.unwrap_or(0), limit: self.limit };
        let selection = Selection {
            book: self.book,
            measure: self.measure,
            unit: self.unit,
            province: self.province,
            from: self.from,
            to: self.to,
            cause: self.cause,
            category: self.category,
            population: self.population,
            facility: self.facility,
            facility_kind: self.facility_kind,
            sex: self.sex,
            born_from: self.born_from,
            born_to: self.born_to,
            standing: self.standing,
            planned_until: self.planned_until,
            known_at: self.known_at,
        };
        (selection, page)
    }
}

/// An amount behind a funding figure.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FundingView {
    pub year: i32,
    pub source: String,
    pub kind: String,
    pub amount: i64,
    pub purpose: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FundingQuery {
    province: String,
    from: NaiveDate,
    to: NaiveDate,
    year: Option<i32>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadReports);
    routes.add(Route::get("/v1/lines", read, "The lines behind a figure").answers::<Lines>(), list).add(
        Route::get("/v1/funding", read, "The amounts behind a funding figure").answers::<Vec<FundingView>>(),
        funding,
    )
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<LinesQuery>,
) -> Result<Json<Lines>, Problem> {
    let (selection, page) = query.split();
    Ok(Json(lines::list(&context, &caller, &selection, page).await?))
}

async fn funding(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<FundingQuery>,
) -> Result<Json<Vec<FundingView>>, Problem> {
    Scope::require(caller.scope_of(Right::ReadReports).covers_area(&[&query.province]))?;
    let years = query.from.year()..=query.to.year();
    let rows = store::inputs::funding_for(&context.db, &query.province, years).await?;
    let rows = rows.into_iter().filter(|row| query.year.is_none_or(|year| row.year == year));
    let view = |row: store::inputs::funding::Model| FundingView {
        year: row.year,
        source: row.source,
        kind: row.kind,
        amount: row.amount,
        purpose: row.purpose,
    };
    Ok(Json(rows.map(view).collect()))
}
