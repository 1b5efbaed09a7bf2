//! Đồng Tháp, 2019: 2,475 file holders, 214 carried over + 463 new in the facility, 329 released.

use anyhow::Result;
use chrono::{Days, NaiveDate};
use domain::codes::{AdmissionBasis, Sex};

use super::people::{People, spread};
use super::player::{Player, Stay};
use super::scenario::DongThap;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default()
}

pub async fn play(player: &Player<'_>, scenario: &DongThap) -> Result<()> {
    let facility = player.facility(&scenario.facility).await?;
    let stays = stays(scenario);
    let people = player.register(&holders(scenario, stays.len())).await?;
    player.settle("đợi các dịch vụ biết người").await?;
    player.stays(&people, &[facility], &[stays]).await?;
    player.stated(&scenario.stated).await
}

/// The file holders at the end of the year, in the printed bands. Those who enter the facility come first:
/// they are between 20 and 30, and registered before anybody is admitted.
fn holders(scenario: &DongThap, in_facility: usize) -> Vec<registry::RegisterPerson> {
    let end = scenario.frame.to;
    let bands = scenario.file_holders;
    let mut people = People::of(&scenario.frame.province_code, end, 87);
    let mut ages: Vec<i32> = (0..bands.from_18_to_30)
        .map(|n| if n < in_facility { 21 + n as i32 % 10 } else { 18 + n as i32 % 13 })
        .collect();
    ages.extend((0..bands.over_30).map(|n| 31 + n as i32 % 30));
    ages.extend((0..bands.from_12_to_17).map(|n| 12 + n as i32 % 6));
    ages.extend((0..bands.under_12).map(|_| 11));
    let total = ages.len();
    ages.into_iter()
        .enumerate()
        .map(|(n, age)| {
            // The last ones but the children are women, none of them in the facility.
            let after_facility = n.saturating_sub(in_facility);
            let sex = if n >= in_facility && after_facility < bands.female { Sex::Female } else { Sex::Male };
            let registered = if n < in_facility {
                spread(day(2015, 1, 1), day(2018, 1, 31), n, in_facility)
            } else {
                spread(day(2015, 1, 1), end, n, total)
            };
            let birth = people.birth(age, end);
            people.make(sex, birth, registered)
        })
        .collect()
}

/// The stays: those carried over first, then the year's intakes.
fn stays(scenario: &DongThap) -> Vec<Stay> {
    let flow = scenario.flow;
    let (from, to) = (scenario.frame.from, scenario.frame.to);
    let carried = scenario.opening_compulsory_assumed;
    let mut stays = Vec::new();
    let mut add = |count: usize, released: usize, basis, first: NaiveDate, last: NaiveDate, months: u64| {
        for n in 0..count {
            let admitted = spread(first, last, n, count);
            // Released at the end of a term, at the earliest on the year's first day, at the latest on its last.
            let due = admitted.checked_add_days(Days::new(months * 30)).unwrap_or(to).clamp(from, to);
            stays.push(Stay { person: 0, facility: 0, basis, from: admitted, to: (n < released).then_some(due) });
        }
    };
    let (compulsory, voluntary) = (AdmissionBasis::CourtDecision, AdmissionBasis::Voluntary);
    let carried_voluntary = flow.opening.total - carried;
    add(carried, carried.min(flow.released.compulsory), compulsory, day(2018, 2, 1), day(2018, 12, 31), 12);
    add(carried_voluntary, carried_voluntary, voluntary, day(2018, 8, 1), day(2018, 12, 31), 6);
    let later_compulsory = flow.released.compulsory.saturating_sub(carried);
    let later_voluntary = flow.released.voluntary.saturating_sub(carried_voluntary);
    add(flow.intakes.compulsory, later_compulsory, compulsory, from, to, 11);
    add(flow.intakes.voluntary, later_voluntary, voluntary, from, to, 6);
    for (person, stay) in stays.iter_mut().enumerate() {
        stay.person = person;
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::super::scenario::load;
    use super::*;

    #[test]
    fn the_stays_give_the_published_flows() {
        let (scenario, ..) = load().unwrap();
        let stays = stays(&scenario);
        let carried = stays.iter().filter(|stay| stay.from < scenario.frame.from).count();
        let released = stays.iter().filter(|stay| stay.to.is_some()).count();
        assert_eq!((stays.len(), carried, released), (677, 214, 329));
    }

    #[test]
    fn the_holders_give_the_published_totals() {
        let (scenario, ..) = load().unwrap();
        let holders = holders(&scenario, 677);
        let women = holders.iter().filter(|person| person.sex == Sex::Female).count();
        assert_eq!((holders.len(), women), (2475, 88));
    }
}
