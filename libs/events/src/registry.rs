//! Events of `registry`.

use chrono::NaiveDate;
use domain::codes::summary::TransferState;
use domain::codes::{CourtOutcome, DeterminationResult, DrugKind, FileClosureReason, FileKind};
use domain::ids::{DeterminationId, DossierId, FileId, PersonId};
use domain::law::procedure::Step;
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
    /// An unlawful user was determined to be an addict: the file goes on under its new kind.
    FileReclassified = "registry.file.reclassified.v1", subject "registry/file" file_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, file_id: FileId, from: FileKind, to: FileKind }
}

event! {
    /// A file was sent to the commune the person moved to; until it is accepted, nothing changes.
    FileTransferSent = "registry.file.transfer_sent.v1", subject "registry/file" file_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, file_id: FileId, to_commune_code: String }
}

event! {
    /// A sent file was accepted, sent back or recalled. Where it was accepted, `person` shows the new commune.
    FileTransferAnswered = "registry.file.transfer_answered.v1", subject "registry/file" file_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, file_id: FileId, kind: FileKind, state: TransferState,
        from_commune_code: String, from_province_code: String, to_commune_code: String, to_province_code: String,
    }
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
    /// A step of a dossier was done: where it stands now. What was noted of it stays in `registry`.
    DossierStepped = "registry.dossier.stepped.v1", subject "registry/dossier" dossier_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, dossier_id: DossierId, step: Step,
        /// The law pack that governed the step on its day, e.g. `B1`.
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
