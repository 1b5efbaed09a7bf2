use super::*;

fn in_force(text: &str) -> PackId {
    pack_in_force(day(text)).id
}

#[test]
fn each_pack_is_in_force_from_its_first_to_its_last_day() {
    for (on, id) in [
        ("2005-01-01", PackId::A),
        ("2021-12-31", PackId::A),
        ("2022-01-01", PackId::B1),
        ("2025-02-28", PackId::B1),
        ("2025-03-01", PackId::B2a),
        ("2025-06-30", PackId::B2a),
        ("2025-07-01", PackId::B2b),
        ("2026-06-30", PackId::B2b),
        ("2026-07-01", PackId::C),
        ("2040-01-01", PackId::C),
    ] {
        assert_eq!(in_force(on), id, "{on}");
    }
}

#[test]
fn the_packs_follow_one_another_without_gap_or_overlap() {
    for (earlier, later) in PackId::ALL.iter().zip(&PackId::ALL[1..]) {
        assert_eq!(pack(*earlier).valid_to.unwrap().succ_opt(), pack(*later).valid_from);
    }
    assert_eq!(pack(PackId::A).valid_from, None);
    assert_eq!(pack(PackId::C).valid_to, None);
    for id in PackId::ALL {
        assert_eq!(pack(*id).id, *id);
        let days = [pack(*id).valid_from, pack(*id).valid_to];
        assert!(days.into_iter().flatten().all(|on| pack(*id).is_in_force(on)));
    }
}

#[test]
fn a_pack_id_travels_as_its_short_code() {
    assert_eq!(serde_json::to_string(&PackId::B2a).unwrap(), "\"B2a\"");
    assert_eq!("C".parse::<PackId>(), Ok(PackId::C));
}

#[test]
fn every_rule_cites_an_article_and_a_verified_one_names_its_source() {
    for id in PackId::ALL {
        let pack = pack(*id);
        let mut articles = vec![pack.process_article, pack.holding];
        articles.extend(pack.merit_reduction.map(|rule| rule.article));
        articles.extend(pack.interruptions.iter().map(|rule| rule.article));
        articles.extend(pack.post_rehabilitation.iter().map(|rule| rule.article));
        for rule in pack.measures {
            articles.push(rule.ages.article);
            articles.extend(rule.terms.iter().map(|term| term.article));
            articles.extend(rule.deciders.iter().map(|decider| decider.article));
            articles.extend(rule.stages.map(|stages| stages.article));
            assert!(!rule.deciders.is_empty(), "{id} {}", rule.measure);
            assert!(rule.terms.is_sorted_by_key(|term| term.from_attempt), "{id} {}", rule.measure);
        }
        for article in articles {
            assert!(!article.citation.is_empty(), "{id}");
            assert_eq!(article.verified, !article.source.is_empty(), "{id} {article:?}");
        }
    }
}

#[test]
fn what_is_known_from_memory_only_is_not_verified() {
    let education = pack(PackId::B1).term_rule(Measure::CommuneEducation, 1, 20).unwrap();
    assert!(!education.article.verified);
    let minor = pack(PackId::A).term_rule(Measure::CompulsoryFacilityMinor, 1, 15).unwrap();
    assert!(!minor.article.verified);
}

#[test]
fn every_pack_says_what_each_time_away_does_to_the_term() {
    for id in PackId::ALL {
        for interruption in Interruption::ALL {
            assert!(pack(*id).interruption(*interruption).is_some(), "{id} {interruption}");
        }
    }
}
