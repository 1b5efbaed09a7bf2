//! Handing a released person and their file over to a commune, its answer, and the person's arrival there.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::FacilityKind;
use domain::codes::release::{ArrivalState, HandoverPaper, HandoverRefusal, HandoverState};
use domain::ids::{AdmissionId, HandoverId};
use domain::law::clock::{self, Due, Standing};
use domain::law::{self, Article};
use domain::places::Place;
use domain::{FieldError, Refusal};

use super::admission::{Admission, NotAdmitted};
use super::facility::Facility;
use super::movement::check_day;
use super::reference::reference;

domain::code_list! {
    /// What a list of those on their way home is asked for.
    Concern {
        Open = "open", "chưa xong", "not finished";
        Unacknowledged = "unacknowledged", "quá hạn, xã chưa nhận", "overdue, not taken over";
        NotArrived = "not_arrived", "không về trình diện", "not arrived";
    }
}

/// One handing over of a released person.
#[derive(Clone, Debug, PartialEq)]
pub struct Handover {
    pub id: HandoverId,
    pub version: i64,
    pub admission_id: AdmissionId,
    pub to: Place,
    /// Of the minutes, where they have one.
    pub number: Option<String>,
    pub papers: BTreeSet<HandoverPaper>,
    pub handed_on: NaiveDate,
    pub state: HandoverState,
    pub answered_on: Option<NaiveDate>,
    pub refusal: Option<HandoverRefusal>,
    pub arrived_on: Option<NaiveDate>,
}

/// A hand-over to record.
pub struct HandOver<'a> {
    pub id: HandoverId,
    pub stay: &'a Admission,
    /// The last one of the stay.
    pub last: Option<&'a Handover>,
    pub to: Place,
    pub number: Option<&'a str>,
    pub papers: BTreeSet<HandoverPaper>,
    pub handed_on: NaiveDate,
    pub today: NaiveDate,
}

/// What the commune says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Acknowledged,
    Refused(HandoverRefusal),
}

/// Whether the person has come to the commune.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    pub state: ArrivalState,
    pub arrived_on: Option<NaiveDate>,
    /// The last day for it; none where no limit was found.
    pub due_on: Option<NaiveDate>,
    /// What is left, until the person has come.
    pub standing: Option<Standing>,
    pub article: Option<Article>,
    /// Until today, or until the arrival.
    pub days_since_release: i64,
}

impl Handover {
    /// Hands a released person over.
    ///
    /// # Errors
    /// When nobody was released home, a commune has them already, or a field does not fit.
    pub fn record(hand: HandOver<'_>) -> Result<Self, NotAdmitted> {
        let Some(released_on) = went_home(hand.stay) else {
            return Err(Refusal::new(
                "handover.not_released",
                "Chỉ bàn giao về xã người đã ra khỏi cơ sở và trở về nơi cư trú.",
                "Only somebody who was released home is handed over to a commune.",
            )
            .into());
        };
        if hand.last.is_some_and(|last| last.is_current()) {
            return Err(Refusal::new(
                "handover.under_way",
                "Người này đã được bàn giao. Xã trả lại rồi mới bàn giao cho xã khác.",
                "This person was handed over already. Another commune's turn is when that one sends it back.",
            )
            .into());
        }
        check_between(hand.handed_on, released_on, hand.today)?;
        if hand.papers.is_empty() {
            return Err(FieldError::required("papers").into());
        }
        Ok(Self {
            id: hand.id,
            version: 1,
            admission_id: hand.stay.id,
            to: hand.to,
            number: hand.number.map(|number| reference("number", number)).transpose()?,
            papers: hand.papers,
            handed_on: hand.handed_on,
            state: HandoverState::Sent,
            answered_on: None,
            refusal: None,
            arrived_on: None,
        })
    }

    /// A commune has the person, or was asked to take them.
    pub fn is_current(&self) -> bool {
        matches!(self.state, HandoverState::Sent | HandoverState::Acknowledged)
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }

    /// The commune's answer.
    ///
    /// # Errors
    /// When it was answered, the person has come already and is sent back, or the day does not fit.
    pub fn answer(&self, answer: Answer, on: NaiveDate, today: NaiveDate) -> Result<Self, NotAdmitted> {
        if self.state != HandoverState::Sent {
            let vi = "Lần bàn giao này đã được trả lời.";
            return Err(Refusal::new("handover.answered", vi, "This hand-over was answered already.").into());
        }
        check_between(on, self.handed_on, today)?;
        let (state, refusal) = match answer {
            Answer::Acknowledged => (HandoverState::Acknowledged, None),
            Answer::Refused(_) if self.arrived_on.is_some() => {
                let vi = "Người này đã trình diện tại xã nên không trả lại được.";
                return Err(Refusal::new("handover.arrived", vi, "The person has come to the commune.").into());
            }
            Answer::Refused(reason) => (HandoverState::Refused, Some(reason)),
        };
        Ok(Self { state, answered_on: Some(on), refusal, ..self.next() })
    }

