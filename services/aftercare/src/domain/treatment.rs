//! What follows for a person's case when treatments begin and end.
//!
//! Facility and community publish on their own, so the news of one person may arrive in any order. Starts
//! are therefore remembered, and the cases come out the same whichever news comes first.
//!
//! What follows for a case follows from the treatments of its own record, also where records are merged: a
//! merge says whom a case counts for and neither opens nor closes one, so it can be undone. Two open cases of
//! one person, or a case beside a treatment, are for people to settle.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::AftercareOrigin;
use domain::ids::{AftercareCaseId, PersonId};
use domain::law::Measure;
use domain::person::PersonSnapshot;
use events::aftercare::{CaseClosed, CaseOpened};
use uuid::Uuid;

use super::case::Case;

/// A treatment that began: an admission or a registration in the community, by its id there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    pub treatment: Uuid,
    /// The record it was recorded for.
    pub person_id: PersonId,
    pub started_on: NaiveDate,
}

/// A treatment that was completed.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    pub treatment: Uuid,
    /// The record that the treatment was recorded for.
    pub origin_person_id: PersonId,
    pub person: PersonSnapshot,
    pub origin: AftercareOrigin,
    pub measure: Measure,
    pub ended_on: NaiveDate,
}

/// A treatment as it is now known to have been; nothing said of it before holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    pub treatment: Uuid,
    /// The record that the treatment was recorded for.
    pub origin_person_id: PersonId,
    /// None when it never was.
    pub started_on: Option<NaiveDate>,
    pub completion: Option<Completion>,
}

/// One piece of news about a person's treatment.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    Started(Start),
    Completed(Completion),
    Corrected(Correction),
}

impl News {
    /// The record it concerns.
    pub fn person_id(&self) -> PersonId {
        match self {
            Self::Started(start) => start.person_id,
            Self::Completed(completion) => completion.origin_person_id,
            Self::Corrected(correction) => correction.origin_person_id,
        }
    }
}

/// What a piece of news did to a case; the case stands as it is after it.
#[derive(Clone, Debug, PartialEq)]
pub enum Consequence {
    Opened(Case, CaseOpened),
    Closed(Case, CaseClosed),
}

/// What is known of the records in question.
#[derive(Default)]
pub struct Book {
    pub open: HashMap<PersonId, Case>,
    pub starts: HashMap<PersonId, Vec<Start>>,
    /// All cases of the records whose treatments are corrected.
    pub all: HashMap<PersonId, Vec<Case>>,
}

impl Book {
    /// Takes news in and says what follows, in order.
    pub fn follow(&mut self, news: News, new_id: impl FnOnce() -> AftercareCaseId) -> Vec<Consequence> {
        match news {
            News::Started(start) => self.start(start).into_iter().collect(),
            News::Completed(completion) => self.complete(&completion, new_id()),
            News::Corrected(correction) => self.correct(&correction, new_id()),
        }
    }

    /// A case that is open because of what was not so is taken back, and one that should be is opened. What was
    /// closed since is history, for people to settle.
    fn correct(&mut self, correction: &Correction, id: AftercareCaseId) -> Vec<Consequence> {
        let Correction { treatment, origin_person_id: person, started_on, ref completion } = *correction;
        let starts = self.starts.entry(person).or_default();
        starts.retain(|start| start.treatment != treatment);
        starts.extend(started_on.map(|started_on| Start { treatment, person_id: person, started_on }));
        let ended_on = completion.as_ref().map(|completion| completion.ended_on);
        let follows = |case: &Case| match case.treatment_id {
            Some(followed) => followed == treatment,
            // The version before this one did not say which it followed.
            None => Some(case.opened_on) == ended_on,
        };
        let mut consequences = Vec::new();
        if self.open.get(&person).is_some_and(|case| follows(case) && Some(case.opened_on) != ended_on) {
            consequences.extend(self.open.remove(&person).map(|case| {
                let (case, closed) = case.taken_back();
                Consequence::Closed(case, closed)
            }));
        } else if self.open.get(&person).is_some_and(follows)
            || self.all.get(&person).into_iter().flatten().any(|case| !case.is_taken_back() && follows(case))
        {
            return Vec::new();
        }
        if let Some(completion) = completion {
            consequences.extend(self.complete(completion, id));
        }
        consequences
    }

