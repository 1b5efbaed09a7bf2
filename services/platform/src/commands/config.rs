//! `hoanhap config`

use std::path::PathBuf;

use clap::Subcommand;
use runtime::Settings;
use serde_json::Value;

use crate::exit::{Exit, Failed};
use crate::output::{self, Output};

#[derive(Subcommand)]
pub enum Config {
    /// Cấu hình đang dùng; bí mật được che / settings in force, secrets hidden
    Show {
        /// Giá trị đến từ đâu / where each value comes from
        #[arg(long)]
        sources: bool,
    },
    /// Mọi khóa với giá trị mặc định và giải thích / every key with its default, explained
    Defaults,
}

impl Config {
    pub fn run(self, settings: &Settings, file: Option<&PathBuf>, output: Output) -> Result<Exit, Failed> {
        match self {
            Self::Defaults => print!("{}", Settings::documented_defaults()),
            Self::Show { sources } => show(settings, file, output, sources)?,
        }
        Ok(Exit::Done)
    }
}

fn show(settings: &Settings, file: Option<&PathBuf>, output: Output, sources: bool) -> Result<(), Failed> {
    let values = serde_json::to_value(settings).map_err(|error| Failed::other(error.into()))?;
    if output.is_json() && !sources {
        output::json("config/1", &values);
        return Ok(());
    }
    let in_file: toml::Table = match file {
        Some(file) => toml::from_str(&std::fs::read_to_string(file).unwrap_or_default()).map_err(Failed::usage)?,
        None => toml::Table::new(),
    };
    let mut rows = Vec::new();
    for (section, keys) in values.as_object().into_iter().flatten() {
        for (key, value) in keys.as_object().into_iter().flatten() {
            let variable = format!("HOANHAP__{}__{}", section.to_uppercase(), key.to_uppercase());
            let source = if std::env::var_os(&variable).is_some() {
                variable
            } else if in_file.get(section).and_then(|table| table.get(key)).is_some() {
                file.map(|file| file.display().to_string()).unwrap_or_default()
            } else {
                "mặc định / default".to_owned()
            };
            rows.push(vec![format!("{section}.{key}"), text(value), source]);
        }
    }
    if output.is_json() {
        output::json("config-sources/1", &rows);
    } else {
        println!("{}", output::table(&["Khóa", "Giá trị", "Nguồn"], &rows, 9));
    }
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
