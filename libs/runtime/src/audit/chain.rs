//! The hash chain, as functions of what is sealed.
//!
//! A seal's hash is SHA-256 over the hash before it, the entry in canonical form, and the sequence (eight
//! bytes, big-endian). The canonical form writes the columns in their order, each as one byte for
//! presence, the length in four bytes, and the bytes: no two entries have the same form. Ids are their
//! sixteen bytes, the time is microseconds since 1970, which both engines keep exactly.

use sha2::{Digest, Sha256};

use super::entries;

pub type Hash = [u8; 32];

/// What stands before the first seal: a constant of the service, so that no log passes for another's.
pub fn first(service: &str) -> Hash {
    Sha256::digest(format!("hoanhap.audit.v1|{service}")).into()
}

/// The hash of the seal numbered `sequence`, behind `previous`.
pub fn next(previous: &Hash, entry: &entries::Model, sequence: i64) -> Hash {
    let mut digest = Sha256::new();
    digest.update(previous);
    for column in columns(entry) {
        update(&mut digest, column.as_deref());
    }
    digest.update(sequence.to_be_bytes());
    digest.finalize().into()
}

fn columns(entry: &entries::Model) -> [Option<Vec<u8>>; 7] {
    let entries::Model { id, at, account_id, action, person_id, purpose, detail } = entry;
    [
        Some(id.as_bytes().to_vec()),
        Some(at.timestamp_micros().to_be_bytes().to_vec()),
        Some(account_id.as_bytes().to_vec()),
        Some(action.clone().into_bytes()),
        person_id.map(|id| id.as_bytes().to_vec()),
        Some(purpose.clone().into_bytes()),
        detail.clone().map(String::into_bytes),
    ]
}

fn update(digest: &mut Sha256, column: Option<&[u8]>) {
    let Some(bytes) = column else { return digest.update([0]) };
    digest.update([1]);
    digest.update(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    digest.update(bytes);
}

/// Sixty-four hexadecimal digits, as the table keeps a hash.
pub fn to_text(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of such a text; `None` when it is none.
pub fn from_text(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    use super::*;

    fn entry() -> entries::Model {
        entries::Model {
            id: Uuid::from_u128(1),
            at: DateTime::from_timestamp_micros(1_760_000_000_000_001).unwrap(),
            account_id: Uuid::from_u128(2),
            action: "person.viewed".to_owned(),
            person_id: Some(Uuid::from_u128(3)),
            purpose: "view".to_owned(),
            detail: None,
        }
    }

    #[test]
    fn every_column_the_sequence_and_the_seal_before_change_the_hash() {
        let before = first("registry");
        let changed = [
            entries::Model { id: Uuid::from_u128(9), ..entry() },
            entries::Model { at: entry().at + TimeDelta::microseconds(1), ..entry() },
            entries::Model { account_id: Uuid::from_u128(9), ..entry() },
            entries::Model { action: "person.named".to_owned(), ..entry() },
            entries::Model { person_id: None, ..entry() },
            entries::Model { purpose: "vieW".to_owned(), ..entry() },
            entries::Model { detail: Some(String::new()), ..entry() },
        ];
        let hash = next(&before, &entry(), 1);
        for entry in changed {
            assert_ne!(next(&before, &entry, 1), hash, "{entry:?}");
        }
        assert_ne!(next(&before, &entry(), 2), hash);
        assert_ne!(next(&first("facility"), &entry(), 1), hash);
    }

    #[test]
    fn text_moved_from_one_column_to_the_next_changes_the_hash() {
        let shifted = entries::Model { action: "person.view".to_owned(), purpose: "edview".to_owned(), ..entry() };
        let before = first("registry");
        assert_ne!(next(&before, &shifted, 1), next(&before, &entry(), 1));
    }

    #[test]
    fn a_hash_survives_being_written_as_text() {
        let hash = first("registry");
        assert_eq!(from_text(&to_text(&hash)), Some(hash));
        assert_eq!(from_text("không phải mã băm"), None);
    }
}
