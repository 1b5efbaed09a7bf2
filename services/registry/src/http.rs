//! Parse, call one use case, render.

pub mod audit;
pub mod break_glass;
pub mod dossiers;
pub mod duplicates;
pub mod files;
pub mod forms;
pub mod imports;
pub mod keys;
mod labels;
pub mod merges;
pub mod particulars;
pub mod persons;
pub mod transfers;
pub mod views;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of what was made.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: uuid::Uuid,
}
