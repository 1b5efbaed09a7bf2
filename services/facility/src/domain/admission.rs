//! Taking a person in.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{AdmissionBasis, ReleaseReason, ResidentCategory, StayMovement, StayStatus};
use domain::ids::{AccountId, AdmissionId, DossierId, FacilityId, PersonId};
use domain::law::{self, Interruption, LawPack, Measure, PackId};
use domain::person::PersonSnapshot;
use domain::{FieldError, Refusal};
use events::facility::AdmissionRecorded;
use uuid::Uuid;

use super::book::{Entry, Step};
use super::facility::Facility;

/// One stay of one person. Where it stands follows from its book.
#[derive(Clone, Debug, PartialEq)]
pub struct Admission {
    pub id: AdmissionId,
    pub version: i64,
    pub person_id: PersonId,
    pub facility_id: FacilityId,
    pub basis: AdmissionBasis,
    pub status: StayStatus,
    pub admitted_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dossier_id: Option<DossierId>,
    pub law_pack: PackId,
    pub term_months: u32,
    pub stage: Option<u32>,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
}

/// What is asked for, with everything the rule needs to know.
pub struct Admit<'a> {
    pub id: AdmissionId,
    pub entry_id: Uuid,
    pub person: &'a PersonSnapshot,
    pub facility: &'a Facility,
    pub basis: AdmissionBasis,
    pub occurred_on: NaiveDate,
    pub decision_number: Option<String>,
    pub dossier_id: Option<DossierId>,
    pub term_months: Option<u32>,
    pub attempt: u32,
    /// The same person's other stays.
    pub others: &'a [Period],
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    pub by: AccountId,
}

/// From when to when a stay lasts; open without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub stay: AdmissionId,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
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

impl From<FieldError> for NotAdmitted {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}

impl Admission {
    /// Records an admission, with the first entry of its book.
    ///
    /// # Errors
    /// Fields that can't be accepted, or the rule that forbids it.
    pub fn record(admit: Admit<'_>) -> Result<(Self, Entry, AdmissionRecorded), NotAdmitted> {
        check_fields(&admit)?;
        let period = Period { stay: admit.id, from: admit.occurred_on, to: None };
        period.check_free(admit.others)?;
        let pack = law::pack_in_force(admit.occurred_on);
        let term_months = term(&admit, pack)?;
        let admission = Self {
            id: admit.id,
            version: 1,
            person_id: admit.person.person_id,
            facility_id: admit.facility.id,
            basis: admit.basis,
            status: StayStatus::Present,
            admitted_on: admit.occurred_on,
            decision_number: admit.decision_number,
            dossier_id: admit.dossier_id,
            law_pack: pack.id,
            term_months,
            stage: None,
            ended_on: None,
            end_reason: None,
            certificate_number: None,
        };
        let entry = Entry {
            id: admit.entry_id,
            position: 1,
            occurred_on: admit.occurred_on,
            movement: StayMovement::Admitted,
            facility_id: Some(admit.facility.id),
            stage: None,
            reason: None,
            certificate_number: None,
            recorded_at: admit.now,
            recorded_by: Some(admit.by),
            withdrawn: None,
        };
        let event = AdmissionRecorded {
            occurred_on: admit.occurred_on,
            person: admit.person.clone(),
            stay: admission.told(admit.facility, None),
            dossier_id: admission.dossier_id,
            law_pack: admission.law_pack.as_str().to_owned(),
            term_months,
        };
        Ok((admission, entry, event))
    }

    pub fn category(&self) -> ResidentCategory {
        self.basis.category()
    }

    /// The stay as an event of it shows it.
    pub fn told(&self, facility: &Facility, away: Option<Interruption>) -> events::facility::Stay {
        events::facility::Stay {
            admission_id: self.id,
            facility_id: facility.id,
            facility_kind: facility.kind,
            facility_province_code: facility.province_code.clone(),
            basis: self.basis,
            category: self.category(),
            admitted_on: self.admitted_on,
            away,
        }
    }

