//! Administrative units of the whole country, with validity dates.
//!
//! Until 30/6/2025 there were three levels (province, district, commune); from
//! 1/7/2025 there are two (Decision 19/2025/QĐ-TTg). Codes are zero-padded text,
//! two, three and five digits long, and are used again for bigger units: An Giang
//! was 89 and is 91, which was Kiên Giang. A code therefore means something only
//! together with a date, and every function here asks for that date.
//!
//! The list is built from five published lists (see `data/README.md`). A change that
//! happened between two of them is dated to the later one, unless the resolution's own
//! date is known. Dates before [`EARLIEST`] are answered with the earliest list,
//! because nothing older is held and a file opened in 2016 still needs its commune.

mod index;
mod place;
mod search;
#[cfg(test)]
mod tests;
mod unit;

use chrono::NaiveDate;

pub use index::EARLIEST;
pub use place::Place;
pub use search::search;
pub use unit::{Level, Unit};

use index::INDEX;

/// The last day with districts.
pub const BEFORE_MERGER: NaiveDate = NaiveDate::from_ymd_opt(2025, 6, 30).expect("30 June is in every calendar");

/// The days on which to ask for a unit whose record brings none, the newest first.
pub fn days(today: NaiveDate) -> [NaiveDate; 3] {
    [today, BEFORE_MERGER, EARLIEST]
}

/// The newest day on which a commune lay in that province: codes are used again, but not both of these together.
pub fn day_together(commune: &str, province: &str, today: NaiveDate) -> Option<NaiveDate> {
    days(today).into_iter().find(|on| province_of(commune, *on).is_some_and(|unit| unit.code == province))
}

/// The unit that carried `code` on the day `on`.
pub fn find(code: &str, on: NaiveDate) -> Option<&'static Unit> {
    INDEX.with_code(code).find(|unit| unit.is_valid_on(on))
}

/// The units directly below `code` on the day `on`, by code.
pub fn children(code: &str, on: NaiveDate) -> Vec<&'static Unit> {
    INDEX.with_parent(code).filter(|unit| unit.is_valid_on(on)).collect()
}

/// The unit itself, then what it belongs to, up to its province. Empty when the code
/// was not in use on that day.
pub fn lineage(code: &str, on: NaiveDate) -> impl Iterator<Item = &'static Unit> {
    std::iter::successors(find(code, on), move |unit| find(unit.parent?, on))
}

/// The province a unit lay in on the day `on`; a province is its own.
pub fn province_of(code: &str, on: NaiveDate) -> Option<&'static Unit> {
    lineage(code, on).find(|unit| unit.level == Level::Province)
}

/// Whether `code` is `area_code` or lies below it on the day `on`. False when either
/// code was not in use on that day, so that an old commune never falls into the
/// province that took over its province's code.
pub fn is_within(code: &str, area_code: &str, on: NaiveDate) -> bool {
    lineage(code, on).any(|unit| unit.code == area_code)
}

/// The provinces of the day `on`, by code.
pub fn provinces(on: NaiveDate) -> impl Iterator<Item = &'static Unit> {
    INDEX.units().iter().filter(move |unit| unit.level == Level::Province && unit.is_valid_on(on))
}

/// The districts of a province on the day `on`, by code; none from 1/7/2025.
pub fn districts_of(province_code: &str, on: NaiveDate) -> Vec<&'static Unit> {
    below(province_code, Level::District, on)
}

/// The communes of a province or district on the day `on`, by code.
pub fn communes_of(area_code: &str, on: NaiveDate) -> Vec<&'static Unit> {
    below(area_code, Level::Commune, on)
}

fn below(area_code: &str, level: Level, on: NaiveDate) -> Vec<&'static Unit> {
    let mut found = Vec::new();
    let mut open = children(area_code, on);
    while let Some(unit) = open.pop() {
        if unit.level == level {
            found.push(unit);
        } else {
            open.extend(children(unit.code, on));
        }
    }
    found.sort_by_key(|unit| unit.code);
    found
}
