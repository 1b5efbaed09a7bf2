//! `hoanhap user add`

use clap::Args;
use identity::NewAccount;
use runtime::Context;

use super::Granted;
use super::secret::NewPassword;
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

/// Written straight into identity's database, so run it where that can be reached.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap user add --username quantri --role administrator --generate\n  hoanhap user add --username lan --role commune_officer --area 29869 --password-file mat-khau.txt"
)]
pub struct Add {
    /// Tên đăng nhập / the name to sign in with
    #[arg(long)]
    username: String,
    /// Tên hiển thị / the name that is shown
    #[arg(long)]
    display_name: Option<String>,
    #[command(flatten)]
    granted: Granted,
    #[command(flatten)]
    password: NewPassword,
}

impl Add {
    pub async fn run(self, context: Context, terminal: Terminal) -> Result<Exit, Failed> {
        let password = self.password.read()?;
        let account = NewAccount {
            display_name: self.display_name.unwrap_or_else(|| self.username.clone()),
            username: self.username.clone(),
            password: password.clone(),
            grants: vec![self.granted.into()],
        };
        let id = identity::create_account(&context, account).await?;
        super::reset::print(terminal, id, self.password.generate.then_some(&password));
        Ok(Exit::Done)
    }
}
