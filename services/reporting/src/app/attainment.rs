//! Plan attainment: what was reached of each target.

use domain::codes::FacilityKind;
use domain::codes::{Audience, CountUnit, ReferralKind, ResidentCategory};
use sea_orm::ConnectionTrait;
use web::Problem;

use super::reports::{figure, row};
use crate::domain::findings;
use crate::domain::ledger::Book;
use crate::domain::report::{Cell, Report, column};
use crate::domain::selection::{Frame, Measure, Selection};
use crate::store;
use crate::store::inputs::targets;

pub const ID: &str = "attainment";
/// The column of what was reached.
pub const RESULT: &str = "result";

domain::code_list! {
    /// The indicators targets are set for.
    Indicator {
        HomeCommunity = "home_community", "Cai nghiện tự nguyện tại gia đình, cộng đồng", "Treatment at home and in the community";
        VoluntaryPublicFacility = "voluntary_public_facility", "Cai nghiện tự nguyện tại cơ sở công lập", "Voluntary treatment in public facilities";
        VoluntaryPrivateFacility = "voluntary_private_facility", "Cai nghiện tự nguyện tại cơ sở ngoài công lập", "Voluntary treatment in private facilities";
        Compulsory = "compulsory", "Cai nghiện bắt buộc", "Compulsory treatment";
        VocationalCompulsory = "vocational_compulsory", "Dạy nghề cho người cai nghiện bắt buộc", "Vocational training in compulsory treatment";
        CapitalAndJobs = "capital_and_jobs", "Hỗ trợ vốn, tạo việc làm cho người sau cai", "Loans and jobs after treatment";
        FacilityCounsellorsCertified = "facility_counsellors_certified", "Cán bộ tư vấn, điều trị tại cơ sở được cấp chứng chỉ", "Facility counsellors certified";
        CommunityStaffTrained = "community_staff_trained", "Cán bộ tại cộng đồng được đào tạo", "Community staff trained";
        CommunityStaffTrainedExpected = "community_staff_trained_expected_end_2020", "Cán bộ tại cộng đồng được đào tạo, dự kiến cả kế hoạch", "Community staff trained, with planned courses";
    }
}

impl Indicator {
    pub fn unit(self) -> CountUnit {
        match self {
            Self::HomeCommunity | Self::VoluntaryPublicFacility | Self::VoluntaryPrivateFacility | Self::Compulsory => {
                CountUnit::Attendance
            }
            _ => CountUnit::Person,
        }
    }

    /// The lines that count towards it.
    fn selection(self, frame: &Frame) -> Selection {
        let unit = self.unit();
        let admitted = |category: ResidentCategory| {
            frame.select(Book::Facility, Measure::In, unit).cause("admitted").category(category.as_str())
        };
        let reached = |book, population| frame.select(book, Measure::Reached, unit).population(population);
        let private = FacilityKind::Private.as_str();
        match self {
            Self::HomeCommunity => frame.select(Book::Community, Measure::In, unit),
            Self::VoluntaryPublicFacility => {
                admitted(ResidentCategory::Voluntary).facility_kind(&format!("!{private}"))
            }
            Self::VoluntaryPrivateFacility => admitted(ResidentCategory::Voluntary).facility_kind(private),
            Self::Compulsory => admitted(ResidentCategory::Compulsory),
            Self::VocationalCompulsory => reached(Book::Training, "attended").category(Audience::Resident.as_str()),
            Self::CapitalAndJobs => {
                let kinds = format!("{},{}", ReferralKind::Job, ReferralKind::Loan);
                reached(Book::Referral, "done").category(&kinds)
            }
            Self::FacilityCounsellorsCertified => {
                reached(Book::Training, "certified").category(Audience::FacilityStaff.as_str())
            }
            Self::CommunityStaffTrained | Self::CommunityStaffTrainedExpected => {
                reached(Book::Training, "attended").category(Audience::CommunityStaff.as_str())
            }
        }
    }
}

pub async fn fill(db: &impl ConnectionTrait, frame: &Frame, report: &mut Report) -> Result<(), Problem> {
    report.columns = vec![
        column(RESULT, "Kết quả", "Result"),
        column("target", "Chỉ tiêu", "Target"),
        column("percent_tenths", "Tỷ lệ (%)", "Attainment (%)"),
    ];
    for target in store::inputs::targets_for(db, frame).await? {
        let Ok(indicator) = target.indicator.parse::<Indicator>() else { continue };
        let mut selection = indicator.selection(frame);
        selection.planned_until = target.expected_until;
        let result = figure(db, &selection).await?;
        let mut filled = row(indicator.as_str(), indicator.vi(), indicator.en(), indicator.unit());
        filled.cells.insert("percent_tenths".to_owned(), percent(&target, result.value));
        filled.cells.insert("target".to_owned(), Cell { value: target.value, ..Cell::default() });
        filled.cells.insert(RESULT.to_owned(), result);
        report.rows.push(filled);
    }
    let stated = store::inputs::stated_for(db, ID, frame).await?;
    report.findings.extend(findings::claim_contradicted(report, &stated));
    findings::reconcile(report, &stated, &[]);
    Ok(())
}

/// The attainment in tenths of a percent, beside the printed one, compared with the rounding it was
/// printed with: “105” agrees with 105.4, “117,9” with 117.86.
fn percent(target: &targets::Model, result: i64) -> Cell {
    let tenths = rounded(result * 1000, target.value);
    let printed = target.printed_percent.as_deref().and_then(|text| {
        let decimals = text.split_once(',').map_or(0, |(_, decimals)| decimals.len());
        let digits: i64 = text.replace(',', "").parse().ok()?;
        Some(if decimals == 0 {
            (digits, digits * 10, rounded(result * 100, target.value))
        } else {
            (digits, digits, tenths)
        })
    });
    let (stated, difference) = match printed {
        Some((digits, as_tenths, computed)) => {
            (Some(as_tenths), Some((digits - computed) * (as_tenths / digits.max(1)).max(1)))
        }
        None => (None, None),
    };
    Cell { value: tenths, stated, difference, ..Cell::default() }
}

/// `a / b`, halves upwards.
fn rounded(a: i64, b: i64) -> i64 {
    if b == 0 { 0 } else { (2 * a + b) / (2 * b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn difference(result: i64, value: i64, printed: &str) -> Option<i64> {
        let target = targets::Model {
            id: uuid::Uuid::nil(),
            indicator: String::new(),
            province_code: String::new(),
            period_from: NaiveDate::MIN,
            period_to: NaiveDate::MIN,
            value,
            printed_percent: Some(printed.to_owned()),
            expected_until: None,
            source: String::new(),
            position: 0,
        };
        percent(&target, result).difference
    }

    #[test]
    fn the_printed_percentages_of_ha_noi_agree_with_their_own_rounding() {
        let printed = [
            (2475, 2100, "117,9"),
            (10_011, 9500, "105"),
            (4183, 4000, "105"),
            (3704, 3300, "112,2"),
            (1613, 1570, "103"),
            (216, 100, "216"),
            (301, 278, "108"),
            (1089, 1752, "62"),
            (1237, 1752, "70,6"),
        ];
        for (result, target, text) in printed {
            assert_eq!(difference(result, target, text), Some(0), "{text}");
        }
    }

    #[test]
    fn a_wrong_percentage_is_off_by_what_it_is_off() {
        assert_eq!(difference(1089, 1752, "70"), Some(80));
    }
}
