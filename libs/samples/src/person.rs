//! A synthetic person, as known in full or as one record has written them.

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::matching::{Description, KnownNumber};
use domain::person::{Birth, OfficialNumber};

use crate::dice::Dice;
use crate::names::Parts;

/// A person. Made in full by [`crate::people`]; [`Person::as_written`] leaves out what files leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    /// Nicknames and names used before.
    pub other_names: Vec<String>,
    pub sex: Sex,
    pub birth: Birth,
    /// Twelve digits of the structure of Circular 59/2021/TT-BCA Art. 4.
    pub cccd: Option<String>,
    /// Nine digits, the number before the CCCD.
    pub cmnd: Option<String>,
    /// Whether a record that has the CCCD lists the CMND as a former number.
    pub lists_cmnd: bool,
    pub father: Option<String>,
    pub mother: Option<String>,
    /// Code of the commune of residence.
    pub commune: &'static str,
    pub former_communes: Vec<&'static str>,
    pub home_town: Option<String>,
    pub(crate) parts: Parts,
}

impl Person {
    /// The person as a clerk writes them into one record. Most records are full forms; some are rows of a
    /// list, with a name, a birth, a commune and perhaps a number. Rates stand in `README.md`.
    pub fn as_written(&self, dice: &mut Dice) -> Self {
        let mut record = self.clone();
        let is_row = dice.chance(5);
        record.write_numbers(dice, is_row);
        if dice.chance(if is_row { 30 } else { 5 }) {
            record.birth = year_only(record.birth.year, dice);
        }
        if is_row || dice.chance(5) {
            record.father = None;
        }
        if is_row || dice.chance(8) {
            record.mother = None;
        }
        if is_row || dice.chance(20) {
            record.home_town = None;
        }
        if is_row || dice.chance(30) {
            record.other_names.clear();
        }
        record
    }

    fn write_numbers(&mut self, dice: &mut Dice, is_row: bool) {
        let lot = dice.below(100);
        if lot < if is_row { 30 } else { 10 } {
            (self.cccd, self.cmnd) = (None, None);
        } else if lot < if is_row { 50 } else { 30 } && self.cmnd.is_some() {
            self.cccd = None;
        } else {
            self.lists_cmnd = dice.chance(50);
        }
    }

    /// What the matcher is given. The digits themselves stand in for the keyed index that a register
    /// would use as token.
    pub fn description(&self) -> Description {
        let number = |digits: &String| OfficialNumber::parse(digits, "number").ok();
        let mut numbers = Vec::new();
        if let Some((number, digits)) = self.cccd.as_ref().and_then(|digits| Some((number(digits)?, digits))) {
            numbers.push(KnownNumber::current(&number, digits.clone()));
        }
        if let Some((number, digits)) = self.cmnd.as_ref().and_then(|digits| Some((number(digits)?, digits))) {
            if numbers.is_empty() {
                numbers.push(KnownNumber::current(&number, digits.clone()));
            } else if self.lists_cmnd {
                numbers.push(KnownNumber::former(&number, digits.clone()));
            }
        }
        Description {
            name: self.name.clone(),
            other_names: self.other_names.clone(),
            sex: Some(self.sex),
            birth: Some(self.birth),
            numbers,
            father: self.father.clone(),
            mother: self.mother.clone(),
            commune: Some(self.commune.to_owned()),
            former_communes: self.former_communes.iter().map(|&code| code.to_owned()).collect(),
            home_town: self.home_town.clone(),
            file_codes: Vec::new(),
        }
    }

    pub(crate) fn rename(&mut self, parts: Parts) {
        self.name = parts.written();
        self.parts = parts;
    }
}

/// Registers write a bare year, or the first of January for it.
pub(crate) fn year_only(year: i32, dice: &mut Dice) -> Birth {
    match NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| dice.chance(33)) {
        Some(date) => Birth::on(date),
        None => Birth::in_year(year),
    }
}
