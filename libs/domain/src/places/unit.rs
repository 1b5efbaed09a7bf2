//! One administrative unit during one span of time.

use chrono::NaiveDate;
use serde::Serialize;

use super::index::EARLIEST;
use crate::code_list;

code_list! {
    /// The three levels of local government; districts ended on 30/6/2025.
    Level {
        /// Tỉnh, thành phố trực thuộc trung ương: two digits.
        Province = "province", "cấp tỉnh", "province";
        /// Huyện, quận, thị xã, thành phố thuộc tỉnh: three digits.
        District = "district", "cấp huyện", "district";
        /// Xã, phường, thị trấn, đặc khu: five digits.
        Commune = "commune", "cấp xã", "commune";
    }
}

impl Level {
    /// The level a code belongs to, told by its width.
    pub fn of_code(code: &str) -> Option<Self> {
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        match code.len() {
            2 => Some(Self::Province),
            3 => Some(Self::District),
            5 => Some(Self::Commune),
            _ => None,
        }
    }
}

/// A unit as it was between `valid_from` and `valid_to`; its key is
/// `(code, valid_from)`, because codes are used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Zero-padded digits: two for a province, three for a district, five for a commune.
    pub code: &'static str,
    /// Which of the three levels.
    pub level: Level,
    /// Name without its kind, in composed (NFC) Vietnamese: "Đất Mũi", "12".
    pub name: &'static str,
    /// "tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn" or "đặc khu".
    pub kind: &'static str,
    /// Code of the unit above; none for a province.
    pub parent: Option<&'static str>,
    /// First day this form of the unit is known for.
    pub valid_from: NaiveDate,
    /// Last day; none while it is in force.
    pub valid_to: Option<NaiveDate>,
}

impl Unit {
    /// Whether the unit existed in this form on a day. Days before [`EARLIEST`] count
    /// as that day.
    pub fn is_valid_on(&self, on: NaiveDate) -> bool {
        let on = on.max(EARLIEST);
        self.valid_from <= on && self.valid_to.is_none_or(|last| on <= last)
    }

    /// Kind and name as an address writes them: "Xã Đất Mũi", "Phường 12".
    pub fn full_name(&self) -> String {
        let mut letters = self.kind.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        capital.chain(letters.as_str().chars()).chain([' ']).chain(self.name.chars()).collect()
    }
}
