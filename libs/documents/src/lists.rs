//! Reading the lists that provinces have: workbooks and text files made by many hands.
//!
//! The way of a file: [`read`] gives a [`Grid`] as it stands in the file → [`legacy`] says whether
//! its text is TCVN3 or VNI and converts it → [`header::propose`] finds the header and maps the
//! columns to [`Field`]s → [`rows::rows`] gives one value for every line, a record or the reason
//! why the line is none → [`dates`] reads a cell as a birth or a day → [`rejected::write`] hands
//! the refused lines back.
//!
//! Nothing is dropped without a word: what was not read stands in the grid's [`Notice`]s, what is
//! not a record in [`rows::Skipped`].

pub mod dates;
mod delimited;
pub mod field;
mod fold;
mod grid;
mod guard;
pub mod header;
pub mod legacy;
mod notice;
mod read;
pub mod rejected;
pub mod rows;
mod sheets;
mod unreadable;
mod xls;
mod xlsx;

pub use field::Field;
pub use grid::{Cell, Grid, Merge};
pub use notice::Notice;
pub use read::{Limits, Options, read, read_with};
pub use unreadable::{Foreign, Unreadable};

#[cfg(test)]
mod tests;
