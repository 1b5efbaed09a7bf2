//! The provincial summary: file holders by sex, age and place, treatment outside facilities, aftercare,
//! training, outreach, funding.

use chrono::Datelike;
use domain::codes::{Audience, CountUnit, MaterialKind, Sex};
use domain::places;
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use web::Problem;

use super::reports::{figure, row};
use crate::domain::findings::{self, TOTAL};
use crate::domain::ledger::Book;
use crate::domain::report::{Cell, Report, Row, column};
use crate::domain::selection::{Frame, Measure, Selection};
use crate::store;

pub const ID: &str = "province-summary";

/// The age bands of the published plans; other forms have others.
struct Band {
    id: &'static str,
    vi: &'static str,
    en: &'static str,
    at_least: Option<u32>,
    below: Option<u32>,
}

const BANDS: [Band; 4] = [
    Band { id: "age_under_12", vi: "dưới 12 tuổi", en: "under 12", at_least: None, below: Some(12) },
    Band {
        id: "age_12_17", vi: "từ 12 đến dưới 18 tuổi", en: "12 to 17", at_least: Some(12), below: Some(18)
    },
    Band { id: "age_18_30", vi: "từ 18 đến 30 tuổi", en: "18 to 30", at_least: Some(18), below: Some(31) },
    Band { id: "age_over_30", vi: "trên 30 tuổi", en: "over 30", at_least: Some(31), below: None },
];

/// Rows with the causes they count. A move within the province and a change of kind are neither in nor out.
const HOLDER_FLOWS: &[(&str, &str, &str, Measure, &str, bool)] = &[
    ("holders_in", "Lập hồ sơ trong kỳ", "Files opened", Measure::In, "opened", true),
    (
        "holders_transferred_in",
        "Tiếp nhận hồ sơ từ tỉnh khác",
        "Files received from other provinces",
        Measure::In,
        "transferred_in",
        false,
    ),
    (
        "holders_out",
        "Đưa khỏi danh sách trong kỳ",
        "Files closed",
        Measure::Out,
        "no_longer_using,completed,sent_to_facility,moved_away,imprisoned,died",
        true,
    ),
    (
        "holders_transferred_out",
        "Chuyển hồ sơ đi tỉnh khác",
        "Files handed to other provinces",
        Measure::Out,
        "transferred_out",
        false,
    ),
    (
        "holders_reclassified",
        "Xác định nghiện trong kỳ",
        "Unlawful users determined addicts",
        Measure::In,
        "reclassified_in",
        false,
    ),
];

pub async fn fill(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    report.columns =
        vec![column(TOTAL, "Tổng", "Total"), column("male", "Nam", "Male"), column("female", "Nữ", "Female")];
    file_holders(db, frame, report).await?;
    treatment(db, frame, report).await?;
    training(db, frame, report).await?;
    outreach(db, frame, report).await?;
    funding(db, frame, report).await?;
    let stated = store::inputs::stated_for(db, ID, frame).await?;
    findings::reconcile(report, &stated, &[]);
    Ok(())
}

async fn by_sex(db: &impl ConnectionTrait, mut row: Row, selection: &Selection) -> Result<Row, Problem> {
    row.cells.insert(TOTAL.to_owned(), figure(db, selection).await?);
    for sex in Sex::ALL {
        row.cells.insert(sex.as_str().to_owned(), figure(db, &selection.clone().sex(*sex)).await?);
    }
    Ok(row)
}

async fn only_total(db: &impl ConnectionTrait, mut row: Row, selection: &Selection) -> Result<Row, Problem> {
    row.cells.insert(TOTAL.to_owned(), figure(db, selection).await?);
    Ok(row)
}

async fn file_holders(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    let person = CountUnit::Person;
    let stock = frame.select(Book::Register, Measure::Stock, person);
    let before = frame.from.pred_opt().unwrap_or(frame.from);
    let opening = row("holders_opening", "Người có hồ sơ quản lý đầu kỳ", "File holders at the start", person);
    report.rows.push(by_sex(db, opening, &stock.clone().stock_at(before)).await?);
    for (id, vi, en, measure, causes, always) in HOLDER_FLOWS {
        let selection = frame.select(Book::Register, *measure, CountUnit::Attendance).cause(causes);
        let filled = by_sex(db, row(id, vi, en, CountUnit::Attendance), &selection).await?;
        if *always || filled.cells.values().any(|cell| cell.value != 0) {
            report.rows.push(filled);
        }
    }
    let closing = row("holders_closing", "Người có hồ sơ quản lý cuối kỳ", "File holders at the end", person);
    report.rows.push(by_sex(db, closing, &stock).await?);
    for (id, vi, en, standing) in [
        ("holders_in_facility", "– đang ở cơ sở cai nghiện", "– in a facility", "facility"),
        ("holders_in_community", "– ngoài cộng đồng", "– in the community", "!facility"),
    ] {
        let selection = stock.clone().standing(standing);
        report.rows.push(by_sex(db, row(id, vi, en, person), &selection).await?);
    }
    for Band { id, vi, en, at_least, below } in BANDS {
        let row = row(id, &format!("– {vi}"), &format!("– {en}"), person);
        report.rows.push(by_sex(db, row, &stock.clone().aged(at_least, below)).await?);
    }
    Ok(())
}

