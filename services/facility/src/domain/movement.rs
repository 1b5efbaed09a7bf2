//! What happens between admission and release, as entries to put into the book.

use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::codes::{FacilityKind, ReleaseReason, StayMovement};
use domain::ids::AccountId;
use uuid::Uuid;

use super::admission::NotAdmitted;
use super::book::Entry;
use super::facility::Facility;
use super::stay::Stay;

/// What an entry tells, beside when.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A movement other than those below; an absence of a while ago together with its end.
    Moved(StayMovement, Option<NaiveDate>),
    /// Where to.
    Transferred(Option<Facility>),
    Stage(u32),
    Released {
        reason: ReleaseReason,
        certificate_number: Option<String>,
    },
}

/// Who writes entries, and when.
#[derive(Clone, Copy, Debug)]
pub struct Writing {
    pub ids: [Uuid; 2],
    pub by: AccountId,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
}

/// The entries for a stay's book.
///
/// # Errors
/// When a field can't be accepted.
pub fn entries(stay: &Stay, what: What, on: NaiveDate, writing: Writing) -> Result<Vec<Entry>, NotAdmitted> {
    check_day(on, writing.today)?;
    let blank = Entry {
        id: writing.ids[0],
        position: stay.next_position(),
        occurred_on: on,
        movement: StayMovement::Transferred,
        facility_id: None,
        stage: None,
        reason: None,
        certificate_number: None,
        recorded_at: writing.now,
        recorded_by: Some(writing.by),
        withdrawn: None,
    };
    Ok(match what {
        What::Moved(StayMovement::Admitted | StayMovement::StageStarted | StayMovement::Released, _) => {
            let vi = "Việc này có chỗ ghi riêng: tiếp nhận, giai đoạn, ra khỏi cơ sở.";
            let en = "This is recorded elsewhere: as an admission, a stage or a release.";
            return Err(FieldError::new("kind", "movement.recorded_elsewhere", vi, en).into());
        }
        What::Moved(movement, None) => vec![Entry { movement, ..blank }],
        What::Moved(movement, Some(back_on)) => {
            let back = end_of(movement, on, back_on, writing.today)?;
            let end = Entry {
                id: writing.ids[1],
                position: blank.position + 1,
                occurred_on: back_on,
                movement: back,
                ..blank.clone()
            };
            vec![Entry { movement, ..blank }, end]
        }
        What::Transferred(to) => vec![Entry { facility_id: Some(receiving(stay, to.as_ref())?.id), ..blank }],
        What::Stage(stage) => vec![Entry { movement: StayMovement::StageStarted, stage: Some(stage), ..blank }],
        What::Released { reason, certificate_number } => {
            if certificate_number.is_some() && reason != ReleaseReason::TermEnded {
                let vi = "Chỉ cấp giấy chứng nhận khi hết thời hạn.";
                let en = "A certificate goes with an ended term only.";
                let code = "certificate.without_completion";
                return Err(FieldError::new("certificate_number", code, vi, en).into());
            }
            vec![Entry { movement: StayMovement::Released, reason: Some(reason), certificate_number, ..blank }]
        }
    })
}

/// What ends an absence on a day.
fn end_of(
    movement: StayMovement,
    on: NaiveDate,
    back_on: NaiveDate,
    today: NaiveDate,
) -> Result<StayMovement, FieldError> {
    let refuse = |code: &str, vi: &str, en: &str| Err(FieldError::new("back_on", code, vi, en));
    match movement.ended_by() {
        None => refuse("back_on.no_absence", "Việc này không có ngày trở lại.", "Nobody comes back from that."),
        Some(_) if back_on < on => {
            refuse("back_on.before", "Ngày trở lại trước ngày đi.", "The day of return lies before the day of leaving.")
        }
        Some(_) if back_on > today => Err(FieldError::future_date("back_on")),
        Some(end) => Ok(end),
    }
}

/// Nothing is recorded ahead of today.
///
/// # Errors
/// When the day lies in the future.
pub fn check_day(on: NaiveDate, today: NaiveDate) -> Result<(), FieldError> {
    if on > today { Err(FieldError::future_date("occurred_on")) } else { Ok(()) }
}

/// A transfer needs another facility that takes people of this basis.
fn receiving<'a>(stay: &Stay, to: Option<&'a Facility>) -> Result<&'a Facility, FieldError> {
    let refuse = |code: &str, vi: &str, en: &str| Err(FieldError::new("to_facility_id", code, vi, en));
    match to {
        None => Err(FieldError::required("to_facility_id")),
        Some(to) if to.id == stay.admission.facility_id => {
            refuse("transfer.same", "Nơi nhận trùng nơi đi.", "That is where the person is.")
        }
        Some(to) if to.kind == FacilityKind::Social && stay.admission.basis.is_measure() => refuse(
            "transfer.social",
            "Cơ sở xã hội không nhận học viên chuyển đến.",
            "A social facility takes no learners by transfer.",
        ),
        Some(to) => Ok(to),
    }
}
