//! Printing forms. A print is a look at the person, and recorded with the form's key.

use documents::letter::{Document, write_docx};
use domain::ids::{DossierId, PersonId};
use domain::law::{self, PackId};
use runtime::audit::Act;
use sea_orm::DatabaseTransaction;
use web::{Caller, Problem, Right};

use super::look_up;
use crate::State;
use crate::domain::dossier::Case;
use crate::domain::file::{Determination, FileStatus};
use crate::domain::form::{self, Known, Printed};
use crate::domain::person::Person;
use crate::domain::residence::Stay;
use crate::domain::summary::Summary;
use crate::store;

/// A form that can be printed, filled as far as the register knows.
pub struct Offered {
    pub printed: Printed,
    pub document: Document,
}

/// Whose forms are meant.
#[derive(Clone, Copy)]
pub enum Of {
    Person(PersonId),
    Dossier(DossierId),
}

/// The forms of a person or of a dossier, by the law that governs.
pub async fn offered(state: &State, caller: &Caller, of: Of) -> Result<Vec<Offered>, Problem> {
    let tx = state.context.begin().await?;
    let sheet = Sheet::load(state, caller, &tx, of).await?;
    record(state, caller, &tx, sheet.person.id, None).await?;
    state.context.commit_read(tx).await?;
    Ok(sheet.offered())
}

/// One of them as a Word file.
pub async fn print(state: &State, caller: &Caller, of: Of, key: &str) -> Result<Vec<u8>, Problem> {
    let tx = state.context.begin().await?;
    let sheet = Sheet::load(state, caller, &tx, of).await?;
    let Some(offered) = sheet.offered().into_iter().find(|offered| offered.printed.key() == key) else {
        return Err(Problem::not_found());
    };
    record(state, caller, &tx, sheet.person.id, Some(key)).await?;
    state.context.commit_read(tx).await?;
    Ok(write_docx(&offered.document))
}

async fn record(
    state: &State,
    caller: &Caller,
    tx: &DatabaseTransaction,
    person: PersonId,
    key: Option<&str>,
) -> Result<(), Problem> {
    let action = if key.is_some() { "form.printed" } else { "form.listed" };
    let act = Act { account: caller.account, action, purpose: "form", detail: key.map(str::to_owned) };
    Ok(state.context.audit(tx, &act, &[person]).await?)
}

/// Everything that the forms are filled from.
struct Sheet {
    person: Person,
    other_names: Vec<String>,
    residences: Vec<Stay>,
    summary: Summary,
    determination: Option<Determination>,
    case: Option<Case>,
    pack: PackId,
    forms: Vec<Printed>,
    today: chrono::NaiveDate,
}

impl Sheet {
    async fn load(state: &State, caller: &Caller, tx: &DatabaseTransaction, of: Of) -> Result<Self, Problem> {
        let today = state.context.today();
        let (person, case) = match of {
            Of::Dossier(id) => {
                let dossier = store::dossiers::find(tx, id).await?.ok_or_else(Problem::not_found)?;
                let (case, person) = super::dossiers::in_scope(state, caller, tx, dossier).await?;
                (person, Some(case))
            }
            Of::Person(id) => {
                let scope = caller.scope_of(Right::ReadPersons);
                let person = store::persons::find(tx, &scope, [id], &state.vault).await?.remove(&id);
                (person.ok_or_else(Problem::not_found)?, None)
            }
        };
        let id = person.id;
        let pack = law::pack_in_force(case.as_ref().and_then(|case| case.dossier.decided_on).unwrap_or(today)).id;
        let forms = match &case {
            Some(case) => form::of_dossier(pack, case.group(&person)),
            None => of_person(tx, id, pack).await?,
        };
        let aliases = store::aliases::of(tx, [id]).await?.remove(&id).unwrap_or_default();
        let summary = store::summaries::of(tx, [id], &state.vault).await?.remove(&id);
        Ok(Self {
            other_names: aliases.into_iter().map(|alias| alias.name).collect(),
            residences: store::residences::of(tx, [id], &state.vault).await?,
            summary: summary.map(|(_, summary)| summary).unwrap_or_default(),
            determination: store::files::determinations_of(tx, id).await?.into_iter().last(),
            person,
            case,
            pack,
            forms,
            today,
        })
    }

    fn offered(&self) -> Vec<Offered> {
        let known = Known {
            person: &self.person,
            other_names: self.other_names.clone(),
            residences: &self.residences,
            summary: &self.summary,
            determination: self.determination.as_ref(),
            case: self.case.as_ref(),
            pack: self.pack,
            today: self.today,
        };
        let offer = |printed: &Printed| Some(Offered { document: known.fill(*printed)?, printed: *printed });
        self.forms.iter().filter_map(offer).collect()
    }
}

/// The summary that fits the newest open file; none without one.
async fn of_person(tx: &DatabaseTransaction, id: PersonId, pack: PackId) -> Result<Vec<Printed>, Problem> {
    let files = store::files::of_persons(tx, [id]).await?;
    let Some(file) = files.last().filter(|file| file.status == FileStatus::Open) else { return Ok(Vec::new()) };
    let measures: Vec<_> = store::measures::of(tx, [id]).await?.into_values().flatten().collect();
    Ok(form::of_person(pack, file.kind, look_up::phase(Some(file), &measures)))
}
