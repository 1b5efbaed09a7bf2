//! The command line: global flags, the commands, and what runs before and after one.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand};
use runtime::Settings;
use web::Language;

use crate::commands::{
    audit, certificate, completions, config, demo, doctor, down, duplicates, explain, health, import, keys, logs, man,
    messages, migrate, rebuild, report, status, up, user,
};
use crate::exit::{Exit, Failed};
use crate::output::Output;
use crate::terminal::Terminal;

/// Hòa Nhập: quản lý cai nghiện và sau cai / case management for rehabilitation and reintegration
#[derive(Parser)]
#[command(
    name = "hoanhap",
    version,
    after_help = "Ví dụ / Examples:\n  hoanhap demo --once\n  hoanhap up --detach --data ./data\n  hoanhap doctor --lang en"
)]
pub struct Cli {
    /// Tệp cấu hình TOML / settings file; HOANHAP__SECTION__KEY variables override it
    #[arg(long, global = true, env = "HOANHAP_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Thư mục dữ liệu / data folder (data.folder)
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Dạng dữ liệu ra / form of the data that are printed
    #[arg(long, global = true, value_enum, default_value_t)]
    output: Output,
    /// Ngôn ngữ của câu chữ / language of what is printed
    #[arg(long, global = true, env = "HOANHAP_LANG", default_value = "vi", value_parser = language())]
    lang: Language,
    /// Chỉ in dữ liệu và lỗi / data and errors only
    #[arg(short, long, global = true)]
    quiet: bool,
    /// In mọi nguyên nhân và mã vết của lỗi / print every cause and the trace id of an error
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    #[command(subcommand)]
    command: Command,
}

fn language() -> impl TypedValueParser<Value = Language> {
    let known = PossibleValuesParser::new(["vi", "en"]);
    known.map(|name| if name == "en" { Language::English } else { Language::Vietnamese })
}

#[derive(Subcommand)]
enum Command {
    /// Chạy mọi dịch vụ trong một tiến trình / run every service in one process
    Up(up::Up),
    /// Hệ thống có đang chạy không / whether the platform runs
    Status(status::Status),
    /// Dừng hệ thống đang chạy / stop the platform that runs
    Down(down::Down),
    /// Nhật ký của hệ thống chạy nền / the log of a detached platform
    Logs(logs::Logs),
    /// Chạy một dịch vụ / run one service
    Serve(up::Serve),
    /// Trình diễn trên số liệu ba tỉnh / play three provinces' published figures
    Demo(demo::Demo),
    /// Kiểm tra máy và cấu hình / check machine and settings
    Doctor(doctor::Doctor),
    /// Kiểm tra tiến trình đang chạy / probe a running process
    Health(health::Health),
    /// Cập nhật lược đồ cơ sở dữ liệu / bring the schemas up to date
    Migrate(migrate::Migrate),
    /// Tài khoản / accounts
    #[command(subcommand, after_help = user::EXAMPLE)]
    User(user::User),
    /// Nhập danh sách xlsx, xls, csv / bring lists in (xlsx, xls, csv)
    Import(import::Import),
    /// Hồ sơ có thể trùng / records that may be one person
    #[command(subcommand, after_help = duplicates::EXAMPLE)]
    Duplicates(duplicates::Duplicates),
    /// Báo cáo / reports
    #[command(subcommand, after_help = report::EXAMPLE)]
    Report(report::Report),
    /// Thông điệp giữa các dịch vụ / messages between services
    #[command(subcommand, visible_alias = "dlq", after_help = messages::EXAMPLE)]
    Messages(messages::Messages),
    /// Dựng lại hình chiếu từ nhật ký / build a projection again from the journals
    Rebuild(rebuild::Rebuild),
    /// Nhật ký truy cập còn nguyên vẹn không / whether the audit logs are as they were sealed
    #[command(subcommand, after_help = audit::EXAMPLE)]
    Audit(audit::Audit),
    /// Giấy chứng nhận có thật, còn hiệu lực không / whether certificates are genuine and still hold
    #[command(subcommand, after_help = certificate::EXAMPLE)]
    Certificate(certificate::Certificate),
    /// Khóa niêm số định danh và địa chỉ / the keys that seal numbers and addresses
    #[command(subcommand, after_help = keys::EXAMPLE)]
    Keys(keys::Keys),
    /// Cấu hình / settings
    #[command(subcommand, after_help = config::EXAMPLE)]
    Config(config::Config),
    /// Mã lỗi nghĩa là gì, phải làm gì / what an error code means and what to do
    Explain(explain::Explain),
    /// Gợi ý lệnh cho shell / completions for a shell
    Completions(completions::Completions),
    /// Trang hướng dẫn man / manual pages
    Man(man::Man),
}

