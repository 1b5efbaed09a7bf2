//! `hoanhap import`: lists that offices have, brought into the register.
//!
//! A file is sent, read and compared by `registry`, which writes nothing yet. Then its lines are written batch by
//! batch, each with what became of it, so that a run that is cut off goes on where it stopped.

mod batches;
mod files;
mod preview;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use documents::lists::Field;
use domain::codes::FileKind;
use registry::{CountView, ImportProfile, ImportView, Outcome, RowState};
use runtime::Settings;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::code::Code;
use crate::confirm::confirm;
use crate::exit::{Exit, Failed};
use crate::remote::Remote;
use crate::terminal::Terminal;
use crate::words::Said;

const EXAMPLE: &str = "Ví dụ / Examples:\n  hoanhap import danh-sach.xlsx --commune 29869 --dry-run\n  hoanhap import xa-1.xlsx xa-2.csv --skip-invalid --yes\n  hoanhap import list";

#[derive(Args)]
#[command(after_help = EXAMPLE, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Import {
    #[command(subcommand)]
    action: Option<Action>,
    /// Tệp xlsx, xls hoặc csv / a file (xlsx, xls, csv)
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Mã xã khi danh sách không ghi / the commune where the list names none
    #[arg(long, value_name = "CODE")]
    commune: Option<String>,
    /// Ngày đưa vào quản lý khi danh sách không ghi / the day of entry where the list has none; today when left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// Loại hồ sơ: unlawful_user, addict / kind of file: unlawful_user, addict
    #[arg(long)]
    kind: Option<FileKind>,
    /// Mẫu cột đã lưu / a saved profile
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Chỉ đọc và so sánh, không ghi / only read and compare, write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    writing: Writing,
}

/// How lines are written.
#[derive(Args, Clone)]
pub struct Writing {
    /// Bỏ qua dòng sai, ghi phần còn lại / pass over wrong lines and write the rest
    #[arg(long)]
    skip_invalid: bool,
    /// Không ghi gì khi có nhiều dòng sai hơn mức này / write nothing when more lines are wrong than this
    #[arg(long, value_name = "N")]
    max_errors: Option<i64>,
    /// Thư mục của tệp dòng bị từ chối, thay vì cạnh tệp gốc / folder of the refused lines' file, instead of beside the list
    #[arg(long, value_name = "DIR")]
    rejected: Option<PathBuf>,
    /// Không hỏi lại / don't ask
    #[arg(long)]
    yes: bool,
}

#[derive(Subcommand)]
enum Action {
    /// Ghi tiếp một lần nhập bị dừng / go on with an import that was stopped
    #[command(after_help = "Ví dụ / Example:\n  hoanhap import resume 0195f0a0-0000-7000-8000-000000000000")]
    Resume {
        /// Mã lần nhập / the import's id
        id: Uuid,
        #[command(flatten)]
        writing: Writing,
    },
    /// Hoàn tác một lần nhập / take an import back
    #[command(after_help = "Ví dụ / Example:\n  hoanhap import undo 0195f0a0-0000-7000-8000-000000000000 --yes")]
    Undo {
        /// Mã lần nhập / the import's id
        id: Uuid,
        /// Không hỏi lại / don't ask
        #[arg(long)]
        yes: bool,
    },
    /// Các lần nhập của tài khoản này / this account's imports
    #[command(after_help = "Ví dụ / Example:\n  hoanhap import list --output ndjson")]
    List,
    /// Các mẫu cột đã lưu / the profiles you saved
    #[command(after_help = "Ví dụ / Example:\n  hoanhap import profiles")]
    Profiles,
    /// Lưu mẫu cột: tiêu đề nào là trường nào / keep which header is which field; an empty field leaves the column aside
    #[command(
        after_help = "Ví dụ / Example:\n  hoanhap import profile hv-2019 \"Ho ten hoc vien=full_name\" \"Ghi chu=\""
    )]
    Profile {
        /// Tên mẫu / the profile's name
        name: String,
        /// Tiêu đề=trường, ví dụ "Ho ten=full_name" / header=field, such as "Ho ten=full_name"
        #[arg(required = true, value_name = "HEADER=FIELD")]
        headers: Vec<String>,
    },
}

/// An import as the command prints it.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub file: String,
    pub id: Uuid,
    pub state: String,
    pub new: i64,
    pub same: i64,
    pub changed: i64,
    pub possible_duplicate: i64,
    pub bad: i64,
    /// Lines that wait to be written.
    pub waiting: i64,
    /// Lines that are left to somebody.
    pub kept: i64,
    /// Where the refused lines were written to.
    pub rejected: Option<String>,
}

impl From<&ImportView> for Row {
    fn from(import: &ImportView) -> Self {
        let sum = |is: &dyn Fn(Outcome, RowState) -> bool| {
            import.counts.iter().filter(|count| is(count.outcome, count.state)).map(|count| count.lines).sum()
        };
        let of = |outcome: Outcome| sum(&|each, _| each == outcome);
        Self {
            file: import.file_name.clone(),
            id: import.id,
            state: import.state.to_string(),
            new: of(Outcome::New),
            same: of(Outcome::Same),
            changed: of(Outcome::Changed),
            possible_duplicate: of(Outcome::PossibleDuplicate),
            bad: of(Outcome::Bad),
            waiting: sum(&|_, state| state == RowState::Waiting),
            kept: sum(&|_, state| state == RowState::Kept),
            rejected: None,
        }
    }
}

