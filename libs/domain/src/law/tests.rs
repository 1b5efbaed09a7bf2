mod ages;
mod authorities;
mod calendar;
mod clock;
mod community;
mod conformance;
mod forms;
mod governing;
mod lunar;
mod packs;
mod path;
mod procedure;
mod reckoning;
mod stages;
mod terms;
mod transition;

use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TREATMENTS: [Measure; 5] = [
    Measure::HomeTreatment,
    Measure::CommunityTreatment,
    Measure::VoluntaryFacility,
    Measure::CompulsoryFacility,
    Measure::CompulsoryFacilityMinor,
];

/// An age at which the measure may be offered in every pack.
fn age_for(measure: Measure) -> u32 {
    if measure == Measure::CompulsoryFacilityMinor { 15 } else { 30 }
}
