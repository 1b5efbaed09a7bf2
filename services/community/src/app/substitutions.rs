//! Entering substitution programmes, one or many at a time; listing and ending them; retention.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::codes::community::SubstitutionEnd;
use domain::ids::{PersonId, SubstitutionId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::person::PersonSnapshot;
use events::community::SubstitutionStarted;
use messaging::outbox;
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope, version};

use super::treatments::{unknown_person, viewed};
use crate::domain::substitution::{Days, MissedDoses, Retention, Start, Substitution, missed_in_a_row, retention};
use crate::domain::treatment::Place;
use crate::store;

/// A person to enter in a programme.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StartSubstitution {
    pub person_id: PersonId,
    /// The treatment unit.
    pub site: String,
    /// The commune that manages the person, five digits, valid on `occurred_on`.
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    #[serde(default)]
    pub decision_number: Option<String>,
}

/// What the decisions of one batch rest on.
struct Known {
    /// By the id that a command addresses; a merged one stands for its survivor.
    persons: HashMap<PersonId, PersonSnapshot>,
    in_programme: HashSet<PersonId>,
}

/// Enters persons in one transaction; an item that is refused does not touch the others.
pub async fn start_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<StartSubstitution, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&StartSubstitution>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let persons = persons::resolve(&tx, request.into_iter().flatten().map(|item| item.person_id)).await?;
    let in_programme = store::substitutions::with_open(&tx, persons.values().map(|person| person.person_id)).await?;
    let mut known = Known { persons, in_programme };
    let scope = caller.scope_of(Right::RecordTreatments);
    let recorder = context.recorder(caller);
    let (mut started, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| decide(context, &scope, &known, &command));
        results.push(decided.map(|(substitution, event)| {
            known.in_programme.insert(substitution.person_id);
            events.push(recorder.record(&event, substitution.version));
            let id = substitution.id.0;
            started.push(substitution);
            id
        }));
    }
    store::substitutions::insert_all(&tx, &started).await?;
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

fn decide(
    context: &Context,
    scope: &Scope,
    known: &Known,
    command: &StartSubstitution,
) -> Result<(Substitution, SubstitutionStarted), Problem> {
    let place = Place::of(&command.commune_code, command.occurred_on)?;
    Scope::require(scope.covers_area(&[&place.commune_code, &place.province_code]))?;
    let person = known.persons.get(&command.person_id).ok_or_else(|| unknown_person("person_id"))?;
    let start = Start {
        id: SubstitutionId(context.new_id()),
        person,
        site: &command.site,
        place,
        occurred_on: command.occurred_on,
        decision_number: command.decision_number.as_deref(),
        active: known.in_programme.contains(&person.person_id),
        today: context.today(),
    };
    Ok(Substitution::start(start)?)
}

/// Why and when somebody leaves a programme. `missed_doses` confirms what was found, and is refused where nothing was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndSubstitution {
    pub occurred_on: NaiveDate,
    pub reason: SubstitutionEnd,
}

pub async fn end(
    context: &Context,
    caller: &Caller,
    id: SubstitutionId,
    command: EndSubstitution,
) -> Result<Course, Problem> {
    let tx = context.begin().await?;
    let scope = caller.scope_of(Right::RecordTreatments);
    let found = store::substitutions::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let days = store::doses::of(&tx, [id]).await?.remove(&id).unwrap_or_default();
    let person = persons::find(&tx, [found.person_id]).await?.remove(&found.person_id);
    let person = person.ok_or_else(|| unknown_person("person_id"))?;
    let (substitution, event) = found.end(command.occurred_on, command.reason, &days, &person, context.today())?;
    if !store::substitutions::update(&tx, &substitution).await? {
        return Err(version::changed());
    }
    outbox::append(&tx, context.recorder(caller).record(&event, substitution.version)).await?;
    context.commit(tx).await?;
    Ok(Course::of(context, substitution, days))
}

/// Which times in programmes to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSubstitutions {
    /// With all records that stand for the same person.
    pub person_id: Option<PersonId>,
    pub commune_code: Option<String>,
    /// Only those in a programme at the end of this day.
    pub on: Option<NaiveDate>,
    pub cursor: Option<SubstitutionId>,
    pub limit: Option<u64>,
}

/// A time in a programme with its recorded days and what was found in them; nothing once it is over.
pub struct Course {
    pub substitution: Substitution,
    pub days: Days,
    pub missed: Option<MissedDoses>,
}

impl Course {
    fn of(context: &Context, substitution: Substitution, days: Days) -> Self {
        let open = substitution.ended.is_none();
        let missed = open.then(|| missed_in_a_row(&days, context.today())).flatten();
        Self { substitution, days, missed }
    }
}

/// The times in programmes that the caller may see. Asking for one person's is recorded.
pub async fn list(context: &Context, caller: &Caller, query: ListSubstitutions) -> Result<Page<Course>, Problem> {
    let person = match query.person_id {
        Some(person) => Some(persons::effective_of(&context.db, person).await?),
        None => None,
    };
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let filter = store::substitutions::Filter {
        scope: caller.scope_of(Right::ReadTreatments),
        person,
        commune_code: query.commune_code,
        on: query.on,
        after: query.cursor,
        limit,
    };
    let tx = context.begin().await?;
    let (items, total) = store::substitutions::list(&tx, &filter).await?;
    let open = items.iter().filter(|item| item.ended.is_none()).map(|item| item.id);
    let mut days = store::doses::of(&tx, open).await?;
    if let Some(person) = query.person_id {
        context.audit(&tx, &viewed(caller, "substitutions.listed"), &[person]).await?;
    }
    context.commit_read(tx).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    let items = items.into_iter().map(|item| {
        let days = days.remove(&item.id).unwrap_or_default();
        Course::of(context, item, days)
    });
    Ok(Page { items: items.collect(), total, next })
}

/// One time in a programme, if the caller may see it. Recorded as a read of the person.
pub async fn find(context: &Context, caller: &Caller, id: SubstitutionId) -> Result<Course, Problem> {
    let scope = caller.scope_of(Right::ReadTreatments);
    let tx = context.begin().await?;
    let found = store::substitutions::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let days = store::doses::of(&tx, [id]).await?.remove(&id).unwrap_or_default();
    context.audit(&tx, &viewed(caller, "substitution.viewed"), &[found.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(Course::of(context, found, days))
}

/// The day to count on, and where.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskRetention {
    /// Today when left out.
    pub on: Option<NaiveDate>,
    pub commune_code: Option<String>,
}

/// Who stayed in the programmes of the caller's areas.
pub async fn retained(context: &Context, caller: &Caller, query: AskRetention) -> Result<Retention, Problem> {
    let scope = caller.scope_of(Right::ReadTreatments);
    let filter = store::substitutions::Filter { scope, commune_code: query.commune_code, ..Default::default() };
    let times = store::substitutions::times(&context.db, &filter).await?;
    Ok(retention(&times, query.on.unwrap_or_else(|| context.today())))
}