    /// A treatment that begins ends the management that ran until then.
    fn start(&mut self, start: Start) -> Option<Consequence> {
        self.starts.entry(start.person_id).or_default().push(start);
        self.close_open(start.person_id, start.started_on)
    }

    /// A completed treatment opens a case, unless later news are already known: then it is closed where the
    /// next treatment began.
    fn complete(&mut self, completion: &Completion, id: AftercareCaseId) -> Vec<Consequence> {
        let Some((case, opened)) = Case::open(id, completion) else { return Vec::new() };
        let person = case.origin_person_id;
        let mut consequences: Vec<Consequence> = self.close_open(person, completion.ended_on).into_iter().collect();
        consequences.push(Consequence::Opened(case.clone(), opened));
        match self.superseded_on(completion) {
            Some(on) => {
                let (case, closed) = case.superseded(on);
                consequences.push(Consequence::Closed(case, closed));
            }
            None => {
                self.open.insert(person, case);
            }
        }
        consequences
    }

    /// Closes the person's open case on a day, if it was open by then.
    fn close_open(&mut self, person: PersonId, on: NaiveDate) -> Option<Consequence> {
        self.open.get(&person).filter(|case| case.opened_on <= on)?;
        let (case, closed) = self.open.remove(&person)?.superseded(on);
        Some(Consequence::Closed(case, closed))
    }

