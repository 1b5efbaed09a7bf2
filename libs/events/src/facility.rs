//! Events of `facility`.

use chrono::NaiveDate;
use domain::codes::release::{HandoverRefusal, HandoverState};
use domain::codes::{AdmissionBasis, CorrectionReason, FacilityKind, ReleaseReason, ResidentCategory, StayMovement};
use domain::ids::{AdmissionId, DossierId, FacilityId, HandoverId};
use domain::law::Interruption;
use domain::person::PersonSnapshot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event;

event! {
    /// A facility exists, with this capacity. Its name is no personal data.
    FacilityRegistered = "facility.facility.registered.v1", subject "facility/facility" facility_id, person |_| None,
    {
        occurred_on: NaiveDate, facility_id: FacilityId, name: String, kind: FacilityKind,
        province_code: String, capacity: i64,
    }
}

event! {
    /// A facility has so many places from `occurred_on` on, a day that may lie behind or ahead. Of two for one day
    /// the later event holds.
    CapacityChanged = "facility.facility.capacity_changed.v1", subject "facility/facility" facility_id,
    person |_| None,
    { occurred_on: NaiveDate, facility_id: FacilityId, capacity: i64, decision_number: String }
}

/// A stay as every event of it shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Stay {
    pub admission_id: AdmissionId,
    pub facility_id: FacilityId,
    pub facility_kind: FacilityKind,
    /// Province of the facility, two digits.
    pub facility_province_code: String,
    pub basis: AdmissionBasis,
    pub category: ResidentCategory,
    pub admitted_on: NaiveDate,
    /// Why the resident was away when this happened; none for somebody present.
    #[serde(default)]
    pub away: Option<Interruption>,
}

event! {
    /// A person was taken in.
    AdmissionRecorded = "facility.admission.recorded.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, dossier_id: Option<DossierId>,
        law_pack: String, term_months: u32,
    }
}

event! {
    /// A stage of the rehabilitation process began.
    StageStarted = "facility.admission.stage_started.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, stage: u32 }
}

event! {
    /// A resident escaped; the stay is interrupted.
    ResidentEscaped = "facility.admission.escaped.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay }
}

event! {
    /// An escaped resident is back.
    ResidentReturned = "facility.admission.returned.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay }
}

event! {
    /// A resident went to hospital and still counts as held.
    ResidentHospitalised = "facility.admission.hospitalised.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay }
}

event! {
    /// A resident is back from hospital.
    ResidentBackFromHospital = "facility.admission.back_from_hospital.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay }
}

event! {
    /// A resident is away on leave, suspended, in proceedings or in prison, and still belongs to the facility.
    AbsenceBegan = "facility.admission.absence_began.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, reason: Interruption }
}

event! {
    /// A resident is back from such an absence; `stay.away` says from which.
    AbsenceEnded = "facility.admission.absence_ended.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay }
}

event! {
    /// A resident moved to another facility; `stay` shows the new one. One event for both sides, so
    /// that nobody is in two places or in none.
    ResidentTransferred = "facility.admission.transferred.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, from_facility_id: FacilityId,
        from_facility_kind: FacilityKind, from_province_code: String,
    }
}

event! {
    /// A resident died; the stay is over.
    ResidentDied = "facility.admission.died.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay,
        /// The person had escaped and was counted out then.
        while_escaped: bool,
    }
}

event! {
    /// A resident was released; the stay is over.
    ResidentReleased = "facility.admission.released.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, reason: ReleaseReason,
        /// Number of the certificate of completion, where one was issued.
        certificate_number: Option<String>,
    }
}

/// Where a resident is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    pub facility_id: FacilityId,
    pub facility_kind: FacilityKind,
    /// Province of the facility, two digits.
    pub province_code: String,
    /// Why the resident is away from it; none for somebody present.
    pub away: Option<Interruption>,
}

/// An entry of a stay's book: from where to where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BookLine {
    pub occurred_on: NaiveDate,
    pub movement: StayMovement,
    /// None before the admission.
    pub from: Option<Place>,
    /// None after the end.
    pub to: Option<Place>,
    /// Of a release.
    pub reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
}

event! {
    /// A court shortened the term for progress or merit.
    TermReduced = "facility.admission.term_reduced.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, stay: Stay, months: u32 }
}

event! {
    /// What was written of a stay was not so, or something was written late. From now on the book stands as it is
    /// here, and nothing told of the stay before holds; a book without lines never was.
    BookCorrected = "facility.admission.book_corrected.v1", subject "facility/admission" stay.admission_id,
    person |e| Some(e.person.person_id),
    {
        /// The day of the entry that was put in, moved or taken out.
        occurred_on: NaiveDate,
        person: PersonSnapshot, stay: Stay, reason: CorrectionReason, lines: Vec<BookLine>,
    }
}

event! {
    /// A shift's roll-call was closed with everybody recorded.
    RollClosed = "facility.shift.roll_closed.v1", subject "facility/shift" shift_id, person |_| None,
    {
        occurred_on: NaiveDate, shift_id: uuid::Uuid, facility_id: FacilityId,
        /// `morning`, `afternoon` or `night`.
        shift: String,
        present: i64, in_hospital: i64, excused: i64, missing: i64,
        /// The stays of those who were seen otherwise than the books say.
        differences: Vec<AdmissionId>,
    }
}

/// A hand-over as every event of it shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Handover {
    pub handover_id: HandoverId,
    pub admission_id: AdmissionId,
    pub facility_id: FacilityId,
    /// Province of the facility, two digits.
    pub facility_province_code: String,
    /// The commune that is to receive the person, five digits, and its province.
    pub to_commune_code: String,
    pub to_province_code: String,
}

event! {
    /// A released person and their file were handed over to a commune.
    HandoverSent = "facility.handover.sent.v1", subject "facility/handover" handover.handover_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, handover: Handover }
}

event! {
    /// The commune acknowledged a hand-over, or sent it back.
    HandoverAnswered = "facility.handover.answered.v1", subject "facility/handover" handover.handover_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, handover: Handover, state: HandoverState,
        refusal: Option<HandoverRefusal>,
    }
}

event! {
    /// The person came to the commune.
    PersonArrived = "facility.handover.arrived.v1", subject "facility/handover" handover.handover_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, handover: Handover }
}

event! {
    /// The release was not so; the hand-over that followed it is void.
    HandoverWithdrawn = "facility.handover.withdrawn.v1", subject "facility/handover" handover.handover_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, handover: Handover }
}
