//! The rules of `identity`: synchronous and pure.

pub mod account;
pub mod grant;
pub mod refresh_token;
pub mod session;
