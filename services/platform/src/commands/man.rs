//! `hoanhap man`: manual pages from the same descriptions as --help.

use std::path::PathBuf;

use clap::Args;
use clap_mangen::{Man as Page, generate_to};

use crate::cli;
use crate::exit::{Exit, Failed};
use crate::output;

#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap man | man -l -\n  hoanhap man --out ~/.local/share/man/man1")]
pub struct Man {
    /// Ghi mỗi lệnh một trang vào thư mục này / write a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub fn run(self) -> Result<Exit, Failed> {
        if let Some(folder) = &self.out {
            let written = std::fs::create_dir_all(folder).and_then(|()| generate_to(cli::command(), folder));
            written.map_err(|error| Failed::file("--out", folder, error))?;
            return Ok(Exit::Done);
        }
        let mut page = Vec::new();
        Page::new(cli::command()).render(&mut page).map_err(anyhow::Error::new)?;
        output::print(String::from_utf8_lossy(&page).trim_end());
        Ok(Exit::Done)
    }
}
