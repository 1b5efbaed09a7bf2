//! `hoanhap`

use std::process::ExitCode;

fn main() -> ExitCode {
    platform::cli::main()
}
