//! Vietnamese text from before Unicode: TCVN3 (fonts .VnTime, "ABC") and VNI (fonts VNI-Times).
//!
//! Such text is stored as Western letters that only look right in its font: "Nguyễn" is "NguyÔn"
//! in TCVN3 and "Nguyeãn" in VNI. A file's text is expected as Windows-1252 shows it, which is how
//! workbooks keep it. Out of scope: VIQR, VISCII, VPS, and Unicode composed in other ways than NFC
//! normalisation mends.
//!
//! TCVN3 has no codes for most capital letters with tones: people changed to a font of capitals
//! (.VnTimeH) that draws small letters large. The font is not in the text, so [`Capitals`] says it.
//! Without the hint, a word otherwise in capitals and the first letter of a word in a row of
//! capitalised words are made capital.

mod capitals;
mod detect;
mod sheet;
mod syllable;
mod table;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use detect::detect;
pub use sheet::{SheetEncoding, convert_grid, detect_grid};

/// How Vietnamese letters are coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    #[default]
    Unicode,
    /// TCVN 5712:1993, third table.
    Tcvn3,
    /// VNI for Windows: a letter, then a letter for its mark.
    Vni,
}

impl Encoding {
    /// The name staff know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unicode => "Unicode",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }
}

/// How small letters of TCVN3 text are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capitals {
    /// As the codes say, mended by the capitals around them.
    #[default]
    FromContext,
    /// The font draws capitals (its name ends in H): all letters are capital.
    Font,
}

/// Converts text to Unicode in NFC. Text that holds Vietnamese letters of Unicode already is only
/// normalised, whatever the encoding says: neither TCVN3 nor VNI can hold them.
pub fn convert(text: &str, encoding: Encoding) -> String {
    convert_with(text, encoding, Capitals::FromContext)
}

/// Like [`convert`], with a hint about the font.
pub fn convert_with(text: &str, encoding: Encoding, capitals: Capitals) -> String {
    let converted = match encoding {
        _ if text.chars().any(table::only_unicode) => text.to_owned(),
        Encoding::Unicode => text.to_owned(),
        Encoding::Tcvn3 => return capitals::mend(&table::from_tcvn3(text), capitals),
        Encoding::Vni => table::from_vni(text),
    };
    match capitals {
        Capitals::Font if encoding != Encoding::Unicode => converted.to_uppercase().nfc().collect(),
        _ => converted.nfc().collect(),
    }
}

/// Writes Unicode text the way an old program did, for files that test reading. Capitals that
/// TCVN3 has no code for become small letters, as they stand under a font of capitals.
pub fn encode(text: &str, encoding: Encoding) -> String {
    let text = text.nfc();
    match encoding {
        Encoding::Unicode => text.collect(),
        Encoding::Tcvn3 => text.map(table::to_tcvn3).collect(),
        Encoding::Vni => text.map(table::to_vni).collect(),
    }
}

#[cfg(test)]
mod tests;
