//! Writing a previewed list, batch by batch.

use domain::FieldError;
use domain::codes::summary::NumberKind;
use domain::ids::PersonId;
use domain::person::OfficialNumber;
use domain::text;
use schemars::JsonSchema;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{Caller, Problem, Scope, version};

use super::{BATCH, Content, Standing, conflict, done, own};
use crate::State;
use crate::app::indexing::{self, Identity, Records};
use crate::app::names::NewAlias;
use crate::app::persons::{self, OpenFile, RegisterPerson};
use crate::domain::import::Draft;
use crate::domain::number::HeldNumber;
use crate::domain::summary::Summary;
use crate::store;
use crate::store::aliases::Alias;
use crate::store::imports::{Line, Outcome, RowState, State as Stage};
use crate::store::numbers::New as NewNumber;

/// How much to write in this request.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Apply {
    /// At most 500 lines, which is also the default.
    pub limit: Option<u64>,
}

/// Writes the next lines; call it again until none waits.
pub async fn apply(state: &State, caller: &Caller, id: Uuid, command: Apply) -> Result<Standing, Problem> {
    let context = &state.context;
    let mut import = own(state, caller, id).await?;
    match import.state.parse() {
        Ok(Stage::Previewed) => {
            let tx = context.begin().await?;
            if !store::imports::advance(&tx, &import, Stage::Applying, None).await? {
                return Err(version::changed());
            }
            context.commit(tx).await?;
            import = own(state, caller, id).await?;
        }
        Ok(Stage::Applying | Stage::Applied) => {}
        _ => {
            return Err(conflict(
                "import.not_appliable",
                "Lô này chưa xem trước xong hoặc đã hoàn tác. Hãy gửi lại tệp.",
                "This import was not previewed to its end, or was undone. Send the file again.",
            ));
        }
    }
    let limit = command.limit.unwrap_or(BATCH).clamp(1, BATCH);
    let tx = context.begin().await?;
    let waiting = store::imports::lines(&tx, id, &[RowState::Waiting], &[], 0, limit, &state.vault).await?;
    let last = u64::try_from(waiting.len()).unwrap_or(0) < limit;
    let settled = write(state, caller, &tx, waiting).await?;
    store::imports::put_lines(&tx, id, &settled, &state.vault).await?;
    if last && import.state == Stage::Applying.as_str() {
        store::imports::advance(&tx, &import, Stage::Applied, Some(context.now())).await?;
    }
    context.commit(tx).await?;
    super::standing(state, caller, id).await
}

async fn write(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    lines: Vec<Line>,
) -> Result<Vec<Line>, Problem> {
    let mut settled = Vec::with_capacity(lines.len());
    let mut new = Vec::new();
    for line in lines {
        match (line.outcome, line.person) {
            (Outcome::New, _) => new.push(line),
            (Outcome::Changed, Some(person)) => settled.push(change(state, caller, tx, line, person).await?),
            // There already: by an earlier line of this file, or in the register.
            _ => settled.push(Line { state: RowState::Done, ..line }),
        }
    }
    let items = new.iter().map(|line| Content::of(line)?.draft.map(command).ok_or_else(Problem::internal)).collect();
    for (line, result) in new.into_iter().zip(persons::register_in(state, caller, tx, items).await?) {
        settled.push(match result {
            Ok(person) => done(line, PersonId(person)),
            Err(problem) => Line {
                state: RowState::Kept,
                outcome: Outcome::Bad,
                problems: if problem.fields.is_empty() {
                    vec![FieldError::new("", &problem.code, problem.vi, problem.en)]
                } else {
                    problem.fields
                },
                ..line
            },
        });
    }
    Ok(settled)
}

fn command(draft: Draft) -> RegisterPerson {
    RegisterPerson {
        name: draft.name,
        sex: draft.sex,
        birth: draft.birth,
        official_number: draft.official_number,
        former_number: draft.former_number,
        aliases: draft.aliases.into_iter().map(|(kind, name)| NewAlias { kind, name }).collect(),
        commune_code: draft.commune_code,
        address: draft.address,
        occurred_on: draft.occurred_on,
        summary: (draft.summary != Summary::default()).then_some(draft.summary),
        file: Some(OpenFile { kind: draft.file_kind, drug: draft.drug, legal_basis: draft.legal_basis }),
    }
}

/// What a line adds to a record. A list never takes anything away and never renames anybody.
#[derive(Clone, Debug)]
pub enum Change {
    Alias(NewAlias),
    Number(OfficialNumber),
    Summary(Box<Summary>),
}

