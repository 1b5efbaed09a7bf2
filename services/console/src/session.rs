//! Sessions: a cookie holds an opaque secret, access tokens stay here, forms carry a token of their own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use runtime::Context;
use sha2::{Digest, Sha256};
use web::Language;

use crate::api::Api;
use crate::api::identity::{self, Account};
use crate::failure::Failure;

/// A token is not used in its last seconds: it could expire on its way.
const SPARE: Duration = Duration::from_secs(30);
/// How long the number of pressing tasks is shown before it is counted anew.
const COUNTED_FOR: Duration = Duration::from_secs(60);

/// What is held for a session while its access token lasts.
#[derive(Clone)]
pub struct Session {
    pub token: String,
    pub account: Arc<Account>,
    until: Instant,
}

/// How many tasks press, by session, and when that was counted.
type Counted = HashMap<[u8; 32], (Option<usize>, Instant)>;

pub struct Sessions {
    csrf_key: [u8; 32],
    secure: bool,
    /// By SHA-256 of the secret, so that memory holds no secret longer than a request.
    held: Mutex<HashMap<[u8; 32], Session>>,
    due: Mutex<Counted>,
}

impl Sessions {
    pub fn new(context: &Context) -> Self {
        Self::with_key(context.key.derive("console.csrf"), context.settings.console.secure_cookies)
    }

    fn with_key(csrf_key: [u8; 32], secure: bool) -> Self {
        Self { csrf_key, secure, held: Mutex::default(), due: Mutex::default() }
    }

    fn cookie_name(&self) -> &'static str {
        if self.secure { "__Host-hoanhap_session" } else { "hoanhap_session" }
    }

    /// The session secret of a request.
    pub fn secret(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, self.cookie_name()).filter(|secret| !secret.is_empty()).map(str::to_owned)
    }

    /// The cookie that keeps `secret` until the browser is closed; the identity service ends it earlier.
    pub fn keep(&self, secret: &str) -> Result<HeaderValue, Failure> {
        let secure = if self.secure { "; Secure" } else { "" };
        let cookie = format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", self.cookie_name());
        HeaderValue::from_str(&cookie).map_err(|_| Failure::Broken { trace_id: None })
    }

    /// The cookie that ends the session in the browser.
    pub fn drop_cookie(&self) -> HeaderValue {
        HeaderValue::from_static(if self.secure {
            "__Host-hoanhap_session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0"
        } else {
            "hoanhap_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
        })
    }

    /// The account and a fresh access token of a session.
    ///
    /// # Errors
    /// [`Failure::SignedOut`] when the session is over.
    pub async fn open(&self, context: &Context, secret: &str, language: Language) -> Result<Session, Failure> {
        let key = fingerprint(secret);
        let known = self.held().get(&key).filter(|session| Instant::now() + SPARE < session.until).cloned();
        if let Some(session) = known {
            return Ok(session);
        }
        let api = Api::anonymous(context.http.clone(), language);
        let answer = identity::exchange(&api, secret).await?;
        let lasts = Duration::from_secs(answer.expires_in.max(0).unsigned_abs());
        let session =
            Session { token: answer.access_token, account: Arc::new(answer.account), until: Instant::now() + lasts };
        let mut held = self.held();
        held.retain(|_, session| session.until > Instant::now());
        held.insert(key, session.clone());
        Ok(session)
    }

    /// Forgets the token of a session.
    pub fn forget(&self, secret: &str) {
        self.held().remove(&fingerprint(secret));
        self.counted().remove(&fingerprint(secret));
    }

    /// How many tasks press, as counted within the last minute.
    pub fn due(&self, secret: &str) -> Option<Option<usize>> {
        let fresh = |(_, at): &&(Option<usize>, Instant)| at.elapsed() < COUNTED_FOR;
        self.counted().get(&fingerprint(secret)).filter(fresh).map(|(due, _)| *due)
    }

    pub fn keep_due(&self, secret: &str, due: Option<usize>) {
        let mut counted = self.counted();
        counted.retain(|_, (_, at)| at.elapsed() < COUNTED_FOR);
        counted.insert(fingerprint(secret), (due, Instant::now()));
    }

    fn counted(&self) -> std::sync::MutexGuard<'_, Counted> {
        self.due.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token that every form of this session carries.
    pub fn csrf(&self, secret: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.mac(secret).finalize().into_bytes())
    }

    /// Whether a form came from this session's own pages.
    pub fn csrf_holds(&self, secret: &str, given: &str) -> bool {
        URL_SAFE_NO_PAD.decode(given).is_ok_and(|given| self.mac(secret).verify_slice(&given).is_ok())
    }

    fn mac(&self, secret: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.csrf_key).expect("HMAC takes a key of any length");
        mac.update(secret.as_bytes());
        mac
    }
}

fn fingerprint(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// A cookie's value.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let pairs = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    pairs
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Whether a POST was sent by a page of this site, as far as the browser says. `Sec-Fetch-Site` says it
/// outright; `Origin` is compared with the host that was asked. A client that sends neither is no browser.
pub fn same_site(headers: &HeaderMap) -> bool {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match header("origin") {
        None => true,
        Some(origin) => origin.split_once("://").map(|(_, host)| host) == header("host"),
    }
}

/// A path of this site to go on to; anything that could lead elsewhere is refused.
pub fn local_path(path: &str) -> Option<&str> {
    let plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    plain.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> Sessions {
        Sessions::with_key([7; 32], false)
    }

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_form_token_holds_for_its_own_session_only() {
        let sessions = sessions();
        let token = sessions.csrf("first");
        assert!(sessions.csrf_holds("first", &token));
        assert!(!sessions.csrf_holds("second", &token));
        assert!(!sessions.csrf_holds("first", ""));
        assert!(!sessions.csrf_holds("first", "không"));
        assert!(!Sessions::with_key([8; 32], false).csrf_holds("first", &token));
    }

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for path in ["/", "/nguoi?xa=29869", "/co-so/1/2019-12-31"] {
            assert_eq!(local_path(path), Some(path));
        }
        for path in ["", "nguoi", "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nb", "/a\\b"] {
            assert_eq!(local_path(path), None, "{path}");
        }
    }

    #[test]
    fn a_post_from_another_site_is_told_apart() {
        assert!(same_site(&headers(&[("sec-fetch-site", "same-origin")])));
        assert!(!same_site(&headers(&[("sec-fetch-site", "cross-site")])));
        assert!(!same_site(&headers(&[("sec-fetch-site", "same-site")])));
        assert!(same_site(&headers(&[("origin", "http://here:8080"), ("host", "here:8080")])));
        assert!(!same_site(&headers(&[("origin", "http://there"), ("host", "here")])));
        assert!(!same_site(&headers(&[("origin", "null"), ("host", "here")])));
    }

    #[test]
    fn the_session_cookie_is_found_among_others() {
        let headers = headers(&[("cookie", "a=1; hoanhap_session=secret; b=2")]);
        assert_eq!(sessions().secret(&headers).as_deref(), Some("secret"));
    }

    #[test]
    fn a_secure_session_cookie_is_bound_to_the_host() {
        let sessions = Sessions::with_key([7; 32], true);
        let cookie = sessions.keep("secret").unwrap();
        assert_eq!(cookie.to_str().unwrap(), "__Host-hoanhap_session=secret; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert!(sessions.keep("bad\nvalue").is_err());
    }
}
