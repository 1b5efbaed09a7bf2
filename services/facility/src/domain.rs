//! The rules of `facility`: synchronous and pure.

pub mod admission;
pub mod book;
pub mod certificate;
pub mod day;
pub mod facility;
pub mod forecast;
pub mod labour;
pub mod merit;
pub mod movement;
pub mod process;
pub mod record;
pub mod relief;
pub mod roll;
pub mod stay;
pub mod term;
pub mod zone;
