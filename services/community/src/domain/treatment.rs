//! Registering a treatment at home or in the community.

use chrono::{Months, NaiveDate};
use domain::codes::TreatmentSite;
use domain::codes::community::{DetoxSite, EndGround};
use domain::ids::{PersonId, TreatmentId};
use domain::law::{self, Authority, LawPack, Measure};
use domain::person::PersonSnapshot;
pub use domain::places::Place;
use domain::{FieldError, Refusal};
use events::community::TreatmentRegistered;

domain::code_list! {
    /// Where a treatment stands.
    Status {
        Active = "active", "đang cai nghiện", "active";
        Completed = "completed", "đã hoàn thành", "completed";
        SelfTerminated = "self_terminated", "tự ý chấm dứt", "self-terminated";
        Superseded = "superseded", "đã vào cơ sở cai nghiện", "entered a facility";
    }
}

domain::code_list! {
    /// How far a treatment has come: its status, told apart by steps while it is active.
    Phase {
        Registered = "registered", "đã đăng ký, chờ quyết định", "registered, awaiting the decision";
        Decided = "decided", "đã có quyết định, chưa bắt đầu", "decided, not started";
        UnderWay = "under_way", "đang thực hiện", "under way";
        Completed = "completed", "đã hoàn thành", "completed";
        SelfTerminated = "self_terminated", "tự ý chấm dứt, không thực hiện", "self-terminated or not carried out";
        Superseded = "superseded", "đã vào cơ sở cai nghiện", "entered a facility";
    }
}

/// Who decided a treatment, when, under which number.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub number: String,
    pub on: NaiveDate,
    pub authority: Authority,
}

/// One course of treatment of one person, run by one commune.
#[derive(Clone, Debug, PartialEq)]
pub struct Treatment {
    pub id: TreatmentId,
    pub version: i64,
    pub person_id: PersonId,
    pub site: TreatmentSite,
    /// The commune that runs it, five digits.
    pub commune_code: String,
    /// The province of that commune on the day of registration, two digits.
    pub province_code: String,
    pub status: Status,
    pub registered_on: NaiveDate,
    pub law_pack: String,
    pub term_months: u32,
    pub term_ends_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub certificate_number: Option<String>,
    /// Which time the person is in rehabilitation (lần cai nghiện), from 1.
    pub attempt: u32,
    pub decision: Option<Decision>,
    /// The day the plan was made, and where it has the withdrawal treated.
    pub plan: Option<(NaiveDate, DetoxSite)>,
    pub started_on: Option<NaiveDate>,
    /// Why it is over without completion.
    pub end_ground: Option<EndGround>,
}

/// What is asked for, with everything the rule needs to know.
pub struct Register<'a> {
    pub id: TreatmentId,
    pub person: &'a PersonSnapshot,
    pub site: TreatmentSite,
    pub place: Place,
    pub occurred_on: NaiveDate,
    pub term_months: Option<u32>,
    pub attempt: u32,
    /// The same person is in treatment already, wherever that is.
    pub active: bool,
    pub today: NaiveDate,
}

/// Why a treatment is not registered or not ended.
#[derive(Debug, PartialEq)]
pub enum Declined {
    Fields(Vec<FieldError>),
    Refused(Refusal),
}

impl From<Refusal> for Declined {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<FieldError> for Declined {
    fn from(error: FieldError) -> Self {
        Self::Fields(vec![error])
    }
}

impl Phase {
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::SelfTerminated | Self::Superseded)
    }
}

