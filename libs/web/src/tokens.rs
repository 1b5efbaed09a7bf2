//! Verifying access tokens: EdDSA only, keys from the configured issuer only.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use tokio::sync::RwLock;

use crate::{Claims, Problem};

pub const AUDIENCE: &str = "hoanhap";
/// An unknown key id makes the keys be fetched again, at most this often.
const REFETCH_AFTER: Duration = Duration::from_secs(5);
const FETCH_TIMEOUT: Duration = Duration::from_secs(3);

/// Checks signature, `exp`, `iss`, `aud` and `sub`; all four must be there.
#[derive(Clone)]
pub struct Verifier(Arc<Inner>);

struct Inner {
    issuer: String,
    keys_url: String,
    http: reqwest::Client,
    keys: RwLock<Keys>,
}

#[derive(Default)]
struct Keys {
    by_id: HashMap<String, DecodingKey>,
    fetched: Option<Instant>,
}

impl Verifier {
    /// `keys_url` serves the issuer's JWKS.
    pub fn new(issuer: String, keys_url: String, http: reqwest::Client) -> Self {
        Self(Arc::new(Inner { issuer, keys_url, http, keys: RwLock::default() }))
    }

    /// # Errors
    /// 401 for any token that does not hold; 503 when the issuer's keys can't be had.
    pub async fn verify(&self, token: &str) -> Result<Claims, Problem> {
        let header = decode_header(token).map_err(|_| Problem::unauthorized())?;
        // An id token or a refresh token of the same issuer is no access token (RFC 9068).
        if header.typ.as_deref() != Some("at+jwt") {
            return Err(Problem::unauthorized());
        }
        let key_id = header.kid.ok_or_else(Problem::unauthorized)?;
        let key = self.key(&key_id).await?;
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.0.issuer]);
        validation.leeway = 5;
        decode::<Claims>(token, &key, &validation).map(|data| data.claims).map_err(|_| Problem::unauthorized())
    }

    async fn key(&self, id: &str) -> Result<DecodingKey, Problem> {
        if let Some(key) = self.0.keys.read().await.by_id.get(id) {
            return Ok(key.clone());
        }
        let mut keys = self.0.keys.write().await;
        let fresh = keys.fetched.is_some_and(|at| at.elapsed() < REFETCH_AFTER);
        if !fresh && !keys.by_id.contains_key(id) {
            keys.fetched = Some(Instant::now());
            let set = self.fetch().await?;
            keys.by_id = set
                .keys
                .iter()
                .filter_map(|jwk| Some((jwk.common.key_id.clone()?, DecodingKey::from_jwk(jwk).ok()?)))
                .collect();
        }
        keys.by_id.get(id).cloned().ok_or_else(Problem::unauthorized)
    }

    async fn fetch(&self) -> Result<JwkSet, Problem> {
        let unavailable = |error: reqwest::Error| {
            tracing::warn!(%error, "the issuer's keys can't be fetched");
            Problem::unavailable()
        };
        let response = self.0.http.get(&self.0.keys_url).timeout(FETCH_TIMEOUT).send().await.map_err(unavailable)?;
        response.error_for_status().map_err(unavailable)?.json().await.map_err(unavailable)
    }
}
