//! `/v1/groups`

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use domain::codes::CountUnit;
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::ids::GroupId;
use domain::paging::Page;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::{Batch, BatchAnswer};
use web::idempotency::IdempotencyKey;
use web::labels::ArticleView;
use web::{Access, Caller, Json, Problem, Query, Right, Route, Routes};

use super::treatments::Created;
use crate::app::groups::{self, Counted, DissolveGroup, FoundGroup, ListGroups, Tally};
use crate::domain::group::{OutOfSize, Work};

/// A task team, volunteer team, counselling point or B93 club, with its figures on a day and its work in a span.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GroupView {
    pub id: GroupId,
    pub kind: GroupKind,
    pub commune_code: String,
    pub province_code: String,
    pub founded_on: NaiveDate,
    pub decision_number: Option<String>,
    /// The first day it is no more.
    pub dissolved_on: Option<NaiveDate>,
    pub figures: BTreeMap<GroupFigure, i64>,
    /// The people among the figures.
    pub members: i64,
    pub done: Vec<DoneView>,
    pub out_of_size: Option<OutOfSizeView>,
}

impl From<Counted> for GroupView {
    fn from(Counted { group, figures, members, done, out_of_size }: Counted) -> Self {
        Self {
            id: group.id,
            kind: group.kind,
            commune_code: group.commune_code,
            province_code: group.province_code,
            founded_on: group.founded_on,
            decision_number: group.decision_number,
            dissolved_on: group.dissolved_on,
            figures,
            members,
            done: DoneView::all(done),
            out_of_size: out_of_size.map(OutOfSizeView::from),
        }
    }
}

/// How often and how much of something was done.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DoneView {
    pub activity: GroupActivity,
    pub times: i64,
    pub quantity: i64,
    pub unit: CountUnit,
}

impl DoneView {
    fn all(done: BTreeMap<GroupActivity, (i64, i64)>) -> Vec<Self> {
        let one = |(activity, (times, quantity)): (GroupActivity, (i64, i64))| Self {
            activity,
            times,
            quantity,
            unit: activity.unit(),
        };
        done.into_iter().map(one).collect()
    }
}

/// A size that the rules don't provide for.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct OutOfSizeView {
    pub members: i64,
    pub least: u32,
    pub most: u32,
    pub article: ArticleView,
}

impl From<OutOfSize> for OutOfSizeView {
    fn from(OutOfSize { members, least, most, article }: OutOfSize) -> Self {
        Self { members, least, most, article: article.into() }
    }
}

/// What was done from a day to another, both counted.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct WorkView {
    pub activity: GroupActivity,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub times: i64,
    pub quantity: i64,
    pub unit: CountUnit,
}

impl From<Work> for WorkView {
    fn from(Work { activity, from, to, times, quantity }: Work) -> Self {
        Self { activity, from, to, times, quantity, unit: activity.unit() }
    }
}

/// A group with its whole book.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GroupBookView {
    #[serde(flatten)]
    pub group: GroupView,
    /// By last day.
    pub book: Vec<WorkView>,
}

/// What there is of one kind on a day, and what it did.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TallyView {
    pub kind: GroupKind,
    pub groups: u64,
    /// Communes that have one.
    pub communes: u64,
    pub members: i64,
    /// Those that did anything within the days asked for.
    pub working: u64,
    pub done: Vec<DoneView>,
}

impl From<(GroupKind, Tally)> for TallyView {
    fn from((kind, tally): (GroupKind, Tally)) -> Self {
        Self {
            kind,
            groups: tally.groups,
            communes: u64::try_from(tally.communes.len()).unwrap_or(u64::MAX),
            members: tally.members,
            working: tally.working,
            done: DoneView::all(tally.done),
        }
    }
}

pub fn routes(routes: Routes<Context>) -> Routes<Context> {
    let read = Access::To(Right::ReadTreatments);
    let record = Access::To(Right::RecordTreatments);
    routes
        .add(
            Route::post("/v1/groups", record, "Found a task team, volunteer team, counselling point or club")
                .takes::<FoundGroup>()
                .answers::<Created>(),
            post,
        )
        .add(
            Route::post("/v1/groups/batch", record, "Found up to 500 groups").takes::<Batch>().answers::<BatchAnswer>(),
            post_batch,
        )
        .add(
            Route::get("/v1/groups", read, "Groups in scope, with their figures on a day").answers::<Page<GroupView>>(),
            list,
        )
        .add(Route::get("/v1/groups/{id}", read, "One group with its book").answers::<GroupBookView>(), show)
        .add(
            Route::post("/v1/groups/{id}/dissolution", record, "Dissolve a group")
                .takes::<DissolveGroup>()
                .answers::<GroupBookView>(),
            dissolve,
        )
        .add(
            Route::get("/v1/group-tallies", read, "How many groups there are on a day, by kind, and what they did")
                .answers::<Vec<TallyView>>(),
            tally,
        )
}

async fn post(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(command): Json<FoundGroup>,
) -> Result<(StatusCode, Json<Created>), Problem> {
    let answer = groups::found_all(&context, &caller, &key, vec![Ok(command)]).await?;
    Ok((StatusCode::CREATED, Json(Created { id: answer.only()? })))
}

async fn post_batch(
    State(context): State<Context>,
    caller: Caller,
    key: IdempotencyKey,
    Json(batch): Json<Batch>,
) -> Result<Json<BatchAnswer>, Problem> {
    Ok(Json(groups::found_all(&context, &caller, &key, batch.read()?).await?))
}

async fn list(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListGroups>,
) -> Result<Json<Page<GroupView>>, Problem> {
    let Page { items, total, next } = groups::list(&context, &caller, query).await?;
    Ok(Json(Page { items: items.into_iter().map(GroupView::from).collect(), total, next }))
}

async fn show(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<GroupId>,
) -> Result<Json<GroupBookView>, Problem> {
    let (counted, book) = groups::find(&context, &caller, id).await?;
    Ok(Json(GroupBookView { group: counted.into(), book: book.into_iter().map(WorkView::from).collect() }))
}

async fn dissolve(
    State(context): State<Context>,
    caller: Caller,
    Path(id): Path<GroupId>,
    Json(command): Json<DissolveGroup>,
) -> Result<Json<GroupBookView>, Problem> {
    groups::dissolve(&context, &caller, id, command).await?;
    show(State(context), caller, Path(id)).await
}

async fn tally(
    State(context): State<Context>,
    caller: Caller,
    Query(query): Query<ListGroups>,
) -> Result<Json<Vec<TallyView>>, Problem> {
    let tallies = groups::tally(&context, &caller, query).await?;
    Ok(Json(tallies.into_iter().map(TallyView::from).collect()))
}
