//! `hoanhap doctor --bundle`: one JSON file that tells whoever supports a deployment what it is like.
//!
//! Secrets are hidden by their type; addresses lose what stands before an `@`. No personal data: message
//! counts are numbers, parked messages are given by type and reason.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use runtime::Settings;
use runtime::context::now;
use serde_json::{Value, json};

use crate::checks::Check;
use crate::commands::messages::parked;
use crate::exit::Failed;
use crate::instance::Instance;
use crate::remote::Remote;
use crate::schemas;
use crate::terminal::Terminal;

pub async fn write(file: &Path, settings: &Settings, terminal: Terminal, checks: &[Check]) -> Result<(), Failed> {
    let unwritable = |error| Failed::file("--bundle", file, error);
    let document = json!({ "schema": "support-bundle/1", "data": collect(settings, terminal, checks).await });
    let mut options = OpenOptions::new();
    // Its owner decides who else reads it.
    let mut handle = options.write(true).create(true).truncate(true).mode(0o600).open(file).map_err(unwritable)?;
    handle.write_all(format!("{document:#}\n").as_bytes()).map_err(unwritable)
}

async fn collect(settings: &Settings, terminal: Terminal, checks: &[Check]) -> Value {
    let mut shown = serde_json::to_value(settings).unwrap_or_default();
    redact(&mut shown);
    let plan = schemas::pending(settings, &[]).await.ok();
    let running = Instance::look(&settings.data.folder);
    let messages = match Remote::from_environment(settings.clone(), terminal.language) {
        Ok(remote) if running.is_some() => messages(&remote).await,
        _ => Value::Null,
    };
    json!({
        "made_at": now(),
        "version": env!("CARGO_PKG_VERSION"),
        "system": { "kernel": read("/proc/sys/kernel/osrelease"), "processors": std::thread::available_parallelism().ok() },
        "running": running,
        "settings": shown,
        "checks": checks,
        "pending_schema_changes": plan,
        "messages": messages,
    })
}

/// How far the messages are and what is parked, or why that is not known.
async fn messages(remote: &Remote) -> Value {
    let known =
        async || anyhow::Ok(json!({ "status": remote.statuses().await?, "parked": parked::groups(remote).await? }));
    known().await.unwrap_or_else(|error| json!({ "unknown": error.to_string() }))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(file).unwrap_or_default().trim().to_owned()
}

/// Takes user and password out of every address.
fn redact(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some((scheme, rest)) = text.split_once("://")
                && let Some((_, host)) = rest.rsplit_once('@')
            {
                *text = format!("{scheme}://***@{host}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(fields) => fields.values_mut().for_each(redact),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_loses_its_user_and_password() {
        let mut value =
            json!({ "services": { "registry": "http://operator:hush@10.0.0.4:8080" }, "issuer": "hoanhap" });
        redact(&mut value);
        assert_eq!(value, json!({ "services": { "registry": "http://***@10.0.0.4:8080" }, "issuer": "hoanhap" }));
    }
}
