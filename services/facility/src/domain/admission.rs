//! Taking a person in.

use chrono::{Months, NaiveDate};
use domain::codes::{AdmissionBasis, ResidentCategory};
use domain::ids::{AdmissionId, DossierId, PersonId};
use domain::law::{self, LawPack, Measure};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::facility::{AdmissionRecorded, Stay};

use super::facility::Facility;

domain::code_list! {
    /// Where a stay stands. The first three are open: the person belongs to the facility.
    Status {
        Present = "present", "có mặt", "present";
        Escaped = "escaped", "trốn", "escaped";
        InHospital = "in_hospital", "đi viện", "in hospital";
        Released = "released", "đã ra", "released";
        Died = "died", "chết", "died";
    }
}

impl Status {
    pub fn is_open(self) -> bool {
        matches!(self, Self::Present | Self::Escaped | Self::InHospital)
    }
}

/// One stay of one person; a transfer moves it to another facility.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    pub id: AdmissionId,
    pub version: i64,
    pub person_id: PersonId,
    pub facility_id: domain::ids::FacilityId,
    pub basis: AdmissionBasis,
    pub status: Status,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dossier_id: Option<DossierId>,
    pub law_pack: String,
    pub term_months: u32,
    /// Start plus term; intervals that stop the clock come with the term's own arithmetic.
    pub term_ends_on: NaiveDate,
    pub stage: Option<u32>,
    pub last_movement_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<String>,
    pub certificate_number: Option<String>,
}

/// What is asked for, with everything the rule needs to know.
pub struct Admit<'a> {
    pub id: AdmissionId,
    pub person: &'a PersonSnapshot,
    pub facility: &'a Facility,
    pub basis: AdmissionBasis,
    pub occurred_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dossier_id: Option<DossierId>,
    pub term_months: Option<u32>,
    pub attempt: u32,
    /// An open stay of the same person, wherever it is.
    pub open_stay: bool,
    pub today: NaiveDate,
}

/// Why nobody is taken in.
#[derive(Debug, PartialEq)]
pub enum NotAdmitted {
    Fields(Vec<FieldError>),
    Refused(Refusal),
}

impl From<Refusal> for NotAdmitted {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Admission {
    /// Records an admission.
    ///
    /// # Errors
    /// Fields that can't be accepted, or the rule that forbids it.
    pub fn record(admit: Admit<'_>) -> Result<(Self, AdmissionRecorded), NotAdmitted> {
        check_fields(&admit)?;
        if admit.open_stay {
            return Err(Refusal::new(
                "admission.person_already_admitted",
                "Người này đang ở trong một cơ sở. Hãy ghi việc ra khỏi nơi đó hoặc chuyển cơ sở trước.",
                "This person is already in a facility. Record the release there, or a transfer, first.",
            )
            .into());
        }
        let pack = law::pack_in_force(admit.occurred_on);
        let term_months = term(&admit, pack)?;
        let term_ends_on = admit
            .occurred_on
            .checked_add_months(Months::new(term_months))
            .ok_or_else(|| Refusal::new("admission.term_too_long", "Thời hạn quá dài.", "The term is too long."))?;
        let admission = Self {
            id: admit.id,
            version: 1,
            person_id: admit.person.person_id,
            facility_id: admit.facility.id,
            basis: admit.basis,
            status: Status::Present,
            admitted_on: admit.occurred_on,
            decision_number: admit.decision_number,
            dossier_id: admit.dossier_id,
            law_pack: pack.id.as_str().to_owned(),
            term_months,
            term_ends_on,
            stage: None,
            last_movement_on: admit.occurred_on,
            ended_on: None,
            end_reason: None,
            certificate_number: None,
        };
        let event = AdmissionRecorded {
            occurred_on: admit.occurred_on,
            person: admit.person.clone(),
            stay: admission.stay(admit.facility),
            dossier_id: admission.dossier_id,
            law_pack: admission.law_pack.clone(),
            term_months,
        };
        Ok((admission, event))
    }

    pub fn category(&self) -> ResidentCategory {
        self.basis.category()
    }

