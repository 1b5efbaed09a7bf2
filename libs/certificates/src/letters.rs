//! Bytes as letters for people: base 32 without I, L, O and U (Crockford's alphabet), in groups of eight whose
//! last letter checks the seven before it.
//!
//! The check letter is a sum over GF(32) in which every place, and the number of the group, has a weight of its
//! own. It therefore finds any one wrong letter, any two letters of a group that changed places, and any two
//! groups that did, and the reader is told in which group.

/// Letters of a group.
pub const GROUP: usize = 8;
const DATA: usize = GROUP - 1;
const BITS: usize = 5;
/// More than any code has; what is longer is not looked at.
const LONGEST: usize = 1_000;
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What is wrong with letters that were typed. Groups are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistyped {
    #[error("group {group}: {letter:?} is no letter of a code")]
    Letter { group: usize, letter: char },
    #[error("group {0} is mistyped")]
    Group(usize),
    #[error("{letters} letters are not a whole code")]
    Length { letters: usize },
}

impl Mistyped {
    pub fn vi(self) -> String {
        match self {
            Self::Letter { group, letter } => format!("Nhóm {group}: ký tự “{letter}” không có trong mã."),
            Self::Group(group) => format!("Nhóm {group} gõ nhầm."),
            Self::Length { letters } => format!("Mã chưa đủ hoặc thừa: đang có {letters} ký tự."),
        }
    }

    pub fn en(self) -> String {
        match self {
            Self::Letter { group, letter } => format!("Group {group}: “{letter}” is no letter of a code."),
            Self::Group(group) => format!("Group {group} is mistyped."),
            Self::Length { letters } => format!("The code is incomplete or too long: {letters} letters."),
        }
    }
}

/// Groups without anything between them.
pub fn write(bytes: &[u8]) -> String {
    let mut digits = digits_of(bytes);
    digits.resize(digits.len().div_ceil(DATA) * DATA, 0);
    let mut text = String::new();
    for (number, group) in digits.chunks(DATA).enumerate() {
        let check = check(number, group);
        text.extend(group.iter().chain([&check]).map(|digit| char::from(ALPHABET[usize::from(*digit)])));
    }
    text
}

/// Reads letters in either case. Blanks and hyphens are passed over; O is 0, I and L are 1.
///
/// The bytes end where whole bytes end; the bits after them are given back too, and were written as zeros.
///
/// # Errors
/// The first group that is wrong.
pub fn read(text: &str) -> Result<Vec<u8>, Mistyped> {
    let mut digits = Vec::new();
    for letter in letters_of(text).take(LONGEST) {
        let group = digits.len() / GROUP + 1;
        digits.push(digit_of(letter).ok_or(Mistyped::Letter { group, letter })?);
    }
    let wrong = |(number, group): &(usize, &[u8])| check(*number, &group[..DATA]) != group[DATA];
    if let Some((number, _)) = digits.chunks_exact(GROUP).enumerate().find(wrong) {
        return Err(Mistyped::Group(number + 1));
    }
    if digits.is_empty() || !digits.len().is_multiple_of(GROUP) || digits.len() >= LONGEST {
        return Err(Mistyped::Length { letters: digits.len() });
    }
    Ok(bytes_of(digits.chunks_exact(GROUP).flat_map(|group| &group[..DATA])))
}

/// How many letters stand in a text.
pub fn count(text: &str) -> usize {
    letters_of(text).count()
}

fn letters_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| !is_passed_over(*letter))
}

fn is_passed_over(letter: char) -> bool {
    // A telephone's keyboard likes to make a dash of a hyphen.
    letter.is_whitespace() || matches!(letter, '-' | '‐' | '‑' | '–' | '—')
}

fn digit_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let at = ALPHABET.iter().position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

/// Five bits each, the last filled up with zeros.
fn digits_of(bytes: &[u8]) -> Vec<u8> {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let digit = |at: usize| (0..BITS).fold(0, |digit, place| digit << 1 | u8::from(bit(at * BITS + place)));
    (0..(bytes.len() * 8).div_ceil(BITS)).map(digit).collect()
}

/// Bytes of all bits, the last filled up with zeros.
fn bytes_of<'a>(digits: impl Iterator<Item = &'a u8>) -> Vec<u8> {
    let bits: Vec<u8> = digits.flat_map(|digit| (0..BITS).rev().map(move |place| digit >> place & 1)).collect();
    bits.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit) << (8 - bits.len())).collect()
}

/// Horner's rule at the generator of GF(32), begun with the group's number.
fn check(number: usize, group: &[u8]) -> u8 {
    let number = u8::try_from(number % 32).expect("a remainder of 32 fits");
    group.iter().fold(times_generator(number), |sum, digit| times_generator(sum ^ digit))
}

/// Modulo x⁵ + x² + 1.
fn times_generator(element: u8) -> u8 {
    let doubled = element << 1;
    if doubled & 0b10_0000 == 0 { doubled } else { doubled ^ 0b10_0101 }
}
