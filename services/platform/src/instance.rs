//! The one platform on a data folder: a file with an exclusive lock for as long as its process lives.
//!
//! The lock, not the number in the file, says whether it runs: the system drops it with the process,
//! however that ends, and numbers of processes are used again. The file holds the process id, the
//! address once it answers, and since when.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use runtime::context::now;
use serde::Serialize;

use crate::checks::mend::make_folder;
use crate::code::Code;
use crate::exit::Failed;

const FILE: &str = "hoanhap.pid";
const LOG: &str = "hoanhap.log";
/// Whoever looks whether the platform runs holds the lock for a moment: tried so often before it is taken
/// for another platform.
const TRIES: u32 = 10;

/// The lock; gone when dropped.
pub struct Instance {
    file: File,
}

/// A platform that runs, as its file describes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    pub pid: u32,
    /// `http://127.0.0.1:8080`; absent while it starts.
    pub address: Option<String>,
    pub since: Option<DateTime<Utc>>,
}

impl Instance {
    /// Takes the folder for this process.
    ///
    /// # Errors
    /// `E_RUNNING` when another has it, `E_DATA_FOLDER` when the file can't be written.
    pub fn claim(folder: &Path) -> Result<Self, Failed> {
        let unusable = |error: std::io::Error| {
            Failed::new(Code::DataFolder, anyhow::Error::new(error).context(folder.display().to_string()))
        };
        make_folder(folder).map_err(unusable)?;
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(folder.join(FILE));
        let mut file = file.map_err(unusable)?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => {
                    write(&mut file, None).map_err(unusable)?;
                    return Ok(Self { file });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
            }
        }
        let pid = Self::look(folder).map_or_else(|| "?".to_owned(), |seen| seen.pid.to_string());
        let vi = format!("{}: tiến trình {pid} đang dùng", folder.display());
        let en = format!("{}: in use by process {pid}", folder.display());
        Err(Failed::say(Code::Running, vi, en).next("hoanhap status"))
    }

    /// Writes down where the platform answers.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn announce(&mut self, address: &str) -> std::io::Result<()> {
        write(&mut self.file, Some(address))
    }

    /// The platform that runs on this folder.
    pub fn look(folder: &Path) -> Option<Seen> {
        let mut file = File::open(folder.join(FILE)).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                file.read_to_string(&mut text).ok()?;
                read(&text)
            }
            Ok(()) | Err(TryLockError::Error(_)) => None,
        }
    }

    /// Where a detached platform on this folder writes what it says.
    pub fn log(folder: &Path) -> PathBuf {
        folder.join(LOG)
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
    }
}

fn write(file: &mut File, address: Option<&str>) -> std::io::Result<()> {
    let text = format!("{}\n{}\n{}\n", std::process::id(), address.unwrap_or_default(), now().to_rfc3339());
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn read(text: &str) -> Option<Seen> {
    let mut lines = text.lines();
    let pid = lines.next()?.parse().ok()?;
    let address = lines.next().filter(|address| !address.is_empty()).map(str::to_owned);
    let since = lines.next().and_then(|since| since.parse().ok());
    Some(Seen { pid, address, since })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_platform_which_is_seen_until_it_ends() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Instance::look(folder.path()), None);
        let mut instance = Instance::claim(folder.path()).unwrap();
        assert_eq!(Instance::look(folder.path()).unwrap().address, None);
        instance.announce("http://127.0.0.1:8080").unwrap();
        let seen = Instance::look(folder.path()).unwrap();
        assert_eq!((seen.pid, seen.address.as_deref()), (std::process::id(), Some("http://127.0.0.1:8080")));
        assert_eq!(Instance::claim(folder.path()).err().map(|failed| failed.code), Some(Code::Running));
        drop(instance);
        assert_eq!(Instance::look(folder.path()), None);
        assert!(Instance::claim(folder.path()).is_ok());
    }

    #[test]
    fn what_a_killed_process_left_is_no_platform() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE), "1\nhttp://127.0.0.1:8080\n").unwrap();
        assert_eq!(Instance::look(folder.path()), None);
    }
}
