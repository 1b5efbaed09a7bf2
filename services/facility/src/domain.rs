//! The rules of `facility`: synchronous and pure.

pub mod admission;
pub mod belonging;
pub mod book;
pub mod capacity;
pub mod certificate;
pub mod classification;
pub mod day;
pub mod facility;
pub mod finding;
pub mod forecast;
pub mod handover;
pub mod licence;
pub mod merit;
pub mod movement;
pub mod notice;
pub mod paper;
pub mod plan;
pub mod post;
pub mod reference;
pub mod roll;
pub mod room;
pub mod short_code;
pub mod stay;
pub mod term;
pub mod waiting;
pub mod zone;
