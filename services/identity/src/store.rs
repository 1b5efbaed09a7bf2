//! Entities and queries of `identity`, on a connection the caller gives.

pub mod accounts;
pub mod refresh_tokens;
pub mod sessions;
pub mod signing_keys;
