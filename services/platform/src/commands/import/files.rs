//! Files one after the other: one that can't be taken does not stop the rest.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use domain::codes::FileKind;
use registry::{ImportState, ImportView, LineView, Outcome};
use serde_json::Value;

use super::{Row, Writing, batches, find, preview, print};
use crate::code::Code;
use crate::confirm::confirm;
use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::terminal::Terminal;
use crate::words::Said;

/// Wrong lines that are named one by one.
const NAMED: usize = 5;

/// How the files are read.
pub struct Reading {
    pub commune: Option<String>,
    pub on: Option<NaiveDate>,
    pub kind: Option<FileKind>,
    pub profile: Option<String>,
    pub dry_run: bool,
}

impl Reading {
    fn path(&self) -> String {
        let mut query = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                let value: String = value.bytes().map(encoded).collect();
                query.push(format!("{name}={value}"));
            }
        };
        add("commune_code", self.commune.clone());
        add("occurred_on", self.on.map(|on| on.to_string()));
        add("kind", self.kind.map(|kind| kind.to_string()));
        add("profile", self.profile.clone());
        format!("/v1/imports?{}", query.join("&"))
    }
}

fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

pub async fn run(
    remote: &Remote,
    files: &[PathBuf],
    reading: &Reading,
    writing: &Writing,
    terminal: Terminal,
) -> Result<Exit, Failed> {
    let (mut rows, mut failures, mut kept) = (Vec::new(), Vec::new(), 0);
    for file in files {
        match one(remote, file, reading, writing, terminal).await {
            Ok(row) => {
                // A dry run leaves nothing to anybody.
                kept += if reading.dry_run { 0 } else { row.kept };
                rows.push(row);
            }
            Err(stop)
                if files.len() == 1 || matches!(stop.code, Code::Interrupted | Code::Confirm | Code::Declined) =>
            {
                if !rows.is_empty() {
                    print(terminal, &rows);
                }
                return Err(stop);
            }
            Err(failed) => {
                terminal.failed(&failed);
                failures.push(failed);
            }
        }
    }
    print(terminal, &rows);
    match failures.len() {
        0 => exit(kept),
        count => {
            let (count, all) = (terminal.number(i64::try_from(count).unwrap_or(0)), files.len());
            let vi = format!("{count} trên {all} tệp không nhập được");
            let code = if rows.is_empty() { Code::Failed } else { Code::Partial };
            Err(Failed::say(code, vi, format!("{count} of {all} files could not be brought in")))
        }
    }
}

/// Whether all lines found their place.
pub fn exit(kept: i64) -> Result<Exit, Failed> {
    if kept == 0 {
        return Ok(Exit::Done);
    }
    Err(Failed::say(
        Code::Partial,
        format!("{kept} dòng được để lại, mỗi dòng có lý do trong tệp dòng bị từ chối"),
        format!("{kept} lines were left, each with its reason in the file of refused lines"),
    ))
}

async fn one(
    remote: &Remote,
    file: &Path,
    reading: &Reading,
    writing: &Writing,
    terminal: Terminal,
) -> Result<Row, Failed> {
    let bytes = std::fs::read(file).map_err(|error| Failed::file("", file, error))?;
    let name = file.file_name().map_or_else(|| "danh-sach".to_owned(), |name| name.to_string_lossy().into_owned());
    let created: Value = remote.upload("registry", &reading.path(), &name, bytes).await?;
    let id = created["id"].as_str().and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| Failed::say(Code::Service, "registry không trả lời mã", "registry answered no id"))?;
    let import = find(remote, id).await?;
    preview::explain(&import, terminal);
    if reading.dry_run {
        return Ok(Row::from(&import));
    }
    write(remote, import, file.parent().unwrap_or(Path::new(".")), writing, terminal).await
}

/// Writes a previewed import, or goes on with one.
pub async fn write(
    remote: &Remote,
    import: ImportView,
    beside: &Path,
    writing: &Writing,
    terminal: Terminal,
) -> Result<Row, Failed> {
    let before = Row::from(&import);
    if import.state == ImportState::Previewed {
        check(remote, &import, &before, writing, terminal).await?;
        if before.new + before.changed > 0 {
            let [new, changed, kept] = [before.new, before.changed, before.kept].map(|count| terminal.number(count));
            let what = Said::new(
                format!("{}: sẽ ghi {new} người mới, bổ sung {changed} người; để lại {kept} dòng.", import.file_name),
                format!("{}: {new} new people and {changed} additions; {kept} lines are left.", import.file_name),
            );
            confirm(terminal, &what, writing.yes)?;
        }
    }
    let resume = resume(&import, writing);
    let import = batches::apply(remote, import, resume, terminal).await?;
    let mut row = Row::from(&import);
    if row.kept > 0 {
        let folder = writing.rejected.as_deref().unwrap_or(beside);
        let stem = Path::new(&import.file_name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // Two lists may have one name; their imports have not.
        let id = import.id.simple().to_string();
        let path = folder.join(format!("{stem}-{}.rejected.xlsx", &id[id.len() - 8..]));
        let workbook = remote.download("registry", &format!("/v1/imports/{}/rejected", import.id)).await?;
        std::fs::write(&path, workbook).map_err(|error| Failed::file("--rejected", &path, error))?;
        row.rejected = Some(path.display().to_string());
    }
    Ok(row)
}

/// The command that goes on with an import.
fn resume(import: &ImportView, writing: &Writing) -> String {
    let mut command = format!("hoanhap import resume {}", import.id);
    if writing.skip_invalid {
        command.push_str(" --skip-invalid");
    }
    if let Some(folder) = &writing.rejected {
        command.push_str(&format!(" --rejected '{}'", folder.display()));
    }
    command
}

/// Wrong lines keep a file from being written, unless they may be passed over.
async fn check(
    remote: &Remote,
    import: &ImportView,
    row: &Row,
    writing: &Writing,
    terminal: Terminal,
) -> Result<(), Failed> {
    let too_many = writing.max_errors.is_some_and(|most| row.bad > most);
    if row.bad == 0 || (writing.skip_invalid && !too_many) {
        return Ok(());
    }
    let path = format!("/v1/imports/{}/lines?outcome={}&limit={NAMED}", import.id, Outcome::Bad);
    let first: Vec<LineView> = remote.get("registry", &path).await?;
    let most = writing.max_errors.filter(|_| too_many);
    Err(preview::wrong(import, (row.bad, most), &first, terminal))
}
