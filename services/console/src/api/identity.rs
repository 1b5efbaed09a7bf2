//! Sessions of `identity`.

use domain::ids::AccountId;
use serde::Deserialize;
use serde_json::{Value, json};
use web::Grant;

use super::Api;
use crate::failure::Failure;

const SERVICE: &str = "identity";

#[derive(Clone, Debug, Deserialize)]
pub struct Account {
    pub id: AccountId,
    pub display_name: String,
    pub grants: Vec<Grant>,
}

#[derive(Deserialize)]
pub struct SignedIn {
    pub session: String,
}

#[derive(Deserialize)]
pub struct Exchanged {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
    pub account: Account,
}

pub async fn sign_in(api: &Api, username: &str, password: &str) -> Result<SignedIn, Failure> {
    api.post(SERVICE, "/v1/sessions", &json!({ "username": username, "password": password })).await
}

pub async fn exchange(api: &Api, session: &str) -> Result<Exchanged, Failure> {
    api.post(SERVICE, "/v1/sessions/token", &json!({ "session": session })).await
}

pub async fn sign_out(api: &Api, session: &str) -> Result<(), Failure> {
    let body: Value = json!({ "session": session });
    api.tell(SERVICE, "/v1/sessions/end", &body).await
}
