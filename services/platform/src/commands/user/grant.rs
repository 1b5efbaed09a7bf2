//! `hoanhap user grant`

use clap::Args;
use runtime::Context;
use serde_json::json;
use web::Grant;

use super::{Granted, list};
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

/// The next access token carries the change. A role that is there already is not added twice.
#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap user grant --username lan --role commune_officer --area 29869\n  hoanhap user grant --username lan --role operator --remove --dry-run"
)]
pub struct GrantRole {
    /// Tên đăng nhập / the name to sign in with
    #[arg(long)]
    username: String,
    #[command(flatten)]
    granted: Granted,
    /// Bớt vai trò này / take this role away
    #[arg(long)]
    remove: bool,
    /// Chỉ cho biết kết quả, không ghi / only say what would come out
    #[arg(long)]
    dry_run: bool,
}

impl GrantRole {
    pub async fn run(self, context: &Context, terminal: Terminal) -> Result<Exit, Failed> {
        let account = identity::find_account(context, &self.username).await?;
        let grants = changed(account.grants, self.granted.into(), self.remove);
        if !self.dry_run {
            identity::grant_roles(context, &self.username, grants.clone()).await?;
        }
        let data = json!({ "id": account.id, "grants": grants, "written": !self.dry_run });
        terminal.record("account-grants/1", &data, || {
            let roles: Vec<_> = grants.iter().map(|grant| list::role(terminal, grant)).collect();
            if roles.is_empty() { terminal.say("không có vai trò", "no role").to_owned() } else { roles.join("\n") }
        });
        Ok(Exit::Done)
    }
}

fn changed(mut grants: Vec<Grant>, asked: Grant, remove: bool) -> Vec<Grant> {
    grants.retain(|grant| *grant != asked);
    if !remove {
        grants.push(asked);
    }
    grants
}

#[cfg(test)]
mod tests {
    use web::Role;

    use super::*;

    #[test]
    fn a_role_is_held_once_and_taken_away_only_where_it_was_given() {
        let at =
            |area: Option<&str>| Grant { role: Role::CommuneOfficer, area: area.map(str::to_owned), facility: None };
        let once = changed(vec![at(Some("29869"))], at(Some("29869")), false);
        assert_eq!(once, [at(Some("29869"))]);
        assert_eq!(changed(once.clone(), at(Some("29872")), true), once);
        assert!(changed(once, at(Some("29869")), true).is_empty());
    }
}
