use super::*;

fn rules(on: &str) -> &'static CommunityRules {
    community_rules(pack_in_force(day(on)).regime)
}

fn articles(rules: &CommunityRules) -> Vec<Article> {
    let limits = [rules.registration, rules.decision, rules.start, rules.handover];
    let counts = [rules.missed_sessions, rules.absence, rules.missed_doses];
    let mut articles: Vec<Article> = limits.into_iter().flatten().map(|limit| limit.article).collect();
    articles.extend(counts.into_iter().flatten().map(|count| count.article));
    articles.extend(rules.use_in_treatment);
    articles.push(rules.term_start_article);
    articles
}

#[test]
fn every_rule_outside_facilities_cites_an_article_and_a_verified_one_names_its_source() {
    for regime in Regime::ALL {
        for article in articles(community_rules(*regime)) {
            assert!(!article.citation.is_empty(), "{regime}");
            assert_eq!(article.verified, !article.source.is_empty(), "{regime} {article:?}");
        }
    }
    assert!(VOLUNTEER_TEAM.2.verified && VOLUNTEER_TEAM.0 < VOLUNTEER_TEAM.1);
}

#[test]
fn the_steps_of_2022_to_june_2026_are_counted_in_working_days() {
    let limits = [rules("2022-01-01").decision, rules("2026-06-30").start].map(|limit| limit.unwrap().quantity());
    assert_eq!(limits.map(|quantity| quantity.en()), ["3 working days", "5 working days"]);
    let counts = [rules("2024-05-06").missed_sessions, rules("2024-05-06").absence, rules("2024-05-06").missed_doses];
    assert_eq!(counts.map(|count| count.unwrap().least), [10, 5, 5]);
}

#[test]
fn nothing_is_counted_where_no_count_was_read() {
    for on in ["2019-03-01", "2026-07-01"] {
        let rules = rules(on);
        assert_eq!((rules.missed_sessions, rules.absence, rules.missed_doses, rules.start), (None, None, None, None));
    }
}

#[test]
fn a_term_runs_from_the_decision_until_2021_and_from_the_registration_since_july_2026() {
    assert_eq!(rules("2021-12-31").term_start, TermStart::Decision);
    let since = rules("2026-07-01");
    assert_eq!((since.term_start, since.term_start_article.verified), (TermStart::Registration, true));
    assert!(!rules("2022-01-01").term_start_article.verified);
}
