//! What clerks, keyboards and years do to a record of the same person.

mod letters;
mod typing;

use chrono::{Datelike, NaiveDate};
use domain::codes::Sex;
use domain::person::Birth;
use domain::text::fold;

use crate::dice::Dice;
use crate::kinds::kinds;
use crate::names::{NICKNAMES, Parts};
use crate::person::{Person, year_only};
use crate::places;

kinds! {
    /// One thing that makes two records of a person differ.
    Slip {
        /// Written the same way twice.
        Nothing = "nothing",
        /// All marks lost.
        MarksLost = "marks_lost",
        /// Tone placed the other way.
        ToneMoved = "tone_moved",
        /// One mark wrong.
        MarkWrong = "mark_wrong",
        /// One letter typed wrong.
        LetterWrong = "letter_wrong",
        /// Telex or VNI keys left.
        KeysLeft = "keys_left",
        /// Middle name dropped.
        MiddleDropped = "middle_dropped",
        /// I for y.
        YForI = "y_for_i",
        /// Birth year only.
        YearOnly = "year_only",
        /// Birth year off by one.
        YearNext = "year_next",
        /// Day and month swapped.
        DaySwapped = "day_swapped",
        /// CMND, then CCCD.
        CmndThenCccd = "cmnd_then_cccd",
        /// Moved to another commune.
        Moved = "moved",
        /// Commune renamed or merged.
        Renamed = "renamed",
        /// Another name used.
        OtherName = "other_name",
        /// Sex written wrong.
        SexWrong = "sex_wrong",
        /// Number missing.
        NumberMissing = "number_missing",
        /// One digit of the number wrong.
        NumberWrong = "number_wrong",
    }
}

impl Slip {
    /// Two records of one person, known in full, that differ in this way; in no way beyond the usual gaps
    /// when the slip does not apply to this person.
    pub fn write_twice(self, person: &Person, dice: &mut Dice) -> (Person, Person) {
        let (mut first, mut second) = (person.as_written(dice), person.as_written(dice));
        self.apply(&mut first, &mut second, dice);
        (first, second)
    }

    /// Makes the two records of one person differ in this way. `false`, and nothing changed, when it does
    /// not apply to this person (no tone to move, no CMND).
    pub(crate) fn apply(self, first: &mut Person, second: &mut Person, dice: &mut Dice) -> bool {
        match self {
            Self::Nothing => true,
            Self::MarksLost => lose_marks(second),
            Self::ToneMoved => change_word(second, dice, letters::move_tone),
            Self::MarkWrong => change_word(second, dice, letters::wrong_mark),
            Self::LetterWrong => change_word(second, dice, letters::wrong_letter),
            Self::KeysLeft => leave_keys(second, dice),
            Self::MiddleDropped => drop_middle(second),
            Self::YForI => change_word(second, dice, letters::swap_y),
            Self::YearOnly => keep_year(second, dice),
            Self::YearNext => shift_year(second, dice),
            Self::DaySwapped => swap_day(second),
            Self::CmndThenCccd => replace_number(first, second, dice),
            Self::Moved => move_commune(second, dice),
            Self::Renamed => rename_commune(second, dice),
            Self::OtherName => use_other_name(first, second, dice),
            Self::SexWrong => flip_sex(second),
            Self::NumberMissing => lose_number(second),
            Self::NumberWrong => mistype_number(second, dice),
        }
    }
}

/// The whole record comes from a system without diacritics.
fn lose_marks(record: &mut Person) -> bool {
    let plain = fold(&record.name).to_uppercase();
    let changed = plain != record.name.to_uppercase();
    record.name = plain;
    let parents = [&mut record.father, &mut record.mother].into_iter().flatten();
    for name in parents.chain(&mut record.other_names) {
        *name = fold(name).to_uppercase();
    }
    record.home_town = record.home_town.take().map(|text| fold(&text));
    changed
}

/// Changes one word of the name that can be changed, the given name every second time.
fn change_word(record: &mut Person, dice: &mut Dice, change: fn(&str, &mut Dice) -> Option<String>) -> bool {
    let mut words: Vec<String> = record.name.split(' ').map(str::to_owned).collect();
    let start = if dice.chance(50) { words.len() - 1 } else { dice.below(words.len()) };
    for step in 0..words.len() {
        let at = (start + step) % words.len();
        if let Some(changed) = change(&words[at], dice) {
            words[at] = changed;
            record.name = words.join(" ");
            return true;
        }
    }
    false
}

