//! The movement ledger: double entry over populations.
//!
//! Each event becomes zero or more lines from one population of a book to another. `outside` is a
//! population too, so nobody appears or vanishes without a line, and for every book, place and
//! category opening + Σ in − Σ out = closing holds by construction. Lines are never changed; what turns out never to have
//! been is left out of everything known from then on.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::summary::TransferState;
use domain::codes::{AftercareClosureReason, Audience, FileClosureReason, ReleaseReason, Sex, StayMovement};
use domain::law::Interruption;
use domain::person::PersonSnapshot;
use events::aftercare::{CaseClosed, CaseOpened, ReferralDrafted, ReferralMoved};
use events::community::{
    Treatment, TreatmentCompleted, TreatmentRegistered, TreatmentSelfTerminated, TreatmentSuperseded,
    TreatmentTransferAnswered,
};
use events::facility::{
    AbsenceBegan, AbsenceEnded, AdmissionRecorded, BookCorrected, BookLine, Place, ResidentBackFromHospital,
    ResidentDied, ResidentEscaped, ResidentHospitalised, ResidentReleased, ResidentReturned, ResidentTransferred, Stay,
};
use events::registry::{FileClosed, FileOpened, FileReclassified, FileTransferAnswered};
use events::training::{ActivityHeld, CourseAttended, CoursePlanned, MaterialsGiven, Participant};
use events::{Envelope, Unreadable};
use uuid::Uuid;

pub const OUTSIDE: &str = "outside";
const HOLDER: &str = "file_holder";

domain::code_list! {
    /// The books of the ledger. Somebody stands in several at a time: a file holder may be in a facility.
    Book {
        Register = "register", "người có hồ sơ quản lý", "file holders";
        Facility = "facility", "người tại cơ sở", "residents";
        Community = "community", "cai nghiện tại gia đình, cộng đồng", "home and community treatment";
        Aftercare = "aftercare", "quản lý sau cai", "post-rehabilitation management";
        Referral = "referral", "giới thiệu hỗ trợ", "referrals";
        Training = "training", "tập huấn, dạy nghề", "training";
        Outreach = "outreach", "tuyên truyền", "outreach";
    }
}

/// One movement of somebody, or of counted heads or copies, between two populations of a book.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub event_id: Uuid,
    pub line_number: i32,
    pub book: Book,
    pub from: &'static str,
    pub to: &'static str,
    pub cause: &'static str,
    /// Resident category, treatment site, referral kind, audience or material: what the book is split by.
    pub category: &'static str,
    pub quantity: i64,
    /// The stay, treatment, case, file or referral it belongs to, by its id in its service; see [`super::measure`].
    pub measure_id: Option<Uuid>,
    /// Whom the line counts: a person, by the record it was recorded for, or a member of staff; absent for heads
    /// and copies.
    pub counted_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub occurred_on: NaiveDate,
    pub recorded_at: DateTime<Utc>,
    pub province_code: String,
    pub commune_code: Option<String>,
    pub facility_id: Option<Uuid>,
    pub facility_kind: Option<&'static str>,
    pub sex: Option<Sex>,
    /// The birth date, or 1 January of the birth year where only that is known.
    pub born_on: Option<NaiveDate>,
    pub age: Option<i32>,
}

impl Line {
    fn new(event: &Envelope, book: Book, occurred_on: NaiveDate, province_code: &str) -> Self {
        Self {
            event_id: event.id,
            line_number: 0,
            book,
            from: OUTSIDE,
            to: OUTSIDE,
            cause: "",
            category: "",
            quantity: 1,
            measure_id: None,
            counted_id: None,
            person_id: None,
            occurred_on,
            recorded_at: event.time,
            province_code: province_code.to_owned(),
            commune_code: None,
            facility_id: None,
            facility_kind: None,
            sex: None,
            born_on: None,
            age: None,
        }
    }

