//! `hoanhap doctor`

use std::os::unix::fs::PermissionsExt;

use crate::program::Place;

fn mode(file: &std::path::Path) -> u32 {
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn it_changes_nothing_unless_it_is_told_to_mend() {
    let place = Place::new();
    place.run(&["doctor"]).ends_with(0);
    assert!(!place.data().exists());
    let ran = place.run(&["doctor", "--fix"]).ends_with(0);
    assert!(ran.stderr.contains("master.key"), "{ran}");
    assert_eq!((mode(&place.data()), mode(&place.data().join("master.key"))), (0o700, 0o600));
}

#[test]
fn every_group_is_looked_at() {
    let checks = Place::new().run(&["doctor"]).ends_with(0).json("doctor/1");
    let groups: Vec<&str> = checks.as_array().unwrap().iter().map(|check| check["group"].as_str().unwrap()).collect();
    let wanted = ["version", "machine", "space", "clock", "settings", "port", "keys", "database", "broker", "fonts"];
    for group in wanted.iter().chain(["law", "places"].iter()) {
        assert!(groups.contains(group), "{group} is missing in {groups:?}");
    }
}

#[test]
fn a_time_zone_of_vietnam_is_fine_and_another_one_a_warning() {
    let zone = |place: Place| {
        let checks = place.run(&["doctor"]).ends_with(0).json("doctor/1");
        let clocks: Vec<_> =
            checks.as_array().unwrap().iter().filter(|check| check["group"] == "clock").cloned().collect();
        clocks[1]["state"].clone()
    };
    assert_eq!(zone(Place::new().with("TZ", "<+07>-7")), "ok");
    assert_eq!(zone(Place::new().with("TZ", "UTC0")), "warning");
}

#[test]
fn a_database_that_is_away_is_named_and_the_bundle_hides_its_password() {
    let place = Place::new()
        .with("HOANHAP__DATABASE__URL", "postgres://hoanhap:hush@127.0.0.1:1/hoanhap")
        .with("HOANHAP__SERVICES__REGISTRY", "http://operator:hush@127.0.0.1:1")
        .with("HOANHAP_PASSWORD", "hush");
    let ran = place.run(&["doctor", "--bundle", "support.json"]).ends_with(1);
    assert!(ran.json("doctor/1").as_array().unwrap().iter().any(|check| check["code"] == "E_DATABASE"), "{ran}");
    let file = place.path().join("support.json");
    let bundle = std::fs::read_to_string(&file).unwrap();
    assert!(!bundle.contains("hush"), "{bundle}");
    let bundle: serde_json::Value = serde_json::from_str(&bundle).unwrap();
    assert_eq!(
        (&bundle["schema"], &bundle["data"]["settings"]["database"]["url"]),
        (&"support-bundle/1".into(), &"***".into())
    );
    assert_eq!(mode(&file), 0o600);
}
