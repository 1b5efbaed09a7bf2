//! The summary as a form's fields, and back.

use std::str::FromStr;

use chrono::NaiveDate;
use web::Language;

use crate::api::registry::particulars::{Earlier, Frequency, Guardian, Record, Relative, Summary};
use crate::fields::Fields;
use crate::forms::Errors;
use crate::i18n::{Text, particulars as t, shell};

/// Rows offered beyond those that are filled in.
const SPARE_ROWS: usize = 2;
/// So many rows of a repeated field are read.
const MOST_ROWS: usize = 20;

/// A form's fields with what is known.
pub fn to_fields(summary: &Summary) -> Fields {
    let mut fields = Fields::default();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            fields = std::mem::take(&mut fields).set(name, value);
        }
    };
    let flag = |known: Option<bool>| known.map(|yes| if yes { "yes" } else { "no" }.to_owned());
    put("home_town", summary.home_town.clone());
    put("ethnicity", summary.ethnicity.map(|one| one.to_string()));
    put("ethnicity_name", summary.ethnicity_name.clone());
    put("religious", flag(summary.religious));
    put("schooling", summary.schooling.map(|one| one.to_string()));
    put("nationality", summary.nationality.clone());
    for (name, relative) in [("father", &summary.father), ("mother", &summary.mother)] {
        put(&format!("{name}.name"), relative.as_ref().map(|one| one.name.clone()));
        put(&format!("{name}.official_number"), relative.as_ref().and_then(|one| one.official_number.clone()));
    }
    put("occupation", summary.occupation.clone());
    put("workplace", summary.workplace.clone());
    for (row, record) in summary.records.iter().enumerate() {
        put(&format!("records.{row}.kind"), Some(record.kind.to_string()));
        put(&format!("records.{row}.decision_number"), record.decision_number.clone());
        put(&format!("records.{row}.decided_on"), record.decided_on.map(|on| on.to_string()));
        put(&format!("records.{row}.issuer"), record.issuer.clone());
    }
    put("psychotic_signs", flag(summary.psychotic_signs));
    put("first_use", summary.first_use.clone());
    put("first_detected_on", summary.first_detected_on.map(|on| on.to_string()));
    put("route", summary.route.map(|one| one.to_string()));
    for (row, earlier) in summary.earlier_rehabilitations.iter().enumerate() {
        put(&format!("earlier_rehabilitations.{row}.form"), Some(earlier.form.to_string()));
        put(&format!("earlier_rehabilitations.{row}.place"), earlier.place.clone());
        put(&format!("earlier_rehabilitations.{row}.year"), earlier.year.map(|year| year.to_string()));
        put(&format!("earlier_rehabilitations.{row}.decision_number"), earlier.decision_number.clone());
    }
    put("frequency.times", summary.frequency.map(|often| often.times.to_string()));
    put("frequency.period", summary.frequency.map(|often| often.period.to_string()));
    put("dose", summary.dose.clone());
    put("phone", summary.phone.clone());
    put("social_account", summary.social_account.clone());
    put("guardian.kind", summary.guardian.as_ref().map(|one| one.kind.to_string()));
    put("guardian.name", summary.guardian.as_ref().map(|one| one.name.clone()));
    put("guardian.phone", summary.guardian.as_ref().and_then(|one| one.phone.clone()));
    let drugs = summary.drugs.iter().map(|drug| drug.to_string());
    drugs.fold(fields, |fields, drug| fields.with("drugs", drug))
}

/// The number of rows a repeated field is shown with.
pub fn rows(values: &Fields, field: &str) -> usize {
    let filled = (0..MOST_ROWS).rev().find(|row| {
        let prefix = format!("{field}.{row}.");
        values.iter().any(|(name, value)| name.starts_with(&prefix) && !value.trim().is_empty())
    });
    (filled.map_or(0, |row| row + 1) + SPARE_ROWS).min(MOST_ROWS)
}

