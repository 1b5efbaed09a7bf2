//! Fathers and mothers, by name.

use super::name::Name;
use super::names::{Given, Pair};
use super::reason::{Reason, ReasonCode, bits};

/// A parent's name is trusted up to this (bits): a rare one is rare in one hamlet only.
const MOST: f32 = 9.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parent {
    Father,
    Mother,
}

/// What a parent's two names say; nothing when one side does not name the parent. The second value is
/// whether they agree.
pub(super) fn compare(parent: Parent, ours: Option<&Name>, theirs: Option<&Name>) -> Option<(Reason, bool)> {
    let pair = Pair::of(ours?, theirs?);
    let [same, similar, differs] = match parent {
        Parent::Father => [ReasonCode::FatherSame, ReasonCode::FatherSimilar, ReasonCode::FatherDiffers],
        Parent::Mother => [ReasonCode::MotherSame, ReasonCode::MotherSimilar, ReasonCode::MotherDiffers],
    };
    // Parents too are known by other names.
    let against = Reason::new(differs, bits(0.02, 0.98));
    if pair.given_agrees() == Given::Differs {
        return Some((against, false));
    }
    // The father's family name is the person's own and was counted there.
    let weight = match parent {
        Parent::Father => pair.bits_without_family(),
        Parent::Mother => pair.bits(),
    };
    let reason = if weight < 0.0 {
        let reason = Reason::new(similar, weight);
        if reason.weight < against.weight { against } else { reason }
    } else {
        let code = if pair.is_same() { same } else { similar };
        Reason::new(code, weight.min(MOST))
    };
    Some((reason, reason.weight > 0 && pair.given_agrees() != Given::Unsure))
}
