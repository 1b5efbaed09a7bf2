//! People one after another.

use chrono::{Datelike, Days, NaiveDate};
use domain::codes::Sex;
use domain::person::Birth;

use crate::dice::Dice;
use crate::names::{self, NICKNAMES};
use crate::person::Person;
use crate::places::{self, Place};

/// `count` different people, known in full; the same for the same seed.
///
/// One in twenty-five is a woman, as in the published lists of file holders. Birth years lie between 1960
/// and 2004, most about 1982.
pub fn people(seed: u64, count: usize) -> impl Iterator<Item = Person> {
    let mut dice = Dice::new(seed);
    (0..count).map(move |_| draw(&mut dice))
}

pub(crate) fn draw(dice: &mut Dice) -> Person {
    let sex = if dice.below(25) == 0 { Sex::Female } else { Sex::Male };
    let parts = names::draw(dice, sex);
    let father = names::draw_relative(dice, &parts, Sex::Male).written();
    let place = places::anywhere(dice);
    let birth = Birth::on(birthday(dice));
    let home = if dice.chance(80) { place } else { places::elsewhere(dice, place.commune.code) };
    let moved = dice.chance(15);
    let commune = if moved { places::elsewhere(dice, place.commune.code) } else { place };
    let nickname = dice.chance(25).then(|| dice.pick(&NICKNAMES).to_owned());
    Person {
        name: parts.written(),
        other_names: nickname.into_iter().collect(),
        sex,
        birth,
        cccd: Some(cccd(dice, place, sex, birth.year)),
        cmnd: (birth.year <= 2000).then(|| cmnd(dice)),
        lists_cmnd: true,
        father: Some(father),
        mother: Some(names::draw(dice, Sex::Female).written()),
        commune: commune.commune.code,
        former_communes: if moved { vec![place.commune.code] } else { Vec::new() },
        home_town: Some(home.written()),
        parts,
    }
}

fn birthday(dice: &mut Dice) -> NaiveDate {
    let year = 1960 + i32::try_from(dice.below(23) + dice.below(23)).unwrap_or(0);
    on_some_day_of(year, dice)
}

pub(crate) fn on_some_day_of(year: i32, dice: &mut Dice) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let days = u64::try_from(dice.below(365)).unwrap_or(0);
    first.checked_add_days(Days::new(days)).filter(|day| day.year() == year).unwrap_or(first)
}

/// Province of registration, century and sex, year, six random digits.
pub(crate) fn cccd(dice: &mut Dice, place: Place, sex: Sex, year: i32) -> String {
    numbered(dice, place.province.code, sex, year)
}

/// A number in the series of the one given, for a relative or neighbour.
pub(crate) fn cccd_like(dice: &mut Dice, cccd: &str, sex: Sex, year: i32) -> String {
    numbered(dice, &cccd[1..3], sex, year)
}

fn numbered(dice: &mut Dice, province: &str, sex: Sex, year: i32) -> String {
    let century = (year - 1900) / 100 * 2 + i32::from(sex == Sex::Female);
    format!("0{province}{century}{:02}{:06}", year % 100, dice.below(1_000_000))
}

pub(crate) fn cmnd(dice: &mut Dice) -> String {
    format!("{:09}", 10_000_000 + dice.below(390_000_000))
}

#[cfg(test)]
mod tests {
    use domain::person::OfficialNumber;

    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_people() {
        assert!(people(3, 50).eq(people(3, 50)));
        assert!(!people(3, 50).eq(people(4, 50)));
    }

    #[test]
    fn numbers_agree_with_sex_and_birth_year() {
        for person in people(5, 500) {
            let number = OfficialNumber::parse(person.cccd.as_deref().unwrap(), "n").unwrap();
            number.agrees_with(person.sex, person.birth.year, "n").unwrap();
            assert_eq!(person.cmnd.as_deref().map_or(9, str::len), 9);
        }
    }

    #[test]
    fn communes_are_communes_of_the_administrative_list() {
        for person in people(6, 200) {
            assert!(domain::places::find(person.commune, domain::places::EARLIEST).is_some());
        }
    }

    #[test]
    fn most_are_men_and_one_family_name_in_three_is_nguyen() {
        let people: Vec<Person> = people(7, 5_000).collect();
        let share = |of: fn(&Person) -> bool| people.iter().filter(|person| of(person)).count() * 100 / people.len();
        assert!((92..=98).contains(&share(|person| person.sex == Sex::Male)));
        assert!((24..=36).contains(&share(|person| person.parts.family == "Nguyễn")));
    }
}
