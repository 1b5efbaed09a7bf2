//! Sealing what must not lie in the database in clear, and finding it again.
//!
//! Values are sealed with AES-256-GCM-SIV under a key of their own; the row they belong to is part of
//! what is authenticated, so a value moved to another row does not open. An official number is found
//! by a keyed hash (HMAC-SHA-256) that can't be recomputed without the key.

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

#[derive(Clone)]
pub struct Vault {
    cipher: Aes256GcmSiv,
    index_key: [u8; 32],
}

/// A sealed value that does not open: another key, another row, or damage.
#[derive(Debug, thiserror::Error)]
#[error("a sealed value does not open")]
pub struct DoesNotOpen;

impl Vault {
    pub fn new(key: &MasterKey) -> Self {
        let sealing = key.derive("registry.sealing.v1");
        Self { cipher: Aes256GcmSiv::new(&sealing.into()), index_key: key.derive("registry.official_number.index.v1") }
    }

    /// Seals `text` as the `column` of `person`.
    pub fn seal(&self, column: &str, person: PersonId, text: &str) -> String {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let aad = format!("{column}|{person}");
        let payload = Payload { msg: text.as_bytes(), aad: aad.as_bytes() };
        let sealed = self.cipher.encrypt(&Nonce::from(nonce), payload).expect("a short text can be sealed");
        STANDARD.encode([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what [`Vault::seal`] sealed for the same column and person.
    pub fn open(&self, column: &str, person: PersonId, sealed: &str) -> Result<String, DoesNotOpen> {
        let bytes = STANDARD.decode(sealed).map_err(|_| DoesNotOpen)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_BYTES).ok_or(DoesNotOpen)?;
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| DoesNotOpen)?;
        let aad = format!("{column}|{person}");
        let payload = Payload { msg: sealed, aad: aad.as_bytes() };
        let text = self.cipher.decrypt(&Nonce::from(nonce), payload).map_err(|_| DoesNotOpen)?;
        String::from_utf8(text).map_err(|_| DoesNotOpen)
    }

    /// What an official number is found by.
    pub fn index(&self, number: &OfficialNumber) -> String {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.index_key).expect("HMAC takes a key of any length");
        mac.update(number.as_str().as_bytes());
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn vault() -> Vault {
        let cipher = Aes256GcmSiv::new(&[7; 32].into());
        Vault { cipher, index_key: [9; 32] }
    }

    #[test]
    fn a_value_opens_only_in_its_own_row_and_column() {
        let (a, b) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let sealed = vault().seal("number", a, "087092123456");
        assert_eq!(vault().open("number", a, &sealed).unwrap(), "087092123456");
        assert!(vault().open("number", b, &sealed).is_err());
        assert!(vault().open("address", a, &sealed).is_err());
    }

    #[test]
    fn the_same_number_is_sealed_differently_and_indexed_equally() {
        let person = PersonId(Uuid::from_u128(1));
        assert_ne!(vault().seal("number", person, "1"), vault().seal("number", person, "1"));
        let number = OfficialNumber::parse("087092123456", "n").unwrap();
        assert_eq!(vault().index(&number), vault().index(&number));
    }
}
