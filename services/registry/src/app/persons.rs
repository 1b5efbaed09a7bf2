//! Registering people, one or many at a time, and correcting what is known of them.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use domain::FieldError;
use domain::codes::{DrugKind, FileKind, Sex};
use domain::ids::{FileId, PersonId};
use domain::person::Birth;
use events::registry::PersonRegistered;
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::version::IfMatch;
use web::{Caller, Problem, Right, Scope, version};

use crate::State;
use crate::domain::file::{self, File, Opening};
use crate::domain::person::{Particulars, Person};
use crate::store;
use crate::store::persons::{Correction, Why};

/// A person to register, and with them the file, where one is opened on the same day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisterPerson {
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    /// 9 or 12 digits.
    #[serde(default)]
    pub official_number: Option<String>,
    /// Five digits, valid on `occurred_on`.
    pub commune_code: String,
    #[serde(default)]
    pub address: Option<String>,
    pub occurred_on: NaiveDate,
    #[serde(default)]
    pub file: Option<OpenFile>,
}

/// A file to open.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenFile {
    pub kind: FileKind,
    #[serde(default)]
    pub drug: Option<DrugKind>,
    /// The paper it rests on, e.g. a decision's number and date.
    #[serde(default)]
    pub legal_basis: Option<String>,
}

/// Registers people in one transaction; an item that is refused does not touch the others.
pub async fn register_all(
    state: &State,
    caller: &Caller,
    key: &IdempotencyKey,
    items: Vec<Result<RegisterPerson, Problem>>,
) -> Result<BatchAnswer, Problem> {
    let context = &state.context;
    let tx = context.begin().await?;
    let request: Vec<Option<&RegisterPerson>> = items.iter().map(|item| item.as_ref().ok()).collect();
    let claim = match key.claim(&tx, caller.account, &request, context.now()).await? {
        Claimed::Seen(answer) => return Ok(answer),
        Claimed::New(claim) => claim,
    };
    let scope = caller.scope_of(Right::RegisterPersons);
    let mut checked: Vec<Result<Accepted, Problem>> =
        items.into_iter().map(|item| item.and_then(|command| check(state, &scope, command))).collect();
    refuse_taken_numbers(state, &tx, &mut checked).await?;

    let mut codes = file_codes(&tx, &checked).await?;
    let recorder = context.recorder(caller);
    let (mut persons, mut files, mut events, mut results) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in checked {
        results.push(item.map(|Accepted { person, event, file }| {
            events.push(recorder.record(&event, person.version));
            if let Some(wanted) = file {
                let opening = Opening {
                    id: FileId(context.new_id()),
                    file_code: codes.next(&person),
                    kind: wanted.kind,
                    drug: wanted.drug,
                    legal_basis: wanted.legal_basis,
                    occurred_on: person.registered_on,
                };
                let (file, event) = File::open(&person, opening);
                events.push(recorder.record(&event, file.version));
                files.push(file);
            }
            let id = person.id.0;
            persons.push(person);
            id
        }));
    }
    store::persons::insert_all(&tx, &persons, &state.vault).await?;
    store::files::insert_all(&tx, &files).await?;
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

struct Accepted {
    person: Person,
    event: PersonRegistered,
    file: Option<OpenFile>,
}

fn check(state: &State, scope: &Scope, command: RegisterPerson) -> Result<Accepted, Problem> {
    let particulars = Particulars {
        name: command.name,
        sex: command.sex,
        birth: command.birth,
        official_number: command.official_number,
        address: command.address,
        commune_code: command.commune_code,
    };
    let id = PersonId(state.context.new_id());
    let (person, event) =
        Person::register(id, particulars, command.occurred_on, state.context.today()).map_err(Problem::fields)?;
    Scope::require(scope.covers_area(&person.residence.codes()))?;
    Ok(Accepted { person, event, file: command.file })
}

/// Says that a number is taken, and nothing about by whom.
fn number_taken() -> Problem {
    FieldError::new(
        "official_number",
        "official_number.taken",
        "Số này đã thuộc một người trong hệ thống. Hãy tìm người đó thay vì đăng ký mới.",
        "This number belongs to somebody already. Search for that person instead.",
    )
    .into()
}

async fn refuse_taken_numbers(
    state: &State,
    tx: &impl ConnectionTrait,
    items: &mut [Result<Accepted, Problem>],
) -> Result<(), Problem> {
    let index = |item: &Accepted| item.person.number.as_ref().map(|number| state.vault.index(number));
    let indexes: Vec<String> = items.iter().flatten().filter_map(index).collect();
    if indexes.is_empty() {
        return Ok(());
    }
    let mut taken = store::persons::taken_numbers(tx, indexes).await?;
    for item in items {
        let Some(number) = item.as_ref().ok().and_then(index) else { continue };
        let person = item.as_ref().map_or(PersonId(uuid::Uuid::nil()), |item| item.person.id);
        if taken.insert(number, person).is_some() {
            *item = Err(number_taken());
        }
    }
    Ok(())
}

/// File numbers reserved for one batch.
struct FileCodes(HashMap<(String, i32), i64>);

impl FileCodes {
    fn next(&mut self, person: &Person) -> String {
        let key = (person.residence.province_code.clone(), person.registered_on.year());
        let number = self.0.entry(key).or_insert(0);
        let code = file::file_code(&person.residence.province_code, person.registered_on, *number);
        *number += 1;
        code
    }
}

async fn file_codes(tx: &impl ConnectionTrait, items: &[Result<Accepted, Problem>]) -> Result<FileCodes, Problem> {
    // In a fixed order, so that two batches can't wait for each other's counters.
    let mut needed: BTreeMap<(String, i32), (NaiveDate, i64)> = BTreeMap::new();
    for item in items.iter().flatten().filter(|item| item.file.is_some()) {
        let day = item.person.registered_on;
        let key = (item.person.residence.province_code.clone(), day.year());
        needed.entry(key).or_insert((day, 0)).1 += 1;
    }
    let mut first = HashMap::new();
    for ((province, year), (day, count)) in needed {
        let number = store::files::take_numbers(tx, &province, day, count).await?;
        first.insert((province, year), number);
    }
    Ok(FileCodes(first))
}

/// What is to be corrected; fields left out stay as they are.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectPerson {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub sex: Option<Sex>,
    #[serde(default)]
    pub birth: Option<Birth>,
    #[serde(default)]
    pub official_number: Option<String>,
    #[serde(default)]
    pub address: Option<String>,
    #[serde(default)]
    pub commune_code: Option<String>,
    pub reason: String,
    pub occurred_on: NaiveDate,
}

