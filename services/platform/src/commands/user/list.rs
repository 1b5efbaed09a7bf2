//! `hoanhap user list`

use identity::AccountSummary;
use runtime::Context;
use web::Grant;

use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

pub async fn run(context: &Context, terminal: Terminal) -> Result<Exit, Failed> {
    let accounts = identity::list_accounts(context).await?;
    terminal.rows("account/1", &accounts, || {
        let rows: Vec<_> = accounts.iter().map(|account| row(terminal, account)).collect();
        let header = [
            ("Tài khoản", "Username"),
            ("Tên hiển thị", "Name"),
            ("Vai trò", "Roles"),
            ("Trạng thái", "State"),
            ("Mã", "Id"),
        ];
        terminal.table(&header, &rows, 9)
    });
    Ok(Exit::Done)
}

fn row(terminal: Terminal, account: &AccountSummary) -> Vec<String> {
    let roles: Vec<_> = account.grants.iter().map(|grant| role(terminal, grant)).collect();
    let state = match (account.disabled, account.locked_until) {
        (true, _) => terminal.say("ngừng dùng", "disabled").to_owned(),
        (_, Some(until)) => format!("{} {}", terminal.say("khóa đến", "locked until"), until.format("%H:%M:%S UTC")),
        _ => terminal.say("đang dùng", "in use").to_owned(),
    };
    vec![account.username.clone(), account.display_name.clone(), roles.join("\n"), state, account.id.to_string()]
}

/// The role with its place: `cán bộ xã (29869)`.
pub fn role(terminal: Terminal, grant: &Grant) -> String {
    let name = terminal.say(grant.role.vi(), grant.role.en());
    let facility = grant.facility.map(|id| id.to_string());
    let places: Vec<&str> = [grant.area.as_deref(), facility.as_deref()].into_iter().flatten().collect();
    if places.is_empty() { name.to_owned() } else { format!("{name} ({})", places.join(", ")) }
}
