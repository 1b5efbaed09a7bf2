//! `hoanhap config`

use std::path::Path;

use clap::Subcommand;
use runtime::Settings;
use serde::Serialize;
use serde_json::Value;

use crate::exit::{Exit, Failed};
use crate::output::Format;
use crate::terminal::Terminal;

pub const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap config defaults\n  hoanhap config show --sources";

#[derive(Subcommand)]
pub enum Config {
    /// Cấu hình đang dùng; bí mật được che / settings in force, secrets hidden
    #[command(after_help = "Ví dụ / Example:\n  hoanhap config show --sources")]
    Show {
        /// Giá trị đến từ đâu / where each value comes from
        #[arg(long)]
        sources: bool,
    },
    /// Mọi khóa với giá trị mặc định và giải thích / every key with its default, explained
    #[command(after_help = "Ví dụ / Example:\n  hoanhap config defaults > hoanhap.toml")]
    Defaults,
}

/// What the command line said.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// `--config`
    pub file: Option<&'a Path>,
    /// Whether `--data` stands there.
    pub data_flag: bool,
}

/// A key with its value and where that comes from.
#[derive(Serialize)]
struct Entry {
    key: String,
    value: Value,
    /// A flag, a variable, a file, or `default`.
    source: String,
}

impl Config {
    pub fn run(self, settings: &Settings, given: Given<'_>, terminal: Terminal) -> Result<Exit, Failed> {
        match self {
            Self::Defaults => defaults(terminal),
            Self::Show { sources } => show(settings, given, terminal, sources),
        }
    }
}

/// Needs no settings that can be used.
pub fn defaults(terminal: Terminal) -> Result<Exit, Failed> {
    let text = Settings::documented_defaults();
    let values: Value = toml::from_str(text).map_err(anyhow::Error::new)?;
    // A document of its own: a pipe gets it as it is.
    let terminal = Terminal { output: terminal.output.or_text(), ..terminal };
    terminal.record("config-defaults/1", &values, || text.trim_end().to_owned());
    Ok(Exit::Done)
}

fn show(settings: &Settings, given: Given<'_>, terminal: Terminal, sources: bool) -> Result<Exit, Failed> {
    let values = serde_json::to_value(settings).map_err(anyhow::Error::new)?;
    if terminal.output.format() == Format::Json && !sources {
        terminal.record("config/1", &values, String::new);
        return Ok(Exit::Done);
    }
    let file = given.file;
    let in_file: toml::Table = match file {
        Some(file) => toml::from_str(&std::fs::read_to_string(file).unwrap_or_default()).map_err(Failed::setting)?,
        None => toml::Table::new(),
    };
    let mut entries = Vec::new();
    for (section, keys) in values.as_object().into_iter().flatten() {
        for (key, value) in keys.as_object().into_iter().flatten() {
            let variable = format!("HOANHAP__{}__{}", section.to_uppercase(), key.to_uppercase());
            let source = if given.data_flag && (section.as_str(), key.as_str()) == ("data", "folder") {
                "--data".to_owned()
            } else if std::env::var_os(&variable).is_some() {
                variable
            } else if in_file.get(section).and_then(|table| table.get(key)).is_some() {
                file.map(|file| file.display().to_string()).unwrap_or_default()
            } else {
                "default".to_owned()
            };
            entries.push(Entry { key: format!("{section}.{key}"), value: value.clone(), source });
        }
    }
    terminal.rows("config-source/1", &entries, || table(terminal, &entries));
    Ok(Exit::Done)
}

fn table(terminal: Terminal, entries: &[Entry]) -> comfy_table::Table {
    let rows: Vec<_> = entries
        .iter()
        .map(|Entry { key, value, source }| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let source = if source == "default" { terminal.say("mặc định", "default") } else { source };
            vec![key.clone(), text, source.to_owned()]
        })
        .collect();
    terminal.table(&[("Khóa", "Key"), ("Giá trị", "Value"), ("Nguồn", "Source")], &rows, 9)
}
