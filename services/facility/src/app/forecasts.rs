//! How full a facility will be, and what another law's terms would do to that.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use domain::FieldError;
use domain::codes::AdmissionBasis;
use domain::ids::FacilityId;
use domain::law::reckoning::{Course, TermState};
use domain::law::{self, LawPack, Measure, PackId};
use runtime::{Context, persons};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use web::{Caller, Problem, Right};

use super::stays;
use crate::domain::capacity;
use crate::domain::facility::Facility;
use crate::domain::forecast::{self, Inflow, Month};
use crate::domain::movement::check_day;
use crate::store;

/// Which forecast.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForecastOf {
    /// From the end of which day; today when left out.
    pub on: Option<NaiveDate>,
    /// 1 to 60; a year when left out.
    pub months: Option<u32>,
    /// What if everybody's term were this law's? As decided when left out.
    pub terms_of: Option<PackId>,
}

pub struct Forecast {
    pub facility: Facility,
    pub on: NaiveDate,
    /// Places on that day.
    pub capacity: i64,
    /// Each month with the places of its last day.
    pub months: Vec<(Month, i64)>,
    /// Residents whose term stands still or is over: they are expected to stay.
    pub without_end: usize,
    /// Admissions of the twelve months before.
    pub admissions: u32,
}

const LONGEST: u32 = 60;

pub async fn of(context: &Context, caller: &Caller, id: FacilityId, of: ForecastOf) -> Result<Forecast, Problem> {
    let today = of.on.unwrap_or_else(|| context.today());
    check_day(today, context.today()).map_err(|error| FieldError { field: "on".to_owned(), ..error })?;
    let tx = context.begin().await?;
    let facility = super::facilities::find(&tx, caller, Right::ReadFacilities, id).await?;
    let changes = super::capacities::of(&tx, &facility).await?;
    let there = store::admissions::of_day(&tx, id, today).await?;
    let of_the_year = store::admissions::between(&tx, id, year_before(today), today).await?;
    let known = persons::find(&tx, there.iter().chain(&of_the_year).map(|stay| stay.person_id)).await?;
    let earlier = store::admissions::periods(&tx, there.iter().map(|stay| stay.person_id)).await?;
    let mut books = stays::with_books(&tx, there).await?;
    // As they stood that day.
    books.iter_mut().for_each(|stay| stay.entries.retain(|entry| entry.occurred_on <= today));
    let reckoned = stays::reckon_on(&tx, books, today).await?;
    context.commit_read(tx).await?;
    let age = |person, on| known.get(&person).map_or(18, |known| u32::try_from(known.birth.age_on(on)).unwrap_or(0));
    let what_if = of.terms_of.map(law::pack);
    let mut ends = Vec::new();
    for one in &reckoned {
        let there =
            one.stay.steps()?.last().is_some_and(|step| step.after.facility_id == id && step.after.status.is_counted());
        if !there {
            continue;
        }
        let stay = &one.stay.admission;
        let attempt = attempt(earlier.get(&stay.person_id).map_or(&[], Vec::as_slice), stay.admitted_on);
        let end = match what_if.and_then(|pack| term(pack, stay.basis, attempt, age(stay.person_id, stay.admitted_on)))
        {
            Some((pack, months)) => {
                let course =
                    Course { pack, months, started_on: stay.admitted_on, held: &[], away: &[], reductions: &[] };
                Some(course.reckon(today).ends_on)
            }
            None => (one.term.state == TermState::Running).then_some(one.term.ends_on),
        };
        ends.push(end.filter(|end| *end > today));
    }
    let mut inflows: BTreeMap<u32, u32> = BTreeMap::new();
    for stay in &of_the_year {
        let other = what_if.and_then(|pack| term(pack, stay.basis, 1, age(stay.person_id, stay.admitted_on)));
        *inflows.entry(other.map_or(stay.term_months, |(_, months)| months)).or_default() += 1;
    }
    let inflows: Vec<Inflow> =
        inflows.into_iter().map(|(term_months, in_a_year)| Inflow { in_a_year, term_months }).collect();
    let months = of.months.unwrap_or(12).clamp(1, LONGEST);
    let places = |month: &Month| capacity::on_day(&facility, &changes, forecast::last_of(month.from));
    let months = forecast::forecast(today, &ends, &inflows, months).into_iter();
    Ok(Forecast {
        on: today,
        capacity: capacity::on_day(&facility, &changes, today),
        months: months.map(|month| (month, places(&month))).collect(),
        without_end: ends.iter().filter(|end| end.is_none()).count(),
        admissions: inflows.iter().map(|inflow| inflow.in_a_year).sum(),
        facility,
    })
}

fn year_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(12)).unwrap_or(day)
}

/// Which stay of the person this is.
fn attempt(stays: &[crate::domain::admission::Period], admitted_on: NaiveDate) -> u32 {
    u32::try_from(stays.iter().filter(|stay| stay.from < admitted_on).count()).unwrap_or(0) + 1
}

/// The shortest term of a law, where it has one for the basis.
fn term(pack: &'static LawPack, basis: AdmissionBasis, attempt: u32, age: u32) -> Option<(&'static LawPack, u32)> {
    let measure = Measure::of_stay(basis, age)?;
    Some((pack, pack.term(measure, attempt, age)?.min_months))
}
