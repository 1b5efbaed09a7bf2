//! The master key: one 32-byte secret, from which each use derives its own.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use aes_gcm_siv::aead::{Aead, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use anyhow::{Context as _, Result, anyhow, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Settings;

const NONCE_BYTES: usize = 12;

/// The key is one, but not the one this database was written with.
#[derive(Debug, thiserror::Error)]
#[error("security.key_file: the data of {0} were sealed with another master key; restore that one from its backup")]
pub struct WrongMasterKey(pub &'static str);

/// 32 bytes that never appear in a log, a database or an event.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey(***)")
    }
}

impl MasterKey {
    /// Reads the key file. Without a configured one, the data folder's is used and made at first start.
    ///
    /// # Errors
    /// When the file can't be read or does not hold 32 bytes in base64.
    pub fn load(settings: &Settings) -> Result<Self> {
        let configured = &settings.security.key_file;
        let file = if configured.as_os_str().is_empty() {
            let file = settings.data.folder.join("master.key");
            if !file.exists() {
                create(&file)?;
            }
            file
        } else {
            configured.clone()
        };
        let text = fs::read_to_string(&file).with_context(|| format!("security.key_file {}", file.display()))?;
        let bytes = STANDARD.decode(text.trim()).context("security.key_file must hold base64")?;
        ensure!(bytes.len() == 32, "security.key_file must hold 32 bytes, it holds {}", bytes.len());
        let mut key = [0; 32];
        key.copy_from_slice(&bytes);
        Ok(Self::of(key))
    }

    /// The key of these bytes.
    pub fn of(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key for one use, e.g. `registry.official_number`.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(purpose.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// Seals a secret under a derived key, bound to its name: under another name it does not open.
///
/// # Errors
/// When the secret is too long to be sealed.
pub fn seal(key: &[u8; 32], name: &str, secret: &[u8]) -> Result<String> {
    let nonce: [u8; NONCE_BYTES] = rand::random();
    let payload = Payload { msg: secret, aad: name.as_bytes() };
    let sealed = Aes256GcmSiv::new(key.into())
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| anyhow!("{name} can't be sealed"))?;
    Ok(STANDARD.encode([&nonce[..], &sealed].concat()))
}

/// Opens what [`seal`] has sealed.
///
/// # Errors
/// When it was sealed with another key or under another name.
pub fn open(key: &[u8; 32], name: &str, sealed: &str) -> Result<Vec<u8>> {
    let sealed = STANDARD.decode(sealed)?;
    let (nonce, sealed) =
        sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(|| anyhow!("what {name} was sealed into is too short"))?;
    let payload = Payload { msg: sealed, aad: name.as_bytes() };
    Aes256GcmSiv::new(key.into()).decrypt(&Nonce::from(*nonce), payload).map_err(|_| anyhow!("{name} can't be opened"))
}

fn create(file: &PathBuf) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("data.folder {}", folder.display()))?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(file).with_context(|| format!("creating {}", file.display()))?;
    handle.write_all(STANDARD.encode(rand::random::<[u8; 32]>()).as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_with_its_key_and_its_name_only() {
        let sealed = seal(&[7; 32], "a", b"secret").unwrap();
        assert_eq!(open(&[7; 32], "a", &sealed).unwrap(), b"secret");
        assert!(open(&[8; 32], "a", &sealed).is_err() && open(&[7; 32], "b", &sealed).is_err());
        assert!(open(&[7; 32], "a", "AAAA").is_err());
    }
}
