//! The commands, one file each.

pub mod config;
pub mod demo;
pub mod doctor;
pub mod health;
pub mod messages;
pub mod migrate;
pub mod rebuild;
pub mod report;
pub mod up;
pub mod user;
