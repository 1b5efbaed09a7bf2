//! The published contracts: what the services answer and what they announce, as checked in under
//! `tests/contracts`. A change shows up in the diff of the commit that makes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tests::{Mode, Platform};

const REWRITE: &str = "UPDATE_CONTRACTS=1 cargo test -p tests contracts";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts")
}

/// Keys in order, two blanks of indent, a line end at the end.
fn pretty(document: &Value) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(&sorted(document))?))
}

fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<&String, Value> = fields.iter().map(|(key, value)| (key, sorted(value))).collect();
            fields.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

/// Compares documents, by their path below `contracts`, with the files of `part`; rewrites them on demand.
fn compare(part: &str, documents: BTreeMap<PathBuf, String>) -> Result<()> {
    let rewrite = std::env::var_os("UPDATE_CONTRACTS").is_some();
    let mut differing = Vec::new();
    for file in files(&folder().join(part))? {
        let name = file.strip_prefix(folder())?.to_owned();
        if documents.contains_key(&name) {
            continue;
        }
        differing.push(format!("{}: no longer published", name.display()));
        if rewrite {
            std::fs::remove_file(file)?;
        }
    }
    for (name, document) in documents {
        let file = folder().join(&name);
        let checked_in = std::fs::read_to_string(&file).unwrap_or_default();
        if checked_in == document {
            continue;
        }
        differing.push(format!("{}: {}", name.display(), first_difference(&checked_in, &document)));
        if rewrite {
            std::fs::create_dir_all(file.parent().context("a folder")?)?;
            std::fs::write(file, document)?;
        }
    }
    ensure!(
        rewrite || differing.is_empty(),
        "contracts changed:\n{}\nIf that is meant, run `{REWRITE}` and commit what it writes.",
        differing.join("\n")
    );
    Ok(())
}

/// The files of a folder, or the one file of this name.
fn files(part: &Path) -> Result<Vec<PathBuf>> {
    if part.is_file() {
        return Ok(vec![part.to_owned()]);
    }
    let Ok(entries) = std::fs::read_dir(part) else { return Ok(Vec::new()) };
    entries.map(|entry| Ok(entry?.path())).collect()
}

fn first_difference(before: &str, now: &str) -> String {
    if before.is_empty() {
        return "new".to_owned();
    }
    let (mut old, mut new, mut line) = (before.lines(), now.lines(), 0);
    loop {
        line += 1;
        match (old.next(), new.next()) {
            (old, new) if old == new => {}
            (old, new) => {
                return format!("line {line}: `{}` is now `{}`", old.unwrap_or("").trim(), new.unwrap_or("").trim());
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_http_interfaces_are_as_checked_in() -> Result<()> {
    let platform = Platform::start(Mode::Embedded, platform::services::all()).await?;
    let mut documents = BTreeMap::new();
    for service in platform::services::all() {
        let url = format!("{}/api/{}/openapi.json", platform.running.base_url(), service.name());
        let document: Value = reqwest::get(url).await?.error_for_status()?.json().await?;
        let paths = document["paths"].as_object().context("an OpenAPI document")?;
        if service.has_database() {
            ensure!(!paths.is_empty(), "{} describes no path", service.name());
            documents.insert(PathBuf::from(format!("openapi/{}.json", service.name())), pretty(&document)?);
        }
    }
    platform.stop().await;
    compare("openapi", documents)
}

#[test]
fn the_event_document_is_as_checked_in() -> Result<()> {
    let document = pretty(&events::schema::asyncapi())?;
    compare("asyncapi.json", BTreeMap::from([(PathBuf::from("asyncapi.json"), document)]))
}

#[test]
fn the_event_schemas_are_as_checked_in() -> Result<()> {
    let mut documents = BTreeMap::new();
    for entry in events::schema::catalogue() {
        let name = PathBuf::from(format!("events/{}.json", entry.r#type));
        ensure!(documents.insert(name, pretty(&entry.schema)?).is_none(), "{} stands twice", entry.r#type);
    }
    compare("events", documents)
}
