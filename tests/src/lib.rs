//! What the tests of the whole platform share: starting it in either mode, signing in, the usual steps.

use anyhow::{Context as _, Result};
use platform::demo::accounts;
use platform::remote::Remote;
use platform::services;
use serde_json::{Value, json};
pub use testkit::{Mode, Platform};

/// Starts all services with the demonstration accounts.
///
/// # Errors
/// When the servers are not there, or a service does not start.
pub async fn start(mode: Mode) -> Result<Platform> {
    let platform = Platform::start(mode, services::all()).await?;
    accounts::ensure(&platform.running).await?;
    Ok(platform)
}

/// A demonstration account's access.
pub fn sign_in(platform: &Platform, username: &str) -> Remote {
    accounts::remote(&platform.running, username)
}

/// A commune of Đồng Tháp, as in 2019.
pub const COMMUNE: &str = "29869";

/// Registers a person with an open file, in 2018.
///
/// # Errors
/// When registry refuses.
pub async fn register(remote: &Remote, name: &str, birth_year: i32) -> Result<String> {
    let body = json!({
        "name": name, "sex": "male", "birth": { "year": birth_year }, "commune_code": COMMUNE,
        "occurred_on": "2018-01-15", "file": { "kind": "addict", "drug": "amphetamine" },
    });
    id_of(&remote.post("registry", "/v1/persons", &body, None).await?)
}

/// Registers a public facility of Đồng Tháp.
///
/// # Errors
/// When facility refuses.
pub async fn facility(remote: &Remote, name: &str) -> Result<String> {
    let body =
        json!({ "name": name, "kind": "public", "province_code": "87", "capacity": 340, "opened_on": "2005-01-01" });
    id_of(&remote.post("facility", "/v1/facilities", &body, None).await?)
}

/// Takes a person in on a court's decision.
///
/// # Errors
/// When facility refuses.
pub async fn admit(remote: &Remote, person: &str, facility: &str, on: &str) -> Result<String> {
    let body = json!({
        "person_id": person, "facility_id": facility, "basis": "court_decision", "occurred_on": on,
        "decision_number": "09/QĐ-TA",
    });
    id_of(&remote.post("facility", "/v1/admissions", &body, None).await?)
}

/// The id of what was made.
///
/// # Errors
/// When the answer holds none.
pub fn id_of(answer: &Value) -> Result<String> {
    Ok(answer["id"].as_str().context("an id was expected")?.to_owned())
}

/// Makes a test for each mode out of one body: `async fn(Mode) -> Result<()>`.
#[macro_export]
macro_rules! in_both_modes {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn embedded() -> anyhow::Result<()> {
                super::bodies::$name($crate::Mode::Embedded).await
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn servers() -> anyhow::Result<()> {
                super::bodies::$name($crate::Mode::Servers).await
            }
        }
    )+};
}
