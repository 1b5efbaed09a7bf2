//! Monthly ratings, and the reduction of a term for progress or merit (giảm thời hạn).

use chrono::{Datelike, Months, NaiveDate};
use domain::codes::{AdmissionBasis, StayStatus};
use domain::law::MeritReduction;
use domain::law::reckoning::Reckoning;
use domain::{FieldError, Refusal};

use super::admission::{Admission, NotAdmitted};

domain::code_list! {
    /// How a month went (xếp loại).
    Rating {
        Good = "good", "tốt", "good";
        Fair = "fair", "khá", "fair";
        Average = "average", "trung bình", "average";
        Poor = "poor", "yếu", "poor";
    }
}

domain::code_list! {
    /// Why a term is reduced.
    Ground {
        Progress = "progress", "tiến bộ rõ rệt", "progress";
        Merit = "merit", "lập công", "merit";
    }
}

/// A court's decision that shortens a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduce {
    pub decided_on: NaiveDate,
    pub months: u32,
    pub ground: Ground,
}

/// The month, by its first day, that a resident is rated for.
///
/// # Errors
/// When it has not begun, or the person was not at the facility.
pub fn rated_month(stay: &Admission, day: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let month = month_of(day);
    if month > today {
        return Err(FieldError::future_date("month"));
    }
    if month < month_of(stay.admitted_on) || stay.ended_on.is_some_and(|ended| month > ended) {
        let vi = "Tháng đó người này không ở cơ sở.";
        let en = "The person was not at the facility in that month.";
        return Err(FieldError::new("month", "rating.not_there", vi, en));
    }
    Ok(month)
}

/// The first day of a month, which names it.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The law's rule for the stay.
///
/// # Errors
/// Where the law that governs has no reduction, or the stay is under no court's decision.
fn rule(stay: &Admission) -> Result<MeritReduction, Refusal> {
    if stay.basis != AdmissionBasis::CourtDecision {
        return Err(Refusal::new(
            "reduction.no_decision",
            "Chỉ giảm thời hạn của quyết định của Tòa án.",
            "Only the term of a court's decision is reduced.",
        ));
    }
    stay.pack().merit_reduction.ok_or_else(|| {
        Refusal::new(
            "reduction.not_in_law",
            format!("Pháp luật áp dụng (gói {}) không có giảm thời hạn: chỉ hoãn, miễn, tạm đình chỉ.", stay.law_pack),
            format!(
                "The law that governs (pack {}) has no reduction: only postponement, exemption, suspension.",
                stay.law_pack
            ),
        )
    })
}

/// Whether a reduction fits the law: half of the term served, the last months rated fair or better, and as many
/// months as the ground allows. `term` is as it stood on the day of the decision, `rated` the ratings by month.
///
/// # Errors
/// With what does not fit.
pub fn check(
    stay: &Admission,
    reduce: &Reduce,
    term: &Reckoning,
    rated: &[(NaiveDate, Rating)],
    today: NaiveDate,
) -> Result<(), NotAdmitted> {
    let rule = rule(stay)?;
    if !stay.status.is_open() || stay.status == StayStatus::Escaped {
        return Err(Refusal::new(
            "reduction.not_there",
            "Người này không còn chấp hành tại cơ sở.",
            "The person is not serving the term at the facility.",
        )
        .into());
    }
    let mut errors = Vec::new();
    if reduce.decided_on > today {
        errors.push(FieldError::future_date("decided_on"));
    }
    let (least, most) = match reduce.ground {
        Ground::Progress => rule.progress_months,
        Ground::Merit => rule.merit_months,
    };
    if !(least..=most).contains(&reduce.months) {
        errors.push(FieldError::new(
            "months",
            "reduction.months",
            format!(
                "Lý do “{}” được giảm từ {least} đến {most} tháng ({}).",
                reduce.ground.vi(),
                rule.article.citation
            ),
            format!("For {} {least} to {most} months are allowed ({}).", reduce.ground.en(), rule.article.citation),
        ));
    }
    if !errors.is_empty() {
        return Err(NotAdmitted::Fields(errors));
    }
    check_half(stay, reduce, term, &rule)?;
    check_ratings(reduce, rated, &rule)?;
    Ok(())
}

fn check_half(stay: &Admission, reduce: &Reduce, term: &Reckoning, rule: &MeritReduction) -> Result<(), Refusal> {
    let whole = stay.admitted_on.checked_add_months(Months::new(stay.term_months)).unwrap_or(NaiveDate::MAX);
    let length = (whole - stay.admitted_on).num_days();
    let left = (term.ends_on - reduce.decided_on).num_days();
    if (length - left) * 2 >= length {
        return Ok(());
    }
    let served = (length - left).max(0);
    Err(Refusal::new(
        "reduction.half_not_served",
        format!(
            "Mới chấp hành {served}/{length} ngày: phải được ít nhất một nửa thời hạn ({}).",
            rule.article.citation
        ),
        format!("{served} of {length} days are served: at least half of the term must be ({}).", rule.article.citation),
    ))
}

fn check_ratings(reduce: &Reduce, rated: &[(NaiveDate, Rating)], rule: &MeritReduction) -> Result<(), Refusal> {
    let lacking = (1..=rule.rated_months).find_map(|back| {
        let month = month_of(reduce.decided_on).checked_sub_months(Months::new(back))?;
        let rating = rated.iter().find(|(rated, _)| *rated == month).map(|(_, rating)| *rating);
        (!matches!(rating, Some(Rating::Good | Rating::Fair))).then_some((month, rating))
    });
    let Some((month, rating)) = lacking else { return Ok(()) };
    let month = month.format("%m/%Y");
    let (vi, en) = rating.map_or(("chưa xếp loại", "not rated"), |rating| (rating.vi(), rating.en()));
    Err(Refusal::new(
        "reduction.ratings",
        format!(
            "Tháng {month}: {vi}. {} tháng gần nhất phải từ loại khá trở lên ({}).",
            rule.rated_months, rule.article.citation
        ),
        format!(
            "{month}: {en}. The last {} months must be rated fair or better ({}).",
            rule.rated_months, rule.article.citation
        ),
    ))
}
