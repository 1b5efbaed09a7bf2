//! What the API shows of persons, files and dossiers.

mod detail;

pub use detail::{PersonDetail, StabilityView, TransferView};

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{CourtOutcome, DeterminationResult, DrugKind, FileClosureReason, FileKind, Sex};
use domain::ids::{DeterminationId, DossierId, FacilityId, FileId, PersonId};
use domain::person::{Birth, OfficialNumber};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::app::look_up::Listed;
use crate::domain::dossier::{Dossier, DossierStatus};
use crate::domain::file::{Determination, File, FileStatus};

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PersonSummary {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub commune_code: String,
    pub province_code: String,
    pub file_code: Option<String>,
    pub file_kind: Option<FileKind>,
    pub file_status: Option<FileStatus>,
    /// All but the last three digits hidden.
    pub official_number_masked: Option<String>,
    pub facility_id: Option<FacilityId>,
}

/// A page of a list of persons.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct SearchAnswer {
    pub items: Vec<PersonSummary>,
    /// People in the whole list.
    pub total: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub next: Option<String>,
    /// Nobody is spelt as typed: these are spelt nearly so.
    pub near: bool,
}

fn masked(number: &OfficialNumber) -> String {
    let digits = number.as_str();
    let shown = digits.len() - 3;
    format!("{}{}", "•".repeat(shown), &digits[shown..])
}

impl From<Listed> for PersonSummary {
    fn from(listed: Listed) -> Self {
        let Listed { person, file, facility } = listed;
        Self {
            id: person.id,
            official_number_masked: person.number.as_ref().map(masked),
            name: person.name,
            sex: person.sex,
            birth: person.birth,
            commune_code: person.residence.commune_code,
            province_code: person.residence.province_code,
            file_code: file.as_ref().map(|file| file.file_code.clone()),
            file_kind: file.as_ref().map(|file| file.kind),
            file_status: file.as_ref().map(|file| file.status),
            facility_id: facility,
        }
    }
}

/// A name joined to an id.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PersonName {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth_year: i32,
    pub commune_code: String,
    pub file_code: Option<String>,
}

impl From<Listed> for PersonName {
    fn from(listed: Listed) -> Self {
        let Listed { person, file, .. } = listed;
        Self {
            id: person.id,
            name: person.name,
            sex: person.sex,
            birth_year: person.birth.year,
            commune_code: person.residence.commune_code,
            file_code: file.map(|file| file.file_code),
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FileView {
    pub id: FileId,
    pub file_code: String,
    pub kind: FileKind,
    pub status: FileStatus,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<FileClosureReason>,
    pub drug: Option<DrugKind>,
    pub legal_basis: Option<String>,
}

impl From<File> for FileView {
    fn from(file: File) -> Self {
        Self {
            id: file.id,
            file_code: file.file_code,
            kind: file.kind,
            status: file.status,
            opened_on: file.opened_on,
            closed_on: file.closed_on,
            closure_reason: file.closure_reason,
            drug: file.drug,
            legal_basis: file.legal_basis,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DeterminationView {
    pub id: DeterminationId,
    pub occurred_on: NaiveDate,
    pub result: DeterminationResult,
    pub drug: Option<DrugKind>,
    pub determiner: String,
}

impl From<Determination> for DeterminationView {
    fn from(determination: Determination) -> Self {
        let Determination { id, occurred_on, result, drug, determiner, .. } = determination;
        Self { id, occurred_on, result, drug, determiner }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct DossierView {
    pub id: DossierId,
    pub person_id: PersonId,
    pub opened_on: NaiveDate,
    pub law_pack: String,
    pub status: DossierStatus,
    pub outcome: Option<CourtOutcome>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    pub court: Option<String>,
    pub term_months: Option<u32>,
}

impl From<Dossier> for DossierView {
    fn from(dossier: Dossier) -> Self {
        Self {
            id: dossier.id,
            person_id: dossier.person_id,
            opened_on: dossier.opened_on,
            law_pack: dossier.law_pack,
            status: dossier.status,
            outcome: dossier.outcome,
            decided_on: dossier.decided_on,
            decision_number: dossier.decision_number,
            court: dossier.court,
            term_months: dossier.term_months,
        }
    }
}

/// A correction without the values: those stay sealed.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct CorrectionView {
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub field: String,
    pub reason: String,
}

impl From<crate::store::persons::corrections::Model> for CorrectionView {
    fn from(row: crate::store::persons::corrections::Model) -> Self {
        Self { occurred_on: row.occurred_on, recorded_at: row.recorded_at, field: row.field, reason: row.reason }
    }
}
