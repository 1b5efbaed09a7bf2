//! Hours of labour, tried in any order.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use domain::ids::AdmissionId;
use domain::law::Regime;
use domain::law::care::labour_limit;
use proptest::prelude::*;
use uuid::Uuid;

use crate::domain::labour::{Hours, week_of};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Nobody's day or week is ever over the limit, and nothing within it is refused.
    #[test]
    fn what_is_taken_in_keeps_to_the_law(
        tries in prop::collection::vec((0u64..21, 1u32..10), 0..60),
        age in 12u32..40,
    ) {
        let stay = AdmissionId(Uuid::from_u128(1));
        let limit = labour_limit(Regime::B, age);
        let (mut hours, mut days, mut weeks) = (Hours::default(), HashMap::new(), HashMap::new());
        for (offset, more) in tries {
            let on = NaiveDate::from_ymd_opt(2024, 5, 1).unwrap() + Days::new(offset);
            let day: &mut u32 = days.entry(on).or_default();
            let week: &mut u32 = weeks.entry(week_of(on)).or_default();
            let fits = *day + more <= limit.day && *week + more <= limit.week;
            prop_assert_eq!(hours.check(stay, on, more, (Regime::B, age)).is_ok(), fits);
            if fits {
                hours.add(stay, on, more);
                *day += more;
                *week += more;
            }
        }
    }
}
