//! The commands, one file each.

pub mod audit;
pub mod certificate;
pub mod completions;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod down;
pub mod duplicates;
pub mod explain;
pub mod health;
pub mod import;
pub mod keys;
pub mod logs;
pub mod man;
pub mod messages;
pub mod migrate;
pub mod rebuild;
pub mod report;
pub mod status;
pub mod up;
pub mod user;
