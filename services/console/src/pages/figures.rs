//! What a report's figures look like: findings, the table, a figure with its link and its stated twin.

use maud::{Markup, html};
use web::Language;

use crate::api::reporting::{Cell, Finding, Report, Row};
use crate::charts::{self, Attained};
use crate::fields::with_query;
use crate::format;
use crate::i18n::codes::label_of;
use crate::i18n::reports as t;
use crate::parts::{Tone, badge, scroll};

/// The column whose values are tenths of a percent.
pub const PERCENT: &str = "percent_tenths";

/// Whether a piece stands on its own page or among others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Full,
    Brief,
}

/// A finding and where it was found.
pub struct Found<'a> {
    pub finding: &'a Finding,
    /// The id of its report.
    pub report: &'a str,
    /// The report's page, where the reader is elsewhere.
    pub link: Option<String>,
}

/// The address of what stands behind a figure: lines of the ledger, or amounts of funding.
pub fn lines_link(lines: &str, report: &str) -> String {
    let (path, query) = lines.split_once('?').unwrap_or(("", lines));
    let page = if path.ends_with("/funding") { "/bao-cao/kinh-phi" } else { "/bao-cao/dong" };
    format!("{page}?{query}&{}", with_query("", [("bao-cao", report)]).trim_start_matches('?'))
}

/// A number that opens the lines it is made of.
pub fn figure(cell: &Cell, shown: &str, report: &str) -> Markup {
    html! {
        @match &cell.lines {
            Some(lines) => a.figure href=(lines_link(lines, report)) data-count=(cell.value) { (shown) },
            None => span { (shown) },
        }
    }
}

pub fn shown(column: &str, cell: &Cell, language: Language) -> String {
    written(column, cell.value, language)
}

fn written(column: &str, value: i64, language: Language) -> String {
    if column == PERCENT { format::percent(value, language) } else { format::number(value, language) }
}

/// A difference in the column's own measure.
fn apart(column: &str, value: i64, language: Language) -> String {
    let plus = if value > 0 { "+" } else { "" };
    format!("{plus}{}", written(column, value, language))
}

fn difference(cell: &Cell) -> Option<i64> {
    cell.difference.or_else(|| cell.stated.map(|stated| stated - cell.value))
}

/// How a row stands against what the source says: nothing stated, all equal, or the differences.
fn check<'a>(report: &'a Report, row: &Row) -> Option<Vec<(&'a str, i64)>> {
    let cells = report.columns.iter().filter_map(|column| Some((column.id.as_str(), row.cells.get(&column.id)?)));
    let differences: Vec<(&str, i64)> = cells
        .filter(|(_, cell)| cell.stated.is_some())
        .map(|(column, cell)| (column, difference(cell).unwrap_or(0)))
        .collect();
    if differences.is_empty() {
        return None;
    }
    Some(differences.into_iter().filter(|(_, difference)| *difference != 0).collect())
}

/// The table of all figures, stated ones beside computed ones.
pub fn table(report: &Report, labelled_by: &str, shape: Shape, language: Language) -> Markup {
    let full = shape == Shape::Full;
    let checked = report.rows.iter().any(|row| check(report, row).is_some());
    let table = html! {
        table.figures {
            thead { tr {
                @if full { th.number scope="col" { (t::ROW_NUMBER.to(language)) } }
                th scope="col" { (t::ROW.to(language)) }
                @if full { th scope="col" { (t::UNIT.to(language)) } }
                @for column in &report.columns { th.number scope="col" { (column.name.to(language)) } }
                @if checked { th scope="col" { (t::CHECKED.to(language)) } }
            } }
            tbody {
                @for (position, row) in report.rows.iter().enumerate() {
                    tr id={ "r-" (row.id) } {
                        @if full { td.number { (position + 1) } }
                        th scope="row" { (row.name.to(language)) }
                        @if full { td.unit { (label_of::<domain::codes::CountUnit>(&row.unit, language)) } }
                        @for column in &report.columns {
                            td.number { (cell(row.cells.get(&column.id), &column.id, report, language)) }
                        }
                        @if checked { td.check { (verdict(report, row, language)) } }
                    }
                }
            }
        }
    };
    scroll(labelled_by, &table)
}

