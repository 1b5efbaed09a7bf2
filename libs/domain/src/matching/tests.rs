//! The rules of matching, one by one.

mod evidence;
mod keys;
mod names;
mod verdicts;

use chrono::NaiveDate;

use super::*;
use crate::codes::Sex;
use crate::person::{Birth, OfficialNumber};

/// A man of a commune of Đồng Tháp, fully described but for numbers.
fn man(name: &str) -> Description {
    Description {
        name: name.to_owned(),
        sex: Some(Sex::Male),
        birth: Some(born("1992-05-17")),
        father: Some("Nguyễn Văn Bảy".to_owned()),
        mother: Some("Trần Thị Lụa".to_owned()),
        commune: Some("29869".to_owned()),
        home_town: Some("Xã Mỹ Trà, Thành phố Cao Lãnh, Tỉnh Đồng Tháp".to_owned()),
        ..Description::default()
    }
}

/// The same without parents and home town, as a list has it.
fn listed(name: &str) -> Description {
    Description { father: None, mother: None, home_town: None, ..man(name) }
}

fn born(date: &str) -> Birth {
    Birth::on(date.parse::<NaiveDate>().unwrap())
}

/// A number in use, its digits standing in for the token.
fn number(digits: &str) -> KnownNumber {
    KnownNumber::current(&OfficialNumber::parse(digits, "number").unwrap(), digits.to_owned())
}

fn former(digits: &str) -> KnownNumber {
    KnownNumber { former: true, ..number(digits) }
}

fn compare(one: &Description, other: &Description) -> Candidate {
    score(&Profile::of(one.clone()), &Profile::of(other.clone()))
}

/// The weight of a reason; none when it was not given.
fn weight(candidate: &Candidate, code: ReasonCode) -> Option<i32> {
    candidate.reasons.iter().find(|reason| reason.code == code).map(|reason| reason.weight)
}

fn has(candidate: &Candidate, code: ReasonCode) -> bool {
    weight(candidate, code).is_some()
}
