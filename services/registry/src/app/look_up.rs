//! Finding and reading people. Every read is recorded with its purpose.

use std::collections::HashMap;

use domain::FieldError;
use domain::codes::summary::FilePhase;
use domain::codes::{DrugKind, FileKind};
use domain::ids::{FacilityId, PersonId};
use domain::paging::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use domain::person::OfficialNumber;
use runtime::audit::Act;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right, Scope};

use crate::State;
use crate::domain::document;
use crate::domain::dossier::Dossier;
use crate::domain::file::{Determination, File, FileStatus};
use crate::domain::number::HeldNumber;
use crate::domain::person::Person;
use crate::domain::query::{Alternatives, Term, Typed};
use crate::domain::residence::Stay;
use crate::domain::summary::{Guardian, Summary};
use crate::domain::transfer::Transfer;
use crate::domain::words::Words;
use crate::store;
use crate::store::aliases::Alias;
use crate::store::measures::{Measure, MeasureKind};
use crate::store::merges;
use crate::store::persons::corrections;
use crate::store::reach::Reach;
use crate::store::residences::Assessment;
use crate::store::search::{Cursor, Found, Wanted};
use crate::store::transfers::changes;

/// A search. What is searched for travels in a body, never in an address.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SearchPersons {
    /// Words of a name (any order, diacritics or not) with or without a birth year, a file code, or an
    /// official number.
    #[serde(default)]
    pub q: Option<String>,
    #[serde(default)]
    pub commune_code: Option<String>,
    #[serde(default)]
    pub birth_year: Option<i32>,
    #[serde(default)]
    pub drug: Option<DrugKind>,
    /// Also near spellings, though exact ones were found.
    #[serde(default)]
    pub near: bool,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u64>,
}

/// A person as a list shows them.
pub struct Listed {
    pub person: Person,
    /// The newest file.
    pub file: Option<File>,
    pub facility: Option<FacilityId>,
}

/// A page of people, and whether they answer by a near spelling only.
pub struct Answer {
    pub page: Page<Listed>,
    pub near: bool,
}

pub async fn search(state: &State, caller: &Caller, query: SearchPersons) -> Result<Answer, Problem> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
    let after = query.cursor.as_deref().map(|text| text.parse::<Cursor>().map_err(|()| wrong_cursor()));
    let typed = Typed::read(query.q.as_deref().unwrap_or_default());
    let context = &state.context;
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = context.begin().await?;
    let mut wanted = Wanted {
        all: filters(&query),
        marked: typed.marked.clone(),
        folded: typed.words.clone(),
        areas: (!scope.everywhere).then(|| areas(&scope)),
        facilities: scope.facilities.clone(),
        also: store::break_glass::open_persons(&tx, caller.account, context.now()).await?,
        after: after.transpose()?,
        limit,
        ..Wanted::default()
    };
    if let Some(number) = &typed.number {
        wanted.among = Some(holders(state, &tx, number).await?);
    }
    if query.q.as_deref().is_some_and(|q| !q.trim().is_empty()) && typed.says_nothing() {
        // Signs alone ask for nobody, not for everybody.
        wanted.all.push(Alternatives(Vec::new()));
    }
    let (Found { persons: ids, total, next }, misspelt) = find(state, &tx, wanted, &typed, query.near).await?;
    if let Some(q) = query.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        // What was searched for may be a name: a keyed hash tells that two searches were the same.
        let criteria = state.vault.blind("search", &domain::text::fold(q));
        let detail = Some(format!("{} {criteria:.16}: {total}", typed.how()));
        context.audit_alone(&tx, &Act { detail, ..act(caller, "person.searched", "search") }).await?;
    }
    record_read(state, caller, &tx, "search", &ids).await?;
    let mut persons = store::persons::all(&tx, ids.iter().copied(), &state.vault).await?;
    let listed = with_files(&tx, ids.iter().filter_map(|id| persons.remove(id)).collect()).await?;
    context.commit_read(tx).await?;
    let near = misspelt > 0 && total > 0;
    Ok(Answer { page: Page { items: listed, total, next: next.map(|next| next.to_string()) }, near })
}

