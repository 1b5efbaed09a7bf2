//! The one command, `hoanhap`: all services in one process, one service alone, and the operator's tools.

pub mod checks;
mod classify;
pub mod cli;
pub mod code;
pub mod commands;
pub mod confirm;
pub mod demo;
pub mod exit;
pub mod instance;
pub mod interrupt;
pub mod output;
pub mod port_owner;
pub mod progress;
pub mod remote;
pub mod schemas;
pub mod services;
pub mod terminal;
pub mod words;
