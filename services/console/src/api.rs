//! Typed calls of the services, with the caller's own token and language.
//!
//! Nothing here logs a path, a query or a body: they may hold names.

pub mod aftercare;
pub mod care;
pub mod certificates;
pub mod community;
pub mod facility;
pub mod identity;
pub mod messages;
pub mod registry;
pub mod reporting;

use axum::body::Bytes;
use reqwest::header::{ACCEPT_LANGUAGE, AUTHORIZATION, ETAG, IF_MATCH};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use runtime::client::Client;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use web::Language;

use crate::failure::{Failure, Problem};

#[derive(Clone)]
pub struct Api {
    client: Client,
    token: Option<String>,
    language: Language,
}

/// The answer to a creating request.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
pub struct Created {
    pub id: Uuid,
}

impl Api {
    pub fn new(client: Client, token: String, language: Language) -> Self {
        Self { client, token: Some(token), language }
    }

    /// For the few routes that are open to anybody.
    pub fn anonymous(client: Client, language: Language) -> Self {
        Self { client, token: None, language }
    }

    /// `path` begins with `/v1/` and holds ids and encoded query values only.
    pub async fn get<T: DeserializeOwned>(&self, service: &'static str, path: &str) -> Result<T, Failure> {
        read(service, self.send(service, self.request(Method::GET, service, path)).await?).await
    }

    /// The body as it is, for files.
    pub async fn get_bytes(&self, service: &'static str, path: &str) -> Result<Vec<u8>, Failure> {
        let response = self.send(service, self.request(Method::GET, service, path)).await?;
        response.bytes().await.map(|bytes| bytes.to_vec()).map_err(|_| Failure::Unavailable(service))
    }

    pub async fn post<T: DeserializeOwned>(
        &self,
        service: &'static str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let request = self.request(Method::POST, service, path).json(body);
        read(service, self.send(service, request).await?).await
    }

    /// Sends a file as the body. Its name goes in a header: it may name people, so no address holds it.
    pub async fn send_file<T: DeserializeOwned>(
        &self,
        service: &'static str,
        path: &str,
        name: &str,
        bytes: Bytes,
    ) -> Result<T, Failure> {
        // A header does not read `+` as a space.
        let name = encode(name).replace('+', "%20");
        let request = self.request(Method::POST, service, path).header("x-file-name", name).body(bytes);
        read(service, self.send(service, request).await?).await
    }

    /// A POST whose answer does not matter.
    pub async fn tell(&self, service: &'static str, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        self.send(service, self.request(Method::POST, service, path).json(body)).await.map(|_| ())
    }

    /// Creates once for each `key`, however often the form is sent.
    pub async fn create<T: DeserializeOwned>(
        &self,
        service: &'static str,
        path: &str,
        key: &str,
        body: &impl Serialize,
    ) -> Result<T, Failure> {
        let request = self.request(Method::POST, service, path).header("idempotency-key", key).json(body);
        read(service, self.send(service, request).await?).await
    }

    /// A record with its version, to be given back with [`Api::replace`].
    pub async fn get_versioned<T: DeserializeOwned>(
        &self,
        service: &'static str,
        path: &str,
    ) -> Result<(T, String), Failure> {
        let response = self.send(service, self.request(Method::GET, service, path)).await?;
        let version = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        Ok((read(service, response).await?, version))
    }

    /// Replaces a record that is still of this version.
    pub async fn replace(
        &self,
        service: &'static str,
        path: &str,
        version: &str,
        body: &impl Serialize,
    ) -> Result<(), Failure> {
        let request = self.request(Method::PUT, service, path).header(IF_MATCH, version).json(body);
        self.send(service, request).await.map(|_| ())
    }

    fn request(&self, method: Method, service: &str, path: &str) -> RequestBuilder {
        let request =
            self.client.request(method, service, path).header(ACCEPT_LANGUAGE, self.language.pick("vi", "en"));
        match &self.token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    async fn send(&self, service: &'static str, request: RequestBuilder) -> Result<Response, Failure> {
        let response = request.send().await.map_err(|error| {
            let error = error.without_url();
            tracing::warn!(service, %error, "a service does not answer");
            Failure::Unavailable(service)
        })?;
        if response.status().is_success() { Ok(response) } else { Err(failure(service, response).await) }
    }
}

/// One value inside a path or a query.
fn encode(value: &str) -> String {
    form_urlencoded::byte_serialize(value.as_bytes()).collect()
}

async fn read<T: DeserializeOwned>(service: &'static str, response: Response) -> Result<T, Failure> {
    let body = response.bytes().await.map_err(|_| Failure::Unavailable(service))?;
    serde_json::from_slice(&body).map_err(|error| {
        // Line and column only: the message may repeat a value.
        tracing::error!(service, line = error.line(), column = error.column(), "an answer has another shape");
        Failure::Broken { trace_id: None }
    })
}

async fn failure(service: &'static str, response: Response) -> Failure {
    let status = response.status();
    let problem: Problem = response.json().await.unwrap_or_default();
    match status {
        StatusCode::UNAUTHORIZED => Failure::SignedOut,
        StatusCode::FORBIDDEN => Failure::Forbidden,
        StatusCode::NOT_FOUND => Failure::Missing,
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => {
            Failure::Unavailable(service)
        }
        status if status.is_client_error() => Failure::Refused(problem),
        _ => {
            tracing::warn!(service, status = status.as_u16(), "a service failed");
            Failure::Broken { trace_id: problem.trace_id }
        }
    }
}
