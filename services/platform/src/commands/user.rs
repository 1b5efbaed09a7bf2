//! `hoanhap user`: the first account is made here; there is no default password.

use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context as _, anyhow};
use clap::{Args, Subcommand};
use domain::ids::FacilityId;
use identity::NewAccount;
use runtime::settings::Secret;
use runtime::{Settings, host};
use web::{Grant, Role};

use crate::exit::{Exit, Failed};

#[derive(Subcommand)]
pub enum User {
    /// Tạo tài khoản / make an account
    Add(Add),
}

/// Written straight into identity's database, so run it where that can be reached.
#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap user add --username quantri --role administrator --generate")]
pub struct Add {
    #[arg(long)]
    username: String,
    #[arg(long)]
    display_name: Option<String>,
    /// administrator, provincial_officer, commune_officer, facility_staff, training_coordinator, partner, inspector, operator
    #[arg(long)]
    role: Role,
    /// Mã tỉnh, huyện hoặc xã / area code
    #[arg(long)]
    area: Option<String>,
    #[arg(long)]
    facility: Option<FacilityId>,
    /// Đọc mật khẩu từ tệp; `-` là đầu vào chuẩn / password file, `-` for standard input
    #[arg(long, conflicts_with = "generate")]
    password_file: Option<PathBuf>,
    /// Sinh mật khẩu và in ra một lần / make a password and print it once
    #[arg(long)]
    generate: bool,
}

impl User {
    pub async fn run(self, settings: Settings) -> Result<Exit, Failed> {
        let Self::Add(add) = self;
        let password = add.password()?;
        let context = host::open_context(&identity::Identity, settings).await.map_err(Failed::unavailable)?;
        let account = NewAccount {
            display_name: add.display_name.unwrap_or_else(|| add.username.clone()),
            username: add.username.clone(),
            password: Secret::new(password.clone()),
            grants: vec![Grant { role: add.role, area: add.area, facility: add.facility }],
        };
        identity::create_account(&context, account).await.map_err(|problem| {
            let fields = problem.fields.iter().map(|field| format!("{}: {}", field.field, field.vi));
            let text = std::iter::once(problem.vi.clone()).chain(fields).collect::<Vec<_>>().join("; ");
            Failed { exit: Exit::Conflict, error: anyhow!(text), help: None }
        })?;
        if add.generate {
            println!("{password}");
        }
        Ok(Exit::Done)
    }
}

impl Add {
    fn password(&self) -> Result<String, Failed> {
        if self.generate {
            return Ok(generated());
        }
        let Some(file) = &self.password_file else {
            return Err(Failed::usage(anyhow!("cần --password-file hoặc --generate / give one of both")));
        };
        let mut text = String::new();
        if file.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).context("standard input")?;
        } else {
            text = std::fs::read_to_string(file).with_context(|| format!("--password-file {}", file.display()))?;
        }
        Ok(text.trim_end().to_owned())
    }
}

/// 20 letters and digits without the ones that look alike.
fn generated() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..20).map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())])).collect()
}
