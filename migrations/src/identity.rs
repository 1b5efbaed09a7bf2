//! Schema of `identity`.
