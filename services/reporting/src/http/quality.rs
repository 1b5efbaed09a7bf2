//! `/v1/quality`

use axum::extract::State;
use chrono::{DateTime, Utc};
use runtime::Context;
use serde::Deserialize;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::lines::PageOf;
use crate::app::quality::{self, Asked, Overlaps};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlapsQuery {
    province: String,
    known_at: Option<DateTime<Utc>>,
    cursor: Option<u64>,
    limit: Option<u64>,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadReports);
    let summary = "Persons with two measures open at once: `?province=87`";
    routes.add(Route::get("/v1/quality/overlaps", read, summary).answers::<Overlaps>(), overlaps)
}

async fn overlaps(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<OverlapsQuery>,
) -> Result<Json<Overlaps>, Problem> {
    let asked = Asked { province: query.province, known_at: query.known_at };
    let page = PageOf { offset: query.cursor.unwrap_or(0), limit: query.limit };
    Ok(Json(quality::list_overlaps(&context, &caller, asked, page).await?))
}
