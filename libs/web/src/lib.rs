//! What every service's HTTP has in common: problems, access, strict bodies, idempotent creation,
//! versions and the OpenAPI document.

pub mod access;
pub mod batch;
pub mod idempotency;
pub mod json;
pub mod labels;
pub mod openapi;
pub mod problem;
pub mod query;
pub mod routes;
pub mod tokens;
pub mod version;

pub use access::{Caller, Claims, Grant, Right, Role, Scope};
pub use json::Json;
pub use problem::{Language, Problem};
pub use query::Query;
pub use routes::{Access, Mounted, Route, Routes};
