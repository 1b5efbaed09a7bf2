//! A list of people sent in, previewed and written, beside `COPY` of the rows that it left.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use documents::workbook::{self, Sheet};
use platform::remote::Remote;
use reqwest::Client;
use runtime::Running;
use samples::{Dice, people};
use serde_json::{Value, json};
use uuid::Uuid;

use super::copy::Mark;
use super::crowd::{HEADER, row};
use crate::report::{Report, Row};

/// Rows of a list.
const ROWS: usize = 20_000;

/// A measured import.
pub struct Imported {
    /// Rows of the list a second, from sending it to the last line written.
    pub per_second: f64,
    yardstick: f64,
    note: String,
}

pub async fn measure(running: &Running, officer: &Remote, seed: u64) -> Result<Imported> {
    let db = &running.contexts["registry"].db;
    let file = workbook(seed)?;
    let mark = Mark::now(db).await?;
    let begin = Instant::now();
    let id = send(running, officer, file).await?;
    let previewed = begin.elapsed();
    let path = format!("/v1/imports/{id}/apply");
    let view = loop {
        let view: Value = officer.post("registry", &path, &json!({}), None).await?;
        if view["state"] == "applied" {
            break view;
        }
    };
    let took = begin.elapsed();
    let (written, kept) = (lines(&view, "done"), lines(&view, "kept"));
    ensure!(written + kept == i64::try_from(ROWS)?, "{}", view["counts"]);
    let yardstick = mark.write_again(db, id).await?;
    let per_second = |time: Duration| ROWS as f64 / time.as_secs_f64();
    let note = format!(
        "{written} of {ROWS} lines written, {kept} kept aside; preview {:.1} s, writing {:.1} s",
        previewed.as_secs_f64(),
        (took - previewed).as_secs_f64(),
    );
    Ok(Imported { per_second: per_second(took), yardstick: per_second(yardstick), note })
}

impl Imported {
    pub fn report(self, report: &mut Report, what: String, yardstick: &'static str) {
        let Self { per_second, yardstick: yardstick_value, note } = self;
        report.add(Row { what, value: per_second, yardstick, yardstick_value, unit: "rows/s", note });
    }
}

fn workbook(seed: u64) -> Result<Vec<u8>> {
    let text = |text: String| if text.is_empty() { workbook::Value::Empty } else { workbook::Value::Text(text) };
    let mut dice = Dice::new(seed);
    let people = people(seed, ROWS).map(|person| person.as_written(&mut dice));
    let rows = people.enumerate().map(|(at, person)| row(at + 1, &person).into_iter().map(text).collect()).collect();
    let sheet = Sheet {
        name: "Danh sách".to_owned(),
        title: "Danh sách người nghiện ma túy".to_owned(),
        header: HEADER.map(str::to_owned).to_vec(),
        rows,
    };
    Ok(workbook::write(&[sheet])?)
}

async fn send(running: &Running, officer: &Remote, file: Vec<u8>) -> Result<Uuid> {
    let url = format!("{}/api/registry/v1/imports?occurred_on={}", running.base_url(), domain::places::EARLIEST);
    let request = Client::new().post(url).bearer_auth(officer.token().await?).header("x-file-name", "list.xlsx");
    let answer: Value = request.body(file).send().await?.error_for_status()?.json().await?;
    answer["id"].as_str().and_then(|id| id.parse().ok()).with_context(|| format!("{answer}"))
}

fn lines(view: &Value, state: &str) -> i64 {
    let counts = view["counts"].as_array().into_iter().flatten();
    counts.filter(|count| count["state"] == state).filter_map(|count| count["lines"].as_i64()).sum()
}
