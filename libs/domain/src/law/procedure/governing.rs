//! Which procedure governs a dossier that lives through a change of law.

use chrono::NaiveDate;

use crate::law::article::Article;
use crate::law::pack::{LawPack, Regime};
use crate::law::pack_in_force;

/// The pack that governs a dossier, and why where it is not the one it was opened under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Governing {
    /// The pack.
    pub pack: &'static LawPack,
    /// The transition that brought it there; none while the pack of the opening governs.
    pub transition: Option<Article>,
}

const TO_C: Article = Article::read("Luật 120/2025/QH15, Điều 56 khoản 2", "L120");
/// The article was read for persons in treatment; for open dossiers the pattern of 2026 is assumed.
const TO_B: Article = Article::unverified("Luật 73/2021/QH14, Điều 55");
const WITHIN_B: Article =
    Article::read("Thông tư liên tịch 03/2025/TTLT-BCA-VKSNDTC-TANDTC; Nghị định 184/2025/NĐ-CP", "PLO25; D184");

/// The pack that governs a dossier opened on a day and decided on another, or not yet decided today.
///
/// * A dossier open when a new law comes into force and decided after it falls wholly under the new
///   law: Law 120/2025/QH15 Art. 56(2) for 1/7/2026; for 1/1/2022 the same is assumed of Law 73/2021
///   Art. 55.
/// * Within one law authorities moved at once and for everyone.
///
/// So the day of the decision selects the pack, and until then today. What follows the decision
/// (complaint, enforcement) stays with it.
pub fn procedure_governing(opened_on: NaiveDate, decided_on: Option<NaiveDate>, today: NaiveDate) -> Governing {
    let opened = pack_in_force(opened_on);
    let pack = pack_in_force(decided_on.unwrap_or(today).max(opened_on));
    let transition = match (opened.regime, pack.regime) {
        _ if opened.id == pack.id => None,
        (_, Regime::C) => Some(TO_C),
        (Regime::A, _) => Some(TO_B),
        _ => Some(WITHIN_B),
    };
    Governing { pack, transition }
}