impl Treatment {
    /// Registers a treatment under the law of its day.
    ///
    /// # Errors
    /// Fields that can't be accepted, or the rule that forbids it.
    pub fn register(register: Register<'_>) -> Result<(Self, TreatmentRegistered), Declined> {
        check_fields(&register)?;
        if register.active {
            return Err(Refusal::new(
                "treatment.person_already_in_treatment",
                "Người này đang cai nghiện tại gia đình hoặc cộng đồng. Hãy ghi hoàn thành hoặc chấm dứt lần đó trước.",
                "This person is already in home or community treatment. Record its completion or end first.",
            )
            .into());
        }
        let pack = law::pack_in_force(register.occurred_on);
        let term_months = term(&register, pack)?;
        let term_ends_on = register
            .occurred_on
            .checked_add_months(Months::new(term_months))
            .ok_or_else(|| Refusal::new("treatment.term_too_long", "Thời hạn quá dài.", "The term is too long."))?;
        let treatment = Self {
            id: register.id,
            version: 1,
            person_id: register.person.person_id,
            site: register.site,
            commune_code: register.place.commune_code,
            province_code: register.place.province_code,
            status: Status::Active,
            registered_on: register.occurred_on,
            law_pack: pack.id.as_str().to_owned(),
            term_months,
            term_ends_on,
            ended_on: None,
            certificate_number: None,
            attempt: register.attempt,
            decision: None,
            plan: None,
            started_on: None,
            end_ground: None,
        };
        let event = TreatmentRegistered {
            occurred_on: register.occurred_on,
            person: register.person.clone(),
            treatment: treatment.facts(),
            law_pack: treatment.law_pack.clone(),
            term_months,
        };
        Ok((treatment, event))
    }

    pub fn phase(&self) -> Phase {
        match self.status {
            Status::Completed => Phase::Completed,
            Status::SelfTerminated => Phase::SelfTerminated,
            Status::Superseded => Phase::Superseded,
            Status::Active if self.started_on.is_some() => Phase::UnderWay,
            Status::Active if self.decision.is_some() => Phase::Decided,
            Status::Active => Phase::Registered,
        }
    }

    /// Refuses what only an active treatment takes.
    ///
    /// # Errors
    /// When the treatment is over.
    pub fn require_active(&self) -> Result<(), Refusal> {
        if self.status == Status::Active {
            return Ok(());
        }
        Err(Refusal::new(
            "treatment.not_active",
            format!("Lần cai nghiện này không còn diễn ra (trạng thái “{}”).", self.status.vi()),
            format!("This treatment is no longer active: it is {}.", self.status.en()),
        ))
    }

    /// Refuses a day in the future or before the registration.
    ///
    /// # Errors
    /// With the field at fault.
    pub fn check_day(&self, on: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
        if on > today {
            return Err(FieldError::future_date("occurred_on"));
        }
        if on < self.registered_on {
            return Err(FieldError::new(
                "occurred_on",
                "date.before_registration",
                format!("Ngày này trước ngày đăng ký cai nghiện ({}).", self.registered_on.format("%d/%m/%Y")),
                format!("That is before the registration ({}).", self.registered_on),
            ));
        }
        Ok(())
    }

    /// The treatment as events show it.
    pub fn facts(&self) -> events::community::Treatment {
        events::community::Treatment {
            treatment_id: self.id,
            site: self.site,
            commune_code: self.commune_code.clone(),
            province_code: self.province_code.clone(),
            registered_on: self.registered_on,
        }
    }
}

fn check_fields(register: &Register<'_>) -> Result<(), Declined> {
    let mut errors = Vec::new();
    if register.occurred_on > register.today {
        errors.push(FieldError::future_date("occurred_on"));
    }
    if register.attempt == 0 {
        let vi = "Lần cai nghiện tính từ 1.";
        errors.push(FieldError::new("attempt", "attempt.from_one", vi, "Attempts count from 1."));
    }
    if errors.is_empty() { Ok(()) } else { Err(Declined::Fields(errors)) }
}

pub fn measure(site: TreatmentSite) -> Measure {
    match site {
        TreatmentSite::Home => Measure::HomeTreatment,
        TreatmentSite::Community => Measure::CommunityTreatment,
    }
}

