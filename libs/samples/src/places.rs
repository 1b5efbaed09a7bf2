//! Communes as they were before 2020, and what became of them.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use domain::places::{self, EARLIEST, Level, Unit};

use crate::dice::Dice;

/// The day the two-level order began.
pub(crate) const TWO_LEVELS: NaiveDate = NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day of the calendar");

/// A commune with the units above it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub commune: &'static Unit,
    pub district: &'static Unit,
    pub province: &'static Unit,
}

impl Place {
    /// As a form's field for the home town has it.
    pub fn written(&self) -> String {
        format!("{}, {}, {}", self.commune.full_name(), self.district.full_name(), self.province.full_name())
    }
}

/// The communes of one province, province by province.
static PLACES: LazyLock<Vec<Vec<Place>>> = LazyLock::new(|| {
    let of_province = |province: &'static Unit| {
        let place = |commune: &'static Unit| {
            let district = commune.parent.and_then(|code| places::find(code, EARLIEST))?;
            Some(Place { commune, district, province })
        };
        places::communes_of(province.code, EARLIEST).into_iter().filter_map(place).collect::<Vec<_>>()
    };
    places::provinces(EARLIEST).map(of_province).filter(|communes| !communes.is_empty()).collect()
});

/// Where the list has a commune: which province.
static PROVINCE_OF: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let communes = PLACES.iter().enumerate().flat_map(|(at, places)| places.iter().map(move |place| (place, at)));
    communes.map(|(place, at)| (place.commune.code, at)).collect()
});

/// Any commune of the country.
pub(crate) fn anywhere(dice: &mut Dice) -> Place {
    let all = &*PLACES;
    let province = &all[dice.below(all.len())];
    province[dice.below(province.len())]
}

/// Another commune, in the same province seven times of ten.
pub(crate) fn elsewhere(dice: &mut Dice, commune: &str) -> Place {
    if dice.chance(70)
        && let Some(&province) = PROVINCE_OF.get(commune)
    {
        return PLACES[province][dice.below(PLACES[province].len())];
    }
    anywhere(dice)
}

/// The commune that carries this code since 1/7/2025; none when the code ended.
pub(crate) fn successor(commune: &str) -> Option<&'static Unit> {
    places::find(commune, TWO_LEVELS).filter(|unit| unit.level == Level::Commune)
}

/// Any commune of the province that this one's province went into.
pub(crate) fn merged_into(dice: &mut Dice, commune: &str) -> Option<&'static Unit> {
    let province = places::province_of(commune, EARLIEST)?;
    let now = places::provinces(TWO_LEVELS).find(|unit| unit.code == province.code || unit.name == province.name)?;
    let communes = places::communes_of(now.code, TWO_LEVELS);
    (!communes.is_empty()).then(|| communes[dice.below(communes.len())])
}
