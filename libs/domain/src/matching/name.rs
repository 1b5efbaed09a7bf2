//! Names, word by word.

use unicode_normalization::UnicodeNormalization;

use super::frequency::{Part, Rarity, rarity};
use crate::codes::Sex;
use crate::text::{marked_key, slips_allowed, sound_key, untelex, unvni, within};

/// One word of a name.
#[derive(Clone)]
pub(super) struct Word {
    /// The marked key; behind a line break the sound key, when it is another one. In one piece, because
    /// millions of them are held at a time.
    keys: Box<str>,
    pub rarity: Rarity,
}

impl Word {
    fn new(part: Part, mut marked: String, sex: Option<Sex>) -> Self {
        let sound = sound_key(&marked);
        let rarity = rarity(part, &marked, &sound, sex);
        if marked != sound {
            marked.push('\n');
            marked.push_str(&sound);
        }
        Self { keys: marked.into(), rarity }
    }

    pub fn marked(&self) -> &str {
        self.keys.split_once('\n').map_or(&self.keys, |(marked, _)| marked)
    }

    pub fn sound(&self) -> &str {
        self.keys.split_once('\n').map_or(&self.keys, |(_, sound)| sound)
    }
}

/// A name in its parts.
pub(super) struct Name {
    pub family: Option<Word>,
    pub middle: Box<[Word]>,
    pub given: Word,
    /// Whether the record has no mark at all: it may have lost them.
    pub unmarked: bool,
    /// Whether Telex or VNI keys were read as letters.
    pub decoded: bool,
}

impl Name {
    /// Reads a name, family name first. Names of the Ê Đê put the clan last ("H'Hen Niê",
    /// "Y Bhăm Êban") and are told by "Y" or "H'" in front and one of their clans at the end. A name of one
    /// word is a given name.
    pub fn read(text: &str, sex: Option<Sex>, unmarked: bool) -> Option<Self> {
        let mut decoded = false;
        let (mut words, has_clan_prefix) = words(text, &mut decoded);
        let clan_last = words.len() > 1 && has_clan_prefix && words.last().is_some_and(|word| is_clan(word));
        let family = match words.len() {
            0 | 1 => None,
            _ if clan_last => words.pop(),
            _ => Some(words.remove(0)),
        };
        let given = words.pop()?;
        Some(Self {
            family: family.map(|family| Word::new(Part::Family, family, sex)),
            middle: words.into_iter().map(|middle| Word::new(Part::Middle, middle, sex)).collect(),
            given: Word::new(Part::Given, given, sex),
            unmarked: unmarked && !decoded,
            decoded,
        })
    }

    /// Gives a nickname of one word the family name of the name in use, because people are written under
    /// both together, and makes it usual: nicknames come from a small stock.
    pub fn borrow_family(&mut self, name: Option<&Self>) {
        if self.family.is_none() {
            let rarity = &mut self.given.rarity;
            (rarity.marked, rarity.sound) = (rarity.marked.max(NICKNAME), rarity.sound.max(NICKNAME));
            self.family = name.and_then(|name| name.family.clone());
        }
    }
}

/// The words of a name as marked keys, keyboard keys read; and whether it begins like a name with the
/// clan behind: "Y" or "H'". A prefix that stands alone is joined to its word ("K Brơi" is "K'Brơi").
fn words(text: &str, decoded: &mut bool) -> (Vec<String>, bool) {
    let mut words: Vec<String> = Vec::new();
    let mut prefix = String::new();
    let mut has_clan_prefix = false;
    for raw in text.split_whitespace() {
        let read = untelex(raw).or_else(|| unvni(raw));
        *decoded |= read.is_some();
        // Digits that spell no syllable are keys left in a word of another language.
        let letters: String = read.unwrap_or_else(|| raw.chars().filter(|letter| !letter.is_numeric()).collect());
        for word in marked_key(&letters).split(' ').filter(|word| !word.is_empty()) {
            let first = words.is_empty() && prefix.is_empty();
            let joined = word.starts_with('h') && raw.chars().nth(1).is_some_and(|sign| !sign.is_alphanumeric());
            has_clan_prefix |= first && (word == "y" || word == "h" || joined);
            if first && matches!(word, "h" | "k") {
                word.clone_into(&mut prefix);
            } else {
                words.push(std::mem::take(&mut prefix) + word);
            }
        }
    }
    words.extend(Some(prefix).filter(|prefix| !prefix.is_empty()));
    (words, has_clan_prefix)
}

/// Clans of the Ê Đê and Gia Rai, by sound, that stand at the end of a name.
const CLANS: [&str; 26] = [
    "adrong", "ayun", "alio", "bdap", "bkrong", "bia", "eban", "enuol", "hmok", "hwing", "kbuor", "kdam", "kdoh",
    "knul", "kpa", "kpor", "krieng", "ksor", "ktla", "mlo", "nay", "nie", "rahlan", "rcom", "rmah", "siu",
];

