//! Exit codes and what is said with them.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::program::Place;

#[test]
fn an_unknown_setting_ends_with_2_and_is_named() {
    let ran = Place::new().with("HOANHAP__HTTP__LISTEN_ON", "1").run(&["status"]).fails_with("E_SETTING", 2);
    assert!(ran.stderr.contains("listen_on"), "{ran}");
    assert!(ran.stdout.is_empty(), "{ran}");
}

#[test]
fn a_wrong_value_and_a_missing_file_of_settings_end_with_2() {
    let ran = Place::new().with("HOANHAP__HTTP__LISTEN", "nowhere").run(&["doctor"]).fails_with("E_SETTING", 2);
    assert!(ran.stderr.contains("http.listen"), "{ran}");
    let ran = Place::new().run(&["status", "--config", "none.toml"]).fails_with("E_SETTING", 2);
    assert!(ran.stderr.contains("none.toml"), "{ran}");
}

#[test]
fn wrong_usage_ends_with_2() {
    let place = Place::new();
    place.run(&["nothing"]).ends_with(2);
    place.run(&["serve", "nobody"]).ends_with(2);
    place.run(&["up", "--lang", "fr"]).ends_with(2);
    place.run(&["messages", "replay"]).ends_with(2);
    place.run(&["messages", "replay", "reporting"]).ends_with(2);
    place.run(&["user", "add", "--username", "lan", "--role", "operator"]).fails_with("E_USAGE", 2);
    let file = ["user", "add", "--username", "lan", "--role", "operator", "--password-file", "none"];
    place.run(&file).fails_with("E_FILE", 2);
}

#[test]
fn where_nothing_runs_status_ends_with_3_and_down_has_nothing_to_do() {
    let place = Place::new();
    let state = place.run(&["status"]).fails_with("E_NOT_RUNNING", 3).json("status/1");
    assert_eq!(state["running"], false);
    place.run(&["down"]).ends_with(0);
    let ran = place.run(&["logs"]).fails_with("E_NOT_FOUND", 3);
    let next = format!("tiếp theo: hoanhap up --detach --data {}", place.data().display());
    assert!(ran.stderr.contains(&next), "{ran}");
}

#[test]
fn a_command_without_an_account_ends_with_4_and_says_which_variable_is_missing() {
    let ran = Place::new().run(&["messages", "status"]).fails_with("E_SIGN_IN", 4);
    assert!(ran.stderr.contains("HOANHAP_USERNAME"), "{ran}");
}

#[test]
fn a_platform_that_is_away_ends_with_7() {
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let place = Place::new().with("HOANHAP_USERNAME", "lan").with("HOANHAP_PASSWORD", "x");
    let place = place.with("HOANHAP__SERVICES__IDENTITY", &format!("http://{address}"));
    place.run(&["report", "list"]).fails_with("E_UNAVAILABLE", 7);
    place.run(&["health", "--url", &format!("http://{address}")]).fails_with("E_UNAVAILABLE", 7);
}

#[test]
fn a_taken_port_ends_with_5_within_seconds_and_names_its_owner() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = Place::new().with("HOANHAP__HTTP__LISTEN", &listener.local_addr().unwrap().to_string());
    let started = Instant::now();
    for arguments in [&["up"][..], &["up", "--detach"]] {
        let ran = place.run(arguments).fails_with("E_PORT_TAKEN", 5);
        assert!(ran.stderr.contains(&format!("pid {}", std::process::id())), "{ran}");
    }
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_data_folder_that_can_t_be_used_stops_a_start() {
    let place = Place::new();
    std::fs::write(place.data(), "a file").unwrap();
    place.run(&["up"]).fails_with("E_DATA_FOLDER", 1);
    let checks = place.run(&["doctor"]).ends_with(1).json("doctor/1");
    let failed = checks.as_array().unwrap().iter().find(|check| check["code"] == "E_DATA_FOLDER");
    assert_eq!(failed.unwrap()["state"], "failed");
}

#[test]
fn the_language_of_what_is_said_is_chosen() {
    let said = |place: Place, arguments: &[&str]| place.run(arguments).stderr;
    assert!(said(Place::new(), &["logs"]).contains("Không tìm thấy"));
    assert!(said(Place::new(), &["logs", "--lang", "en"]).contains("Not found"));
    assert!(said(Place::new().with("HOANHAP_LANG", "en"), &["logs"]).contains("Not found"));
}

#[test]
fn colours_are_forced_and_refused_by_the_usual_variables() {
    let said = |place: Place| place.run(&["logs"]).stderr;
    assert!(!said(Place::new()).contains('\u{1b}'), "no terminal");
    assert!(said(Place::new().with("CLICOLOR_FORCE", "1")).contains('\u{1b}'));
    assert!(!said(Place::new().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1")).contains('\u{1b}'));
    let help = Place::new().with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1").run(&["--help"]);
    assert!(!help.stdout.contains('\u{1b}'));
}

#[test]
fn every_cause_is_said_on_demand_and_a_stack_trace_never_without_it() {
    let place = Place::new().with("RUST_BACKTRACE", "1").with("HOANHAP_USERNAME", "lan");
    let place = place.with("HOANHAP_PASSWORD", "x").with("HOANHAP__SERVICES__IDENTITY", "http://127.0.0.1:1");
    let (plain, verbose) = (place.run(&["report", "list"]).stderr, place.run(&["report", "list", "-v"]).stderr);
    assert!(plain.matches("vì: ").count() < verbose.matches("vì: ").count(), "{plain}{verbose}");
    assert!(!plain.contains("anyhow::"), "{plain}");
}
