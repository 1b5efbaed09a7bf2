//! Pairs of records with the truth beside them.

use crate::dice::Dice;
use crate::people;
use crate::person::Person;
use crate::slips::Slip;
use crate::strangers::Strangers;

/// Two records, and whether they are of one person.
#[derive(Clone, Debug)]
pub struct LabelledPair {
    pub first: Person,
    pub second: Person,
    pub kind: Kind,
}

/// How a pair was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One person written down twice.
    Same(Slip),
    /// Two people.
    Different(Strangers),
}

impl Kind {
    pub fn is_same(self) -> bool {
        matches!(self, Self::Same(_))
    }

    /// The code of the slip or of the likeness.
    pub fn code(self) -> &'static str {
        match self {
            Self::Same(slip) => slip.code(),
            Self::Different(strangers) => strangers.code(),
        }
    }
}

/// `count` pairs, every second one of one person; the kinds take turns. The same for the same seed.
pub fn labelled_pairs(seed: u64, count: usize) -> Vec<LabelledPair> {
    let mut dice = Dice::new(seed);
    let turn = |at: usize, length: usize| at / 2 % length;
    (0..count)
        .map(|at| {
            if at % 2 == 0 {
                same(Slip::ALL[turn(at, Slip::ALL.len())], &mut dice)
            } else {
                different(Strangers::ALL[turn(at, Strangers::ALL.len())], &mut dice)
            }
        })
        .collect()
}

/// One person in two records; every fifth pair has a second slip of any kind.
fn same(slip: Slip, dice: &mut Dice) -> LabelledPair {
    loop {
        let person = people::draw(dice);
        let (mut first, mut second) = (person.as_written(dice), person.as_written(dice));
        if !slip.apply(&mut first, &mut second, dice) {
            continue;
        }
        if dice.chance(20) {
            dice.pick(Slip::ALL).apply(&mut first, &mut second, dice);
        }
        return LabelledPair { first, second, kind: Kind::Same(slip) };
    }
}

fn different(strangers: Strangers, dice: &mut Dice) -> LabelledPair {
    let (one, mut other) = strangers.draw(dice);
    strangers.spoil(&one, &mut other);
    let (first, second) = (one.as_written(dice), other.as_written(dice));
    LabelledPair { first, second, kind: Kind::Different(strangers) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_pairs_are_of_one_person_and_every_kind_occurs() {
        let pairs = labelled_pairs(1, 200);
        assert_eq!(pairs.iter().filter(|pair| pair.kind.is_same()).count(), 100);
        for slip in Slip::ALL {
            assert!(pairs.iter().any(|pair| pair.kind == Kind::Same(*slip)), "{slip:?}");
        }
        for strangers in Strangers::ALL {
            assert!(pairs.iter().any(|pair| pair.kind == Kind::Different(*strangers)), "{strangers:?}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_pairs() {
        let names = |seed| labelled_pairs(seed, 60).into_iter().map(|pair| (pair.first.name, pair.second.name));
        assert!(names(9).eq(names(9)));
    }

    #[test]
    fn twins_share_the_birth_date_and_never_the_name() {
        let twins = labelled_pairs(2, 400).into_iter().filter(|pair| pair.kind == Kind::Different(Strangers::Twins));
        for pair in twins {
            assert_eq!(pair.first.birth.year, pair.second.birth.year);
            assert_ne!(pair.first.name, pair.second.name);
        }
    }
}
