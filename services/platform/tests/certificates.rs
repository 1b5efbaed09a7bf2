//! `hoanhap certificate` on a running platform: who holds a code can check it, online and with a file of keys.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use platform::demo::accounts;
use platform::remote::Remote;
use platform::services;
use serde_json::{Value, json};
use testkit::{Mode, Platform};
use tokio::process::Command;

async fn create(officer: &Remote, service: &str, path: &str, body: Value) -> String {
    let answer: Value = officer.post(service, path, &body, None).await.unwrap();
    answer["id"].as_str().unwrap().to_owned()
}

/// A platform, and the certificate of a stay that was completed under Decree 116.
async fn start() -> (Platform, Remote, Value) {
    let platform = Platform::start(Mode::Embedded, services::all()).await.unwrap();
    accounts::ensure(&platform.running).await.unwrap();
    let officer = accounts::remote(&platform.running, "dongthap");
    let person = json!({
        "name": "Nguyễn Văn Thử", "sex": "male", "birth": { "year": 1990 }, "commune_code": "29869",
        "occurred_on": "2022-01-15", "file": { "kind": "addict" },
    });
    let person = create(&officer, "registry", "/v1/persons", person).await;
    let facility = json!({
        "name": "Cơ sở Thử", "kind": "public", "province_code": "87", "capacity": 340, "opened_on": "2005-01-01",
    });
    let facility = create(&officer, "facility", "/v1/facilities", facility).await;
    platform.settle().await.unwrap();
    let stay = json!({
        "person_id": person, "facility_id": facility, "basis": "voluntary", "occurred_on": "2022-03-01",
    });
    let stay = create(&officer, "facility", "/v1/admissions", stay).await;
    let release = json!({ "admission_id": stay, "occurred_on": "2023-03-01", "certificate_number": "12/GCN" });
    create(&officer, "facility", "/v1/releases", release).await;
    let certificate = officer.get("facility", &format!("/v1/admissions/{stay}/certificate")).await.unwrap();
    (platform, officer, certificate)
}

/// The command without any account.
async fn command(platform: &Platform, arguments: &[&str]) -> (i32, Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hoanhap"))
        .args(["certificate"])
        .args(arguments)
        .args(["--output", "json", "--lang", "en"])
        .env_clear()
        .env("HOANHAP__DATA__FOLDER", platform.folder())
        .env("HOANHAP__HTTP__LISTEN", &platform.running.settings.http.listen)
        .output()
        .await
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let printed = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code().unwrap(), printed, text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_checked_without_an_account_until_it_is_revoked() {
    let (platform, officer, certificate) = start().await;
    let code = certificate["code"].as_str().unwrap();
    assert_eq!(certificate["form"], "D116/26b");

    let (exit, printed, _) = command(&platform, &["verify", code]).await;
    assert_eq!((exit, &printed["data"][0]["status"]), (0, &json!("valid")), "{printed}");
    assert_eq!(printed["data"][0]["form"], Value::Null, "without keys nothing is read from the code");

    let id = certificate["id"].as_str().unwrap();
    let body = json!({ "reason": "issued_in_error", "occurred_on": "2023-04-01" });
    let path = format!("/v1/certificates/{id}/revocation");
    let revoked: Value = officer.post("facility", &path, &body, None).await.unwrap();
    assert_eq!(revoked["status"], "revoked");
    let (exit, printed, _) = command(&platform, &["verify", code, "NOCODE"]).await;
    let statuses = [&printed["data"][0]["status"], &printed["data"][1]["status"]];
    assert_eq!((exit, statuses), (1, [&json!("revoked"), &json!("unknown")]), "{printed}");
    assert!(printed["data"][1]["problem"].as_str().unwrap().contains("6 letters"), "{printed}");
    platform.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_keys_checks_the_signature_where_the_platform_is_away() {
    let (platform, _, certificate) = start().await;
    let code = certificate["code"].as_str().unwrap();
    let file = platform.folder().join("keys.json");
    let file = file.to_str().unwrap();
    assert_eq!(command(&platform, &["keys", "--out", file]).await.0, 0);
    let (exit, made, _) = command(&platform, &["rotate", "--service", "facility"]).await;
    assert_eq!((exit, &made["data"][0]["service"]), (0, &json!("facility")), "{made}");
    // The old key still verifies where a new one signs.
    assert_eq!(command(&platform, &["verify", code]).await.0, 0);
    let keys = command(&platform, &["keys"]).await.1["data"]["keys"].clone();
    let of = |issuer: &str| keys.as_array().unwrap().iter().filter(|key| key["issuer"] == issuer).count();
    assert_eq!((of("facility"), of("community")), (2, 1), "{keys}");

    let offline = ["verify", code, "--offline", "--keys", file];
    let (exit, printed, said) = command(&platform, &offline).await;
    let row = &printed["data"][0];
    let expected = [&json!("signed"), &json!("D116/26b"), &json!("2023-03-01")];
    assert_eq!((exit, [&row["status"], &row["form"], &row["issued_on"]]), (0, expected), "{printed}");
    assert!(said.contains("revoked is not known"), "{said}");
    assert_eq!(command(&platform, &["verify", code, "--offline"]).await.0, 2, "offline needs keys");

    let listen = platform.running.settings.http.listen.clone();
    platform.running.stop().await;
    let away = async |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_hoanhap"))
            .args(["certificate"])
            .args(arguments)
            .env_clear()
            .env("HOANHAP__HTTP__LISTEN", &listen)
            .output();
        program.await.unwrap().status.code()
    };
    assert_eq!(away(&["verify", code]).await, Some(7));
    assert_eq!(away(&offline).await, Some(0));
}
