//! What the law asks of a facility itself: room, staff, a licence.

use chrono::NaiveDate;
use serde::Serialize;

use super::article::Article;
use super::pack::Regime;
use super::pack_in_force;

/// What is asked of every facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FacilityRules {
    /// Least area of a room for one person, in dm².
    pub room_dm2: u32,
    /// The same where somebody is cared for day and night.
    pub care_room_dm2: u32,
    pub room: Article,
    /// How many of the stages need somebody responsible.
    pub stages: u32,
    pub stage_staff: Article,
    /// The first day on which the head of the medical section must be a doctor.
    pub doctor_heads_since: NaiveDate,
    pub head_of_medical: Article,
}

/// By the law of a day; none under regime A, where none was read.
///
/// Of Decree 163/2026 the articles on facilities (1–130) were not read: the figures of the decree before stand, as
/// unverified.
pub fn facility_rules(on: NaiveDate) -> Option<FacilityRules> {
    let (room, stage_staff, head_of_medical) = match pack_in_force(on).regime {
        Regime::A => return None,
        Regime::B => (
            Article::read("Nghị định 116/2021/NĐ-CP", "PD"),
            Article::read("Nghị định 116/2021/NĐ-CP, Điều 8", "PD"),
            Article::read("Nghị định 116/2021/NĐ-CP, Điều 8, khoản 2 Điều 87", "PD"),
        ),
        Regime::C => {
            let inferred = Article::unverified("Nghị định 163/2026/NĐ-CP (theo mức của Nghị định 116/2021/NĐ-CP)");
            (inferred, inferred, inferred)
        }
    };
    Some(FacilityRules {
        room_dm2: 600,
        care_room_dm2: 800,
        room,
        stages: 5,
        stage_staff,
        doctor_heads_since: NaiveDate::from_ymd_opt(2025, 1, 1)?,
        head_of_medical,
    })
}

/// Where it stands that a private facility needs a licence.
pub fn private_licence(on: NaiveDate) -> Article {
    match pack_in_force(on).regime {
        Regime::A => Article::unverified("Nghị định 80/2018/NĐ-CP"),
        Regime::B => Article::unverified("Nghị định 116/2021/NĐ-CP"),
        Regime::C => Article::read("Luật 120/2025/QH15, Điều 28", "L120"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_and_staff_by_regime() {
        let rules = |day: &str| facility_rules(day.parse().unwrap());
        let table = [
            ("2021-12-31", None),
            ("2022-01-01", Some((600, 800, "Nghị định 116/2021/NĐ-CP, Điều 8", true))),
            ("2026-06-30", Some((600, 800, "Nghị định 116/2021/NĐ-CP, Điều 8", true))),
            ("2026-07-01", Some((600, 800, "Nghị định 163/2026/NĐ-CP (theo mức của Nghị định 116/2021/NĐ-CP)", false))),
        ];
        for (day, expected) in table {
            let found = rules(day).map(|rules| {
                (rules.room_dm2, rules.care_room_dm2, rules.stage_staff.citation, rules.stage_staff.verified)
            });
            assert_eq!(found, expected, "{day}");
        }
    }

    #[test]
    fn only_the_law_of_2025_was_read_to_ask_for_a_licence() {
        let verified = |day: &str| private_licence(day.parse().unwrap()).verified;
        assert_eq!(["2021-12-31", "2026-06-30", "2026-07-01"].map(verified), [false, false, true]);
    }
}
