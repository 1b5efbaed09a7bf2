//! What merges of persons change in a figure that counts persons.

use super::findings::finding;
use super::report::{Cell, Finding, Row, Severity};

/// How many persons a selection counts by record and by whom records stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergeEffect {
    /// Persons, had nobody been merged.
    pub before: i64,
    /// Persons as they are counted.
    pub after: i64,
    /// Records of the selection that share their person with another record of it.
    pub records: i64,
    /// The persons whom these records stand for.
    pub persons: i64,
}

impl MergeEffect {
    /// The note on a row, from the cell that shows the figure; none where the figure is as without merges. What
    /// else the cell counts, such as planned seats, is the same on both sides.
    pub fn note(self, row: &Row, cell: &Cell) -> Option<Finding> {
        let fewer = self.before - self.after;
        if fewer == 0 {
            return None;
        }
        let (before, after) = (cell.value + fewer, cell.value);
        let (mut vi, mut en) = (String::new(), String::new());
        // In a part of a book (“not in a facility”) one may be fewer because another record is elsewhere.
        if self.records > 0 {
            vi = format!(" {} hồ sơ được gộp thành {} người;", self.records, self.persons);
            en = format!(" {} records merged into {};", self.records, people(self.persons));
        }
        let vi = format!("{}:{vi} người {before} → {after}, lượt không đổi", row.vi);
        let en = format!("{}:{en} persons {before} → {after}, attendances unchanged", row.en);
        let note = finding(Severity::Info, "merge_effect", vi, en);
        Some(Finding { computed: Some(after), difference: Some(-fewer), lines: cell.lines.clone(), ..note })
    }
}

fn people(count: i64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} persons") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::codes::CountUnit;

    fn note(effect: MergeEffect, value: i64) -> Option<(String, String)> {
        let row = Row {
            id: "closing".into(),
            vi: "Có mặt cuối kỳ".into(),
            en: "Present at the end".into(),
            unit: CountUnit::Person,
            cells: Default::default(),
        };
        let cell = Cell { value, ..Cell::default() };
        effect.note(&row, &cell).map(|note| (note.vi, note.en))
    }

    #[test]
    fn a_figure_says_how_many_persons_merges_made_fewer() {
        let effect = MergeEffect { before: 361, after: 360, records: 2, persons: 1 };
        let (vi, en) = note(effect, 360).unwrap();
        assert_eq!(vi, "Có mặt cuối kỳ: 2 hồ sơ được gộp thành 1 người; người 361 → 360, lượt không đổi");
        assert_eq!(en, "Present at the end: 2 records merged into 1 person; persons 361 → 360, attendances unchanged");
    }

    #[test]
    fn a_figure_that_merges_leave_alone_says_nothing() {
        assert_eq!(note(MergeEffect { before: 360, after: 360, records: 0, persons: 0 }, 360), None);
    }

    #[test]
    fn a_record_that_stands_elsewhere_is_fewer_without_a_pair() {
        let effect = MergeEffect { before: 5, after: 4, records: 0, persons: 0 };
        assert_eq!(note(effect, 4).unwrap().0, "Có mặt cuối kỳ: người 5 → 4, lượt không đổi");
    }
}
