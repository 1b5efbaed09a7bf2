//! Events of `community`.

use chrono::NaiveDate;
use domain::codes::TreatmentSite;
use domain::codes::community::{DetoxSite, EndGround, GroupActivity, GroupFigure, GroupKind, SubstitutionEnd};
use domain::codes::summary::TransferState;
use domain::ids::{AdmissionId, GroupId, SubstitutionId, TreatmentId};
use domain::law::Authority;
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
    /// The person ended the treatment of their own accord (tự ý chấm dứt), or never carried it out (không thực hiện).
    TreatmentSelfTerminated = "community.treatment.self_terminated.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment,
        /// By what it was found; absent in events from before grounds were recorded.
        #[serde(default)]
        ground: Option<EndGround>,
    }
}

event! {
    /// The person was taken into a facility under a measure, which ends the treatment: one measure at a time.
    TreatmentSuperseded = "community.treatment.superseded.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, admission_id: AdmissionId }
}

event! {
    /// The treatment was decided by the authority that its day's law names.
    TreatmentDecided = "community.treatment.decided.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, decision_number: String,
        authority: Authority, law_pack: String, term_months: u32, term_ends_on: NaiveDate,
    }
}

event! {
    /// The plan of the treatment stands, with the place where withdrawal is treated.
    TreatmentPlanned = "community.treatment.planned.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, detox_site: DetoxSite }
}

event! {
    /// The person began the treatment.
    TreatmentStarted = "community.treatment.started.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}

event! {
    /// A session of the treatment was held; the person came or did not.
    SessionRecorded = "community.treatment.session_recorded.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, attended: bool }
}

event! {
    /// The person was tested for drugs. The result stays with the service.
    DrugTested = "community.treatment.drug_tested.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}

event! {
    /// A violation was put on record. What it was stays with the service.
    ViolationRecorded = "community.treatment.violation_recorded.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}

event! {
    /// The person left the place of treatment.
    PersonLeft = "community.treatment.person_left.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}

event! {
    /// The person is back at the place of treatment.
    PersonReturned = "community.treatment.person_returned.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment }
}

event! {
    /// The treatment is on its way to the commune the person moved to; the sending one still runs it.
    TreatmentTransferSent = "community.treatment.transfer_sent.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment,
        to_commune_code: String, to_province_code: String,
    }
}

event! {
    /// A treatment on its way was accepted, sent back or recalled; `treatment` shows who runs it now. One event for
    /// both sides, so that nobody is in two communes or in none.
    TreatmentTransferAnswered = "community.treatment.transfer_answered.v1", subject "community/treatment" treatment.treatment_id,
    person |e| Some(e.person.person_id),
    {
        occurred_on: NaiveDate, person: PersonSnapshot, treatment: Treatment, state: TransferState,
        from_commune_code: String, from_province_code: String, to_commune_code: String, to_province_code: String,
    }
}

/// A person's time in a substitution programme as every event of it shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Substitution {
    pub substitution_id: SubstitutionId,
    /// Commune that manages the person, five digits.
    pub commune_code: String,
    pub province_code: String,
    pub started_on: NaiveDate,
}

event! {
    /// A person entered a substitution programme (điều trị thay thế).
    SubstitutionStarted = "community.substitution.started.v1", subject "community/substitution" substitution.substitution_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, substitution: Substitution, law_pack: String }
}

event! {
    /// A day without the substitute. Days on which it was dispensed are not announced.
    DoseMissed = "community.substitution.dose_missed.v1", subject "community/substitution" substitution.substitution_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, substitution: Substitution }
}

event! {
    /// The person is no longer in the programme.
    SubstitutionEnded = "community.substitution.ended.v1", subject "community/substitution" substitution.substitution_id,
    person |e| Some(e.person.person_id),
    { occurred_on: NaiveDate, person: PersonSnapshot, substitution: Substitution, reason: SubstitutionEnd }
}

/// A team, point or club of a commune as every event of it shows it. It has no name, and its people are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    pub group_id: GroupId,
    pub kind: GroupKind,
    pub commune_code: String,
    pub province_code: String,
    pub founded_on: NaiveDate,
}

event! {
    /// A task team, volunteer team, counselling point or B93 club was founded.
    GroupFounded = "community.group.founded.v1", subject "community/group" group.group_id, person |_| None,
    { occurred_on: NaiveDate, group: Group, decision_number: Option<String> }
}

event! {
    /// A figure of a group holds from `occurred_on` until it is stated anew.
    GroupFigureStated = "community.group.figure_stated.v1", subject "community/group" group.group_id, person |_| None,
    { occurred_on: NaiveDate, group: Group, figure: GroupFigure, value: i64 }
}

event! {
    /// What a group did or was given from `from` to `occurred_on`.
    GroupActivityRecorded = "community.group.activity_recorded.v1", subject "community/group" group.group_id, person |_| None,
    { occurred_on: NaiveDate, from: NaiveDate, group: Group, activity: GroupActivity, times: i64, quantity: i64 }
}

event! {
    /// A group was dissolved.
    GroupDissolved = "community.group.dissolved.v1", subject "community/group" group.group_id, person |_| None,
    { occurred_on: NaiveDate, group: Group }
}
