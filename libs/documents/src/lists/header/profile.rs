//! What an office's headers mean, learned once.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::labels::{self, Label};
use super::{Field, Grid, Mapping, fold};

/// Header texts and the fields they hold; None for a column to be left aside. Texts are kept
/// reduced (small letters, no diacritics), so that small differences don't matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Profile(BTreeMap<String, Option<Field>>);

impl Profile {
    /// Remembers the meaning that a mapping, checked by a person, gives to a grid's headers.
    pub fn learn(grid: &Grid, mapping: &Mapping) -> Self {
        let field = |column: usize| mapping.columns.iter().find(|(mapped, _)| *mapped == column).map(|found| found.1);
        Self(labels::of_mapping(grid, mapping).iter().map(|label| (label.folded(), field(label.column))).collect())
    }

    /// Sets the meaning of one header text; labels over each other are joined by a blank.
    pub fn set(&mut self, header: &str, field: Option<Field>) {
        self.0.insert(fold(header), field);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the profile knows of a label: nothing, or a field, or that it is left aside.
    pub(super) fn says(&self, label: &Label) -> Option<Option<Field>> {
        self.0.get(&label.folded()).copied()
    }
}
