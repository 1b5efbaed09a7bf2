//! `/v1/reports`

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use documents::workbook;
use runtime::Context;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::reports::{self, CATALOGUE, ReportName, RunReport};
use crate::app::workbook::sheets;
use crate::domain::report::Report;

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadReports);
    routes
        .add(Route::get("/v1/reports", read, "The reports there are").answers::<Vec<ReportName>>(), list)
        .add(
            Route::get("/v1/reports/{id}", read, "Run a report: `?province=87&from=2019-01-01&to=2019-12-31`")
                .answers::<Report>(),
            show,
        )
        .add(Route::get("/v1/reports/{id}/xlsx", read, "The report as a workbook"), xlsx)
}

async fn list() -> Json<Vec<ReportName>> {
    let name =
        |(id, vi, en): (&str, &str, &str)| ReportName { id: id.to_owned(), vi: vi.to_owned(), en: en.to_owned() };
    Json(CATALOGUE.into_iter().map(name).collect())
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<RunReport>,
) -> Result<Json<Report>, Problem> {
    Ok(Json(reports::run(&context, &caller, &id, query).await?))
}

async fn xlsx(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<RunReport>,
) -> Result<Response, Problem> {
    let report = reports::run(&context, &caller, &id, query).await?;
    let file = workbook::write(&sheets(&report)).map_err(|error| {
        tracing::error!(%error, "the workbook can't be written");
        Problem::internal()
    })?;
    let name =
        format!("attachment; filename=\"{}_{}_{}_{}.xlsx\"", report.id, report.province_code, report.from, report.to);
    let mut response = file.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(workbook::CONTENT_TYPE));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
