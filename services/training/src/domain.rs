//! The rules of `training`: synchronous and pure.

pub mod amount;
pub mod attendance;
pub mod campaign;
pub mod course;
pub mod place;
pub mod staff;
