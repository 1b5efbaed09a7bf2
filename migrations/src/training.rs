//! Schema of `training`.
