//! Accounts of the demonstration. Their password is printed; outside `hoanhap demo` no account exists
//! that nobody made.

use anyhow::{Result, anyhow};
use identity::NewAccount;
use runtime::Running;
use runtime::settings::Secret;
use web::{Grant, Role};

use crate::output;
use crate::remote::Remote;

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

pub fn print() {
    let rows: Vec<_> = ACCOUNTS
        .iter()
        .map(|(username, name, role, area)| {
            vec![
                (*username).to_owned(),
                PASSWORD.to_owned(),
                (*name).to_owned(),
                role.vi().to_owned(),
                area.unwrap_or("–").to_owned(),
            ]
        })
        .collect();
    println!("{}", output::table(&["Tài khoản", "Mật khẩu", "Ai", "Vai trò", "Địa bàn"], &rows, 9));
}

pub fn remote(running: &Running, username: &str) -> Remote {
    Remote::new(running.settings.clone(), username, Secret::new(PASSWORD.to_owned()))
}
