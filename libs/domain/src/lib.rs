//! Shared vocabulary of the Hòa Nhập services: ids, value objects, code lists, law packs and
//! administrative units. Pure: nothing here reads a clock, a file or a socket.

pub mod codes;
pub mod ids;
pub mod law;
pub mod matching;
pub mod money;
pub mod paging;
pub mod person;
pub mod places;
pub mod refusal;
pub mod text;

pub use refusal::{FieldError, Refusal};