pub async fn correct(
    state: &State,
    caller: &Caller,
    id: PersonId,
    seen: IfMatch,
    command: CorrectPerson,
) -> Result<Person, Problem> {
    if command.reason.trim().is_empty() {
        return Err(FieldError::required("reason").into());
    }
    let context = &state.context;
    let scope = caller.scope_of(Right::RegisterPersons);
    let tx = context.begin().await?;
    let before =
        store::persons::find(&tx, &scope, [id], &state.vault).await?.remove(&id).ok_or_else(Problem::not_found)?;
    if before.version != seen.0 {
        return Err(version::changed());
    }
    let particulars = Particulars {
        name: command.name.unwrap_or_else(|| before.name.clone()),
        sex: command.sex.unwrap_or(before.sex),
        birth: command.birth.unwrap_or(before.birth),
        official_number: command
            .official_number
            .or_else(|| before.number.as_ref().map(|number| number.as_str().to_owned())),
        address: command.address.or_else(|| before.address.clone()),
        commune_code: command.commune_code.unwrap_or_else(|| before.residence.commune_code.clone()),
    };
    let (after, event) = before.correct(particulars, command.occurred_on, context.today()).map_err(Problem::fields)?;
    Scope::require(scope.covers_area(&after.residence.codes()))?;
    if let Some(number) = &after.number {
        let taken = store::persons::taken_numbers(&tx, vec![state.vault.index(number)]).await?;
        if taken.values().any(|holder| *holder != id) {
            return Err(number_taken());
        }
    }
    if !store::persons::update(&tx, &after, &state.vault).await? {
        return Err(version::changed());
    }
    let why = Why {
        reason: command.reason,
        account: caller.account,
        occurred_on: command.occurred_on,
        recorded_at: context.now(),
    };
    store::persons::insert_corrections(&tx, id, corrected(state, &before, &after), &why, &state.vault).await?;
    outbox::append(&tx, context.recorder(caller).record(&event, after.version)).await?;
    context.commit(tx).await?;
    Ok(after)
}

/// The fields that differ, with what stood there before.
fn corrected(state: &State, before: &Person, after: &Person) -> Vec<Correction> {
    let number = |person: &Person| person.number.as_ref().map_or(String::new(), |number| number.as_str().to_owned());
    let birth =
        |person: &Person| person.birth.date.map_or_else(|| person.birth.year.to_string(), |date| date.to_string());
    let commune = |person: &Person| person.residence.commune_code.clone();
    let address = |person: &Person| person.address.clone().unwrap_or_default();
    let fields: [(&'static str, String, String); 6] = [
        ("name", before.name.clone(), after.name.clone()),
        ("sex", before.sex.to_string(), after.sex.to_string()),
        ("birth", birth(before), birth(after)),
        ("official_number", number(before), number(after)),
        ("commune_code", commune(before), commune(after)),
        ("address", address(before), address(after)),
    ];
    fields
        .into_iter()
        .filter(|(_, old, new)| old != new)
        .map(|(field, old_value, _)| Correction { id: state.context.new_id(), field, old_value })
        .collect()
}
