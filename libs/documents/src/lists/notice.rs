//! What the reader of a file should know about how it was read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A remark on the whole file; it stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Notice {
    /// Sheets beside the one that was read.
    OtherSheets { sheets: Vec<String> },
    /// Sheets that Excel hides; they are read only when asked for by name.
    HiddenSheets { sheets: Vec<String> },
    /// A text file that is no Unicode: its bytes were taken as Windows-1252, as TCVN3 and VNI need.
    SingleByteText,
    /// A text file in which some bytes mean nothing; they stand as U+FFFD.
    UnknownCharacters,
    /// A text file whose quotation marks don't pair up; they were taken as ordinary characters.
    UnpairedQuotes,
}

impl Notice {
    pub fn vi(&self) -> String {
        match self {
            Self::OtherSheets { sheets } => format!("Tệp còn các trang tính khác, chưa đọc: {}.", sheets.join(", ")),
            Self::HiddenSheets { sheets } => format!("Tệp có trang tính ẩn, không đọc: {}.", sheets.join(", ")),
            Self::SingleByteText => "Tệp không phải Unicode; đã đọc theo bảng mã một byte.".to_owned(),
            Self::UnknownCharacters => "Một số ký tự trong tệp không đọc được.".to_owned(),
            Self::UnpairedQuotes => "Dấu ngoặc kép trong tệp không khớp cặp; đã đọc như ký tự thường.".to_owned(),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::OtherSheets { sheets } => format!("The file has other sheets, not read: {}.", sheets.join(", ")),
            Self::HiddenSheets { sheets } => format!("The file has hidden sheets, not read: {}.", sheets.join(", ")),
            Self::SingleByteText => "The file is not Unicode; it was read as single-byte text.".to_owned(),
            Self::UnknownCharacters => "Some characters of the file could not be read.".to_owned(),
            Self::UnpairedQuotes => "Quotation marks don't pair up; they were read as ordinary characters.".to_owned(),
        }
    }
}
