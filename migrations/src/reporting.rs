//! Schema of `reporting`.
