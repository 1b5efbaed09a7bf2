//! The sum of the evidence, and what may be concluded from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::{self, Given};
use super::profile::Profile;
use super::reason::{Reason, ReasonCode, bits};
use super::relatives::{self, Parent};
use super::{birth, numbers, residence};
use crate::code_list;

/// Points from which a pair is possible: 16 bits.
pub const POSSIBLE: u32 = 320;
/// Points from which a pair is likely: 27 bits, which is odds of about 130 to 1 that the two are one
/// person when a register of a million people holds that person once more.
pub const LIKELY: u32 = 540;
/// Points from which a pair without a number in common counts as the same: 13 bits more.
const CERTAIN: u32 = 800;
const MOST: u32 = 1000;
/// A reason that weighs this much against keeps a pair from counting as the same.
const OBJECTION: i32 = -60;

code_list! {
    /// What a caseworker should think of a pair, least first.
    Verdict {
        No = "no", "không phải một người", "not the same person";
        Possible = "possible", "có thể là một người, cần xem xét", "perhaps the same person; to be looked at";
        Likely = "likely", "rất có thể là một người", "very likely the same person";
        Same = "same", "hầu như chắc chắn là một người", "almost certainly the same person";
    }
}

/// A scored pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The weights of the reasons added up, kept between 0 and 1000.
    pub score: u32,
    pub verdict: Verdict,
    /// What weighs most first.
    pub reasons: Vec<Reason>,
}

/// Compares two profiles. The order of the two does not matter.
///
/// A verdict is more than its points. [`Verdict::Likely`] and above need
///
/// - given names that agree; names that don't, or that are two usual ones a slip apart, are outweighed only
///   by a number or file code in common when the births fit as well;
/// - births that don't differ in more than one thing, which only a number or file code outweighs;
/// - something that ties the two together beyond name, year and place: a number or file code, a parent's
///   name (the other parent's not differing), or the day of birth together with the place (no parent's name
///   differing).
///
/// [`Verdict::Same`] also needs a number or file code in common, or 13 bits beyond [`LIKELY`], and no
/// weighty reason against. A number in common is never [`Verdict::No`]: somebody wrote it into two records;
/// nor is one birth date of the same parents without numbers that differ: twins, or one person's two names.
pub fn score(ours: &Profile, theirs: &Profile) -> Candidate {
    let mut reasons = Vec::with_capacity(16);
    let name = names::best(&ours.names, &theirs.names);
    reasons.extend(name.reasons.into_iter().flatten());

    let numbers = numbers::compare(&ours.numbers, &theirs.numbers);
    // A number both have can't vouch for the year: it may be the wrong person's.
    let years_by_number = if numbers.shared { [None, None] } else { [ours.year_by_number(), theirs.year_by_number()] };
    let born = ours.birth.zip(theirs.birth).map(|(our, their)| birth::compare(our, their, years_by_number));
    reasons.extend(born.as_ref().map(|born| born.reason));
    reasons.extend(compare_sexes(ours, theirs));

    let day_ties = born.as_ref().is_some_and(|born| born.ties);
    let may_be_slip = day_ties && name.given == Given::Agrees;
    let strays = numbers.shared && !may_be_slip && (strays(ours, name.given) || strays(theirs, name.given));
    // The number is somebody else's on one side, perhaps a relative's or neighbour's.
    let stray = Reason::new(ReasonCode::NumberOfAnother, 6.0);
    reasons.extend(if strays { Some(stray) } else { numbers.reason });
    let same_file = ours.file_codes.iter().any(|code| theirs.file_codes.contains(code));
    if same_file {
        // The register's own key, given once; typed wrong more often than a number is.
        reasons.push(Reason::new(ReasonCode::SameFileCode, bits(0.95, 1e-6)));
    }
    reasons.extend(residence::compare_number_province(ours, theirs));

    let family = Family::compare(ours, theirs, name.family);
    reasons.extend(family.counted(name.given));

    let by_key = (numbers.shared && !strays) || same_file;
    let birth_conflicts = born.as_ref().is_some_and(birth::Compared::conflicts);
    // A slip in the name and another number or birth are likelier two relatives than two slips.
    let given_agrees = match name.given {
        Given::Agrees => true,
        Given::Slipped => !numbers.differ && !birth_conflicts,
        Given::Unsure | Given::Differs | Given::Unknown => false,
    };
    let findings = Findings {
        given_agrees,
        given_unsure: name.given == Given::Unsure || (name.given == Given::Slipped && !given_agrees),
        by_key,
        birth_conflicts,
        birth_fits: born.as_ref().is_none_or(birth::Compared::fits),
        tied: by_key || family.parents_agree || (day_ties && family.place_agrees && !family.parents_differ),
        shares_number: numbers.shared,
        number_strays: strays,
        twins_or_one: day_ties && family.parents_agree && !numbers.differ,
    };
    findings.conclude(reasons)
}

