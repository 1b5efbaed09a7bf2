//! Somebody who sends requests, with or without a token.

use std::collections::HashSet;
use std::fmt;

use anyhow::{Context as _, Result, ensure};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tests::Platform;
use web::{Right, Role};

/// Long enough for an account that an administrator makes.
const PASSWORD: &str = "một mật khẩu dài";
pub const DEMONSTRATION: &str = "trinh-dien-hoa-nhap";

pub struct Request {
    pub method: Method,
    /// With the query string.
    pub path: String,
    pub body: Option<Value>,
    pub if_match: Option<&'static str>,
}

impl Request {
    pub fn get(path: &str) -> Self {
        Self { method: Method::GET, path: path.to_owned(), body: None, if_match: None }
    }

    pub fn post(path: &str, body: Value) -> Self {
        Self { method: Method::POST, path: path.to_owned(), body: Some(body), if_match: None }
    }

    pub fn put(path: &str, seen: &'static str, body: Value) -> Self {
        Self { method: Method::PUT, path: path.to_owned(), body: Some(body), if_match: Some(seen) }
    }

    pub fn patch(path: &str, seen: &'static str, body: Value) -> Self {
        Self { method: Method::PATCH, path: path.to_owned(), body: Some(body), if_match: Some(seen) }
    }

    /// The catalogue of reports: the same for everybody.
    pub fn is_common_knowledge(&self) -> bool {
        self.path == "/api/reporting/v1/reports" || self.path.starts_with("/api/registry/v1/procedures/")
    }

    /// What is answered or kept is the sender's own: a list, what its headers mean, who may be meant in the scope.
    pub fn concerns_the_sender(&self) -> bool {
        let own = ["imports", "import-profiles", "duplicates/check", "break-glass"];
        self.path.strip_prefix("/api/registry/v1/").is_some_and(|path| own.contains(&path))
    }

    /// Made to reach beyond the scope, with the reason; `services/registry/tests` has its rules.
    pub fn breaks_the_glass(&self) -> bool {
        self.path == "/api/registry/v1/break-glass" && self.method == Method::POST
    }

    /// Staff of another facility see that one.
    pub fn lists_own_facilities(&self) -> bool {
        self.path == "/api/facility/v1/facilities" && self.method == Method::GET
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

pub struct Visitor {
    pub name: String,
    base: String,
    token: Option<String>,
    rights: HashSet<Right>,
    http: reqwest::Client,
}

pub struct Answer {
    pub status: StatusCode,
    pub is_problem: bool,
    pub etag: Option<String>,
    pub location: Option<String>,
    pub text: String,
    /// Null where the body is no JSON.
    pub json: Value,
}

impl Visitor {
    pub fn nobody(platform: &Platform) -> Self {
        Self::at(platform.running.base_url())
    }

    pub fn at(base: String) -> Self {
        Self { name: "nobody".to_owned(), base, token: None, rights: HashSet::new(), http: reqwest::Client::new() }
    }

    pub fn with_token(&self, token: &str) -> Self {
        Self {
            name: format!("somebody with {token:.20}"),
            base: self.base.clone(),
            token: Some(token.to_owned()),
            rights: HashSet::new(),
            http: self.http.clone(),
        }
    }

    /// A demonstration account.
    pub async fn sign_in(platform: &Platform, username: &str) -> Result<Self> {
        Self::nobody(platform).enter(username, DEMONSTRATION).await
    }

    /// The same visitor, signed in.
    pub async fn enter(&self, username: &str, password: &str) -> Result<Self> {
        let body = json!({ "grant_type": "password", "username": username, "password": password });
        let answer = self.send(&Request::post("/api/identity/v1/token", body)).await?;
        ensure!(answer.status == StatusCode::OK, "{username} can't sign in: {}", answer.text);
        let token = answer.json["access_token"].as_str().context("a token")?;
        let grants = answer.json["account"]["grants"].as_array().context("grants")?;
        let roles = grants.iter().filter_map(|grant| grant["role"].as_str()?.parse::<Role>().ok());
        let rights = roles.flat_map(|role| role.rights().iter().copied()).collect();
        Ok(Self { name: username.to_owned(), rights, ..self.with_token(token) })
    }

    pub fn holds(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }

    /// The same token, said to be of no algorithm and without its signature.
    pub fn unsigned(&self) -> Result<String> {
        let payload = self.token.as_deref().and_then(|token| token.split('.').nth(1)).context("a token")?;
        // {"alg":"none","typ":"at+jwt"}
        Ok(format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{payload}."))
    }

    pub async fn send(&self, request: &Request) -> Result<Answer> {
        let mut built = self.http.request(request.method.clone(), format!("{}{}", self.base, request.path));
        if let Some(token) = &self.token {
            built = built.bearer_auth(token);
        }
        built = match &request.body {
            None => built,
            // A file is sent as it is.
            Some(Value::String(file)) => built.body(file.clone()),
            Some(body) => built.json(body),
        };
        if let Some(version) = request.if_match {
            built = built.header("If-Match", version);
        }
        let response = built.send().await?;
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let is_problem = header("content-type").is_some_and(|value| value == "application/problem+json");
        let (status, etag, location) = (response.status(), header("etag"), header("location"));
        let text = String::from_utf8_lossy(&response.bytes().await?).into_owned();
        let json = serde_json::from_str(&text).unwrap_or_default();
        Ok(Answer { status, is_problem, etag, location, text, json })
    }

    /// Sends what must succeed.
    pub async fn succeed(&self, request: Request) -> Result<Value> {
        let answer = self.send(&request).await?;
        ensure!(answer.status.is_success(), "{request} by {}: {} {}", self.name, answer.status, answer.text);
        Ok(answer.json)
    }
}

/// Makes an account as the administrator does, and signs it in.
pub async fn make_account(platform: &Platform, username: &str, grants: Value) -> Result<Visitor> {
    let administrator = Visitor::sign_in(platform, "quantri").await?;
    let body = json!({ "username": username, "display_name": username, "password": PASSWORD, "grants": grants });
    administrator.succeed(Request::post("/api/identity/v1/accounts", body)).await?;
    Visitor::nobody(platform).enter(username, PASSWORD).await
}