/// Whether a word is such a clan, slips allowed.
fn is_clan(word: &str) -> bool {
    let sound = sound_key(word);
    CLANS.iter().any(|clan| within(clan, &sound, slips_allowed(clan.len())).is_some())
}

/// How two words agree, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// With all marks, tone placement aside.
    Same,
    /// Without marks, where one of the names has none at all.
    Unmarked,
    /// But for i and y.
    Sound,
    /// The letters agree, the marks do not.
    Mark,
    /// A letter or two differ.
    Letter,
    Differs,
}

/// How two words agree and what that weighs, in bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    pub agreement: Agreement,
    pub bits: f32,
    /// Whether one is a name in use and the other is not, so that a difference is a slip.
    pub one_known: bool,
}

/// Chance that a clerk changes the marks of a word into those of one particular other word: 2 in 100,
/// spread over about ten words of the same letters.
const MARK_SLIP: f32 = 0.002;
/// Likewise for letters: 1.5 in 100, spread over some forty near keys and places.
const LETTER_SLIP: f32 = 0.0004;
/// Chance that i stands for y or the other way round.
const Y_FOR_I: f32 = 0.2;

/// Share of a nickname among people who have one.
const NICKNAME: f32 = 0.02;

/// What a differing word of each part weighs: `m` over `u` ≈ 1. Family names are copied with most
/// care; middle names change between papers.
fn differing(part: Part) -> f32 {
    match part {
        Part::Family => (0.005_f32).log2(),
        Part::Middle => (0.03_f32).log2(),
        Part::Given => (0.01_f32).log2(),
    }
}

/// Rarity beyond this is not trusted (bits). A name that the table does not have may be usual among the
/// people it comes from.
fn most(part: Part, known: bool) -> f32 {
    match (part, known) {
        (Part::Family, true) => 8.0,
        (Part::Middle, true) => 6.0,
        (Part::Given, true) => 11.0,
        (Part::Family, false) => 6.0,
        (Part::Middle, false) => 4.0,
        (Part::Given, false) => 7.0,
    }
}

/// Compares two words of one part. `unmarked` says that one of the two names has lost its marks.
pub(super) fn compare(part: Part, one: &Word, other: &Word, unmarked: bool) -> Likeness {
    let agreement = agreement(one, other, unmarked);
    // Of two sexes, the larger share: the more careful one.
    let share = |of: fn(&Rarity) -> f32| of(&one.rarity).max(of(&other.rarity));
    let most = most(part, one.rarity.known || other.rarity.known);
    let same = |share: f32| (1.0 / share).log2().min(most);
    let bits = match agreement {
        Agreement::Same if unmarked => same(share(|rarity| rarity.sound)),
        Agreement::Same => same(share(|rarity| rarity.marked)),
        Agreement::Unmarked => same(share(|rarity| rarity.sound)),
        Agreement::Sound => same(share(|rarity| rarity.sound)) + Y_FOR_I.log2(),
        Agreement::Mark => slipped(one, other, MARK_SLIP).min(same(share(|rarity| rarity.sound)) - 1.0),
        Agreement::Letter => slipped(one, other, LETTER_SLIP).min(same(share(|rarity| rarity.marked)) - 1.0),
        Agreement::Differs => differing(part),
    };
    Likeness { agreement, bits: bits.max(differing(part)), one_known: one.rarity.known != other.rarity.known }
}

/// One of the words is a slip for the other, either way round: what it is not by chance depends on how
/// usual the other word is of itself, so "Hùnh" for "Hùng" weighs much and "Hưng" for "Hùng" does not.
fn slipped(one: &Word, other: &Word, slip: f32) -> f32 {
    (0.5 * (slip / one.rarity.marked + slip / other.rarity.marked)).log2()
}

fn agreement(one: &Word, other: &Word, unmarked: bool) -> Agreement {
    if one.marked() == other.marked() {
        return Agreement::Same;
    }
    if one.sound() == other.sound() {
        return if unmarked {
            Agreement::Unmarked
        } else if with_i(one.marked()) == with_i(other.marked()) {
            Agreement::Sound
        } else {
            Agreement::Mark
        };
    }
    let shorter = one.sound().chars().count().min(other.sound().chars().count());
    match within(one.sound(), other.sound(), slips_allowed(shorter)) {
        Some(_) => Agreement::Letter,
        None => Agreement::Differs,
    }
}

fn with_i(marked: &str) -> String {
    marked.nfd().map(|letter| if letter == 'y' { 'i' } else { letter }).nfc().collect()
}