    /// A line of a stay, treatment, case, file or referral, which is what the event is about.
    fn of_measure(event: &Envelope, book: Book, on: NaiveDate, province_code: &str, person: &PersonSnapshot) -> Self {
        let id = event.subject.rsplit('/').next().and_then(|id| id.parse().ok());
        Self { measure_id: id, ..Self::new(event, book, on, province_code).of_person(person) }
    }

    fn of_person(mut self, person: &PersonSnapshot) -> Self {
        self.counted_id = Some(person.person_id.0);
        self.person_id = Some(person.person_id.0);
        self.commune_code = Some(person.commune_code.clone());
        self.sex = Some(person.sex);
        self.born_on = person.birth.date.or_else(|| NaiveDate::from_ymd_opt(person.birth.year, 1, 1));
        self.age = Some(person.birth.age_on(self.occurred_on));
        self
    }

    fn moves(mut self, from: &'static str, to: &'static str, cause: &'static str) -> Self {
        (self.from, self.to, self.cause) = (from, to, cause);
        self
    }

    fn in_category(mut self, category: &'static str) -> Self {
        self.category = category;
        self
    }
}

/// Tries one event type after the other.
macro_rules! match_event {
    ($event:expr, $($type:ty => $lines:expr),+ $(,)?) => {
        $(if let Some(read) = $event.read::<$type>() {
            let make: fn(&Envelope, $type) -> Vec<Line> = $lines;
            return Ok(number(make($event, read?)));
        })+
    };
}

/// The lines of an event; none for events that move nobody.
///
/// # Errors
/// When the data don't fit the type.
pub fn lines_of(event: &Envelope) -> Result<Vec<Line>, Unreadable> {
    match_event!(event,
        FileOpened => |event, e| vec![register(event, &e.person, e.occurred_on).moves(OUTSIDE, HOLDER, "opened").in_category(e.kind.as_str())],
        FileReclassified => |event, e| reclassified(event, &e),
        FileTransferAnswered => |event, e| file_transfer(event, &e),
        FileClosed => |event, e| closed(event, &e),
        AdmissionRecorded => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::Admitted, None, Some(at(&e.stay, None)))),
        ResidentEscaped => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::Escaped, from(&e.stay), Some(at(&e.stay, Some(Interruption::Escape))))),
        ResidentReturned => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::Returned, Some(at(&e.stay, Some(Interruption::Escape))), Some(at(&e.stay, None)))),
        ResidentHospitalised => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::Hospitalised, from(&e.stay), Some(at(&e.stay, Some(Interruption::Hospital))))),
        ResidentBackFromHospital => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::BackFromHospital, Some(at(&e.stay, Some(Interruption::Hospital))), Some(at(&e.stay, None)))),
        AbsenceBegan => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, absence(e.reason), from(&e.stay), Some(at(&e.stay, Some(e.reason))))),
        AbsenceEnded => |event, e| stay(event, &e.person, &e.stay, line(e.occurred_on, StayMovement::CameBack, from(&e.stay), Some(at(&e.stay, None)))),
        ResidentTransferred => |event, e| transfer(event, &e),
        ResidentDied => |event, e| died(event, &e),
        ResidentReleased => |event, e| stay(event, &e.person, &e.stay, BookLine { reason: Some(e.reason), ..line(e.occurred_on, StayMovement::Released, from(&e.stay), None) }),
        BookCorrected => |event, e| e.lines.into_iter().flat_map(|line| stay(event, &e.person, &e.stay, line)).collect(),
        TreatmentRegistered => |event, e| vec![community(event, &e.person, &e.treatment, e.occurred_on).moves(OUTSIDE, "in_treatment", "registered")],
        TreatmentCompleted => |event, e| vec![community(event, &e.person, &e.treatment, e.occurred_on).moves("in_treatment", OUTSIDE, "completed")],
        TreatmentSelfTerminated => |event, e| vec![community(event, &e.person, &e.treatment, e.occurred_on).moves("in_treatment", OUTSIDE, "self_terminated")],
        TreatmentSuperseded => |event, e| vec![community(event, &e.person, &e.treatment, e.occurred_on).moves("in_treatment", OUTSIDE, "superseded")],
        TreatmentTransferAnswered => |event, e| treatment_transfer(event, &e),
        CaseOpened => |event, e| vec![aftercare(event, &e.person, e.occurred_on).moves(OUTSIDE, "managed", e.origin.as_str())],
        CaseClosed => |event, e| case_closed(event, &e),
        ReferralDrafted => |event, e| vec![referral(event, &e.person, e.occurred_on).moves(OUTSIDE, "draft", "draft").in_category(e.kind.as_str())],
        ReferralMoved => |event, e| vec![referral(event, &e.person, e.occurred_on).moves(e.from.as_str(), e.to.as_str(), e.to.as_str()).in_category(e.kind.as_str())],
        CoursePlanned => |event, e| vec![planned(event, &e)],
        CourseAttended => |event, e| attended(event, &e),
        ActivityHeld => |event, e| vec![activity(event, &e)],
        MaterialsGiven => |event, e| vec![materials(event, &e)],
    );
    Ok(Vec::new())
}

