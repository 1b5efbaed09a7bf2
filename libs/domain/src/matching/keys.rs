//! Which pairs are worth comparing.

use chrono::Datelike;

use super::name::{Name, Word};
use super::profile::Profile;

/// Keys of one profile, without repeats, some ten in all. Two profiles of one person share a key even
/// after a slip in one or two of name, date, number and place:
///
/// | key | finds the pair although |
/// |---|---|
/// | a number, a file code | everything else differs |
/// | whole name, year or the next | the day, the place, the number |
/// | given name, birth date (day and month in either order) | family or middle name, the place |
/// | family name, birth date | the given name, the place |
/// | birth date, commune | the whole name |
/// | given name, year or the next, commune | family or middle name, no date |
/// | family name, year, commune | the given name, no date |
/// | both parents | name, date and place |
///
/// Names stand in the keys by sound. The keys hold names and dates: keep them where names may be kept,
/// or keep a keyed hash of them.
///
/// Whoever looks pairs up should skip a block that has grown beyond some hundred profiles (a usual name
/// in a usual year): its pairs say little by that key, and those that matter share a narrower one.
pub fn blocking_keys(profile: &Profile) -> Vec<String> {
    let mut keys = identifying_keys(profile);
    keys.reserve(12);
    let communes = || profile.commune.iter().chain(&profile.former_communes);
    if let Some(birth) = profile.birth {
        let years = year_buckets(birth.year);
        for name in &profile.names {
            keys.extend(years.map(|year| format!("y:{}:{year}", whole(name))));
            for commune in communes() {
                keys.extend(years.map(|year| format!("c:{}:{year}:{commune}", name.given.sound())));
                keys.extend(name.family.iter().map(|family| format!("k:{}:{}:{commune}", family.sound(), birth.year)));
            }
        }
        if let Some(date) = birth.date {
            let (first, second) = (date.day().min(date.month()), date.day().max(date.month()));
            let date = format!("{}-{first}-{second}", birth.year);
            for name in &profile.names {
                keys.push(format!("g:{}:{date}", name.given.sound()));
                keys.extend(name.family.iter().map(|family| format!("h:{}:{date}", family.sound())));
            }
            keys.extend(communes().map(|commune| format!("d:{date}:{commune}")));
        }
    }
    if let (Some(father), Some(mother)) = (&profile.father, &profile.mother) {
        keys.push(format!("p:{}:{}", whole(father), whole(mother)));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The keys of its numbers and file codes: whoever shares one is the same person, or there is a mistake.
pub fn identifying_keys(profile: &Profile) -> Vec<String> {
    let numbers = profile.numbers.iter().map(|number| format!("n:{}:{}", number.kind, number.token));
    numbers.chain(profile.file_codes.iter().map(|code| format!("f:{code}"))).collect()
}

/// Two buckets of two years each, so that years one apart share one.
fn year_buckets(year: i32) -> [i32; 2] {
    [year.div_euclid(2) * 2, (year + 1).div_euclid(2) * 2 - 1]
}

/// Family and given name and what stands between, by sound.
fn whole(name: &Name) -> String {
    let words = name.family.iter().chain(&name.middle).chain([&name.given]);
    words.map(Word::sound).collect::<Vec<_>>().join(" ")
}
