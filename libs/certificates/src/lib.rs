//! The signed code on a certificate: what is signed, how it is written on paper, and how it is read again; and
//! what is kept of a certificate that was issued. Pure: keys and days are given, nothing here reads a clock, a
//! disk or a socket. `README.md` says what is signed and why.

mod certificate;
mod code;
mod form;
mod key;
mod letters;
mod qr;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, NotRevoked, RevocationReason, Revoked, Status};
pub use code::{Code, Content, Issuer, NotGenuine, Undatable, Unreadable};
pub use form::Form;
pub use key::{BadKey, Jwk, KeyId, KeySet, PublicKey, PublicKeys, SigningKey};
pub use letters::Mistyped;
pub use qr::{Qr, TooLong};