fn number(mut lines: Vec<Line>) -> Vec<Line> {
    for (number, line) in (0..).zip(&mut lines) {
        line.line_number = number;
    }
    lines
}

fn register(event: &Envelope, person: &PersonSnapshot, on: NaiveDate) -> Line {
    Line::of_measure(event, Book::Register, on, &person.province_code, person)
}

/// A file entered in error was never on the list: see [`withdrawn`].
fn closed(event: &Envelope, closed: &FileClosed) -> Vec<Line> {
    if closed.reason == FileClosureReason::EnteredInError {
        return Vec::new();
    }
    let line = register(event, &closed.person, closed.occurred_on).in_category(closed.kind.as_str());
    vec![line.moves(HOLDER, OUTSIDE, closed.reason.as_str())]
}

/// Out of one category of file holders and into the other.
fn reclassified(event: &Envelope, file: &FileReclassified) -> Vec<Line> {
    let line = register(event, &file.person, file.occurred_on);
    vec![
        line.clone().in_category(file.from.as_str()).moves(HOLDER, OUTSIDE, "reclassified_out"),
        line.in_category(file.to.as_str()).moves(OUTSIDE, HOLDER, "reclassified_in"),
    ]
}

/// Out of one commune's list and into the other's: both lines or neither.
fn file_transfer(event: &Envelope, file: &FileTransferAnswered) -> Vec<Line> {
    if file.state != TransferState::Accepted {
        return Vec::new();
    }
    let (out, into) = move_causes(&file.from_province_code, &file.to_province_code);
    let line = register(event, &file.person, file.occurred_on).in_category(file.kind.as_str());
    let at = |province: &str, commune: &str| Line {
        province_code: province.to_owned(),
        commune_code: Some(commune.to_owned()),
        ..line.clone()
    };
    vec![
        at(&file.from_province_code, &file.from_commune_code).moves(HOLDER, OUTSIDE, out),
        at(&file.to_province_code, &file.to_commune_code).moves(OUTSIDE, HOLDER, into),
    ]
}

/// The measure whose lines are not true, as known from an event on; the event's own lines are.
///
/// # Errors
/// When the data don't fit the type.
pub fn withdrawn(event: &Envelope) -> Result<Option<Uuid>, Unreadable> {
    if let Some(file) = event.read::<FileClosed>() {
        let file = file?;
        return Ok((file.reason == FileClosureReason::EnteredInError).then_some(file.file_id.0));
    }
    if let Some(case) = event.read::<CaseClosed>() {
        let case = case?;
        return Ok((case.reason == AftercareClosureReason::OpenedInError).then_some(case.case_id.0));
    }
    let corrected = event.read::<BookCorrected>().transpose()?;
    Ok(corrected.map(|corrected| corrected.stay.admission_id.0))
}

