//! What would keep the platform from running, and how to mend it: shown by `hoanhap doctor`, asked by
//! `hoanhap up` before it starts. A check changes nothing.

mod content;
mod files;
mod machine;
pub mod mend;
mod network;
mod projections;

use runtime::Settings;
use serde::Serialize;
use web::Language;

use crate::code::Code;
use crate::instance::{Instance, Seen};
use crate::terminal::Terminal;

domain::code_list! {
    /// What a check is about.
    Group {
        Version = "version", "phiên bản", "version";
        Machine = "machine", "máy", "machine";
        Space = "space", "dung lượng", "space";
        Clock = "clock", "đồng hồ", "clock";
        Settings = "settings", "cấu hình", "settings";
        Port = "port", "cổng", "port";
        Keys = "keys", "khóa", "keys";
        Database = "database", "kho dữ liệu", "database";
        Broker = "broker", "hàng đợi", "broker";
        Projections = "projections", "hình chiếu", "projections";
        Fonts = "fonts", "phông chữ", "fonts";
        Law = "law", "pháp luật", "law";
        Places = "places", "địa bàn", "places";
    }
}

domain::code_list! {
    /// How a check ended.
    State {
        Ok = "ok", "✓", "✓";
        /// It runs, but somebody should look.
        Warning = "warning", "!", "!";
        Failed = "failed", "✗", "✗";
    }
}

/// One line of the table.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub group: Group,
    pub what: String,
    pub state: State,
    /// What to do about it.
    pub mend: String,
    /// The code that a start fails with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
}

impl Check {
    fn ok(group: Group, what: impl Into<String>) -> Self {
        Self { group, what: what.into(), state: State::Ok, mend: String::new(), code: None }
    }

    fn warning(group: Group, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { mend: mend.into(), state: State::Warning, ..Self::ok(group, what) }
    }

    fn failed(group: Group, what: impl Into<String>, code: Code, mend: impl Into<String>) -> Self {
        Self { mend: mend.into(), state: State::Failed, code: Some(code), ..Self::ok(group, what) }
    }
}

/// What is checked, and in which language.
pub struct Ground<'a> {
    pub settings: &'a Settings,
    pub language: Language,
    /// The platform that runs on the data folder.
    pub running: Option<Seen>,
}

impl<'a> Ground<'a> {
    pub fn new(settings: &'a Settings, language: Language) -> Self {
        Self { settings, language, running: Instance::look(&settings.data.folder) }
    }

    fn say(&self, vi: impl Into<String>, en: impl Into<String>) -> String {
        match self.language {
            Language::Vietnamese => vi.into(),
            Language::English => en.into(),
        }
    }

    /// Everything, in the order of the table.
    pub async fn all(&self) -> Vec<Check> {
        let mut checks = vec![content::version()];
        checks.extend([files::folder(self), machine::space(self)]);
        checks.extend(machine::clock(self));
        checks.extend([files::config(self), network::port(self), files::key(self)]);
        checks.extend(network::database(self).await);
        checks.push(network::broker(self).await);
        checks.extend(projections::lag(self).await);
        checks.extend([machine::fonts(self), content::law(self), content::places(self)]);
        checks
    }

    /// What must hold before a start.
    pub async fn before_start(&self) -> Vec<Check> {
        let mut checks = vec![files::folder(self), network::port(self), files::key(self)];
        checks.extend(network::database(self).await);
        // The services start without their broker: events wait in the outboxes.
        let broker = network::broker(self).await;
        let state = if broker.state == State::Failed { State::Warning } else { broker.state };
        checks.push(Check { state, ..broker });
        checks
    }
}

/// As a table.
pub fn table(terminal: Terminal, checks: &[Check]) -> comfy_table::Table {
    let rows: Vec<_> = checks
        .iter()
        .map(|check| {
            let group = terminal.say(check.group.vi(), check.group.en());
            vec![check.state.vi().to_owned(), group.to_owned(), check.what.clone(), check.mend.clone()]
        })
        .collect();
    terminal.table(&[("", ""), ("Nhóm", "Group"), ("Kiểm tra", "Check"), ("Cách sửa", "How to mend")], &rows, 9)
}
