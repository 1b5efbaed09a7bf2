//! Pairs of two people whom a careless eye takes for one.

use domain::codes::Sex;
use domain::person::Birth;

use crate::dice::Dice;
use crate::kinds::kinds;
use crate::names::{self, Parts};
use crate::people::{self, cccd_like, cmnd, on_some_day_of};
use crate::person::Person;
use crate::places;

kinds! {
    /// How two people come to look alike.
    Strangers {
        /// Same name, birth year and commune.
        SameNameYearCommune = "same_name_year_commune",
        /// Same name and commune, birth years one apart.
        SameNameNextYear = "same_name_next_year",
        /// Same name and birth date, another commune.
        SameNameDateElsewhere = "same_name_date_elsewhere",
        /// Same name and birth year, another commune.
        SameNameYearElsewhere = "same_name_year_elsewhere",
        /// Brothers.
        Brothers = "brothers",
        /// Twins.
        Twins = "twins",
        /// Twins with similar names.
        TwinsAlike = "twins_alike",
        /// Father and son.
        FatherAndSon = "father_and_son",
        /// A neighbour's number written by mistake.
        NumberOfNeighbour = "number_of_neighbour",
        /// A brother's number written by mistake.
        NumberOfBrother = "number_of_brother",
        /// Same given name and commune.
        Neighbours = "neighbours",
    }
}

/// Given names that parents give to twins, one slip apart or nearly.
const ALIKE: [(&str, &str); 20] = [
    ("Hùng", "Hưng"),
    ("Tuấn", "Tuân"),
    ("Hoàng", "Hoàn"),
    ("Thắng", "Thăng"),
    ("Dũng", "Dương"),
    ("Hải", "Hà"),
    ("Sơn", "Sang"),
    ("Thanh", "Thành"),
    ("Tú", "Tư"),
    ("Tiến", "Tiên"),
    ("Long", "Lộc"),
    ("Phúc", "Phước"),
    ("Nam", "Năm"),
    ("Trung", "Trường"),
    ("Quang", "Quảng"),
    ("Vinh", "Vĩnh"),
    ("Anh", "Ánh"),
    ("An", "Ân"),
    ("Đạt", "Đại"),
    ("Tân", "Tấn"),
];

impl Strangers {
    /// Two people, known in full.
    pub(crate) fn draw(self, dice: &mut Dice) -> (Person, Person) {
        let mut one = people::draw(dice);
        let mut other = match self {
            Self::SameNameYearCommune => namesake(&one, one.birth.year, dice),
            Self::SameNameNextYear => namesake(&one, one.birth.year + 1, dice),
            Self::SameNameDateElsewhere => {
                elsewhere(Person { birth: one.birth, ..namesake(&one, one.birth.year, dice) }, dice)
            }
            Self::SameNameYearElsewhere => elsewhere(namesake(&one, one.birth.year, dice), dice),
            Self::Brothers | Self::NumberOfBrother => brother(&one, dice),
            Self::Twins => Person { birth: one.birth, ..brother(&one, dice) },
            Self::TwinsAlike => {
                let (first, second) = dice.pick(&ALIKE);
                one.rename(Parts { given: first.to_owned(), clan_last: false, ..one.parts.clone() });
                let mut twin = Person { birth: one.birth, ..brother(&one, dice) };
                twin.rename(Parts { given: second.to_owned(), ..one.parts.clone() });
                twin
            }
            Self::FatherAndSon => son(&one, dice),
            Self::NumberOfNeighbour => neighbour(&one, dice),
            Self::Neighbours => {
                let mut other = neighbour(&one, dice);
                other.rename(Parts { given: one.parts.given.clone(), ..other.parts.clone() });
                other
            }
        };
        let year = other.birth.year;
        other.cccd = one.cccd.as_ref().map(|number| cccd_like(dice, number, other.sex, year));
        other.cmnd = (year <= 2000).then(|| cmnd(dice));
        (one, other)
    }

    /// What goes wrong when the second one is written down.
    pub(crate) fn spoil(self, one: &Person, other: &mut Person) {
        if matches!(self, Self::NumberOfBrother | Self::NumberOfNeighbour) {
            other.cccd.clone_from(&one.cccd);
            other.cmnd.clone_from(&one.cmnd);
        }
    }
}

/// Somebody of another family in the same village with the same name, born in `year`.
fn namesake(one: &Person, year: i32, dice: &mut Dice) -> Person {
    let mut other = neighbour(one, dice);
    other.sex = one.sex;
    other.birth = Birth::on(on_some_day_of(year, dice));
    other.rename(one.parts.clone());
    other.father = Some(names::draw_relative(dice, &one.parts, Sex::Male).written());
    other
}

/// Somebody else of the same commune and home town.
fn neighbour(one: &Person, dice: &mut Dice) -> Person {
    Person {
        commune: one.commune,
        former_communes: one.former_communes.clone(),
        home_town: one.home_town.clone(),
        ..people::draw(dice)
    }
}

fn elsewhere(person: Person, dice: &mut Dice) -> Person {
    let place = places::elsewhere(dice, person.commune);
    Person { commune: place.commune.code, former_communes: Vec::new(), home_town: Some(place.written()), ..person }
}

/// Of the same parents, one to six years apart, with another given name and mostly the same middle name.
fn brother(one: &Person, dice: &mut Dice) -> Person {
    let mut other = neighbour(one, dice);
    other.sex = one.sex;
    other.father.clone_from(&one.father);
    other.mother.clone_from(&one.mother);
    let years = 1 + i32::try_from(dice.below(6)).unwrap_or(0);
    other.birth = Birth::on(on_some_day_of(one.birth.year + years, dice));
    let drawn = loop {
        let drawn = names::draw_relative(dice, &one.parts, one.sex);
        if drawn.given != one.parts.given {
            break drawn;
        }
    };
    let middle = if dice.chance(80) { one.parts.middle.clone() } else { drawn.middle.clone() };
    other.rename(Parts { middle, ..drawn });
    other
}

fn son(father: &Person, dice: &mut Dice) -> Person {
    let mut son = neighbour(father, dice);
    son.sex = Sex::Male;
    son.rename(names::draw_relative(dice, &father.parts, Sex::Male));
    son.father = Some(father.name.clone());
    let years = 20 + i32::try_from(dice.below(15)).unwrap_or(0);
    son.birth = Birth::on(on_some_day_of(father.birth.year + years, dice));
    son
}
