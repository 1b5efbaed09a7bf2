//! The services' public API as a client uses it: signs in, renews its token, speaks JSON.

mod answer;
mod open;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use messaging::status::{MessagingStatus, lag};
use reqwest::{Method, Response};
use runtime::Settings;
use runtime::settings::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use web::Language;

use crate::code::Code;
use crate::exit::Failed;
use crate::services::WITH_MESSAGES;

pub use answer::{Answered, Unreachable};
use answer::{check, read};
pub use open::Open;

/// Tokens are renewed a minute before the shortest life they are given.
const RENEW_AFTER: Duration = Duration::from_secs(120);

/// One account's access to the services.
pub struct Remote {
    open: Open,
    username: String,
    password: Secret,
    token: Mutex<Option<(String, Instant)>>,
}

impl Remote {
    pub fn new(settings: Arc<Settings>, username: &str, password: Secret) -> Self {
        let open = Open::new(settings, Language::Vietnamese);
        Self { open, username: username.to_owned(), password, token: Mutex::default() }
    }

    /// Asks for answers in this language.
    pub fn speaking(self, language: Language) -> Self {
        Self { open: self.open.speaking(language), ..self }
    }

    /// The account named by `HOANHAP_USERNAME`, its password in `HOANHAP_PASSWORD` or the file named by
    /// `HOANHAP_PASSWORD_FILE`. The platform is the one that runs on the data folder, else the one at
    /// `http.listen`, unless the section `services` names another.
    ///
    /// # Errors
    /// `E_SIGN_IN` when a variable is missing, `E_FILE` when the file can't be read.
    pub fn from_environment(settings: Settings, language: Language) -> Result<Self, Failed> {
        let (username, password) = account()?;
        Ok(Self::new(Arc::new(open::found(settings)), &username, password).speaking(language))
    }

    /// An access token with some minutes to live.
    ///
    /// # Errors
    /// When the account can't sign in.
    pub async fn token(&self) -> Result<String> {
        let mut token = self.token.lock().await;
        if let Some((token, at)) = token.as_ref()
            && at.elapsed() < RENEW_AFTER
        {
            return Ok(token.clone());
        }
        let body = json!({ "grant_type": "password", "username": self.username, "password": self.password.expose() });
        let answer: Value = self.open.post("identity", "/v1/token", &body).await?;
        let fresh = answer["access_token"].as_str().context("identity answered no token")?.to_owned();
        *token = Some((fresh.clone(), Instant::now()));
        Ok(fresh)
    }

    async fn send(
        &self,
        method: Method,
        service: &str,
        path: &str,
        body: Option<&Value>,
        key: Option<&str>,
    ) -> Result<Response> {
        let mut request = self.open.request(method, service, path).bearer_auth(self.token().await?);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        self.open.dispatch(service, request).await
    }

    /// # Errors
    /// When the service can't be reached or answers a problem.
    pub async fn get<T: DeserializeOwned>(&self, service: &str, path: &str) -> Result<T> {
        read(self.send(Method::GET, service, path, None, None).await?).await
    }

    /// # Errors
    /// As [`Remote::get`].
    pub async fn post<T: DeserializeOwned>(
        &self,
        service: &str,
        path: &str,
        body: &impl Serialize,
        key: Option<&str>,
    ) -> Result<T> {
        let body = serde_json::to_value(body)?;
        read(self.send(Method::POST, service, path, Some(&body), key).await?).await
    }

    /// Sends a file with its name.
    ///
    /// # Errors
    /// As [`Remote::get`].
    pub async fn upload<T: DeserializeOwned>(
        &self,
        service: &str,
        path: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<T> {
        // Percent-encoded, because a header holds no other letters than ASCII's.
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let request = self.open.request(Method::POST, service, path).bearer_auth(self.token().await?);
        let request = request.header("x-file-name", name).header("content-type", "application/octet-stream");
        read(self.open.dispatch(service, request.body(bytes)).await?).await
    }

    /// A file.
    ///
    /// # Errors
    /// As [`Remote::get`].
    pub async fn download(&self, service: &str, path: &str) -> Result<Vec<u8>> {
        let response = check(self.send(Method::GET, service, path, None, None).await?).await?;
        Ok(response.bytes().await?.to_vec())
    }

    /// How far the messages of every service are.
    ///
    /// # Errors
    /// As [`Remote::get`].
    pub async fn statuses(&self) -> Result<Vec<(&'static str, MessagingStatus)>> {
        let mut all = Vec::new();
        for service in WITH_MESSAGES {
            all.push((service, self.get(service, "/v1/messages/status").await?));
        }
        Ok(all)
    }

    /// Waits until every event is applied everywhere. `on_wait` hears how many are not yet.
    ///
    /// # Errors
    /// As [`Remote::get`].
    pub async fn settle(&self, mut on_wait: impl FnMut(i64)) -> Result<()> {
        loop {
            let statuses: Vec<MessagingStatus> = self.statuses().await?.into_iter().map(|(_, status)| status).collect();
            let behind = lag(&statuses);
            on_wait(behind);
            if behind == 0 {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// The account that the environment names.
fn account() -> Result<(String, Secret), Failed> {
    let missing = |what: &str| {
        let vi = format!("chưa có tài khoản: thiếu biến môi trường {what}");
        Failed::say(Code::SignIn, vi, format!("no account given: the variable {what} is missing"))
    };
    let username = std::env::var("HOANHAP_USERNAME").map_err(|_| missing("HOANHAP_USERNAME"))?;
    let password = match (std::env::var("HOANHAP_PASSWORD"), std::env::var("HOANHAP_PASSWORD_FILE")) {
        (Ok(password), _) => password,
        (_, Ok(file)) => {
            let file = PathBuf::from(file);
            let text = std::fs::read_to_string(&file);
            text.map_err(|error| Failed::file("HOANHAP_PASSWORD_FILE", &file, error))?.trim_end().to_owned()
        }
        _ => return Err(missing("HOANHAP_PASSWORD_FILE")),
    };
    Ok((username, Secret::new(password)))
}
