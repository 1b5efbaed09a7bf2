//! What a form or a query string holds, as text, so that it can be shown again as it was typed.

use chrono::NaiveDate;

use crate::format::parse_date;

/// Names and values in the order they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded` text, as bodies and query strings are.
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    pub fn add(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    pub fn set(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// One more value of a name, beside those it has.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    /// The trimmed value; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// Every value of a name, as checkboxes send them.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(known, _)| known == name).map(|(_, value)| value.trim().to_owned()).collect()
    }

    /// The value where something was entered.
    pub fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        parse_date(self.text(name))
    }

    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// A path with a query string; empty values are left out.
pub fn with_query<'a>(path: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Where a list begins, for its address; nothing for its first row.
pub fn begin(offset: u64) -> String {
    if offset == 0 { String::new() } else { offset.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_reads_back() {
        let fields = Fields::parse("q=Nguy%E1%BB%85n+V%C4%83n+%C4%90&xa=".as_bytes());
        assert_eq!(fields.text("q"), "Nguyễn Văn Đ");
        assert_eq!(fields.given("xa"), None);
    }

    #[test]
    fn a_query_is_encoded_and_empty_values_left_out() {
        assert_eq!(with_query("/x", [("a", "1&b=2"), ("c", "")]), "/x?a=1%26b%3D2");
        assert_eq!(with_query("/x", [("c", "")]), "/x");
    }
}
