//! Exit codes, and failures as an operator reads them.

use std::process::ExitCode;

use anyhow::anyhow;

use crate::code::Code;
use crate::words::Said;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// The check failed: doctor, reconciliation. Also what fits nowhere else.
    CheckFailed = 1,
    Usage = 2,
    NotFound = 3,
    NotAllowed = 4,
    Conflict = 5,
    /// Some items were refused.
    Partial = 6,
    /// A needed service, database or broker is away.
    Unavailable = 7,
    /// Ctrl-C, or a question that was answered with no.
    Interrupted = 130,
}

impl Exit {
    const ALL: [Self; 9] = [
        Self::Done,
        Self::CheckFailed,
        Self::Usage,
        Self::NotFound,
        Self::NotAllowed,
        Self::Conflict,
        Self::Partial,
        Self::Unavailable,
        Self::Interrupted,
    ];

    /// What a process of this program ended with; a signal or an unknown code counts as a failed check.
    pub fn of_process(code: Option<i32>) -> Self {
        Self::ALL.into_iter().find(|exit| Some(i32::from(*exit as u8)) == code).unwrap_or(Self::CheckFailed)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure with its code, which decides the exit code, and the command to run next where there is one.
#[derive(Debug)]
pub struct Failed {
    pub code: Code,
    pub error: anyhow::Error,
    pub next: Option<String>,
}

impl Failed {
    pub fn new(code: Code, error: impl Into<anyhow::Error>) -> Self {
        Self { code, error: error.into(), next: None }
    }

    /// A failure in our own words.
    pub fn say(code: Code, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self::new(code, Said::new(vi, en))
    }

    /// The command to run next.
    pub fn next(mut self, command: impl Into<String>) -> Self {
        self.next = Some(command.into());
        self
    }

    pub fn setting(error: impl Into<anyhow::Error>) -> Self {
        Self::new(Code::Setting, error).next("hoanhap config defaults")
    }

    pub fn unavailable(error: anyhow::Error) -> Self {
        Self::new(Code::Unavailable, error).next("hoanhap doctor")
    }

    /// A file named on the command line or in the environment that can't be read or written.
    pub fn file(what: &str, path: &std::path::Path, error: std::io::Error) -> Self {
        Self::new(Code::File, anyhow!(error).context(format!("{what} {}", path.display())))
    }
}
