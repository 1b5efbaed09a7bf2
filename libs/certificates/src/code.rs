//! The code: 23 bytes that say which certificate it is, and a signature over them.
//!
//! | bytes | what |
//! |---|---|
//! | 0 | version in the upper four bits, issuer in the lower |
//! | 1–3 | id of the key |
//! | 4 | number of the form |
//! | 5–6 | days from 1/1/1970 to the day of issue |
//! | 7–22 | id of the certificate, random |
//! | 23–86 | Ed25519 signature over a fixed text and bytes 0–22 |
//!
//! 87 bytes are 140 letters of base 32: twenty groups of seven, each with its check letter.

use std::fmt;

use chrono::NaiveDate;
use domain::ids::CertificateId;
use uuid::Uuid;

use crate::form::Form;
use crate::key::{KeyId, PublicKeys, SIGNATURE_BYTES, SigningKey};
use crate::letters::{self, GROUP, Mistyped};

/// What is signed begins with this, so that no signature made for another purpose is one of a certificate.
const PURPOSE: &[u8] = b"hoanhap certificate\n";
const VERSION: u8 = 1;
const CONTENT_BYTES: usize = 23;
const LETTERS: usize = 160;
const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("1 January is in every calendar");

domain::code_list! {
    /// The service that issued a certificate, and answers for it.
    Issuer {
        Facility = "facility", "cơ sở cai nghiện", "facility";
        Community = "community", "cai nghiện tại gia đình, cộng đồng", "community";
        Aftercare = "aftercare", "quản lý sau cai nghiện", "post-rehabilitation management";
    }
}

impl Issuer {
    /// Keeps its meaning for ever.
    fn number(self) -> u8 {
        match self {
            Self::Facility => 1,
            Self::Community => 2,
            Self::Aftercare => 3,
        }
    }
}

/// What a code says. Nothing of the person, not even the certificate's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content {
    pub issuer: Issuer,
    pub id: CertificateId,
    pub form: Form,
    pub issued_on: NaiveDate,
}

/// The day can't stand in a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a certificate can't be of {0}: codes know the days from 1970 to 2149")]
pub struct Undatable(pub NaiveDate);

/// A code as it was read. What it says counts only after [`Code::verify`].
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    content: [u8; CONTENT_BYTES],
    signature: [u8; SIGNATURE_BYTES],
}

/// Why letters are no code. It concerns the letters alone: nothing that is kept was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error(transparent)]
    Mistyped(#[from] Mistyped),
    #[error("codes of version {0} are not known here")]
    Version(u8),
}

impl Unreadable {
    pub fn vi(self) -> String {
        match self {
            Self::Mistyped(mistyped) => mistyped.vi(),
            Self::Version(version) => format!("Chưa đọc được mã phiên bản {version}."),
        }
    }

    pub fn en(self) -> String {
        match self {
            Self::Mistyped(mistyped) => mistyped.en(),
            Self::Version(version) => format!("Codes of version {version} are not known here."),
        }
    }
}

/// Why a code that was read is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotGenuine {
    #[error("the key {0} is not among the keys given")]
    UnknownKey(KeyId),
    #[error("the key {0} has not signed this")]
    NotSigned(KeyId),
    /// Signed, by a newer version of this program.
    #[error("signed by the key {0}, but it says something that is not known here")]
    Newer(KeyId),
}

impl NotGenuine {
    pub fn vi(self) -> String {
        match self {
            Self::UnknownKey(key) => format!("Không có khóa {key} trong các khóa đã cho."),
            Self::NotSigned(key) => format!("Khóa {key} không ký mã này."),
            Self::Newer(key) => format!("Khóa {key} đã ký, nhưng nội dung thuộc phiên bản mới hơn."),
        }
    }

    pub fn en(self) -> String {
        match self {
            Self::UnknownKey(key) => format!("The key {key} is not among the keys given."),
            Self::NotSigned(key) => format!("The key {key} has not signed this."),
            Self::Newer(key) => format!("Signed by the key {key}, but of a newer version."),
        }
    }
}

impl Content {
    fn bytes(&self, key: KeyId) -> Result<[u8; CONTENT_BYTES], Undatable> {
        let day = u16::try_from((self.issued_on - EPOCH).num_days()).map_err(|_| Undatable(self.issued_on))?;
        let mut bytes = [0; CONTENT_BYTES];
        bytes[0] = VERSION << 4 | self.issuer.number();
        bytes[1..4].copy_from_slice(&key.0);
        bytes[4] = self.form.number();
        bytes[5..7].copy_from_slice(&day.to_be_bytes());
        bytes[7..].copy_from_slice(self.id.0.as_bytes());
        Ok(bytes)
    }