/// What a verdict rests on beside the points.
struct Findings {
    given_agrees: bool,
    given_unsure: bool,
    /// A number or a file code in common.
    by_key: bool,
    /// More than one thing about the births differs.
    birth_conflicts: bool,
    /// The years are the same, or one side has none.
    birth_fits: bool,
    tied: bool,
    shares_number: bool,
    /// The number in common seems to be somebody else's on one side.
    number_strays: bool,
    /// Born on one day of the same parents.
    twins_or_one: bool,
}

impl Findings {
    fn conclude(&self, mut reasons: Vec<Reason>) -> Candidate {
        let total: i32 = reasons.iter().map(|reason| reason.weight).sum();
        let score = u32::try_from(total).unwrap_or(0).min(MOST);
        let unopposed = reasons.iter().all(|reason| reason.weight > OBJECTION);
        let (verdict, remark) = self.verdict(score, unopposed);
        reasons.extend(remark.map(Reason::remark));
        reasons.sort_by_key(|reason| -reason.weight.abs());
        Candidate { score, verdict, reasons }
    }

    /// The verdict, and the remark that explains it when the points alone would say something else.
    fn verdict(&self, score: u32, unopposed: bool) -> (Verdict, Option<ReasonCode>) {
        if score < POSSIBLE {
            return if self.shares_number {
                (Verdict::Possible, Some(ReasonCode::NumberToSettle))
            } else if self.twins_or_one {
                (Verdict::Possible, Some(ReasonCode::TwinsOrOne))
            } else {
                (Verdict::No, None)
            };
        }
        if score < LIKELY {
            return (Verdict::Possible, None);
        }
        if self.number_strays {
            return (Verdict::Possible, Some(ReasonCode::NumberToSettle));
        }
        if self.birth_conflicts && !(self.by_key && self.given_agrees) {
            return (Verdict::Possible, Some(ReasonCode::BirthConflicts));
        }
        if !(self.given_agrees || self.by_key && self.birth_fits) {
            return (Verdict::Possible, self.given_unsure.then_some(ReasonCode::TwoUsualNames));
        }
        if !self.tied {
            return (Verdict::Possible, Some(ReasonCode::OnlyNameYearPlace));
        }
        let certain = self.given_agrees && self.by_key || score >= CERTAIN;
        (if certain && unopposed { Verdict::Same } else { Verdict::Likely }, None)
    }
}

/// Whether the number in a profile seems to be somebody else's: its year is not the profile's own. One year
/// off is a usual slip of the year, unless the names may be two people's.
fn strays(profile: &Profile, given: Given) -> bool {
    let off = profile.year_by_number().zip(profile.birth).map_or(0, |(year, birth)| (year - birth.year).abs());
    off > i32::from(matches!(given, Given::Agrees | Given::Slipped))
}

/// Sexes say something when they differ only: most people on the lists are men.
fn compare_sexes(ours: &Profile, theirs: &Profile) -> Option<Reason> {
    let (our, their) = (ours.sex?, theirs.sex?);
    if our == their {
        return None;
    }
    let explained = ours.sex_by_number().is_some_and(|sex| sex != our && sex == their)
        || theirs.sex_by_number().is_some_and(|sex| sex != their && sex == our);
    Some(if explained {
        Reason::remark(ReasonCode::SexByNumber)
    } else {
        // u: one in twenty-five is a woman, on either side.
        Reason::new(ReasonCode::SexDiffers, bits(0.003, 0.08))
    })
}

/// What brothers and sisters share.
struct Family {
    /// Father, mother, family name, commune, home town.
    reasons: [Option<Reason>; 5],
    /// Of the parents that both sides name: all agree, and there is one.
    parents_agree: bool,
    parents_differ: bool,
    place_agrees: bool,
}

impl Family {
    fn compare(ours: &Profile, theirs: &Profile, family_name: Option<Reason>) -> Self {
        let parents = [
            relatives::compare(Parent::Father, ours.father.as_ref(), theirs.father.as_ref()),
            relatives::compare(Parent::Mother, ours.mother.as_ref(), theirs.mother.as_ref()),
        ];
        let [father, mother] = parents.map(|parent| parent.map(|(reason, _)| reason));
        let commune = residence::compare_communes(ours, theirs);
        let home_town = residence::compare_home_towns(&ours.home_town, &theirs.home_town);
        let mut named = parents.iter().flatten();
        Self {
            parents_agree: parents.iter().any(Option::is_some) && named.all(|(_, agrees)| *agrees),
            parents_differ: [father, mother].iter().flatten().any(|reason| reason.weight < 0),
            place_agrees: [commune, home_town].iter().flatten().any(|reason| reason.weight > 0),
            reasons: [father, mother, family_name, commune, home_town],
        }
    }

    /// The reasons that count: with another given name, only what speaks against.
    fn counted(&self, given: Given) -> impl Iterator<Item = Reason> {
        let for_it = |reason: &Reason| reason.weight > 0;
        let all = given != Given::Differs || !self.reasons.iter().flatten().any(for_it);
        let remark = (!all).then_some(Reason::remark(ReasonCode::Relatives));
        self.reasons.into_iter().flatten().filter(move |reason| all || !for_it(reason)).chain(remark)
    }
}
