//! The rules themselves, one file per law.

mod a;
mod b;
mod c;

pub(super) use a::A;
pub(super) use b::{B1, B2A, B2B};
pub(super) use c::C;

use chrono::NaiveDate;

use super::YOUNGEST;
use super::article::Article;
use super::rule::{Ages, Stage};

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the packs are constants, so the compiler checks every day")
}

const fn stage(number: u8, name_vi: &'static str, name_en: &'static str, share_percent: Option<u8>) -> Stage {
    Stage { number, name_vi, name_en, share_percent }
}

/// From 12 years, with no upper end.
const fn from_twelve(article: Article) -> Ages {
    Ages { from: YOUNGEST, below: None, article }
}

/// The five stages of Laws 73/2021 and 120/2025, both Art. 29; neither gives shares of the term.
const FIVE_STAGES: &[Stage] = &[
    stage(1, "Tiếp nhận, phân loại", "Intake and classification", None),
    stage(
        2,
        "Điều trị cắt cơn, giải độc, điều trị các rối loạn tâm thần, điều trị các bệnh lý khác",
        "Detoxification, treatment of mental disorders and other diseases",
        None,
    ),
    stage(
        3,
        "Giáo dục, tư vấn, phục hồi hành vi, nhân cách",
        "Education, counselling, restoring behaviour and personality",
        None,
    ),
    stage(4, "Lao động trị liệu, học nghề", "Labour therapy and vocational training", None),
    stage(5, "Chuẩn bị tái hòa nhập cộng đồng", "Preparation for reintegration", None),
];
