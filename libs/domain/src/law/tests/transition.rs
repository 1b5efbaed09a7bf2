use super::*;

fn governing(started_on: &str, on: &str) -> PackId {
    governing_pack(day(started_on), day(on)).id
}

#[test]
fn who_is_in_treatment_when_the_law_changes_finishes_under_the_old_law() {
    assert_eq!(governing("2026-06-30", "2026-07-01"), PackId::B2b);
    assert_eq!(governing("2024-05-01", "2026-08-01"), PackId::B2b);
    assert_eq!(governing("2021-11-01", "2022-03-01"), PackId::A);
    assert_eq!(governing("2026-07-01", "2026-07-01"), PackId::C);
}

#[test]
fn within_one_law_the_authorities_of_the_day_govern() {
    assert_eq!(governing("2024-05-01", "2025-02-28"), PackId::B1);
    assert_eq!(governing("2024-05-01", "2025-03-15"), PackId::B2a);
    assert_eq!(governing("2024-05-01", "2025-07-01"), PackId::B2b);
}

#[test]
fn a_start_in_the_future_is_governed_by_the_law_of_its_start() {
    assert_eq!(governing("2026-07-15", "2026-06-15"), PackId::C);
}

#[test]
fn post_rehabilitation_comes_under_the_new_law_even_after_an_old_term() {
    let on = day("2026-09-01");
    assert_eq!(governing_pack(day("2025-10-01"), on).id, PackId::B2b);
    assert_eq!(post_rehabilitation_pack(on).id, PackId::C);
}
