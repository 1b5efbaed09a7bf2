//! `/v1/quality`

use axum::extract::State;
use chrono::{DateTime, Utc};
use runtime::Context;
use serde::Deserialize;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::lines::PageOf;
use crate::app::quality::{self, Asked, Overlaps};
use crate::app::returns::{self, Lost};
use crate::app::rolls::{self, RollDifferences};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FindingsQuery {
    province: String,
    known_at: Option<DateTime<Utc>>,
    cursor: Option<u64>,
    limit: Option<u64>,
}

impl FindingsQuery {
    fn read(self) -> (Asked, PageOf) {
        let asked = Asked { province: self.province, known_at: self.known_at };
        (asked, PageOf { offset: self.cursor.unwrap_or(0), limit: self.limit })
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadReports);
    let summary = "Persons with two measures open at once: `?province=87`";
    let lost = "Who went home and has not come to the commune, or was not taken over by it: `?province=87`";
    let differences = "Stays that the last closed roll-call saw otherwise than the books: `?province=87`";
    routes
        .add(Route::get("/v1/quality/overlaps", read, summary).answers::<Overlaps>(), overlaps)
        .add(Route::get("/v1/quality/returns", read, lost).answers::<Lost>(), lost_sight_of)
        .add(
            Route::get("/v1/quality/roll-differences", read, differences).answers::<RollDifferences>(),
            roll_differences,
        )
}

async fn overlaps(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<FindingsQuery>,
) -> Result<Json<Overlaps>, Problem> {
    let (asked, page) = query.read();
    Ok(Json(quality::list_overlaps(&context, &caller, asked, page).await?))
}

async fn lost_sight_of(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<FindingsQuery>,
) -> Result<Json<Lost>, Problem> {
    let (asked, page) = query.read();
    Ok(Json(returns::list_lost(&context, &caller, asked, page).await?))
}

async fn roll_differences(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<FindingsQuery>,
) -> Result<Json<RollDifferences>, Problem> {
    let (asked, page) = query.read();
    Ok(Json(rolls::list_differences(&context, &caller, asked, page).await?))
}
