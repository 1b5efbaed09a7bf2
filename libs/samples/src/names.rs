//! Names of the Kinh majority and of some ethnic minorities, in plausible shares.
//!
//! The lists are this crate's own and longer than the table the matcher weighs names by, so that a test
//! also meets names that the matcher does not know.

mod customs;
mod kinh;

use domain::codes::Sex;

use customs::{CUSTOMS, Custom};
pub(crate) use kinh::NICKNAMES;
use kinh::{FAMILY, FEMALE_GIVEN, FEMALE_MIDDLE, MALE_GIVEN, MALE_MIDDLE, RARE_FAMILY};

use crate::dice::Dice;

/// A name in its parts; for the Ê Đê the clan stands last when it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub family: &'static str,
    pub middle: String,
    pub given: String,
    pub clan_last: bool,
    /// Which of [`CUSTOMS`]; none for the Kinh.
    pub custom: Option<usize>,
}

impl Parts {
    pub fn written(&self) -> String {
        let order = if self.clan_last {
            [&self.middle, &self.given, self.family]
        } else {
            [self.family, &self.middle, &self.given]
        };
        order.into_iter().filter(|part| !part.is_empty()).collect::<Vec<&str>>().join(" ")
    }
}

/// A name for somebody of this sex; one in eight follows a minority's custom.
pub(crate) fn draw(dice: &mut Dice, sex: Sex) -> Parts {
    let custom = (dice.below(8) == 0).then(|| dice.below(CUSTOMS.len()));
    of_custom(dice, custom, sex)
}

/// A name for a relative on the father's side: the same family name and custom.
pub(crate) fn draw_relative(dice: &mut Dice, parts: &Parts, sex: Sex) -> Parts {
    Parts { family: parts.family, ..of_custom(dice, parts.custom, sex) }
}

fn of_custom(dice: &mut Dice, custom: Option<usize>, sex: Sex) -> Parts {
    let Some(which) = custom else { return of_kinh(dice, sex) };
    let custom = &CUSTOMS[which];
    let middles = if sex == Sex::Male { custom.male_middle } else { custom.female_middle };
    Parts {
        family: dice.pick(custom.family),
        middle: dice.pick(middles).to_owned(),
        given: given_of(dice, custom, sex),
        clan_last: custom.clan_last,
        custom: Some(which),
    }
}

fn of_kinh(dice: &mut Dice, sex: Sex) -> Parts {
    let (middles, givens): (&[&str], &[&str]) = match sex {
        Sex::Male => (&MALE_MIDDLE, &MALE_GIVEN),
        Sex::Female => (&FEMALE_MIDDLE, &FEMALE_GIVEN),
    };
    let middle = if dice.chance(3) { "" } else { dice.pick_usual(middles, 2) };
    Parts {
        family: family(dice),
        middle: middle.to_owned(),
        given: dice.pick_usual(givens, 8).to_owned(),
        clan_last: false,
        custom: None,
    }
}

/// Women's names of the Ê Đê begin with H'.
fn given_of(dice: &mut Dice, custom: &Custom, sex: Sex) -> String {
    let given = dice.pick(custom.given);
    if custom.clan_last && sex == Sex::Female { format!("H'{given}") } else { given.to_owned() }
}

fn family(dice: &mut Dice) -> &'static str {
    let mut place = dice.below(1000);
    for (family, share) in FAMILY {
        if place < share {
            return family;
        }
        place -= share;
    }
    dice.pick_usual(&RARE_FAMILY, 10)
}
