//! What is known of a person, made ready for many comparisons.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use super::name::Name;
use super::numbers::KnownNumber;
use crate::codes::Sex;
use crate::person::Birth;
use crate::places;
use crate::text::{fold, tidy};

/// What one record says of a person, as written. Whatever it does not say stays empty.
#[derive(Clone, Default)]
pub struct Description {
    /// The name in use, family name first.
    pub name: String,
    /// Former names, aliases, nicknames.
    pub other_names: Vec<String>,
    pub sex: Option<Sex>,
    pub birth: Option<Birth>,
    pub numbers: Vec<KnownNumber>,
    pub father: Option<String>,
    pub mother: Option<String>,
    /// Code of the commune of residence, five digits.
    pub commune: Option<String>,
    /// Codes of communes of earlier residence, and of units the commune was made of or became.
    pub former_communes: Vec<String>,
    /// Quê quán, as free text.
    pub home_town: Option<String>,
    pub file_codes: Vec<String>,
}

impl Description {
    /// Whether any text has marks. When none has, the whole record may have lost them.
    fn writes_marks(&self) -> bool {
        let texts = [Some(&self.name), self.father.as_ref(), self.mother.as_ref(), self.home_town.as_ref()];
        texts.into_iter().flatten().chain(&self.other_names).any(|text| !text.is_ascii())
    }
}

/// A description made ready: words told apart, keys and rarities looked up once.
///
/// It holds names and never prints them.
pub struct Profile {
    /// The name in use, then the others.
    pub(super) names: Vec<Name>,
    pub(super) sex: Option<Sex>,
    pub(super) birth: Option<Birth>,
    pub(super) numbers: Vec<KnownNumber>,
    pub(super) father: Option<Name>,
    pub(super) mother: Option<Name>,
    pub(super) commune: Option<String>,
    pub(super) former_communes: Vec<String>,
    /// Provinces of these communes before 1/7/2025.
    pub(super) provinces: Vec<[u8; 2]>,
    /// Hashes of the folded words that tell places apart.
    pub(super) home_town: Box<[u64]>,
    pub(super) file_codes: Vec<String>,
}

impl Profile {
    pub fn of(description: Description) -> Self {
        let sex = description.sex;
        let unmarked = !description.writes_marks();
        let read = |name: &str, sex| Name::read(name, sex, unmarked);
        let mut names: Vec<Name> = read(&description.name, sex).into_iter().collect();
        for other in &description.other_names {
            if let Some(mut other) = read(other, sex) {
                other.borrow_family(names.first());
                names.push(other);
            }
        }
        Self {
            names,
            sex,
            birth: description.birth,
            numbers: description.numbers,
            father: description.father.and_then(|name| read(&name, Some(Sex::Male))),
            mother: description.mother.and_then(|name| read(&name, Some(Sex::Female))),
            provinces: provinces(description.commune.iter().chain(&description.former_communes)),
            commune: description.commune,
            former_communes: description.former_communes,
            home_town: description.home_town.map(|text| place_words(&text)).unwrap_or_default(),
            file_codes: description.file_codes.iter().map(|code| tidy(code)).collect(),
        }
    }

    /// The numbers somebody has or had.
    pub fn numbers(&self) -> &[KnownNumber] {
        &self.numbers
    }

    /// The birth years that the CCCDs imply; normally one.
    pub(super) fn year_by_number(&self) -> Option<i32> {
        self.numbers.iter().find_map(|number| number.implied).map(|implied| implied.birth_year)
    }

    /// The sex that a CCCD implies.
    pub(super) fn sex_by_number(&self) -> Option<Sex> {
        self.numbers.iter().find_map(|number| number.implied).map(|implied| implied.sex)
    }
}

impl std::fmt::Debug for Description {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Description(…)")
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Profile(…)")
    }
}

/// Hashes of the folded words of a place without the kinds of units, which every place has.
fn place_words(text: &str) -> Box<[u64]> {
    const KINDS: [&str; 15] =
        ["xa", "phuong", "thi", "tran", "huyen", "quan", "tinh", "thanh", "pho", "tp", "tx", "tt", "thon", "ap", "dac"];
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let telling = words.filter(|word| !word.is_empty() && !KINDS.contains(word));
    let hashes: BTreeSet<u64> =
        telling.map(|word| BuildHasherDefault::<DefaultHasher>::default().hash_one(word)).collect();
    hashes.into_iter().collect()
}

fn provinces<'a>(communes: impl Iterator<Item = &'a String>) -> Vec<[u8; 2]> {
    let of = |commune: &String| places::province_of(commune, places::EARLIEST)?.code.as_bytes().try_into().ok();
    communes.filter_map(of).collect()
}
