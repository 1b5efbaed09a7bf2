//! The port, the database, the broker.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use chrono::{DateTime, Utc};
use runtime::context::now;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};

use super::{Check, Ground, Group};
use crate::code::Code;
use crate::port_owner;
use crate::schemas;

/// More between this machine's clock and the database's than sign-in and deadlines should live with.
const MOST_CLOCK_DIFFERENCE_SECONDS: i64 = 5;

pub(super) fn port(ground: &Ground<'_>) -> Check {
    let listen = &ground.settings.http.listen;
    let what = format!("http.listen {listen}");
    let Err(error) = TcpListener::bind(listen) else { return Check::ok(Group::Port, what) };
    let taken = error.kind() == std::io::ErrorKind::AddrInUse;
    let owner = listen.parse::<SocketAddr>().ok().filter(|_| taken).and_then(port_owner::owner);
    if let (Some(owner), Some(running)) = (&owner, &ground.running)
        && owner.pid == running.pid
    {
        let pid = owner.pid;
        return Check::ok(
            Group::Port,
            ground
                .say(format!("{what}: hệ thống đang chạy, pid {pid}"), format!("{what}: the platform runs, pid {pid}")),
        );
    }
    let mend = match owner {
        Some(port_owner::Owner { pid, program }) => ground.say(
            format!("{program} (pid {pid}) đang giữ: dừng nó hoặc đổi http.listen"),
            format!("{program} (pid {pid}) has it: stop it or change http.listen"),
        ),
        None => ground.say(
            format!("{error}: đổi http.listen hoặc dừng tiến trình đang giữ cổng"),
            format!("{error}: change http.listen or stop the process that has the port"),
        ),
    };
    Check::failed(Group::Port, what, if taken { Code::PortTaken } else { Code::Setting }, mend)
}

/// Whether it can be reached, whether its clock agrees, which schema changes wait.
pub(super) async fn database(ground: &Ground<'_>) -> Vec<Check> {
    let url = ground.settings.database.url.expose();
    if url.is_empty() {
        return vec![Check::ok(Group::Database, "SQLite"), schema(ground).await];
    }
    let mut options = ConnectOptions::new(url);
    options.connect_timeout(Duration::from_secs(3)).acquire_timeout(Duration::from_secs(3)).sqlx_logging(false);
    let db = match Database::connect(options).await {
        Ok(db) => db,
        Err(error) => {
            let mend = ground.say(format!("{error}: kiểm tra database.url"), format!("{error}: check database.url"));
            return vec![Check::failed(Group::Database, "PostgreSQL", Code::Database, mend)];
        }
    };
    let mut checks = vec![Check::ok(Group::Database, "PostgreSQL")];
    checks.extend(clock_of(&db).await.map(|difference| agreement(ground, difference)));
    let _ = db.close().await;
    checks.push(schema(ground).await);
    checks
}

/// Seconds that the database's clock is ahead of this one.
async fn clock_of(db: &DatabaseConnection) -> Option<i64> {
    let asked = db.query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp()")).await;
    let theirs: DateTime<Utc> = asked.ok()??.try_get_by_index(0).ok()?;
    Some((theirs - now()).num_seconds())
}

fn agreement(ground: &Ground<'_>, difference: i64) -> Check {
    let what = ground
        .say(format!("lệch {difference} giây so với kho dữ liệu"), format!("{difference} s off the database's clock"));
    if difference.abs() <= MOST_CLOCK_DIFFERENCE_SECONDS {
        return Check::ok(Group::Clock, what);
    }
    Check::warning(
        Group::Clock,
        what,
        ground.say("đồng bộ giờ hai máy (NTP)", "synchronise both machines' clocks (NTP)"),
    )
}

async fn schema(ground: &Ground<'_>) -> Check {
    let pending: usize = match schemas::pending(ground.settings, &[]).await {
        Ok(plan) => plan.iter().map(|schema| schema.pending.len()).sum(),
        // The role of one service may not look at the others' schemas; that keeps nothing from running.
        Err(failed) => {
            let mend = failed.error.root_cause().to_string();
            return Check::warning(
                Group::Database,
                ground.say("không đọc được lược đồ", "schemas can't be read"),
                mend,
            );
        }
    };
    let what = ground.say(format!("{pending} thay đổi lược đồ đang chờ"), format!("{pending} schema changes wait"));
    if pending > 0 && !ground.settings.database.migrate_at_start {
        return Check::warning(Group::Database, what, "hoanhap migrate");
    }
    Check::ok(Group::Database, what)
}

pub(super) async fn broker(ground: &Ground<'_>) -> Check {
    let url = ground.settings.broker.url.expose();
    if url.is_empty() {
        return Check::ok(Group::Broker, ground.say("trong tiến trình", "in the process"));
    }
    match messaging::rabbitmq::probe(url).await {
        Ok(()) => Check::ok(Group::Broker, "RabbitMQ"),
        Err(error) => {
            let mend = ground.say(format!("{error}: kiểm tra broker.url"), format!("{error}: check broker.url"));
            Check::failed(Group::Broker, "RabbitMQ", Code::Broker, mend)
        }
    }
}

#[cfg(test)]
mod tests {
    use runtime::Settings;
    use web::Language;

    use super::*;
    use crate::checks::State;

    #[test]
    fn a_taken_port_names_its_owner() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut settings = Settings::load(None).unwrap();
        settings.http.listen = listener.local_addr().unwrap().to_string();
        let check = port(&Ground { settings: &settings, language: Language::English, running: None });
        assert_eq!((check.state, check.code), (State::Failed, Some(Code::PortTaken)));
        assert!(check.mend.contains(&format!("pid {}", std::process::id())), "{}", check.mend);
    }

    #[test]
    fn clocks_may_differ_by_some_seconds() {
        let settings = Settings::load(None).unwrap();
        let ground = Ground { settings: &settings, language: Language::Vietnamese, running: None };
        assert_eq!(agreement(&ground, -5).state, State::Ok);
        assert_eq!(agreement(&ground, 6).state, State::Warning);
    }
}
