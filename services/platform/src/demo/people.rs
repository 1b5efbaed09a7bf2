//! Invented people: plausible names, numbers and communes, the same at every run.

use chrono::{Datelike, Days, NaiveDate};
use domain::codes::{DrugKind, FileKind, Sex};
use domain::person::Birth;
use domain::places;
use registry::{OpenFile, RegisterPerson};

const FAMILY: [&str; 14] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"];
const MIDDLE: [(&str, &str); 8] = [
    ("Văn", "Thị"),
    ("Hữu", "Ngọc"),
    ("Đức", "Thanh"),
    ("Quốc", "Kim"),
    ("Minh", "Hồng"),
    ("Công", "Bích"),
    ("Thành", "Mỹ"),
    ("Xuân", "Thùy"),
];
const GIVEN: [(&str, &str); 16] = [
    ("An", "Ánh"),
    ("Bình", "Cúc"),
    ("Cường", "Dung"),
    ("Dũng", "Hạnh"),
    ("Đức", "Hoa"),
    ("Hải", "Hương"),
    ("Hùng", "Lan"),
    ("Khánh", "Liên"),
    ("Long", "Mai"),
    ("Nam", "Nga"),
    ("Phong", "Nhung"),
    ("Quân", "Oanh"),
    ("Sơn", "Phượng"),
    ("Tuấn", "Thảo"),
    ("Vinh", "Tuyết"),
    ("Ý", "Yến"),
];

/// A small generator of numbers that are spread out and the same every time (splitmix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// `from` plus `part` of `whole` of the way to `to`.
pub fn spread(from: NaiveDate, to: NaiveDate, part: usize, whole: usize) -> NaiveDate {
    let days = usize::try_from((to - from).num_days()).unwrap_or(0);
    let step = days * part / whole.max(1);
    from.checked_add_days(Days::new(u64::try_from(step).unwrap_or(0))).unwrap_or(to)
}

/// Makes the people of one province.
pub struct People {
    province_code: String,
    communes: Vec<&'static str>,
    dice: Dice,
    made: usize,
}

impl People {
    /// `on` is a day for which the province's communes are taken.
    pub fn of(province_code: &str, on: NaiveDate, seed: u64) -> Self {
        let communes = places::communes_of(province_code, on).iter().map(|unit| unit.code).collect();
        Self { province_code: province_code.to_owned(), communes, dice: Dice::new(seed), made: 0 }
    }

    /// A file holder, registered on `registered_on`.
    pub fn make(&mut self, sex: Sex, birth: Birth, registered_on: NaiveDate) -> RegisterPerson {
        self.made += 1;
        let side = |pair: (&'static str, &'static str)| if sex == Sex::Male { pair.0 } else { pair.1 };
        let (family, middle, given) =
            (self.dice.pick(&FAMILY), side(self.dice.pick(&MIDDLE)), side(self.dice.pick(&GIVEN)));
        // Nine in ten use synthetic drugs, as the plan of Đồng Tháp says.
        let synthetic = self.dice.below(10) < 9;
        let file = OpenFile {
            kind: FileKind::Addict,
            drug: Some(if synthetic { DrugKind::Amphetamine } else { DrugKind::Heroin }),
            legal_basis: None,
        };
        RegisterPerson {
            name: format!("{family} {middle} {given}"),
            sex,
            birth,
            official_number: Some(self.number(sex, birth)),
            commune_code: self.dice.pick(&self.communes).to_owned(),
            address: None,
            occurred_on: registered_on,
            former_number: None,
            aliases: Vec::new(),
            summary: None,
            file: Some(file),
        }
    }

    /// A CCCD of the right shape that nobody else of the scenario has.
    fn number(&self, sex: Sex, birth: Birth) -> String {
        let century = (birth.year - 1900) / 100;
        let digit = century * 2 + i32::from(sex == Sex::Female);
        format!("0{}{digit}{:02}{:06}", self.province_code, birth.year % 100, self.made)
    }

    /// A birthday that makes somebody `age` on `on`.
    pub fn birth(&mut self, age: i32, on: NaiveDate) -> Birth {
        let days = u64::try_from(self.dice.below(364)).unwrap_or(0);
        let latest = NaiveDate::from_ymd_opt(on.year() - age, on.month(), on.day().min(28)).unwrap_or(on);
        Birth::on(latest.checked_sub_days(Days::new(days)).unwrap_or(latest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_person_has_the_age_that_was_asked_for() {
        let on = NaiveDate::from_ymd_opt(2019, 12, 31).unwrap();
        let mut people = People::of("87", on, 1);
        for age in [11, 12, 17, 18, 30, 31, 60] {
            for _ in 0..50 {
                assert_eq!(people.birth(age, on).age_on(on), age);
            }
        }
    }
}
