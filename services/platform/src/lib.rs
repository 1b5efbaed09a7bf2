//! The one command, `hoanhap`: all services in one process, one service alone, and the operator's tools.

#![expect(clippy::print_stdout, reason = "a command's data go to standard output")]

pub mod commands;
pub mod demo;
pub mod exit;
pub mod output;
pub mod remote;
pub mod services;
