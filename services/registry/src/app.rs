//! Use cases: one function is one transaction.

pub mod dossiers;
pub mod files;
pub mod look_up;
pub mod persons;

use crate::domain::file::NotRecorded;
use web::Problem;

impl From<NotRecorded> for Problem {
    fn from(reason: NotRecorded) -> Self {
        match reason {
            NotRecorded::Field(error) => error.into(),
            NotRecorded::Refused(refusal) => refusal.into(),
        }
    }
}
