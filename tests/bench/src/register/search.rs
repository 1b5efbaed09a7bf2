//! Searches over HTTP by people who are there, typed as people type, beside finding one row by an indexed column
//! on a connection of the same kind.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use domain::text::fold;
use platform::remote::Remote;
use runtime::Running;
use samples::Dice;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::json;

use super::fill::Known;
use crate::load::{self, Target};
use crate::report::{Report, Row};

/// How a search is typed.
struct Manner {
    name: &'static str,
    /// Nothing, when this person can't be searched for so.
    write: fn(&Known, &mut Dice) -> Option<String>,
}

const MANNERS: [Manner; 8] = [
    Manner { name: "a letter wrong", write: |known, dice| Some(misspelt(&known.name, dice)) },
    Manner {
        name: "a letter wrong in two words",
        write: |known, dice| Some(misspelt(&misspelt(&known.name, dice), dice)),
    },
    Manner { name: "no marks", write: |known, _| Some(fold(&known.name)) },
    Manner { name: "given name first", write: |known, _| Some(given_first(&fold(&known.name))) },
    Manner {
        name: "no marks, with the year",
        write: |known, _| Some(format!("{} {}", fold(&known.name), known.birth_year)),
    },
    Manner { name: "family and given name", write: |known, _| Some(outer(&fold(&known.name))) },
    Manner { name: "marks, beginning of the given name", write: |known, _| Some(beginning(&known.name)) },
    Manner { name: "official number", write: |known, _| known.number.clone() },
];

pub async fn measure(
    report: &mut Report,
    running: &Running,
    officer: &Remote,
    known: &[Known],
    seconds: u64,
    engine: &str,
) -> Result<()> {
    let yardstick = by_index(&running.contexts["registry"].db).await?;
    for Manner { name, write } in MANNERS {
        let mut dice = Dice::new(7);
        let bodies: Vec<String> = known
            .iter()
            .filter_map(|known| write(known, &mut dice))
            .map(|q| json!({ "q": q, "limit": 50 }).to_string())
            .collect();
        let target = Arc::new(Target {
            address: running.address.to_string(),
            path: "/api/registry/v1/persons/search",
            token: officer.token().await?,
            body: Box::new(move |number| bodies[number % bodies.len()].clone()),
        });
        let load = load::run(target, 1, Duration::from_secs(seconds)).await?;
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        report.add(Row {
            what: format!("search, {name}, p95, {engine}"),
            value: milliseconds(load.p95),
            yardstick: "a row by its index, p95",
            yardstick_value: milliseconds(yardstick),
            unit: "ms",
            note: format!(
                "p50 {:.1} ms, p99 {:.1} ms, {:.0} per s",
                milliseconds(load.p50),
                milliseconds(load.p99),
                load.per_second
            ),
        });
    }
    Ok(())
}

/// The slowest twentieth of plain look-ups by a unique index, on the service's own pool.
async fn by_index(db: &DatabaseConnection) -> Result<Duration> {
    const LOOK_UPS: usize = 2_000;
    let backend = db.get_database_backend();
    let some = format!("SELECT number_index FROM person_numbers ORDER BY number_index LIMIT {LOOK_UPS}");
    let mut times = Vec::with_capacity(LOOK_UPS);
    for row in db.query_all_raw(Statement::from_string(backend, some)).await? {
        let index: String = row.try_get_by_index(0)?;
        let sql = "SELECT person_id FROM person_numbers WHERE number_index = $1";
        let find = Statement::from_sql_and_values(backend, sql, [index.into()]);
        let begin = Instant::now();
        db.query_one_raw(find).await?.context("it was just read")?;
        times.push(begin.elapsed());
    }
    times.sort_unstable();
    times.get(times.len() * 95 / 100).copied().context("nobody has a number")
}

/// Two letters of one word swapped, or one left out, without marks.
fn misspelt(name: &str, dice: &mut Dice) -> String {
    let mut words: Vec<Vec<char>> = fold(name).split(' ').map(|word| word.chars().collect()).collect();
    let at = dice.below(words.len());
    let word = &mut words[at];
    let place = dice.below(word.len().saturating_sub(1));
    if word.len() > 3 && dice.chance(50) {
        word.remove(place);
    } else if word.len() > 1 {
        word.swap(place, place + 1);
    }
    words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

fn given_first(name: &str) -> String {
    name.rsplit_once(' ').map_or_else(|| name.to_owned(), |(others, given)| format!("{given} {others}"))
}

/// Without what stands between.
fn outer(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words.as_slice() {
        [family, .., given] => format!("{family} {given}"),
        _ => name.to_owned(),
    }
}

/// All but the last letters of the given name.
fn beginning(name: &str) -> String {
    let (others, given) = name.rsplit_once(' ').unwrap_or(("", name));
    let most = given.chars().count().div_ceil(2);
    format!("{others} {}", given.chars().take(most).collect::<String>())
}
