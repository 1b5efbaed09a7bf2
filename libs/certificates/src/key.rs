//! Keys: the one that signs, and those that verify, as a JSON Web Key Set (RFC 7517, RFC 8037).

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::code::Issuer;

pub(crate) const SIGNATURE_BYTES: usize = 64;

/// The first three bytes of the SHA-256 of a public key. It finds the key and proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyId(pub(crate) [u8; 3]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The private half. It is never printed.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a seed of 32 random bytes.
    pub fn of(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub fn id(&self) -> KeyId {
        self.public().id()
    }

    pub(crate) fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    pub fn id(&self) -> KeyId {
        let [a, b, c, ..] = <[u8; 32]>::from(Sha256::digest(self.0.as_bytes()));
        KeyId([a, b, c])
    }

    /// As it is kept: base64url without padding.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_bytes())
    }

    /// # Errors
    /// When the text holds no Ed25519 public key.
    pub fn read(text: &str) -> Result<Self, BadKey> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadKey::NoKey)?;
        let bytes = <[u8; 32]>::try_from(bytes).map_err(|_| BadKey::NoKey)?;
        VerifyingKey::from_bytes(&bytes).map(Self).map_err(|_| BadKey::NoKey)
    }

    /// Strictly: one message has one signature, and weak keys have none.
    pub(crate) fn has_signed(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

/// A published key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Jwk {
    /// `OKP`
    pub kty: String,
    /// `Ed25519`
    pub crv: String,
    /// The public key, base64url.
    pub x: String,
    /// As it stands in codes.
    pub kid: String,
    /// The service whose certificates it signs.
    pub issuer: Issuer,
}

/// A JSON Web Key Set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeySet {
    pub keys: Vec<Jwk>,
}

/// Why a published key is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    #[error("`{0}` is no Ed25519 key")]
    Kind(String),
    #[error("no Ed25519 public key")]
    NoKey,
    #[error("the key named `{named}` is `{is}`")]
    Name { named: String, is: KeyId },
}

impl Jwk {
    pub fn of(issuer: Issuer, key: PublicKey) -> Self {
        let (kty, crv) = ("OKP".to_owned(), "Ed25519".to_owned());
        Self { kty, crv, x: key.text(), kid: key.id().to_string(), issuer }
    }

    fn key(&self) -> Result<PublicKey, BadKey> {
        if (self.kty.as_str(), self.crv.as_str()) != ("OKP", "Ed25519") {
            return Err(BadKey::Kind(format!("{} {}", self.kty, self.crv)));
        }
        let key = PublicKey::read(&self.x)?;
        if key.id().to_string() == self.kid {
            return Ok(key);
        }
        Err(BadKey::Name { named: self.kid.clone(), is: key.id() })
    }
}

/// The keys that codes are verified with, each for one issuer. Old ones stay: they have signed what is in people's
/// hands.
#[derive(Clone, Debug, Default)]
pub struct PublicKeys(Vec<(Issuer, PublicKey)>);

impl PublicKeys {
    pub fn new(keys: impl IntoIterator<Item = (Issuer, PublicKey)>) -> Self {
        Self(keys.into_iter().collect())
    }

    /// # Errors
    /// Names what is wrong with the first key that is not one.
    pub fn read(set: &KeySet) -> Result<Self, BadKey> {
        set.keys.iter().map(|key| Ok((key.issuer, key.key()?))).collect::<Result<_, _>>().map(Self)
    }

    pub fn published(&self) -> KeySet {
        KeySet { keys: self.0.iter().map(|(issuer, key)| Jwk::of(*issuer, *key)).collect() }
    }

    pub(crate) fn with(&self, issuer: Option<Issuer>, id: KeyId) -> impl Iterator<Item = &PublicKey> {
        self.0.iter().filter(move |(of, key)| Some(*of) == issuer && key.id() == id).map(|(_, key)| key)
    }
}
