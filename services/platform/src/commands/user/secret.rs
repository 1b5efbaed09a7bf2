//! A new password: from a file, from standard input, or made here and printed once.

use std::io::Read;
use std::path::PathBuf;

use clap::Args;
use runtime::settings::Secret;

use crate::code::Code;
use crate::exit::Failed;

#[derive(Args)]
pub struct NewPassword {
    /// Đọc mật khẩu từ tệp; `-` là đầu vào chuẩn / password file, `-` for standard input
    #[arg(long, conflicts_with = "generate")]
    password_file: Option<PathBuf>,
    /// Sinh mật khẩu và in ra một lần / make a password and print it once
    #[arg(long)]
    pub generate: bool,
}

impl NewPassword {
    pub fn read(&self) -> Result<Secret, Failed> {
        if self.generate {
            return Ok(Secret::new(generated()));
        }
        let Some(file) = &self.password_file else {
            return Err(Failed::say(
                Code::Usage,
                "cần --password-file hoặc --generate",
                "give --password-file or --generate",
            ));
        };
        let mut text = String::new();
        let read = if file.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).map(drop)
        } else {
            std::fs::read_to_string(file).map(|content| text = content)
        };
        read.map_err(|error| Failed::file("--password-file", file, error))?;
        Ok(Secret::new(text.trim_end().to_owned()))
    }
}

/// 20 letters and digits without the ones that look alike.
fn generated() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..20).map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())])).collect()
}