/// The term in months: the one given, checked against the law pack, or the pack's shortest.
fn term(register: &Register<'_>, pack: &LawPack) -> Result<u32, Declined> {
    let age = u32::try_from(register.person.birth.age_on(register.occurred_on)).unwrap_or(0);
    if age < law::YOUNGEST {
        return Err(Refusal::new(
            "treatment.under_twelve",
            "Người chưa đủ 12 tuổi: không chế độ nào có biện pháp cai nghiện. Chỉ giữ hồ sơ quản lý.",
            "No law offers a measure to a person under 12; only the file is kept.",
        )
        .into());
    }
    let Some(term) = pack.term(measure(register.site), register.attempt, age) else {
        return Err(not_offered(pack, age).into());
    };
    let months = register.term_months.unwrap_or(term.min_months);
    if term.allows(months) {
        return Ok(months);
    }
    let most = term.max_months.map_or_else(|| "…".to_owned(), |most| most.to_string());
    Err(FieldError::new(
        "term_months",
        "term.outside_law",
        format!("Thời hạn theo pháp luật ngày đó: {}–{most} tháng.", term.min_months),
        format!("The law of that day allows {}–{most} months.", term.min_months),
    )
    .into())
}

pub fn not_offered(pack: &LawPack, age: u32) -> Refusal {
    Refusal::new(
        "treatment.measure_not_offered",
        format!("Pháp luật áp dụng vào ngày này (gói {}) không có biện pháp này cho người {age} tuổi.", pack.id),
        format!("The law of that day (pack {}) does not offer this measure at age {age}.", pack.id),
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::codes::Sex;
    use domain::person::Birth;
    use uuid::Uuid;

    pub fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
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

    pub fn register(person: &PersonSnapshot, on: NaiveDate) -> Register<'_> {
        Register {
            id: TreatmentId(Uuid::from_u128(9)),
            person,
            site: TreatmentSite::Community,
            place: Place { commune_code: "29869".into(), province_code: "87".into() },
            occurred_on: on,
            term_months: None,
            attempt: 1,
            active: false,
            today: day(2026, 11, 22),
        }
    }

    pub fn code(declined: Declined) -> String {
        match declined {
            Declined::Fields(errors) => errors[0].code.clone(),
            Declined::Refused(refusal) => refusal.code,
        }
    }

    fn refused(register: Register<'_>) -> String {
        code(Treatment::register(register).unwrap_err())
    }

    #[test]
    fn a_treatment_is_registered_under_the_pack_of_the_day() {
        let person = person(1992);
        for (on, pack, months) in [(day(2019, 3, 1), "A", 6), (day(2023, 3, 1), "B1", 6), (day(2026, 7, 1), "C", 24)] {
            let (treatment, event) = Treatment::register(register(&person, on)).unwrap();
            assert_eq!((treatment.law_pack.as_str(), treatment.term_months), (pack, months));
            assert_eq!((event.law_pack.as_str(), event.term_months), (pack, months));
        }
    }

    #[test]
    fn a_second_attempt_lasts_36_months_since_july_2026() {
        let person = person(1992);
        let second = Register { attempt: 2, ..register(&person, day(2026, 7, 1)) };
        assert_eq!(Treatment::register(second).unwrap().0.term_ends_on, day(2029, 7, 1));
    }

    #[test]
    fn nobody_under_twelve_is_registered() {
        let child = person(2010);
        assert_eq!(refused(register(&child, day(2019, 3, 1))), "treatment.under_twelve");
    }

    #[test]
    fn nobody_is_in_two_treatments() {
        let person = person(1992);
        let second = Register { active: true, ..register(&person, day(2019, 3, 1)) };
        assert_eq!(refused(second), "treatment.person_already_in_treatment");
    }

    #[test]
    fn a_term_outside_the_law_is_refused() {
        let person = person(1992);
        for months in [0, 5, 13] {
            let outside = Register { term_months: Some(months), ..register(&person, day(2019, 3, 1)) };
            assert_eq!(refused(outside), "term.outside_law");
        }
    }

    #[test]
    fn attempts_count_from_one() {
        let person = person(1992);
        assert_eq!(refused(Register { attempt: 0, ..register(&person, day(2026, 7, 1)) }), "attempt.from_one");
    }

    #[test]
    fn a_registration_does_not_lie_in_the_future() {
        let person = person(1992);
        assert_eq!(refused(register(&person, day(2026, 11, 23))), "date.future");
    }
}
