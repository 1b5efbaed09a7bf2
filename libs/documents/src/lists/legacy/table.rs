//! The letters: Unicode, the TCVN3 code as the Windows-1252 character of its byte, the VNI letters.

use unicode_normalization::char::is_combining_mark;

/// Small letter, capital letter, TCVN3, VNI. A capital in VNI is its letters made capital.
pub(super) const LETTERS: [(char, char, char, &str); 67] = [
    ('à', 'À', 'µ', "aø"),
    ('ả', 'Ả', '¶', "aû"),
    ('ã', 'Ã', '·', "aõ"),
    ('á', 'Á', '¸', "aù"),
    ('ạ', 'Ạ', '¹', "aï"),
    ('ă', 'Ă', '¨', "aê"),
    ('ằ', 'Ằ', '»', "aè"),
    ('ẳ', 'Ẳ', '¼', "aú"),
    ('ẵ', 'Ẵ', '½', "aü"),
    ('ắ', 'Ắ', '¾', "aé"),
    ('ặ', 'Ặ', 'Æ', "aë"),
    ('â', 'Â', '©', "aâ"),
    ('ầ', 'Ầ', 'Ç', "aà"),
    ('ẩ', 'Ẩ', 'È', "aå"),
    ('ẫ', 'Ẫ', 'É', "aã"),
    ('ấ', 'Ấ', 'Ê', "aá"),
    ('ậ', 'Ậ', 'Ë', "aä"),
    ('đ', 'Đ', '®', "ñ"),
    ('è', 'È', 'Ì', "eø"),
    ('ẻ', 'Ẻ', 'Î', "eû"),
    ('ẽ', 'Ẽ', 'Ï', "eõ"),
    ('é', 'É', 'Ð', "eù"),
    ('ẹ', 'Ẹ', 'Ñ', "eï"),
    ('ê', 'Ê', 'ª', "eâ"),
    ('ề', 'Ề', 'Ò', "eà"),
    ('ể', 'Ể', 'Ó', "eå"),
    ('ễ', 'Ễ', 'Ô', "eã"),
    ('ế', 'Ế', 'Õ', "eá"),
    ('ệ', 'Ệ', 'Ö', "eä"),
    ('ì', 'Ì', '×', "ì"),
    ('ỉ', 'Ỉ', 'Ø', "æ"),
    ('ĩ', 'Ĩ', 'Ü', "ó"),
    ('í', 'Í', 'Ý', "í"),
    ('ị', 'Ị', 'Þ', "ò"),
    ('ò', 'Ò', 'ß', "oø"),
    ('ỏ', 'Ỏ', 'á', "oû"),
    ('õ', 'Õ', 'â', "oõ"),
    ('ó', 'Ó', 'ã', "où"),
    ('ọ', 'Ọ', 'ä', "oï"),
    ('ô', 'Ô', '«', "oâ"),
    ('ồ', 'Ồ', 'å', "oà"),
    ('ổ', 'Ổ', 'æ', "oå"),
    ('ỗ', 'Ỗ', 'ç', "oã"),
    ('ố', 'Ố', 'è', "oá"),
    ('ộ', 'Ộ', 'é', "oä"),
    ('ơ', 'Ơ', '¬', "ô"),
    ('ờ', 'Ờ', 'ê', "ôø"),
    ('ở', 'Ở', 'ë', "ôû"),
    ('ỡ', 'Ỡ', 'ì', "ôõ"),
    ('ớ', 'Ớ', 'í', "ôù"),
    ('ợ', 'Ợ', 'î', "ôï"),
    ('ù', 'Ù', 'ï', "uø"),
    ('ủ', 'Ủ', 'ñ', "uû"),
    ('ũ', 'Ũ', 'ò', "uõ"),
    ('ú', 'Ú', 'ó', "uù"),
    ('ụ', 'Ụ', 'ô', "uï"),
    ('ư', 'Ư', '\u{ad}', "ö"),
    ('ừ', 'Ừ', 'õ', "öø"),
    ('ử', 'Ử', 'ö', "öû"),
    ('ữ', 'Ữ', '÷', "öõ"),
    ('ứ', 'Ứ', 'ø', "öù"),
    ('ự', 'Ự', 'ù', "öï"),
    ('ỳ', 'Ỳ', 'ú', "yø"),
    ('ỷ', 'Ỷ', 'û', "yû"),
    ('ỹ', 'Ỹ', 'ü', "yõ"),
    ('ý', 'Ý', 'ý', "yù"),
    ('ỵ', 'Ỵ', 'þ', "î"),
];

