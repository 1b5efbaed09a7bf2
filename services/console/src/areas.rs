//! Names of administrative units, and the units an account may choose from.
//!
//! Codes are used again after a merger, so a name needs a day. Where a record brings none, the day is
//! chosen on which commune and province of the record belong together.

use chrono::{Datelike, NaiveDate};
use domain::places::{self, Level, Unit, days};
use web::{Grant, Scope};

use crate::forms::Choice;

/// The unit's full name as of the newest day it existed on.
pub fn name(code: &str, today: NaiveDate) -> String {
    days(today).iter().find_map(|day| places::find(code, *day)).map_or_else(|| code.to_owned(), Unit::full_name)
}

/// A commune's name as of the newest day on which it lay in that province.
pub fn commune(code: &str, province: &str, today: NaiveDate) -> String {
    let together = places::day_together(code, province, today);
    together.and_then(|day| places::find(code, day)).map_or_else(|| name(code, today), Unit::full_name)
}

/// The province an account works in: that of its first area.
pub fn home_province(grants: &[Grant], today: NaiveDate) -> Option<String> {
    let area = grants.iter().find_map(|grant| grant.area.as_deref())?;
    days(today).iter().find_map(|day| places::province_of(area, *day)).map(|unit| unit.code.to_owned())
}

/// The province of today to choose a commune in: that of a commune whose code is still in use, or the account's own.
pub fn province_now(commune: Option<&str>, grants: &[Grant], today: NaiveDate) -> Option<String> {
    let of_commune = commune.and_then(|code| places::province_of(code, today)).map(|unit| unit.code.to_owned());
    of_commune.or_else(|| home_province(grants, today))
}

/// Today, or the last day the unit existed.
pub fn last_day(code: &str, today: NaiveDate) -> NaiveDate {
    days(today).into_iter().find(|day| places::find(code, *day).is_some()).unwrap_or(today)
}

/// The provinces of a day, as far as the scope reaches, by name.
pub fn provinces(scope: &Scope, on: NaiveDate) -> Vec<Choice> {
    let within = |unit: &&Unit| {
        scope.everywhere
            || scope.areas.iter().any(|area| places::province_of(area, on).is_some_and(|p| p.code == unit.code))
    };
    let mut units: Vec<&Unit> = places::provinces(on).filter(within).collect();
    units.sort_by_key(|unit| domain::text::fold(unit.name));
    units.into_iter().map(|unit| Choice::new(unit.code, unit.full_name())).collect()
}

/// The communes below these areas, in groups by district where there are districts.
pub fn communes<'a>(areas: impl IntoIterator<Item = &'a str>, today: NaiveDate) -> Vec<(String, Vec<Choice>)> {
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for area in areas {
        let on = last_day(area, today);
        match places::find(area, on) {
            Some(unit) if unit.level == Level::Commune => groups.push((String::new(), vec![choice(unit)])),
            Some(unit) => {
                let mut communes = places::communes_of(area, on);
                communes.sort_by_key(|commune| (commune.parent, domain::text::fold(commune.name)));
                for commune in communes {
                    let parent = commune.parent.filter(|parent| *parent != unit.code).unwrap_or_default();
                    let group = places::find(parent, on).map(Unit::full_name).unwrap_or_default();
                    match groups.last_mut().filter(|(name, _)| *name == group) {
                        Some((_, choices)) => choices.push(choice(commune)),
                        None => groups.push((group, vec![choice(commune)])),
                    }
                }
            }
            None => {}
        }
    }
    groups
}

fn choice(unit: &Unit) -> Choice {
    Choice::new(unit.code, unit.full_name())
}

/// The first day of a year.
pub fn first_of_year(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use domain::places::BEFORE_MERGER;

    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 8, 1).unwrap()
    }

    #[test]
    fn a_code_used_again_is_named_by_its_province() {
        assert_eq!(name("87", today()), "Tỉnh Đồng Tháp");
        assert_eq!(last_day("87", today()), BEFORE_MERGER);
        let old = places::communes_of("87", BEFORE_MERGER).first().copied().unwrap();
        assert_eq!(commune(old.code, "87", today()), old.full_name());
    }

    #[test]
    fn a_former_province_offers_its_former_communes_by_district() {
        let groups = communes(["87"], today());
        assert_eq!(groups.len(), 12);
        assert_eq!(groups.iter().map(|(_, choices)| choices.len()).sum::<usize>(), 141);
    }

    #[test]
    fn the_home_province_follows_from_the_first_area() {
        let commune = places::communes_of("87", BEFORE_MERGER).first().copied().unwrap();
        let grant = Grant { role: web::Role::CommuneOfficer, area: Some(commune.code.to_owned()), facility: None };
        let home = home_province(&[grant], today()).unwrap();
        assert!(home == "87" || home == "82", "{home}");
    }
}
