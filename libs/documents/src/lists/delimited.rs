//! Text files with a separator between the fields (csv, tsv), in whatever encoding Excel or an old
//! program left them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::grid::Builder;
use super::{Cell, Foreign, Grid, Limits, Notice, Unreadable};

/// Fields stay text: a number with a leading zero is no number.
pub(super) fn read(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Grid, Unreadable> {
    let (text, mut notices) = decode(bytes)?;
    let (text, separator) = match stated_separator(&text) {
        Some((separator, rest)) => (rest, separator),
        None => (text.as_str(), guess_separator(&text)),
    };
    let most = Most { rows: limits.rows, fields: limits.cells };
    let mut parsed = parse(text, separator, most, Quotes::Pair);
    if parsed.open_quote {
        notices.push(Notice::UnpairedQuotes);
        parsed = parse(text, separator, most, Quotes::Ordinary);
    }
    if parsed.rows.len() > most.rows {
        return Err(Unreadable::TooManyRows { limit: most.rows });
    }
    if parsed.fields > most.fields {
        return Err(Unreadable::TooManyCells { limit: most.fields });
    }
    let mut builder = Builder::new(file_name, limits);
    for (row, fields) in parsed.rows.into_iter().enumerate() {
        for (column, field) in fields.into_iter().enumerate() {
            let blank = field.trim().is_empty();
            builder.put(row, column, if blank { Cell::Empty } else { Cell::Text(field) })?;
        }
    }
    let mut grid = builder.finish();
    if grid.rows.is_empty() {
        return Err(Unreadable::Empty);
    }
    grid.notices = notices;
    Ok(grid)
}

fn decode(bytes: &[u8]) -> Result<(String, Vec<Notice>), Unreadable> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => without_mark(bytes)?,
    };
    let (text, _, broken) = encoding.decode(bytes);
    let mut notices = Vec::new();
    if encoding == WINDOWS_1252 {
        notices.push(Notice::SingleByteText);
    }
    if broken {
        notices.push(Notice::UnknownCharacters);
    }
    Ok((text.into_owned(), notices))
}

/// The encoding of a file that doesn't say: UTF-16 shows by the zero halves of its Latin letters.
fn without_mark(bytes: &[u8]) -> Result<&'static Encoding, Unreadable> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > sample.len() / 8 {
        let encoding = if odd >= even { UTF_16LE } else { UTF_16BE };
        let lopsided = even.max(odd) > 10 * even.min(odd);
        return if lopsided { Ok(encoding) } else { Err(Unreadable::NotAList { kind: Foreign::Unknown }) };
    }
    let controls = bytes.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n')).count();
    if controls > bytes.len() / 200 {
        return Err(Unreadable::NotAList { kind: Foreign::Unknown });
    }
    Ok(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 })
}

/// Excel's own first line: `sep=;`.
fn stated_separator(text: &str) -> Option<(char, &str)> {
    let (first, rest) = text.split_once('\n')?;
    let mut said = first.trim_end().strip_prefix("sep=")?.chars();
    let separator = said.next()?;
    said.next().is_none().then_some((separator, rest))
}

/// The separator that cuts most of the first rows into the same number of fields.
fn guess_separator(text: &str) -> char {
    let evenness = |separator: char| {
        let rows = parse(text, separator, Most { rows: 40, fields: 20_000 }, Quotes::Pair).rows;
        let counts: Vec<usize> = rows.iter().map(Vec::len).filter(|count| *count > 1).collect();
        let agreeing = |count: &usize| counts.iter().filter(|other| *other == count).count();
        counts.iter().map(|count| (agreeing(count), *count)).max().unwrap_or((0, 0))
    };
    [',', ';', '\t'].into_iter().rev().max_by_key(|separator| evenness(*separator)).unwrap_or(',')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// A field may stand in quotes; a doubled quote inside is one.
    Pair,
    Ordinary,
}

/// Where to stop.
#[derive(Clone, Copy)]
struct Most {
    rows: usize,
    fields: usize,
}

struct Parsed {
    rows: Vec<Vec<String>>,
    fields: usize,
    open_quote: bool,
}

/// Cuts text into rows and fields (RFC 4180, and line ends of all three kinds). Reads one row or
/// field more than asked for, so that the caller sees there is more.
fn parse(text: &str, separator: char, most: Most, quotes: Quotes) -> Parsed {
    let mut parsed = Parsed { rows: Vec::new(), fields: 1, open_quote: false };
    let (mut row, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            match letter {
                '"' if letters.peek() == Some(&'"') => field.extend(letters.next()),
                '"' => quoted = false,
                other => field.push(other),
            }
            continue;
        }
        match letter {
            '"' if quotes == Quotes::Pair && field.is_empty() => quoted = true,
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                row.push(std::mem::take(&mut field));
                parsed.rows.push(std::mem::take(&mut row));
                parsed.fields += 1;
            }
            other if other == separator => {
                row.push(std::mem::take(&mut field));
                parsed.fields += 1;
            }
            other => field.push(other),
        }
        if parsed.rows.len() > most.rows || parsed.fields > most.fields {
            return parsed;
        }
    }
    parsed.open_quote = quoted;
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        parsed.rows.push(row);
    }
    parsed
}
