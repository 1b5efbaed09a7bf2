//! A stay with its book, and the changes the book takes.

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{CorrectionReason, StayMovement, StayStatus};
use domain::ids::AccountId;
use domain::{FieldError, Refusal, law};
use uuid::Uuid;

use super::admission::{Admission, NotAdmitted, Period};
use super::book::{self, Entry, Step, Withdrawal};

/// A stay with its book.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    pub admission: Admission,
    /// Also those taken out.
    pub entries: Vec<Entry>,
}

/// A change of a book.
pub enum Change {
    /// Something that happened, whether now or a while ago; an absence together with its end.
    Put(Vec<Entry>),
    /// It was on another day.
    Move { entry: Uuid, on: NaiveDate, new_id: Uuid, reason: CorrectionReason },
    /// It was not.
    TakeOut { entry: Uuid, reason: CorrectionReason },
}

/// Whether a change only added to the end, or made what was told untrue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    Continued,
    Corrected { on: NaiveDate, reason: CorrectionReason },
}

impl Stay {
    /// The book read.
    ///
    /// # Errors
    /// When it tells an impossible story.
    pub fn steps(&self) -> Result<Vec<Step<'_>>, Refusal> {
        book::follow(&self.entries, self.admission.pack())
    }

    /// The position of the next entry.
    pub fn next_position(&self) -> i64 {
        self.entries.iter().map(|entry| entry.position).max().unwrap_or(0) + 1
    }

    /// Changes the book. `others` are the same person's other stays.
    ///
    /// # Errors
    /// When the book would tell an impossible story, or puts the person in two places.
    pub fn change(
        &mut self,
        change: Change,
        others: &[Period],
        by: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Changed, NotAdmitted> {
        let changed = match change {
            Change::Put(entries) => self.put(entries),
            Change::Move { entry, on, new_id, reason } => self.shift(entry, on, new_id, reason, by, now)?,
            Change::TakeOut { entry, reason } => self.take_out(entry, reason, by, now)?,
        };
        let mut admission = self.admission.clone();
        admission.stand(&self.steps()?);
        if admission.status != StayStatus::Withdrawn {
            // Two stays that a merge brought together share time already; each is ended in its turn.
            let before = self.admission.period();
            let apart = others.iter().copied().filter(|other| before.check_free(&[*other]).is_ok());
            admission.period().check_free(&apart.collect::<Vec<_>>())?;
        }
        admission.version += 1;
        self.admission = admission;
        Ok(changed)
    }

    fn put(&mut self, entries: Vec<Entry>) -> Changed {
        let last = self.held().map(|entry| entry.occurred_on).max();
        let continued =
            entries.len() == 1 && entries.iter().all(|entry| last.is_none_or(|last| entry.occurred_on >= last));
        let first = entries.iter().map(|entry| entry.occurred_on).min();
        self.entries.extend(entries);
        match first {
            Some(on) if !continued => Changed::Corrected { on, reason: CorrectionReason::ReportedLate },
            _ => Changed::Continued,
        }
    }

    fn shift(
        &mut self,
        id: Uuid,
        on: NaiveDate,
        new_id: Uuid,
        reason: CorrectionReason,
        by: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Changed, NotAdmitted> {
        let governs = self.admission.law_pack;
        let old = self.held_mut(id)?;
        if old.movement == StayMovement::Admitted && law::pack_in_force(on).id != governs {
            return Err(Refusal::new(
                "entry.other_law",
                "Ngày đó thuộc một luật khác: biện pháp và thời hạn phải xét lại. Hãy rút lượt này và tiếp nhận lại.",
                "Another law was in force on that day, so measure and term must be decided anew: take this stay out and admit again.",
            )
            .into());
        }
        if old.occurred_on == on {
            let vi = "Ngày mới trùng ngày đang ghi.";
            return Err(FieldError::new("occurred_on", "date.same", vi, "That is the day as it stands.").into());
        }
        let first = on.min(old.occurred_on);
        old.withdrawn = Some(Withdrawal { at: now, by, reason, replaced_by: Some(new_id) });
        let moved = Entry {
            id: new_id,
            occurred_on: on,
            recorded_at: now,
            recorded_by: Some(by),
            withdrawn: None,
            ..old.clone()
        };
        self.entries.push(moved);
        Ok(Changed::Corrected { on: first, reason })
    }

    fn take_out(
        &mut self,
        id: Uuid,
        reason: CorrectionReason,
        by: AccountId,
        now: DateTime<Utc>,
    ) -> Result<Changed, NotAdmitted> {
        let alone = self.held().count() == 1;
        let entry = self.held_mut(id)?;
        if entry.movement == StayMovement::Admitted && !alone {
            return Err(Refusal::new(
                "entry.has_followers",
                "Rút các lần biến động sau việc tiếp nhận trước, từ lần cuối trở lại.",
                "Take out what follows the admission first, beginning with the last.",
            )
            .into());
        }
        entry.withdrawn = Some(Withdrawal { at: now, by, reason, replaced_by: None });
        Ok(Changed::Corrected { on: entry.occurred_on, reason })
    }

    fn held(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.withdrawn.is_none())
    }

    fn held_mut(&mut self, id: Uuid) -> Result<&mut Entry, Refusal> {
        self.entries.iter_mut().find(|entry| entry.id == id && entry.withdrawn.is_none()).ok_or_else(|| {
            Refusal::new(
                "entry.unknown",
                "Sổ của lượt này không có dòng đó, hoặc dòng đó đã được rút.",
                "The book of this stay has no such entry, or it was taken out.",
            )
        })
    }
}
