//! `hoanhap user reset`

use clap::Args;
use domain::ids::AccountId;
use runtime::Context;
use runtime::settings::Secret;
use serde_json::json;

use super::secret::NewPassword;
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

/// Ends everything that was opened with the old password and lifts a lock. Access tokens that are given out
/// already live on for some minutes (identity.access_token_seconds).
#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap user reset --username quantri --generate")]
pub struct Reset {
    /// Tên đăng nhập / the name to sign in with
    #[arg(long)]
    username: String,
    #[command(flatten)]
    password: NewPassword,
}

impl Reset {
    pub async fn run(self, context: &Context, terminal: Terminal) -> Result<Exit, Failed> {
        let password = self.password.read()?;
        let id = identity::reset_password(context, &self.username, password.clone()).await?;
        print(terminal, id, self.password.generate.then_some(&password));
        Ok(Exit::Done)
    }
}

/// The account's id and, this once, the password that was made for it.
pub fn print(terminal: Terminal, id: AccountId, made: Option<&Secret>) {
    let password = made.map(Secret::expose);
    terminal.record("account-password/1", &json!({ "id": id, "password": password }), || {
        password.map_or_else(|| id.to_string(), str::to_owned)
    });
}
