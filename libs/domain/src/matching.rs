//! Whether two descriptions may be of one person: scored, with reasons, for a human to decide.
//!
//! Pure, and after Fellegi and Sunter ("A Theory for Record Linkage", 1969). Each comparison has two
//! chances: `m`, how often one sees its outcome when both descriptions are of the same person, and
//! `u`, how often when they are of two people taken by chance. Its weight is log2(m/u), in bits, and
//! bits of independent comparisons add up. They are shown as points, 20 to the bit
//! ([`POINTS_PER_BIT`]), so that the weights of the reasons a caseworker reads add up to the score.
//!
//! Where the figures come from:
//!
//! - `u` of names: shares of syllables (`data/README.md`); "Nguyễn Văn" says little, a rare given name
//!   says much. No rarity beyond 1 in 2,000 is trusted, because families and hamlets share rare names.
//! - `u` of the rest: arithmetic (a birth date among 30 likely years), or an estimate that stands
//!   beside its constant.
//! - `m`: estimates of how often clerks slip, each beside its constant. None is fitted to data.
//!
//! What the sum can't see are rules of their own ([`score`]):
//!
//! - **Relatives share** family name, parents, commune and home town. When the given names differ these
//!   count nothing, so brothers and twins don't match.
//! - **Given names one slip apart** that may both be names ("Hùng" and "Hưng") are likelier two people than
//!   a slip; without a number or a file code in common the pair stays possible.
//! - **Name, year and place** alone never make more than a possible pair, however rare the name, and births
//!   that differ in more than one thing neither.
//! - **A number in common whose year is not the person's** was perhaps somebody else's; the pair is to be
//!   looked at, not more.
//!
//! Finding pairs: two profiles that share no key of [`blocking_keys`] need not be compared, and of a large register only the [`nearest`] few.

mod birth;
mod frequency;
mod keys;
mod name;
mod names;
mod nearest;
mod numbers;
mod profile;
mod reason;
mod relatives;
mod residence;
mod score;
#[cfg(test)]
mod tests;

pub use keys::{blocking_keys, identifying_keys};
pub use nearest::{LARGEST_BLOCK, NEAREST, nearest};
pub use numbers::{Implied, KnownNumber};
pub use profile::{Description, Profile};
pub use reason::{POINTS_PER_BIT, Reason, ReasonCode};
pub use score::{Candidate, LIKELY, POSSIBLE, Verdict, score};
