//! Sealing what must not lie in the database in clear, and finding it again.
//!
//! Values are sealed with AES-256-GCM-SIV under data keys that have versions; the row and the column a value
//! belongs to are part of what is authenticated, so a value moved elsewhere does not open. A sealed
//! text is `{version}:{base64}`; without a version in front it is of version 1, whose key follows from the
//! master key. Later keys are random and lie in the table `data_keys`, wrapped by the master key. A vault opens
//! every version it has been given and seals with the newest; its clones share what they know.
//!
//! A value is found by a keyed hash (HMAC-SHA-256, a blind index) that can't be recomputed without the key.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, PoisonError, RwLock};

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::ids::PersonId;
use domain::person::OfficialNumber;
use hmac::{Hmac, Mac};
use runtime::secrets::MasterKey;
use sha2::Sha256;

const NONCE_BYTES: usize = 12;
const NUMBERS: &str = "official_number";
pub const FIRST: i32 = 1;

#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    master: MasterKey,
    wrapping: Aes256GcmSiv,
    keys: RwLock<BTreeMap<i32, Aes256GcmSiv>>,
    /// Ready to hash official numbers: a scan hashes millions.
    numbers: Hmac<Sha256>,
}

/// A sealed value that does not open: a key not known here, another row, or damage.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct DoesNotOpen;

/// The version of the key that a text was sealed with; 0, which no key has, when that can't be read.
pub fn version_of(sealed: &str) -> i32 {
    sealed.split_once(':').map_or(FIRST, |(version, _)| version.parse().unwrap_or(0))
}

/// The newest version among these texts.
pub fn newest_of<'a>(sealed: impl IntoIterator<Item = &'a str>) -> i32 {
    sealed.into_iter().map(version_of).max().unwrap_or(FIRST)
}

impl Vault {
    /// A vault that knows the first version.
    pub fn new(master: &MasterKey) -> Self {
        let first = Aes256GcmSiv::new(&master.derive("registry.sealing.v1").into());
        Self(Arc::new(Inner {
            master: master.clone(),
            wrapping: Aes256GcmSiv::new(&master.derive("registry.data_keys.wrapping.v1").into()),
            keys: RwLock::new(BTreeMap::from([(FIRST, first)])),
            numbers: blind_index(master, NUMBERS),
        }))
    }

    /// The newest version known, which seals.
    pub fn newest(&self) -> i32 {
        self.keys(|keys| keys.keys().next_back().copied().unwrap_or(FIRST))
    }

    /// A new random key as text that only this master key opens, for the version it names. It seals nothing
    /// before it is given to [`Vault::add`], and must be stored by then.
    pub fn make_key(&self, version: i32) -> String {
        let key: [u8; 32] = rand::random();
        seal(&self.0.wrapping, &key_name(version), &key)
    }

    /// Whether this master key wrapped what is stored of a version.
    pub fn recognises(&self, version: i32, wrapped: &str) -> bool {
        open(&self.0.wrapping, &key_name(version), wrapped).is_ok()
    }

    /// Learns a stored key; from now on the newest version seals.
    ///
    /// # Errors
    /// When the key was wrapped by another master key or for another version.
    pub fn add(&self, version: i32, wrapped: &str) -> Result<(), DoesNotOpen> {
        let key = open(&self.0.wrapping, &key_name(version), wrapped)?;
        let key: [u8; 32] = key.try_into().map_err(|_| DoesNotOpen)?;
        let mut keys = self.0.keys.write().unwrap_or_else(PoisonError::into_inner);
        keys.insert(version, Aes256GcmSiv::new(&key.into()));
        Ok(())
    }

    /// Seals `text` as the `column` of `person`.
    pub fn seal(&self, column: &str, person: PersonId, text: &str) -> String {
        self.keys(|keys| {
            let (version, cipher) = keys.last_key_value().expect("the first version is always there");
            let sealed = seal(cipher, &format!("{column}|{person}"), text.as_bytes());
            if *version == FIRST { sealed } else { format!("{version}:{sealed}") }
        })
    }

    /// Opens what [`Vault::seal`] sealed for the same column and person.
    pub fn open(&self, column: &str, person: PersonId, sealed: &str) -> Result<String, DoesNotOpen> {
        let text = sealed.split_once(':').map_or(sealed, |(_, text)| text);
        let cipher = self.keys(|keys| keys.get(&version_of(sealed)).cloned()).ok_or(DoesNotOpen)?;
        String::from_utf8(open(&cipher, &format!("{column}|{person}"), text)?).map_err(|_| DoesNotOpen)
    }

    /// What an official number is found by.
    pub fn index(&self, number: &OfficialNumber) -> String {
        hash(self.0.numbers.clone(), number.as_str())
    }

