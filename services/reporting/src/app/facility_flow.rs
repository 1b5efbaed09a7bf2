//! Flows through a province's facilities: opening, in by cause, out by cause, closing.

use domain::codes::{CountUnit, ResidentCategory};
use sea_orm::ConnectionTrait;
use web::Problem;

use super::reports::{figure, row};
use crate::domain::findings::{self, SumRule, TOTAL};
use crate::domain::ledger::Book;
use crate::domain::report::{Report, Row, column};
use crate::domain::selection::{Frame, Measure, Selection};
use crate::store;

pub const ID: &str = "facility-flow";

const RULES: &[SumRule] = &[SumRule { row: "treated_total", parts: &["opening", "intakes"] }];

/// Rows with the measure and the causes they count; rows of zeros but for the statutory ones are left out.
const FLOWS: &[(&str, &str, &str, Measure, &str, bool)] = &[
    ("intakes", "Tiếp nhận mới trong kỳ", "New intakes", Measure::In, "admitted", true),
    (
        "treated_total",
        "Tổng số điều trị (đầu kỳ + tiếp nhận)",
        "Treated in all (opening + intakes)",
        Measure::Treated,
        "admitted",
        true,
    ),
    ("returned", "Trở lại sau khi trốn", "Returned from escape", Measure::In, "returned", false),
    ("transferred_in", "Chuyển đến từ cơ sở khác", "Transferred in", Measure::In, "transferred_in", false),
    ("released", "Hết thời hạn, bàn giao", "Released at the end of term", Measure::Out, "term_ended", true),
    ("escaped", "Trốn", "Escaped", Measure::Out, "escaped", false),
    ("transferred_out", "Chuyển đi cơ sở khác", "Transferred out", Measure::Out, "transferred_out", false),
    ("died", "Chết", "Died", Measure::Out, "died", false),
    (
        "left_otherwise",
        "Ra vì lý do khác",
        "Left for other reasons",
        Measure::Out,
        "decision_cancelled,removed_for_proceedings,withdrew,exempted,imprisoned,decision_in_force,dossier_closed",
        false,
    ),
];

pub async fn fill(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    report.columns = vec![column(TOTAL, "Tổng", "Total")];
    report
        .columns
        .extend(ResidentCategory::ALL.iter().map(|category| column(category.as_str(), category.vi(), category.en())));

    let stock = frame.select(Book::Facility, Measure::Stock, CountUnit::Person);
    let before = frame.from.pred_opt().unwrap_or(frame.from);
    let opening = row("opening", "Có mặt đầu kỳ", "Present at the start", CountUnit::Person);
    report.rows.push(by_category(db, opening, &stock.clone().stock_at(before)).await?);
    for (id, vi, en, measure, cause, always) in FLOWS {
        let selection = frame.select(Book::Facility, *measure, CountUnit::Attendance).cause(cause);
        let filled = by_category(db, row(id, vi, en, CountUnit::Attendance), &selection).await?;
        if *always || filled.cells.values().any(|cell| cell.value != 0) {
            report.rows.push(filled);
        }
    }
    let closing = row("closing", "Có mặt cuối kỳ", "Present at the end", CountUnit::Person);
    report.rows.push(by_category(db, closing, &stock).await?);

    let stated = store::inputs::stated_for(db, ID, frame).await?;
    let capacity = store::facilities::capacity(db, &frame.province, frame.to, frame.known_at).await?;
    report.findings.extend(findings::without_opening(report, &stated));
    report.findings.extend(findings::over_capacity(report, capacity));
    findings::reconcile(report, &stated, RULES);
    Ok(())
}

async fn by_category(db: &impl ConnectionTrait, mut row: Row, selection: &Selection) -> Result<Row, Problem> {
    row.cells.insert(TOTAL.to_owned(), figure(db, selection).await?);
    for category in ResidentCategory::ALL {
        let cell = figure(db, &selection.clone().category(category.as_str())).await?;
        row.cells.insert(category.as_str().to_owned(), cell);
    }
    Ok(row)
}
