//! The pages a member of staff opens for the canary: they show the name, their addresses never do.

use anyhow::{Context as _, Result, ensure};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Method, StatusCode};

use super::marks::{ADDRESS, CORRECTED, IDENTITY, NAME, NUMBER, percent_encoded};
use crate::access::client::DEMONSTRATION;

struct Browser {
    base: String,
    http: reqwest::Client,
    cookie: String,
}

impl Browser {
    async fn sign_in(base: &str) -> Result<Self> {
        let http = reqwest::Client::builder().redirect(Policy::none()).build()?;
        let mut browser = Self { base: base.to_owned(), http, cookie: String::new() };
        let form = [("username", "dongthap"), ("password", DEMONSTRATION), ("tiep", "/")];
        let response = browser.request(Method::POST, "/dang-nhap", &form).await?;
        ensure!(response.status() == StatusCode::SEE_OTHER, "signing in: {}", response.status());
        let cookie = response.headers().get(SET_COOKIE).context("a session's cookie")?.to_str()?;
        browser.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(browser)
    }

    async fn request(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Result<reqwest::Response> {
        let fields: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
        let built = self.http.request(method, format!("{}{path}", self.base)).header(COOKIE, &self.cookie);
        let built = built.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(fields.join("&"));
        Ok(built.send().await?)
    }

    /// The page at `path`, once its own addresses have been looked through.
    async fn open(&self, method: Method, path: &str, form: &[(&str, &str)]) -> Result<(StatusCode, String)> {
        let response = self.request(method, path, form).await?;
        let status = response.status();
        let location = response.headers().get(LOCATION).map(|value| value.as_bytes().to_vec());
        let page = response.text().await?;
        let mut addresses: Vec<Vec<u8>> = location.into_iter().collect();
        for attribute in ["href=\"", "action=\"", "src=\""] {
            let values = page.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
            addresses.extend(values.map(|address| address.as_bytes().to_vec()));
        }
        ensure!(!addresses.is_empty(), "{path} has no addresses");
        for address in addresses {
            let found = IDENTITY.find_in(&address);
            ensure!(found.is_none(), "{path} holds {found:?} in {}", String::from_utf8_lossy(&address));
        }
        Ok((status, page))
    }
}

/// Opens what shows the canary: person, search, list, facility board, and a registration that is refused.
pub async fn visit(base: &str, person: &str, facility: &str) -> Result<()> {
    let browser = Browser::sign_in(base).await?;
    let (status, page) = browser.open(Method::GET, &format!("/nguoi/{person}"), &[]).await?;
    ensure!(status == StatusCode::OK && page.contains(CORRECTED), "{status} {page}");
    for path in ["/nguoi".to_owned(), format!("/co-so/{facility}/2019-02-01")] {
        let (status, page) = browser.open(Method::GET, &path, &[]).await?;
        ensure!(status == StatusCode::OK && page.contains(CORRECTED), "{path}: {status} {page}");
    }

    let (_, page) = browser.open(Method::GET, "/nguoi/moi", &[]).await?;
    let hidden = |name: &str| {
        let field = page.split("<input").find(|field| field.contains(&format!("name=\"{name}\"")))?;
        field.split("value=\"").nth(1)?.split('"').next().map(str::to_owned)
    };
    let (csrf, key) = (hidden("csrf").context("a form token")?, hidden("key").context("a form's key")?);
    for q in [CORRECTED, NUMBER] {
        let (status, page) = browser.open(Method::POST, "/nguoi/tim", &[("csrf", &csrf), ("q", q)]).await?;
        ensure!(status == StatusCode::OK && page.contains(CORRECTED), "{q}: {status} {page}");
    }
    let form = [
        ("csrf", csrf.as_str()),
        ("key", key.as_str()),
        ("name", NAME),
        ("sex", NAME),
        ("birth", "1992"),
        ("official_number", NUMBER),
        ("address", ADDRESS),
        ("commune_code", NAME),
        ("occurred_on", "2019-01-15"),
    ];
    let (status, page) = browser.open(Method::POST, "/nguoi/moi", &form).await?;
    ensure!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains(NAME), "{status} {page}");
    Ok(())
}