async fn treatment(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    for (id, vi, en, book, measure) in [
        (
            "community_in",
            "Đăng ký cai nghiện tại gia đình, cộng đồng",
            "Home and community treatment begun",
            Book::Community,
            Measure::In,
        ),
        ("aftercare_in", "Vào quản lý sau cai", "Post-rehabilitation management begun", Book::Aftercare, Measure::In),
        (
            "aftercare_stock",
            "Đang quản lý sau cai cuối kỳ",
            "In post-rehabilitation management at the end",
            Book::Aftercare,
            Measure::Stock,
        ),
    ] {
        let unit = if measure == Measure::Stock { CountUnit::Person } else { CountUnit::Attendance };
        report.rows.push(by_sex(db, row(id, vi, en, unit), &frame.select(book, measure, unit)).await?);
    }
    Ok(())
}

async fn training(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    let unit = CountUnit::Attendance;
    let staff = format!("{},{}", Audience::FacilityStaff, Audience::CommunityStaff);
    let selection = frame.select(Book::Training, Measure::Reached, unit).population("attended").category(&staff);
    let row = row("staff_trained", "Lượt cán bộ được tập huấn", "Staff attendances at training", unit);
    report.rows.push(only_total(db, row, &selection).await?);
    Ok(())
}

async fn outreach(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    let held = |unit| frame.select(Book::Outreach, Measure::In, unit).cause("activity");
    let attendance =
        row("outreach_attendance", "Lượt người dự tuyên truyền", "Outreach attendances", CountUnit::Attendance);
    report.rows.push(only_total(db, attendance, &held(CountUnit::Attendance)).await?);
    let all = places::communes_of(&frame.province, frame.from).len();
    let covered = row(
        "communes_covered",
        &format!("Xã, phường, thị trấn có tuyên truyền (trên {all})"),
        &format!("Communes reached (of {all})"),
        CountUnit::Unit,
    );
    report.rows.push(only_total(db, covered, &held(CountUnit::Unit)).await?);
    for kind in MaterialKind::ALL {
        let selection =
            frame.select(Book::Outreach, Measure::In, CountUnit::Copy).cause("materials").category(kind.as_str());
        let row = row(
            &format!("material_{kind}"),
            &format!("Tài liệu cấp phát: {}", kind.vi()),
            &format!("Materials given: {}", kind.en()),
            CountUnit::Copy,
        );
        report.rows.push(only_total(db, row, &selection).await?);
    }
    Ok(())
}

async fn funding(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    let rows = store::inputs::funding_for(db, &frame.province, frame.from.year()..=frame.to.year()).await?;
    let link = |year: Option<i32>| {
        let year = year.map_or(String::new(), |year| format!("&year={year}"));
        let (province, from, to) = (&frame.province, frame.from, frame.to);
        Some(format!("/api/reporting/v1/funding?province={province}&from={from}&to={to}{year}"))
    };
    let mut by_year: BTreeMap<i32, i64> = BTreeMap::new();
    for row in &rows {
        *by_year.entry(row.year).or_default() += row.amount;
    }
    let mut add = |id: &str, vi: &str, en: &str, value: i64, lines: Option<String>| {
        let mut filled = row(id, vi, en, CountUnit::Dong);
        filled.cells.insert(TOTAL.to_owned(), Cell { value, lines, ..Cell::default() });
        report.rows.push(filled);
    };
    for (year, amount) in &by_year {
        add(
            &format!("funding_{year}"),
            &format!("Kinh phí năm {year}"),
            &format!("Funding {year}"),
            *amount,
            link(Some(*year)),
        );
    }
    let total = by_year.values().sum();
    add("funding_total", "Tổng kinh phí", "Funding in all", total, link(None));
    Ok(())
}
