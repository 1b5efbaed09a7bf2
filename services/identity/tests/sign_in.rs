//! The service through HTTP: signing in, sessions, refresh tokens, and what ends them.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::sync::Arc;

use identity::{
    Identity, NewAccount, create_account, ensure_account, find_account, grant_roles, list_accounts, reset_password,
};
use reqwest::Client;
use runtime::settings::Secret;
use runtime::{Context, Host, Running, Settings};
use serde_json::{Value, json};
use tempfile::TempDir;
use web::{Grant, Role};

const PASSWORD: &str = "một mật khẩu đủ dài";

struct Server {
    running: Running,
    http: Client,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.http.listen = "127.0.0.1:0".to_owned();
        settings.data.folder = folder.path().to_owned();
        let running = Host::start(settings, vec![Arc::new(Identity)]).await.unwrap();
        create_account(&running.contexts["identity"], account("Admin", PASSWORD, Role::Administrator)).await.unwrap();
        Self { running, http: Client::new(), _folder: folder }
    }

    fn context(&self) -> &Context {
        &self.running.contexts["identity"]
    }

    async fn post(&self, path: &str, token: Option<&str>, body: Value) -> (u16, Value) {
        let url = format!("{}/api/identity{path}", self.running.base_url());
        let mut request = self.http.post(url).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or_default())
    }

    async fn by_password(&self, username: &str, password: &str) -> (u16, Value) {
        let body = json!({ "grant_type": "password", "username": username, "password": password });
        self.post("/v1/token", None, body).await
    }

    async fn refresh(&self, token: &Value) -> (u16, Value) {
        self.post("/v1/token", None, json!({ "grant_type": "refresh", "refresh_token": token })).await
    }

    async fn administrator(&self) -> String {
        self.by_password("admin", PASSWORD).await.1["access_token"].as_str().unwrap().to_owned()
    }

    /// Makes an account over HTTP.
    async fn make(&self, username: &str, grants: Value) -> (u16, Value) {
        let body = json!({ "username": username, "display_name": "Lan", "password": PASSWORD, "grants": grants });
        self.post("/v1/accounts", Some(&self.administrator().await), body).await
    }
}

fn account(username: &str, password: &str, role: Role) -> NewAccount {
    NewAccount {
        username: username.to_owned(),
        display_name: "Quản trị".to_owned(),
        password: Secret::new(password.to_owned()),
        grants: vec![Grant { role, area: None, facility: None }],
    }
}

#[tokio::test]
async fn the_first_administrator_signs_in_and_lists_accounts() {
    let server = Server::start().await;
    let (status, tokens) = server.by_password("ADMIN", PASSWORD).await;
    assert_eq!((status, &tokens["account"]["username"], &tokens["expires_in"]), (200, &json!("admin"), &json!(300)));
    let url = format!("{}/api/identity/v1/accounts", server.running.base_url());
    let list = server.http.get(url).bearer_auth(tokens["access_token"].as_str().unwrap()).send().await.unwrap();
    let page: Value = serde_json::from_str(&list.text().await.unwrap()).unwrap();
    assert_eq!((&page["total"], &page["items"][0]["disabled"]), (&json!(1), &json!(false)));
}

#[tokio::test]
async fn every_refused_sign_in_is_answered_alike() {
    let server = Server::start().await;
    let id = server.make("lan", json!([])).await.1["id"].as_str().unwrap().to_owned();
    let mut answers = vec![server.by_password("nobody", PASSWORD).await, server.by_password("lan", "wrong").await];
    for _ in 0..9 {
        server.by_password("lan", "wrong").await;
    }
    answers.push(server.by_password("lan", PASSWORD).await);
    let token = server.administrator().await;
    server.post(&format!("/v1/accounts/{id}/disable"), Some(&token), json!({})).await;
    answers.push(server.by_password("lan", PASSWORD).await);
    for (status, problem) in &answers {
        assert_eq!((*status, &problem["code"]), (401, &json!("login.failed")));
        assert_eq!(problem["title"], answers[0].1["title"]);
    }
}

#[tokio::test]
async fn a_spent_refresh_token_that_comes_back_revokes_its_family() {
    let server = Server::start().await;
    let first = server.by_password("admin", PASSWORD).await.1["refresh_token"].clone();
    let (status, second) = server.refresh(&first).await;
    assert_eq!(status, 200);
    assert_eq!(server.refresh(&first).await.0, 401);
    assert_eq!(server.refresh(&second["refresh_token"]).await.0, 401, "the family is revoked");
}

