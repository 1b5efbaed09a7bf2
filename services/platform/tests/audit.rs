//! Over all services: what is read is recorded where it is read, and the operator's commands find it in order.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::process::Output;

use platform::demo::accounts;
use platform::remote::Remote;
use platform::services;
use runtime::audit::seals;
use serde_json::{Value, json};
use testkit::{Mode, Platform};
use tokio::process::Command;

async fn create(officer: &Remote, service: &str, path: &str, body: Value) -> String {
    let answer: Value = officer.post(service, path, &body, None).await.unwrap();
    answer["id"].as_str().unwrap().to_owned()
}

async fn start() -> Platform {
    let platform = Platform::start(Mode::Embedded, services::all()).await.unwrap();
    accounts::ensure(&platform.running).await.unwrap();
    platform
}

/// Somebody of Đồng Tháp.
async fn register(officer: &Remote, number: u32) -> String {
    let body = json!({
        "name": "Nguyễn Văn Thử", "sex": "male", "birth": { "year": 1990 }, "commune_code": "29869",
        "official_number": format!("0870900000{number:02}"), "address": "ấp 3", "occurred_on": "2018-01-15",
        "file": { "kind": "addict" },
    });
    create(officer, "registry", "/v1/persons", body).await
}

/// What a service's log says of a person, oldest first.
async fn actions(inspector: &Remote, service: &str, person: &str) -> Vec<String> {
    let page: Value = inspector.get(service, &format!("/v1/audit/entries?person={person}")).await.unwrap();
    let items = page["items"].as_array().unwrap().iter().rev();
    let actions = items.map(|entry| entry["action"].as_str().unwrap().to_owned());
    actions.filter(|action| action != "audit.read").collect()
}

