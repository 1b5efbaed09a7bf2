//! The reports there are, and running one.

use chrono::{DateTime, NaiveDate, Utc};
use domain::FieldError;
use domain::codes::CountUnit;
use runtime::Context;
use schemars::JsonSchema;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right, Scope};

use super::{attainment, facility_flow, province_summary};
use crate::domain::findings;
use crate::domain::report::{Cell, Report, Row};
use crate::domain::selection::{Frame, Selection};
use crate::store;

/// A report in the catalogue.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReportName {
    pub id: String,
    pub vi: String,
    pub en: String,
}

/// Ids and titles, Vietnamese and English.
pub const CATALOGUE: [(&str, &str, &str); 3] = [
    (facility_flow::ID, "Cai nghiện tại cơ sở: biến động người", "Facility treatment: flows"),
    (attainment::ID, "Thực hiện chỉ tiêu kế hoạch", "Plan attainment"),
    (province_summary::ID, "Tổng hợp tình hình tỉnh", "Provincial summary"),
];

/// Which province, from when to when, and as known when.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunReport {
    pub province: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    #[serde(default)]
    pub known_at: Option<DateTime<Utc>>,
}

pub async fn run(context: &Context, caller: &Caller, id: &str, query: RunReport) -> Result<Report, Problem> {
    let (id, vi, en) = CATALOGUE.into_iter().find(|(known, ..)| *known == id).ok_or_else(Problem::not_found)?;
    Scope::require(caller.scope_of(Right::ReadReports).covers_area(&[&query.province]))?;
    if query.from > query.to {
        let vi = "Ngày đầu kỳ phải trước ngày cuối kỳ.";
        return Err(
            FieldError::new("from", "period.reversed", vi, "The period's first day lies after its last.").into()
        );
    }
    let frame = Frame { province: query.province, from: query.from, to: query.to, known_at: query.known_at };
    let mut report = Report {
        id: id.to_owned(),
        vi: vi.to_owned(),
        en: en.to_owned(),
        province_code: frame.province.clone(),
        from: frame.from,
        to: frame.to,
        known_at: frame.known_at.unwrap_or_else(|| context.now()),
        columns: Vec::new(),
        rows: Vec::new(),
        findings: Vec::new(),
    };
    match id {
        facility_flow::ID => facility_flow::fill(&context.db, &frame, &mut report).await?,
        attainment::ID => attainment::fill(&context.db, &frame, &mut report).await?,
        _ => province_summary::fill(&context.db, &frame, &mut report).await?,
    }
    note_merges(&context.db, &frame, &mut report).await?;
    Ok(report)
}

/// Says under each figure that counts persons how many merges made fewer.
async fn note_merges(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    if !store::person_links::any(db, frame.known_at).await? {
        return Ok(());
    }
    let mut notes = Vec::new();
    for row in report.rows.iter().filter(|row| row.unit == CountUnit::Person) {
        let Some(cell) = row.cells.get(findings::TOTAL).or_else(|| row.cells.get(attainment::RESULT)) else { continue };
        let Some(selection) = &cell.selection else { continue };
        notes.extend(store::figures::merge_effect(db, selection).await?.note(row, cell));
    }
    // Notes stand behind what blocks and warns.
    report.findings.extend(notes);
    Ok(())
}

/// A figure with the address of its lines.
pub async fn figure(db: &impl ConnectionTrait, selection: &Selection) -> Result<Cell, Problem> {
    let value = store::figures::count(db, selection).await?;
    let lines = Some(selection.link());
    Ok(Cell { value, lines, selection: Some(selection.clone()), ..Cell::default() })
}

pub fn row(id: &str, vi: &str, en: &str, unit: CountUnit) -> Row {
    Row { id: id.to_owned(), vi: vi.to_owned(), en: en.to_owned(), unit, cells: Default::default() }
}
