//! The table of dated cases in `data/clocks.tsv`: each due time there was counted by hand, in the
//! words of its last column.

use chrono::{DateTime, FixedOffset, NaiveDateTime};

use crate::law::article::Article;
use crate::law::calendar::Certainty;
use crate::law::clock::{Due, End, Limit, Pause, Unit, VIETNAM, due};
use crate::law::procedure::{AgeGroup, DoneStep, History, Step, procedure};

const TABLE: &str = include_str!("../../../data/clocks.tsv");

#[test]
fn every_dated_case_ends_when_it_was_counted_to_end() {
    let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
    let failures: Vec<String> = rows.iter().filter_map(|row| check(row).err()).collect();
    println!("{} dated cases, {} failed", rows.len(), failures.len());
    assert!(failures.is_empty(), "of {} cases these failed:\n{}", rows.len(), failures.join("\n"));
    assert!(rows.len() >= 66, "the table has {} cases", rows.len());
}

#[test]
fn the_table_covers_every_pack_every_unit_and_each_tet_from_2020_to_2027() {
    let has = |part: &str| TABLE.lines().any(|line| line.contains(part));
    for pack in
        ["\tA\t", "\tB1\t", "\tB2a\t", "\tB2b\t", "\tC\t", " months\t", " days\t", " hours\t", " working_days\t"]
    {
        assert!(has(pack), "{pack}");
    }
    for tet in [
        "25/1, first of Tet",
        "14 Tet",
        "4/2 Tet",
        "24 Tet",
        "12 Tet",
        "31 Tet",
        "17/2, first of Tet",
        "6/2, first of Tet",
    ] {
        assert!(has(tet), "{tet}");
    }
}

/// Counts a row and compares; the error names the case.
fn check(row: &str) -> Result<(), String> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [case, pack, what, events, pauses, expected, certainty, article, derivation] = fields[..] else {
        return Err(format!("{row}: not nine columns"));
    };
    let wrong = |what: String| Err(format!("{case}: {what}; by hand: {derivation}"));
    if article.is_empty() || derivation.is_empty() {
        return wrong("no article or no derivation".to_owned());
    }
    let pauses: Vec<Pause> = pauses.split(',').filter(|text| !text.is_empty()).map(pause).collect();
    let counted = if pack.is_empty() {
        due(moment(events), limit(what), &pauses)
    } else {
        let (group, step) = what.split_once(' ').unwrap();
        let procedure = procedure(pack.parse().unwrap(), group.parse::<AgeGroup>().unwrap());
        let done: Vec<DoneStep> = events.split(';').map(done).collect();
        let step: Step = step.parse().unwrap();
        let Some(due) = procedure.due(step, History { done: &done, pauses: &pauses }) else {
            return wrong("no clock was started".to_owned());
        };
        if due.limit.article.citation != article {
            return wrong(format!("the limit rests on {}", due.limit.article.citation));
        }
        due
    };
    if told(&counted) != expected {
        return wrong(format!("expected {expected}, counted {}", told(&counted)));
    }
    if Ok(counted.certainty) != certainty.parse::<Certainty>() {
        return wrong(format!("expected {certainty}, the days off are {}", counted.certainty));
    }
    Ok(())
}

fn told(due: &Due) -> String {
    match due.end {
        End::Stopped { left, .. } => format!("stopped {} {}", left.value, left.unit),
        End::At { at } if due.limit.unit == Unit::Hours => at.format("%Y-%m-%d %H:%M").to_string(),
        End::At { .. } => format!("{} 24:00", due.last_day().unwrap()),
    }
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap_or_else(|_| panic!("{text:?}"));
    local.and_local_timezone(VIETNAM).unwrap()
}

fn pause(text: &str) -> Pause {
    let (from, to) = text.split_once('/').unwrap();
    Pause { from: moment(from), to: (!to.is_empty()).then(|| moment(to)) }
}

fn limit(text: &str) -> Limit {
    let (value, unit) = text.split_once(' ').unwrap();
    Limit::new(value.parse().unwrap(), unit.parse().unwrap(), Article::unverified("một giới hạn của bảng"))
}

fn done(text: &str) -> DoneStep {
    let (step, at) = text.split_once('@').unwrap();
    DoneStep { step: step.parse().unwrap(), at: moment(at) }
}