/// What an entry in the book of a stay moves, between populations of one facility or of two.
fn stay(event: &Envelope, person: &PersonSnapshot, stay: &Stay, line: BookLine) -> Vec<Line> {
    let at = |place: &Place| {
        let whole = Line::of_measure(event, Book::Facility, line.occurred_on, &place.province_code, person);
        Line {
            facility_id: Some(place.facility_id.0),
            facility_kind: Some(place.facility_kind.as_str()),
            ..whole.in_category(stay.category.as_str())
        }
    };
    let population = |place: Option<&Place>| place.map_or(OUTSIDE, |place| standing(place.away));
    let (from, to) = (population(line.from.as_ref()), population(line.to.as_ref()));
    let cause = line.reason.map_or(line.movement.as_str(), ReleaseReason::as_str);
    match (&line.from, &line.to) {
        (Some(out), Some(into)) if out.facility_id != into.facility_id => {
            vec![at(out).moves(from, OUTSIDE, "transferred_out"), at(into).moves(OUTSIDE, to, "transferred_in")]
        }
        // Who dies or is released on the run was counted out at the escape: the line ends the measure and moves nobody.
        (Some(place), None) => vec![at(place).moves(from, to, cause)],
        _ if from == to => Vec::new(),
        (_, Some(place)) => vec![at(place).moves(from, to, cause)],
        (None, None) => Vec::new(),
    }
}

/// The population of those away for a reason: who escaped is counted out.
fn standing(away: Option<Interruption>) -> &'static str {
    match away {
        None => "present",
        Some(Interruption::Escape) => OUTSIDE,
        Some(away) => away.as_str(),
    }
}

fn at(stay: &Stay, away: Option<Interruption>) -> Place {
    Place {
        facility_id: stay.facility_id,
        facility_kind: stay.facility_kind,
        province_code: stay.facility_province_code.clone(),
        away,
    }
}

/// Where the resident was when it happened.
fn from(stay: &Stay) -> Option<Place> {
    Some(at(stay, stay.away))
}

fn line(occurred_on: NaiveDate, movement: StayMovement, from: Option<Place>, to: Option<Place>) -> BookLine {
    BookLine { occurred_on, movement, from, to, reason: None, certificate_number: None }
}

fn absence(reason: Interruption) -> StayMovement {
    match reason {
        Interruption::Escape => StayMovement::Escaped,
        Interruption::Hospital => StayMovement::Hospitalised,
        Interruption::FuneralLeave => StayMovement::FuneralLeave,
        Interruption::Suspension => StayMovement::Suspended,
        Interruption::Proceedings => StayMovement::TakenForProceedings,
        Interruption::Prison => StayMovement::TakenToPrison,
    }
}

fn community(event: &Envelope, person: &PersonSnapshot, treatment: &Treatment, on: NaiveDate) -> Line {
    let line = Line::of_measure(event, Book::Community, on, &treatment.province_code, person);
    Line { commune_code: Some(treatment.commune_code.clone()), ..line }.in_category(treatment.site.as_str())
}

/// Out of one commune's treatments and into the other's: both lines or neither.
fn treatment_transfer(event: &Envelope, moved: &TreatmentTransferAnswered) -> Vec<Line> {
    if moved.state != TransferState::Accepted {
        return Vec::new();
    }
    let (out, into) = move_causes(&moved.from_province_code, &moved.to_province_code);
    let at = |province: &str, commune: &str| Line {
        province_code: province.to_owned(),
        commune_code: Some(commune.to_owned()),
        ..community(event, &moved.person, &moved.treatment, moved.occurred_on)
    };
    vec![
        at(&moved.from_province_code, &moved.from_commune_code).moves("in_treatment", OUTSIDE, out),
        at(&moved.to_province_code, &moved.to_commune_code).moves(OUTSIDE, "in_treatment", into),
    ]
}

