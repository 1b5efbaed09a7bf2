//! Which pack governs a case that lives through a change of law.

use chrono::NaiveDate;

use super::pack::{LawPack, PackId};
use super::{pack, pack_in_force};

/// The pack that governs, on the day `on`, a treatment that began on `started_on`.
///
/// * Who is already in treatment when a new law comes into force finishes the old term: Law
///   120/2025/QH15 Art. 56 for 1/7/2026, Law 73/2021/QH14 Art. 55 in the same way for 1/1/2022.
///   So a treatment begun before the change stays with the law it began under, in the form that
///   law last had (B2b for every treatment begun from 2022 to June 2026), because the authorities
///   of its earlier forms no longer exist.
/// * Within one law (B1, B2a, B2b) only authorities moved, at once and for everyone: the pack in
///   force on `on` governs.
/// * `started_on` is the day the treatment was decided or begun. A dossier opened before 1/7/2026
///   and decided after it falls wholly under the new law (Art. 56), so its opening day is not the
///   one to pass.
/// * What follows the treatment is not governed by this: see [`post_rehabilitation_pack`].
///
/// A start after `on` is answered with the pack of the start.
pub fn governing_pack(started_on: NaiveDate, on: NaiveDate) -> &'static LawPack {
    let regime = pack_in_force(started_on).regime;
    let last = PackId::ALL
        .iter()
        .rev()
        .map(|id| pack(*id))
        .find(|pack| pack.regime == regime && pack.valid_from.is_none_or(|first| first <= started_on.max(on)));
    last.unwrap_or_else(|| pack_in_force(started_on))
}

/// The pack that governs post-rehabilitation management decided on a day, whatever law the
/// treatment before it ran under.
///
/// Law 120/2025/QH15 Art. 56: who finishes an old term after 1/7/2026 comes under the new
/// post-rehabilitation rules.
pub fn post_rehabilitation_pack(decided_on: NaiveDate) -> &'static LawPack {
    pack_in_force(decided_on)
}
