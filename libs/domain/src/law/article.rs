//! Where a rule comes from and how far it can be trusted.

use serde::Serialize;

/// The article a rule rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Article {
    /// The article as a caseworker would quote it: "Luật 120/2025/QH15, Điều 29".
    pub citation: &'static str,
    /// Key of the copy it was read in ("PD", "L120", "N163", …); empty when none was read.
    pub source: &'static str,
    /// False for what was not read in a source; the screen says so.
    pub verified: bool,
}

impl Article {
    /// A rule read in a source.
    pub(super) const fn read(citation: &'static str, source: &'static str) -> Self {
        Self { citation, source, verified: true }
    }

    /// A rule taken from memory or inferred from neighbouring rules.
    pub(super) const fn unverified(citation: &'static str) -> Self {
        Self { citation, source: "", verified: false }
    }
}