/// The command itself, on the platform's data folder and against its address.
async fn command(platform: &Platform, arguments: &[&str]) -> (i32, Value) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_hoanhap"))
        .args(arguments)
        .args(["--output", "json"])
        .env("HOANHAP__DATA__FOLDER", platform.folder())
        .env("HOANHAP__HTTP__LISTEN", &platform.running.settings.http.listen)
        .env("HOANHAP_USERNAME", "vanhanh")
        .env("HOANHAP_PASSWORD", "trinh-dien-hoa-nhap")
        .output()
        .await
        .unwrap();
    let printed = serde_json::from_slice(&stdout).unwrap_or_default();
    let code = status.code().unwrap();
    assert!([0, 1].contains(&code), "{arguments:?}: {code} {}", String::from_utf8_lossy(&stderr));
    (code, printed)
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_what_belongs_to_one_person_is_recorded_by_the_service_that_shows_it() {
    let platform = start().await;
    let (officer, inspector) =
        (accounts::remote(&platform.running, "dongthap"), accounts::remote(&platform.running, "thanhtra"));
    let (resident, patient) = (register(&officer, 1).await, register(&officer, 2).await);
    let body = json!({
        "name": "Cơ sở Thử", "kind": "public", "province_code": "87", "capacity": 340, "opened_on": "2005-01-01",
    });
    let facility = create(&officer, "facility", "/v1/facilities", body).await;
    platform.settle().await.unwrap();
    let body = json!({
        "person_id": resident, "facility_id": facility, "basis": "court_decision", "occurred_on": "2019-03-01",
        "decision_number": "09/QĐ-TA",
    });
    let stay = create(&officer, "facility", "/v1/admissions", body).await;
    let body =
        json!({ "person_id": patient, "site": "community", "commune_code": "29869", "occurred_on": "2019-03-01" });
    let treatment = create(&officer, "community", "/v1/treatments", body).await;
    let body = json!({ "admission_id": stay, "occurred_on": "2019-12-15", "certificate_number": "12/GCN" });
    create(&officer, "facility", "/v1/releases", body).await;
    platform.settle().await.unwrap();

    let get = async |service: &str, path: String| -> Value { officer.get(service, &path).await.unwrap() };
    get("facility", format!("/v1/admissions?person_id={resident}")).await;
    get("facility", format!("/v1/admissions?facility_id={facility}")).await;
    get("facility", format!("/v1/admissions/{stay}")).await;
    get("community", format!("/v1/treatments?person_id={patient}")).await;
    get("community", format!("/v1/treatments/{treatment}")).await;
    let cases = get("aftercare", format!("/v1/cases?person_id={resident}")).await;
    let case = cases["items"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({
        "case_id": case, "kind": "job", "partner": "Trung tâm", "occurred_on": "2019-12-20", "consent_on": "2019-12-20",
    });
    create(&officer, "aftercare", "/v1/referrals", body).await;
    get("aftercare", format!("/v1/cases/{case}")).await;
    get("aftercare", format!("/v1/referrals?case_id={case}")).await;

    assert_eq!(actions(&inspector, "facility", &resident).await, ["stays.listed", "stay.viewed"]);
    assert_eq!(actions(&inspector, "community", &patient).await, ["treatments.listed", "treatment.viewed"]);
    let expected = ["cases.listed", "case.viewed", "referrals.listed"];
    assert_eq!(actions(&inspector, "aftercare", &resident).await, expected);

    for service in ["registry", "facility", "community", "aftercare"] {
        while seals::seal_batch(&platform.running.contexts[service]).await.unwrap() > 0 {}
    }
    let (code, verdicts) = command(&platform, &["audit", "verify"]).await;
    assert_eq!((code, &verdicts["schema"]), (0, &json!("audit-verdict/1")));
    let sealed = |verdict: &Value| verdict["sealed"].as_i64().unwrap() > 0 || verdict["service"] == "registry";
    assert!(verdicts["data"].as_array().unwrap().iter().all(sealed), "{verdicts}");
    platform.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_cut_off_is_told_by_the_checkpoint_that_was_exported() {
    let platform = start().await;
    let officer = accounts::remote(&platform.running, "dongthap");
    let person = register(&officer, 1).await;
    for _ in 0..3 {
        let _: Value = officer.get("registry", &format!("/v1/persons/{person}")).await.unwrap();
    }
    let context = &platform.running.contexts["registry"];
    while seals::seal_batch(context).await.unwrap() > 0 {}
    let file = platform.folder().join("checkpoint.json");
    let file = file.to_str().unwrap();
    assert_eq!(command(&platform, &["audit", "checkpoint", "--out", file]).await.0, 0);
    let verify = ["audit", "verify", "--service", "registry", "--checkpoint", file];
    assert_eq!(command(&platform, &verify).await.0, 0);

    use sea_orm::ConnectionTrait;
    let cut = "DROP TRIGGER audit_entries_never_deleted; DROP TRIGGER audit_seals_never_deleted; \
               DELETE FROM audit_entries WHERE id = (SELECT entry_id FROM audit_seals WHERE sequence = 3); \
               DELETE FROM audit_seals WHERE sequence = 3";
    context.db.execute_unprepared(cut).await.unwrap();
    let (code, verdicts) = command(&platform, &verify).await;
    let broken = &verdicts["data"][0]["broken"];
    assert_eq!((code, &broken["kind"], &broken["sequence"]), (1, &json!("truncated"), &json!(3)));
    platform.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_rotated_from_the_command_line_to_the_last_text() {
    let platform = start().await;
    let officer = accounts::remote(&platform.running, "dongthap");
    let person = register(&officer, 1).await;
    let path = format!("/v1/persons/{person}");
    let before: Value = officer.get("registry", &path).await.unwrap();
    let texts = |status: &Value| -> Vec<i64> {
        status["data"].as_array().unwrap().iter().map(|key| key["texts"].as_i64().unwrap()).collect()
    };
    assert_eq!(texts(&command(&platform, &["keys", "rotate", "--dry-run"]).await.1), [2]);
    let (code, rotated) = command(&platform, &["keys", "rotate", "--batch", "1"]).await;
    let expected = json!({ "version": 2, "resealed": 2, "unreadable": 0 });
    assert_eq!((code, &rotated["schema"], &rotated["data"]), (0, &json!("key-rotation/1"), &expected));
    assert_eq!(texts(&command(&platform, &["keys", "status"]).await.1), [0, 2]);
    let after: Value = officer.get("registry", &path).await.unwrap();
    assert_eq!(after, before);
    platform.stop().await;
}
