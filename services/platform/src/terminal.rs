//! What is printed where: data on standard output, everything else on standard error.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use comfy_table::Table;
use serde::Serialize;
use web::Language;

use crate::exit::Failed;
use crate::output::{self, Format, Output};
use crate::words::words;

/// How this run speaks; given to every command.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub output: Output,
    pub language: Language,
    /// No progress and no notes: errors only.
    pub quiet: bool,
    /// Every cause and the trace id.
    pub verbose: bool,
}

impl Terminal {
    pub fn say<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        self.language.pick(vi, en)
    }

    /// Something to know, on standard error.
    pub fn note(self, vi: impl Display, en: impl Display) {
        if !self.quiet {
            let text = match self.language {
                Language::Vietnamese => vi.to_string(),
                Language::English => en.to_string(),
            };
            let _ = writeln!(std::io::stderr(), "{text}");
        }
    }

    /// 12917 as this language prints it: `12.917`, `12,917`.
    pub fn number(self, value: i64) -> String {
        output::number(self.language, value)
    }

    /// A table with its heads in this language. Columns from `first_number` on are right-aligned.
    pub fn table(self, header: &[(&str, &str)], rows: &[Vec<String>], first_number: usize) -> Table {
        let header: Vec<&str> = header.iter().map(|(vi, en)| self.say(vi, en)).collect();
        output::table(&header, rows, first_number)
    }

    /// Prints one thing: `{"schema", "data"}`, or `text`.
    pub fn record(self, schema: &str, data: &impl Serialize, text: impl FnOnce() -> String) {
        match self.output.format() {
            Format::Table => output::print(text()),
            Format::Json => output::json(&serde_json::json!({ "schema": schema, "data": data })),
            Format::Ndjson => output::line(&serde_json::json!({ "schema": schema, "data": data })),
        }
    }

    /// Prints a list: `{"schema", "data": […]}`, one `{"schema", "data"}` a row and line, or `table`.
    /// `schema` names what a row is.
    pub fn rows<T: Serialize>(self, schema: &str, rows: &[T], table: impl FnOnce() -> Table) {
        self.rows_with(schema, rows, None::<()>, || table().to_string());
    }

    /// As [`Terminal::rows`] with what the rows come to, as `summary`; with NDJSON in a line of its own.
    pub fn rows_with<T: Serialize>(
        self,
        schema: &str,
        rows: &[T],
        summary: Option<impl Serialize>,
        text: impl FnOnce() -> String,
    ) {
        match self.output.format() {
            Format::Table => output::print(text()),
            Format::Json => {
                let mut document = serde_json::json!({ "schema": schema, "data": rows });
                if let Some(summary) = summary {
                    document["summary"] = serde_json::json!(summary);
                }
                output::json(&document);
            }
            Format::Ndjson => {
                for row in rows {
                    output::line(&serde_json::json!({ "schema": schema, "data": row }));
                }
                if let Some(summary) = summary {
                    output::line(&serde_json::json!({ "schema": schema, "summary": summary }));
                }
            }
        }
    }

    /// Prints a failure on standard error.
    pub fn failed(self, failed: &Failed) {
        let colours = colours(
            std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            std::io::stderr().is_terminal(),
        );
        let _ = write!(std::io::stderr(), "{}", self.describe(failed, colours));
    }

    fn describe(self, failed: &Failed, colours: bool) -> String {
        let (red, plain) = if colours { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        let code = failed.code;
        let mut text = format!("{red}✗ {code}{plain}: {}\n", self.say(code.vi(), code.en()));
        let mut causes: Vec<String> = failed.error.chain().map(|cause| words(cause, self.language)).collect();
        // Some errors only pass on what is below them.
        causes.dedup();
        let because = self.say("vì", "because");
        for (depth, cause) in causes.iter().enumerate() {
            // What failed here and what it came from; the steps between them on demand.
            if self.verbose || depth == 0 || depth + 1 == causes.len() {
                let lead = if depth == 0 { String::new() } else { format!("{because}: ") };
                text.push_str(&format!("  {lead}{cause}\n"));
            }
        }
        if self.verbose {
            if let Some(id) = failed.trace_id() {
                text.push_str(&format!("  {}: {id}\n", self.say("mã vết", "trace id")));
            }
            let backtrace = failed.error.backtrace();
            if backtrace.status() == std::backtrace::BacktraceStatus::Captured {
                text.push_str(&format!("{backtrace}\n"));
            }
        }
        let (vi, en) = code.remedy();
        text.push_str(&format!("  → {}\n", self.say(vi, en)));
        if let Some(next) = &failed.next {
            text.push_str(&format!("  {}: {next}\n", self.say("tiếp theo", "next")));
        }
        text.push_str(&format!("  {}: hoanhap explain {code}\n", self.say("xem", "see")));
        text
    }
}

/// As <https://no-color.org> and <https://bixense.com/clicolors> have it.
fn colours(refused: bool, forced: bool, on_a_terminal: bool) -> bool {
    !refused && (forced || on_a_terminal)
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;
    use crate::code::Code;
    use crate::words::Said;

    fn terminal(language: Language, verbose: bool) -> Terminal {
        Terminal { output: Output::Json, language, quiet: false, verbose }
    }

    fn failed() -> Failed {
        let cause = Err::<(), _>(Said::new("hết chỗ", "disk full")).context("between").context("outside");
        Failed::new(Code::DataFolder, cause.unwrap_err()).next("hoanhap doctor")
    }

    #[test]
    fn a_failure_says_what_why_and_what_next_in_one_language() {
        let text = terminal(Language::Vietnamese, false).describe(&failed(), false);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..3], ["✗ E_DATA_FOLDER: Không dùng được thư mục dữ liệu", "  outside", "  vì: hết chỗ"]);
        assert!(lines[3].starts_with("  → Cấp quyền ghi"), "{text}");
        assert_eq!(lines[4..], ["  tiếp theo: hoanhap doctor", "  xem: hoanhap explain E_DATA_FOLDER"]);
        assert!(terminal(Language::English, false).describe(&failed(), false).contains("because: disk full"));
    }

    #[test]
    fn every_cause_is_printed_on_demand_only() {
        let shown = |verbose| terminal(Language::English, verbose).describe(&failed(), false).contains("between");
        assert_eq!((shown(false), shown(true)), (false, true));
    }

    #[test]
    fn the_trace_id_of_an_answer_is_printed_on_demand_only() {
        let answered = crate::remote::Answered {
            status: reqwest::StatusCode::INTERNAL_SERVER_ERROR,
            code: "internal".to_owned(),
            title: String::new(),
            fields: vec![],
            trace_id: Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned()),
        };
        let failed = Failed::from(answered);
        let shown = |verbose| terminal(Language::English, verbose).describe(&failed, false).contains("trace id: 4bf9");
        assert_eq!((failed.code, shown(false), shown(true)), (Code::Service, false, true));
    }

    #[test]
    fn colours_are_for_terminals_that_do_not_refuse_them() {
        assert!(colours(false, false, true) && colours(false, true, false));
        assert!(!colours(true, true, true) && !colours(false, false, false));
        assert!(!terminal(Language::English, true).describe(&failed(), false).contains('\u{1b}'));
    }
}