/// Reads a form, with all that can't be read.
pub struct Reader<'a> {
    pub values: &'a Fields,
    pub language: Language,
    pub errors: Errors,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, text: Text) {
        let errors = std::mem::take(&mut self.errors);
        self.errors = errors.and(Errors::at(field, text.to(self.language)));
    }

    fn text(&self, name: &str) -> Option<String> {
        self.values.given(name)
    }

    /// A code or a number.
    fn parsed<T: FromStr>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        let read = text.parse().ok();
        if read.is_none() {
            self.wrong(name, t::NUMBER_WRONG);
        }
        read
    }

    fn date(&mut self, name: &str) -> Option<NaiveDate> {
        self.text(name)?;
        let read = self.values.date(name);
        if read.is_none() {
            self.wrong(name, shell::DATE_WRONG);
        }
        read
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.values.text(name) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    fn relative(&mut self, name: &str) -> Option<Relative> {
        let number = self.text(&format!("{name}.official_number"));
        match self.text(&format!("{name}.name")) {
            Some(known) => Some(Relative { name: known, official_number: number }),
            None => {
                if number.is_some() {
                    self.wrong(&format!("{name}.name"), t::NAME_FIRST);
                }
                None
            }
        }
    }

    /// A row is left out where its kind was not chosen; one that is filled in without it is wrong.
    fn kind<T: FromStr>(&mut self, prefix: &str, kind: &str) -> Option<T> {
        let name = format!("{prefix}.{kind}");
        let filled = self.values.iter().any(|(field, value)| {
            field.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('.')) && !value.trim().is_empty()
        });
        if filled && self.text(&name).is_none() {
            self.wrong(&name, t::KIND_FIRST);
        }
        self.parsed(&name)
    }

    fn records(&mut self) -> Vec<Record> {
        let row = |row| {
            let prefix = format!("records.{row}");
            Some(Record {
                kind: self.kind(&prefix, "kind")?,
                decision_number: self.text(&format!("{prefix}.decision_number")),
                decided_on: self.date(&format!("{prefix}.decided_on")),
                issuer: self.text(&format!("{prefix}.issuer")),
            })
        };
        (0..MOST_ROWS).filter_map(row).collect()
    }

    fn earlier(&mut self) -> Vec<Earlier> {
        let row = |row| {
            let prefix = format!("earlier_rehabilitations.{row}");
            Some(Earlier {
                form: self.kind(&prefix, "form")?,
                place: self.text(&format!("{prefix}.place")),
                year: self.parsed(&format!("{prefix}.year")),
                decision_number: self.text(&format!("{prefix}.decision_number")),
            })
        };
        (0..MOST_ROWS).filter_map(row).collect()
    }

    fn frequency(&mut self) -> Option<Frequency> {
        let (times, period) = (self.parsed("frequency.times"), self.parsed("frequency.period"));
        if times.is_some() != period.is_some() && self.errors.is_empty() {
            self.wrong(if times.is_some() { "frequency.period" } else { "frequency.times" }, shell::NOT_ENTERED);
        }
        Some(Frequency { times: times?, period: period? })
    }

    fn guardian(&mut self) -> Option<Guardian> {
        let (kind, name, phone) =
            (self.parsed("guardian.kind"), self.text("guardian.name"), self.text("guardian.phone"));
        if kind.is_some() != name.is_some() || (phone.is_some() && name.is_none()) {
            self.wrong("guardian.name", t::RELATION_FIRST);
        }
        Some(Guardian { kind: kind?, name: name?, phone })
    }

    pub fn summary(&mut self) -> Summary {
        Summary {
            home_town: self.text("home_town"),
            ethnicity: self.parsed("ethnicity"),
            ethnicity_name: self.text("ethnicity_name"),
            religious: self.flag("religious"),
            schooling: self.parsed("schooling"),
            nationality: self.text("nationality"),
            father: self.relative("father"),
            mother: self.relative("mother"),
            occupation: self.text("occupation"),
            workplace: self.text("workplace"),
            records: self.records(),
            psychotic_signs: self.flag("psychotic_signs"),
            first_use: self.text("first_use"),
            first_detected_on: self.date("first_detected_on"),
            drugs: self.values.all("drugs").iter().filter_map(|code| code.parse().ok()).collect(),
            route: self.parsed("route"),
            earlier_rehabilitations: self.earlier(),
            frequency: self.frequency(),
            dose: self.text("dose"),
            phone: self.text("phone"),
            social_account: self.text("social_account"),
            guardian: self.guardian(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Summary, Vec<String>) {
        let values = Fields::parse(text.as_bytes());
        let mut reader = Reader { values: &values, language: Language::English, errors: Errors::default() };
        let summary = reader.summary();
        (summary, reader.errors.fields.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn what_is_known_comes_back_as_it_was() {
        let (summary, wrong) = read(
            "home_town=H&religious=no&father.name=B&records.0.kind=drug_sanction&records.0.decided_on=01/02/2020\
             &drugs=heroin&drugs=opium&frequency.times=2&frequency.period=day&guardian.kind=mother&guardian.name=M\
             &earlier_rehabilitations.1.form=home&earlier_rehabilitations.1.year=2015",
        );
        assert!(wrong.is_empty(), "{wrong:?}");
        let again = to_fields(&summary);
        assert_eq!(again.all("drugs"), ["heroin", "opium"]);
        // Empty rows close up.
        assert_eq!(again.text("earlier_rehabilitations.0.year"), "2015");
        assert_eq!(again.text("records.0.decided_on"), "2020-02-01");
        assert_eq!(rows(&again, "records"), 3);
        assert_eq!(rows(&Fields::default(), "records"), 2);
    }

    #[test]
    fn half_a_row_is_said() {
        let (_, wrong) = read(
            "records.0.issuer=X&father.official_number=1&frequency.times=many&guardian.phone=09\
             &earlier_rehabilitations.0.form=home&earlier_rehabilitations.0.year=x&first_detected_on=31/02/2020",
        );
        let expected = [
            "father.name",
            "records.0.kind",
            "first_detected_on",
            "earlier_rehabilitations.0.year",
            "frequency.times",
            "guardian.name",
        ];
        assert_eq!(wrong, expected);
    }
}
