//! Registering treatments, one or many at a time, and listing them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use domain::FieldError;
use domain::codes::TreatmentSite;
use domain::ids::{PersonId, TreatmentId};
use domain::law::clock::VIETNAM;
use domain::paging::Page;
use domain::person::PersonSnapshot;
use events::community::TreatmentRegistered;
use messaging::outbox;
use runtime::audit::Act;
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use crate::domain::due::{Awaited, awaited};
use crate::domain::entry::Line;
use crate::domain::finding::{Finding, findings};
use crate::domain::transfer::Transfer;
use crate::domain::treatment::{Declined, Phase, Place, Register, Treatment};
use crate::store;

/// A treatment to register.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterTreatment {
    pub person_id: PersonId,
    pub site: TreatmentSite,
    /// The commune that runs it, five digits, valid on `occurred_on`.
    pub commune_code: String,
    pub occurred_on: NaiveDate,
    /// Months; the law pack's shortest term when left out.
    #[serde(default)]
    pub term_months: Option<u32>,
    /// Which time this person is in rehabilitation (lần cai nghiện); the term depends on it since 1/7/2026.
    #[serde(default = "first")]
    pub attempt: u32,
}

fn first() -> u32 {
    1
}

impl From<Declined> for Problem {
    fn from(declined: Declined) -> Self {
        match declined {
            Declined::Fields(errors) => Self::fields(errors),
            Declined::Refused(refusal) => refusal.into(),
        }
    }
}

/// What the decisions of one batch rest on.
struct Known {
    /// By the id that a command addresses; a merged one stands for its survivor.
    persons: HashMap<PersonId, PersonSnapshot>,
    in_treatment: HashSet<PersonId>,
}

/// Registers treatments in one transaction; an item that is refused does not touch the others.
pub async fn register_all(
    context: &Context,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RegisterTreatment, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let tx = context.begin().await?;
    let request: Vec<Option<&RegisterTreatment>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let wanted = request.into_iter().flatten().map(|item| item.person_id);
    let persons = persons::resolve(&tx, wanted).await?;
    let in_treatment = store::treatments::with_active(&tx, persons.values().map(|person| person.person_id)).await?;
    let mut known = Known { persons, in_treatment };
    let scope = caller.scope_of(Right::RecordTreatments);
    let recorder = context.recorder(caller);
    let (mut registered, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new());
    for item in items {
        let decided = item.and_then(|command| decide(context, &scope, &known, command));
        results.push(decided.map(|(treatment, event)| {
            known.in_treatment.insert(treatment.person_id);
            events.push(recorder.record(&event, treatment.version));
            let id = treatment.id.0;
            registered.push(treatment);
            id
        }));
    }
    store::treatments::insert_all(&tx, &registered).await?;
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
    command: RegisterTreatment,
) -> Result<(Treatment, TreatmentRegistered), Problem> {
    let place = Place::of(&command.commune_code, command.occurred_on)?;
    Scope::require(scope.covers_area(&[&place.commune_code, &place.province_code]))?;
    let person = known.persons.get(&command.person_id).ok_or_else(|| unknown_person("person_id"))?;
    let register = Register {
        id: TreatmentId(context.new_id()),
        person,
        site: command.site,
        place,
        occurred_on: command.occurred_on,
        term_months: command.term_months,
        attempt: command.attempt,
        active: known.in_treatment.contains(&person.person_id),
        today: context.today(),
    };
    Ok(Treatment::register(register)?)
}

/// The person may just have been registered: the news takes a moment.
pub fn unknown_person(field: &str) -> Problem {
    FieldError::new(
        field,
        "person.unknown",
        "Chưa có người này. Nếu vừa đăng ký, hãy thử lại sau giây lát.",
        "No such person is known here. If just registered, try again in a moment.",
    )
    .into()
}

/// Which treatments to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListTreatments {
    /// With all records that stand for the same person.
    pub person_id: Option<PersonId>,
    pub commune_code: Option<String>,
    /// `true`: only treatments under way.
    #[serde(default)]
    pub open: bool,
    pub phase: Option<Phase>,
    /// Only those not yet begun, and those whose term ends by this day.
    pub awaiting_by: Option<NaiveDate>,
    pub cursor: Option<TreatmentId>,
    pub limit: Option<u64>,
}

/// A treatment with what it awaits and what was found in its book.
pub struct Listed {
    pub treatment: Treatment,
    pub awaits: Option<Awaited>,
    pub findings: Vec<Finding>,
}

impl Listed {
    fn of(context: &Context, treatment: Treatment, book: &[Line]) -> Self {
        let awaits = awaited(&treatment, context.now().with_timezone(&VIETNAM));
        Self { awaits, findings: findings(&treatment, book, context.today()), treatment }
    }
}

/// The treatments the caller may see. Asking for one person's is recorded.
pub async fn list(context: &Context, caller: &Caller, query: ListTreatments) -> Result<Page<Listed>, Problem> {
    let person = match query.person_id {
        Some(person) => Some(persons::effective_of(&context.db, person).await?),
        None => None,
    };
    let limit = query.limit.unwrap_or(domain::paging::DEFAULT_LIMIT).clamp(1, domain::paging::MAX_LIMIT);
    let filter = store::treatments::Filter {
        scope: caller.scope_of(Right::ReadTreatments),
        person,
        commune_code: query.commune_code,
        only_active: query.open,
        phase: query.phase,
        awaiting_by: query.awaiting_by,
        after: query.cursor,
        limit,
    };
    let tx = context.begin().await?;
    let (items, total) = store::treatments::list(&tx, &filter).await?;
    let open = items.iter().filter(|treatment| treatment.ended_on.is_none()).map(|treatment| treatment.id);
    let books = store::entries::of(&tx, open).await?;
    if let Some(person) = query.person_id {
        context.audit(&tx, &viewed(caller, "treatments.listed"), &[person]).await?;
    }
    context.commit_read(tx).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    let items = items.into_iter().map(|treatment| {
        let book = books.get(&treatment.id).map_or(&[][..], Vec::as_slice);
        Listed::of(context, treatment, book)
    });
    Ok(Page { items: items.collect(), total, next })
}

/// A treatment with its book and its ways to other communes.
pub struct Course {
    pub listed: Listed,
    pub book: Vec<Line>,
    pub transfers: Vec<Transfer>,
}

/// One treatment, if the caller may see it. Recorded as a read of the person.
pub async fn find(context: &Context, caller: &Caller, id: TreatmentId) -> Result<Course, Problem> {
    let scope = caller.scope_of(Right::ReadTreatments);
    let tx = context.begin().await?;
    let treatment = store::treatments::find(&tx, &scope, [id]).await?.remove(&id).ok_or_else(Problem::not_found)?;
    let book = store::entries::of(&tx, [id]).await?.remove(&id).unwrap_or_default();
    let transfers = store::transfers::of(&tx, id).await?;
    context.audit(&tx, &viewed(caller, "treatment.viewed"), &[treatment.person_id]).await?;
    context.commit_read(tx).await?;
    Ok(Course { listed: Listed::of(context, treatment, &book), book, transfers })
}

pub fn viewed(caller: &Caller, action: &'static str) -> Act<'static> {
    Act { account: caller.account, action, purpose: "view", detail: None }
}
