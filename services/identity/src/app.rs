//! Use cases: one function is one transaction.

pub mod accounts;
pub mod bearer;
pub mod operator;
pub mod passwords;
pub mod sessions;
pub mod sign_in;
pub mod signing;
pub mod tokens;
