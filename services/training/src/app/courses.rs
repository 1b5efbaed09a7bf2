//! Planning and listing courses.

use chrono::NaiveDate;
use domain::codes::Audience;
use domain::ids::CourseId;
use domain::paging::{self, Page};
use domain::text;
use events::training::CoursePlanned;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use crate::domain::course::Course;
use crate::store;
use crate::store::attendances::Attended;

/// A course to plan.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanCourse {
    pub title: String,
    pub audience: Audience,
    /// Two digits, valid on `occurred_on`.
    pub province_code: String,
    /// The first day; it may lie ahead.
    pub occurred_on: NaiveDate,
    pub seats: i64,
}

/// Plans courses in one transaction; an item that is refused does not touch the others.
pub async fn plan_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<PlanCourse, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&PlanCourse>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTraining);
    let recorder = context.recorder(caller);
    let (mut courses, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let planned = item.and_then(|command| decide(context, &scope, command));
        results.push(planned.map(|(course, event)| {
            events.push(recorder.record(&event, course.version));
            let id = course.id.0;
            courses.push(course);
            id
        }));
    }
    store::courses::insert_all(&tx, &courses).await?;
    outbox::append_all(&tx, events).await?;
    let answer = BatchAnswer::of(results);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

fn decide(context: &Context, scope: &Scope, command: PlanCourse) -> Result<(Course, CoursePlanned), Problem> {
    Scope::require(scope.covers_area(&[&command.province_code]))?;
    let course = Course {
        id: CourseId(context.new_id()),
        version: 1,
        title: text::tidy(&command.title),
        audience: command.audience,
        province_code: command.province_code,
        occurred_on: command.occurred_on,
        seats: command.seats,
    };
    Course::plan(course).map_err(Problem::fields)
}

/// Which courses to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListCourses {
    pub province_code: Option<String>,
    pub cursor: Option<CourseId>,
    pub limit: Option<u64>,
}

/// The courses the caller may see, with their numbers.
pub async fn list(context: &Context, caller: &Caller, query: ListCourses) -> Result<Page<(Course, Attended)>, Problem> {
    let limit = query.limit.unwrap_or(paging::DEFAULT_LIMIT).clamp(1, paging::MAX_LIMIT);
    let scope = caller.scope_of(Right::ReadTraining);
    let filter =
        store::courses::Filter { scope: &scope, province_code: query.province_code, after: query.cursor, limit };
    let (courses, total) = store::courses::list(&context.db, filter).await?;
    let mut tallies = store::attendances::tally(&context.db, courses.iter().map(|course| course.id)).await?;
    let full = u64::try_from(courses.len()).unwrap_or(0) == limit;
    let next = courses.last().filter(|_| full).map(|last| last.id.to_string());
    let items = courses.into_iter().map(|course| {
        let attended = tallies.remove(&course.id).unwrap_or_default();
        (course, attended)
    });
    Ok(Page { items: items.collect(), total, next })
}
