//! Notice to the commune before a term ends.

use chrono::NaiveDate;
use domain::codes::release::NoticeState;
use domain::ids::AdmissionId;
use domain::law::clock::{self, Standing};
use domain::law::reckoning::{Reckoning, TermState};
use domain::law::{self, Article, Measure};
use domain::places::Place;
use domain::{FieldError, Refusal};
use uuid::Uuid;

use super::admission::{Admission, NotAdmitted};
use super::movement::check_day;
use super::reference::reference;

const ADULT: u32 = 18;

/// A notice that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub id: Uuid,
    pub admission_id: AdmissionId,
    pub number: String,
    pub sent_on: NaiveDate,
    pub to: Place,
    /// The end it tells of.
    pub ends_on: NaiveDate,
}

/// Where the notice of a stay's end stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    pub ends_on: NaiveDate,
    /// The last day for it.
    pub due_on: NaiveDate,
    pub state: NoticeState,
    /// What is left, until it is given.
    pub standing: Option<Standing>,
    pub article: Article,
}

/// What the law asks for the end of a stay as its term stands; none where it asks nothing, or no end can be told. A
/// notice counts for the end it told of: when the term moves, the commune is to hear of the new day.
pub fn awaited(stay: &Admission, term: &Reckoning, last: Option<&Notice>, today: NaiveDate) -> Option<Awaited> {
    let has_end = matches!(term.state, TermState::Running | TermState::Over);
    if !stay.status.is_open() || !has_end {
        return None;
    }
    let rule = law::completion_notice(Measure::of_stay(stay.basis, ADULT)?, term.ends_on)?;
    let due_on = rule.last_day(term.ends_on);
    let sent = last.is_some_and(|notice| notice.ends_on == term.ends_on);
    let state = match sent {
        true => NoticeState::Sent,
        false if due_on < today => NoticeState::Overdue,
        false => NoticeState::Due,
    };
    let standing = (!sent).then(|| clock::until(due_on, today));
    Some(Awaited { ends_on: term.ends_on, due_on, state, standing, article: rule.article })
}

/// A notice to record.
pub struct Give<'a> {
    pub id: Uuid,
    pub stay: &'a Admission,
    pub term: &'a Reckoning,
    pub last: Option<&'a Notice>,
    pub to: Place,
    pub number: &'a str,
    pub sent_on: NaiveDate,
    pub today: NaiveDate,
}

/// Records that the commune was told.
///
/// # Errors
/// When the law asks for none, this end was told already, or a field does not fit.
pub fn give(give: Give<'_>) -> Result<Notice, NotAdmitted> {
    let Some(awaited) = awaited(give.stay, give.term, give.last, give.today) else {
        return Err(Refusal::new(
            "notice.not_asked",
            "Lượt này không có ngày hết thời hạn phải thông báo: đã ra, đang tạm dừng, hoặc luật không quy định.",
            "This stay has no end to give notice of: it is over, its term stands still, or the law asks for none.",
        )
        .into());
    };
    if awaited.state == NoticeState::Sent {
        return Err(Refusal::new(
            "notice.already_sent",
            "Đã thông báo ngày hết thời hạn này cho xã.",
            "The commune was told of this end already.",
        )
        .into());
    }
    check_day(give.sent_on, give.today)?;
    if give.sent_on < give.stay.admitted_on {
        let vi = "Ngày thông báo trước ngày tiếp nhận.";
        return Err(FieldError::new("occurred_on", "date.before_admission", vi, "The stay had not begun.").into());
    }
    Ok(Notice {
        id: give.id,
        admission_id: give.stay.id,
        number: reference("number", give.number)?,
        sent_on: give.sent_on,
        to: give.to,
        ends_on: awaited.ends_on,
    })
}
