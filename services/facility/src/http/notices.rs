//! `/v1/notices`

use axum::extract::State;
use chrono::NaiveDate;
use domain::codes::AdmissionBasis;
use domain::codes::release::NoticeState;
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::labels::{ArticleView, StandingView};
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use crate::app::notices::{self, Ending, ListNotices};
use crate::domain::notice::Notice;

/// A stay with the notice that its end asks for.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct EndingView {
    pub admission_id: AdmissionId,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub term_ends_on: NaiveDate,
    /// The last day for the notice.
    pub due_on: NaiveDate,
    pub state: NoticeState,
    /// What is left, until it is given.
    pub standing: Option<StandingView>,
    pub article: ArticleView,
    /// Where the person is known to live.
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
    /// The last that was given, also of another end.
    pub notice: Option<NoticeView>,
}

/// A notice that was given.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct NoticeView {
    pub number: String,
    pub sent_on: NaiveDate,
    pub to_commune_code: String,
    pub to_province_code: String,
    /// The end it told of.
    pub ends_on: NaiveDate,
}

impl From<Notice> for NoticeView {
    fn from(notice: Notice) -> Self {
        Self {
            number: notice.number,
            sent_on: notice.sent_on,
            to_commune_code: notice.to.commune_code,
            to_province_code: notice.to.province_code,
            ends_on: notice.ends_on,
        }
    }
}

impl From<Ending> for EndingView {
    fn from(Ending { reckoned, awaited, last, person }: Ending) -> Self {
        let stay = reckoned.stay.admission;
        let (commune_code, province_code) = person.map(|person| (person.commune_code, person.province_code)).unzip();
        Self {
            admission_id: stay.id,
            person_id: stay.person_id,
            facility_id: stay.facility_id,
            basis: stay.basis,
            term_ends_on: awaited.ends_on,
            due_on: awaited.due_on,
            state: awaited.state,
            standing: awaited.standing.map(StandingView::from),
            article: awaited.article.into(),
            commune_code,
            province_code,
            notice: last.map(NoticeView::from),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadFacilities);
    let record = Access::To(Right::RecordMovements);
    routes
        .add(
            Route::get("/v1/notices", read, "Stays whose end the commune is to hear of: `?state=overdue&ahead=30`")
                .answers::<Page<EndingView>>(),
            list,
        )
        .add(
            Route::post("/v1/notices/batch", record, "Record up to 500 notices that were given")
                .takes::<Batch>()
                .answers::<BatchAnswer>(),
            give,
        )
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListNotices>,
) -> Result<Json<Page<EndingView>>, Problem> {
    let Page { items, total, next } = notices::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(EndingView::from).collect(), total, next }))
}

async fn give(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(notices::give_all(&context, &caller, &key, batch.read()?).await?))
}
