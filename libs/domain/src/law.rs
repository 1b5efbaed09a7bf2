//! Law packs: who decides, for how long, from what age and in which stages, as data.
//!
//! Three regimes and two interregnums, told apart by date (cut where authorities moved):
//!
//! | pack | in force | basis |
//! |---|---|---|
//! | A | until 31/12/2021 | Law 23/2000 as amended by Law 16/2008, Law 15/2012 |
//! | B1 | 1/1/2022 – 28/2/2025 | Law 73/2021, Decrees 105/2021 and 116/2021 |
//! | B2a | 1/3/2025 – 30/6/2025 | the same; the police run rehabilitation |
//! | B2b | 1/7/2025 – 30/6/2026 | the same; no district level, regional courts |
//! | C | from 1/7/2026 | Law 120/2025, Decree 163/2026 |
//!
//! The pack of a case follows from a date in the case, not from today: see
//! [`governing_pack`] for treatment and [`post_rehabilitation_pack`] for what follows it.
//! Every rule names its [`Article`]. A rule whose article is not `verified` is shown as such
//! on screen; what no source said is left out, and its question is answered with `None`.
//! The dossier for compulsory treatment has its own data in [`mod@procedure`], its due times follow from
//! [`clock`] over [`calendar`], and [`forms`] names the printed forms. The steps of treatment outside a facility
//! have theirs in [`community_rules`]. How long somebody stays in treatment
//! follows from what happened to them: see [`reckoning`].
//! No regime provides a measure for a person under [`YOUNGEST`].

mod admission;
mod article;
pub mod calendar;
pub mod care;
mod certificate;
pub mod clock;
mod community;
mod facility;
pub mod forms;
mod handover;
mod interruption;
mod measure;
mod pack;
mod packs;
pub mod procedure;
pub mod reckoning;
mod release;
pub mod relief;
mod rule;
#[cfg(test)]
mod tests;
mod transition;

pub use admission::{
    AdmissionCase, AdmissionPaper, AdmissionPaperRule, admission_papers, belongings_article, full_facility_limit,
};
pub use article::Article;
pub use certificate::certificate_form;
pub use community::{CommunityRules, Count, TermStart, VOLUNTEER_TEAM, community_rules};
pub use facility::{FacilityRules, facility_rules, private_licence};
pub use handover::file_handover_limit;
pub use interruption::{Effect, Interruption, InterruptionRule, MeritReduction};
pub use measure::{Authority, Measure};
pub use pack::{LawPack, PackId, Regime};
pub use procedure::{AgeGroup, Procedure, procedure, procedure_governing};
pub use release::{NoticeRule, arrival_limit, completion_notice};
pub use rule::{Ages, Decider, MeasureRule, PostRehabilitationRule, Stage, StageRule, Term, TermRule};
pub use transition::{governing_pack, post_rehabilitation_pack};

use chrono::NaiveDate;

/// Nobody younger may be offered a measure in any regime: every measure is for persons
/// "từ đủ 12 tuổi". A younger person can still be on the list, without a measure.
pub const YOUNGEST: u32 = 12;

/// The pack with this id.
pub fn pack(id: PackId) -> &'static LawPack {
    match id {
        PackId::A => &packs::A,
        PackId::B1 => &packs::B1,
        PackId::B2a => &packs::B2A,
        PackId::B2b => &packs::B2B,
        PackId::C => &packs::C,
    }
}

/// The pack in force on a day; pack A for any day before 2022.
pub fn pack_in_force(on: NaiveDate) -> &'static LawPack {
    PackId::ALL
        .iter()
        .rev()
        .map(|id| pack(*id))
        .find(|pack| pack.valid_from.is_none_or(|first| first <= on))
        .unwrap_or(&packs::A)
}
