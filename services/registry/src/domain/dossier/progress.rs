//! What happens to a dossier between opening and enforcement.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::law::Procedure;
use domain::law::clock::VIETNAM;
use domain::law::procedure::{Paper, PaperRule, Step, StepRule};
use domain::{FieldError, Refusal, text};
use events::registry::DossierStepped;
use uuid::Uuid;

use super::super::file::NotRecorded;
use super::super::person::Person;
use super::{Case, PauseReason, ReceivedPaper, RecordedPause, RecordedStep, Refused};

/// Longest number of a paper.
const LONGEST_NUMBER: usize = 60;
/// Longest note on a step.
const LONGEST_NOTE: usize = 500;

/// A step to record as done.
#[derive(Clone, Debug)]
pub struct StepToRecord {
    pub id: Uuid,
    pub step: Step,
    pub at: DateTime<FixedOffset>,
    pub note: Option<String>,
}

/// A paper that came in.
#[derive(Clone, Debug)]
pub struct PaperToReceive {
    pub id: Uuid,
    pub paper: Paper,
    pub number: Option<String>,
    pub dated_on: Option<NaiveDate>,
    pub received_at: DateTime<FixedOffset>,
}

/// Clocks to stop.
#[derive(Clone, Debug)]
pub struct PauseToMake {
    pub id: Uuid,
    pub reason: PauseReason,
    pub from: DateTime<FixedOffset>,
}

impl Case {
    /// Records a step as done.
    ///
    /// # Errors
    /// When law puts other steps before it, its moment does not fit, or it sends the dossier on without
    /// the required papers.
    pub fn record(
        &mut self,
        person: &Person,
        to_record: StepToRecord,
        now: DateTime<FixedOffset>,
    ) -> Result<DossierStepped, Refused> {
        let StepToRecord { id, step, at, note } = to_record;
        let at = at.with_timezone(&VIETNAM);
        if matches!(step, Step::Discovered | Step::Decided) {
            let vi = "Bước này được ghi khi mở hồ sơ hoặc khi nhập quyết định của Tòa án.";
            let en = "This step is recorded by opening the dossier or by entering the court's decision.";
            return Err(Refusal::new("dossier.step_recorded_elsewhere", vi, en).into());
        }
        check_moment("at", at, self.last_moment(), now)?;
        let on = at.date_naive();
        let procedure = self.procedure(self.group(person), on);
        let rule = self.next_step(procedure, step, at)?;
        if rule.needs_papers {
            let missing = self.blocking_papers(procedure);
            if !missing.is_empty() {
                return Err(Refused::PapersMissing(missing));
            }
        }
        let note = note.map(|note| text::tidy(&note)).filter(|note| !note.is_empty());
        check_length("note", note.as_deref(), LONGEST_NOTE)?;
        let number = self.next_number();
        self.dossier.version += 1;
        self.steps.push(RecordedStep { id, number, step, at, law_pack: procedure.pack, note });
        Ok(DossierStepped {
            occurred_on: on,
            person: person.snapshot(),
            dossier_id: self.dossier.id,
            step,
            law_pack: procedure.pack.as_str().to_owned(),
        })
    }

    /// The court's decision as a step, for which its own event stands.
    pub fn add_decision(&mut self, id: Uuid, at: DateTime<FixedOffset>) -> RecordedStep {
        let law_pack = self.governing(at.date_naive()).pack.id;
        let step = RecordedStep { id, number: self.next_number(), step: Step::Decided, at, law_pack, note: None };
        self.steps.push(step.clone());
        step
    }

    fn next_number(&self) -> i32 {
        self.steps.last().map_or(0, |last| last.number) + 1
    }