/// Whom what was typed finds with as few words misspelt as it takes, and how many those are. More than two are
/// not tried: hardly anything would not answer.
async fn find(
    state: &State,
    tx: &sea_orm::DatabaseTransaction,
    mut wanted: Wanted,
    typed: &Typed,
    near: bool,
) -> Result<(Found, usize), Problem> {
    const MOST: usize = 2;
    if typed.words.is_empty() {
        wanted.readings = typed.readings(&Words::default(), 0);
        return Ok((store::search::find(tx, &wanted).await?, 0));
    }
    let known = state.vocabulary.words(tx).await?;
    let mut misspelt = usize::from(near);
    loop {
        wanted.readings = typed.readings(&known, misspelt);
        let found = store::search::find(tx, &wanted).await?;
        if found.total > 0 || misspelt >= MOST.min(typed.words.len()) {
            return Ok((found, misspelt));
        }
        misspelt += 1;
    }
}

fn wrong_cursor() -> FieldError {
    FieldError::new("cursor", "cursor", "Vị trí trang không đúng.", "No such place in the list.")
}

fn filters(query: &SearchPersons) -> Vec<Alternatives> {
    let commune = query.commune_code.as_deref().filter(|code| is_plain(code)).map(document::area);
    let year = query.birth_year.map(document::birth_year);
    let drug = query.drug.map(document::drug);
    let unknown = query.commune_code.as_deref().filter(|code| !is_plain(code)).map(|_| Alternatives(Vec::new()));
    let tokens = [commune, year, drug].into_iter().flatten();
    tokens.map(|token| Alternatives(vec![Term::exactly(token)])).chain(unknown).collect()
}

