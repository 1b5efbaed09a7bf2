//! Reading a list and saying what would become of each line.

use chrono::NaiveDate;
use documents::lists::header::{self, Profile};
use documents::lists::legacy::{self, Capitals};
use documents::lists::rows::{self, RawRow, Row};
use documents::lists::{self, Cell};
use domain::FieldError;
use domain::codes::FileKind;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use web::{Caller, Problem, Right};

use super::{Content, Plan, classify};
use crate::State;
use crate::domain::import::{self, Draft, ListContext};
use crate::store;
use crate::store::imports::{Line, Model, Outcome, RowState, State as Stage};

/// A list as it is sent in.
pub struct Upload {
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// The commune where the list names none.
    pub commune_code: Option<String>,
    /// The day people are entered where the list has no column for it; today when left out.
    pub occurred_on: Option<NaiveDate>,
    pub file_kind: Option<FileKind>,
    /// A saved profile's name.
    pub profile: Option<String>,
}

/// A line before it is compared with the register.
pub struct Parsed {
    pub line: u32,
    pub cells: Vec<Cell>,
    pub read: Result<Draft, Vec<FieldError>>,
}

/// Lines written in one transaction.
const LINES: usize = 2_000;

pub async fn preview(state: &State, caller: &Caller, upload: Upload) -> Result<Uuid, Problem> {
    let context = &state.context;
    let today = context.today();
    let occurred_on = upload.occurred_on.unwrap_or(today);
    if occurred_on > today {
        return Err(FieldError::future_date("occurred_on").into());
    }
    let profile = profile(state, caller, upload.profile.as_deref()).await?;
    let scope = caller.scope_of(Right::RegisterPersons);
    let list = ListContext {
        occurred_on,
        today,
        commune_code: upload.commune_code.clone(),
        areas: scope.areas.iter().cloned().collect(),
        file_kind: upload.file_kind.unwrap_or(FileKind::Addict),
    };
    let (file_name, bytes) = (upload.file_name.clone(), upload.bytes);
    let content_hash = hash(&bytes);
    let (plan, parsed) = tokio::task::spawn_blocking(move || parse(&bytes, &file_name, &profile, &list))
        .await
        .map_err(|_| Problem::internal())??;

    let id = context.new_id();
    let import = Model {
        id,
        version: 1,
        account_id: caller.account.0,
        file_name: upload.file_name,
        content_hash,
        state: Stage::Reading.as_str().to_owned(),
        plan: serde_json::to_string(&plan).map_err(|_| Problem::internal())?,
        occurred_on,
        created_at: context.now(),
        finished_at: None,
    };
    let tx = context.begin().await?;
    store::imports::insert(&tx, import.clone()).await?;
    context.commit(tx).await?;
    let mut memory = classify::Memory::default();
    let mut parsed = parsed.into_iter().peekable();
    while parsed.peek().is_some() {
        let some: Vec<Parsed> = parsed.by_ref().take(LINES).collect();
        let tx = context.begin().await?;
        let lines = classify::lines(state, &tx, &mut memory, some).await?;
        store::imports::put_lines(&tx, id, &lines, &state.vault).await?;
        context.commit(tx).await?;
    }
    let tx = context.begin().await?;
    store::imports::advance(&tx, &import, Stage::Previewed, None).await?;
    context.commit(tx).await?;
    Ok(id)
}

async fn profile(state: &State, caller: &Caller, name: Option<&str>) -> Result<Profile, Problem> {
    let Some(name) = name else { return Ok(Profile::default()) };
    let found = store::imports::profile(&state.context.db, caller.account, name).await?;
    let text = found.ok_or_else(|| {
        FieldError::new("profile", "import.profile_unknown", "Không có mẫu cột tên này.", "No profile has this name.")
    })?;
    serde_json::from_str(&text).map_err(|_| Problem::internal())
}

/// The whole file, read without looking at the register.
fn parse(bytes: &[u8], file_name: &str, profile: &Profile, list: &ListContext) -> Result<(Plan, Vec<Parsed>), Problem> {
    let unreadable = |error: lists::Unreadable| FieldError::new("file", error.code(), error.vi(), error.en());
    let grid = lists::read(bytes, file_name).map_err(unreadable)?;
    let encoding = legacy::detect_grid(&grid);
    let grid = legacy::convert_grid(&grid, &encoding, Capitals::FromContext);
    let proposal = header::propose_with(&grid, profile).ok_or_else(|| {
        FieldError::new(
            "file",
            "import.no_header",
            "Không tìm thấy dòng tiêu đề: cần ít nhất hai cột nhận ra được, ví dụ Họ và tên, Năm sinh.",
            "No header was found: at least two columns must be known, such as Họ và tên and Năm sinh.",
        )
    })?;
    let all: Vec<Row> = rows::rows(&grid, &proposal.mapping).collect();
    let plan = Plan::of(&grid, &encoding, proposal, &all);
    let records = all.iter().filter_map(|row| match row {
        Row::Record(record) => Some(record),
        Row::Skipped(_) => None,
    });
    let parsed = records
        .map(|record: &RawRow| Parsed {
            line: u32::try_from(record.line).unwrap_or(u32::MAX),
            cells: grid.rows.get(record.line - 1).cloned().unwrap_or_default(),
            read: import::read(record, list),
        })
        .collect();
    Ok((plan, parsed))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A line as it is stored, before anybody compares it.
pub fn line(state: &State, parsed: &Parsed, outcome: Outcome) -> Result<Line, Problem> {
    let content = Content { cells: parsed.cells.clone(), draft: parsed.read.as_ref().ok().cloned() };
    let kept = matches!(outcome, Outcome::Bad | Outcome::PossibleDuplicate);
    Ok(Line {
        id: state.context.new_id(),
        line: parsed.line,
        content: serde_json::to_string(&content).map_err(|_| Problem::internal())?,
        fingerprint: String::new(),
        outcome,
        state: if kept { RowState::Kept } else { RowState::Waiting },
        problems: Vec::new(),
        person: None,
        alike: None,
        score: None,
        undo: None,
    })
}
