//! Schema of `community`.
