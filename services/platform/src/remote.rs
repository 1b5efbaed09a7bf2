//! The services' public API as a client uses it: signs in, renews its token, speaks JSON.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use messaging::status::{MessagingStatus, lag};
use reqwest::{Method, Response, StatusCode};
use runtime::Settings;
use runtime::client::Client;
use runtime::settings::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::exit::{Exit, Failed};
use crate::services::WITH_MESSAGES;

/// Tokens are renewed a minute before the shortest life they are given.
const RENEW_AFTER: Duration = Duration::from_secs(120);

/// One account's access to the services.
pub struct Remote {
    client: Client,
    username: String,
    password: Secret,
    token: Mutex<Option<(String, Instant)>>,
}

impl Remote {
    pub fn new(settings: Arc<Settings>, username: &str, password: Secret) -> Self {
        let client = Client::new(reqwest::Client::new(), settings);
        Self { client, username: username.to_owned(), password, token: Mutex::default() }
    }

    /// The account named by `HOANHAP_USERNAME`, its password in `HOANHAP_PASSWORD` or the file named by
    /// `HOANHAP_PASSWORD_FILE`.
    ///
    /// # Errors
    /// When a variable is missing or the file can't be read.
    pub fn from_environment(settings: Settings) -> Result<Self, Failed> {
        let missing = || Failed {
            exit: Exit::NotAllowed,
            error: anyhow!("chưa có tài khoản / no account given"),
            help: Some("HOANHAP_USERNAME, HOANHAP_PASSWORD_FILE"),
        };
        let username = std::env::var("HOANHAP_USERNAME").map_err(|_| missing())?;
        let password = match (std::env::var("HOANHAP_PASSWORD"), std::env::var("HOANHAP_PASSWORD_FILE")) {
            (Ok(password), _) => password,
            (_, Ok(file)) => {
                let text = std::fs::read_to_string(&file).with_context(|| format!("HOANHAP_PASSWORD_FILE {file}"))?;
                text.trim_end().to_owned()
            }
            _ => return Err(missing()),
        };
        Ok(Self::new(Arc::new(settings), &username, Secret::new(password)))
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
        let response = self.client.request(Method::POST, "identity", "/v1/token").json(&body).send().await?;
        let answer: Value = read(response).await.with_context(|| format!("signing in as {}", self.username))?;
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
        let mut request = self.client.request(method, service, path).bearer_auth(self.token().await?);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        request.send().await.with_context(|| format!("{service} can't be reached"))
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

async fn check(response: Response) -> Result<Response> {
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let body: Value = response.json().await.unwrap_or_default();
    let title = body["title"].as_str().unwrap_or_default();
    let fields: Vec<String> = body["errors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|error| format!("{}: {}", error["field"].as_str().unwrap_or(""), error["message"].as_str().unwrap_or("")))
        .collect();
    bail!("{status} {title} {}", fields.join("; "))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T> {
    let response = check(response).await?;
    if response.status() == StatusCode::NO_CONTENT {
        return Ok(serde_json::from_value(Value::Null)?);
    }
    Ok(response.json().await?)
}