pub fn changes(draft: &Draft, identity: &Identity<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let known = |name: &str| {
        let key = text::marked_key(name);
        std::iter::once(&identity.person.name)
            .chain(identity.aliases.iter().map(|alias| &alias.name))
            .any(|known| text::marked_key(known) == key)
    };
    for (kind, name) in &draft.aliases {
        if !known(name) {
            changes.push(Change::Alias(NewAlias { kind: *kind, name: name.clone() }));
        }
    }
    for written in [&draft.official_number, &draft.former_number].into_iter().flatten() {
        let Ok(number) = OfficialNumber::parse(written, "official_number") else { continue };
        // Another number of a kind that is there is a contradiction for a person to settle.
        if !identity.numbers.iter().any(|held| held.number.kind() == number.kind()) {
            changes.push(Change::Number(number));
        }
    }
    let before = identity.summary.cloned().unwrap_or_default();
    let after = completed(&before, &draft.summary);
    if after != before {
        changes.push(Change::Summary(Box::new(after)));
    }
    changes
}

/// What is empty is filled; what stands there stays.
fn completed(before: &Summary, line: &Summary) -> Summary {
    let mut after = before.clone();
    let fill = |known: &mut Option<String>, new: &Option<String>| {
        if known.is_none() {
            known.clone_from(new);
        }
    };
    fill(&mut after.home_town, &line.home_town);
    fill(&mut after.ethnicity_name, &line.ethnicity_name);
    fill(&mut after.occupation, &line.occupation);
    fill(&mut after.workplace, &line.workplace);
    fill(&mut after.dose, &line.dose);
    fill(&mut after.phone, &line.phone);
    fill(&mut after.social_account, &line.social_account);
    after.ethnicity = after.ethnicity.or(line.ethnicity);
    after.schooling = after.schooling.or(line.schooling);
    after.father = after.father.or_else(|| line.father.clone());
    after.mother = after.mother.or_else(|| line.mother.clone());
    after
}

/// What to take back when the import is undone.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Before {
    pub aliases: Vec<Uuid>,
    pub numbers: Vec<Uuid>,
    pub retired: Option<Uuid>,
    pub summary: Option<Summary>,
}

async fn change(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    line: Line,
    person: PersonId,
) -> Result<Line, Problem> {
    let Some(draft) = Content::of(&line)?.draft else { return Err(Problem::internal()) };
    let records = Records::load(state, tx, &[person]).await?;
    let Some(known) = records.persons.get(&person) else { return Err(Problem::internal()) };
    let scope = caller.scope_of(web::Right::RegisterPersons);
    if let Err(problem) = Scope::require(scope.covers_area(&known.residence.codes())) {
        let problem = FieldError::new("", &problem.code, problem.vi, problem.en);
        return Ok(Line { state: RowState::Kept, problems: vec![problem], ..line });
    }
    let identity = records.identity(known);
    let context = &state.context;
    let mut before = Before::default();
    for change in changes(&draft, &identity) {
        match change {
            Change::Alias(alias) => {
                let alias = Alias { id: context.new_id(), kind: alias.kind, name: alias.name };
                before.aliases.push(alias.id);
                store::aliases::insert_all(tx, &[(person, alias)], context.now()).await?;
            }
            Change::Number(number) => {
                let holders = store::numbers::holders(tx, vec![state.vault.index(&number)]).await?;
                if !holders.is_empty() {
                    continue;
                }
                let current = identity.numbers.iter().find(|held| held.current);
                let becomes_current = current.is_none() || number.kind() == NumberKind::Cccd;
                if becomes_current {
                    before.retired = current.map(|held| held.id);
                    store::numbers::retire(tx, person).await?;
                }
                let held = HeldNumber {
                    id: context.new_id(),
                    number,
                    issued_on: None,
                    issued_by: None,
                    current: becomes_current,
                };
                before.numbers.push(held.id);
                let new = NewNumber { person, number: held };
                store::numbers::insert_all(tx, &[new], context.now(), &state.vault).await?;
            }
            Change::Summary(summary) => {
                before.summary = Some(identity.summary.cloned().unwrap_or_default());
                let version = store::summaries::of(tx, [person], &state.vault).await?;
                let version = version.get(&person).map_or(0, |(version, _)| *version) + 1;
                store::summaries::set(tx, person, version, &summary, context.now(), &state.vault).await?;
            }
        }
    }
    indexing::reindex(state, tx, [person]).await?;
    let undo = serde_json::to_string(&before).map_err(|_| Problem::internal())?;
    Ok(Line { undo: Some(undo), ..done(line, person) })
}