/// The whole command, for completions, manual pages and tests.
pub fn command() -> clap::Command {
    Cli::command()
}

/// Reads the arguments, runs the command, prints what failed.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal { output: cli.output, language: cli.lang, quiet: cli.quiet, verbose: cli.verbose };
    let place = [("--config", cli.config.clone()), ("--data", cli.data.clone())];
    match cli.run(terminal) {
        Ok(exit) => exit.into(),
        Err(mut failed) => {
            failed.next = failed.next.map(|command| placed(command, &place));
            terminal.failed(&failed);
            failed.code.exit().into()
        }
    }
}

/// The command to run next, on the same settings and data folder as this one.
fn placed(mut command: String, place: &[(&str, Option<PathBuf>)]) -> String {
    for (flag, path) in place {
        if let Some(path) = path.as_ref().filter(|_| !command.contains(flag)) {
            let path = path.display().to_string();
            let plain = path.chars().all(|letter| letter.is_ascii_alphanumeric() || "/._-".contains(letter));
            let path = if plain { path } else { format!("'{}'", path.replace('\'', r"'\''")) };
            command.push_str(&format!(" {flag} {path}"));
        }
    }
    command
}

impl Cli {
    fn run(self, terminal: Terminal) -> Result<Exit, Failed> {
        // These help also where the settings can't be used.
        match self.command {
            Command::Explain(command) => return command.run(terminal),
            Command::Completions(command) => return command.run(),
            Command::Man(command) => return command.run(),
            Command::Config(config::Config::Defaults) => return config::defaults(terminal),
            _ => {}
        }
        let mut settings = Settings::load(self.config.as_ref()).map_err(Failed::setting)?;
        if let Some(folder) = &self.data {
            settings.data.folder.clone_from(folder);
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failed::from(anyhow::Error::new(error)))?;
        runtime.block_on(self.dispatch(settings, terminal))
    }

    async fn dispatch(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        match self.command {
            Command::Up(command) => command.run(settings, self.config.as_deref(), terminal).await,
            Command::Status(command) => command.run(settings, terminal).await,
            Command::Down(command) => command.run(&settings, terminal).await,
            Command::Logs(command) => command.run(&settings).await,
            Command::Serve(command) => command.run(settings, terminal).await,
            Command::Demo(command) => command.run(settings, self.data, terminal).await,
            Command::Doctor(command) => command.run(&settings, terminal).await,
            Command::Health(command) => command.run(&settings, terminal).await,
            Command::Migrate(command) => command.run(&settings, terminal).await,
            Command::User(command) => command.run(settings, terminal).await,
            Command::Import(command) => command.run(settings, terminal).await,
            Command::Duplicates(command) => command.run(settings, terminal).await,
            Command::Report(command) => command.run(settings, terminal).await,
            Command::Messages(command) => command.run(settings, terminal).await,
            Command::Rebuild(command) => command.run(settings, terminal).await,
            Command::Audit(command) => command.run(settings, terminal).await,
            Command::Certificate(command) => command.run(settings, terminal).await,
            Command::Keys(command) => command.run(settings, terminal).await,
            Command::Config(command) => {
                let given = config::Given { file: self.config.as_deref(), data_flag: self.data.is_some() };
                command.run(&settings, given, terminal)
            }
            Command::Explain(command) => command.run(terminal),
            Command::Completions(command) => command.run(),
            Command::Man(command) => command.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_command_is_for_the_same_folder_and_can_be_pasted() {
        let place = [("--config", None), ("--data", Some(PathBuf::from("/srv/dữ liệu")))];
        assert_eq!(placed("hoanhap doctor".to_owned(), &place), "hoanhap doctor --data '/srv/dữ liệu'");
        let own = "hoanhap demo --data /srv/demo".to_owned();
        assert_eq!(placed(own.clone(), &place), own);
    }

    #[test]
    fn the_arguments_are_well_formed() {
        command().debug_assert();
    }
}
