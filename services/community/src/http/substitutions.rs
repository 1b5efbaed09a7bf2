//! `/v1/substitutions`, `/v1/retention`

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::community::{DoseOutcome, SubstitutionEnd};
use domain::ids::{PersonId, SubstitutionId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::labels::ArticleView;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::treatments::Created;
use crate::app::substitutions::{self, AskRetention, Course, EndSubstitution, ListSubstitutions, StartSubstitution};
use crate::domain::substitution::{MissedDoses, Retention};

/// A person's time in a substitution programme.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SubstitutionView {
    pub id: SubstitutionId,
    pub person_id: PersonId,
    pub site: String,
    pub commune_code: String,
    pub province_code: String,
    pub started_on: NaiveDate,
    pub decision_number: Option<String>,
    pub law_pack: String,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<SubstitutionEnd>,
    /// Doses missed in a row, as the law counts them; none once it is over.
    pub missed: Option<MissedView>,
}

impl From<&Course> for SubstitutionView {
    fn from(course: &Course) -> Self {
        let substitution = course.substitution.clone();
        let (ended_on, end_reason) = substitution.ended.unzip();
        Self {
            id: substitution.id,
            person_id: substitution.person_id,
            site: substitution.site,
            commune_code: substitution.commune_code,
            province_code: substitution.province_code,
            started_on: substitution.started_on,
            decision_number: substitution.decision_number,
            law_pack: substitution.law_pack,
            ended_on,
            end_reason,
            missed: course.missed.clone().map(MissedView::from),
        }
    }
}

/// A proposal that a person confirms by ending the programme with the reason `missed_doses`.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MissedView {
    /// The day on which the count was reached.
    pub since: NaiveDate,
    /// Working days in the row.
    pub counted: u32,
    pub article: ArticleView,
}

impl From<MissedDoses> for MissedView {
    fn from(MissedDoses { since, counted, article }: MissedDoses) -> Self {
        Self { since, counted, article: article.into() }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DayView {
    pub on: NaiveDate,
    pub outcome: DoseOutcome,
}

/// A time in a programme with its recorded days, by day.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ProgrammeView {
    #[serde(flatten)]
    pub substitution: SubstitutionView,
    pub days: Vec<DayView>,
}

impl From<Course> for ProgrammeView {
    fn from(course: Course) -> Self {
        let substitution = SubstitutionView::from(&course);
        let days = course.days.into_iter().map(|(on, outcome)| DayView { on, outcome });
        Self { substitution, days: days.collect() }
    }
}

/// Who was in a programme on a day, and who stayed. It counts times in a programme: somebody who came back has two.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct RetentionView {
    pub on: NaiveDate,
    /// Begun by then.
    pub total: u64,
    /// In a programme at the end of that day.
    pub present: u64,
    pub cohorts: Vec<CohortView>,
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CohortView {
    pub months: u32,
    /// Those who began at least so long before the day.
    pub began: u64,
    /// Those of them who were still in it when so long had passed.
    pub stayed: u64,
}

impl From<Retention> for RetentionView {
    fn from(Retention { on, began, present, cohorts }: Retention) -> Self {
        let cohorts = cohorts.into_iter().map(|cohort| CohortView {
            months: cohort.months,
            began: cohort.began,
            stayed: cohort.stayed,
        });
        Self { on, total: began, present, cohorts: cohorts.collect() }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTreatments);
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/substitutions", record, "Enter a person in a substitution programme")
                .takes::<StartSubstitution>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/substitutions/batch", record, "Enter up to 500 persons")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            post_batch,
        )
        .add(
            Route::get("/v1/substitutions", read, "Times in substitution programmes in scope")
                .answers::<Page<SubstitutionView>>(),
            list,
        )
        .add(
            Route::get("/v1/substitutions/{id}", read, "One time in a programme with its days")
                .answers::<ProgrammeView>(),
            show,
        )
        .add(
            Route::post("/v1/substitutions/{id}/end", record, "A person leaves the programme")
                .takes::<EndSubstitution>()
                .answers::<ProgrammeView>(),
            end,
        )
        .add(
            Route::get("/v1/retention", read, "Who is in a programme on a day, and who stayed")
                .answers::<RetentionView>(),
            retained,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<StartSubstitution>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = substitutions::start_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(substitutions::start_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListSubstitutions>,
) -> Result<Json<Page<SubstitutionView>>, Problem> {
    let Page { items, total, next } = substitutions::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.iter().map(SubstitutionView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<SubstitutionId>,
) -> Result<Json<ProgrammeView>, Problem> {
    Ok(Json(substitutions::find(&context, &caller, id).await?.into()))
}

async fn end(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<SubstitutionId>,
    Json(command): Json<EndSubstitution>,
) -> Result<Json<ProgrammeView>, Problem> {
    Ok(Json(substitutions::end(&context, &caller, id, command).await?.into()))
}

async fn retained(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<AskRetention>,
) -> Result<Json<RetentionView>, Problem> {
    Ok(Json(substitutions::retained(&context, &caller, query).await?.into()))
}
