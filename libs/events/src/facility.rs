//! Events of `facility`.

use chrono::NaiveDate;
use domain::codes::{AdmissionBasis, FacilityKind, ReleaseReason, ResidentCategory};
use domain::ids::{AdmissionId, DossierId, FacilityId};
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
