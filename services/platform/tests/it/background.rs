//! `up --detach`, `status`, `logs`, `down`.

use crate::program::Place;

fn address(line: &str) -> String {
    line.trim().strip_prefix("Hòa Nhập: ").unwrap_or_else(|| panic!("{line}")).to_owned()
}

#[test]
fn a_platform_runs_in_the_background_until_it_is_stopped() {
    let place = Place::new();
    let started = place.run(&["up", "--detach"]).ends_with(0);
    let url = address(&started.stdout);
    let state = place.run(&["status"]).ends_with(0).json("status/1");
    assert_eq!(
        (&state["running"], &state["ready"], state["address"].as_str()),
        (&true.into(), &true.into(), Some(&*url))
    );
    let pid = state["pid"].as_u64().unwrap();
    assert!(started.stderr.contains(&format!("pid {pid}")), "{started}");
    place.run(&["health"]).ends_with(0);

    let group = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let group = group.rsplit_once(')').unwrap().1.split_whitespace().nth(2).unwrap().to_owned();
    assert_eq!(group, pid.to_string(), "a process group of its own");

    let again = place.run(&["up"]).ends_with(0);
    assert_eq!(address(&again.stdout), url);
    assert!(again.stderr.contains(&format!("đang chạy, pid {pid}")), "{again}");
    place.run(&["demo", "--once"]).fails_with("E_RUNNING", 5);

    let logged = place.run(&["logs", "--lines", "5"]).ends_with(0).stdout;
    assert!(logged.contains("ready") && logged.lines().count() <= 5, "{logged}");
    place.run(&["down"]).ends_with(0);
    place.run(&["status"]).ends_with(3);
    assert!(!std::path::Path::new(&format!("/proc/{pid}/stat")).exists() || ended(pid), "it is gone");
    place.run(&["up", "--detach", "--quiet"]).ends_with(0);
    place.run(&["down"]).ends_with(0);
}

/// A process that nobody has waited for yet stays in the list as a zombie.
fn ended(pid: u64) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')').is_none_or(|(_, rest)| rest.trim_start().starts_with('Z'))
}

#[test]
fn a_start_in_the_background_that_fails_says_why_and_ends_as_it_would_in_front() {
    let place = Place::new().with("HOANHAP__TELEMETRY__LOG_FILTER", "=nonsense=");
    let ran = place.run(&["up", "--detach"]).fails_with("E_SETTING", 2);
    assert!(ran.stderr.contains("telemetry.log_filter"), "{ran}");
}

#[test]
fn where_it_answers_is_json_when_that_is_asked_for() {
    let place = Place::new();
    let data = place.run(&["up", "--detach", "--output", "json"]).ends_with(0).json("up/1");
    assert!(data["address"].as_str().unwrap().starts_with("http://127.0.0.1:"));
}