    /// What a text of a column is found by, and recognised by in the audit log. Equal texts of a column are
    /// equal, those of different columns have nothing in common.
    pub fn blind(&self, column: &str, text: &str) -> String {
        hash(blind_index(&self.0.master, column), text)
    }

    fn keys<T>(&self, look: impl FnOnce(&BTreeMap<i32, Aes256GcmSiv>) -> T) -> T {
        look(&self.0.keys.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn blind_index(master: &MasterKey, column: &str) -> Hmac<Sha256> {
    let key = master.derive(&format!("registry.{column}.index.v1"));
    <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("HMAC takes a key of any length")
}

fn hash(mut mac: Hmac<Sha256>, text: &str) -> String {
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String can't fail");
        hex
    })
}

fn key_name(version: i32) -> String {
    format!("data_key|{version}")
}

fn seal(cipher: &Aes256GcmSiv, name: &str, message: &[u8]) -> String {
    let nonce: [u8; NONCE_BYTES] = rand::random();
    let payload = Payload { msg: message, aad: name.as_bytes() };
    let sealed = cipher.encrypt(&Nonce::from(nonce), payload).expect("a short text can be sealed");
    STANDARD.encode([nonce.as_slice(), &sealed].concat())
}

fn open(cipher: &Aes256GcmSiv, name: &str, sealed: &str) -> Result<Vec<u8>, DoesNotOpen> {
    let bytes = STANDARD.decode(sealed).map_err(|_| DoesNotOpen)?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(DoesNotOpen)?;
    let payload = Payload { msg: sealed, aad: name.as_bytes() };
    cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| DoesNotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    #[test]
    fn a_value_opens_only_in_its_own_row_and_column() {
        let vault = Vault::new(&MasterKey::of([7; 32]));
        let sealed = vault.seal("number", person(1), "087092123456");
        assert_eq!(vault.open("number", person(1), &sealed).unwrap(), "087092123456");
        assert!(vault.open("number", person(2), &sealed).is_err());
        assert!(vault.open("address", person(1), &sealed).is_err());
    }

    #[test]
    fn the_same_number_is_sealed_differently_and_indexed_equally() {
        let vault = Vault::new(&MasterKey::of([7; 32]));
        assert_ne!(vault.seal("number", person(1), "1"), vault.seal("number", person(1), "1"));
        let number = OfficialNumber::parse("087092123456", "n").unwrap();
        assert_eq!(vault.index(&number), vault.index(&number));
        assert_ne!(vault.index(&number), vault.blind("address", "087092123456"));
    }

    #[test]
    fn what_was_sealed_before_versions_opens_still() {
        let key = MasterKey::of([7; 32]).derive("registry.sealing.v1");
        let name = format!("address|{}", person(1));
        let payload = Payload { msg: "ấp 2".as_bytes(), aad: name.as_bytes() };
        let sealed = Aes256GcmSiv::new(&key.into()).encrypt(&Nonce::from([5; NONCE_BYTES]), payload).unwrap();
        let text = STANDARD.encode([[5; NONCE_BYTES].as_slice(), &sealed].concat());
        assert_eq!(version_of(&text), 1);
        assert_eq!(Vault::new(&MasterKey::of([7; 32])).open("address", person(1), &text).unwrap(), "ấp 2");
    }

    #[test]
    fn the_newest_version_seals_and_all_open() {
        let vault = Vault::new(&MasterKey::of([7; 32]));
        let old = vault.seal("address", person(1), "ấp 1");
        let key = vault.make_key(2);
        vault.clone().add(2, &key).unwrap();
        let new = vault.seal("address", person(1), "ấp 2");
        assert_eq!((version_of(&old), version_of(&new), vault.newest()), (1, 2, 2));
        assert_eq!(vault.open("address", person(1), &old).unwrap(), "ấp 1");
        assert_eq!(vault.open("address", person(1), &new).unwrap(), "ấp 2");
        let other = Vault::new(&MasterKey::of([7; 32]));
        assert!(other.open("address", person(1), &new).is_err(), "the key of version 2 is not known yet");
        other.add(2, &key).unwrap();
        assert_eq!(other.open("address", person(1), &new).unwrap(), "ấp 2");
    }

    #[test]
    fn a_key_opens_only_with_its_master_key_and_as_its_own_version() {
        let key = Vault::new(&MasterKey::of([7; 32])).make_key(2);
        assert!(Vault::new(&MasterKey::of([8; 32])).add(2, &key).is_err());
        assert!(Vault::new(&MasterKey::of([7; 32])).add(3, &key).is_err());
    }
}
