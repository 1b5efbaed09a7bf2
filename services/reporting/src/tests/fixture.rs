//! The service alone, in memory; it is told of everything by hand, at moments the test chooses.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::codes::summary::TransferState;
use domain::codes::{
    AdmissionBasis, AftercareOrigin, CountUnit, FacilityKind, FileClosureReason, FileKind, ReleaseReason,
    ResidentCategory, Sex, TreatmentSite,
};
use domain::ids::{AdmissionId, AftercareCaseId, FacilityId, FileId, PersonId, TreatmentId};
use domain::person::{Birth, PersonSnapshot};
use events::aftercare::CaseOpened;
use events::community::{Treatment, TreatmentRegistered};
use events::facility::{AdmissionRecorded, ResidentReleased, Stay};
use events::registry::{FileClosed, FileOpened, FileTransferAnswered, PersonMerged, PersonUnmerged};
use events::{Envelope, Event};
use messaging::{Inbox, Recorder};
use runtime::Context;
use sea_orm::EntityTrait;
use testkit::{Alone, alone};
use uuid::Uuid;
use web::Caller;

use crate::Reporting;
use crate::app::lines::{self, LineView, PageOf};
use crate::app::quality::{self, Asked, Overlaps};
use crate::app::reports::{self, RunReport};
use crate::domain::ledger::Book;
use crate::domain::report::Report;
use crate::domain::selection::{Frame, Measure, Selection};
use crate::store;

pub struct Fixture {
    pub context: Context,
    pub inbox: Inbox,
    pub caller: Caller,
}

pub fn id(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

pub fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 1, 1).unwrap() + Days::new(number)
}

/// When the test's minute `number` was.
pub fn minute(number: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000 + 60 * number, 0).unwrap()
}

/// Odd numbers are men, even ones women; each lives in a province of its own and was born in another year.
pub fn person(number: u128) -> PersonSnapshot {
    PersonSnapshot {
        person_id: id(number),
        sex: if number % 2 == 1 { Sex::Male } else { Sex::Female },
        birth: Birth::in_year(1970 + i32::try_from(number % 20).unwrap()),
        commune_code: format!("2986{}", number % 10),
        province_code: if number % 2 == 1 { "87".into() } else { "89".into() },
    }
}

pub fn merged(number: u128, into: u128) -> PersonMerged {
    PersonMerged { occurred_on: day(0), person: person(number), into: person(into) }
}

pub fn unmerged(number: u128, from: u128) -> PersonUnmerged {
    PersonUnmerged { occurred_on: day(0), person: person(number), from: id(from) }
}

pub fn stay(number: u128) -> Stay {
    Stay {
        admission_id: AdmissionId(Uuid::from_u128(number)),
        facility_id: FacilityId(Uuid::from_u128(7)),
        facility_kind: FacilityKind::Public,
        facility_province_code: "87".into(),
        basis: AdmissionBasis::CourtDecision,
        category: ResidentCategory::Compulsory,
        admitted_on: day(0),
        away: None,
    }
}

/// The stay `number` in province 87, of `of`.
pub fn admitted(number: u128, of: u128, on: NaiveDate) -> AdmissionRecorded {
    let (person, stay) = (person(of), stay(number));
    AdmissionRecorded { occurred_on: on, person, stay, dossier_id: None, law_pack: "A".into(), term_months: 12 }
}

/// The end of the stay `number`, which its facility puts down to `of`.
pub fn released(number: u128, of: u128, on: NaiveDate) -> ResidentReleased {
    let (person, stay, reason) = (person(of), stay(number), ReleaseReason::TermEnded);
    ResidentReleased { occurred_on: on, person, stay, reason, certificate_number: None }
}

/// The treatment `number` in province 89, of `of`.
pub fn treated(number: u128, of: u128, on: NaiveDate) -> TreatmentRegistered {
    let treatment = Treatment {
        treatment_id: TreatmentId(Uuid::from_u128(number)),
        site: TreatmentSite::Home,
        commune_code: "30280".into(),
        province_code: "89".into(),
        registered_on: on,
    };
    TreatmentRegistered { occurred_on: on, person: person(of), treatment, law_pack: "A".into(), term_months: 6 }
}

/// The case `number`, in the province of `of`.
pub fn managed(number: u128, of: u128, on: NaiveDate) -> CaseOpened {
    CaseOpened {
        occurred_on: on,
        person: person(of),
        case_id: AftercareCaseId(Uuid::from_u128(number)),
        origin: AftercareOrigin::Facility,
        law_pack: "A".into(),
        ends_on: on + Days::new(365),
    }
}

/// The file `number`, in the province of `of`.
pub fn file_opened(number: u128, of: u128, on: NaiveDate) -> FileOpened {
    FileOpened {
        occurred_on: on,
        person: person(of),
        file_id: FileId(Uuid::from_u128(number)),
        file_code: number.to_string(),
        kind: FileKind::Addict,
        drug: None,
    }
}

