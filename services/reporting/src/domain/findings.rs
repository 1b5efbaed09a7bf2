//! Setting stated figures beside computed ones and naming what contradicts what.

use chrono::NaiveDate;

use super::report::{Cell, Finding, Report, Severity};

/// A figure as an official document states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub row: String,
    pub column: String,
    pub value: i64,
    /// The day a stock is stated for; absent where the document names none.
    pub as_of: Option<NaiveDate>,
    pub source: String,
    pub quote: String,
}

/// A row that is the sum of others: `treated_total` = `opening` + `intakes`.
pub struct SumRule {
    pub row: &'static str,
    pub parts: &'static [&'static str],
}

/// A column that is the sum of the others in the same row.
pub const TOTAL: &str = "total";

pub(super) fn finding(severity: Severity, code: &str, vi: String, en: String) -> Finding {
    Finding {
        severity,
        code: code.to_owned(),
        vi,
        en,
        stated: None,
        computed: None,
        difference: None,
        lines: None,
        source: None,
        quote: None,
    }
}

fn against(mut finding: Finding, stated: &Stated, computed: i64, cell: Option<&Cell>) -> Finding {
    finding.stated = Some(stated.value);
    finding.computed = Some(computed);
    finding.difference = Some(stated.value - computed);
    finding.lines = cell.and_then(|cell| cell.lines.clone());
    finding.source = Some(stated.source.clone());
    finding.quote = Some(stated.quote.clone());
    finding
}

/// `−10`, `+32`
pub fn signed(value: i64) -> String {
    if value < 0 { format!("−{}", value.unsigned_abs()) } else { format!("+{value}") }
}

/// Puts each stated figure into its cell and lists every difference.
pub fn reconcile(report: &mut Report, stated: &[Stated], rules: &[SumRule]) {
    let mut findings = Vec::new();
    findings.extend(rules.iter().filter_map(|rule| broken_sum(report, stated, rule)));
    findings.extend(broken_totals(report, stated));
    let named: Vec<(String, String)> = findings
        .iter()
        .filter(|finding| finding.code == "stated_sum_differs")
        .filter_map(|finding| Some((finding.quote.clone()?, finding.source.clone()?)))
        .collect();
    for figure in stated {
        let Some(row) = report.rows.iter_mut().find(|row| row.id == figure.row) else { continue };
        let Some(cell) = row.cells.get_mut(&figure.column) else { continue };
        let difference = figure.value - cell.value;
        // The first one stated stands in the cell; all that differ stand among the findings.
        if cell.stated.is_none() {
            cell.stated = Some(figure.value);
            cell.difference = Some(difference);
        }
        let already_named = named.contains(&(figure.quote.clone(), figure.source.clone()));
        if difference != 0 && !already_named {
            let when = figure.as_of.map_or_else(
                || (" (không ghi ngày)".to_owned(), " (no day given)".to_owned()),
                |day| (format!(" đến {}", day.format("%d/%m/%Y")), format!(" on {day}")),
            );
            let vi = format!(
                "{}{}: nguồn ghi {}, tính được {} (lệch {})",
                row.vi,
                when.0,
                figure.value,
                cell.value,
                signed(difference)
            );
            let en = format!(
                "{}{}: the source says {}, computed {} ({})",
                row.en,
                when.1,
                figure.value,
                cell.value,
                signed(difference)
            );
            let plain = finding(Severity::Warning, "stated_differs", vi, en);
            findings.push(against(plain, figure, cell.value, Some(cell)));
        }
    }
    findings.extend(std::mem::take(&mut report.findings));
    findings.sort_by_key(|finding| finding.severity);
    report.findings = findings;
}

fn value_of(stated: &[Stated], row: &str, column: &str) -> Option<i64> {
    stated.iter().find(|figure| figure.row == row && figure.column == column).map(|figure| figure.value)
}

