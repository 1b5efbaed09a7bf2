//! The command line's contract, on the program itself.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod accounts;
mod background;
mod codes;
mod doctor;
mod exits;
mod help;
mod interrupted;
mod messages;
mod output;
mod program;
