//! `hoanhap completions`: what a shell needs to complete commands and flags.

use clap::Args;
use clap_complete::{Shell, generate};

use crate::cli;
use crate::exit::{Exit, Failed};
use crate::output;

#[derive(Args)]
#[command(
    after_help = "Ví dụ / Example:\n  hoanhap completions bash > ~/.local/share/bash-completion/completions/hoanhap"
)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self) -> Result<Exit, Failed> {
        let mut script = Vec::new();
        generate(self.shell, &mut cli::command(), "hoanhap", &mut script);
        output::print(String::from_utf8_lossy(&script).trim_end());
        Ok(Exit::Done)
    }
}
