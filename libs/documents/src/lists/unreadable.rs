//! Why a file can't be read as a list.

use serde::{Deserialize, Serialize};

/// The whole file is refused. The sentences name no content of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{}: {}", self.code(), self.en())]
pub enum Unreadable {
    Empty,
    /// Sizes in bytes.
    FileTooLarge {
        size: usize,
        limit: usize,
    },
    /// A small file that would unpack to more than the limit, in bytes.
    UnpacksTooLarge {
        limit: usize,
    },
    TooManyRows {
        limit: usize,
    },
    TooManyColumns {
        limit: usize,
    },
    TooManyCells {
        limit: usize,
    },
    /// All texts together, in bytes.
    TooMuchText {
        limit: usize,
    },
    Encrypted,
    /// A file of another kind.
    NotAList {
        kind: Foreign,
    },
    Damaged,
    /// No sheet holds anything, or none has the name asked for.
    NoSheet,
}

/// Kinds of file that are told apart to give better advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Foreign {
    /// Also what web programs call .xls.
    Html,
    /// Excel's XML of 2003.
    SpreadsheetXml,
    OpenDocument,
    /// Excel's binary workbook, .xlsb.
    BinaryWorkbook,
    Word,
    Pdf,
    Picture,
    Archive,
    Unknown,
}

impl Foreign {
    fn vi(self) -> &'static str {
        match self {
            Self::Html => "trang web (HTML) dù tên tệp có thể là .xls",
            Self::SpreadsheetXml => "bảng tính XML 2003",
            Self::OpenDocument => "bảng tính OpenDocument (.ods)",
            Self::BinaryWorkbook => "bảng tính nhị phân (.xlsb)",
            Self::Word => "văn bản Word",
            Self::Pdf => "PDF",
            Self::Picture => "ảnh",
            Self::Archive => "tệp nén",
            Self::Unknown => "loại không nhận ra",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Self::Html => "a web page (HTML), whatever its name says",
            Self::SpreadsheetXml => "an XML spreadsheet of 2003",
            Self::OpenDocument => "an OpenDocument spreadsheet (.ods)",
            Self::BinaryWorkbook => "a binary workbook (.xlsb)",
            Self::Word => "a Word document",
            Self::Pdf => "a PDF",
            Self::Picture => "a picture",
            Self::Archive => "an archive",
            Self::Unknown => "of a kind that was not recognised",
        }
    }

    /// Whether Excel opens it, so that saving it anew helps.
    fn opens_in_excel(self) -> bool {
        matches!(self, Self::Html | Self::SpreadsheetXml | Self::OpenDocument | Self::BinaryWorkbook)
    }
}

impl Unreadable {
    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "list.empty",
            Self::FileTooLarge { .. } => "list.file_too_large",
            Self::UnpacksTooLarge { .. } => "list.unpacks_too_large",
            Self::TooManyRows { .. } => "list.too_many_rows",
            Self::TooManyColumns { .. } => "list.too_many_columns",
            Self::TooManyCells { .. } => "list.too_many_cells",
            Self::TooMuchText { .. } => "list.too_much_text",
            Self::Encrypted => "list.encrypted",
            Self::NotAList { .. } => "list.not_a_list",
            Self::Damaged => "list.damaged",
            Self::NoSheet => "list.no_sheet",
        }
    }

    pub fn vi(&self) -> String {
        match self {
            Self::Empty => "Tệp trống.".to_owned(),
            Self::FileTooLarge { size, limit } => {
                format!(
                    "Tệp lớn {} MB, chỉ nhận đến {} MB. Hãy chia nhỏ danh sách.",
                    mebibytes(*size),
                    mebibytes(*limit)
                )
            }
            Self::UnpacksTooLarge { limit } => format!("Nội dung nén trong tệp vượt {} MB.", mebibytes(*limit)),
            Self::TooManyRows { limit } => format!("Trang tính có dữ liệu sau dòng {limit}. Hãy chia nhỏ danh sách."),
            Self::TooManyColumns { limit } => {
                format!("Trang tính có dữ liệu sau cột thứ {limit}. Hãy xóa các cột thừa.")
            }
            Self::TooManyCells { limit } => format!("Trang tính có hơn {limit} ô. Hãy chia nhỏ danh sách."),
            Self::TooMuchText { limit } => format!("Văn bản trong trang tính vượt {} MB.", mebibytes(*limit)),
            Self::Encrypted => "Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.".to_owned(),
            Self::NotAList { kind } if kind.opens_in_excel() => {
                format!("Tệp là {}. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi.", kind.vi())
            }
            Self::NotAList { kind } => format!("Tệp không phải bảng tính hay CSV: {}.", kind.vi()),
            Self::Damaged => "Tệp bị hỏng, không đọc được. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi.".to_owned(),
            Self::NoSheet => "Không có trang tính nào chứa dữ liệu để đọc.".to_owned(),
        }
    }

    pub fn en(&self) -> String {
        match self {
            Self::Empty => "The file is empty.".to_owned(),
            Self::FileTooLarge { size, limit } => {
                format!(
                    "The file has {} MB; at most {} MB are taken. Split the list.",
                    mebibytes(*size),
                    mebibytes(*limit)
                )
            }
            Self::UnpacksTooLarge { limit } => format!("The file unpacks to more than {} MB.", mebibytes(*limit)),
            Self::TooManyRows { limit } => format!("The sheet has data below row {limit}. Split the list."),
            Self::TooManyColumns { limit } => {
                format!("The sheet has data right of column {limit}. Remove those columns.")
            }
            Self::TooManyCells { limit } => format!("The sheet has more than {limit} cells. Split the list."),
            Self::TooMuchText { limit } => format!("The sheet's text exceeds {} MB.", mebibytes(*limit)),
            Self::Encrypted => "The file has a password. Remove it and send the file again.".to_owned(),
            Self::NotAList { kind } if kind.opens_in_excel() => {
                format!("The file is {}. Open it in Excel, save it as .xlsx and send that.", kind.en())
            }
            Self::NotAList { kind } => format!("The file is neither a workbook nor CSV: it is {}.", kind.en()),
            Self::Damaged => {
                "The file is damaged and can't be read. Open it in Excel, save it as .xlsx and send that.".to_owned()
            }
            Self::NoSheet => "No sheet holds data to read.".to_owned(),
        }
    }
}

/// Whole mebibytes, rounded up.
fn mebibytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}
