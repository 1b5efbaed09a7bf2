//! `hoanhap doctor`: what would keep the platform from running, and how to mend it. Changes nothing.

use std::net::TcpListener;
use std::time::Duration;

use domain::{law, places};
use runtime::{Settings, context};
use sea_orm::{ConnectOptions, Database};
use serde::Serialize;

use crate::exit::{Exit, Failed};
use crate::output::{self, Output};

#[derive(Serialize)]
struct Check {
    group: &'static str,
    what: String,
    ok: bool,
    /// What to do about it.
    mend: String,
}

fn check(group: &'static str, what: impl Into<String>, problem: Option<String>) -> Check {
    Check { group, what: what.into(), ok: problem.is_none(), mend: problem.unwrap_or_default() }
}

pub async fn run(settings: &Settings, output: Output) -> Result<Exit, Failed> {
    let checks = vec![
        check("phiên bản", format!("hoanhap {}", env!("CARGO_PKG_VERSION")), None),
        port(settings),
        folder(settings),
        key(settings),
        database(settings).await,
        broker(settings).await,
        laws(),
        units(),
    ];
    let failed = checks.iter().any(|check| !check.ok);
    if output.is_json() {
        output::json("doctor/1", &checks);
    } else {
        let rows: Vec<_> = checks
            .iter()
            .map(|c| vec![if c.ok { "✓" } else { "✗" }.to_owned(), c.group.to_owned(), c.what.clone(), c.mend.clone()])
            .collect();
        println!("{}", output::table(&["", "Nhóm", "Kiểm tra", "Cách sửa"], &rows, 9));
    }
    Ok(if failed { Exit::CheckFailed } else { Exit::Done })
}

fn port(settings: &Settings) -> Check {
    let problem = TcpListener::bind(&settings.http.listen).err();
    let mend = problem.map(|error| format!("{error}: đổi http.listen hoặc dừng tiến trình đang giữ cổng"));
    check("cổng", format!("http.listen {}", settings.http.listen), mend)
}

fn folder(settings: &Settings) -> Check {
    let folder = &settings.data.folder;
    let probe = folder.join(".doctor");
    let existed = folder.exists();
    let problem = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&probe, "")).err();
    let _ = std::fs::remove_file(probe);
    if !existed {
        let _ = std::fs::remove_dir(folder);
    }
    let mend = problem.map(|error| format!("{error}: cấp quyền ghi hoặc đổi data.folder"));
    check("máy", format!("data.folder {}", folder.display()), mend)
}

fn key(settings: &Settings) -> Check {
    let file = &settings.security.key_file;
    if file.as_os_str().is_empty() {
        return check("cấu hình", "security.key_file: master.key trong thư mục dữ liệu", None);
    }
    let mend = std::fs::read_to_string(file).err().map(|error| format!("{error}: tạo tệp 32 byte base64"));
    check("cấu hình", format!("security.key_file {}", file.display()), mend)
}

async fn database(settings: &Settings) -> Check {
    let url = settings.database.url.expose();
    if url.is_empty() {
        return check("kho dữ liệu", "SQLite nhúng", None);
    }
    let mut options = ConnectOptions::new(url);
    options.connect_timeout(Duration::from_secs(3)).acquire_timeout(Duration::from_secs(3)).sqlx_logging(false);
    let mend = Database::connect(options).await.err().map(|error| format!("{error}: kiểm tra database.url"));
    check("kho dữ liệu", "PostgreSQL", mend)
}

async fn broker(settings: &Settings) -> Check {
    let url = settings.broker.url.expose();
    if url.is_empty() {
        return check("hàng đợi", "trong tiến trình", None);
    }
    let reached = messaging::rabbitmq::probe(url).await;
    check("hàng đợi", "RabbitMQ", reached.err().map(|error| format!("{error}: kiểm tra broker.url")))
}

fn laws() -> Check {
    let today = context::now().date_naive();
    check("pháp luật", format!("gói {} đang có hiệu lực", law::pack_in_force(today).id), None)
}

fn units() -> Check {
    let today = context::now().date_naive();
    let provinces = places::provinces(today).count();
    check("địa bàn", format!("{provinces} tỉnh, thành phố vào ngày {}", today.format("%d/%m/%Y")), None)
}
