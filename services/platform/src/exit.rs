//! Exit codes and failures as an operator reads them.

use std::process::ExitCode;

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    Done = 0,
    /// The check failed: doctor, reconciliation.
    CheckFailed = 1,
    Usage = 2,
    NotFound = 3,
    NotAllowed = 4,
    Conflict = 5,
    /// Some items were refused.
    Partial = 6,
    /// A needed service, database or broker is away.
    Unavailable = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A failure with its exit code and, where there is one, the next step.
#[derive(Debug)]
pub struct Failed {
    pub exit: Exit,
    pub error: anyhow::Error,
    pub help: Option<&'static str>,
}

impl Failed {
    pub fn other(error: anyhow::Error) -> Self {
        Self { exit: Exit::CheckFailed, error, help: None }
    }

    pub fn usage(error: impl Into<anyhow::Error>) -> Self {
        let help = "hoanhap config defaults: mọi khóa cấu hình / every setting";
        Self { exit: Exit::Usage, error: error.into(), help: Some(help) }
    }

    pub fn unavailable(error: anyhow::Error) -> Self {
        Self { exit: Exit::Unavailable, error, help: Some("hoanhap doctor") }
    }

    pub fn print(&self) {
        eprintln!("✗ {}", self.error);
        for cause in self.error.chain().skip(1) {
            eprintln!("  vì / because: {cause}");
        }
        if let Some(help) = self.help {
            eprintln!("  → {help}");
        }
    }
}

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Self {
        Self::other(error)
    }
}
