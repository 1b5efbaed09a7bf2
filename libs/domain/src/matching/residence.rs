//! Communes and home towns.

use super::numbers::{Implied, KnownNumber};
use super::profile::Profile;
use super::reason::{Reason, ReasonCode, bits};

/// Communes as codes. That a unit was merged is not known here: whoever describes a person lists the
/// units that the commune was made of or became among the former ones.
pub(super) fn compare_communes(ours: &Profile, theirs: &Profile) -> Option<Reason> {
    let (our, their) = (ours.commune.as_ref()?, theirs.commune.as_ref()?);
    // m: three in four are written down again where they lived; u: people of a register crowd in some
    // hundreds of communes.
    if our == their {
        return Some(Reason::new(ReasonCode::CommuneSame, bits(0.75, 0.005)));
    }
    let met = ours.former_communes.contains(their)
        || theirs.former_communes.contains(our)
        || ours.former_communes.iter().any(|commune| theirs.former_communes.contains(commune));
    Some(if met {
        Reason::new(ReasonCode::CommuneFormer, bits(0.1, 0.01))
    } else {
        Reason::new(ReasonCode::CommuneDiffers, bits(0.15, 0.985))
    })
}

/// Home towns as words: three in four of the shorter one's words must be in the other. Units of several years
/// are mixed in them, so little is made of a difference.
pub(super) fn compare_home_towns(ours: &[u64], theirs: &[u64]) -> Option<Reason> {
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let common = ours.iter().filter(|word| theirs.contains(word)).count();
    if 4 * common >= 3 * ours.len().min(theirs.len()) {
        return Some(Reason::new(ReasonCode::HomeTownSame, bits(0.7, 0.05)));
    }
    (common == 0).then(|| Reason::new(ReasonCode::HomeTownDiffers, bits(0.1, 0.6)))
}

/// A CCCD names the province of birth registration, where most people live on; it helps when the other
/// side has no CCCD to compare with.
pub(super) fn compare_number_province(ours: &Profile, theirs: &Profile) -> Option<Reason> {
    let (with, without) = match (cccd(&ours.numbers), cccd(&theirs.numbers)) {
        (Some(implied), None) => (implied, theirs),
        (None, Some(implied)) => (implied, ours),
        _ => return None,
    };
    without.provinces.contains(&with.province).then(|| Reason::new(ReasonCode::NumberProvince, bits(0.8, 0.4)))
}

fn cccd(numbers: &[KnownNumber]) -> Option<Implied> {
    numbers.iter().find_map(|number| number.implied)
}