    /// The first day behind a completion on which another treatment began, or had been completed.
    fn superseded_on(&self, completion: &Completion) -> Option<NaiveDate> {
        let person = completion.origin_person_id;
        let starts = self.starts.get(&person).into_iter().flatten();
        let next = starts
            .filter(|start| start.treatment != completion.treatment && start.started_on >= completion.ended_on)
            .map(|start| start.started_on);
        next.chain(self.open.get(&person).map(|case| case.opened_on)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, person};
    use super::*;
    use domain::codes::AftercareClosureReason;

    fn start(treatment: u128, on: NaiveDate) -> News {
        let person_id = person().person_id;
        News::Started(Start { treatment: Uuid::from_u128(treatment), person_id, started_on: on })
    }

    fn end(treatment: u128, on: NaiveDate) -> News {
        News::Completed(Completion {
            treatment: Uuid::from_u128(treatment),
            origin_person_id: person().person_id,
            person: person(),
            origin: AftercareOrigin::Facility,
            measure: Measure::CompulsoryFacility,
            ended_on: on,
        })
    }

    /// The cases that come of these news: opened on, closed on.
    fn cases(news: Vec<News>) -> Vec<(NaiveDate, Option<NaiveDate>)> {
        let mut book = Book::default();
        let mut cases: HashMap<AftercareCaseId, Case> = HashMap::new();
        for (number, news) in (1..).zip(news) {
            for consequence in book.follow(news, || AftercareCaseId(Uuid::from_u128(number))) {
                match consequence {
                    Consequence::Opened(case, _) => {
                        assert_eq!(case.version, 1);
                        cases.insert(case.id, case);
                    }
                    Consequence::Closed(case, event) => {
                        assert_eq!((case.version, event.reason), (2, AftercareClosureReason::NewTreatment));
                        cases.insert(case.id, case);
                    }
                }
            }
        }
        let mut cases: Vec<_> = cases.into_values().map(|case| (case.opened_on, case.closed_on)).collect();
        cases.sort();
        cases
    }

    /// Why each case ended, by the day it began.
    fn reasons(news: Vec<News>) -> Vec<Option<AftercareClosureReason>> {
        let mut book = Book::default();
        let mut cases: HashMap<AftercareCaseId, Case> = HashMap::new();
        for (number, news) in (1..).zip(news) {
            book.all = HashMap::from([(person().person_id, cases.values().cloned().collect())]);
            for consequence in book.follow(news, || AftercareCaseId(Uuid::from_u128(number))) {
                let (Consequence::Opened(case, _) | Consequence::Closed(case, _)) = consequence;
                cases.insert(case.id, case);
            }
        }
        let mut cases: Vec<Case> = cases.into_values().collect();
        cases.sort_by_key(|case| case.opened_on);
        cases.into_iter().map(|case| case.closure_reason).collect()
    }

    #[test]
    fn a_completed_treatment_opens_a_case() {
        assert_eq!(cases(vec![start(1, day(2022, 1, 1)), end(1, day(2023, 1, 1))]), [(day(2023, 1, 1), None)]);
    }

    #[test]
    fn a_new_treatment_closes_the_case_on_the_day_it_begins() {
        let news = vec![end(1, day(2023, 1, 1)), start(2, day(2023, 6, 1))];
        assert_eq!(cases(news), [(day(2023, 1, 1), Some(day(2023, 6, 1)))]);
    }

    #[test]
    fn a_treatment_that_began_before_the_case_leaves_it_open() {
        let news = vec![end(1, day(2023, 1, 1)), start(2, day(2022, 6, 1))];
        assert_eq!(cases(news), [(day(2023, 1, 1), None)]);
    }

    #[test]
    fn nobody_has_two_open_cases() {
        let news = vec![end(1, day(2023, 1, 1)), end(2, day(2024, 1, 1))];
        assert_eq!(cases(news), [(day(2023, 1, 1), Some(day(2024, 1, 1))), (day(2024, 1, 1), None)]);
    }

    #[test]
    fn the_cases_are_the_same_in_whatever_order_the_news_arrive() {
        let news =
            [start(1, day(2022, 1, 1)), end(1, day(2023, 1, 1)), start(2, day(2023, 6, 1)), end(2, day(2024, 6, 1))];
        let expected = [(day(2023, 1, 1), Some(day(2023, 6, 1))), (day(2024, 6, 1), None)];
        // Sequences keep a treatment's own start before its end; all else may change places.
        for order in [[0, 1, 2, 3], [0, 2, 1, 3], [0, 2, 3, 1], [2, 0, 1, 3], [2, 0, 3, 1], [2, 3, 0, 1]] {
            assert_eq!(cases(order.map(|at| news[at].clone()).to_vec()), expected, "{order:?}");
        }
    }

    fn corrected(treatment: u128, started_on: Option<NaiveDate>, ended_on: Option<NaiveDate>) -> News {
        let completion = ended_on.map(|on| match end(treatment, on) {
            News::Completed(completion) => completion,
            _ => unreachable!(),
        });
        let (treatment, origin_person_id) = (Uuid::from_u128(treatment), person().person_id);
        News::Corrected(Correction { treatment, origin_person_id, started_on, completion })
    }

    #[test]
    fn a_release_that_was_not_takes_its_case_back() {
        let begun = day(2022, 1, 1);
        let news = vec![start(1, begun), end(1, day(2023, 1, 1)), corrected(1, Some(begun), None)];
        assert_eq!(reasons(news), [Some(AftercareClosureReason::OpenedInError)]);
    }

    #[test]
    fn a_release_of_another_day_opens_the_case_anew() {
        let begun = day(2022, 1, 1);
        let news = vec![start(1, begun), end(1, day(2023, 1, 1)), corrected(1, Some(begun), Some(day(2023, 2, 1)))];
        assert_eq!(reasons(news.clone()), [Some(AftercareClosureReason::OpenedInError), None]);
        let again = [news, vec![corrected(1, Some(begun), Some(day(2023, 2, 1)))]].concat();
        assert_eq!(reasons(again), [Some(AftercareClosureReason::OpenedInError), None], "told twice");
    }

    #[test]
    fn a_correction_that_leaves_the_release_leaves_the_case() {
        let news = vec![end(1, day(2023, 1, 1)), corrected(1, Some(day(2022, 2, 1)), Some(day(2023, 1, 1)))];
        assert_eq!(reasons(news), [None]);
    }

    #[test]
    fn a_release_told_late_opens_its_case() {
        let news = vec![start(1, day(2022, 1, 1)), corrected(1, Some(day(2022, 1, 1)), Some(day(2023, 1, 1)))];
        assert_eq!(reasons(news), [None]);
    }
}