    /// The stay as events show it.
    pub fn stay(&self, facility: &Facility) -> Stay {
        Stay {
            admission_id: self.id,
            facility_id: facility.id,
            facility_kind: facility.kind,
            facility_province_code: facility.province_code.clone(),
            basis: self.basis,
            category: self.category(),
            admitted_on: self.admitted_on,
        }
    }
}

fn check_fields(admit: &Admit<'_>) -> Result<(), NotAdmitted> {
    let mut errors = Vec::new();
    if admit.occurred_on > admit.today {
        errors.push(FieldError::future_date("occurred_on"));
    }
    if admit.occurred_on < admit.facility.opened_on {
        let vi = "Ngày tiếp nhận trước ngày cơ sở hoạt động.";
        errors.push(FieldError::new("occurred_on", "date.before_facility", vi, "The facility was not open yet."));
    }
    if admit.basis == AdmissionBasis::CourtDecision && admit.decision_number.as_deref().is_none_or(str::is_empty) {
        errors.push(FieldError::required("decision_number"));
    }
    if admit.attempt == 0 {
        let vi = "Lần cai nghiện tính từ 1.";
        errors.push(FieldError::new("attempt", "attempt.from_one", vi, "Attempts are counted from 1."));
    }
    if errors.is_empty() { Ok(()) } else { Err(NotAdmitted::Fields(errors)) }
}

/// The measure a basis stands for; people outside the rehabilitation measures have none.
fn measure(basis: AdmissionBasis, age: u32) -> Option<Measure> {
    match basis {
        AdmissionBasis::CourtDecision => Measure::compulsory_at(age),
        AdmissionBasis::Voluntary => Some(Measure::VoluntaryFacility),
        AdmissionBasis::SocialObject | AdmissionBasis::HeldForDossier => None,
    }
}

/// The term in months: the one given, checked against the law pack, or the pack's shortest.
fn term(admit: &Admit<'_>, pack: &LawPack) -> Result<u32, NotAdmitted> {
    let age = u32::try_from(admit.person.birth.age_on(admit.occurred_on)).unwrap_or(0);
    if age < law::YOUNGEST {
        return Err(Refusal::new(
            "admission.under_twelve",
            "Người chưa đủ 12 tuổi: không chế độ nào có biện pháp cai nghiện. Chỉ giữ hồ sơ quản lý.",
            "No law offers a measure to a person under 12; only the file is kept.",
        )
        .into());
    }
    let Some(measure) = measure(admit.basis, age) else { return Ok(admit.term_months.unwrap_or(3)) };
    if !pack.offers(measure, age) {
        return Err(Refusal::new(
            "admission.measure_not_offered",
            format!("Pháp luật áp dụng vào ngày này (gói {}) không có biện pháp này cho người {age} tuổi.", pack.id),
            format!("The law of that day (pack {}) does not offer this measure at age {age}.", pack.id),
        )
        .into());
    }
    match (pack.term(measure, admit.attempt, age), admit.term_months) {
        (None, given) => Ok(given.unwrap_or(12)),
        (Some(term), None) => Ok(term.min_months),
        (Some(term), Some(months)) if term.allows(months) => Ok(months),
        (Some(term), Some(_)) => {
            let (vi, en) = match term.max_months {
                Some(most) => (format!("{}–{most}", term.min_months), format!("{} to {most}", term.min_months)),
                None => (format!("từ {}", term.min_months), format!("at least {}", term.min_months)),
            };
            Err(NotAdmitted::Fields(vec![FieldError::new(
                "term_months",
                "term.outside_law",
                format!("Thời hạn theo pháp luật ngày đó: {vi} tháng."),
                format!("The law of that day allows {en} months."),
            )]))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::codes::{FacilityKind, Sex};
    use domain::ids::FacilityId;
    use domain::person::Birth;
    use uuid::Uuid;

    pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    pub fn facility() -> Facility {
        Facility {
            id: FacilityId(Uuid::from_u128(7)),
            version: 1,
            name: "Cơ sở".into(),
            kind: FacilityKind::Public,
            province_code: "87".into(),
            capacity: 340,
            opened_on: day(2010, 1, 1),
        }
    }

    pub fn person(birth_year: i32) -> PersonSnapshot {
        PersonSnapshot {
            person_id: PersonId(Uuid::from_u128(1)),
            sex: Sex::Male,
            birth: Birth::in_year(birth_year),
            commune_code: "29869".into(),
            province_code: "87".into(),
        }
    }

    pub fn admit<'a>(person: &'a PersonSnapshot, facility: &'a Facility) -> Admit<'a> {
        Admit {
            id: AdmissionId(Uuid::from_u128(9)),
            person,
            facility,
            basis: AdmissionBasis::CourtDecision,
            occurred_on: day(2019, 1, 28),
            decision_number: Some("09/QĐ-TA".into()),
            dossier_id: None,
            term_months: None,
            attempt: 1,
            open_stay: false,
            today: day(2020, 1, 1),
        }
    }

    fn code(result: Result<(Admission, AdmissionRecorded), NotAdmitted>) -> String {
        match result.unwrap_err() {
            NotAdmitted::Fields(errors) => errors[0].code.clone(),
            NotAdmitted::Refused(refusal) => refusal.code,
        }
    }

    #[test]
    fn an_adult_is_admitted_under_the_pack_of_the_day() {
        let (person, facility) = (person(1992), facility());
        let (admission, event) = Admission::record(admit(&person, &facility)).unwrap();
        assert_eq!(admission.law_pack, "A");
        assert_eq!(admission.term_ends_on, day(2020, 1, 28));
        assert_eq!(event.stay.category, ResidentCategory::Compulsory);
    }

    #[test]
    fn nobody_under_twelve_is_admitted() {
        let (person, facility) = (person(2010), facility());
        assert_eq!(code(Admission::record(admit(&person, &facility))), "admission.under_twelve");
    }

    #[test]
    fn nobody_is_in_two_places() {
        let (person, facility) = (person(1992), facility());
        let second = Admit { open_stay: true, ..admit(&person, &facility) };
        assert_eq!(code(Admission::record(second)), "admission.person_already_admitted");
    }

    #[test]
    fn a_term_outside_the_law_is_refused() {
        let (person, facility) = (person(1992), facility());
        let long = Admit { term_months: Some(36), ..admit(&person, &facility) };
        assert_eq!(code(Admission::record(long)), "term.outside_law");
    }

    #[test]
    fn a_court_decision_needs_its_number() {
        let (person, facility) = (person(1992), facility());
        let bare = Admit { decision_number: None, ..admit(&person, &facility) };
        assert_eq!(code(Admission::record(bare)), "required");
    }

    #[test]
    fn an_admission_does_not_lie_in_the_future() {
        let (person, facility) = (person(1992), facility());
        let future = Admit { occurred_on: day(2021, 1, 1), ..admit(&person, &facility) };
        assert_eq!(code(Admission::record(future)), "date.future");
    }
}