    fn of(bytes: &[u8; CONTENT_BYTES]) -> Option<Self> {
        let mut id = [0; 16];
        id.copy_from_slice(&bytes[7..]);
        let day = u64::from(u16::from_be_bytes([bytes[5], bytes[6]]));
        Some(Self {
            issuer: issuer_of(bytes[0])?,
            id: CertificateId(Uuid::from_bytes(id)),
            form: Form::of_number(bytes[4])?,
            issued_on: EPOCH.checked_add_days(chrono::Days::new(day))?,
        })
    }
}

fn issuer_of(first: u8) -> Option<Issuer> {
    Issuer::ALL.iter().copied().find(|issuer| issuer.number() == first & 0x0f)
}

impl Code {
    /// Signs what a code says.
    ///
    /// # Errors
    /// When the day is before 1970 or after 2149.
    pub fn issue(key: &SigningKey, content: &Content) -> Result<Self, Undatable> {
        let content = content.bytes(key.id())?;
        Ok(Self { content, signature: key.sign(&signed(&content)) })
    }

    /// Reads what was typed or scanned: the letters of a code, or an address that ends with them.
    ///
    /// # Errors
    /// When the letters are no whole code of a known version.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        // A scanner gives the whole address, a person the letters alone.
        let letters = text.trim().rsplit('/').next().unwrap_or_default();
        let bytes = letters::read(letters)?;
        let wrong_length = Mistyped::Length { letters: letters::count(letters) };
        let version = bytes.first().map_or(0, |first| first >> 4);
        let (content, rest) = bytes.split_first_chunk().ok_or(wrong_length)?;
        let (signature, rest) = rest.split_first_chunk().ok_or(wrong_length)?;
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        // Twenty groups hold four bits more than the bytes.
        match rest {
            [0] => Ok(Self { content: *content, signature: *signature }),
            [_] => Err(Mistyped::Group(LETTERS / GROUP).into()),
            _ => Err(wrong_length.into()),
        }
    }

    /// What the code says, if one of the keys of its issuer has signed it.
    ///
    /// # Errors
    /// When none has.
    pub fn verify(&self, keys: &PublicKeys) -> Result<Content, NotGenuine> {
        let key = self.key();
        let mut candidates = keys.with(self.issuer(), key).peekable();
        if candidates.peek().is_none() {
            return Err(NotGenuine::UnknownKey(key));
        }
        let signed = signed(&self.content);
        if !candidates.any(|candidate| candidate.has_signed(&signed, &self.signature)) {
            return Err(NotGenuine::NotSigned(key));
        }
        Content::of(&self.content).ok_or(NotGenuine::Newer(key))
    }

    /// Whom to ask; not yet verified. None for an issuer that is not known here.
    pub fn issuer(&self) -> Option<Issuer> {
        issuer_of(self.content[0])
    }

    /// The key that is said to have signed.
    pub fn key(&self) -> KeyId {
        KeyId([self.content[1], self.content[2], self.content[3]])
    }

    /// The letters without hyphens, as they stand in an address and a QR code.
    pub fn plain(&self) -> String {
        letters::write(&[&self.content[..], &self.signature].concat())
    }

    /// The groups, as they are printed and typed.
    pub fn groups(&self) -> Vec<String> {
        let letters = self.plain();
        letters.as_bytes().chunks(GROUP).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
    }
}

fn signed(content: &[u8; CONTENT_BYTES]) -> Vec<u8> {
    [PURPOSE, content].concat()
}

/// Groups with hyphens between them.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.groups().join("-"))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_version_signed_is_told_apart_from_a_forgery() {
        let key = SigningKey::of(&[1; 32]);
        let known = Content {
            issuer: Issuer::Facility,
            id: CertificateId(Uuid::from_u128(7)),
            form: Form::D116N46,
            issued_on: EPOCH,
        };
        let mut content = known.bytes(key.id()).unwrap();
        content[4] = 200;
        let code = Code { content, signature: key.sign(&signed(&content)) };
        let keys = PublicKeys::new([(Issuer::Facility, key.public())]);
        assert_eq!(code.verify(&keys), Err(NotGenuine::Newer(key.id())));
        let forged = Code { content: known.bytes(key.id()).unwrap(), ..code };
        assert_eq!(forged.verify(&keys), Err(NotGenuine::NotSigned(key.id())));
    }
}
