//! `hoanhap certificate`: checking the codes of certificates, and the keys they are signed with. Checking needs no
//! account: whoever holds a certificate may ask.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use certificates::{Code as CertificateCode, Content, KeySet, PublicKeys, Status};
use clap::{Args, Subcommand};
use runtime::certificates::keys;
use runtime::certificates::routes::{CheckCode, StatusView};
use runtime::{Context, Service, Settings, host};
use serde::{Deserialize, Serialize};
use serde_json::json;
use web::Language;

use crate::code::Code;
use crate::exit::{Exit, Failed};
use crate::remote::Open;
use crate::services;
use crate::terminal::Terminal;
use crate::words::Said;

pub const EXAMPLE: &str =
    "Ví dụ / Examples:\n  hoanhap certificate verify 20KX6A1B-9C0D4E7F\n  hoanhap certificate keys --out keys.json";
const SCHEMA: &str = "certificate-keys/1";

#[derive(Subcommand)]
pub enum Certificate {
    /// Kiểm tra mã trên giấy chứng nhận; mã thoát 1 khi có giấy không còn hiệu lực / check codes, exit 1 when one
    /// does not hold
    Verify(Verify),
    /// Xuất khóa công khai, để kiểm tra ngoại tuyến / export the public keys, to check offline
    Keys(Export),
    /// Tạo khóa ký mới; giấy đã cấp vẫn kiểm tra được / make a new signing key; what was issued goes on verifying
    Rotate(Rotation),
}

#[derive(Args)]
#[command(
    after_help = "Ví dụ / Examples:\n  hoanhap certificate verify 20KX6A1B-9C0D4E7F --output json\n  hoanhap certificate verify 20KX6A1B-9C0D4E7F --offline --keys keys.json"
)]
pub struct Verify {
    /// Mã in trên giấy, hoặc nội dung mã QR / codes as printed, or what their QR codes hold
    #[arg(required = true)]
    codes: Vec<String>,
    /// Tệp do `hoanhap certificate keys` xuất / a file that `hoanhap certificate keys` wrote
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Chỉ kiểm tra chữ ký, không hỏi hệ thống; cần --keys / check the signature only, ask nobody; needs --keys
    #[arg(long, requires = "keys")]
    offline: bool,
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap certificate keys --out keys.json")]
pub struct Export {
    /// Tệp ghi ra; bỏ trống là đầu ra chuẩn / a file to write; standard output when left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Args)]
#[command(after_help = "Ví dụ / Example:\n  hoanhap certificate rotate --service facility")]
pub struct Rotation {
    /// Dịch vụ cấp giấy; bỏ trống là tất cả / an issuing service; all of them when left out
    #[arg(long)]
    service: Option<String>,
}

/// A code with what is known of it.
#[derive(Serialize)]
struct Checked {
    code: String,
    /// `valid`, `revoked` or `unknown`; offline `signed` or `unknown`.
    status: &'static str,
    /// Why the code is no code, or not signed; found without asking anybody.
    problem: Option<String>,
    /// What the code says, where keys were given and one has signed it.
    issuer: Option<certificates::Issuer>,
    form: Option<certificates::Form>,
    issued_on: Option<chrono::NaiveDate>,
}

/// What a file of keys holds; a service's own answer will do as well.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Exported { schema: String, data: KeySet },
    Served(KeySet),
}

impl Certificate {
    pub async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        match self {
            Self::Verify(verify) => verify.run(settings, terminal).await,
            Self::Keys(export) => export.run(settings, terminal).await,
            Self::Rotate(rotation) => rotation.run(settings, terminal).await,
        }
    }
}

/// The services that issue certificates, or the one that is named.
fn issuing(name: Option<&str>) -> Result<Vec<Arc<dyn Service>>, Failed> {
    let mut all = services::all();
    all.retain(|service| service.issues_certificates() && name.is_none_or(|name| name == service.name()));
    match name {
        Some(name) if all.is_empty() => {
            let vi = format!("Dịch vụ `{name}` không cấp giấy chứng nhận.");
            Err(Failed::say(Code::Usage, vi, format!("`{name}` issues no certificates.")))
        }
        _ => Ok(all),
    }
}

impl Verify {
    async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let keys = self.keys.as_deref().map(read).transpose()?;
        let open = (!self.offline).then(|| Open::of_platform(settings, terminal.language));
        let mut rows = Vec::new();
        for text in &self.codes {
            rows.push(check(text, keys.as_ref(), open.as_ref(), terminal.language).await?);
        }
        print(&rows, terminal);
        if self.offline {
            terminal.note(
                "Chỉ kiểm tra chữ ký: giấy có bị thu hồi hay không thì chưa biết.",
                "Signatures only: whether a certificate was revoked is not known.",
            );
        }
        let holds = |row: &Checked| matches!(row.status, "valid" | "signed");
        Ok(if rows.iter().all(holds) { Exit::Done } else { Exit::CheckFailed })
    }
}

