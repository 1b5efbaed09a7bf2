//! The console against scripted services, over real HTTP.

#![expect(clippy::unwrap_used, reason = "a test ends where a step of it fails")]

mod access;
mod care;
mod certificates;
mod community;
mod dossiers;
mod duplicates;
mod emergency;
mod forms;
mod imports;
mod minutes;
mod pages;
mod particulars;
mod search;
mod stubs;
mod transfers;
mod work;

use std::sync::Arc;

use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use runtime::{Host, Running, Settings};
use tempfile::TempDir;

use stubs::Stubs;

/// A running console with its services and a browser that is signed in.
pub struct Site {
    pub running: Running,
    pub stubs: Stubs,
    pub http: Client,
    _data: TempDir,
}

/// An answer, read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect()
    }

    /// The value of the first hidden field of this name.
    pub fn hidden(&self, name: &str) -> String {
        let after = self.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

impl Site {
    pub async fn start() -> Self {
        let data = TempDir::new().unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.http.listen = "127.0.0.1:0".to_owned();
        settings.data.folder = data.path().to_owned();
        let stubs = Stubs::default();
        let services: Vec<Arc<dyn runtime::Service>> = vec![Arc::new(console::Console), Arc::new(stubs.clone())];
        let running = Host::start(settings, services).await.unwrap();
        let http = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { running, stubs, http, _data: data }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.base_url())
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// As the signed-in account.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.http.get(self.url(path)).header(COOKIE, "hoanhap_session=opaque-secret")).await
    }

    pub async fn get_in(&self, language: &str, path: &str) -> Answer {
        let cookies = format!("hoanhap_session=opaque-secret; hoanhap_lang={language}");
        self.send(self.http.get(self.url(path)).header(COOKIE, cookies)).await
    }

    /// Sends a form as it stands, without token.
    pub async fn post_bare(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            let value: String = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
            body.push_str(&format!("{name}={value}&"));
        }
        let request = self.http.post(self.url(path)).header(COOKIE, "hoanhap_session=opaque-secret");
        self.send(request.header("content-type", "application/x-www-form-urlencoded").body(body)).await
    }

    /// Sends a form with a file, whose token is the session's or the one given.
    pub async fn send_list(
        &self,
        path: &str,
        csrf: Option<&str>,
        fields: &[(&str, &str)],
        file: (&str, &str),
    ) -> Answer {
        let csrf = match csrf {
            Some(csrf) => csrf.to_owned(),
            None => self.get("/tro-giup").await.hidden("csrf"),
        };
        let mut body = String::new();
        for (name, value) in [("csrf", csrf.as_str())].iter().chain(fields) {
            body.push_str(&format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }
        let (name, content) = file;
        body.push_str(&format!(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--b--\r\n"
        ));
        let request = self.http.post(self.url(path)).header(COOKIE, "hoanhap_session=opaque-secret");
        self.send(request.header("content-type", "multipart/form-data; boundary=b").body(body)).await
    }

    /// Sends a form with the session's token.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.get("/tro-giup").await.hidden("csrf");
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.post_bare(path, &all).await
    }

    /// Calls of a service since the start, by path.
    pub fn asked(&self, path: &str) -> Vec<stubs::Call> {
        self.stubs.calls().into_iter().filter(|call| call.path == path).collect()
    }
}
