//! `hoanhap user`: accounts, written straight into identity's database. The first one is made here, before
//! anybody can sign in; there is no default password.

mod add;
mod grant;
mod list;
mod reset;
mod secret;

use clap::{Args, Subcommand};
use domain::ids::FacilityId;
use runtime::{Context, Settings, host};
use web::{Grant, Role};

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

pub const EXAMPLE: &str =
    "Ví dụ / Examples:\n  hoanhap user add --username quantri --role administrator --generate\n  hoanhap user list";

#[derive(Subcommand)]
pub enum User {
    /// Tạo tài khoản / make an account
    Add(add::Add),
    /// Mọi tài khoản với vai trò / all accounts with their roles
    #[command(after_help = "Ví dụ / Example:\n  hoanhap user list --output ndjson")]
    List,
    /// Thêm hoặc bớt một vai trò / add or take away a role
    Grant(grant::GrantRole),
    /// Đặt mật khẩu mới, kết thúc mọi phiên / set a new password and end every session
    Reset(reset::Reset),
}

/// A role, and where it holds.
#[derive(Args)]
struct Granted {
    /// administrator, provincial_officer, commune_officer, facility_staff, training_coordinator, partner, inspector, operator
    #[arg(long)]
    role: Role,
    /// Mã tỉnh, huyện hoặc xã / area code
    #[arg(long)]
    area: Option<String>,
    /// Mã cơ sở / a facility's id
    #[arg(long)]
    facility: Option<FacilityId>,
}

impl From<Granted> for Grant {
    fn from(granted: Granted) -> Self {
        Self { role: granted.role, area: granted.area, facility: granted.facility }
    }
}

impl User {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        match self {
            Self::Add(add) => add.run(open(settings).await?, terminal).await,
            Self::List => list::run(&existing(settings).await?, terminal).await,
            Self::Grant(grant) => grant.run(&existing(settings).await?, terminal).await,
            Self::Reset(reset) => reset.run(&existing(settings).await?, terminal).await,
        }
    }
}

async fn open(settings: Settings) -> Result<Context, Failed> {
    let opened = host::open_context(&identity::Identity, settings).await;
    opened.map_err(|error| Failed::new(Code::Database, error).next("hoanhap doctor"))
}

/// Of a platform that has run: a wrong folder is not filled with new databases.
async fn existing(settings: Settings) -> Result<Context, Failed> {
    let file = settings.data.folder.join("identity.sqlite");
    if settings.database.url.expose().is_empty() && !file.exists() {
        let folder = settings.data.folder.display();
        let (vi, en) = (format!("{folder}: chưa có tài khoản nào"), format!("{folder}: there are no accounts"));
        return Err(Failed::say(Code::NotFound, vi, en).next("hoanhap user add --help"));
    }
    open(settings).await
}