impl Import {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let remote = Remote::from_environment(settings, terminal.language)?;
        match self.action {
            None => {
                let Self { files, commune, on, kind, profile, dry_run, writing, .. } = self;
                let reading = files::Reading { commune, on, kind, profile, dry_run };
                files::run(&remote, &files, &reading, &writing, terminal).await
            }
            Some(Action::Resume { id, writing }) => resume(&remote, id, &writing, terminal).await,
            Some(Action::Undo { id, yes }) => undo(&remote, id, yes, terminal).await,
            Some(Action::List) => list(&remote, terminal).await,
            Some(Action::Profiles) => profiles(&remote, terminal).await,
            Some(Action::Profile { name, headers }) => profile(&remote, name, &headers, terminal).await,
        }
    }
}

async fn find(remote: &Remote, id: Uuid) -> Result<ImportView, Failed> {
    Ok(remote.get("registry", &format!("/v1/imports/{id}")).await?)
}

async fn resume(remote: &Remote, id: Uuid, writing: &Writing, terminal: Terminal) -> Result<Exit, Failed> {
    let import = find(remote, id).await?;
    let row = files::write(remote, import, std::path::Path::new("."), writing, terminal).await?;
    let kept = row.kept;
    print(terminal, &[row]);
    files::exit(kept)
}

async fn undo(remote: &Remote, id: Uuid, yes: bool, terminal: Terminal) -> Result<Exit, Failed> {
    let written =
        |count: &&CountView| count.state == RowState::Done && matches!(count.outcome, Outcome::New | Outcome::Changed);
    let written = find(remote, id).await?.counts.iter().filter(written).map(|count| count.lines).sum();
    let written = terminal.number(written);
    let what = Said::new(
        format!("Sẽ rút lại những gì lần nhập {id} đã ghi ({written} dòng); ai đã có việc khác thì được giữ."),
        format!("What import {id} wrote will be taken back ({written} lines); who was dealt with since stays."),
    );
    confirm(terminal, &what, yes)?;
    let import = batches::undo(remote, id, terminal).await?;
    let row = Row::from(&import);
    let stays = import
        .counts
        .iter()
        .filter(|count| count.state == RowState::Kept && matches!(count.outcome, Outcome::New | Outcome::Changed))
        .map(|count| count.lines)
        .sum();
    print(terminal, &[row]);
    if stays == 0 {
        return Ok(Exit::Done);
    }
    let count = terminal.number(stays);
    let vi = format!("{count} dòng được giữ vì đã có việc khác được ghi sau khi nhập");
    Err(Failed::say(Code::Partial, vi, format!("{count} lines stay, because something else was recorded since")))
}

async fn list(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    let imports: Vec<ImportView> = remote.get("registry", "/v1/imports").await?;
    print(terminal, &imports.iter().map(Row::from).collect::<Vec<_>>());
    Ok(Exit::Done)
}

async fn profiles(remote: &Remote, terminal: Terminal) -> Result<Exit, Failed> {
    let saved: Vec<ImportProfile> = remote.get("registry", "/v1/import-profiles").await?;
    terminal.rows("import-profile/1", &saved, || {
        let meaning = |field: &Option<Field>| field.map_or("–", |field| terminal.say(field.vi(), field.en()));
        let cells: Vec<_> = saved
            .iter()
            .flat_map(|profile| profile.headers.iter().map(move |(header, field)| (&profile.name, header, field)))
            .map(|(name, header, field)| vec![name.clone(), header.clone(), meaning(field).to_owned()])
            .collect();
        terminal.table(&[("Mẫu", "Profile"), ("Tiêu đề", "Header"), ("Trường", "Field")], &cells, 3)
    });
    Ok(Exit::Done)
}

async fn profile(remote: &Remote, name: String, headers: &[String], terminal: Terminal) -> Result<Exit, Failed> {
    let mut profile = ImportProfile { name, headers: Default::default() };
    for pair in headers {
        let wrong = || {
            let vi = format!("“{pair}” không có dạng TIÊU ĐỀ=TRƯỜNG, ví dụ \"Ho ten=full_name\"");
            Failed::say(Code::Usage, vi, format!("“{pair}” is not HEADER=FIELD, such as \"Ho ten=full_name\""))
        };
        let (header, field) = pair.rsplit_once('=').ok_or_else(wrong)?;
        let field = if field.is_empty() {
            None
        } else {
            Some(serde_json::from_value(Value::String(field.to_owned())).map_err(|_| wrong())?)
        };
        profile.headers.insert(header.to_owned(), field);
    }
    let _: Value = remote.post("registry", "/v1/import-profiles", &profile, None).await?;
    terminal.record("import-profile/1", &profile, || profile.name.clone());
    Ok(Exit::Done)
}

fn print(terminal: Terminal, rows: &[Row]) {
    terminal.rows("import/1", rows, || {
        let cells: Vec<_> = rows
            .iter()
            .map(|row| {
                let number = |value| terminal.number(value);
                let mut cells = vec![row.file.clone(), row.id.to_string(), state(&row.state, terminal)];
                cells.extend([row.new, row.same, row.changed, row.possible_duplicate, row.bad].map(number));
                cells
            })
            .collect();
        let header = [
            ("Tệp", "File"),
            ("Mã", "Id"),
            ("Trạng thái", "State"),
            ("Mới", "New"),
            ("Đã có", "Same"),
            ("Thay đổi", "Changed"),
            ("Có thể trùng", "Alike"),
            ("Sai", "Bad"),
        ];
        terminal.table(&header, &cells, 3)
    });
}

fn state(code: &str, terminal: Terminal) -> String {
    code.parse::<registry::ImportState>().map_or(code, |state| terminal.say(state.vi(), state.en())).to_owned()
}
