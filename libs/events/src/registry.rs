//! Events of `registry`.

use chrono::NaiveDate;
use domain::codes::{CourtOutcome, DeterminationResult, DrugKind, FileClosureReason, FileKind};
use domain::ids::{DeterminationId, DossierId, FileId, PersonId};
use domain::person::PersonSnapshot;

use crate::event;

event! {
    /// A person exists in the register.
    PersonRegistered = "registry.person.registered.v1", subject "registry/person" person.person_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot }
}

event! {
    /// A person's public facts (sex, birth, commune) are now these; the reason is kept in `registry`.
    PersonCorrected = "registry.person.corrected.v1", subject "registry/person" person.person_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot }
}

event! {
    /// Two records turned out to be one human being: `person` is from now on known as `into`. Both
    /// histories stay; whoever counts persons counts them once. The survivor is never a merged person
    /// itself at that moment, but may be merged into another later.
    PersonMerged = "registry.person.merged.v1", subject "registry/person" person.person_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, into: PersonSnapshot }
}

event! {
    /// A merge was undone: `person` stands for itself again, as before.
    PersonUnmerged = "registry.person.unmerged.v1", subject "registry/person" person.person_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, from: PersonId }
}

event! {
    /// A person became a file holder.
    FileOpened = "registry.file.opened.v1", subject "registry/file" file_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, file_id: FileId, file_code: String, kind: FileKind,
        /// Drug kinds are no identity; absent when not known.
        drug: Option<DrugKind>,
    }
}

event! {
    /// A person left the list of file holders.
    FileClosed = "registry.file.closed.v1", subject "registry/file" file_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, file_id: FileId, kind: FileKind, reason: FileClosureReason }
}

event! {
    /// An addiction determination was made.
    DeterminationRecorded = "registry.determination.recorded.v1", subject "registry/determination" determination_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, determination_id: DeterminationId,
        result: DeterminationResult, drug: Option<DrugKind>,
    }
}

event! {
    /// A dossier for compulsory treatment was opened.
    DossierOpened = "registry.dossier.opened.v1", subject "registry/dossier" dossier_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, dossier_id: DossierId,
        /// The law pack that governs it, e.g. `A`.
        law_pack: String,
    }
}

event! {
    /// The court decided on a dossier.
    DossierDecided = "registry.dossier.decided.v1", subject "registry/dossier" dossier_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, dossier_id: DossierId, outcome: CourtOutcome,
        decision_number: String, term_months: Option<u32>,
    }
}