/// How leaving one commune and entering another are called: within a province it is a move, which the province does
/// not count.
fn move_causes(from_province: &str, to_province: &str) -> (&'static str, &'static str) {
    if from_province == to_province { ("moved_out", "moved_in") } else { ("transferred_out", "transferred_in") }
}

fn aftercare(event: &Envelope, person: &PersonSnapshot, on: NaiveDate) -> Line {
    Line::of_measure(event, Book::Aftercare, on, &person.province_code, person)
}

/// A case opened in error was never one: see [`withdrawn`].
fn case_closed(event: &Envelope, case: &CaseClosed) -> Vec<Line> {
    if case.reason == AftercareClosureReason::OpenedInError {
        return Vec::new();
    }
    vec![aftercare(event, &case.person, case.occurred_on).moves("managed", OUTSIDE, case.reason.as_str())]
}

fn referral(event: &Envelope, person: &PersonSnapshot, on: NaiveDate) -> Line {
    Line::of_measure(event, Book::Referral, on, &person.province_code, person)
}

/// Out of one facility and into another: both lines or neither.
fn transfer(event: &Envelope, moved: &ResidentTransferred) -> Vec<Line> {
    let out = Place {
        facility_id: moved.from_facility_id,
        facility_kind: moved.from_facility_kind,
        province_code: moved.from_province_code.clone(),
        away: moved.stay.away,
    };
    let into = at(&moved.stay, None);
    stay(event, &moved.person, &moved.stay, line(moved.occurred_on, StayMovement::Transferred, Some(out), Some(into)))
}

/// Events of before there were absences say of the escape only.
fn died(event: &Envelope, died: &ResidentDied) -> Vec<Line> {
    let away = if died.while_escaped { Some(Interruption::Escape) } else { died.stay.away };
    let from = Some(at(&died.stay, away));
    stay(event, &died.person, &died.stay, line(died.occurred_on, StayMovement::Died, from, None))
}

fn planned(event: &Envelope, course: &CoursePlanned) -> Line {
    let line = Line::new(event, Book::Training, course.occurred_on, &course.province_code);
    Line { quantity: course.seats, ..line }.moves(OUTSIDE, "planned", "planned").in_category(course.audience.as_str())
}

fn attended(event: &Envelope, course: &CourseAttended) -> Vec<Line> {
    course.participants.iter().flat_map(|participant| participation(event, course, participant)).collect()
}

fn participation(event: &Envelope, course: &CourseAttended, participant: &Participant) -> Vec<Line> {
    let audience: Audience = course.audience;
    let line = Line::new(event, Book::Training, course.occurred_on, &course.province_code)
        .moves(OUTSIDE, "attended", "attended")
        .in_category(audience.as_str());
    let (line, certified) = match participant {
        Participant::Staff { staff_id, certified } => (Line { counted_id: Some(staff_id.0), ..line }, *certified),
        Participant::Resident { person, certified } => (line.of_person(person), *certified),
        Participant::Counted { heads } => (Line { quantity: *heads, ..line }, false),
    };
    let mut lines = vec![line.clone()];
    if certified {
        lines.push(line.moves("attended", "certified", "certified"));
    }
    lines
}

fn activity(event: &Envelope, held: &ActivityHeld) -> Line {
    let line = Line::new(event, Book::Outreach, held.occurred_on, &held.province_code);
    Line { quantity: held.attendances, commune_code: Some(held.commune_code.clone()), ..line }
        .moves(OUTSIDE, "attended", "activity")
}

fn materials(event: &Envelope, given: &MaterialsGiven) -> Line {
    let line = Line::new(event, Book::Outreach, given.occurred_on, &given.province_code);
    Line { quantity: given.quantity, ..line }.moves(OUTSIDE, "given", "materials").in_category(given.material.as_str())
}
