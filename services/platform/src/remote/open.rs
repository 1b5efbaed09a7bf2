//! The routes that are open to anybody: no account is needed.

use std::sync::Arc;

use anyhow::Result;
use reqwest::{Method, RequestBuilder, Response};
use runtime::Settings;
use runtime::client::Client;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web::Language;

use super::answer::{Unreachable, read};
use crate::instance::Instance;

/// Knows where the services are, and in which language they shall answer.
pub struct Open {
    client: Client,
    language: Language,
}

impl Open {
    pub fn new(settings: Arc<Settings>, language: Language) -> Self {
        Self { client: Client::new(reqwest::Client::new(), settings), language }
    }

    /// The platform that runs on the data folder, else the one at `http.listen`, unless the section `services`
    /// names another.
    pub fn of_platform(settings: Settings, language: Language) -> Self {
        Self::new(Arc::new(found(settings)), language)
    }

    pub(super) fn speaking(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// # Errors
    /// When the service can't be reached or answers a problem.
    pub async fn get<T: DeserializeOwned>(&self, service: &str, path: &str) -> Result<T> {
        read(self.dispatch(service, self.request(Method::GET, service, path)).await?).await
    }

    /// # Errors
    /// As [`Open::get`].
    pub async fn post<T: DeserializeOwned>(&self, service: &str, path: &str, body: &impl Serialize) -> Result<T> {
        read(self.dispatch(service, self.request(Method::POST, service, path).json(body)).await?).await
    }

    pub(super) fn request(&self, method: Method, service: &str, path: &str) -> RequestBuilder {
        self.client.request(method, service, path)
    }

    pub(super) async fn dispatch(&self, service: &str, request: RequestBuilder) -> Result<Response> {
        let language = self.language.pick("vi", "en");
        let sent = request.header("Accept-Language", language).send().await;
        sent.map_err(|source| Unreachable { service: service.to_owned(), source }.into())
    }
}

/// The settings with the address of the platform that runs on their data folder.
pub(super) fn found(mut settings: Settings) -> Settings {
    if let Some(address) = Instance::look(&settings.data.folder).and_then(|running| running.address) {
        settings.http.listen = address.trim_start_matches("http://").to_owned();
    }
    settings
}
