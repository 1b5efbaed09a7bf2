//! Schema of `aftercare`.
