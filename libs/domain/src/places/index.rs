//! The embedded list, read once and indexed by code and by parent.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;

use super::search::words;
use super::unit::{Level, Unit};

/// Day of the oldest list held; earlier dates are answered with it.
pub const EARLIEST: NaiveDate =
    NaiveDate::from_ymd_opt(2019, 10, 6).expect("the sixth of October is in every calendar");

pub(super) static INDEX: LazyLock<Index> = LazyLock::new(|| Index::read(include_str!("../../data/units.tsv")));

pub(super) struct Index {
    units: Vec<Unit>,
    /// Diacritic-free full names, in the order of `units`.
    folded: Vec<String>,
    by_code: HashMap<&'static str, Vec<usize>>,
    by_parent: HashMap<&'static str, Vec<usize>>,
}

impl Index {
    fn read(table: &'static str) -> Self {
        let units: Vec<Unit> = table
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| read_unit(line).expect("the table is compiled in and the tests read every row"))
            .collect();
        let folded = units.iter().map(|unit| words(&unit.full_name())).collect();
        let mut by_code: HashMap<_, Vec<usize>> = HashMap::new();
        let mut by_parent: HashMap<_, Vec<usize>> = HashMap::new();
        for (position, unit) in units.iter().enumerate() {
            by_code.entry(unit.code).or_default().push(position);
            if let Some(parent) = unit.parent {
                by_parent.entry(parent).or_default().push(position);
            }
        }
        Self { units, folded, by_code, by_parent }
    }

    pub(super) fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Every unit with its diacritic-free full name.
    pub(super) fn folded(&self) -> impl Iterator<Item = (&Unit, &str)> {
        self.units.iter().zip(self.folded.iter().map(String::as_str))
    }

    pub(super) fn with_code(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.at(self.by_code.get(code))
    }

    pub(super) fn with_parent(&self, code: &str) -> impl Iterator<Item = &Unit> {
        self.at(self.by_parent.get(code))
    }

    fn at<'a>(&'a self, positions: Option<&'a Vec<usize>>) -> impl Iterator<Item = &'a Unit> {
        positions.into_iter().flatten().map(|&position| &self.units[position])
    }
}

/// Reads `code, kind, name, parent, valid_from, valid_to`, separated by tabs.
fn read_unit(line: &'static str) -> Option<Unit> {
    let mut fields = line.split('\t');
    let code = fields.next()?;
    Some(Unit {
        code,
        level: Level::of_code(code)?,
        kind: fields.next()?,
        name: fields.next()?,
        parent: fields.next().map(|parent| (!parent.is_empty()).then_some(parent))?,
        valid_from: fields.next()?.parse().ok()?,
        valid_to: match fields.next()? {
            "" => None,
            last => Some(last.parse().ok()?),
        },
    })
}
