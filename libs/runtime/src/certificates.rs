//! Issued certificates of a service: the keys that sign their codes, what was issued and revoked, and the two
//! public routes by which anybody checks one. The code itself is the crate `certificates`.
//!
//! Actors:
//! - a use case that issues or revokes calls [`issue`] or [`revoke`] in its own transaction: the paper and what is
//!   recorded of the person commit together, or neither is.
//! - [`keys`]: each issuing service has keys of its own, made at its first start. Seeds are sealed under the master
//!   key; the newest signs, and all of them verify for ever.
//! - [`routes`]: the public keys, and the status of a code.
//! - [`subject`]: what the staff of an issuing service see and revoke.
//!
//! Guarantees:
//! 1. Whoever has a code learns one of three words and nothing else. Letters that are no code, a forged code and a
//!    signed one that was never issued are all `unknown`.
//! 2. Nobody finds a certificate by guessing: ids are random, and a code that none of the keys has signed is
//!    answered without looking for it.
//! 3. One certificate of a subject is in force (`certificates_one_in_force`).

pub mod issued;
pub mod keys;
mod revocation;
pub mod routes;
pub mod subject;
mod view;

pub use issued::{Issue, find, issue, of_subject, status};
pub use revocation::{RevokeCertificate, revoke};
pub use view::{CertificateView, picture};