    fn next_step(
        &self,
        procedure: &Procedure,
        step: Step,
        at: DateTime<FixedOffset>,
    ) -> Result<&'static StepRule, Refusal> {
        if procedure.rule(step).is_none() {
            let vi = format!("Gói {} không có bước này.", procedure.pack);
            return Err(Refusal::new("dossier.no_such_step", vi, format!("Pack {} has no such step.", procedure.pack)));
        }
        let chronicle = self.chronicle();
        let allowed = procedure.allowed(chronicle.history(), at);
        let allowed: Vec<&'static StepRule> =
            allowed.into_iter().filter(|rule| self.outcome_allows(rule.step)).collect();
        if let Some(rule) = allowed.iter().copied().find(|rule| rule.step == step) {
            return Ok(rule);
        }
        if allowed.is_empty() {
            let vi = "Hồ sơ đã hết các bước theo quy định.";
            return Err(Refusal::new("dossier.path_ended", vi, "The dossier's path has ended."));
        }
        let names = |label: fn(Step) -> &'static str| {
            allowed.iter().map(|rule| label(rule.step)).collect::<Vec<_>>().join("; ")
        };
        Err(Refusal::new(
            "dossier.step_not_next",
            format!("Chưa đến bước này. Tiếp theo có thể là: {}.", names(Step::vi)),
            format!("It is not this step's turn. Next may be: {}.", names(Step::en)),
        ))
    }

    /// Required papers that are missing; those that only an unverified rule asks for keep nothing back.
    fn blocking_papers(&self, procedure: &Procedure) -> Vec<&'static PaperRule> {
        let missing = procedure.missing(&self.dossier.facts.conditions, &self.present());
        missing.into_iter().filter(|rule| rule.article.verified).collect()
    }

    pub(super) fn present(&self) -> Vec<Paper> {
        self.papers.iter().map(|received| received.paper).collect()
    }

    /// Takes a paper in.
    ///
    /// # Errors
    /// When the procedure has no such paper, or number or days do not fit.
    pub fn receive(
        &mut self,
        person: &Person,
        to_receive: PaperToReceive,
        now: DateTime<FixedOffset>,
    ) -> Result<(), NotRecorded> {
        let today = now.with_timezone(&VIETNAM).date_naive();
        let procedure = self.procedure(self.group(person), today);
        let PaperToReceive { id, paper, number, dated_on, received_at } = to_receive;
        if !procedure.papers.iter().any(|rule| rule.paper == paper) {
            let vi = format!("Hồ sơ theo gói {} không có loại giấy tờ này.", procedure.pack);
            let en = format!("A dossier under pack {} has no such paper.", procedure.pack);
            return Err(NotRecorded::Field(FieldError::new("paper", "paper.not_in_procedure", vi, en)));
        }
        if dated_on.is_some_and(|day| day > today) {
            return Err(NotRecorded::Field(FieldError::future_date("dated_on")));
        }
        if received_at > now {
            return Err(NotRecorded::Field(FieldError::future_date("received_at")));
        }
        let number = number.map(|number| text::tidy(&number)).filter(|number| !number.is_empty());
        check_length("number", number.as_deref(), LONGEST_NUMBER)?;
        let received_at = received_at.with_timezone(&VIETNAM);
        self.papers.push(ReceivedPaper { id, paper, number, dated_on, received_at });
        Ok(())
    }

    /// Stops the clocks.
    ///
    /// # Errors
    /// When they stand still already, or the moment does not fit.
    pub fn pause(&mut self, to_make: PauseToMake, now: DateTime<FixedOffset>) -> Result<(), NotRecorded> {
        let PauseToMake { id, reason, from } = to_make;
        if self.open_pause().is_some() {
            let vi = "Thời hạn đang tạm dừng.";
            return Err(Refusal::new("dossier.paused", vi, "The clocks stand still already.").into());
        }
        let earliest = self.pauses.iter().filter_map(|pause| pause.to).max().unwrap_or_else(|| self.discovered_at());
        check_moment("at", from, earliest, now)?;
        self.pauses.push(RecordedPause { id, reason, from: from.with_timezone(&VIETNAM), to: None });
        Ok(())
    }

    /// Lets the clocks run again; answers the pause that ended.
    ///
    /// # Errors
    /// When they run, or the moment does not fit.
    pub fn resume(
        &mut self,
        at: DateTime<FixedOffset>,
        now: DateTime<FixedOffset>,
    ) -> Result<RecordedPause, NotRecorded> {
        let Some(open) = self.pauses.iter_mut().find(|pause| pause.to.is_none()) else {
            let vi = "Thời hạn không bị tạm dừng.";
            return Err(Refusal::new("dossier.not_paused", vi, "The clocks are running.").into());
        };
        check_moment("at", at, open.from, now)?;
        open.to = Some(at.with_timezone(&VIETNAM));
        Ok(open.clone())
    }

    pub(super) fn open_pause(&self) -> Option<&RecordedPause> {
        self.pauses.iter().find(|pause| pause.to.is_none())
    }
}

/// A moment not before `earliest` and not in the future.
fn check_moment(
    field: &str,
    at: DateTime<FixedOffset>,
    earliest: DateTime<FixedOffset>,
    now: DateTime<FixedOffset>,
) -> Result<(), NotRecorded> {
    if at > now {
        return Err(NotRecorded::Field(FieldError::future_date(field)));
    }
    if at < earliest {
        let earliest = earliest.with_timezone(&VIETNAM);
        return Err(NotRecorded::Field(FieldError::new(
            field,
            "moment.too_early",
            format!("Thời điểm này phải từ {} trở đi.", earliest.format("%H:%M %d/%m/%Y")),
            format!("The moment must not be before {}.", earliest.format("%Y-%m-%d %H:%M")),
        )));
    }
    Ok(())
}

fn check_length(field: &str, text: Option<&str>, longest: usize) -> Result<(), NotRecorded> {
    if text.is_some_and(|text| text.chars().count() > longest) {
        let vi = format!("Dài quá {longest} ký tự.");
        let en = format!("At most {longest} characters.");
        return Err(NotRecorded::Field(FieldError::new(field, "text.too_long", vi, en)));
    }
    Ok(())
}
