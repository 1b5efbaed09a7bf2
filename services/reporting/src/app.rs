//! Use cases.

pub mod attainment;
pub mod facility_flow;
pub mod inputs;
pub mod lines;
pub mod province_summary;
pub mod quality;
pub mod reports;
pub mod returns;
pub mod rolls;
pub mod workbook;
