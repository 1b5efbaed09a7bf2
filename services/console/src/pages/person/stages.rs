//! The steps of the way: file, determination, treatment, aftercare, end.

use domain::codes::DeterminationResult;

use super::Life;
use crate::i18n::{Text, persons as t};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Done,
    Current,
    ToDo,
}

/// Which of the steps have something in them.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    file: bool,
    determined: bool,
    treated: bool,
    in_treatment: bool,
    aftercare: bool,
    in_aftercare: bool,
    closed: bool,
}

pub fn of(life: &Life) -> Vec<(Text, Step)> {
    let facts = Facts {
        file: !life.person.files.is_empty(),
        determined: life.person.determinations.iter().any(|one| one.result == DeterminationResult::Addicted),
        treated: !life.stays.is_empty() || !life.treatments.is_empty(),
        in_treatment: life.stays.iter().any(|stay| stay.admission.is_open())
            || life.treatments.iter().any(|treatment| treatment.status == "active"),
        aftercare: !life.cases.is_empty(),
        in_aftercare: life.cases.iter().any(|case| case.case.status == "open"),
        closed: !life.person.files.is_empty() && life.person.files.iter().all(|file| file.status == "closed"),
    };
    let names = [t::STAGE_FILE, t::STAGE_DETERMINED, t::STAGE_TREATMENT, t::STAGE_AFTERCARE, t::STAGE_CLOSED];
    names.into_iter().zip(steps(&facts)).collect()
}

/// What is open now is the current step; else the last one that was done, unless the file is closed.
fn steps(facts: &Facts) -> [Step; 5] {
    let done = |fact| if fact { Step::Done } else { Step::ToDo };
    let mut steps =
        [done(facts.file), done(facts.determined), done(facts.treated), done(facts.aftercare), done(facts.closed)];
    if facts.closed {
        return steps;
    }
    let current = if facts.in_treatment {
        Some(2)
    } else if facts.in_aftercare {
        Some(3)
    } else {
        steps.iter().rposition(|step| *step == Step::Done)
    };
    if let Some(step) = current.and_then(|current| steps.get_mut(current)) {
        *step = Step::Current;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use Step::{Current, Done, ToDo};

    #[test]
    fn an_open_treatment_is_the_current_step() {
        let facts = Facts { file: true, treated: true, in_treatment: true, ..Facts::default() };
        assert_eq!(steps(&facts), [Done, ToDo, Current, ToDo, ToDo]);
    }

    #[test]
    fn a_treatment_again_after_aftercare_is_the_current_step() {
        let facts = Facts { file: true, treated: true, in_treatment: true, aftercare: true, ..Facts::default() };
        assert_eq!(steps(&facts), [Done, ToDo, Current, Done, ToDo]);
    }

    #[test]
    fn with_nothing_open_the_last_step_done_is_current() {
        let facts = Facts { file: true, determined: true, ..Facts::default() };
        assert_eq!(steps(&facts), [Done, Current, ToDo, ToDo, ToDo]);
    }

    #[test]
    fn a_closed_file_has_no_current_step() {
        let facts = Facts { file: true, closed: true, ..Facts::default() };
        assert_eq!(steps(&facts), [Done, ToDo, ToDo, ToDo, Done]);
        assert_eq!(steps(&Facts::default()), [ToDo; 5]);
    }
}
