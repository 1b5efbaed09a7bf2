//! Parse, call one use case, render.

pub mod dossiers;
pub mod files;
pub mod persons;
pub mod views;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The id of what was made.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Created {
    pub id: uuid::Uuid,
}
