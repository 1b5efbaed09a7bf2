//! Picks the sheet of a workbook.

use super::header;
use super::{Grid, Notice, Unreadable};

/// Rows read of each sheet to compare the sheets by.
pub(super) const HEAD_ROWS: usize = 120;

/// A sheet by its name, with whether Excel shows it.
pub(super) struct Named {
    pub name: String,
    pub visible: bool,
}

/// The choice, and what to tell about the sheets left aside.
pub(super) struct Choice {
    pub name: String,
    pub notices: Vec<Notice>,
}

/// The sheet asked for, or the visible one with the best header; the first of equals. `head` reads
/// the beginning of a sheet.
pub(super) fn choose(
    sheets: &[Named],
    wanted: Option<&str>,
    mut head: impl FnMut(&str) -> Result<Grid, Unreadable>,
) -> Result<Choice, Unreadable> {
    if let Some(wanted) = wanted {
        let found = sheets.iter().find(|sheet| sheet.name == wanted).ok_or(Unreadable::NoSheet)?;
        return Ok(Choice { name: found.name.clone(), notices: Vec::new() });
    }
    let all_hidden = sheets.iter().all(|sheet| !sheet.visible);
    let candidates: Vec<&Named> = sheets.iter().filter(|sheet| sheet.visible || all_hidden).collect();
    let mut best: Option<(f64, &str)> = None;
    for sheet in &candidates {
        let score = match candidates.len() {
            1 => 0.0,
            _ => score(&head(&sheet.name)?),
        };
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, &sheet.name));
        }
    }
    let (_, name) = best.ok_or(Unreadable::NoSheet)?;
    let names = |wanted: &dyn Fn(&Named) -> bool| -> Vec<String> {
        sheets.iter().filter(|sheet| sheet.name != name && wanted(sheet)).map(|sheet| sheet.name.clone()).collect()
    };
    let (others, hidden) = (names(&|sheet| sheet.visible || all_hidden), names(&|sheet| !sheet.visible && !all_hidden));
    let mut notices = Vec::new();
    if !others.is_empty() {
        notices.push(Notice::OtherSheets { sheets: others });
    }
    if !hidden.is_empty() {
        notices.push(Notice::HiddenSheets { sheets: hidden });
    }
    Ok(Choice { name: name.to_owned(), notices })
}

/// How much of a list a sheet is: its header's strength, and a little for holding anything at all.
fn score(grid: &Grid) -> f64 {
    let filled = grid.rows.iter().any(|row| row.iter().any(|cell| !cell.is_blank()));
    header::strength(grid) + if filled { 0.01 } else { 0.0 }
}
