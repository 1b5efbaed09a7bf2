//! `hoanhap`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use platform::commands::{config, demo, doctor, health, messages, migrate, rebuild, report, up, user};
use platform::exit::{Exit, Failed};
use platform::output::Output;
use runtime::Settings;

/// Hòa Nhập: quản lý cai nghiện và sau cai / case management for rehabilitation and reintegration
#[derive(Parser)]
#[command(
    version,
    after_help = "Ví dụ / Examples:\n  hoanhap demo --once\n  hoanhap up --data ./data\n  hoanhap doctor"
)]
struct Cli {
    /// Tệp cấu hình TOML / settings file; HOANHAP__SECTION__KEY variables override it
    #[arg(long, global = true, env = "HOANHAP_CONFIG")]
    config: Option<PathBuf>,
    /// auto = table on a terminal, JSON in a pipe
    #[arg(long, global = true, value_enum, default_value_t)]
    output: Output,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Chạy mọi dịch vụ trong một tiến trình / run every service in one process
    Up(up::Up),
    /// Chạy một dịch vụ / run one service
    Serve(up::Serve),
    /// Trình diễn trên số liệu ba tỉnh / play three provinces' published figures
    Demo(demo::Demo),
    /// Kiểm tra máy và cấu hình / check machine and settings
    Doctor,
    /// Kiểm tra tiến trình đang chạy / probe a running process
    Health(health::Health),
    /// Cập nhật lược đồ cơ sở dữ liệu / bring the schemas up to date
    Migrate(migrate::Migrate),
    /// Tài khoản / accounts
    #[command(subcommand)]
    User(user::User),
    /// Báo cáo / reports
    #[command(subcommand)]
    Report(report::Report),
    /// Thông điệp giữa các dịch vụ / messages between services
    #[command(subcommand)]
    Messages(messages::Messages),
    /// Dựng lại hình chiếu từ nhật ký / build a projection again from the journals
    Rebuild(rebuild::Rebuild),
    /// Cấu hình / settings
    #[command(subcommand)]
    Config(config::Config),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(exit) => exit.into(),
        Err(failed) => {
            failed.print();
            failed.exit.into()
        }
    }
}

fn run(cli: Cli) -> Result<Exit, Failed> {
    let settings = Settings::load(cli.config.as_ref()).map_err(Failed::usage)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failed::other(error.into()))?;
    let output = cli.output;
    runtime.block_on(async {
        match cli.command {
            Command::Up(command) => command.run(settings).await,
            Command::Serve(command) => command.run(settings).await,
            Command::Demo(command) => command.run(settings).await,
            Command::Doctor => doctor::run(&settings, output).await,
            Command::Health(command) => command.run(&settings).await,
            Command::Migrate(command) => command.run(&settings).await,
            Command::User(command) => command.run(settings).await,
            Command::Report(command) => command.run(settings, output).await,
            Command::Messages(command) => command.run(settings, output).await,
            Command::Rebuild(command) => command.run(settings).await,
            Command::Config(command) => command.run(&settings, cli.config.as_ref(), output),
        }
    })
}
