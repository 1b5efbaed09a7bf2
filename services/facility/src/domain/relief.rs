//! A proposal to suspend, remit or reduce a term, from its beginning to the decision.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::codes::{AdmissionBasis, StayStatus};
use domain::ids::AdmissionId;
use domain::law::clock::{self, Due, Standing};
use domain::law::relief::{
    GroundRule, ReliefClock, ReliefGround, ReliefKind, ReliefPaper, ReliefRule, ReliefState, relief, resumption,
};
use domain::law::{Article, Authority, PackId};
use domain::text::written;
use domain::{FieldError, Refusal};
use uuid::Uuid;

use super::admission::{Admission, NotAdmitted};
use super::merit::Ground;
use super::record::TakenOut;

#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    pub id: Uuid,
    pub version: i64,
    pub admission_id: AdmissionId,
    pub kind: ReliefKind,
    pub ground: ReliefGround,
    pub state: ReliefState,
    pub applied_on: NaiveDate,
    pub posted_on: Option<NaiveDate>,
    pub sent_on: Option<NaiveDate>,
    pub sent_to: Option<Authority>,
    pub decided_on: Option<NaiveDate>,
    pub decision_number: Option<String>,
    /// By how many a term was reduced.
    pub months: Option<u32>,
    pub withdrawn: Option<TakenOut>,
    pub papers: Vec<GivenPaper>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GivenPaper {
    pub id: Uuid,
    pub paper: ReliefPaper,
    pub document_number: Option<String>,
    pub dated_on: NaiveDate,
}

/// A time that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    pub clock: ReliefClock,
    pub last_day: NaiveDate,
    pub standing: Standing,
    pub article: Article,
}

/// The law's rule for a stay.
///
/// # Errors
/// Where the stay is under no court's decision, or its law has no such thing.
pub fn rule_of(stay: &Admission, kind: ReliefKind) -> Result<&'static ReliefRule, Refusal> {
    if stay.basis != AdmissionBasis::CourtDecision {
        return Err(Refusal::new(
            "relief.no_decision",
            "Chỉ áp dụng với người chấp hành quyết định của Tòa án.",
            "This is for people under a court's decision only.",
        ));
    }
    relief(stay.law_pack, kind).ok_or_else(|| not_in_law(stay.law_pack, kind))
}

fn not_in_law(pack: PackId, kind: ReliefKind) -> Refusal {
    Refusal::new(
        "relief.not_in_law",
        format!("Pháp luật áp dụng (gói {pack}) không có việc “{}”.", kind.vi()),
        format!("The law that governs (pack {pack}) has no {}.", kind.en()),
    )
}

/// Whether a proposal on this ground may begin. `ends_on` is the end of the term as it stands on the day.
///
/// # Errors
/// With what does not fit, and its article.
pub fn check_ground(
    stay: &Admission,
    kind: ReliefKind,
    ground: ReliefGround,
    on: NaiveDate,
    ends_on: NaiveDate,
) -> Result<&'static GroundRule, NotAdmitted> {
    let rule = rule_of(stay, kind)?;
    if on < stay.admitted_on {
        let vi = "Ngày này trước ngày tiếp nhận.";
        return Err(FieldError::new("applied_on", "date.before_stay", vi, "That is before the admission.").into());
    }
    if !stay.status.is_open() {
        let (vi, en) = ("Người này không còn thuộc cơ sở.", "The person no longer belongs to the facility.");
        return Err(Refusal::new("relief.stay_over", vi, en).into());
    }
    let known = rule.ground(ground).ok_or_else(|| {
        let known = |label: fn(ReliefGround) -> &'static str| {
            rule.grounds.iter().map(|rule| label(rule.ground)).collect::<Vec<_>>().join("; ")
        };
        FieldError::new(
            "ground",
            "relief.ground",
            format!("Căn cứ theo {}: {}.", rule.article.citation, known(ReliefGround::vi)),
            format!("Grounds under {}: {}.", rule.article.citation, known(ReliefGround::en)),
        )
    })?;
    let needs_suspension = matches!(ground, ReliefGround::MeritWhileSuspended | ReliefGround::LittleLeft);
    if needs_suspension && stay.status != StayStatus::Suspended {
        return Err(Refusal::new(
            "relief.not_suspended",
            format!("Căn cứ này chỉ dành cho người đang tạm đình chỉ ({}).", known.article.citation),
            format!("This ground is for somebody whose term is suspended ({}).", known.article.citation),
        )
        .into());
    }
    if ground == ReliefGround::LittleLeft && resumption(stay.pack().regime).allows(on, ends_on) {
        return Err(Refusal::new(
            "relief.enough_left",
            format!(
                "Thời hạn còn đến {}: từ 3 tháng trở lên thì phải trở lại chấp hành ({}).",
                written(ends_on),
                known.article.citation
            ),
            format!(
                "The term lasts until {}: with three months or more left the person comes back ({}).",
                written(ends_on),
                known.article.citation
            ),
        )
        .into());
    }
    Ok(known)
}