/// The file `number` of `of` goes from the province of `from` to that of `to`, which are where persons of these
/// numbers live.
pub fn file_transferred(number: u128, of: u128, (from, to): (u128, u128), on: NaiveDate) -> FileTransferAnswered {
    let (from, to) = (person(from), person(to));
    FileTransferAnswered {
        occurred_on: on,
        person: PersonSnapshot {
            commune_code: to.commune_code.clone(),
            province_code: to.province_code.clone(),
            ..person(of)
        },
        file_id: FileId(Uuid::from_u128(number)),
        kind: FileKind::Addict,
        state: TransferState::Accepted,
        from_commune_code: from.commune_code,
        from_province_code: from.province_code,
        to_commune_code: to.commune_code,
        to_province_code: to.province_code,
    }
}

pub fn file_closed(number: u128, of: u128, reason: FileClosureReason, on: NaiveDate) -> FileClosed {
    let file_id = FileId(Uuid::from_u128(number));
    FileClosed { occurred_on: on, person: person(of), file_id, kind: FileKind::Addict, reason }
}

/// The file holders of a province at the end of 2019.
pub fn holders(province: &str, known_at: Option<i64>) -> Selection {
    let frame = Frame { province: province.to_owned(), ..frame(known_at) };
    frame.select(Book::Register, Measure::Stock, CountUnit::Person)
}

/// Province 87 in 2019, as known at a minute or now.
pub fn frame(known_at: Option<i64>) -> Frame {
    Frame { province: "87".into(), from: day(0), to: day(364), known_at: known_at.map(minute) }
}

pub fn present(known_at: Option<i64>) -> Selection {
    frame(known_at).select(Book::Facility, Measure::Stock, CountUnit::Person)
}

/// Admissions, as persons or as attendances.
pub fn came(unit: CountUnit, known_at: Option<i64>) -> Selection {
    frame(known_at).select(Book::Facility, Measure::In, unit).cause("admitted")
}

impl Fixture {
    pub async fn new() -> Self {
        let Alone { context, inbox, caller } = alone(&Reporting).await.unwrap();
        Self { context, inbox, caller }
    }

    pub fn envelope<E: Event>(&self, event: &E, sequence: i64, at: i64) -> Envelope {
        let recorder = Recorder { now: minute(at), ..self.context.recorder(&self.caller) };
        recorder.record(event, sequence)
    }

    /// Delivers an event, recorded at a minute, as its subject's `sequence`.
    pub async fn tell<E: Event>(&self, event: &E, sequence: i64, at: i64) {
        self.inbox.deliver(&[self.envelope(event, sequence, at)]).await.unwrap();
    }

    /// The figure, after a look at its list: as many rows as it says, and nobody twice where persons count.
    pub async fn figure(&self, selection: &Selection) -> i64 {
        let all = PageOf { offset: 0, limit: Some(500) };
        let lines = lines::list(&self.context, &self.caller, selection, all).await.unwrap();
        let quantity: i64 = lines.items.iter().map(|line| line.quantity).sum();
        assert_eq!((quantity, lines.total), (lines.count, u64::try_from(lines.items.len()).unwrap()));
        if selection.unit == CountUnit::Person {
            let mut persons: Vec<_> = lines.items.iter().map(|line| line.person_id).collect();
            persons.sort();
            persons.dedup();
            assert_eq!(i64::try_from(persons.len()).unwrap(), lines.count);
        }
        lines.count
    }

    pub async fn listed(&self, selection: &Selection) -> Vec<LineView> {
        let page = PageOf { offset: 0, limit: Some(500) };
        lines::list(&self.context, &self.caller, selection, page).await.unwrap().items
    }

    pub async fn report(&self, report: &str, known_at: Option<i64>) -> Report {
        let Frame { province, from, to, known_at } = frame(known_at);
        reports::run(&self.context, &self.caller, report, RunReport { province, from, to, known_at }).await.unwrap()
    }

    pub async fn overlaps(&self, province: &str, known_at: Option<i64>) -> Overlaps {
        let asked = Asked { province: province.to_owned(), known_at: known_at.map(minute) };
        let page = PageOf { offset: 0, limit: Some(500) };
        quality::list_overlaps(&self.context, &self.caller, asked, page).await.unwrap()
    }

    /// Every line without its position and its event, in a fixed order.
    pub async fn ledger(&self) -> Vec<String> {
        let rows = store::lines::Entity::find().all(&self.context.db).await.unwrap();
        let show = |row: store::lines::Model| {
            let blank = store::lines::Model { position: 0, event_id: Uuid::nil(), ..row };
            format!("{blank:?}")
        };
        let mut lines: Vec<String> = rows.into_iter().map(show).collect();
        lines.sort();
        lines
    }

    /// Who stood for whom when.
    pub async fn roots(&self) -> Vec<String> {
        let rows = store::person_links::roots::Entity::find().all(&self.context.db).await.unwrap();
        let mut roots: Vec<String> = rows.into_iter().map(|root| format!("{root:?}")).collect();
        roots.sort();
        roots
    }
}
