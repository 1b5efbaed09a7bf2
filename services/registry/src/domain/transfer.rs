//! A file on its way to the commune a person moved to: sent, then accepted, sent back or recalled.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use domain::codes::summary::TransferState;
use domain::ids::{FileId, PersonId};
use domain::law;
use domain::law::clock::{self, Due, Limit, Standing};
use domain::{FieldError, Refusal};
use events::registry::{FileTransferAnswered, FileTransferSent};

use super::file::{File, FileStatus, NotRecorded, check_day};
use super::person::Person;
use super::residence::Residence;

domain::id_type! {
    /// One sending of one file.
    TransferId,
}

#[derive(Clone, Debug)]
pub struct Transfer {
    pub id: TransferId,
    pub version: i64,
    pub file: FileId,
    pub person: PersonId,
    pub from_commune: String,
    pub from_province: String,
    pub to: Residence,
    pub state: TransferState,
    /// When the person moved.
    pub moved_on: NaiveDate,
    pub sent_at: DateTime<Utc>,
    /// Until when the law wants the file handed over; none where no limit was found.
    pub due_at: Option<DateTime<Utc>>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
}

/// When the old commune must have handed the file over; none where the law of the day has no limit.
fn due(moved_on: NaiveDate) -> Option<Due> {
    let limit = law::file_handover_limit(moved_on)?;
    Some(clock::due(clock::start_of_day(moved_on), limit, &[]))
}

impl Transfer {
    /// The rule that `due_at` follows from.
    pub fn limit(&self) -> Option<Limit> {
        law::file_handover_limit(self.moved_on)
    }

    /// What is left, while nobody has answered.
    pub fn standing(&self, now: DateTime<FixedOffset>) -> Option<Standing> {
        due(self.moved_on).filter(|_| self.state == TransferState::Sent).map(|due| clock::left(&due, now))
    }

    /// Sends an open file to another commune.
    ///
    /// # Errors
    /// When the file is closed, goes where it is already, or the days do not fit.
    pub fn send(
        id: TransferId,
        (file, person): (&File, &Person),
        to: Residence,
        moved_on: NaiveDate,
        reason: Option<String>,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<(Self, File, FileTransferSent), NotRecorded> {
        check_day(moved_on, file.opened_on, today)?;
        if file.status != FileStatus::Open {
            let vi = "Hồ sơ đã được đưa khỏi danh sách, không chuyển được.";
            return Err(Refusal::new("transfer.file_closed", vi, "A closed file is not transferred.").into());
        }
        if to.commune_code == person.residence.commune_code {
            let vi = "Nơi đến là xã đang quản lý.";
            let error = FieldError::new("to_commune_code", "transfer.same_commune", vi, "The file is there already.");
            return Err(NotRecorded::Field(error));
        }
        let transfer = Self {
            id,
            version: 1,
            file: file.id,
            person: person.id,
            from_commune: person.residence.commune_code.clone(),
            from_province: person.residence.province_code.clone(),
            to,
            state: TransferState::Sent,
            moved_on,
            sent_at: now,
            due_at: due(moved_on).and_then(|due| due.expiry()).map(|at| at.to_utc()),
            answered_at: None,
            reason,
        };
        let event = FileTransferSent {
            occurred_on: moved_on,
            person: person.snapshot(),
            file_id: file.id,
            to_commune_code: transfer.to.commune_code.clone(),
        };
        Ok((transfer, File { version: file.version + 1, ..file.clone() }, event))
    }

    /// Answers a file under way: accepted or sent back by where it goes, recalled by where it comes from.
    ///
    /// # Errors
    /// When it is not under way.
    pub fn answer(
        &self,
        (file, person): (&File, &Person),
        answer: TransferState,
        reason: Option<String>,
        now: DateTime<Utc>,
        today: NaiveDate,
    ) -> Result<(Self, File, FileTransferAnswered), NotRecorded> {
        if self.state != TransferState::Sent || answer == TransferState::Sent {
            let vi = "Hồ sơ này không còn trên đường chuyển.";
            return Err(Refusal::new("transfer.not_under_way", vi, "This file is not under way.").into());
        }
        if answer != TransferState::Accepted && reason.as_deref().is_none_or(str::is_empty) {
            return Err(NotRecorded::Field(FieldError::required("reason")));
        }
        let answered = Self {
            version: self.version + 1,
            state: answer,
            answered_at: Some(now),
            reason: reason.or_else(|| self.reason.clone()),
            ..self.clone()
        };
        let event = FileTransferAnswered {
            occurred_on: today,
            person: person.snapshot(),
            file_id: file.id,
            kind: file.kind,
            state: answer,
            from_commune_code: self.from_commune.clone(),
            from_province_code: self.from_province.clone(),
            to_commune_code: self.to.commune_code.clone(),
            to_province_code: self.to.province_code.clone(),
        };
        Ok((answered, File { version: file.version + 1, ..file.clone() }, event))
    }
}
