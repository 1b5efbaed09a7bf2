//! Official numbers, as tokens that can be compared and not read.

use super::reason::{Reason, ReasonCode, bits};
use crate::codes::Sex;
use crate::codes::summary::NumberKind;
use crate::person::OfficialNumber;

/// What the digits of a CCCD say (Circular 59/2021/TT-BCA Art. 4).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Implied {
    /// Province of birth registration, by its code of before 1/7/2025.
    pub province: [u8; 2],
    pub sex: Sex,
    pub birth_year: i32,
}

impl Implied {
    /// What a number says; nothing when it is a CMND.
    pub fn of(number: &OfficialNumber) -> Option<Self> {
        let digits: &[u8; 12] = number.as_str().as_bytes().try_into().ok()?;
        let value = |at: usize| i32::from(digits[at] - b'0');
        Some(Self {
            province: [digits[1], digits[2]],
            sex: number.sex()?,
            birth_year: 1900 + (value(3) / 2) * 100 + value(4) * 10 + value(5),
        })
    }
}

/// A number somebody has or had.
#[derive(Clone, PartialEq, Eq)]
pub struct KnownNumber {
    pub kind: NumberKind,
    /// Equal for equal numbers, unreadable otherwise: a keyed blind index.
    pub token: String,
    /// Of a CCCD.
    pub implied: Option<Implied>,
    /// Whether it was replaced, or stands in the list of old numbers.
    pub former: bool,
}

impl KnownNumber {
    /// The number in use, with its token.
    pub fn current(number: &OfficialNumber, token: String) -> Self {
        Self { kind: number.kind(), token, implied: Implied::of(number), former: false }
    }

    /// A number from the list of old ones.
    pub fn former(number: &OfficialNumber, token: String) -> Self {
        Self { former: true, ..Self::current(number, token) }
    }
}

impl std::fmt::Debug for KnownNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KnownNumber({})", self.kind)
    }
}

/// What the numbers of both sides say.
pub(super) struct Compared {
    pub reason: Option<Reason>,
    /// Whether both have one number.
    pub shared: bool,
    /// Whether numbers in use of one kind differ.
    pub differ: bool,
}

pub(super) fn compare(ours: &[KnownNumber], theirs: &[KnownNumber]) -> Compared {
    // A shared number; true while it is a former one on either side.
    let mut shared: Option<bool> = None;
    let mut differing: Option<NumberKind> = None;
    for our in ours {
        for their in theirs {
            if our.kind == their.kind && our.token == their.token {
                shared = Some(shared.unwrap_or(true) && (our.former || their.former));
            } else if our.kind == their.kind && !our.former && !their.former {
                // A CCCD contradicts more strongly than a CMND.
                differing = differing.max(Some(our.kind));
            }
        }
    }
    let reason = match (shared, differing) {
        // u: one number in a thousand stands in somebody else's record, one of a million people.
        (Some(false), _) => Some(Reason::new(ReasonCode::SameNumber, bits(0.95, 1e-9))),
        // Lists of old numbers are copied with less care.
        (Some(true), _) => Some(Reason::new(ReasonCode::FormerNumber, bits(0.95, 1e-8))),
        // For life, so two mean two people unless one was typed wrong; taken as rarer than it is,
        // because a false match costs more than a missed one.
        (None, Some(NumberKind::Cccd)) => Some(Reason::new(ReasonCode::CccdDiffers, bits(0.002, 1.0))),
        // A CMND could be followed by another one, with another number, after a move.
        (None, Some(NumberKind::Cmnd)) => Some(Reason::new(ReasonCode::CmndDiffers, bits(0.03, 1.0))),
        (None, None) => None,
    };
    Compared { reason, shared: shared.is_some(), differ: differing.is_some() }
}
