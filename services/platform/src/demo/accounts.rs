//! Accounts of the demonstration. Their password is printed; outside `hoanhap demo` no account exists
//! that nobody made.

use anyhow::{Result, anyhow};
use identity::NewAccount;
use runtime::Running;
use runtime::settings::Secret;
use web::{Grant, Role};

use crate::remote::Remote;
use crate::terminal::Terminal;

const PASSWORD: &str = "trinh-dien-hoa-nhap";

/// Username, what they are, their role, their area.
const ACCOUNTS: [(&str, &str, Role, Option<&str>); 9] = [
    ("tinh", "Cán bộ tổng hợp", Role::ProvincialOfficer, None),
    ("dongthap", "Cán bộ tỉnh Đồng Tháp", Role::ProvincialOfficer, Some("87")),
    ("caobang", "Cán bộ tỉnh Cao Bằng", Role::ProvincialOfficer, Some("04")),
    ("hanoi", "Cán bộ thành phố Hà Nội", Role::ProvincialOfficer, Some("01")),
    ("xa", "Cán bộ xã (Đồng Tháp)", Role::CommuneOfficer, Some("29869")),
    ("taphuan", "Phụ trách tập huấn Cao Bằng", Role::TrainingCoordinator, Some("04")),
    ("thanhtra", "Thanh tra", Role::Inspector, None),
    ("vanhanh", "Vận hành", Role::Operator, None),
    ("quantri", "Quản trị tài khoản", Role::Administrator, None),
];

/// Makes those that are missing.
///
/// # Errors
/// When identity refuses one.
pub async fn ensure(running: &Running) -> Result<()> {
    let Some(context) = running.contexts.get("identity") else { return Ok(()) };
    for (username, name, role, area) in ACCOUNTS {
        let account = NewAccount {
            username: username.to_owned(),
            display_name: name.to_owned(),
            password: Secret::new(PASSWORD.to_owned()),
            grants: vec![Grant { role, area: area.map(str::to_owned), facility: None }],
        };
        identity::ensure_account(context, account).await.map_err(|problem| anyhow!("{username}: {}", problem.en))?;
    }
    Ok(())
}

pub fn table(terminal: Terminal) -> comfy_table::Table {
    let rows: Vec<_> = ACCOUNTS
        .iter()
        .map(|(username, name, role, area)| {
            vec![
                (*username).to_owned(),
                PASSWORD.to_owned(),
                (*name).to_owned(),
                terminal.say(role.vi(), role.en()).to_owned(),
                area.unwrap_or("–").to_owned(),
            ]
        })
        .collect();
    let header =
        [("Tài khoản", "Username"), ("Mật khẩu", "Password"), ("Ai", "Who"), ("Vai trò", "Role"), ("Địa bàn", "Area")];
    terminal.table(&header, &rows, 9)
}

/// For programs: username, password and role of each.
pub fn listed() -> Vec<serde_json::Value> {
    let account = |(username, _, role, area): &(&str, &str, Role, Option<&str>)| serde_json::json!({ "username": username, "password": PASSWORD, "role": role, "area": area });
    ACCOUNTS.iter().map(account).collect()
}

pub fn remote(running: &Running, username: &str) -> Remote {
    Remote::new(running.settings.clone(), username, Secret::new(PASSWORD.to_owned()))
}