/// A printed sum that its printed parts do not give.
fn broken_sum(report: &Report, stated: &[Stated], rule: &SumRule) -> Option<Finding> {
    let sum = stated.iter().find(|figure| figure.row == rule.row && figure.column == TOTAL)?;
    let parts: Vec<i64> = rule.parts.iter().map(|row| value_of(stated, row, TOTAL)).collect::<Option<_>>()?;
    let expected: i64 = parts.iter().sum();
    if expected == sum.value {
        return None;
    }
    let row = report.rows.iter().find(|row| row.id == rule.row)?;
    let formula = parts.iter().map(i64::to_string).collect::<Vec<_>>().join(" + ");
    let difference = signed(sum.value - expected);
    let vi = format!("{}: {formula} = {expected}, nguồn ghi {} (lệch {difference})", row.vi, sum.value);
    let en = format!("{}: {formula} = {expected}, the source says {} ({difference})", row.en, sum.value);
    let plain = finding(Severity::Blocking, "stated_sum_differs", vi, en);
    Some(against(plain, sum, expected, row.cells.get(TOTAL)))
}

/// Printed totals that their printed columns do not give.
fn broken_totals(report: &Report, stated: &[Stated]) -> Vec<Finding> {
    let check = |total: &Stated| {
        let mut parts: Vec<&Stated> = Vec::new();
        for part in stated.iter().filter(|part| part.row == total.row && part.column != TOTAL) {
            // Parts belong to the total of their own sentence.
            if part.as_of == total.as_of && part.source == total.source {
                parts.push(part);
            }
        }
        let sum: i64 = parts.iter().map(|part| part.value).sum();
        if parts.len() < 2 || sum == total.value {
            return None;
        }
        let row = report.rows.iter().find(|row| row.id == total.row)?;
        let vi = format!("{}: các cột cộng lại {sum}, nguồn ghi {}", row.vi, total.value);
        let en = format!("{}: the columns add up to {sum}, the source says {}", row.en, total.value);
        let plain = finding(Severity::Blocking, "stated_columns_differ", vi, en);
        Some(against(plain, total, sum, row.cells.get(TOTAL)))
    };
    stated.iter().filter(|figure| figure.column == TOTAL).filter_map(check).collect()
}

/// Flows are stated but no stock they started from.
pub fn without_opening(report: &Report, stated: &[Stated]) -> Option<Finding> {
    let flows = stated.iter().any(|figure| figure.row == "intakes" && figure.column == TOTAL);
    if !flows || value_of(stated, "opening", TOTAL).is_some() {
        return None;
    }
    let closing = report.cell("closing", TOTAL)?;
    let opening = report.cell("opening", TOTAL)?;
    let net = closing.value - opening.value;
    let mut finding = finding(
        Severity::Warning,
        "no_opening_stock",
        format!("Nguồn không ghi số có mặt đầu kỳ; biến động thuần trong kỳ {}", signed(net)),
        format!("The source gives no opening stock; the net change of the period is {}", signed(net)),
    );
    finding.computed = Some(net);
    finding.lines = closing.lines.clone();
    Some(finding)
}

/// More people than places.
pub fn over_capacity(report: &Report, capacity: i64) -> Option<Finding> {
    let closing = report.cell("closing", TOTAL)?;
    if capacity == 0 || closing.value <= capacity {
        return None;
    }
    let over = closing.value - capacity;
    let mut finding = finding(
        Severity::Warning,
        "over_capacity",
        format!("Có mặt cuối kỳ {} vượt quy mô {capacity} ({})", closing.value, signed(over)),
        format!("{} present at the end, {over} over the capacity of {capacity}", closing.value),
    );
    finding.computed = Some(closing.value);
    finding.difference = Some(over);
    finding.lines = closing.lines.clone();
    Some(finding)
}

