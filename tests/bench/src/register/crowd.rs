//! Invented people in the order in which they are registered, and which of their records are of one person.

use domain::person::OfficialNumber;
use domain::places::{self, EARLIEST};
use samples::{Dice, Person, Slip, people};
use serde_json::{Value, json};

/// Of every hundred records the last is a second one of the person at this place, with a slip.
pub const DOUBLED: usize = 49;
pub const SECOND: usize = 99;
pub const PERIOD: usize = 100;

/// Communes of the two-level order are entered on a day when they exist.
const AFTER_THE_REFORM: &str = "2025-08-01";

/// Records without end, the same for the same seed.
pub struct Crowd {
    people: Box<dyn Iterator<Item = Person> + Send>,
    dice: Dice,
    second: Option<Person>,
    given: usize,
}

impl Crowd {
    pub fn new(seed: u64) -> Self {
        Self { people: Box::new(people(seed, usize::MAX)), dice: Dice::new(seed), second: None, given: 0 }
    }
}

impl Iterator for Crowd {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let place = self.given % PERIOD;
        self.given += 1;
        if place == SECOND {
            return self.second.take();
        }
        let person = self.people.next()?;
        if place != DOUBLED {
            return Some(person.as_written(&mut self.dice));
        }
        let slip = self.dice.pick(Slip::ALL);
        let (first, mut second) = slip.write_twice(&person, &mut self.dice);
        forget_numbers_of(&first, &mut second);
        self.second = Some(second);
        Some(first)
    }
}

/// The register refuses a number that somebody has: whoever is registered twice was registered without it.
fn forget_numbers_of(first: &Person, second: &mut Person) {
    let shown = numbers(first);
    for digits in [&mut second.cccd, &mut second.cmnd] {
        *digits = digits.take().filter(|digits| !shown.contains(digits));
    }
}

/// The number in use and the former one, as far as the register would take them.
pub fn numbers(person: &Person) -> Vec<String> {
    let fits = |digits: &&String| {
        OfficialNumber::parse(digits, "number")
            .is_ok_and(|number| number.agrees_with(person.sex, person.birth.year, "number").is_ok())
    };
    let cccd = person.cccd.as_ref().filter(fits);
    let cmnd = person.cmnd.as_ref().filter(|_| cccd.is_none() || person.lists_cmnd);
    cccd.into_iter().chain(cmnd).cloned().collect()
}

/// The person as `POST /v1/persons` takes them, with an addict's file.
pub fn request(person: &Person) -> Value {
    let numbers = numbers(person);
    let aliases: Vec<Value> =
        person.other_names.iter().map(|name| json!({ "kind": "nickname", "name": name })).collect();
    let relative = |name: &Option<String>| name.as_ref().map(|name| json!({ "name": name }));
    let early = places::find(person.commune, EARLIEST).is_some();
    json!({
        "name": person.name, "sex": person.sex, "birth": person.birth,
        "official_number": numbers.first(), "former_number": numbers.get(1),
        "commune_code": person.commune,
        "occurred_on": if early { EARLIEST.to_string() } else { AFTER_THE_REFORM.to_owned() },
        "aliases": aliases,
        "summary": {
            "home_town": person.home_town, "father": relative(&person.father), "mother": relative(&person.mother),
        },
        "file": { "kind": "addict" },
    })
}

/// The header of a list, and a person as its row.
pub const HEADER: [&str; 9] =
    ["STT", "Họ và tên", "Tên gọi khác", "Giới tính", "Ngày sinh", "Số CCCD", "Xã", "Họ tên cha", "Họ tên mẹ"];

pub fn row(number: usize, person: &Person) -> Vec<String> {
    let birth = match person.birth.date {
        Some(date) => date.format("%d/%m/%Y").to_string(),
        None => person.birth.year.to_string(),
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        number.to_string(),
        person.name.clone(),
        person.other_names.join(", "),
        person.sex.vi().to_owned(),
        birth,
        numbers(person).join(" / "),
        person.commune.to_owned(),
        text(&person.father),
        text(&person.mother),
    ]
}