    /// The law that the stay is under.
    pub fn pack(&self) -> &'static LawPack {
        law::pack(self.law_pack)
    }

    pub fn period(&self) -> Period {
        Period { stay: self.id, from: self.admitted_on, to: self.ended_on }
    }

    /// Stands where its book says.
    pub(super) fn stand(&mut self, steps: &[Step<'_>]) {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
            self.status = StayStatus::Withdrawn;
            (self.ended_on, self.end_reason, self.certificate_number) = (Some(self.admitted_on), None, None);
            return;
        };
        self.admitted_on = first.entry.occurred_on;
        (self.status, self.facility_id, self.stage) = (last.after.status, last.after.facility_id, last.after.stage);
        let end = Some(last.entry).filter(|_| !self.status.is_open());
        self.ended_on = end.map(|entry| entry.occurred_on);
        self.end_reason = end.and_then(|entry| entry.reason);
        self.certificate_number = end.and_then(|entry| entry.certificate_number.clone());
    }
}

impl Period {
    /// Nobody is in two places: the day of a release may be the day of the next admission, no more.
    ///
    /// # Errors
    /// When another stay of the person shares time with this one.
    pub fn check_free(self, others: &[Self]) -> Result<(), Refusal> {
        let shares = |other: &&Self| {
            other.stay != self.stay
                && self.to.is_none_or(|to| other.from < to || (other.from == to && self.from == to))
                && other.to.is_none_or(|to| self.from < to)
        };
        let Some(other) = others.iter().find(shares) else { return Ok(()) };
        if other.to.is_none() && self.to.is_none() {
            return Err(Refusal::new(
                "admission.person_already_admitted",
                "Người này đang ở trong một cơ sở. Hãy ghi việc ra khỏi nơi đó hoặc chuyển cơ sở trước.",
                "This person is already in a facility. Record the release there, or a transfer, first.",
            ));
        }
        let from = other.from.format("%d/%m/%Y");
        let (to_vi, to_en) = other.to.map_or_else(
            || ("đến nay".to_owned(), "until now".to_owned()),
            |to| (format!("đến {}", to.format("%d/%m/%Y")), format!("to {}", to.format("%d/%m/%Y"))),
        );
        Err(Refusal::new(
            "admission.overlaps",
            format!("Người này đã ở trong cơ sở từ {from} {to_vi}: không ai ở hai nơi cùng lúc. Hãy xem lại ngày."),
            format!("This person was in a facility from {from} {to_en}: nobody is in two places. Check the day."),
        ))
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
    let Some(measure) = Measure::of_stay(admit.basis, age) else { return Ok(admit.term_months.unwrap_or(3)) };
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
            entry_id: Uuid::from_u128(90),
            person,
            facility,
            basis: AdmissionBasis::CourtDecision,
            occurred_on: day(2019, 1, 28),
            decision_number: Some("09/QĐ-TA".into()),
            dossier_id: None,
            term_months: None,
            attempt: 1,
            others: &[],
            today: day(2020, 1, 1),
            now: DateTime::UNIX_EPOCH,
            by: AccountId(Uuid::from_u128(5)),
        }
    }

    fn code(result: Result<(Admission, Entry, AdmissionRecorded), NotAdmitted>) -> String {
        match result.unwrap_err() {
            NotAdmitted::Fields(errors) => errors[0].code.clone(),
            NotAdmitted::Refused(refusal) => refusal.code,
        }
    }

    #[test]
    fn an_adult_is_admitted_under_the_pack_of_the_day() {
        let (person, facility) = (person(1992), facility());
        let (admission, _, event) = Admission::record(admit(&person, &facility)).unwrap();
        assert_eq!((admission.law_pack, admission.term_months), (PackId::A, 12));
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
        let open = [Period { stay: AdmissionId(Uuid::from_u128(1)), from: day(2018, 1, 1), to: None }];
        let second = Admit { others: &open, ..admit(&person, &facility) };
        assert_eq!(code(Admission::record(second)), "admission.person_already_admitted");
    }

    #[test]
    fn periods_share_no_more_than_the_day_one_ends_and_the_next_begins() {
        let period = |stay, from, to| Period { stay: AdmissionId(Uuid::from_u128(stay)), from, to };
        let other = [period(1, day(2019, 3, 1), Some(day(2019, 6, 1)))];
        let free = |from, to| period(2, from, to).check_free(&other).is_ok();
        assert!(free(day(2019, 6, 1), None));
        assert!(free(day(2019, 1, 1), Some(day(2019, 3, 1))));
        assert!(!free(day(2019, 5, 31), None));
        assert!(!free(day(2019, 1, 1), None));
        assert!(!free(day(2019, 1, 1), Some(day(2019, 3, 2))));
        assert!(!free(day(2019, 4, 1), Some(day(2019, 5, 1))));
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