#[tokio::test]
async fn a_session_carries_the_grants_of_the_moment_and_ends_with_its_account() {
    let server = Server::start().await;
    let id = server.make("lan", json!([{ "role": "partner" }])).await.1["id"].as_str().unwrap().to_owned();
    let credentials = json!({ "username": "lan", "password": PASSWORD });
    let (status, started) = server.post("/v1/sessions", None, credentials.clone()).await;
    assert_eq!((status, &started["account"]["grants"][0]["role"]), (201, &json!("partner")));
    let refresh = server.by_password("lan", PASSWORD).await.1["refresh_token"].clone();

    let administrator = server.administrator().await;
    let grants = json!({ "grants": [{ "role": "commune_officer", "area": "29869" }] });
    assert_eq!(server.post(&format!("/v1/accounts/{id}/grants"), Some(&administrator), grants).await.0, 200);
    let session = json!({ "session": started["session"] });
    let (_, token) = server.post("/v1/sessions/token", None, session.clone()).await;
    assert_eq!(token["account"]["grants"][0]["role"], "commune_officer");

    let path = format!("/v1/accounts/{id}/disable");
    assert_eq!(server.post(&path, Some(&administrator), json!({})).await.1["disabled"], true);
    assert_eq!(server.post("/v1/sessions/token", None, session).await.0, 401);
    assert_eq!(server.refresh(&refresh).await.0, 401);
}

#[tokio::test]
async fn an_ended_session_gives_no_token() {
    let server = Server::start().await;
    let credentials = json!({ "username": "admin", "password": PASSWORD });
    let (_, started) = server.post("/v1/sessions", None, credentials).await;
    let session = json!({ "session": started["session"] });
    assert_eq!(server.post("/v1/sessions/token", None, session.clone()).await.0, 200);
    assert_eq!(server.post("/v1/sessions/end", None, session.clone()).await.0, 204);
    assert_eq!(server.post("/v1/sessions/token", None, session).await.1["code"], "session.ended");
}

#[tokio::test]
async fn a_new_account_is_checked() {
    let server = Server::start().await;
    let (status, problem) =
        server.make("lan", json!([{ "role": "partner" }, { "role": "partner", "area": "99999" }])).await;
    assert_eq!((status, &problem["errors"][0]["field"]), (422, &json!("grants[1].area")));
    assert_eq!(server.make("admin", json!([])).await.1["code"], "account.username_taken");
    let short = create_account(server.context(), account("minh", "ngắn", Role::Inspector)).await.unwrap_err();
    assert_eq!(short.fields[0].code, "password.length");
    let ensured = ensure_account(server.context(), account("minh", "ngắn", Role::Inspector)).await.unwrap();
    assert_eq!(ensure_account(server.context(), account("Minh", "khác", Role::Inspector)).await.unwrap(), ensured);
}

#[tokio::test]
async fn a_password_set_by_the_operator_ends_everything_opened_with_the_old_one_and_lifts_a_lock() {
    let server = Server::start().await;
    let credentials = json!({ "username": "admin", "password": PASSWORD });
    let session = json!({ "session": server.post("/v1/sessions", None, credentials).await.1["session"] });
    let refresh = server.by_password("admin", PASSWORD).await.1["refresh_token"].clone();
    for _ in 0..10 {
        server.by_password("admin", "wrong").await;
    }
    assert!(find_account(server.context(), "admin").await.unwrap().locked_until.is_some());

    let fresh = "một mật khẩu khác hẳn";
    reset_password(server.context(), "ADMIN", Secret::new(fresh.to_owned())).await.unwrap();
    assert_eq!(server.post("/v1/sessions/token", None, session).await.0, 401);
    assert_eq!(server.refresh(&refresh).await.0, 401);
    assert_eq!(server.by_password("admin", PASSWORD).await.0, 401);
    assert_eq!(server.by_password("admin", fresh).await.0, 200);
    assert_eq!(find_account(server.context(), "admin").await.unwrap().locked_until, None);

    let short = reset_password(server.context(), "admin", Secret::new("ngắn".to_owned())).await.unwrap_err();
    assert_eq!(short.fields[0].code, "password.length");
    let unknown = reset_password(server.context(), "nobody", Secret::new(fresh.to_owned())).await.unwrap_err();
    assert_eq!(unknown.code, "not_found");
}

#[tokio::test]
async fn grants_given_by_the_operator_are_checked_and_carried_by_the_next_token() {
    let server = Server::start().await;
    let inspector = Grant { role: Role::Inspector, area: None, facility: None };
    grant_roles(server.context(), "admin", vec![inspector.clone()]).await.unwrap();
    let (_, tokens) = server.by_password("admin", PASSWORD).await;
    assert_eq!(tokens["account"]["grants"], json!([{ "role": "inspector" }]));
    let nowhere = Grant { area: Some("99999".to_owned()), ..inspector };
    let refused = grant_roles(server.context(), "admin", vec![nowhere]).await.unwrap_err();
    assert_eq!(refused.fields[0].field, "grants[0].area");
    let listed = list_accounts(server.context()).await.unwrap();
    assert_eq!(listed.iter().map(|account| account.username.as_str()).collect::<Vec<_>>(), ["admin"]);
}