fn cell(cell: Option<&Cell>, column: &str, report: &Report, language: Language) -> Markup {
    let Some(cell) = cell else { return html! { span.none { "–" } } };
    html! {
        (figure(cell, &shown(column, cell, language), &report.id))
        @if let Some(stated) = cell.stated {
            @let stated = written(column, stated, language);
            @match difference(cell).filter(|difference| *difference != 0) {
                None => small { (t::SOURCE_AGREES.with(language, &[&stated])) },
                Some(off) => small.off { (t::SOURCE_SAYS.with(language, &[&stated, &apart(column, off, language)])) },
            }
        }
    }
}

fn verdict(report: &Report, row: &Row, language: Language) -> Markup {
    match check(report, row) {
        None => html! { span.none { "–" } },
        Some(differences) if differences.is_empty() => badge(Tone::Good, t::MATCHES.to(language)),
        Some(differences) => html! {
            @for (column, off) in differences { (badge(Tone::Bad, &apart(column, off, language))) " " }
        },
    }
}

/// What stands above a report: every contradiction with its numbers, its quote and its list.
pub fn findings(findings: &[Found<'_>], shape: Shape, language: Language) -> Markup {
    let of = |severity: &str| findings.iter().filter(|found| found.finding.severity == severity).count();
    let counts = [of("blocking"), of("warning"), of("info")].map(|count| format::count(count, language));
    let class = match (of("blocking"), of("warning")) {
        (0, 0) => "calm",
        (0, _) => "warning",
        _ => "blocking",
    };
    html! {
        section class={ "findings " (class) } aria-labelledby="findings" {
            h2 #findings {
                (t::FINDINGS.to(language))
                @if !findings.is_empty() {
                    ": " (t::FINDINGS_SUMMARY.with(language, &[&counts[0], &counts[1], &counts[2]]))
                }
            }
            @if findings.is_empty() { p { span aria-hidden="true" { "✓ " } (t::ALL_MATCH.to(language)) } }
            @else { ul { @for found in findings { li { (one(found, shape, language)) } } } }
        }
    }
}