/// In one word or in all.
fn leave_keys(record: &mut Person, dice: &mut Dice) -> bool {
    let type_word = if dice.chance(60) { typing::telex } else { typing::vni };
    let all = dice.chance(50);
    let mut changed = false;
    let words: Vec<String> = record
        .name
        .split(' ')
        .map(|word| match type_word(word).filter(|_| all || !changed) {
            Some(typed) => {
                changed = true;
                typed
            }
            None => word.to_owned(),
        })
        .collect();
    record.name = words.join(" ");
    changed
}

fn drop_middle(record: &mut Person) -> bool {
    if record.parts.middle.is_empty() || record.parts.clan_last {
        return false;
    }
    record.rename(Parts { middle: String::new(), ..record.parts.clone() });
    true
}

fn keep_year(record: &mut Person, dice: &mut Dice) -> bool {
    record.birth = year_only(record.birth.year, dice);
    true
}

fn shift_year(record: &mut Person, dice: &mut Dice) -> bool {
    let year = record.birth.year + if dice.chance(50) { 1 } else { -1 };
    record.birth = match record.birth.date.and_then(|date| date.with_year(year)) {
        Some(date) => Birth::on(date),
        None => Birth::in_year(year),
    };
    true
}

fn swap_day(record: &mut Person) -> bool {
    let swapped = record.birth.date.filter(|date| date.day() != date.month());
    let Some(date) = swapped.and_then(|date| NaiveDate::from_ymd_opt(date.year(), date.day(), date.month())) else {
        return false;
    };
    record.birth = Birth::on(date);
    true
}

/// The first record has the CMND, the second the CCCD; six times of ten it lists the old number.
fn replace_number(first: &mut Person, second: &mut Person, dice: &mut Dice) -> bool {
    let (Some(cmnd), Some(cccd)) =
        (first.cmnd.clone().or(second.cmnd.clone()), first.cccd.clone().or(second.cccd.clone()))
    else {
        return false;
    };
    (first.cmnd, first.cccd) = (Some(cmnd.clone()), None);
    (second.cmnd, second.cccd) = (Some(cmnd), Some(cccd));
    second.lists_cmnd = dice.chance(60);
    true
}

/// Every second time the new record names the commune before.
fn move_commune(record: &mut Person, dice: &mut Dice) -> bool {
    let before = record.commune;
    record.commune = places::elsewhere(dice, before).commune.code;
    record.former_communes.clear();
    if dice.chance(50) {
        record.former_communes.push(before);
    }
    record.commune != before
}

/// Written under the two-level order: the code that goes on, or a commune of the merged province with the
/// old one listed as every second register does; the home town in the new units.
fn rename_commune(record: &mut Person, dice: &mut Dice) -> bool {
    let before = record.commune;
    let now = match places::successor(before) {
        Some(unit) => unit,
        None => {
            let Some(unit) = places::merged_into(dice, before) else { return false };
            record.former_communes.extend(Some(before).filter(|_| dice.chance(50)));
            unit
        }
    };
    record.commune = now.code;
    let province = domain::places::province_of(now.code, places::TWO_LEVELS);
    record.home_town = record.home_town.take().map(|_| {
        format!("{}, {}", now.full_name(), province.map_or_else(String::new, domain::places::Unit::full_name))
    });
    true
}

/// The second record is under a nickname; eight times of ten the first one lists it.
fn use_other_name(first: &mut Person, second: &mut Person, dice: &mut Dice) -> bool {
    let nickname = second.other_names.first().cloned().unwrap_or_else(|| dice.pick(&NICKNAMES).to_owned());
    let alone = dice.chance(20);
    let parts = Parts { given: nickname.clone(), ..second.parts.clone() };
    first.other_names = if dice.chance(80) { vec![nickname.clone()] } else { Vec::new() };
    second.other_names = if dice.chance(20) { vec![second.parts.written()] } else { Vec::new() };
    second.name = if alone { nickname } else { parts.written() };
    true
}

fn flip_sex(record: &mut Person) -> bool {
    record.sex = if record.sex == Sex::Male { Sex::Female } else { Sex::Male };
    true
}

fn lose_number(record: &mut Person) -> bool {
    let had = record.cccd.is_some() || record.cmnd.is_some();
    (record.cccd, record.cmnd) = (None, None);
    had
}

/// One of the last six digits of the number in use.
fn mistype_number(record: &mut Person, dice: &mut Dice) -> bool {
    let Some(number) = record.cccd.as_mut().or(record.cmnd.as_mut()) else { return false };
    let at = number.len() - 1 - dice.below(6);
    let digit = number.as_bytes()[at] - b'0';
    let other = (usize::from(digit) + 1 + dice.below(9)) % 10;
    number.replace_range(at..=at, &other.to_string());
    true
}
