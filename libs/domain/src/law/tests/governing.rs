use super::*;

fn governing(opened: &str, decided: Option<&str>, today: &str) -> (PackId, bool) {
    let governing = procedure_governing(day(opened), decided.map(day), day(today));
    (governing.pack.id, governing.transition.is_some())
}

#[test]
fn a_dossier_open_on_1_july_2026_and_decided_later_falls_wholly_under_the_new_law() {
    assert_eq!(governing("2026-06-10", None, "2026-06-30"), (PackId::B2b, false));
    assert_eq!(governing("2026-06-10", None, "2026-07-01"), (PackId::C, true));
    assert_eq!(governing("2026-06-10", Some("2026-07-20"), "2026-09-01"), (PackId::C, true));
}

#[test]
fn a_dossier_decided_before_the_new_law_stays_under_the_old_one() {
    assert_eq!(governing("2026-06-10", Some("2026-06-30"), "2026-09-01"), (PackId::B2b, false));
    assert_eq!(governing("2018-11-01", Some("2018-12-20"), "2026-09-01"), (PackId::A, false));
}

#[test]
fn the_same_holds_on_1_january_2022_on_an_article_not_verified_for_dossiers() {
    let governing = procedure_governing(day("2021-12-01"), None, day("2022-01-05"));
    assert_eq!(governing.pack.id, PackId::B1);
    assert!(!governing.transition.unwrap().verified);
}

#[test]
fn within_one_law_the_authorities_of_the_day_hold_the_dossier() {
    assert_eq!(governing("2025-02-20", None, "2025-03-03"), (PackId::B2a, true));
    assert_eq!(governing("2025-02-20", None, "2025-07-01"), (PackId::B2b, true));
    let article = procedure_governing(day("2025-06-20"), None, day("2025-07-01")).transition.unwrap();
    assert!(article.verified && article.citation.contains("184/2025"));
}
