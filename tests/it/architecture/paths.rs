//! The paths a source names, in `use` lines and elsewhere; comments and texts are left out.

use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// The first part of a path: a crate, or something the file brought in.
    Head(String),
    /// A module at the root of the file's own crate, however the path got there.
    Module(String),
    /// Any other word.
    Word(String),
}

/// Everything that the source at `path` names.
pub fn of(path: &str, text: &str) -> BTreeSet<Named> {
    let tokens = tokens(text);
    // Modules around the current token: those of the file, then those opened in it, with their brace.
    let mut around = modules(path);
    let mut opened: Vec<usize> = Vec::new();
    let mut braces = 0;
    let mut named = BTreeSet::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |at| tokens[at].as_str());
        let after = |offset: usize| tokens.get(at + offset).map_or("", String::as_str);
        match token.as_str() {
            "{" => {
                braces += 1;
                if at >= 2 && tokens[at - 2] == "mod" {
                    around.push(before.to_owned());
                    opened.push(braces);
                }
            }
            "}" => {
                if opened.last() == Some(&braces) {
                    opened.pop();
                    around.pop();
                }
                braces -= 1;
            }
            word if is_word(word) => {
                let imported_whole = before == "use" && matches!(after(1), ";" | "as");
                if before != "::" && (after(1) == "::" || imported_whole) {
                    named.extend(roots(&tokens, at, &around).into_iter().map(Named::Module));
                    named.insert(Named::Head(word.to_owned()));
                }
                named.insert(Named::Word(word.to_owned()));
            }
            _ => {}
        }
    }
    named
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The file's modules below its crate's root: `src/domain/admission.rs` is `domain::admission`.
fn modules(path: &str) -> Vec<String> {
    let inside = path.split_once("/src/").map_or(path, |(_, inside)| inside);
    let inside = inside.strip_suffix(".rs").unwrap_or(inside);
    let parts = inside.split('/').filter(|part| !matches!(*part, "lib" | "main" | "mod"));
    parts.map(str::to_owned).collect()
}

/// The modules at the crate's root that a path beginning here reaches; several behind a brace.
fn roots(tokens: &[String], mut at: usize, around: &[String]) -> Vec<String> {
    let mut climbed = 0;
    if tokens[at] == "crate" {
        climbed = around.len();
        at += 2;
    } else if tokens[at] == "super" || tokens[at] == "self" {
        while matches!(tokens.get(at).map(String::as_str), Some("super" | "self")) {
            climbed += usize::from(tokens[at] == "super");
            at += 2;
        }
    } else {
        return Vec::new();
    }
    if let Some(root) = around.first().filter(|_| climbed < around.len()) {
        return vec![root.clone()];
    }
    if tokens.get(at).is_none_or(|token| token != "{") {
        return tokens.get(at).cloned().into_iter().collect();
    }
    let (mut depth, mut found) = (0, Vec::new());
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            word if depth == 1 && is_word(word) && matches!(tokens[index - 1].as_str(), "{" | ",") => {
                found.push(word.to_owned());
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// Words, `::`, and single signs.
fn tokens(text: &str) -> Vec<String> {
    let code: Vec<char> = text.chars().collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < code.len() {
        let next = code.get(at + 1).copied().unwrap_or(' ');
        at = match code[at] {
            c if c.is_whitespace() => at + 1,
            '/' if next == '/' => end_of_line(&code, at),
            '/' if next == '*' => end_of_block(&code, at),
            'r' | 'b' if next == '"' || (next == '#' && raw_text_begins(&code, at + 1)) => {
                end_of_text(&code, at + 1, code[at] == 'r')
            }
            '"' => end_of_text(&code, at, false),
            '\'' => end_of_sign(&code, at),
            c if c.is_alphanumeric() || c == '_' => {
                let end = (at..code.len()).find(|end| !(code[*end].is_alphanumeric() || code[*end] == '_'));
                let end = end.unwrap_or(code.len());
                tokens.push(code[at..end].iter().collect());
                end
            }
            ':' if next == ':' => {
                tokens.push("::".to_owned());
                at + 2
            }
            sign => {
                tokens.push(sign.to_string());
                at + 1
            }
        };
    }
    tokens
}

fn end_of_line(code: &[char], at: usize) -> usize {
    (at..code.len()).find(|end| code[*end] == '\n').unwrap_or(code.len())
}

fn end_of_block(code: &[char], at: usize) -> usize {
    (at + 2..code.len()).find(|end| code[*end] == '/' && code[*end - 1] == '*').map_or(code.len(), |end| end + 1)
}

/// `#"` or `##"`, and not `#identifier`.
fn raw_text_begins(code: &[char], at: usize) -> bool {
    code[at..].iter().find(|c| **c != '#') == Some(&'"')
}

/// The end of a text whose `#` or `"` stands at `at`.
fn end_of_text(code: &[char], at: usize, raw: bool) -> usize {
    let hashes = code[at..].iter().take_while(|c| **c == '#').count();
    let mut end = at + hashes + 1;
    while end < code.len() {
        match code[end] {
            '\\' if !raw => end += 2,
            '"' if code[end + 1..].iter().take_while(|c| **c == '#').count() >= hashes => return end + 1 + hashes,
            _ => end += 1,
        }
    }
    code.len()
}

/// The end of a character, or of the tick of a lifetime.
fn end_of_sign(code: &[char], at: usize) -> usize {
    if code.get(at + 1) == Some(&'\\') {
        return (at + 3..code.len()).find(|end| code[*end] == '\'').map_or(code.len(), |end| end + 1);
    }
    if code.get(at + 2) == Some(&'\'') { at + 3 } else { at + 1 }
}
