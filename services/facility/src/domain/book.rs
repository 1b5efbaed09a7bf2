//! The book of a stay: dated entries from which everything about the stay follows.
//!
//! Entries are put in on any day, also late; one that was not so is taken out or moved, and stays readable with
//! the reason. After each change the book is read anew from its beginning, and one that tells an impossible story
//! is refused.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Refusal;
use domain::codes::{CorrectionReason, ReleaseReason, StayMovement, StayStatus};
use domain::ids::{AccountId, FacilityId};
use domain::law::LawPack;
use uuid::Uuid;

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: Uuid,
    /// Orders entries of one day; an entry keeps it when it is moved to another day.
    pub position: i64,
    pub occurred_on: NaiveDate,
    pub movement: StayMovement,
    /// Where somebody was admitted, or transferred to.
    pub facility_id: Option<FacilityId>,
    pub stage: Option<u32>,
    /// Of a release.
    pub reason: Option<ReleaseReason>,
    pub certificate_number: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: Option<AccountId>,
    /// Taken out of the book, or moved to another day by a later entry.
    pub withdrawn: Option<Withdrawal>,
}

/// Who took an entry out, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Withdrawal {
    pub at: DateTime<Utc>,
    pub by: AccountId,
    pub reason: CorrectionReason,
    /// The entry in its place, if it was moved.
    pub replaced_by: Option<Uuid>,
}

/// Where the person is between two entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    pub status: StayStatus,
    pub facility_id: FacilityId,
    pub stage: Option<u32>,
}

/// An entry with what was before and after it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    pub entry: &'a Entry,
    pub before: Option<State>,
    pub after: State,
}

/// Reads the entries that hold, in their order.
///
/// # Errors
/// When an entry does not fit what stands before it.
pub fn follow<'a>(entries: &'a [Entry], pack: &LawPack) -> Result<Vec<Step<'a>>, Refusal> {
    let mut held: Vec<&Entry> = entries.iter().filter(|entry| entry.withdrawn.is_none()).collect();
    held.sort_by_key(|entry| (entry.occurred_on, entry.position));
    let mut before = None;
    let mut steps = Vec::with_capacity(held.len());
    for entry in held {
        let after = next(before, entry, pack)?;
        steps.push(Step { entry, before, after });
        before = Some(after);
    }
    Ok(steps)
}

fn next(before: Option<State>, entry: &Entry, pack: &LawPack) -> Result<State, Refusal> {
    use StayStatus::{Escaped, InHospital, InPrison, InProceedings, OnFuneralLeave, Present, Released, Suspended};
    let Some(before) = before else {
        return match (entry.movement, entry.facility_id) {
            (StayMovement::Admitted, Some(facility_id)) => Ok(State { status: Present, facility_id, stage: None }),
            _ => Err(before_admission(entry)),
        };
    };
    let status = match (entry.movement, before.status) {
        (StayMovement::Escaped, Present | InHospital | OnFuneralLeave | Suspended | InProceedings) => Escaped,
        (StayMovement::Returned, Escaped)
        | (StayMovement::BackFromHospital, InHospital)
        | (StayMovement::CameBack, OnFuneralLeave | Suspended | InProceedings | InPrison)
        | (StayMovement::Transferred, Present) => Present,
        (StayMovement::Hospitalised, Present) => InHospital,
        (StayMovement::FuneralLeave, Present) => OnFuneralLeave,
        (StayMovement::Suspended, Present | InHospital) => Suspended,
        (StayMovement::TakenForProceedings, Present | InHospital) => InProceedings,
        (StayMovement::TakenToPrison, Present | InHospital | InProceedings) => {
            if pack.prison_ends() {
                return Err(prison_ends(pack));
            }
            InPrison
        }
        (StayMovement::StageStarted, Present) => return stage(before, entry, pack),
        (StayMovement::Died, status) if status.is_open() => StayStatus::Died,
        (StayMovement::Released, status) if status.is_open() => {
            release(status, entry.reason, pack)?;
            Released
        }
        _ => return Err(wrong_state(entry, before.status)),
    };
    Ok(State { status, facility_id: entry.facility_id.unwrap_or(before.facility_id), ..before })
}

fn stage(before: State, entry: &Entry, pack: &LawPack) -> Result<State, Refusal> {
    let (next, last) = (before.stage.unwrap_or(0) + 1, pack.process.len());
    match entry.stage {
        Some(stage) if stage == next && usize::try_from(stage).is_ok_and(|stage| stage <= last) => {
            Ok(State { stage: Some(stage), ..before })
        }
        _ => Err(Refusal::new(
            "stage.out_of_order",
            format!("Giai đoạn tiếp theo là {next}, quy trình có {last} giai đoạn."),
            format!("The next stage is {next}; the process has {last}."),
        )),
    }
}

fn release(status: StayStatus, reason: Option<ReleaseReason>, pack: &LawPack) -> Result<(), Refusal> {
    if status == StayStatus::Escaped && reason == Some(ReleaseReason::TermEnded) {
        return Err(Refusal::new(
            "release.while_escaped",
            "Người đang trốn chưa chấp hành hết thời hạn. Hãy ghi việc trở lại trước.",
            "Somebody on the run has not served the term. Record the return first.",
        ));
    }
    if reason == Some(ReleaseReason::Imprisoned) && !pack.prison_ends() {
        return Err(Refusal::new(
            "release.prison_interrupts",
            format!(
                "Theo pháp luật áp dụng (gói {}), đi tù không làm hết thời hạn: hãy ghi “{}”.",
                pack.id,
                StayMovement::TakenToPrison.vi()
            ),
            format!(
                "Under the law that governs (pack {}) prison does not end the term: record “{}”.",
                pack.id,
                StayMovement::TakenToPrison.en()
            ),
        ));
    }
    Ok(())
}

fn prison_ends(pack: &LawPack) -> Refusal {
    Refusal::new(
        "movement.prison_ends",
        format!(
            "Theo pháp luật áp dụng (gói {}), người đi tù được miễn thời gian còn lại: hãy ghi ra khỏi cơ sở, lý do “{}”.",
            pack.id,
            ReleaseReason::Imprisoned.vi()
        ),
        format!(
            "Under the law that governs (pack {}) prison remits the rest: record a release, “{}”.",
            pack.id,
            ReleaseReason::Imprisoned.en()
        ),
    )
}

fn before_admission(entry: &Entry) -> Refusal {
    let day = entry.occurred_on.format("%d/%m/%Y");
    Refusal::new(
        "movement.before_admission",
        format!("“{}” ngày {day} nằm trước việc tiếp nhận.", entry.movement.vi()),
        format!("“{}” of {day} lies before the admission.", entry.movement.en()),
    )
}

fn wrong_state(entry: &Entry, status: StayStatus) -> Refusal {
    let day = entry.occurred_on.format("%d/%m/%Y");
    Refusal::new(
        "movement.wrong_state",
        format!("Không thể có “{}” ngày {day} khi người này đang ở trạng thái “{}”.", entry.movement.vi(), status.vi()),
        format!("“{}” of {day} can't be while the person is {}.", entry.movement.en(), status.en()),
    )
}
