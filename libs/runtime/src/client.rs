//! Calling another service over HTTP with the caller's own token.

use std::sync::Arc;

use reqwest::{Method, RequestBuilder};

use crate::Settings;

/// Knows where the services are and carries the current trace on.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    settings: Arc<Settings>,
}

impl Client {
    pub fn new(http: reqwest::Client, settings: Arc<Settings>) -> Self {
        Self { http, settings }
    }

    /// A request to `/api/{service}{path}`.
    pub fn request(&self, method: Method, service: &str, path: &str) -> RequestBuilder {
        let url = format!("{}/api/{service}{path}", self.settings.service_url(service));
        let request = self.http.request(method, url);
        match messaging::trace::current().traceparent {
            Some(traceparent) => request.header("traceparent", traceparent),
            None => request,
        }
    }
}