/// Whom to ask is read from the code; without anybody to ask, the signature is all that is known.
async fn check(
    text: &str,
    keys: Option<&PublicKeys>,
    open: Option<&Open>,
    language: Language,
) -> Result<Checked, Failed> {
    let unknown = |code: String, problem: Option<Said>| {
        let problem = problem.map(|problem| problem.pick(language).to_owned());
        Checked { code, status: Status::Unknown.as_str(), problem, issuer: None, form: None, issued_on: None }
    };
    let code = match CertificateCode::read(text) {
        Ok(code) => code,
        Err(error) => return Ok(unknown(text.to_owned(), Some(Said::new(error.vi(), error.en())))),
    };
    let content: Option<Content> = match keys.map(|keys| code.verify(keys)).transpose() {
        Ok(content) => content,
        Err(error) => return Ok(unknown(code.to_string(), Some(Said::new(error.vi(), error.en())))),
    };
    let status = match (open, code.issuer()) {
        (None, _) => "signed",
        (Some(_), None) => Status::Unknown.as_str(),
        (Some(open), Some(issuer)) => {
            let asked = CheckCode { code: code.plain() };
            let answer: StatusView = open.post(issuer.as_str(), "/v1/certificates/status", &asked).await?;
            answer.status.as_str()
        }
    };
    Ok(Checked {
        code: code.to_string(),
        status,
        problem: None,
        issuer: content.map(|content| content.issuer),
        form: content.map(|content| content.form),
        issued_on: content.map(|content| content.issued_on),
    })
}

fn print(rows: &[Checked], terminal: Terminal) {
    terminal.rows("certificate-status/1", rows, || {
        let line = |row: &Checked| {
            let (mark, word) = match row.status {
                "valid" => ("✓", terminal.say(Status::Valid.vi(), Status::Valid.en())),
                "revoked" => ("✗", terminal.say(Status::Revoked.vi(), Status::Revoked.en())),
                "signed" => ("✓", terminal.say("chữ ký đúng", "signature holds")),
                _ => ("✗", terminal.say(Status::Unknown.vi(), Status::Unknown.en())),
            };
            let form = row.form.map_or(String::new(), |form| form.to_string());
            let on = row.issued_on.map_or(String::new(), |on| on.format("%d/%m/%Y").to_string());
            let problem = row.problem.clone().unwrap_or_default();
            let start: String = row.code.chars().take(17).collect();
            vec![mark.to_owned(), word.to_owned(), format!("{start}…"), form, on, problem]
        };
        let header = [
            ("", ""),
            ("Trạng thái", "Status"),
            ("Mã", "Code"),
            ("Mẫu", "Form"),
            ("Ngày cấp", "Issued on"),
            ("Vì sao", "Why"),
        ];
        terminal.table(&header, &rows.iter().map(line).collect::<Vec<_>>(), 9)
    });
}

fn read(file: &Path) -> Result<PublicKeys, Failed> {
    let text = fs::read_to_string(file).map_err(|error| Failed::file("--keys", file, error))?;
    let unusable = |error: anyhow::Error| {
        Failed::new(Code::File, error.context(format!("--keys {}", file.display())))
            .next("hoanhap certificate keys --out FILE")
    };
    let found: File = serde_json::from_str(&text).map_err(|error| unusable(error.into()))?;
    let set = match found {
        File::Exported { schema, data } if schema == SCHEMA => data,
        File::Exported { schema, .. } => {
            let vi = format!("`{schema}`, cần `{SCHEMA}`");
            return Err(unusable(Said::new(vi, format!("`{schema}`, expected `{SCHEMA}`")).into()));
        }
        File::Served(set) => set,
    };
    PublicKeys::read(&set).map_err(|error| unusable(error.into()))
}

impl Export {
    async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let open = Open::of_platform(settings, terminal.language);
        let mut all = KeySet::default();
        for service in issuing(None)? {
            let set: KeySet = open.get(service.name(), "/v1/certificates/keys").await?;
            all.keys.extend(set.keys);
        }
        let document = json!({ "schema": SCHEMA, "data": all });
        let Some(out) = &self.out else {
            crate::output::json(&document);
            return Ok(Exit::Done);
        };
        fs::write(out, format!("{document:#}\n")).map_err(|error| Failed::file("--out", out, error))?;
        terminal.note(format!("Đã ghi {}", out.display()), format!("Written to {}", out.display()));
        Ok(Exit::Done)
    }
}

/// Of a platform that has run: a wrong folder is not filled with new databases.
async fn open(service: &dyn Service, settings: &Settings) -> Result<Context, Failed> {
    let folder = settings.data.folder.display();
    let file = settings.data.folder.join(format!("{}.sqlite", service.name()));
    if settings.database.url.expose().is_empty() && !file.exists() {
        let (vi, en) = (format!("{folder}: chưa có dữ liệu"), format!("{folder}: there are no data"));
        return Err(Failed::say(Code::NotFound, vi, en));
    }
    let opened = host::open_context(service, settings.clone()).await;
    opened.map_err(|error| Failed::new(Code::Database, error).next("hoanhap doctor"))
}

impl Rotation {
    async fn run(self, settings: Settings, terminal: Terminal) -> Result<Exit, Failed> {
        let mut made = Vec::new();
        for service in issuing(self.service.as_deref())? {
            let context = open(service.as_ref(), &settings).await?;
            let key = keys::rotate(&context).await?;
            made.push(json!({ "service": service.name(), "kid": key.to_string() }));
        }
        terminal.rows("certificate-key/1", &made, || {
            let text = |row: &serde_json::Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
            let rows: Vec<_> = made.iter().map(|row| vec![text(row, "service"), text(row, "kid")]).collect();
            terminal.table(&[("Dịch vụ", "Service"), ("Khóa mới", "New key")], &rows, 9)
        });
        Ok(Exit::Done)
    }
}
