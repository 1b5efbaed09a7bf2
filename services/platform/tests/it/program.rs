//! Running `hoanhap` in a folder of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What a run printed and ended with.
pub struct Ran {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// The one JSON document on standard output; its schema must be this one.
    pub fn json(&self, schema: &str) -> Value {
        let document: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{self}"));
        assert_eq!(document["schema"], schema, "{self}");
        document["data"].clone()
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Asserts that the failure has this code and the exit code that goes with it.
    #[track_caller]
    pub fn fails_with(self, code: &str, exit: i32) -> Self {
        assert!(self.stderr.contains(&format!("✗ {code}:")), "{self}");
        self.ends_with(exit)
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n--- stdout\n{}\n--- stderr\n{}", self.code, self.stdout, self.stderr)
    }
}

/// A data folder; what was left running on it is stopped when it is dropped.
pub struct Place {
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listen = ("HOANHAP__HTTP__LISTEN".to_owned(), "127.0.0.1:0".to_owned());
        Self { folder, environment: vec![listen] }
    }

    /// With one more environment variable for every run.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The command with nothing of the test's own environment but the path.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoanhap"));
        command.args(arguments).arg("--data").arg(self.data());
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Ran { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    pub fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.data().join("hoanhap.pid").exists() {
            let _ = self.command(&["down"]).output();
        }
    }
}
