//! `hoanhap messages` and `hoanhap rebuild` on a running platform.

use std::sync::Arc;

use platform::remote::Remote;
use runtime::Settings;
use runtime::settings::Secret;
use serde_json::{Value, json};

use crate::program::Place;

const PASSWORD: &str = "một mật khẩu đủ dài";

/// A platform with an operator, whom the environment names, and an officer.
fn platform() -> (Place, Settings) {
    let place = Place::new().with("HOANHAP_USERNAME", "vanhanh").with("HOANHAP_PASSWORD", PASSWORD);
    std::fs::write(place.path().join("password"), PASSWORD).unwrap();
    for (username, role) in [("vanhanh", "operator"), ("canbo", "provincial_officer")] {
        let add = ["user", "add", "--username", username, "--role", role, "--password-file", "password"];
        place.run(&add).ends_with(0);
    }
    let data = place.run(&["up", "--detach", "--output", "json"]).ends_with(0).json("up/1");
    let mut settings = Settings::load(None).unwrap();
    settings.http.listen = data["address"].as_str().unwrap().trim_start_matches("http://").to_owned();
    (place, settings)
}

fn remote(settings: &Settings, username: &str) -> Remote {
    Remote::new(Arc::new(settings.clone()), username, Secret::new(PASSWORD.to_owned()))
}

/// An event whose data reporting can't read.
fn poison(number: u32, sequence: u32) -> Value {
    let subject = format!("facility/admission/01a20000-0000-7000-8000-00000000000{number}");
    json!({
        "specversion": "1.0", "id": format!("01a20000-0000-7000-8002-0000000000{number}{sequence}"),
        "source": "/hoanhap/local/facility", "type": "facility.admission.recorded.v1", "subject": subject,
        "time": "2026-11-22T17:40:49Z", "datacontenttype": "application/json",
        "dataschema": "/api/events/facility.admission.recorded.v1.json", "sequence": sequence,
        "correlationid": "01a205d9-2eb3-75e8-8aa6-dad0dd3ad1e1", "data": {},
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn parked_messages_are_grouped_replayed_and_passed_over() {
    let (place, settings) = platform();
    let events = [poison(1, 1), poison(2, 1), poison(1, 2)];
    let operator = remote(&settings, "vanhanh");
    let _: Value = operator.post("reporting", "/v1/messages/deliver", &events, None).await.unwrap();

    let groups = place.run(&["messages", "parked"]).ends_with(0).json("parked-group/1");
    let rejected = &groups[0];
    assert_eq!(
        (&rejected["count"], &rejected["state"], &rejected["service"]),
        (&2.into(), &"rejected".into(), &"reporting".into())
    );
    let each = place.run(&["dlq", "list", "--each"]).ends_with(0).json("parked-message/1");
    assert_eq!(each.as_array().unwrap().len(), 3);

    let planned =
        place.run(&["messages", "replay", "--all", "--dry-run", "--limit", "1"]).ends_with(0).json("replay/1");
    assert_eq!(planned.as_array().unwrap().len(), 1);
    let none = place.run(&["messages", "replay", "--all", "--service", "registry"]).ends_with(0).json("replay/1");
    assert_eq!(none, json!([]));
    let again = place.run(&["messages", "replay", "--all", "--type", "facility.admission.recorded.v1"]);
    let again = again.fails_with("E_REFUSED", 1).json("replay/1");
    assert!(again.as_array().unwrap().iter().all(|outcome| outcome["handled"] == false), "{again}");

    let first = poison(1, 1)["id"].as_str().unwrap().to_owned();
    place.run(&["messages", "replay", "reporting", &first]).fails_with("E_REFUSED", 1);
    let held = poison(1, 2)["id"].as_str().unwrap().to_owned();
    place.run(&["messages", "replay", "reporting", &held]).fails_with("E_CONFLICT", 5);
    let discard = |more: &[&'static str]| {
        let arguments = ["messages", "discard", "reporting", &first, "--reason", "thử nghiệm"];
        place.run(&[&arguments[..], more].concat())
    };
    let planned = discard(&["--dry-run"]).ends_with(0).json("discard/1");
    assert_eq!((&planned["held_behind"], &planned["discarded"]), (&1.into(), &false.into()));
    discard(&[]).fails_with("E_CONFIRM", 2);
    discard(&["--yes"]).ends_with(0);
    discard(&["--yes"]).fails_with("E_NOT_FOUND", 3);
    place.run(&["messages", "show", "reporting", &first]).fails_with("E_NOT_FOUND", 3);
    place
        .run(&["messages", "show", "reporting", poison(2, 1)["id"].as_str().unwrap()])
        .ends_with(0)
        .json("parked-message/1");

    let checks = place.run(&["doctor"]).ends_with(0).json("doctor/1");
    let projections = checks.as_array().unwrap().iter().find(|check| check["group"] == "projections").unwrap();
    assert_eq!(projections["state"], "warning", "{projections}");
    assert_eq!(place.run(&["status"]).ends_with(0).json("status/1")["parked"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_projection_is_counted_built_again_and_gone_on_with() {
    let (place, settings) = platform();
    let (officer, operator) = (remote(&settings, "canbo"), remote(&settings, "vanhanh"));
    for number in 0..3 {
        let facility = json!({
            "name": format!("Cơ sở {number}"), "kind": "public", "province_code": "87", "capacity": 40,
            "opened_on": "2015-01-01",
        });
        let key = format!("facility-{number}");
        let _: Value = officer.post("facility", "/v1/facilities", &facility, Some(&key)).await.unwrap();
    }
    operator.settle(|_| {}).await.unwrap();

    let lag = || {
        let ran = place.run(&["messages", "status"]).ends_with(0);
        serde_json::from_str::<Value>(&ran.stdout).unwrap()["summary"]["lag"].clone()
    };
    let shares = place.run(&["rebuild", "reporting", "--dry-run"]).ends_with(0).json("rebuild/1");
    let of_facility = shares.as_array().unwrap().iter().find(|share| share["producer"] == "facility").unwrap();
    assert_eq!(of_facility["events"], 3);
    place.run(&["rebuild", "reporting"]).fails_with("E_CONFIRM", 2);
    place.run(&["rebuild", "reporting", "--yes"]).ends_with(0).json("rebuild/1");
    assert_eq!(lag(), 0);

    // As after an interruption: emptied, and only the first event delivered.
    let _: Value = operator.post("reporting", "/v1/messages/reset", &json!({}), None).await.unwrap();
    let first: Vec<Value> = operator.get("facility", "/v1/messages/journal?after=0&limit=1").await.unwrap();
    let _: Value = operator.post("reporting", "/v1/messages/deliver", &[&first[0]["event"]], None).await.unwrap();
    assert_eq!(lag(), 2);
    let from = format!("facility:{}", first[0]["position"]);
    place.run(&["rebuild", "reporting", "--from", &from]).ends_with(0);
    assert_eq!(lag(), 0);

    place.run(&["rebuild", "aftercare", "--yes"]).fails_with("E_CONFLICT", 5);
    let ran =
        place.run(&["report", "run", "nothing", "--province", "87", "--from", "2019-01-01", "--to", "2019-12-31"]);
    ran.fails_with("E_NOT_ALLOWED", 4);
}
