//! Whole names, and the best pair among all names two people use.

use super::frequency::Part;
use super::name::{Agreement, Likeness, Name, Word, compare};
use super::reason::{Reason, ReasonCode};

/// What the names of two profiles say.
pub(super) struct Compared {
    pub family: Option<Reason>,
    /// Given and middle names, the other name used, and a remark.
    pub reasons: [Option<Reason>; 4],
    pub given: Given,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Given {
    Agrees,
    /// One slip apart, and one of the two is no name in use.
    Slipped,
    /// One slip apart, but both may be names: both are in use, or both are unknown.
    Unsure,
    Differs,
    /// One side has no name.
    Unknown,
}

/// Compares the names in use with each other and with the other side's further names, and takes the pair
/// that agrees best. Each further pair was one more chance to agree, which is taken off. Two further names
/// are not compared: nicknames come from a small stock.
pub(super) fn best(ours: &[Name], theirs: &[Name]) -> Compared {
    let in_use = ours.first().zip(theirs.first()).map(|(our, their)| (Pair::of(our, their), false));
    let by_other = (ours.iter().skip(1).zip(theirs.first().into_iter().cycle()))
        .chain(theirs.iter().skip(1).zip(ours.first().into_iter().cycle()))
        .map(|(other, name)| (Pair::of(other, name), true))
        .filter(|(pair, _)| pair.given.agreement <= Agreement::Sound);
    let best =
        in_use.into_iter().chain(by_other).reduce(|kept, next| if next.0.bits() > kept.0.bits() { next } else { kept });
    let Some((pair, by_other_name)) = best else {
        return Compared { family: None, reasons: [None; 4], given: Given::Unknown };
    };
    let mut compared = pair.tell();
    if by_other_name {
        #[expect(clippy::cast_precision_loss, reason = "a handful of names")]
        let chances = (ours.len() + theirs.len() - 1) as f32;
        compared.reasons[2] = Some(Reason::new(ReasonCode::OtherName, -chances.log2()));
    }
    if ours.iter().chain(theirs).any(|name| name.decoded) {
        compared.reasons[3] = Some(Reason::remark(ReasonCode::TypingKeys));
    }
    compared
}

/// Two names side by side.
pub(super) struct Pair {
    family: Option<Likeness>,
    family_missing: bool,
    pub middle: Option<(ReasonCode, f32)>,
    pub given: Likeness,
}

impl Pair {
    pub fn of(our: &Name, their: &Name) -> Self {
        let unmarked = our.unmarked || their.unmarked;
        let families = our.family.as_ref().zip(their.family.as_ref());
        let mut pair = Self {
            family: families.map(|(our, their)| compare(Part::Family, our, their, unmarked)),
            family_missing: our.family.is_some() != their.family.is_some(),
            middle: compare_middles(&our.middle, &their.middle, unmarked),
            given: compare(Part::Given, &our.given, &their.given, unmarked),
        };
        if !our.given.rarity.known && !their.given.rarity.known {
            pair.limit_rest();
        }
        pair
    }

    /// A given name that the table does not have tells a people of few family and middle names, which then
    /// say little more.
    fn limit_rest(&mut self) {
        if let Some(family) = &mut self.family {
            family.bits = family.bits.min(4.0);
        }
        if let Some((_, bits)) = &mut self.middle {
            *bits = bits.min(2.0);
        }
    }

    /// The weight of all parts.
    pub fn bits(&self) -> f32 {
        self.family.map_or(0.0, |family| family.bits) + self.bits_without_family()
    }

    /// The weight of what a child does not get with the family name.
    pub fn bits_without_family(&self) -> f32 {
        self.middle.map_or(0.0, |(_, bits)| bits) + self.given.bits
    }

    pub fn given_agrees(&self) -> Given {
        match self.given.agreement {
            Agreement::Differs => Given::Differs,
            Agreement::Mark | Agreement::Letter if self.given.one_known => Given::Slipped,
            Agreement::Mark | Agreement::Letter => Given::Unsure,
            _ => Given::Agrees,
        }
    }

