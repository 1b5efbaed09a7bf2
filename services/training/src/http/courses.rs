//! `/v1/courses`

use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::Audience;
use domain::ids::CourseId;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::courses::{self, ListCourses, PlanCourse};
use crate::domain::course::Course;
use crate::store::attendances::Attended;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CourseView {
    pub id: CourseId,
    pub title: String,
    pub audience: Audience,
    pub province_code: String,
    /// The first day.
    pub occurred_on: NaiveDate,
    pub seats: i64,
    /// Heads on the attendance list.
    pub attended: i64,
    /// Those of them with a certificate.
    pub certified: i64,
}

impl From<(Course, Attended)> for CourseView {
    fn from((course, attended): (Course, Attended)) -> Self {
        let Course { id, title, audience, province_code, occurred_on, seats, .. } = course;
        let Attended { heads, certified } = attended;
        Self { id, title, audience, province_code, occurred_on, seats, attended: heads, certified }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: Uuid,
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTraining);
    let record = Access::To(Right::RecordTraining);
    routes
        .add(Route::post("/v1/courses", record, "Plan a course").takes::<PlanCourse>().answers::<Created>(), post)
        .add(
            Route::post("/v1/courses/batch", record, "Plan up to 500 courses")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(Route::get("/v1/courses", read, "Courses in scope with their numbers").answers::<Page<CourseView>>(), list)
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<PlanCourse>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = courses::plan_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(courses::plan_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListCourses>,
) -> Result<Json<Page<CourseView>>, Problem> {
    let Page { items, total, next } = courses::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(CourseView::from).collect(), total, next }))
}
