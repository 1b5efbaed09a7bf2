//! Registering people, one or many at a time, and correcting what is known of them.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, NaiveDate};
use domain::FieldError;
use domain::codes::summary::FileChange;
use domain::codes::{DrugKind, FileKind, Sex};
use domain::ids::{FileId, PersonId};
use domain::person::{Birth, OfficialNumber};
use events::registry::PersonRegistered;
use messaging::outbox;
use schemars::JsonSchema;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::batch::BatchAnswer;
use web::idempotency::{Claimed, IdempotencyKey};
use web::{Caller, Problem, Right, Scope};

use super::names::{self, NewAlias};
use super::{files, indexing};
use crate::State;
use crate::domain::document::Facts;
use crate::domain::file::{self, File, Opening};
use crate::domain::number::HeldNumber;
use crate::domain::person::{Particulars, Person};
use crate::domain::summary::Summary;
use crate::store;
use crate::store::aliases::Alias;
use crate::store::numbers::New as NewNumber;
use crate::store::transfers::Change;

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
    /// The CMND that a CCCD replaced.
    #[serde(default)]
    pub former_number: Option<String>,
    #[serde(default)]
    pub aliases: Vec<NewAlias>,
    #[serde(default)]
    pub summary: Option<Summary>,
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
    let answer = BatchAnswer::of(register_in(state, caller, &tx, items).await?);
    if answer.done == 0 {
        // Nothing happened, so the key stays free for another try.
        return Ok(answer);
    }
    claim.complete(&tx, &answer).await?;
    context.commit(tx).await?;
    Ok(answer)
}

/// The same on a transaction that has more to do. What is refused leaves no trace in it.
pub async fn register_in(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    items: Vec<Result<RegisterPerson, Problem>>,
) -> Result<Vec<Result<Uuid, Problem>>, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::RegisterPersons);
    let mut checked: Vec<Result<Accepted, Problem>> =
        items.into_iter().map(|item| item.and_then(|command| check(state, &scope, command))).collect();
    refuse_taken_numbers(state, tx, &mut checked).await?;

    let mut codes = file_codes(tx, &checked).await?;
    let recorder = context.recorder(caller);
    let now = context.now();
    let mut new = NewRows::default();
    let (mut events, mut results) = (Vec::new(), Vec::new());
    for item in checked {
        results.push(item.map(|accepted| {
            let person = &accepted.person;
            events.push(recorder.record(&accepted.event, person.version));
            let mut file = None;
            if let Some(wanted) = &accepted.file {
                let opening = Opening {
                    id: FileId(context.new_id()),
                    file_code: codes.next(person),
                    kind: wanted.kind,
                    drug: wanted.drug,
                    legal_basis: wanted.legal_basis.clone(),
                    occurred_on: person.registered_on,
                };
                let (opened, event) = File::open(person, opening);
                events.push(recorder.record(&event, opened.version));
                file = Some(opened);
            }
            let id = person.id.0;
            new.take(state, caller, accepted, file);
            id
        }));
    }
    store::persons::insert_all(tx, &new.persons, &state.vault).await?;
    store::numbers::insert_all(tx, &new.numbers, now, &state.vault).await?;
    store::aliases::insert_all(tx, &new.aliases, now).await?;
    store::files::insert_all(tx, &new.files).await?;
    store::transfers::remember(tx, &new.changes).await?;
    store::summaries::insert_all(tx, &new.summaries, now, &state.vault).await?;
    store::search::index(tx, &new.facts).await?;
    outbox::append_all(tx, events).await?;
    Ok(results)
}

/// What a batch writes, table by table.
#[derive(Default)]
struct NewRows {
    persons: Vec<Person>,
    numbers: Vec<NewNumber>,
    aliases: Vec<(PersonId, Alias)>,
    files: Vec<File>,
    changes: Vec<Change>,
    summaries: Vec<(PersonId, Summary)>,
    facts: Vec<Facts>,
}

impl NewRows {
    fn take(&mut self, state: &State, caller: &Caller, accepted: Accepted, file: Option<File>) {
        let Accepted { person, numbers, aliases, summary, .. } = accepted;
        self.facts.push(indexing::facts_of_new(state, &person, &numbers, &aliases, summary.as_ref(), file.as_ref()));
        self.numbers.extend(numbers.into_iter().map(|number| NewNumber { person: person.id, number }));
        self.aliases.extend(aliases.into_iter().map(|alias| (person.id, alias)));
        self.summaries.extend(summary.map(|summary| (person.id, summary)));
        if let Some(file) = file {
            self.changes.push(files::change(state, caller, &file, FileChange::Opened, file.opened_on, None));
            self.files.push(file);
        }
        self.persons.push(person);
    }
}

struct Accepted {
    person: Person,
    event: PersonRegistered,
    numbers: Vec<HeldNumber>,
    aliases: Vec<Alias>,
    summary: Option<Summary>,
    file: Option<OpenFile>,
}

fn check(state: &State, scope: &Scope, command: RegisterPerson) -> Result<Accepted, Problem> {
    let today = state.context.today();
    let particulars = Particulars {
        name: command.name,
        sex: command.sex,
        birth: command.birth,
        official_number: command.official_number,
        address: command.address,
        commune_code: command.commune_code,
    };
    let id = PersonId(state.context.new_id());
    let mut errors = Vec::new();
    let registered =
        Person::register(id, particulars, command.occurred_on, today).map_err(|wrong| errors.extend(wrong)).ok();
    let former = command
        .former_number
        .as_deref()
        .filter(|text| !text.trim().is_empty())
        .map(|text| OfficialNumber::parse(text, "former_number"));
    let former = former.transpose().map_err(|error| errors.push(error)).ok().flatten();
    let summary = command.summary.map(|summary| summary.check(command.birth.year, today));
    let summary = summary
        .transpose()
        .map_err(|wrong| {
            errors.extend(
                wrong.into_iter().map(|error| FieldError { field: format!("summary.{}", error.field), ..error }),
            );
        })
        .ok()
        .flatten();
    let Some((person, event)) = registered.filter(|_| errors.is_empty()) else { return Err(Problem::fields(errors)) };
    Scope::require(scope.covers_area(&person.residence.codes()))?;
    let held = |number: &OfficialNumber, current| HeldNumber {
        id: state.context.new_id(),
        number: number.clone(),
        issued_on: None,
        issued_by: None,
        current,
    };
    let current = person.number.as_ref().map(|number| held(number, true));
    let former = former.filter(|former| Some(former) != person.number.as_ref());
    let former = former.map(|number| held(&number, current.is_none()));
    let numbers = current.into_iter().chain(former).collect();
    let aliases = names::checked(state, command.aliases)?;
    Ok(Accepted { person, event, numbers, aliases, summary, file: command.file })
}

/// Says that a number is taken, and nothing about by whom.
pub fn number_taken() -> Problem {
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
    let indexes =
        |item: &Accepted| -> Vec<String> { item.numbers.iter().map(|held| state.vault.index(&held.number)).collect() };
    let asked: Vec<String> = items.iter().flatten().flat_map(indexes).collect();
    let mut taken = store::numbers::holders(tx, asked).await?;
    for item in items {
        let Ok(accepted) = item else { continue };
        let own = indexes(accepted);
        if own.iter().any(|index| taken.contains_key(index)) {
            *item = Err(number_taken());
        } else {
            taken.extend(own.into_iter().map(|index| (index, accepted.person.id)));
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
