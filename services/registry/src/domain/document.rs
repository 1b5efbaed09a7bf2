//! What a person is found by: words of every name without diacritics, and facts as tokens that no name can
//! hold, because they begin with a digit.

use std::collections::BTreeSet;

use domain::codes::DrugKind;
use domain::ids::PersonId;
use domain::text;

use super::residence::Residence;

/// All that is found of one person, the records merged into them included.
#[derive(Clone, Debug)]
pub struct Facts {
    pub person_id: PersonId,
    /// The person's own name first, then other names and those of merged records.
    pub names: Vec<String>,
    pub birth_years: Vec<i32>,
    pub residences: Vec<Residence>,
    pub file_codes: Vec<String>,
    pub drugs: Vec<DrugKind>,
    /// Keys under which possible duplicates meet.
    pub blocking_keys: Vec<String>,
}

/// The stored form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub person_id: PersonId,
    /// ` nguyễn văn đức | … `: words with their marks, to rank by.
    pub marked: String,
    /// ` nguyen van duc | … `
    pub folded: String,
    /// Every token once, parted by blanks.
    pub terms: String,
    pub sort_key: String,
}

impl Facts {
    pub fn document(&self) -> Document {
        let mut terms: BTreeSet<String> = BTreeSet::new();
        for name in &self.names {
            terms.extend(name_words(name));
        }
        terms.extend(self.birth_years.iter().map(|year| birth_year(*year)));
        for residence in &self.residences {
            terms.extend(residence.codes().into_iter().map(area));
        }
        terms.extend(self.file_codes.iter().map(|code| file_code(code)));
        terms.extend(self.drugs.iter().map(|kind| drug(*kind)));
        terms.extend(self.blocking_keys.iter().map(|key| blocking_key(key)));
        let padded = |of: fn(&str) -> Vec<String>| {
            let names: Vec<String> = self.names.iter().map(|name| of(name).join(" ")).collect();
            format!(" {} ", names.join(" | "))
        };
        Document {
            person_id: self.person_id,
            marked: padded(marked_words),
            folded: padded(name_words),
            terms: terms.into_iter().collect::<Vec<_>>().join(" "),
            sort_key: text::given_name_key(self.names.first().map_or("", String::as_str)),
        }
    }

    /// The words a misspelt search is compared with.
    pub fn words(&self) -> impl Iterator<Item = String> {
        self.names.iter().flat_map(|name| name_words(name))
    }
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(str::to_owned).collect()
}

/// Folded words of a name; what begins with a digit is kept apart from the facts' tokens.
pub fn name_words(name: &str) -> Vec<String> {
    words(&text::fold(name))
}

/// Words with their marks, in lower case.
pub fn marked_words(name: &str) -> Vec<String> {
    words(&text::marked_key(name))
}

pub fn birth_year(year: i32) -> String {
    format!("0y{year}")
}

/// A province, district or commune.
pub fn area(code: &str) -> String {
    format!("0a{code}")
}

/// `87-2019-000123` → `0f87x2019x000123`
pub fn file_code(code: &str) -> String {
    format!("0f{}", code.replace('-', "x"))
}

pub fn drug(kind: DrugKind) -> String {
    format!("0s{}", kind.as_str().replace('_', ""))
}

/// Keys may hold any text; a token may hold letters and digits only.
pub fn blocking_key(key: &str) -> String {
    use std::fmt::Write;
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in key.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    let mut token = String::from("0k");
    write!(token, "{hash:016x}").expect("writing to a String can't fail");
    token
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_document_holds_every_name_once_and_every_fact() {
        let facts = Facts {
            person_id: PersonId(Uuid::from_u128(1)),
            names: vec!["Nguyễn Văn Đức".into(), "Đức Cọt".into()],
            birth_years: vec![1992],
            residences: vec![Residence {
                commune_code: "29869".into(),
                district_code: Some("866".into()),
                province_code: "87".into(),
            }],
            file_codes: vec!["87-2019-000123".into()],
            drugs: vec![DrugKind::Heroin],
            blocking_keys: Vec::new(),
        };
        let document = facts.document();
        assert_eq!(document.terms, "0a29869 0a866 0a87 0f87x2019x000123 0sheroin 0y1992 cot duc nguyen van");
        assert_eq!(document.folded, " nguyen van duc | duc cot ");
        assert_eq!(document.marked, " nguyễn văn đức | đức cọt ");
    }
}
