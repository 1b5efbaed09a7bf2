//! Events of `community`.

use chrono::NaiveDate;
use domain::codes::TreatmentSite;
use domain::ids::TreatmentId;
use domain::person::PersonSnapshot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event;

/// A course of treatment as every event of it shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Treatment {
    pub treatment_id: TreatmentId,
    pub site: TreatmentSite,
    /// Commune that runs the treatment, five digits.
    pub commune_code: String,
    pub province_code: String,
    pub registered_on: NaiveDate,
}

event! {
    /// Treatment at home or in the community began.
    TreatmentRegistered = "community.treatment.registered.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, law_pack: String, term_months: u32 }
}

event! {
    /// The person completed the treatment.
    TreatmentCompleted = "community.treatment.completed.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, certificate_number: String }
}

event! {
    /// The person ended the treatment of their own accord (tự ý chấm dứt).
    TreatmentSelfTerminated = "community.treatment.self_terminated.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}
