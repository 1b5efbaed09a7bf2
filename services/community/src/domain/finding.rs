//! What the counts of the law find in a treatment's book. A finding is a proposal with its article: a person
//! confirms it, by ending the treatment or by opening a dossier.

use chrono::{Days, NaiveDate};
use domain::codes::community::{EndGround, TestResult, ViolationKind};
use domain::law::{self, Article, Count, calendar};

use super::due::{Awaited, NextStep};
use super::entry::{Entry, Line, times_away};
use super::step::regime_of;
use super::treatment::Treatment;

domain::code_list! {
    FindingKind {
        NotStarted = "not_started", "không thực hiện: quá hạn mà chưa bắt đầu", "not carried out: not started in time";
        MissedSessions = "missed_sessions", "vắng liên tiếp các buổi điều trị", "sessions missed in a row";
        Left = "left", "bỏ nơi cai nghiện quá số ngày", "away from the place of treatment for too long";
        UsedDrugs = "used_drugs", "sử dụng ma túy trong thời gian cai nghiện", "drugs used during treatment";
    }
}

domain::code_list! {
    /// What somebody is asked to confirm.
    Proposal {
        NotCarriedOut = "not_carried_out", "ghi “không thực hiện”", "record as not carried out";
        SelfTermination = "self_termination", "ghi “tự ý chấm dứt”", "record as self-terminated";
        CompulsoryDossier = "compulsory_dossier",
            "xem xét lập hồ sơ đề nghị cai nghiện bắt buộc", "consider a dossier for compulsory treatment";
    }
}

impl FindingKind {
    /// The ground it gives for ending the treatment; none for a finding that ends nothing.
    pub fn ground(self) -> Option<EndGround> {
        match self {
            Self::NotStarted => Some(EndGround::NotStarted),
            Self::MissedSessions => Some(EndGround::MissedSessions),
            Self::Left => Some(EndGround::Left),
            Self::UsedDrugs => None,
        }
    }

