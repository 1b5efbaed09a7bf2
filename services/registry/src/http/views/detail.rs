//! Everything about one person.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::Sex;
use domain::codes::summary::{AliasKind, FileChange, FilePhase, NumberKind, ResidenceKind, TransferState};
use domain::ids::{FileId, PersonId};
use domain::person::Birth;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CorrectionView, DeterminationView, DossierView, FileView, PersonSummary, masked};
use crate::app::look_up::Dossiered;
use crate::domain::number::HeldNumber;
use crate::domain::person::Person;
use crate::domain::residence::{Ground, Stay};
use crate::domain::summary::Guardian;
use crate::domain::transfer::{Transfer, TransferId};
use crate::http::labels::LimitView;
use crate::store::aliases::Alias;
use crate::store::measures::{Measure, MeasureKind};
use crate::store::merges;
use crate::store::residences::Assessment;
use crate::store::transfers::changes;
use web::label;
use web::labels::Label;

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct PersonDetail {
    #[serde(flatten)]
    pub summary: PersonSummary,
    pub address: Option<String>,
    pub version: i64,
    pub registered_on: NaiveDate,
    /// Whom this record stands for now.
    pub merged_into: Option<PersonId>,
    pub phase: Option<FilePhase>,
    /// Attempts at rehabilitation so far: declared ones and those recorded here; the next is one more.
    pub attempts: u32,
    pub files: Vec<FileView>,
    pub file_history: Vec<FileChangeView>,
    pub transfers: Vec<TransferView>,
    pub determinations: Vec<DeterminationView>,
    pub dossiers: Vec<DossierView>,
    pub corrections: Vec<CorrectionView>,
    pub numbers: Vec<NumberView>,
    pub aliases: Vec<AliasView>,
    pub residences: Vec<ResidenceView>,
    pub stability: Option<StabilityView>,
    /// Who stands for a minor.
    pub guardian: Option<GuardianView>,
    pub measures: Vec<MeasureView>,
    pub merges: Vec<MergeView>,
    /// The other records of the same human being.
    pub merged: Vec<MergedView>,
}

impl From<Dossiered> for PersonDetail {
    fn from(found: Dossiered) -> Self {
        let person = &found.listed.person;
        let recorded = found.measures.iter().filter(|measure| measure.kind != MeasureKind::Aftercare).count();
        Self {
            address: person.address.clone(),
            version: person.version,
            registered_on: person.registered_on,
            merged_into: person.merged_into,
            phase: found.phase,
            attempts: found.declared_attempts + u32::try_from(recorded).unwrap_or(0),
            files: views(found.files),
            file_history: views(found.file_history),
            transfers: views(found.transfers),
            determinations: views(found.determinations),
            dossiers: views(found.dossiers),
            corrections: views(found.corrections),
            numbers: views(found.numbers),
            aliases: views(found.aliases),
            residences: views(found.residences),
            stability: found.stability.map(StabilityView::from),
            guardian: found.guardian.map(GuardianView::from),
            measures: views(found.measures),
            merges: views(found.merges),
            merged: views(found.merged),
            summary: found.listed.into(),
        }
    }
}