/// Whether somebody may come back from a suspension, with what is left of the term.
///
/// # Errors
/// When too little is left: the rest is remitted instead.
pub fn check_resumption(stay: &Admission, on: NaiveDate, ends_on: NaiveDate) -> Result<(), Refusal> {
    let rule = resumption(stay.pack().regime);
    if stay.basis != AdmissionBasis::CourtDecision || rule.allows(on, ends_on) {
        return Ok(());
    }
    let (ends, months, article) = (written(ends_on), rule.months, rule.article.citation);
    Err(Refusal::new(
        "movement.too_little_left",
        format!(
            "Thời hạn chỉ còn đến {ends}, dưới {months} tháng: miễn phần còn lại, hãy ghi miễn chấp hành ({article})."
        ),
        format!(
            "The term ends on {ends}, in less than {months} months: the rest is remitted, record an exemption ({article})."
        ),
    ))
}

impl Relief {
    pub fn is_open(&self) -> bool {
        self.state == ReliefState::Open
    }

    /// Nothing is changed any more once it is decided or withdrawn.
    ///
    /// # Errors
    /// When it is over.
    pub fn require_open(&self) -> Result<(), Refusal> {
        if self.is_open() {
            return Ok(());
        }
        let (vi, en) = (self.state.vi(), self.state.en());
        Err(Refusal::new("relief.over", format!("Thủ tục này {vi}."), format!("This proposal was {en}.")))
    }

    /// The required papers that are not there.
    pub fn missing(&self, rule: &ReliefRule) -> Vec<ReliefPaper> {
        let there = |paper: &ReliefPaper| self.papers.iter().any(|given| given.paper == *paper);
        rule.required(self.ground).into_iter().filter(|paper| !there(paper)).collect()
    }

    /// The list was posted.
    ///
    /// # Errors
    /// Where nothing is posted, or the day does not fit.
    pub fn post(mut self, rule: &ReliefRule, on: NaiveDate) -> Result<Self, NotAdmitted> {
        self.require_open()?;
        if rule.posting.is_none() {
            let (vi, en) = ("Thủ tục này không niêm yết danh sách.", "No list is posted for this.");
            return Err(Refusal::new("relief.no_posting", vi, en).into());
        }
        check_after(on, self.applied_on)?;
        if let Some(sent_on) = self.sent_on.filter(|sent_on| *sent_on < on) {
            return Err(before_step(sent_on).into());
        }
        (self.posted_on, self.version) = (Some(on), self.version + 1);
        Ok(self)
    }

