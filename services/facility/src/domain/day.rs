//! A facility's day: opening + arrivals by cause − departures by cause = closing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::codes::{ReleaseReason, ResidentCategory, Sex, StayMovement, StayStatus};
use domain::ids::{AdmissionId, FacilityId, PersonId};
use domain::person::Birth;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::book::{State, Step};

/// One group's day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GroupDay {
    pub opening: i64,
    /// By cause: a movement's code.
    pub arrivals: BTreeMap<String, i64>,
    /// By cause: a movement's code, or the reason of a release.
    pub departures: BTreeMap<String, i64>,
    pub closing: i64,
}

domain::code_list! {
    /// Ages by which a facility's day is split: minors have conditions of their own, as do those under 16.
    AgeGroup {
        Under16 = "under_16", "dưới 16 tuổi", "under 16";
        Under18 = "under_18", "16 đến dưới 18 tuổi", "16 to under 18";
        To30 = "to_30", "18 đến 30 tuổi", "18 to 30";
        Over30 = "over_30", "trên 30 tuổi", "over 30";
    }
}

impl AgeGroup {
    fn of(age: i32) -> Self {
        match age {
            ..16 => Self::Under16,
            16..18 => Self::Under18,
            18..=30 => Self::To30,
            _ => Self::Over30,
        }
    }
}

/// A resident at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resident {
    pub who: Who,
    pub status: StayStatus,
}

/// The day of one facility.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    pub categories: BTreeMap<ResidentCategory, GroupDay>,
    pub sexes: BTreeMap<Sex, GroupDay>,
    pub ages: BTreeMap<AgeGroup, GroupDay>,
    /// Everybody in the headcount at the end of the day.
    pub residents: Vec<Resident>,
}

/// Whom a stay concerns, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    pub stay: AdmissionId,
    pub person_id: PersonId,
    pub category: ResidentCategory,
    /// Unknown while the projection of persons is built anew.
    pub person: Option<(Sex, Birth)>,
}

impl Day {
    /// Counts a stay in, by its book.
    pub fn count(&mut self, facility: FacilityId, on: NaiveDate, who: Who, steps: &[Step<'_>]) {
        let counted = |state: Option<State>| {
            state.is_some_and(|state| state.status.is_counted() && state.facility_id == facility)
        };
        let mut last = None;
        for step in steps.iter().take_while(|step| step.entry.occurred_on <= on) {
            let (before, after) = (counted(step.before), counted(Some(step.after)));
            last = Some(step.after);
            if before == after {
                continue;
            }
            let cause_today = (step.entry.occurred_on == on).then(|| cause(step));
            self.categories.entry(who.category).or_default().move_one(after, cause_today);
            if let Some((sex, birth)) = who.person {
                self.sexes.entry(sex).or_default().move_one(after, cause_today);
                self.ages.entry(AgeGroup::of(birth.age_on(on))).or_default().move_one(after, cause_today);
            }
        }
        if let Some(state) = last.filter(|state| counted(Some(*state))) {
            self.residents.push(Resident { who, status: state.status });
        }
    }

    /// How many of the headcount are where.
    pub fn standings(&self) -> BTreeMap<StayStatus, i64> {
        let mut standings = BTreeMap::new();
        for resident in &self.residents {
            *standings.entry(resident.status).or_default() += 1;
        }
        standings
    }

    /// How many of each category and sex are in the headcount.
    pub fn by_sex(&self) -> BTreeMap<ResidentCategory, BTreeMap<Sex, i64>> {
        let mut counts: BTreeMap<ResidentCategory, BTreeMap<Sex, i64>> = BTreeMap::new();
        for Who { category, person, .. } in self.residents.iter().map(|resident| resident.who) {
            if let Some((sex, _)) = person {
                *counts.entry(category).or_default().entry(sex).or_default() += 1;
            }
        }
        counts
    }

    pub fn closing(&self) -> i64 {
        self.categories.values().map(|group| group.closing).sum()
    }
}

impl GroupDay {
    /// One more or one less: on the day itself by its cause, before it in the opening.
    fn move_one(&mut self, arrives: bool, cause_today: Option<&'static str>) {
        let one = if arrives { 1 } else { -1 };
        self.closing += one;
        match cause_today {
            None => self.opening += one,
            Some(cause) if arrives => *self.arrivals.entry(cause.to_owned()).or_default() += 1,
            Some(cause) => *self.departures.entry(cause.to_owned()).or_default() += 1,
        }
    }
}

fn cause(step: &Step<'_>) -> &'static str {
    match step.entry.movement {
        StayMovement::Released => step.entry.reason.map_or("released", ReleaseReason::as_str),
        movement => movement.as_str(),
    }
}