    /// The person came to the commune; the papers may still be on their way.
    ///
    /// # Errors
    /// When this commune does not have the person, the arrival is known, or the day does not fit.
    pub fn arrive(&self, on: NaiveDate, released_on: NaiveDate, today: NaiveDate) -> Result<Self, NotAdmitted> {
        if !self.is_current() {
            let vi = "Lần bàn giao này không còn hiệu lực.";
            return Err(Refusal::new("handover.not_current", vi, "This hand-over does not hold any more.").into());
        }
        if self.arrived_on.is_some() {
            let vi = "Đã ghi ngày trình diện của người này.";
            return Err(Refusal::new("handover.arrived", vi, "The arrival was recorded already.").into());
        }
        check_between(on, released_on, today)?;
        Ok(Self { arrived_on: Some(on), ..self.next() })
    }

    /// The release was not so.
    pub fn withdraw(&self) -> Self {
        Self { state: HandoverState::Withdrawn, ..self.next() }
    }

    /// The hand-over as an event of it shows it.
    pub fn told(&self, facility: &Facility) -> events::facility::Handover {
        events::facility::Handover {
            handover_id: self.id,
            admission_id: self.admission_id,
            facility_id: facility.id,
            facility_province_code: facility.province_code.clone(),
            to_commune_code: self.to.commune_code.clone(),
            to_province_code: self.to.province_code.clone(),
        }
    }
}

/// A day that lies neither before another nor in the future.
fn check_between(on: NaiveDate, first: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
    check_day(on, today)?;
    if on >= first {
        return Ok(());
    }
    let first = first.format("%d/%m/%Y");
    let vi = format!("Ngày này phải từ ngày {first} trở đi.");
    Err(FieldError::new("occurred_on", "date.too_early", vi, format!("The day must be {first} or later.")))
}

/// The day of release of somebody who went home.
pub fn went_home(stay: &Admission) -> Option<NaiveDate> {
    stay.end_reason.filter(|reason| reason.goes_home()).and(stay.ended_on)
}

/// Where the arrival of somebody who went home stands; none for anybody else.
pub fn arrival(
    stay: &Admission,
    from: FacilityKind,
    last: Option<&Handover>,
    now: DateTime<FixedOffset>,
) -> Option<Arrival> {
    let released_on = went_home(stay)?;
    let limit = law::arrival_limit(stay.end_reason?, from, released_on).filter(|_| stay.basis.is_measure());
    let due = limit.map(|limit| clock::due(clock::start_of_day(released_on), limit, &[]));
    let arrived_on = last.filter(|last| last.is_current()).and_then(|last| last.arrived_on);
    let standing = due.as_ref().filter(|_| arrived_on.is_none()).map(|due| clock::left(due, now));
    let today = now.with_timezone(&clock::VIETNAM).date_naive();
    let due_on = due.as_ref().and_then(Due::last_day);
    let state = match standing {
        _ if arrived_on.is_some() => ArrivalState::Arrived,
        Some(standing) if standing.is_overdue() => ArrivalState::NotArrived,
        _ if due_on == Some(today) => ArrivalState::Due,
        _ => ArrivalState::Expected,
    };
    let days_since_release = (arrived_on.unwrap_or(today) - released_on).num_days();
    let article = limit.map(|limit| limit.article);
    Some(Arrival { state, arrived_on, due_on, standing, article, days_since_release })
}

impl Concern {
    /// Whether a row is what was asked for.
    pub fn concerns(self, last: Option<&Handover>, arrival: &Arrival, today: NaiveDate) -> bool {
        let acknowledged = last.is_some_and(|last| last.state == HandoverState::Acknowledged);
        // No source gives the commune a time of its own to answer in: the person's is taken.
        let late = arrival.due_on.is_some_and(|due_on| due_on < today);
        match self {
            Self::Open => !acknowledged || arrival.arrived_on.is_none(),
            Self::Unacknowledged => !acknowledged && late,
            Self::NotArrived => arrival.state == ArrivalState::NotArrived,
        }
    }
}