fn views<T, V: From<T>>(all: Vec<T>) -> Vec<V> {
    all.into_iter().map(V::from).collect()
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct FileChangeView {
    pub change: FileChange,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub legal_basis: Option<String>,
    /// A reason's or a commune's code.
    pub detail: Option<String>,
}

impl From<changes::Model> for FileChangeView {
    fn from(row: changes::Model) -> Self {
        Self {
            change: row.change.parse().unwrap_or(FileChange::Opened),
            occurred_on: row.occurred_on,
            recorded_at: row.recorded_at,
            legal_basis: row.legal_basis,
            detail: row.detail,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct TransferView {
    pub id: TransferId,
    pub file_id: FileId,
    pub person_id: PersonId,
    pub from_commune_code: String,
    pub from_province_code: String,
    pub to_commune_code: String,
    pub to_province_code: String,
    pub state: TransferState,
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    /// Until when the law wants it handed over; absent where no limit is known.
    pub due_at: Option<DateTime<Utc>>,
    /// The rule that gives it.
    pub limit: Option<LimitView>,
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was sent and, where it came back, why that.
    pub reason: Option<String>,
}

impl From<Transfer> for TransferView {
    fn from(transfer: Transfer) -> Self {
        Self {
            limit: transfer.limit().map(LimitView::from),
            id: transfer.id,
            file_id: transfer.file,
            person_id: transfer.person,
            from_commune_code: transfer.from_commune,
            from_province_code: transfer.from_province,
            to_commune_code: transfer.to.commune_code,
            to_province_code: transfer.to.province_code,
            state: transfer.state,
            moved_on: transfer.moved_on,
            sent_at: transfer.sent_at,
            due_at: transfer.due_at,
            answered_at: transfer.answered_at,
            reason: transfer.reason,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct NumberView {
    pub kind: NumberKind,
    /// All but the last three digits hidden.
    pub masked: String,
    pub current: bool,
    pub issued_on: Option<NaiveDate>,
    pub issued_by: Option<String>,
}

impl From<HeldNumber> for NumberView {
    fn from(held: HeldNumber) -> Self {
        Self {
            kind: held.number.kind(),
            masked: masked(&held.number),
            current: held.current,
            issued_on: held.issued_on,
            issued_by: held.issued_by,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct AliasView {
    pub id: Uuid,
    pub kind: AliasKind,
    pub name: String,
}

impl From<Alias> for AliasView {
    fn from(alias: Alias) -> Self {
        Self { id: alias.id, kind: alias.kind, name: alias.name }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct ResidenceView {
    pub id: Uuid,
    pub kind: ResidenceKind,
    pub commune_code: String,
    pub province_code: String,
    pub address: Option<String>,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
}

impl From<Stay> for ResidenceView {
    fn from(stay: Stay) -> Self {
        Self {
            id: stay.id,
            kind: stay.kind,
            commune_code: stay.residence.commune_code,
            province_code: stay.residence.province_code,
            address: stay.address,
            since: stay.since,
            until: stay.until,
        }
    }
}

/// The statutory test of a stable residence, as it last came out.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct StabilityView {
    pub occurred_on: NaiveDate,
    pub stable: bool,
    pub ground: Ground,
    pub ground_vi: String,
    pub ground_en: String,
    pub article: String,
}

impl From<Assessment> for StabilityView {
    fn from(assessment: Assessment) -> Self {
        let ground = assessment.stability.ground;
        Self {
            occurred_on: assessment.occurred_on,
            stable: assessment.stability.stable,
            ground,
            ground_vi: ground.vi().to_owned(),
            ground_en: ground.en().to_owned(),
            article: assessment.article,
        }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct GuardianView {
    pub kind: Label,
    pub name: String,
    pub phone: Option<String>,
}

impl From<Guardian> for GuardianView {
    fn from(guardian: Guardian) -> Self {
        let Guardian { kind, name, phone } = guardian;
        Self { kind: label!(kind), name, phone }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MeasureView {
    pub id: Uuid,
    pub kind: MeasureKind,
    pub since: NaiveDate,
    pub until: Option<NaiveDate>,
    pub completed: bool,
}

impl From<Measure> for MeasureView {
    fn from(measure: Measure) -> Self {
        let Measure { id, kind, since, until, completed, .. } = measure;
        Self { id, kind, since, until, completed }
    }
}

#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MergeView {
    pub person_id: PersonId,
    pub into_id: PersonId,
    pub occurred_on: NaiveDate,
    pub reason: String,
    pub recorded_at: DateTime<Utc>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_reason: Option<String>,
}

impl From<merges::Model> for MergeView {
    fn from(row: merges::Model) -> Self {
        Self {
            person_id: PersonId(row.person_id),
            into_id: PersonId(row.into_id),
            occurred_on: row.occurred_on,
            reason: row.reason,
            recorded_at: row.recorded_at,
            undone_at: row.undone_at,
            undone_reason: row.undone_reason,
        }
    }
}

/// A record that stands for this person.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct MergedView {
    pub id: PersonId,
    pub name: String,
    pub sex: Sex,
    pub birth: Birth,
    pub commune_code: String,
}

impl From<Person> for MergedView {
    fn from(person: Person) -> Self {
        Self {
            id: person.id,
            name: person.name,
            sex: person.sex,
            birth: person.birth,
            commune_code: person.residence.commune_code,
        }
    }
}