/// A sentence that claims all targets were met, beside the ones that were not.
pub fn claim_contradicted(report: &Report, stated: &[Stated]) -> Option<Finding> {
    let claim = stated.iter().find(|figure| figure.row == "all_targets_met")?;
    let missed: Vec<&super::report::Row> = report
        .rows
        .iter()
        .filter(|row| {
            let value = |column: &str| row.cells.get(column).map_or(0, |cell| cell.value);
            value("result") < value("target")
        })
        .collect();
    let worst = missed.first()?;
    let numbers = |row: &super::report::Row| {
        let value = |column: &str| row.cells.get(column).map_or(0, |cell| cell.value);
        (value("result"), value("target"), value("percent_tenths"))
    };
    let (result, target, tenths) = numbers(worst);
    let percent = format!("{},{}", tenths / 10, tenths % 10);
    let mut finding = finding(
        Severity::Blocking,
        "claim_contradicted",
        format!(
            "Nguồn ghi các chỉ tiêu “đều đạt và vượt”, nhưng {} chỉ tiêu chưa đạt: {} {result}/{target} = {percent} %",
            missed.len(),
            worst.vi
        ),
        format!(
            "The source claims all targets met, but {} were not: {} {result}/{target} = {} %",
            missed.len(),
            worst.en,
            percent.replace(',', ".")
        ),
    );
    finding.computed = Some(result);
    finding.stated = Some(target);
    finding.difference = Some(result - target);
    finding.lines = worst.cells.get("result").and_then(|cell| cell.lines.clone());
    finding.source = Some(claim.source.clone());
    finding.quote = Some(claim.quote.clone());
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::super::report::{Row, column};
    use super::*;
    use chrono::DateTime;
    use domain::codes::CountUnit;

    fn row(id: &str, value: i64) -> Row {
        let cell = Cell { value, ..Cell::default() };
        Row {
            id: id.into(),
            vi: id.into(),
            en: id.into(),
            unit: CountUnit::Person,
            cells: [(TOTAL.into(), cell)].into(),
        }
    }

    fn report() -> Report {
        Report {
            id: "facility-flow".into(),
            vi: String::new(),
            en: String::new(),
            province_code: "87".into(),
            from: NaiveDate::MIN,
            to: NaiveDate::MAX,
            known_at: DateTime::UNIX_EPOCH,
            columns: vec![column(TOTAL, "Tổng", "Total")],
            rows: vec![row("opening", 214), row("intakes", 463), row("treated_total", 677), row("closing", 348)],
            findings: Vec::new(),
        }
    }

    fn stated(row: &str, value: i64) -> Stated {
        Stated {
            row: row.into(),
            column: TOTAL.into(),
            value,
            as_of: None,
            source: "s".into(),
            quote: format!("{row} {value}"),
        }
    }

    const RULES: &[SumRule] = &[SumRule { row: "treated_total", parts: &["opening", "intakes"] }];

    #[test]
    fn a_printed_sum_that_its_parts_do_not_give_blocks() {
        let mut report = report();
        reconcile(&mut report, &[stated("opening", 214), stated("intakes", 463), stated("treated_total", 667)], RULES);
        assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
        assert_eq!((report.findings[0].severity, report.findings[0].difference), (Severity::Blocking, Some(-10)));
    }

    #[test]
    fn every_stated_figure_that_differs_is_named() {
        let mut report = report();
        reconcile(&mut report, &[stated("closing", 311), stated("closing", 380)], RULES);
        let differences: Vec<_> = report.findings.iter().map(|finding| finding.difference).collect();
        assert_eq!(differences, [Some(-37), Some(32)]);
        assert_eq!(report.cell("closing", TOTAL).unwrap().stated, Some(311));
    }

    #[test]
    fn flows_without_an_opening_stock_are_noted() {
        let mut report = report();
        report.rows[0].cells.get_mut(TOTAL).unwrap().value = 0;
        assert_eq!(without_opening(&report, &[stated("intakes", 508)]).unwrap().computed, Some(348));
        assert!(without_opening(&report, &[stated("intakes", 508), stated("opening", 0)]).is_none());
    }
}