    /// It was sent to whoever decides.
    ///
    /// # Errors
    /// Before the list has hung long enough, without its papers, or to somebody who does not decide.
    pub fn send(mut self, rule: &ReliefRule, on: NaiveDate, to: Option<Authority>) -> Result<Self, NotAdmitted> {
        self.require_open()?;
        check_after(on, self.applied_on)?;
        let to = to.or(rule.deciders.first().copied());
        let to = to.filter(|to| rule.deciders.contains(to)).ok_or_else(|| {
            let names = |label: fn(Authority) -> &'static str| {
                rule.deciders.iter().map(|one| label(*one)).collect::<Vec<_>>().join(", ")
            };
            let vi = format!("Thẩm quyền: {} ({}).", names(Authority::vi), rule.article.citation);
            FieldError::new("to", "relief.decider", vi, format!("Decided by: {}.", names(Authority::en)))
        })?;
        self.check_posted(rule, on)?;
        let missing = self.missing(rule);
        if !missing.is_empty() {
            let names = |label: fn(ReliefPaper) -> &'static str| {
                missing.iter().map(|paper| label(*paper)).collect::<Vec<_>>().join(", ")
            };
            return Err(Refusal::new(
                "relief.papers_missing",
                format!("Còn thiếu: {} ({}).", names(ReliefPaper::vi), rule.article.citation),
                format!("Still missing: {} ({}).", names(ReliefPaper::en), rule.article.citation),
            )
            .into());
        }
        (self.sent_on, self.sent_to, self.version) = (Some(on), Some(to), self.version + 1);
        Ok(self)
    }

    fn check_posted(&self, rule: &ReliefRule, on: NaiveDate) -> Result<(), Refusal> {
        let Some(limit) = rule.posting else { return Ok(()) };
        let (length, article) = (limit.quantity(), limit.article.citation);
        let Some(due) = self.posting(rule) else {
            return Err(Refusal::new(
                "relief.not_posted",
                format!("Danh sách phải niêm yết ít nhất {} trước khi gửi ({article}).", length.vi()),
                format!("The list is posted for at least {} before it is sent ({article}).", length.en()),
            ));
        };
        if due.last_day().is_some_and(|last| last < on) {
            return Ok(());
        }
        let last = due.last_day().map(written).unwrap_or_default();
        Err(Refusal::new(
            "relief.posting_runs",
            format!("Danh sách còn niêm yết đến hết ngày {last} ({}, {article}).", length.vi()),
            format!("The list is posted until the end of {last} ({}, {article}).", length.en()),
        ))
    }

    fn posting(&self, rule: &ReliefRule) -> Option<Due> {
        Some(clock::due(clock::start_of_day(self.posted_on?), rule.posting?, &[]))
    }

    /// It was decided. What follows for the stay is its own affair.
    ///
    /// # Errors
    /// When it was not sent, or a field does not fit.
    pub fn decide(
        mut self,
        granted: bool,
        on: NaiveDate,
        number: String,
        months: Option<u32>,
    ) -> Result<Self, NotAdmitted> {
        self.require_open()?;
        let Some(sent_on) = self.sent_on else {
            let (vi, en) = ("Chưa ghi ngày gửi cấp quyết định.", "It was not sent for decision yet.");
            return Err(Refusal::new("relief.not_sent", vi, en).into());
        };
        if on < sent_on {
            return Err(before_step(sent_on).into());
        }
        let reduces = granted && self.kind == ReliefKind::Reduction;
        if reduces && months.is_none() {
            return Err(FieldError::required("months").into());
        }
        self.state = if granted { ReliefState::Granted } else { ReliefState::Refused };
        (self.decided_on, self.decision_number) = (Some(on), Some(number));
        (self.months, self.version) = (months.filter(|_| reduces), self.version + 1);
        Ok(self)
    }

    /// The ground as a reduction names it.
    pub fn merit(&self) -> Option<Ground> {
        match self.ground {
            ReliefGround::Progress => Some(Ground::Progress),
            ReliefGround::Merit => Some(Ground::Merit),
            _ => None,
        }
    }

    /// The times that run at `now` for a stay whose term ends on `ends_on`.
    pub fn running(&self, stay: &Admission, ends_on: NaiveDate, now: DateTime<FixedOffset>) -> Vec<Running> {
        let mut running = Vec::new();
        let posting = relief(stay.law_pack, self.kind).and_then(|rule| self.posting(rule));
        if let Some(due) = posting.filter(|_| self.is_open() && self.sent_on.is_none()) {
            let standing = clock::left(&due, now);
            // A list that hung long enough is no duty missed.
            if let Some(last_day) = due.last_day().filter(|_| !standing.is_overdue()) {
                running.push(Running { clock: ReliefClock::Posting, last_day, standing, article: due.limit.article });
            }
        }
        let suspended = self.kind == ReliefKind::Suspension && self.state == ReliefState::Granted;
        if suspended && stay.status == StayStatus::Suspended {
            let rule = resumption(stay.pack().regime);
            if let Some(last_day) = rule.last_day(ends_on) {
                let standing = clock::until(last_day, now.with_timezone(&clock::VIETNAM).date_naive());
                running.push(Running { clock: ReliefClock::Resumption, last_day, standing, article: rule.article });
            }
        }
        running
    }
}

/// When a facility looks at reductions again, after the list it posted last; none where no law of its residents
/// says so.
pub fn next_review(
    packs: impl IntoIterator<Item = PackId>,
    last_posted: Option<NaiveDate>,
    now: DateTime<FixedOffset>,
) -> Option<Running> {
    let review = packs.into_iter().find_map(|pack| relief(pack, ReliefKind::Reduction)?.review)?;
    let due = clock::due(clock::start_of_day(last_posted?), review, &[]);
    let (last_day, standing) = (due.last_day()?, clock::left(&due, now));
    Some(Running { clock: ReliefClock::Review, last_day, standing, article: review.article })
}

fn check_after(on: NaiveDate, applied_on: NaiveDate) -> Result<(), FieldError> {
    if on < applied_on { Err(before_step(applied_on)) } else { Ok(()) }
}

fn before_step(step: NaiveDate) -> FieldError {
    let day = written(step);
    let (vi, en) = (format!("Không khớp bước đã ghi ngày {day}."), format!("It does not fit the step of {day}."));
    FieldError::new("occurred_on", "date.out_of_order", vi, en)
}
