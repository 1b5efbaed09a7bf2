//! `hoanhap explain`: what an error code means and what to do about it, in both languages.

use clap::Args;
use serde_json::{Value, json};
use web::Language;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::terminal::Terminal;

#[derive(Args)]
#[command(after_help = "Ví dụ / Examples:\n  hoanhap explain E_PORT_TAKEN\n  hoanhap explain --output json")]
pub struct Explain {
    /// Mã lỗi; bỏ trống để xem mọi mã / an error code; all of them when left out
    code: Option<String>,
}

impl Explain {
    pub fn run(self, terminal: Terminal) -> Result<Exit, Failed> {
        match self.code {
            Some(code) => one(terminal, &code)?,
            None => all(terminal),
        }
        Ok(Exit::Done)
    }
}

fn one(terminal: Terminal, asked: &str) -> Result<(), Failed> {
    let code: Code = asked.to_uppercase().parse().map_err(|_| {
        let (vi, en) = (format!("không có mã lỗi {asked}"), format!("there is no error code {asked}"));
        Failed::say(Code::NotFound, vi, en).next("hoanhap explain")
    })?;
    terminal.record("error-code/1", &described(code), || text(terminal, code));
    Ok(())
}

fn all(terminal: Terminal) {
    let codes: Vec<Value> = Code::ALL.iter().map(|code| described(*code)).collect();
    terminal.rows("error-code/1", &codes, || {
        let rows: Vec<_> = Code::ALL
            .iter()
            .map(|code| {
                vec![code.to_string(), (code.exit() as u8).to_string(), code.vi().to_owned(), code.en().to_owned()]
            })
            .collect();
        let header = [("Mã lỗi", "Code"), ("Mã thoát", "Exit"), ("Nghĩa", "Vietnamese"), ("Tiếng Anh", "English")];
        terminal.table(&header, &rows, 9)
    });
}

fn described(code: Code) -> Value {
    let (vi, en) = code.remedy();
    json!({
        "code": code, "exit": code.exit() as u8,
        "title": { "vi": code.vi(), "en": code.en() },
        "remedy": { "vi": vi, "en": en },
    })
}

/// Both languages, the chosen one first.
fn text(terminal: Terminal, code: Code) -> String {
    let (vi, en) = code.remedy();
    let exit = code.exit() as u8;
    let vietnamese = format!("{}.\n{vi}", code.vi());
    let english = format!("{}.\n{en}", code.en());
    let (first, second) = match terminal.language {
        Language::Vietnamese => (vietnamese, english),
        Language::English => (english, vietnamese),
    };
    format!("{code} ({} {exit})\n\n{first}\n\n{second}", terminal.say("mã thoát", "exit code"))
}
