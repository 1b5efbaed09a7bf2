//! `hoanhap up --detach`: starts this program again in a process group of its own and waits until it answers.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as Clock};

use runtime::Settings;
use web::Language;

use super::address;
use crate::checks::mend::make_folder;
use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::instance::Instance;
use crate::terminal::Terminal;

/// Migrations of a large database take their time; the process goes on when this is over.
const PATIENCE: Duration = Duration::from_secs(120);
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// A larger log is set aside before the next start.
const LARGEST_LOG: u64 = 16 * 1024 * 1024;

pub async fn run(settings: &Settings, config: Option<&Path>, terminal: Terminal) -> Result<Exit, Failed> {
    let folder = &settings.data.folder;
    let file = Instance::log(folder);
    let (log, begin) = open_log(folder, &file).map_err(|error| Failed::file("log", &file, error))?;
    let mut child = spawn(settings, config, terminal, log)?;
    let started = Clock::now();
    while started.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().map_err(anyhow::Error::new)? {
            // It has said why, in its log.
            let _ = std::io::stderr().write_all(&since(&file, begin));
            return Ok(Exit::of_process(status.code()));
        }
        let seen = Instance::look(folder).filter(|seen| seen.pid == child.id());
        if let Some(url) = seen.and_then(|seen| seen.address) {
            terminal.note(
                format_args!("đang chạy nền, pid {}; nhật ký: {}", child.id(), file.display()),
                format_args!("in the background, pid {}; log: {}", child.id(), file.display()),
            );
            address(terminal, "Hòa Nhập", &url);
            return Ok(Exit::Done);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    let (vi, en) = (
        format!("pid {}, nhật ký: {}", child.id(), file.display()),
        format!("pid {}, log: {}", child.id(), file.display()),
    );
    Err(Failed::say(Code::Start, vi, en).next("hoanhap logs"))
}

/// The log to append to, readable by its owner alone, and how long it is.
fn open_log(folder: &Path, file: &Path) -> std::io::Result<(File, u64)> {
    make_folder(folder)?;
    if std::fs::metadata(file).is_ok_and(|data| data.len() > LARGEST_LOG) {
        std::fs::rename(file, file.with_extension("log.1"))?;
    }
    let log = OpenOptions::new().create(true).append(true).mode(0o600).open(file)?;
    let length = log.metadata()?.len();
    Ok((log, length))
}

fn spawn(settings: &Settings, config: Option<&Path>, terminal: Terminal, log: File) -> Result<Child, Failed> {
    let program = std::env::current_exe().map_err(anyhow::Error::new)?;
    let mut command = Command::new(program);
    command.arg("up").args(arguments(settings, config, terminal));
    let errors = log.try_clone().map_err(anyhow::Error::new)?;
    command.stdin(Stdio::null()).stdout(log).stderr(errors).process_group(0);
    Ok(command.spawn().map_err(anyhow::Error::new)?)
}

/// What this process was told; the environment is inherited.
fn arguments(settings: &Settings, config: Option<&Path>, terminal: Terminal) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = vec!["--data".into(), settings.data.folder.clone().into()];
    if let Some(config) = config {
        arguments.extend(["--config".into(), config.into()]);
    }
    let language = match terminal.language {
        Language::Vietnamese => "vi",
        Language::English => "en",
    };
    arguments.extend(["--lang".into(), language.into()]);
    arguments.extend(terminal.verbose.then(|| "--verbose".into()));
    arguments
}

fn since(file: &Path, begin: u64) -> Vec<u8> {
    let mut text = Vec::new();
    if let Ok(mut log) = File::open(file)
        && log.seek(SeekFrom::Start(begin)).is_ok()
    {
        let _ = log.read_to_end(&mut text);
    }
    text
}
