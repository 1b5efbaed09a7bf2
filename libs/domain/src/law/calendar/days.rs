//! The embedded list of days off, read once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

use super::{Certainty, DayKind, KnownYear};

pub(super) static DAYS: LazyLock<Days> = LazyLock::new(|| Days::read(include_str!("../../../data/holidays.tsv")));

pub(super) struct Days {
    years: BTreeMap<i32, KnownYear>,
    days: BTreeMap<NaiveDate, Day>,
}

struct Day {
    kind: DayKind,
    /// Where it differs from its year's.
    certainty: Option<Certainty>,
}

impl Days {
    fn read(table: &'static str) -> Self {
        let mut read = Self { years: BTreeMap::new(), days: BTreeMap::new() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            read.take(line).expect("the table is compiled in and the tests read every row");
        }
        read
    }

    /// Takes `year, year, mark, source` or `day, day, kind, occasion, counterpart, mark`, separated by
    /// tabs; fields at the end may be missing.
    fn take(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split('\t');
        let record = fields.next()?;
        let key = fields.next()?;
        let third = fields.next()?;
        let fourth = fields.next().unwrap_or_default();
        match record {
            "year" => {
                let year = key.parse().ok()?;
                let known = KnownYear { year, certainty: third.parse().ok()?, source: fourth };
                self.years.insert(year, known);
            }
            "day" => {
                let counterpart = fields.next().filter(|text| !text.is_empty());
                let counterpart = counterpart.map(str::parse).transpose().ok()?;
                let certainty = fields.next().filter(|text| !text.is_empty());
                let certainty = certainty.map(str::parse).transpose().ok()?;
                let kind = kind(third, fourth, counterpart)?;
                self.days.insert(key.parse().ok()?, Day { kind, certainty });
            }
            _ => return None,
        }
        Some(())
    }

    pub(super) fn kind(&self, day: NaiveDate) -> Option<DayKind> {
        self.days.get(&day).map(|listed| listed.kind)
    }

    pub(super) fn certainty(&self, day: NaiveDate) -> Certainty {
        let of_year = self.years.get(&day.year()).map_or(Certainty::WeekOnly, |year| year.certainty);
        self.days.get(&day).and_then(|listed| listed.certainty).unwrap_or(of_year)
    }

    pub(super) fn years(&self) -> impl Iterator<Item = KnownYear> {
        self.years.values().copied()
    }

    pub(super) fn listed(&self) -> impl Iterator<Item = (NaiveDate, DayKind)> {
        self.days.iter().map(|(day, listed)| (*day, listed.kind))
    }
}

fn kind(name: &str, occasion: &str, counterpart: Option<NaiveDate>) -> Option<DayKind> {
    let occasion = occasion.parse().ok()?;
    match name {
        "holiday" => Some(DayKind::Holiday { occasion }),
        "compensation" => Some(DayKind::Compensation { occasion, instead_of: counterpart? }),
        "swapped_off" => Some(DayKind::SwappedOff { occasion, worked_on: counterpart? }),
        "swapped_working" => Some(DayKind::SwappedWorking { occasion, free_on: counterpart? }),
        // Counted as worked, so that no deadline is shown later than it may be.
        "undecided" => Some(DayKind::Working),
        _ => None,
    }
}
