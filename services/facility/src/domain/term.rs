//! The term of a stay, reckoned from its book.

use chrono::NaiveDate;
use domain::codes::AdmissionBasis;
use domain::law::LawPack;
use domain::law::reckoning::{Away, Course, Reckoning, Reduction, Span};

use super::admission::Admission;
use super::book::Step;

/// What a term follows from beside the book.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// Times held in a facility while the dossier ran.
    pub held: Vec<Span>,
    pub reductions: Vec<Reduction>,
}

/// The term as it stands on a day. Only a court's decision has one that stops, is shortened or reduced; a contract
/// or a social object's stay has a planned end.
pub fn reckon(
    admission: &Admission,
    steps: &[Step<'_>],
    grounds: &Grounds,
    pack: &LawPack,
    on: NaiveDate,
) -> Reckoning {
    let decided = admission.basis == AdmissionBasis::CourtDecision;
    let away = if decided { away(steps) } else { Vec::new() };
    let (held, reductions): (&[Span], &[Reduction]) =
        if decided { (&grounds.held, &grounds.reductions) } else { (&[], &[]) };
    Course { pack, months: admission.term_months, started_on: admission.admitted_on, held, away: &away, reductions }
        .reckon(on)
}

/// Times away, each from the entry that began it to the one that ended it.
fn away(steps: &[Step<'_>]) -> Vec<Away> {
    let mut away: Vec<Away> = Vec::new();
    for step in steps {
        let reason = step.after.status.away();
        let open = away.last_mut().filter(|last| last.to.is_none());
        if let Some(open) = open.filter(|open| Some(open.interruption) != reason) {
            open.to = Some(step.entry.occurred_on);
        }
        if let Some(interruption) = reason.filter(|_| step.before.is_none_or(|before| before.status.away() != reason)) {
            away.push(Away { interruption, from: step.entry.occurred_on, to: None });
        }
    }
    away
}
