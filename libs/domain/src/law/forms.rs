//! The printed forms (biểu mẫu) of the decrees.
//!
//! Numbers are used again with other meanings in each decree (form 30 is the personal summary of
//! Decree 116/2021 and the private facility's certificate of Decree 163/2026), so a form is known
//! only by decree, annex and number. Titles are condensed, not the printed wording.

mod decree_116;
mod decree_163;

use serde::Serialize;

use crate::code_list;

code_list! {
    /// A decree that issues forms.
    Decree {
        D116 = "116/2021", "Nghị định 116/2021/NĐ-CP", "Decree 116/2021";
        D163 = "163/2026", "Nghị định 163/2026/NĐ-CP", "Decree 163/2026";
    }
}

code_list! {
    /// An annex of a decree.
    Annex {
        /// Decree 116 has its forms in one annex.
        Only = "only", "Phụ lục", "annex";
        I = "I", "Phụ lục I", "Annex I";
        III = "III", "Phụ lục III", "Annex III";
        V = "V", "Phụ lục V", "Annex V";
    }
}

/// What a form is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct FormKey {
    /// The decree.
    pub decree: Decree,
    /// Its annex.
    pub annex: Annex,
    /// The number as printed: "29", "26a".
    pub number: &'static str,
}

impl FormKey {
    /// A form of Decree 116/2021.
    pub const fn d116(number: &'static str) -> Self {
        Self { decree: Decree::D116, annex: Annex::Only, number }
    }

    /// A form of Decree 163/2026, Annex III (management of unlawful users).
    pub const fn d163_iii(number: &'static str) -> Self {
        Self { decree: Decree::D163, annex: Annex::III, number }
    }

    /// A form of Decree 163/2026, Annex V (rehabilitation and what follows it).
    pub const fn d163_v(number: &'static str) -> Self {
        Self { decree: Decree::D163, annex: Annex::V, number }
    }

    /// "Mẫu số 32, Phụ lục V, Nghị định 163/2026/NĐ-CP".
    pub fn vi(&self) -> String {
        let Self { decree, annex, number } = self;
        match annex {
            Annex::Only => format!("Mẫu số {number}, {}", decree.vi()),
            _ => format!("Mẫu số {number}, {}, {}", annex.vi(), decree.vi()),
        }
    }

    /// "Form 32, Annex V, Decree 163/2026".
    pub fn en(&self) -> String {
        let Self { decree, annex, number } = self;
        match annex {
            Annex::Only => format!("Form {number}, {}", decree.en()),
            _ => format!("Form {number}, {}, {}", annex.en(), decree.en()),
        }
    }
}

/// A form with its titles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// What it is known by.
    pub key: FormKey,
    /// Vietnamese title, condensed.
    pub vi: &'static str,
    /// English title.
    pub en: &'static str,
}

/// Every form held, by decree, annex and number.
pub fn all() -> impl Iterator<Item = &'static Form> {
    decree_116::FORMS.iter().chain(decree_163::ANNEX_III).chain(decree_163::ANNEX_V)
}

/// The form of a key.
pub fn form(key: FormKey) -> Option<&'static Form> {
    all().find(|form| form.key == key)
}

/// The form of a decree's annex by its printed number; for numbers that come in as text.
pub fn find(decree: Decree, annex: Annex, number: &str) -> Option<&'static Form> {
    all().find(|form| form.key.decree == decree && form.key.annex == annex && form.key.number == number)
}
