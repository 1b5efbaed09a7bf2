//! Founding groups, one or many at a time; listing, counting and dissolving them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::ids::GroupId;
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use events::community::GroupFounded;
use messaging::outbox;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope, version};

use crate::domain::group::{Found, Group, OutOfSize, Work, done, holding, members, out_of_size};
use crate::domain::treatment::Place;
use crate::store;

/// A group to found.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundGroup {
    pub kind: GroupKind,
    /// Five digits, valid on `occurred_on`.
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    /// Of the founding; a team needs one.
    #[serde(default)]
    pub decision_number: Option<String>,
}

/// Founds groups in one transaction; an item that is refused does not touch the others.
pub async fn found_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<FoundGroup, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&FoundGroup>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RecordTreatments);
    let recorder = context.recorder(caller);
    let (mut founded, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| decide(context, &scope, &command));
        results.push(decided.map(|(group, event)| {
            events.push(recorder.record(&event, group.version));
            let id = group.id.0;
            founded.push(group);
            id
        }));
    }
    store::groups::insert_all(&tx, &founded).await?;
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

fn decide(context: &Context, scope: &Scope, command: &FoundGroup) -> Result<(Group, GroupFounded), Problem> {
    let place = Place::of(&command.commune_code, command.occurred_on)?;
    Scope::require(scope.covers_area(&[&place.commune_code, &place.province_code]))?;
    let found = Found {
        id: GroupId(context.new_id()),
        kind: command.kind,
        place,
        occurred_on: command.occurred_on,
        decision_number: command.decision_number.as_deref(),
        today: context.today(),
    };
    Ok(Group::found(found)?)
}

/// The first day a group is no more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DissolveGroup {
    pub occurred_on: NaiveDate,
}

pub async fn dissolve(context: &Context, caller: &Caller, id: GroupId, command: DissolveGroup) -> Result<(), Problem> {
    let tx = context.begin().await?;
    let scope = caller.scope_of(Right::RecordTreatments);
    let group = store::groups::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let (group, event) = group.dissolve(command.occurred_on, context.today())?;
    if !store::groups::update(&tx, &group).await? {
        return Err(version::changed());
    }
    outbox::append(&tx, context.recorder(caller).record(&event, group.version)).await?;
    context.commit(tx).await?;
    Ok(())
}

/// Which groups to list, and for which days their figures and their work.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListGroups {
    pub kind: Option<GroupKind>,
    pub commune_code: Option<String>,
    pub province_code: Option<String>,
    /// Only those there on this day, with the figures of it; all, with today's figures, when left out.
    pub on: Option<NaiveDate>,
    /// Work from this day to `on`; from the beginning of the year when left out.
    pub since: Option<NaiveDate>,
    pub cursor: Option<GroupId>,
    pub limit: Option<u64>,
}

/// The days of a question.
#[derive(Clone, Copy)]
struct Days {
    since: NaiveDate,
    on: NaiveDate,
}

impl ListGroups {
    fn days(&self, context: &Context) -> Days {
        let on = self.on.unwrap_or_else(|| context.today());
        let new_year = NaiveDate::from_ymd_opt(on.year(), 1, 1).unwrap_or(on);
        Days { since: self.since.unwrap_or(new_year), on }
    }
}

/// A group with its figures on a day and its work in a span of days.
pub struct Counted {
    pub group: Group,
    pub figures: BTreeMap<GroupFigure, i64>,
    /// The people among the figures.
    pub members: i64,
    /// How often and how much.
    pub done: BTreeMap<GroupActivity, (i64, i64)>,
    pub out_of_size: Option<OutOfSize>,
}

async fn count(db: &impl ConnectionTrait, groups: Vec<Group>, days: Days) -> Result<Vec<Counted>, DbErr> {
    let figures = store::figures::of(db, groups.iter().map(|group| group.id)).await?;
    let books = store::activities::of(db, groups.iter().map(|group| group.id)).await?;
    let counted = groups.into_iter().map(|group| {
        let figures = figures.get(&group.id).map(|stated| holding(stated, days.on)).unwrap_or_default();
        let book: &[Work] = books.get(&group.id).map_or(&[], Vec::as_slice);
        let members = members(&figures);
        let out_of_size = out_of_size(group.kind, members);
        Counted { done: done(book, days.since, days.on), figures, members, out_of_size, group }
    });
    Ok(counted.collect())
}

/// The groups the caller may see.
pub async fn list(context: &Context, caller: &Caller, query: ListGroups) -> Result<Page<Counted>, Problem> {
    let days = query.days(context);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let filter = store::groups::Filter {
        scope: caller.scope_of(Right::ReadTreatments),
        kind: query.kind,
        commune_code: query.commune_code,
        province_code: query.province_code,
        on: query.on,
        after: query.cursor,
        limit: Some(limit),
    };
    let (groups, total) = store::groups::list(&context.db, &filter).await?;
    let full = u64::try_from(groups.len()).unwrap_or(0) == limit;
    let next = groups.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items: count(&context.db, groups, days).await?, total, next })
}

/// One group, if the caller may see it, with today's figures, the year's work and its whole book.
pub async fn find(context: &Context, caller: &Caller, id: GroupId) -> Result<(Counted, Vec<Work>), Problem> {
    let scope = caller.scope_of(Right::ReadTreatments);
    let group = store::groups::find(&context.db, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let days = ListGroups::default().days(context);
    let book = store::activities::of(&context.db, [id]).await?.remove(&id).unwrap_or_default();
    let counted = count(&context.db, vec![group], days).await?.into_iter().next().ok_or_else(Problem::not_found)?;
    Ok((counted, book))
}

/// What there is of one kind of group on a day, and what it did.
#[derive(Default)]
pub struct Tally {
    pub groups: u64,
    /// Communes that have one.
    pub communes: BTreeSet<String>,
    pub members: i64,
    /// Groups that did anything within the days asked for.
    pub working: u64,
    pub done: BTreeMap<GroupActivity, (i64, i64)>,
}

/// The groups in the caller's areas, counted by kind; a kind that is not there is missing.
pub async fn tally(
    context: &Context,
    caller: &Caller,
    query: ListGroups,
) -> Result<BTreeMap<GroupKind, Tally>, Problem> {
    let days = query.days(context);
    let filter = store::groups::Filter {
        scope: caller.scope_of(Right::ReadTreatments),
        kind: query.kind,
        commune_code: query.commune_code,
        province_code: query.province_code,
        on: Some(days.on),
        ..Default::default()
    };
    let (groups, _) = store::groups::list(&context.db, &filter).await?;
    let mut tallies: BTreeMap<GroupKind, Tally> = BTreeMap::new();
    for counted in count(&context.db, groups, days).await? {
        let tally = tallies.entry(counted.group.kind).or_default();
        tally.groups += 1;
        tally.members += counted.members;
        tally.communes.insert(counted.group.commune_code);
        tally.working += u64::from(counted.done.keys().any(|activity| activity.is_work()));
        for (activity, (times, quantity)) in counted.done {
            let sum = tally.done.entry(activity).or_default();
            *sum = (sum.0 + times, sum.1 + quantity);
        }
    }
    Ok(tallies)
}
