//! `hoanhap logs`: what a detached platform has said.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::time::Duration;

use clap::Args;
use runtime::Settings;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::instance::Instance;

const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The log of `hoanhap up --detach`; it holds no personal data.
#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap logs --data ./data\n  hoanhap logs --follow --lines 20")]
pub struct Logs {
    /// Xem tiếp những dòng mới / go on with new lines
    #[arg(short, long)]
    follow: bool,
    /// Số dòng cuối / how many of the last lines
    #[arg(short = 'n', long, default_value_t = 100)]
    lines: usize,
}

impl Logs {
    pub async fn run(self, settings: &Settings) -> Result<Exit, Failed> {
        let file = Instance::log(&settings.data.folder);
        if !file.exists() {
            let path = file.display().to_string();
            return Err(Failed::say(Code::NotFound, &path, &path).next("hoanhap up --detach"));
        }
        let unreadable = |error| Failed::file("log", &file, error);
        let (tail, mut read) = tail(&file, self.lines).map_err(unreadable)?;
        let mut wanted = show(tail.as_bytes());
        while self.follow && wanted {
            tokio::time::sleep(LOOK_EVERY).await;
            let fresh = since(&file, &mut read).map_err(unreadable)?;
            wanted = show(&fresh);
        }
        Ok(Exit::Done)
    }
}

/// `false` once nobody reads any more.
fn show(bytes: &[u8]) -> bool {
    let mut output = std::io::stdout();
    output.write_all(bytes).and_then(|()| output.flush()).is_ok()
}

/// The last lines, and how far the file was read.
fn tail(file: &Path, lines: usize) -> std::io::Result<(String, u64)> {
    let mut last = VecDeque::new();
    let mut reader = BufReader::new(File::open(file)?);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        last.push_back(String::from_utf8_lossy(&line).into_owned());
        line.clear();
        if last.len() > lines {
            last.pop_front();
        }
    }
    Ok((last.into_iter().collect(), reader.stream_position()?))
}

/// What was written behind `read`; from the start when a new log has begun.
fn since(file: &Path, read: &mut u64) -> std::io::Result<Vec<u8>> {
    let mut log = File::open(file)?;
    if log.metadata()?.len() < *read {
        *read = 0;
    }
    log.seek(SeekFrom::Start(*read))?;
    let mut fresh = Vec::new();
    *read += u64::try_from(log.read_to_end(&mut fresh)?).unwrap_or(0);
    Ok(fresh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_come_first_and_new_ones_follow() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("log");
        std::fs::write(&file, "một\nhai\nba\n").unwrap();
        let (last, mut read) = tail(&file, 2).unwrap();
        assert_eq!(last, "hai\nba\n");
        std::fs::write(&file, "một\nhai\nba\nbốn\n").unwrap();
        assert_eq!(since(&file, &mut read).unwrap(), "bốn\n".as_bytes());
        std::fs::write(&file, "mới\n").unwrap();
        assert_eq!(since(&file, &mut read).unwrap(), "mới\n".as_bytes(), "a new log begins from its start");
    }
}
