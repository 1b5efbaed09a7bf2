//! Official documents and the lists that offices keep. Bytes go in and values come out, or data go
//! in and a file comes out; nothing is joined from markup strings, and nothing here reads a clock,
//! a disk or a socket.

pub mod forms;
pub mod letter;
pub mod lists;
pub mod workbook;