/// What can stand in a token.
fn is_plain(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn areas(scope: &Scope) -> Alternatives {
    Alternatives(
        scope.areas.iter().filter(|code| is_plain(code)).map(|code| Term::exactly(document::area(code))).collect(),
    )
}

/// Whom a number finds: its holder, or the record that stands for the holder now.
async fn holders(
    state: &State,
    tx: &sea_orm::DatabaseTransaction,
    number: &OfficialNumber,
) -> Result<Vec<PersonId>, Problem> {
    let mut roots = Vec::new();
    for holder in store::numbers::holders(tx, vec![state.vault.index(number)]).await?.into_values() {
        roots.push(store::persons::root(tx, holder).await?);
    }
    Ok(roots)
}

async fn with_files(tx: &sea_orm::DatabaseTransaction, persons: Vec<Person>) -> Result<Vec<Listed>, Problem> {
    let ids: Vec<PersonId> = persons.iter().map(|person| person.id).collect();
    let files = store::files::of_persons(tx, ids.iter().copied()).await?;
    let mut newest: HashMap<PersonId, File> = files.into_iter().map(|file| (file.person_id, file)).collect();
    let places = store::places::of(tx, ids).await?;
    let listed = persons.into_iter().map(|person| Listed {
        file: newest.remove(&person.id),
        facility: places.get(&person.id).copied(),
        person,
    });
    Ok(listed.collect())
}

pub async fn record_read(
    state: &State,
    caller: &Caller,
    tx: &sea_orm::DatabaseTransaction,
    purpose: &str,
    persons: &[PersonId],
) -> Result<(), Problem> {
    let action = if purpose == "search" { "person.listed" } else { "person.named" };
    Ok(state.context.audit(tx, &act(caller, action, purpose), persons).await?)
}

fn act<'a>(caller: &Caller, action: &'static str, purpose: &'a str) -> Act<'a> {
    Act { account: caller.account, action, purpose, detail: None }
}

/// Everything the register holds on one person, the records merged into theirs included.
pub struct Dossiered {
    pub listed: Listed,
    pub files: Vec<File>,
    pub determinations: Vec<Determination>,
    pub dossiers: Vec<Dossier>,
    pub corrections: Vec<corrections::Model>,
    pub numbers: Vec<HeldNumber>,
    pub aliases: Vec<Alias>,
    pub residences: Vec<Stay>,
    pub stability: Option<Assessment>,
    pub measures: Vec<Measure>,
    pub file_history: Vec<changes::Model>,
    pub transfers: Vec<Transfer>,
    pub merges: Vec<merges::Model>,
    /// The other records of the same human being.
    pub merged: Vec<Person>,
    /// Of the summary.
    pub guardian: Option<Guardian>,
    /// Rehabilitations declared in the summary.
    pub declared_attempts: u32,
    pub phase: Option<FilePhase>,
}

/// One person of the scope, or one that is open to the caller in an emergency. A refusal is recorded, too.
pub async fn read(state: &State, caller: &Caller, id: PersonId) -> Result<Dossiered, Problem> {
    let context = &state.context;
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = context.begin().await?;
    let reach = Reach::reading(&scope, caller.account, context.now());
    let Some(person) = store::persons::find(&tx, reach, [id], &state.vault).await?.remove(&id) else {
        context.audit(&tx, &act(caller, "person.refused", "view"), &[id]).await?;
        context.commit_read(tx).await?;
        return Err(Problem::not_found());
    };
    let in_emergency = store::break_glass::is_open(&tx, caller.account, id, context.now()).await?;
    let purpose = if in_emergency { "emergency" } else { "view" };
    context.audit(&tx, &act(caller, "person.viewed", purpose), &[id]).await?;
    let others: Vec<PersonId> = store::persons::merged_into(&tx, &[id]).await?.into_keys().collect();
    let all: Vec<PersonId> = std::iter::once(id).chain(others.iter().copied()).collect();
    let mut dossiers = Vec::new();
    let mut determinations = Vec::new();
    let mut corrected = Vec::new();
    for record in &all {
        dossiers.extend(store::dossiers::of_person(&tx, *record).await?);
        determinations.extend(store::files::determinations_of(&tx, *record).await?);
        corrected.extend(store::persons::corrections_of(&tx, *record).await?);
    }
    let files = store::files::of_persons(&tx, all.iter().copied()).await?;
    let measures = store::measures::of(&tx, all.iter().copied()).await?.into_values().flatten().collect::<Vec<_>>();
    let summary = store::summaries::of(&tx, [id], &state.vault).await?.remove(&id).map(|(_, summary)| summary);
    let found = Dossiered {
        phase: phase(files.last(), &measures),
        file_history: store::transfers::history(&tx, files.iter().map(|file| file.id)).await?,
        transfers: store::transfers::of_persons(&tx, all.iter().copied()).await?,
        numbers: store::numbers::of(&tx, all.iter().copied(), &state.vault).await?.into_values().flatten().collect(),
        aliases: store::aliases::of(&tx, all.iter().copied()).await?.into_values().flatten().collect(),
        residences: store::residences::of(&tx, all.iter().copied(), &state.vault).await?,
        stability: store::residences::latest_assessment(&tx, all.iter().copied()).await?,
        merges: merges::of(&tx, &all).await?,
        merged: store::persons::all(&tx, others, &state.vault).await?.into_values().collect(),
        declared_attempts: summary.as_ref().map_or(0, Summary::earlier_attempts),
        guardian: summary.and_then(|summary| summary.guardian),
        files,
        determinations,
        dossiers,
        corrections: corrected,
        measures,
        listed: with_files(&tx, vec![person]).await?.into_iter().next().ok_or_else(Problem::internal)?,
    };
    context.commit_read(tx).await?;
    Ok(found)
}

/// Where somebody stands: an open measure outweighs an open case, and that the file's own kind.
pub fn phase(file: Option<&File>, measures: &[Measure]) -> Option<FilePhase> {
    let file = file?;
    let open = |kinds: &[MeasureKind]| measures.iter().any(|m| m.until.is_none() && kinds.contains(&m.kind));
    Some(if file.status == FileStatus::Closed {
        FilePhase::Removed
    } else if open(&[MeasureKind::Facility, MeasureKind::Community]) {
        FilePhase::InMeasure
    } else if open(&[MeasureKind::Aftercare]) {
        FilePhase::PostRehabilitation
    } else if file.kind == FileKind::Addict {
        FilePhase::Addict
    } else {
        FilePhase::UnlawfulUser
    })
}

/// Names to join to ids that another service gave.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUpNames {
    /// At most 500.
    pub ids: Vec<PersonId>,
    /// Why they are needed, e.g. `facility_board`; stays in the record of reads.
    pub purpose: String,
}

/// The persons in scope among the asked; others are left out without a word.
pub async fn names(state: &State, caller: &Caller, query: LookUpNames) -> Result<Vec<Listed>, Problem> {
    if query.ids.len() > web::batch::MAX_ITEMS {
        return Err(FieldError::new("ids", "batch.size", "Tối đa 500 mã mỗi lần.", "At most 500 ids at a time.").into());
    }
    if query.purpose.trim().is_empty() {
        return Err(FieldError::required("purpose").into());
    }
    let context = &state.context;
    let scope = caller.scope_of(Right::ReadPersons);
    let tx = context.begin().await?;
    let reach = Reach::reading(&scope, caller.account, context.now());
    let found = store::persons::find(&tx, reach, query.ids, &state.vault).await?;
    let ids: Vec<PersonId> = found.keys().copied().collect();
    context.audit(&tx, &act(caller, "person.named", &query.purpose), &ids).await?;
    let listed = with_files(&tx, found.into_values().collect()).await?;
    context.commit_read(tx).await?;
    Ok(listed)
}