/// The capitals that TCVN3 has codes for.
const TCVN3_CAPITALS: [(char, char); 7] =
    [('Ă', '¡'), ('Â', '¢'), ('Ê', '£'), ('Ô', '¤'), ('Ơ', '¥'), ('Ư', '¦'), ('Đ', '§')];

/// A letter of TCVN3 text, and whether its case is known: most small codes also stand for capitals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Letter {
    pub letter: char,
    pub case_known: bool,
}

pub(super) fn from_tcvn3(text: &str) -> Vec<Letter> {
    text.chars().map(letter_of_tcvn3).collect()
}

fn letter_of_tcvn3(code: char) -> Letter {
    if code.is_ascii() {
        return Letter { letter: code, case_known: true };
    }
    if let Some((capital, _)) = TCVN3_CAPITALS.iter().find(|(_, written)| *written == code) {
        return Letter { letter: *capital, case_known: true };
    }
    match LETTERS.iter().find(|(_, _, written, _)| *written == code) {
        Some((small, capital, ..)) => {
            Letter { letter: *small, case_known: TCVN3_CAPITALS.iter().any(|(coded, _)| coded == capital) }
        }
        None => Letter { letter: code, case_known: true },
    }
}

pub(super) fn to_tcvn3(letter: char) -> char {
    if let Some((_, written)) = TCVN3_CAPITALS.iter().find(|(capital, _)| *capital == letter) {
        return *written;
    }
    LETTERS.iter().find(|(small, capital, ..)| [*small, *capital].contains(&letter)).map_or(letter, |found| found.2)
}

pub(super) fn from_vni(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut converted = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let with_mark = letters.peek().and_then(|mark| letter_of_vni(letter, Some(*mark)));
        if with_mark.is_some() {
            letters.next();
        }
        converted.push(with_mark.or_else(|| letter_of_vni(letter, None)).unwrap_or(letter));
    }
    converted
}

/// The letter that one or two VNI letters stand for, in the case of the first.
fn letter_of_vni(base: char, mark: Option<char>) -> Option<char> {
    let written = |code: &str| {
        let mut parts = code.chars();
        let wanted = [Some(base), mark].map(|part| part.and_then(|letter| letter.to_lowercase().next()));
        [parts.next(), parts.next()] == wanted
    };
    if base.is_ascii() && mark.is_none_or(|mark| mark.is_ascii()) {
        return None;
    }
    let (small, capital, ..) = LETTERS.iter().find(|(_, _, _, code)| written(code))?;
    Some(if base.is_uppercase() { *capital } else { *small })
}

pub(super) fn to_vni(letter: char) -> String {
    match LETTERS.iter().find(|(small, capital, ..)| [*small, *capital].contains(&letter)) {
        Some((small, _, _, code)) if *small == letter => (*code).to_owned(),
        Some((_, _, _, code)) => code.to_uppercase(),
        None => letter.to_string(),
    }
}

/// Letters and marks that only Unicode has: beyond Windows-1252 and Vietnamese.
pub(super) fn only_unicode(letter: char) -> bool {
    let vietnamese = || LETTERS.iter().any(|(small, capital, ..)| [*small, *capital].contains(&letter));
    letter > '\u{ff}' && (is_combining_mark(letter) || vietnamese())
}
