//! Official documents. Data go in, a file comes out; nothing is joined from markup strings.

pub mod workbook;
