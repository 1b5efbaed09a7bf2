//! How long a commune has to hand a file over when its holder moves.

use chrono::NaiveDate;

use super::article::Article;
use super::clock::{Limit, Unit};
use super::pack::Regime;
use super::pack_in_force;

/// The limit by the law of the day of the move; none under regime A, where none was found.
///
/// Decree 105/2021/NĐ-CP gives the commune chair five working days (form 08); Law 120/2025/QH15
/// Arts. 25, 27 and 48 give the old commune's police 24 hours.
pub fn file_handover_limit(moved_on: NaiveDate) -> Option<Limit> {
    match pack_in_force(moved_on).regime {
        Regime::A => None,
        Regime::B => Some(Limit {
            value: 5,
            unit: Unit::WorkingDays,
            article: Article::read("Nghị định 105/2021/NĐ-CP, Điều 37–49 (Mẫu số 08)", "PD"),
        }),
        Regime::C => Some(Limit {
            value: 24,
            unit: Unit::Hours,
            article: Article::read("Luật 120/2025/QH15, Điều 25, 27, 48", "L120"),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(day: &str) -> Option<(u32, Unit)> {
        file_handover_limit(day.parse().unwrap()).map(|limit| (limit.value, limit.unit))
    }

    #[test]
    fn five_working_days_become_a_day_on_the_first_of_july_2026() {
        assert_eq!(limit("2021-12-31"), None);
        assert_eq!(limit("2026-06-30"), Some((5, Unit::WorkingDays)));
        assert_eq!(limit("2026-07-01"), Some((24, Unit::Hours)));
    }
}