/// A name without the dash that sets a row below another.
pub fn bare(name: &str) -> String {
    let mut letters = name.trim_start_matches(['–', ' ']).chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn one(found: &Found<'_>, shape: Shape, language: Language) -> Markup {
    let Found { finding, report, link } = found;
    let (tone, severity) = match finding.severity.as_str() {
        "blocking" => (Tone::Bad, t::BLOCKING),
        "warning" => (Tone::Warning, t::WARNING),
        _ => (Tone::Plain, t::INFO),
    };
    let number = |value: i64| format::number(value, language);
    // Where the sentence names the difference already, the numbers are not said twice.
    let said = finding
        .difference
        .is_some_and(|off| finding.name.to(language).contains(&format::signed(off, Language::Vietnamese)));
    let parts: Vec<String> = [
        finding.computed.map(|value| t::COMPUTED.with(language, &[&number(value)])),
        finding.stated.map(|value| t::STATED.with(language, &[&number(value)])),
        finding.difference.map(|value| t::DIFFERENCE.with(language, &[&format::signed(value, language)])),
    ]
    .into_iter()
    .flatten()
    .collect();
    if shape == Shape::Brief {
        return html! {
            p {
                (badge(tone, severity.to(language))) " " (bare(finding.name.to(language))) " "
                @if let Some(link) = link { a href=(link) { (t::OPEN_IN_REPORT.to(language)) } }
            }
        };
    }
    html! {
        p { (badge(tone, severity.to(language))) " " strong { (bare(finding.name.to(language))) } }
        @if !parts.is_empty() && !said { p.sums { (parts.join(", ")) "." } }
        @if let Some(quote) = &finding.quote { blockquote lang="vi" { "“" (quote) "”" } }
        p.links {
            @if let Some(source) = &finding.source { span { (t::SOURCE.with(language, &[source])) } }
            @if let Some(lines) = &finding.lines {
                a href=(lines_link(lines, report)) data-count=[finding.computed] { (t::OPEN_LIST.to(language)) }
            }
            code { (finding.code) }
        }
    }
}

/// Results against targets as a chart; `None` when the report has no percentages.
pub fn attainment(report: &Report, language: Language) -> Option<Markup> {
    let attained = |row: &Row| {
        let cell = row.cells.get(PERCENT)?;
        let lines = row.cells.get("result").and_then(|cell| cell.lines.as_deref()).or(cell.lines.as_deref());
        let link = lines.map(|lines| lines_link(lines, &report.id));
        Some(Attained { name: row.name.to(language).to_owned(), tenths: cell.value, link })
    };
    let data: Vec<Attained> = report.rows.iter().filter_map(attained).collect();
    if data.is_empty() {
        return None;
    }
    let description = t::ATTAINMENT_DESC.to(language);
    Some(html! {
        figure {
            (charts::attainment("attainment", t::ATTAINMENT.to(language), description, &data, language))
            figcaption { (description) }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(value: i64, stated: Option<i64>) -> Cell {
        Cell { value, lines: None, stated, difference: None }
    }

    /// A report of one row with one column.
    fn report(cell: Cell) -> Report {
        let name = crate::i18n::Named { vi: "x".into(), en: "x".into() };
        let cells = [("total".to_owned(), cell)].into();
        Report {
            id: "facility-flow".into(),
            name: name.clone(),
            to: chrono::NaiveDate::MIN,
            known_at: chrono::DateTime::UNIX_EPOCH,
            columns: vec![crate::api::reporting::Column { id: "total".into(), name: name.clone() }],
            rows: vec![Row { id: "r".into(), name, unit: "person".into(), cells }],
            findings: Vec::new(),
        }
    }

    #[test]
    fn a_row_is_checked_where_something_is_stated() {
        let checked = |value, stated| {
            let report = report(cell(value, stated));
            check(&report, &report.rows[0]).map(|off| off.iter().map(|(_, off)| *off).collect::<Vec<i64>>())
        };
        assert_eq!(checked(677, None), None);
        assert_eq!(checked(677, Some(667)), Some(vec![-10]));
        assert_eq!(checked(463, Some(463)), Some(Vec::new()));
    }

    #[test]
    fn a_figure_links_to_its_own_lines() {
        let link = lines_link("/api/reporting/v1/lines?book=facility&from=2019-01-01", "facility-flow");
        assert_eq!(link, "/bao-cao/dong?book=facility&from=2019-01-01&bao-cao=facility-flow");
    }

    #[test]
    fn an_amount_links_to_its_funding() {
        let link = lines_link("/api/reporting/v1/funding?province=04", "province-summary");
        assert_eq!(link, "/bao-cao/kinh-phi?province=04&bao-cao=province-summary");
    }

    #[test]
    fn a_percentage_is_compared_as_one() {
        assert_eq!(apart(PERCENT, -54, Language::Vietnamese), "−5,4 %");
        assert_eq!(apart("total", 32, Language::Vietnamese), "+32");
    }

    #[test]
    fn a_quote_cannot_become_markup() {
        let finding = Finding {
            severity: "blocking".into(),
            code: "sum".into(),
            name: crate::i18n::Named { vi: "<img src=x>".into(), en: "x".into() },
            stated: Some(667),
            computed: Some(677),
            difference: Some(-10),
            lines: None,
            source: None,
            quote: Some("<script>".into()),
        };
        let markup = findings(
            &[Found { finding: &finding, report: "facility-flow", link: None }],
            Shape::Full,
            Language::Vietnamese,
        )
        .into_string();
        assert!(!markup.contains("<script>") && !markup.contains("<img"));
        assert!(markup.contains("Tính được 677, nguồn ghi 667, lệch −10."));
    }
}
