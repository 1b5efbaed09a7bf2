//! The master key: one 32-byte secret, from which each use derives its own.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::Settings;

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
