//! Session and refresh secrets: 256 random bits, handed out once. Only their SHA-256 is stored; being
//! random, they need no salt and no slow hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use runtime::settings::Secret;
use sha2::{Digest, Sha256};

pub fn new_secret() -> Secret {
    Secret::new(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
}

pub fn hash(secret: &Secret) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret.expose()))
}
