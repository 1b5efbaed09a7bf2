//! Schema of `registry`.
