//! Opening a person outside one's scope in an emergency. Every attempt is recorded, also those that fail.

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::FieldError;
use domain::ids::PersonId;
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::person::OfficialNumber;
use runtime::audit::Act;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right};

use crate::State;
use crate::domain::break_glass::{self, EmergencyAccess};
use crate::domain::query::is_file_code;
use crate::store;

/// A person to open. Exactly one of the three says whom: a name would tell who exists.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BreakGlass {
    #[serde(default)]
    pub person_id: Option<PersonId>,
    /// Whole, e.g. `87-2019-000123`.
    #[serde(default)]
    pub file_code: Option<String>,
    /// 9 or 12 digits.
    #[serde(default)]
    pub official_number: Option<String>,
    /// At least ten characters; the record's own office reads it.
    pub reason: String,
}

/// Who is open now, and until when.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Opened {
    pub person_id: PersonId,
    pub until: DateTime<Utc>,
}

enum Asked {
    Person(PersonId),
    FileCode(String),
    Number(OfficialNumber),
}

impl Asked {
    fn of(command: &BreakGlass) -> Result<Self, Problem> {
        match (command.person_id, &command.file_code, &command.official_number) {
            (Some(id), None, None) => Ok(Self::Person(id)),
            (None, Some(code), None) if is_file_code(code.trim()) => Ok(Self::FileCode(code.trim().to_owned())),
            (None, Some(_), None) => Err(FieldError::new(
                "file_code",
                "file_code.malformed",
                "Mã hồ sơ có dạng 87-2019-000123.",
                "A file code looks like 87-2019-000123.",
            )
            .into()),
            (None, None, Some(number)) => Ok(Self::Number(OfficialNumber::parse(number, "official_number")?)),
            _ => Err(FieldError::new(
                "person_id",
                "break_glass.one_of",
                "Nêu đúng một trong ba: mã người, mã hồ sơ hoặc số định danh.",
                "Give exactly one of the three: person id, file code or official number.",
            )
            .into()),
        }
    }

    async fn find(&self, state: &State, tx: &DatabaseTransaction) -> Result<Option<PersonId>, Problem> {
        Ok(match self {
            Self::Person(id) => store::persons::exists(tx, *id).await?.then_some(*id),
            Self::FileCode(code) => store::files::holder(tx, code).await?,
            Self::Number(number) => {
                let index = vec![state.vault.index(number)];
                store::numbers::holders(tx, index).await?.into_values().next()
            }
        })
    }

    /// What the log says was asked for: of a number only a keyed hash, by which two attempts are seen to be one.
    fn described(&self, state: &State) -> String {
        match self {
            Self::Person(id) => format!("person_id {id}"),
            Self::FileCode(code) => format!("file_code {code}"),
            Self::Number(number) => {
                format!("official_number {:.16}", state.vault.blind("break_glass", number.as_str()))
            }
        }
    }
}

/// What was asked for and what came of it.
struct Attempt {
    /// As the log describes the question.
    asked: String,
    person: Option<PersonId>,
    decided: Result<EmergencyAccess, Problem>,
}

/// Opens a person to the caller for three hours.
pub async fn open(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    command: BreakGlass,
) -> Result<Opened, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let attempt = attempt(state, caller, &tx, &command).await?;
    attempt.record(state, caller, &tx).await?;
    let access = match attempt.decided {
        Ok(access) => access,
        Err(problem) => {
            context.commit_read(tx).await?;
            return Err(problem);
        }
    };
    let claim = match key.claim(&tx, caller.account, &command, context.now()).await? {
        // Nothing is opened again, so nothing is recorded again.
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    store::break_glass::insert(&tx, &access, &state.vault).await?;
    let opened = Opened { person_id: access.person, until: access.until };
    claim.complete(&tx, &opened).await?;
    context.commit_read(tx).await?;
    Ok(opened)
}

async fn attempt(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    command: &BreakGlass,
) -> Result<Attempt, Problem> {
    let refused = |asked: String, problem| Ok(Attempt { asked, person: None, decided: Err(problem) });
    let asked = match Asked::of(command) {
        Ok(asked) => asked,
        Err(problem) => return refused("malformed".to_owned(), problem),
    };
    let described = asked.described(state);
    let reason = match break_glass::reason(&command.reason) {
        Ok(reason) => reason,
        Err(error) => return refused(described, error.into()),
    };
    let Some(person) = asked.find(state, tx).await? else { return refused(described, nobody()) };
    let scope = caller.scope_of(Right::ReadPersons);
    let within = !store::persons::find(tx, &scope, [person], &state.vault).await?.is_empty();
    let decided = if within {
        Err(break_glass::within_scope().into())
    } else {
        let (id, now) = (state.context.new_id(), state.context.now());
        Ok(EmergencyAccess::open(id, caller.account, person, reason, now))
    };
    Ok(Attempt { asked: described, person: Some(person), decided })
}

fn nobody() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "break_glass.unknown",
        "Không có người nào mang mã hoặc số này.",
        "Nobody has this id, code or number.",
    )
}

impl Attempt {
    async fn record(&self, state: &State, caller: &Caller, tx: &DatabaseTransaction) -> Result<(), Problem> {
        let (action, outcome) = match &self.decided {
            Ok(access) => ("break_glass.opened", format!("until {}", access.until.to_rfc3339())),
            Err(problem) => {
                let code = problem.fields.first().map_or(&problem.code, |field| &field.code);
                ("break_glass.refused", code.clone())
            }
        };
        let detail = Some(format!("{}: {outcome}", self.asked));
        let act = Act { account: caller.account, action, purpose: "emergency", detail };
        match self.person {
            Some(person) => state.context.audit(tx, &act, &[person]).await?,
            None => state.context.audit_alone(tx, &act).await?,
        }
        Ok(())
    }
}

/// Whom the caller may read in an emergency at this moment.
pub async fn mine(state: &State, caller: &Caller) -> Result<Vec<EmergencyAccess>, Problem> {
    let context = &state.context;
    Ok(store::break_glass::active(&context.db, caller.account, context.now(), &state.vault).await?)
}

/// Which notices to list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListNotices {
    pub cursor: Option<Uuid>,
    pub limit: Option<u64>,
}

/// Who opened persons of the caller's own scope, and why.
pub async fn notices(state: &State, caller: &Caller, query: ListNotices) -> Result<Page<EmergencyAccess>, Problem> {
    let scope = caller.scope_of(Right::ReadPersons);
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let (items, total) =
        store::break_glass::notices(&state.context.db, &scope, query.cursor, limit, &state.vault).await?;
    let full = u64::try_from(items.len()).unwrap_or(0) == limit;
    let next = items.last().filter(|_| full).map(|last| last.id.to_string());
    Ok(Page { items, total, next })
}