    /// Whether the names are the same but for lost marks and i for y.
    pub fn is_same(&self) -> bool {
        let parts_agree = [Some(self.given), self.family].into_iter().flatten();
        parts_agree.map(|part| part.agreement).all(|agreement| agreement <= Agreement::Sound)
            && self.middle.is_none_or(|(code, _)| code != ReasonCode::MiddleDiffers)
    }

    fn tell(&self) -> Compared {
        let family = match self.family {
            Some(family) => Some(Reason::new(family_code(family.agreement), family.bits)),
            None => self.family_missing.then_some(Reason::remark(ReasonCode::FamilyMissing)),
        };
        let given = Reason::new(given_code(self.given.agreement), self.given.bits);
        let middle = self.middle.map(|(code, bits)| Reason::new(code, bits));
        Compared { family, reasons: [Some(given), middle, None, None], given: self.given_agrees() }
    }
}

/// Middle names may be dropped, whole or in part. Nothing is said when neither side has one.
fn compare_middles(ours: &[Word], theirs: &[Word], unmarked: bool) -> Option<(ReasonCode, f32)> {
    let (shorter, longer) = if ours.len() <= theirs.len() { (ours, theirs) } else { (theirs, ours) };
    if longer.is_empty() {
        return None;
    }
    if shorter.is_empty() {
        // About as frequent among two papers of one person as among people with and without one.
        return Some((ReasonCode::MiddleMissing, 0.0));
    }
    let mut rest = longer;
    let mut worst = Agreement::Same;
    let mut total = 0.0;
    for word in shorter {
        let found = rest.iter().enumerate().find_map(|(at, other)| {
            let likeness = compare(Part::Middle, word, other, unmarked);
            (likeness.agreement != Agreement::Differs).then_some((at, likeness))
        });
        let Some((at, likeness)) = found else {
            return Some((ReasonCode::MiddleDiffers, compare_different(word, longer, unmarked)));
        };
        worst = worst.max(likeness.agreement);
        total += likeness.bits;
        rest = &rest[at + 1..];
    }
    let code = if shorter.len() < longer.len() { ReasonCode::MiddlePart } else { middle_code(worst) };
    Some((code, total.min(MOST_OF_MIDDLES)))
}

/// Several middle names together are not trusted beyond this (bits).
const MOST_OF_MIDDLES: f32 = 8.0;

/// What a middle name weighs that is not among the other's.
fn compare_different(word: &Word, others: &[Word], unmarked: bool) -> f32 {
    others.iter().map(|other| compare(Part::Middle, word, other, unmarked).bits).fold(f32::INFINITY, f32::min)
}

fn family_code(agreement: Agreement) -> ReasonCode {
    match agreement {
        Agreement::Same => ReasonCode::FamilySame,
        Agreement::Unmarked => ReasonCode::FamilyUnmarked,
        Agreement::Sound => ReasonCode::FamilySound,
        Agreement::Mark => ReasonCode::FamilyMark,
        Agreement::Letter => ReasonCode::FamilyLetter,
        Agreement::Differs => ReasonCode::FamilyDiffers,
    }
}

fn middle_code(agreement: Agreement) -> ReasonCode {
    match agreement {
        Agreement::Same => ReasonCode::MiddleSame,
        Agreement::Unmarked => ReasonCode::MiddleUnmarked,
        Agreement::Sound => ReasonCode::MiddleSound,
        Agreement::Mark => ReasonCode::MiddleMark,
        Agreement::Letter => ReasonCode::MiddleLetter,
        Agreement::Differs => ReasonCode::MiddleDiffers,
    }
}

fn given_code(agreement: Agreement) -> ReasonCode {
    match agreement {
        Agreement::Same => ReasonCode::GivenSame,
        Agreement::Unmarked => ReasonCode::GivenUnmarked,
        Agreement::Sound => ReasonCode::GivenSound,
        Agreement::Mark => ReasonCode::GivenMark,
        Agreement::Letter => ReasonCode::GivenLetter,
        Agreement::Differs => ReasonCode::GivenDiffers,
    }
}
