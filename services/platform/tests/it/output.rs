//! Data on standard output, everything else on standard error.

use std::process::Stdio;

use serde_json::Value;

use crate::program::Place;

/// Commands that need no running platform, with their schemas.
const ALONE: [(&[&str], &str); 8] = [
    (&["doctor"], "doctor/1"),
    (&["config", "show"], "config/1"),
    (&["config", "show", "--sources"], "config-source/1"),
    (&["config", "defaults", "--output", "json"], "config-defaults/1"),
    (&["migrate", "--dry-run"], "migration/1"),
    (&["migrate", "facility"], "migration/1"),
    (&["explain"], "error-code/1"),
    (&["explain", "E_PARTIAL"], "error-code/1"),
];

#[test]
fn in_a_pipe_data_are_one_json_document_with_its_schema() {
    let place = Place::new();
    for (arguments, schema) in ALONE {
        let ran = place.run(arguments).ends_with(0);
        assert!(!ran.json(schema).is_null(), "{arguments:?}");
    }
}

#[test]
fn ndjson_is_one_object_a_line_each_with_the_schema() {
    let place = Place::new();
    for (arguments, _) in ALONE.iter().filter(|(arguments, _)| !arguments.contains(&"json")) {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--output", "ndjson"]).collect();
        let ran = place.run(&arguments).ends_with(0);
        let lines: Vec<Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(!lines.is_empty(), "{ran}");
        for line in &lines {
            assert!(line["schema"].is_string() && line["data"].is_object(), "{arguments:?}: {line}");
        }
    }
}

#[test]
fn a_table_has_its_heads_in_the_chosen_language() {
    let place = Place::new();
    let table = |language| place.run(&["doctor", "--output", "table", "--lang", language]).ends_with(0).stdout;
    assert!(table("vi").contains("Cách sửa") && table("en").contains("How to mend"));
}

#[test]
fn a_quiet_command_says_nothing_beside_its_data() {
    let ran = Place::new().run(&["migrate", "facility", "--quiet"]).ends_with(0);
    assert!(ran.stderr.is_empty(), "{ran}");
    assert!(!Place::new().run(&["migrate", "facility"]).ends_with(0).stderr.is_empty());
}

#[test]
fn a_dry_run_of_migrate_lists_what_waits_and_makes_nothing() {
    let place = Place::new();
    let waiting = place.run(&["migrate", "--dry-run"]).ends_with(0).json("migration/1");
    assert!(waiting.as_array().unwrap().iter().any(|change| change["service"] == "reporting"));
    assert!(!place.data().exists());
    let applied = place.run(&["migrate"]).ends_with(0).json("migration/1");
    assert_eq!(applied.as_array().unwrap().len(), waiting.as_array().unwrap().len());
    assert!(applied.as_array().unwrap().iter().all(|change| change["applied"] == true));
    let left = place.run(&["migrate", "--dry-run"]).ends_with(0).json("migration/1");
    assert_eq!(left, serde_json::json!([]));
}

#[test]
fn the_documented_defaults_are_a_settings_file() {
    let place = Place::new();
    let defaults = place.run(&["config", "defaults"]).ends_with(0).stdout;
    std::fs::write(place.path().join("own.toml"), defaults).unwrap();
    let shown =
        place.run(&["config", "show", "--sources", "--config", "own.toml"]).ends_with(0).json("config-source/1");
    let source = |key: &str| shown.as_array().unwrap().iter().find(|row| row["key"] == key).unwrap()["source"].clone();
    assert_eq!(source("http.body_limit_bytes"), "own.toml");
    assert_eq!(source("http.listen"), "HOANHAP__HTTP__LISTEN");
    assert_eq!(source("data.folder"), "--data");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::new();
    let mut child = place.command(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