    pub fn proposal(self) -> Proposal {
        match self {
            Self::NotStarted => Proposal::NotCarriedOut,
            Self::MissedSessions | Self::Left => Proposal::SelfTermination,
            Self::UsedDrugs => Proposal::CompulsoryDossier,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub kind: FindingKind,
    /// The day on which the count of the law was reached.
    pub since: NaiveDate,
    /// How many were counted: days, sessions, times.
    pub counted: u32,
    pub article: Article,
}

/// What was found by the end of a day; nothing of a treatment that is over.
pub fn findings(treatment: &Treatment, book: &[Line], on: NaiveDate) -> Vec<Finding> {
    if treatment.phase().is_over() {
        return Vec::new();
    }
    let book: Vec<&Line> = book.iter().filter(|line| line.occurred_on <= on).collect();
    let Some(rules) = regime_of(&treatment.law_pack).map(law::community_rules) else { return Vec::new() };
    let found = [
        not_started(treatment, on),
        rules.missed_sessions.and_then(|count| missed_sessions(&book, count)),
        rules.absence.and_then(|count| absence(&book, count, on)),
        used_drugs(&book),
    ];
    found.into_iter().flatten().collect()
}

fn not_started(treatment: &Treatment, on: NaiveDate) -> Option<Finding> {
    let end_of_day = law::clock::end_of_day(on);
    let Awaited { due_on, article, .. } =
        super::due::awaited(treatment, end_of_day).filter(|awaited| awaited.step == NextStep::Start)?;
    let (last_day, article) = (due_on?, article?);
    let since = last_day.succ_opt().filter(|since| *since <= on)?;
    let decided_on = treatment.decision.as_ref()?.on;
    let counted = calendar::working_days_between(decided_on, on);
    Some(Finding { kind: FindingKind::NotStarted, since, counted, article })
}

/// The last run of missed sessions that is long enough. Of a day's sessions those the person came to go first.
fn missed_sessions(book: &[&Line], count: Count) -> Option<Finding> {
    let mut sessions: Vec<(NaiveDate, bool)> = book
        .iter()
        .filter_map(|line| match line.entry {
            Entry::Session { attended, .. } => Some((line.occurred_on, !attended)),
            _ => None,
        })
        .collect();
    sessions.sort_unstable();
    let mut found = None;
    for run in sessions.chunk_by(|one, next| one.1 == next.1).filter(|run| run[0].1) {
        let counted = u32::try_from(run.len()).unwrap_or(u32::MAX);
        if counted >= count.least {
            let since = run[usize::try_from(count.least - 1).unwrap_or(0)].0;
            found = Some(Finding { kind: FindingKind::MissedSessions, since, counted, article: count.article });
        }
    }
    found
}

/// The last time away that is long enough. The day the person left does not count, nor does the day they were back.
fn absence(book: &[&Line], count: Count, on: NaiveDate) -> Option<Finding> {
    let lines: Vec<Line> = book.iter().map(|line| (*line).clone()).collect();
    let mut long_enough = times_away(&lines).into_iter().filter_map(|away| {
        let last = away.to.and_then(|to| to.checked_sub_days(Days::new(1))).unwrap_or(on);
        let counted = calendar::working_days_between(away.from, last);
        (counted >= count.least).then(|| Finding {
            kind: FindingKind::Left,
            since: calendar::add_working_days(away.from, count.least),
            counted,
            article: count.article,
        })
    });
    long_enough.next_back()
}

/// Drugs used during treatment, where the law of that day makes it a ground for compulsory treatment.
fn used_drugs(book: &[&Line]) -> Option<Finding> {
    let mut days: Vec<NaiveDate> = book
        .iter()
        .filter(|line| {
            matches!(
                line.entry,
                Entry::DrugTest { result: TestResult::Positive, .. }
                    | Entry::Violation { violation: ViolationKind::UsedDrugs, .. }
            )
        })
        .map(|line| line.occurred_on)
        .collect();
    days.sort_unstable();
    let last = *days.last()?;
    let article = law::community_rules(law::pack_in_force(last).regime).use_in_treatment?;
    let counted = u32::try_from(days.len()).unwrap_or(u32::MAX);
    Some(Finding { kind: FindingKind::UsedDrugs, since: days[0], counted, article })
}

#[cfg(test)]
mod tests {
    use super::super::entry::tests::{line, session, started};
    use super::super::step::tests::{decision, registered, take};
    use super::super::treatment::tests::day;
    use super::*;

    fn found(treatment: &Treatment, book: &[Line], on: NaiveDate) -> Vec<(FindingKind, NaiveDate, u32)> {
        findings(treatment, book, on).into_iter().map(|found| (found.kind, found.since, found.counted)).collect()
    }

    fn missed_from(first: NaiveDate, sessions: usize) -> Vec<Line> {
        first.iter_days().take(sessions).map(|on| line(on, session(false))).collect()
    }

    #[test]
    fn a_treatment_not_started_five_working_days_after_its_decision_was_not_carried_out() {
        let treatment = take(registered(day(2024, 5, 9)), decision(), day(2024, 5, 10)).unwrap();
        assert!(found(&treatment, &[], day(2024, 5, 17)).is_empty());
        assert_eq!(found(&treatment, &[], day(2024, 5, 18)), [(FindingKind::NotStarted, day(2024, 5, 18), 5)]);
        let finding = &findings(&treatment, &[], day(2024, 5, 20))[0];
        assert_eq!(finding.kind.proposal(), Proposal::NotCarriedOut);
        assert!(finding.article.citation.contains("116/2021") && finding.article.verified);
    }

    #[test]
    fn ten_sessions_missed_in_a_row_are_found_and_nine_are_not() {
        let treatment = started(day(2024, 5, 6));
        assert!(found(&treatment, &missed_from(day(2024, 5, 7), 9), day(2024, 6, 1)).is_empty());
        let ten = missed_from(day(2024, 5, 7), 10);
        assert_eq!(found(&treatment, &ten, day(2024, 6, 1)), [(FindingKind::MissedSessions, day(2024, 5, 16), 10)]);
    }

    #[test]
    fn a_session_in_between_breaks_the_row() {
        let mut book = missed_from(day(2024, 5, 7), 12);
        book[5].entry = session(true);
        assert!(found(&started(day(2024, 5, 6)), &book, day(2024, 6, 1)).is_empty());
    }

    #[test]
    fn five_working_days_away_are_found_and_a_return_in_time_is_not() {
        let treatment = started(day(2024, 5, 6));
        // Friday 10; Monday 13 to Friday 17 are the five.
        let left = line(day(2024, 5, 10), Entry::Left {});
        assert!(found(&treatment, std::slice::from_ref(&left), day(2024, 5, 16)).is_empty());
        let since = [(FindingKind::Left, day(2024, 5, 17), 5)];
        assert_eq!(found(&treatment, std::slice::from_ref(&left), day(2024, 5, 19)), since);
        let book = |back| [left.clone(), line(back, Entry::Returned {})];
        assert!(found(&treatment, &book(day(2024, 5, 17)), day(2024, 6, 1)).is_empty());
        assert_eq!(found(&treatment, &book(day(2024, 5, 18)), day(2024, 6, 1)), since);
    }

    #[test]
    fn holidays_do_not_count_as_days_away() {
        // Tuesday 30 April and Wednesday 1 May are holidays, Monday 29 is made free for Saturday 4 May.
        let treatment = started(day(2024, 4, 1));
        let left = [line(day(2024, 4, 26), Entry::Left {})];
        assert!(found(&treatment, &left, day(2024, 5, 6)).is_empty());
        assert_eq!(found(&treatment, &left, day(2024, 5, 7)), [(FindingKind::Left, day(2024, 5, 7), 5)]);
    }

    #[test]
    fn drugs_used_in_treatment_propose_a_dossier_and_end_nothing() {
        let positive = Entry::DrugTest { result: TestResult::Positive, drug: None };
        let book = [line(day(2024, 5, 20), positive)];
        let finding = &findings(&started(day(2024, 5, 6)), &book, day(2024, 5, 20))[0];
        assert_eq!((finding.kind.proposal(), finding.kind.ground()), (Proposal::CompulsoryDossier, None));
        assert_eq!(finding.article.citation, "Luật 73/2021/QH14, Điều 32");
    }

    #[test]
    fn nothing_is_found_by_counts_that_a_law_does_not_have() {
        for on in [day(2019, 3, 1), day(2026, 7, 6)] {
            let mut book = missed_from(on, 30);
            book.push(line(on, Entry::Left {}));
            assert!(found(&started(on), &book, day(2026, 11, 1)).is_empty());
        }
    }
}
