//! Whom the lines of one measure count.
//!
//! A measure is a stay, a treatment, a case, a file or a referral: what one aggregate of another service is
//! about. Its first event says for which record it was recorded; later ones name whom that record stands for by
//! then, which a merge changes and its undoing changes back. In the ledger a measure counts one record from its
//! first line to its last, with that record's sex and birth, and in books that go by residence in the area where
//! it came in last: where it began, or where a file was transferred to. So whoever came in is the one who goes
//! out, in every split of a book, and merges are a matter of reading: see the store's `person_links`.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::codes::Sex;
use domain::person::Birth;
use uuid::Uuid;

use super::ledger::{Book, Line, OUTSIDE};

/// What the lines of a measure so far say of whom it counts, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct First {
    pub counted_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub sex: Option<Sex>,
    pub born_on: Option<NaiveDate>,
    pub province_code: String,
    pub commune_code: Option<String>,
}

impl First {
    fn of(line: &Line) -> Self {
        Self {
            counted_id: line.counted_id,
            person_id: line.person_id,
            sex: line.sex,
            born_on: line.born_on,
            province_code: line.province_code.clone(),
            commune_code: line.commune_code.clone(),
        }
    }

    fn say_of(&mut self, line: &mut Line) {
        line.counted_id = self.counted_id;
        line.person_id = self.person_id;
        line.sex = self.sex;
        line.born_on = self.born_on;
        line.age = self.born_on.map(|born| Birth::on(born).age_on(line.occurred_on));
        // A file that comes in a second time was transferred, and stands where it came to from then on.
        if line.book == Book::Register && line.from == OUTSIDE {
            self.commune_code.clone_from(&line.commune_code);
            self.province_code.clone_from(&line.province_code);
            return;
        }
        // Stays and treatments have a province of their own, treatments a commune too; their events state it.
        if line.book != Book::Community {
            line.commune_code.clone_from(&self.commune_code);
        }
        if !matches!(line.book, Book::Community | Book::Facility) {
            line.province_code.clone_from(&self.province_code);
        }
    }
}

/// Lets each line count whom the first line of its measure counts. `known` holds what the lines in the ledger say
/// already; the new lines come in the order of their events.
pub fn count_as_first(lines: &mut [Line], mut known: HashMap<Uuid, First>) {
    for line in lines {
        let Some(measure) = line.measure_id else { continue };
        match known.get_mut(&measure) {
            Some(first) => first.say_of(line),
            None => drop(known.insert(measure, First::of(line))),
        }
    }
}
