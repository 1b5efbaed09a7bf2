//! A selection says which lines a figure counts. The value and the list behind it come from the same
//! selection, so they can't differ.

use std::fmt::Write;

use chrono::{DateTime, NaiveDate, Utc};
use domain::codes::{CountUnit, Sex};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ledger::Book;

domain::code_list! {
    /// Which lines of the book are meant.
    Measure {
        /// Lines from outside, within the period.
        In = "in", "vào", "in";
        /// Lines to outside, within the period.
        Out = "out", "ra", "out";
        /// Lines that reach a population, within the period.
        Reached = "reached", "đạt", "reached";
        /// Who is inside at the end of `to`.
        Stock = "stock", "có mặt", "stock";
        /// Who was inside before `from`, and who came in the period.
        Treated = "treated", "đầu kỳ và tiếp nhận", "opening and intakes";
    }
}

/// Which lines are counted, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    pub book: Book,
    pub measure: Measure,
    pub unit: CountUnit,
    pub province: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// Comma-separated where several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The population that `reached` asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility: Option<Uuid>,
    /// `private`, or `!private` for all others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_to: Option<NaiveDate>,
    /// Only those who also stand in this other book at the end of `to`, or, with `!`, who don't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// Seats planned after `to` and up to this day are counted too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub planned_until: Option<NaiveDate>,
    /// Only what was recorded by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<DateTime<Utc>>,
}

/// Where and when a report looks.
#[derive(Clone, Debug)]
pub struct Frame {
    pub province: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub known_at: Option<DateTime<Utc>>,
}

impl Frame {
    pub fn select(&self, book: Book, measure: Measure, unit: CountUnit) -> Selection {
        Selection {
            book,
            measure,
            unit,
            province: self.province.clone(),
            from: self.from,
            to: self.to,
            cause: None,
            category: None,
            population: None,
            facility: None,
            facility_kind: None,
            sex: None,
            born_from: None,
            born_to: None,
            standing: None,
            planned_until: None,
            known_at: self.known_at,
        }
    }
}

impl Selection {
    pub fn cause(mut self, cause: &str) -> Self {
        self.cause = Some(cause.to_owned());
        self
    }

    pub fn category(mut self, category: &str) -> Self {
        self.category = Some(category.to_owned());
        self
    }

    pub fn population(mut self, population: &str) -> Self {
        self.population = Some(population.to_owned());
        self
    }

    pub fn facility_kind(mut self, kind: &str) -> Self {
        self.facility_kind = Some(kind.to_owned());
        self
    }

    pub fn sex(mut self, sex: Sex) -> Self {
        self.sex = Some(sex);
        self
    }

    pub fn standing(mut self, book: &str) -> Self {
        self.standing = Some(book.to_owned());
        self
    }

    /// Aged `at_least` and below `below` (either may be absent) at the end of `to`.
    pub fn aged(mut self, at_least: Option<u32>, below: Option<u32>) -> Self {
        let years_ago = |years: u32| self.to.checked_sub_months(chrono::Months::new(years * 12));
        self.born_to = at_least.and_then(years_ago);
        self.born_from = below.and_then(years_ago).and_then(|day| day.succ_opt());
        self
    }

    /// The same lines, as they stood at the end of `on`.
    pub fn stock_at(mut self, on: NaiveDate) -> Self {
        self.measure = Measure::Stock;
        self.to = on;
        self
    }

    /// The address of the lines.
    pub fn link(&self) -> String {
        let mut link = format!(
            "/api/reporting/v1/lines?book={}&measure={}&unit={}&province={}&from={}&to={}",
            self.book, self.measure, self.unit, self.province, self.from, self.to
        );
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                // Codes, dates and ids need no escaping but for the `+` of an offset and the `!`.
                let value = value.replace('+', "%2B").replace('!', "%21").replace(',', "%2C");
                write!(link, "&{name}={value}").expect("writing to a String can't fail");
            }
        };
        add("cause", self.cause.clone());
        add("category", self.category.clone());
        add("population", self.population.clone());
        add("facility", self.facility.map(|id| id.to_string()));
        add("facility_kind", self.facility_kind.clone());
        add("sex", self.sex.map(|sex| sex.to_string()));
        add("born_from", self.born_from.map(|day| day.to_string()));
        add("born_to", self.born_to.map(|day| day.to_string()));
        add("standing", self.standing.clone());
        add("planned_until", self.planned_until.map(|day| day.to_string()));
        add("known_at", self.known_at.map(|at| at.to_rfc3339()));
        link
    }
}
