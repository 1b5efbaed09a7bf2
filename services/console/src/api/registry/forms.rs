//! Printed forms of a person or a dossier, as docx.

use serde::Deserialize;
use web::Language;

use super::{Api, SERVICE};
use crate::failure::Failure;

/// A form and whether its fields can be filled.
#[derive(Clone, Debug, Deserialize)]
pub struct PrintedForm {
    pub key: String,
    title_vi: String,
    title_en: String,
    pub decree: String,
    /// None where a decree has its forms in one annex.
    pub annex: Option<String>,
    pub number: String,
    pub available: bool,
    /// What is not known yet and stays dotted.
    #[serde(default)]
    pub missing: Vec<MissingField>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct MissingField {
    vi: String,
    en: String,
}

impl PrintedForm {
    pub fn title(&self, language: Language) -> &str {
        language.pick(&self.title_vi, &self.title_en)
    }
}

impl MissingField {
    pub fn to(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// Whose forms: a part of the service's address.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Person(domain::ids::PersonId),
    Dossier(domain::ids::DossierId),
}

impl Of {
    fn address(self) -> String {
        match self {
            Self::Person(id) => format!("/v1/persons/{id}/forms"),
            Self::Dossier(id) => format!("/v1/dossiers/{id}/forms"),
        }
    }
}

pub async fn list(api: &Api, of: Of) -> Result<Vec<PrintedForm>, Failure> {
    api.get(SERVICE, &of.address()).await
}

/// `key` is one of a plain key's characters only: it becomes part of an address.
pub async fn docx(api: &Api, of: Of, key: &str) -> Result<Vec<u8>, Failure> {
    api.get_bytes(SERVICE, &format!("{}/{key}", of.address())).await
}
