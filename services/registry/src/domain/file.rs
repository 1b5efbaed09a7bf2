//! The official file (hồ sơ quản lý) and addiction determinations.

use chrono::{Datelike, NaiveDate};
use domain::codes::{DeterminationResult, DrugKind, FileClosureReason, FileKind};
use domain::ids::{DeterminationId, FileId, PersonId};
use domain::{FieldError, Refusal};
use events::registry::{DeterminationRecorded, FileClosed, FileOpened, FileReclassified};

use super::person::Person;

domain::code_list! {
    FileStatus { Open = "open", "đang quản lý", "open"; Closed = "closed", "đã đưa khỏi danh sách", "closed"; }
}

#[derive(Clone, Debug)]
pub struct File {
    pub id: FileId,
    pub version: i64,
    pub person_id: PersonId,
    pub file_code: String,
    pub kind: FileKind,
    pub status: FileStatus,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub closure_reason: Option<FileClosureReason>,
    pub drug: Option<DrugKind>,
    pub legal_basis: Option<String>,
}

/// What a file is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    pub id: FileId,
    pub file_code: String,
    pub kind: FileKind,
    pub drug: Option<DrugKind>,
    pub legal_basis: Option<String>,
    pub occurred_on: NaiveDate,
}

/// `87-2019-000123`: province, year, number within both.
pub fn file_code(province_code: &str, opened_on: NaiveDate, number: i64) -> String {
    format!("{province_code}-{}-{number:06}", opened_on.year())
}

pub fn already_open() -> Refusal {
    Refusal::new(
        "file.already_open",
        "Người này đang có hồ sơ quản lý. Hãy dùng hồ sơ đó hoặc đưa khỏi danh sách trước.",
        "This person already has an open file. Use it, or close it first.",
    )
}

impl File {
    /// Opens a file on a person of any age: somebody under 12 is held with no measure offered.
    pub fn open(person: &Person, opening: Opening) -> (Self, FileOpened) {
        let event = FileOpened {
            occurred_on: opening.occurred_on,
            person: person.snapshot(),
            file_id: opening.id,
            file_code: opening.file_code.clone(),
            kind: opening.kind,
            drug: opening.drug,
        };
        let file = Self {
            id: opening.id,
            version: 1,
            person_id: person.id,
            file_code: opening.file_code,
            kind: opening.kind,
            status: FileStatus::Open,
            opened_on: opening.occurred_on,
            closed_on: None,
            closure_reason: None,
            drug: opening.drug,
            legal_basis: opening.legal_basis,
        };
        (file, event)
    }

    /// Takes the person off the list of file holders.
    ///
    /// # Errors
    /// When the file is closed already, or the day does not fit.
    pub fn close(
        mut self,
        person: &Person,
        reason: FileClosureReason,
        on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(Self, FileClosed), NotRecorded> {
        check_day(on, self.opened_on, today)?;
        if self.status == FileStatus::Closed {
            let vi = "Hồ sơ này đã được đưa khỏi danh sách.";
            return Err(Refusal::new("file.closed", vi, "This file is closed already.").into());
        }
        self.version += 1;
        self.status = FileStatus::Closed;
        self.closed_on = Some(on);
        self.closure_reason = Some(reason);
        let event =
            FileClosed { occurred_on: on, person: person.snapshot(), file_id: self.id, kind: self.kind, reason };
        Ok((self, event))
    }
}

impl File {
    /// Goes on as the file of an addict, once that was determined.
    ///
    /// # Errors
    /// When it is one already, is closed, or names no basis.
    pub fn reclassify(
        mut self,
        person: &Person,
        on: NaiveDate,
        legal_basis: &str,
        today: NaiveDate,
    ) -> Result<(Self, FileReclassified), NotRecorded> {
        check_day(on, self.opened_on, today)?;
        if legal_basis.trim().is_empty() {
            return Err(NotRecorded::Field(FieldError::required("legal_basis")));
        }
        if self.status == FileStatus::Closed || self.kind == FileKind::Addict {
            let vi = "Chỉ hồ sơ đang quản lý người sử dụng trái phép mới chuyển thành hồ sơ người nghiện.";
            let en = "Only an open file of an unlawful user becomes the file of an addict.";
            return Err(Refusal::new("file.not_reclassifiable", vi, en).into());
        }
        let from = self.kind;
        self.version += 1;
        self.kind = FileKind::Addict;
        let event =
            FileReclassified { occurred_on: on, person: person.snapshot(), file_id: self.id, from, to: self.kind };
        Ok((self, event))
    }
}

/// Why something was not recorded.
#[derive(Debug, PartialEq)]
pub enum NotRecorded {
    Field(FieldError),
    Refused(Refusal),
}

impl From<Refusal> for NotRecorded {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A day not before `earliest` and not after today.
pub fn check_day(on: NaiveDate, earliest: NaiveDate, today: NaiveDate) -> Result<(), NotRecorded> {
    if on > today {
        return Err(NotRecorded::Field(FieldError::future_date("occurred_on")));
    }
    if on < earliest {
        return Err(NotRecorded::Field(FieldError::new(
            "occurred_on",
            "date.too_early",
            format!("Ngày này phải từ {} trở đi.", earliest.format("%d/%m/%Y")),
            format!("The day must not be before {earliest}."),
        )));
    }
    Ok(())
}

#[derive(Clone, Debug)]
pub struct Determination {
    pub id: DeterminationId,
    pub person_id: PersonId,
    pub occurred_on: NaiveDate,
    pub result: DeterminationResult,
    pub drug: Option<DrugKind>,
    /// The certified determiner's post or unit, not a patient's name.
    pub determiner: String,
}

impl Determination {
    /// Records a determination.
    ///
    /// # Errors
    /// When the day does not fit or the determiner is missing.
    pub fn record(
        determination: Self,
        person: &Person,
        today: NaiveDate,
    ) -> Result<(Self, DeterminationRecorded), NotRecorded> {
        check_day(determination.occurred_on, NaiveDate::MIN, today)?;
        if determination.determiner.is_empty() {
            return Err(NotRecorded::Field(FieldError::required("determiner")));
        }
        let event = DeterminationRecorded {
            occurred_on: determination.occurred_on,
            person: person.snapshot(),
            determination_id: determination.id,
            result: determination.result,
            drug: determination.drug,
        };
        Ok((determination, event))
    }
}

#[cfg(test)]
mod tests {
    use super::super::person::tests::{day, particulars, register};
    use super::*;
    use uuid::Uuid;

    fn opened() -> (Person, File) {
        let (person, _) = register(particulars()).unwrap();
        let opening = Opening {
            id: FileId(Uuid::from_u128(2)),
            file_code: file_code("87", day(2019, 5, 1), 123),
            kind: FileKind::Addict,
            drug: None,
            legal_basis: None,
            occurred_on: day(2019, 5, 1),
        };
        let (file, _) = File::open(&person, opening);
        (person, file)
    }

    #[test]
    fn a_file_code_names_province_year_and_number() {
        assert_eq!(opened().1.file_code, "87-2019-000123");
    }

    #[test]
    fn a_file_is_closed_once_and_not_before_it_was_opened() {
        let (person, file) = opened();
        let today = day(2020, 1, 1);
        assert!(file.clone().close(&person, FileClosureReason::Died, day(2019, 4, 30), today).is_err());
        let (closed, _) = file.close(&person, FileClosureReason::Died, day(2019, 6, 1), today).unwrap();
        assert!(closed.close(&person, FileClosureReason::Died, day(2019, 6, 2), today).is_err());
    }
}
