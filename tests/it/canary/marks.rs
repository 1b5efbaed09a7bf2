//! What the canary is recognised by.

use std::sync::LazyLock;

use domain::text;

pub const NAME: &str = "Hoàng Thị Chim Hoàng Yến 4711";
/// After a correction.
pub const CORRECTED: &str = "Hoàng Thị Bạch Yến 4711";
pub const NUMBER: &str = "087192004711";
pub const ADDRESS: &str = "Số 4711, ngõ Vành Khuyên, ấp Sẻ Nâu";
/// Family name, middle words and given name that no code, place or program of ours has.
const WORDS: [&str; 5] = ["Hoàng", "Chim", "Bạch", "Khuyên", "Nâu"];

/// Texts to look for.
pub struct Marks {
    /// Found anywhere.
    phrases: Vec<String>,
    /// Short and without diacritics, so found only as whole words: random letters may hold them.
    words: Vec<String>,
}

/// Name, number and address, in every form.
pub static IDENTITY: LazyLock<Marks> = LazyLock::new(|| {
    let mut marks = Marks::of(&[NAME, CORRECTED, NUMBER, ADDRESS]);
    marks.phrases.extend(WORDS.iter().filter(|word| !word.is_ascii()).map(|word| (*word).to_owned()));
    let ascii = WORDS.iter().filter(|word| word.is_ascii()).map(|word| (*word).to_owned());
    marks.words.extend(ascii.chain(WORDS.iter().map(|word| text::fold(word))));
    marks
});

/// What stands sealed even in the register.
pub static SEALED: LazyLock<Marks> = LazyLock::new(|| Marks::of(&[NUMBER, ADDRESS]));

impl Marks {
    fn of(texts: &[&str]) -> Self {
        let forms = |text: &&str| [(*text).to_owned(), text.to_lowercase(), text::fold(text), percent_encoded(text)];
        Self { phrases: texts.iter().flat_map(forms).collect(), words: Vec::new() }
    }

    /// The first mark that stands in `bytes`.
    pub fn find_in(&self, bytes: &[u8]) -> Option<&str> {
        let phrase = self.phrases.iter().find(|phrase| positions(bytes, phrase).next().is_some());
        let is_part = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        let is_word = |word: &str| {
            positions(bytes, word).any(|at| !is_part(at.checked_sub(1)) && !is_part(Some(at + word.len())))
        };
        phrase.or_else(|| self.words.iter().find(|word| is_word(word))).map(String::as_str)
    }
}

fn positions(bytes: &[u8], text: &str) -> impl Iterator<Item = usize> {
    let text = text.as_bytes();
    bytes.windows(text.len()).enumerate().filter(move |(_, window)| *window == text).map(|(at, _)| at)
}

/// As in an address or a form: every byte but letters and digits escaped.
pub fn percent_encoded(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(escape).collect()
}

#[test]
fn a_mark_is_found_in_every_form_and_a_short_word_only_as_a_word() {
    for text in [
        NAME,
        "\"hoang thi chim hoang yen 4711\"",
        "q=Ho%C3%A0ng%20Th%E1%BB%8B%20Chim%20Ho%C3%A0ng%20Y%E1%BA%BFn%204711",
        "[Chim]",
        "x087192004711x",
    ] {
        assert!(IDENTITY.find_in(text.as_bytes()).is_some(), "{text}");
    }
    for text in ["", "xChimx", "Cao Bằng", "hoanhap"] {
        assert_eq!(IDENTITY.find_in(text.as_bytes()), None, "{text}");
    }
}
