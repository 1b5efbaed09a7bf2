//! The table of dated cases in `data/terms.tsv`: each end there was reckoned by hand, in the words of its
//! last column.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::law::reckoning::{Away, Course, Reckoning, Reduction, Span, TermState};

const TABLE: &str = include_str!("../../../data/terms.tsv");

#[test]
fn every_dated_case_ends_when_it_was_reckoned_to_end() {
    let rows: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
    let failures: Vec<String> = rows.iter().filter_map(|row| check(row).err()).collect();
    println!("{} dated cases, {} failed", rows.len(), failures.len());
    assert!(failures.is_empty(), "of {} cases these failed:\n{}", rows.len(), failures.join("\n"));
    assert!(rows.len() >= 60, "the table has {} cases", rows.len());
}

#[test]
fn the_table_covers_every_pack_every_interruption_and_every_state() {
    let packs = PackId::ALL.iter().map(|id| format!("\t{id}\t"));
    let kinds = Interruption::ALL.iter().map(|kind| format!("{kind}@"));
    let states = ["running", "stopped", "over", "remitted"].map(|state| format!("\t{state}\t"));
    for part in packs.chain(kinds).chain(states) {
        assert!(TABLE.lines().any(|line| line.contains(&part)), "{part}");
    }
}

#[test]
fn an_end_that_rests_on_an_unread_article_says_so() {
    let course = |pack, away| Course {
        pack: super::pack(pack),
        months: 24,
        started_on: day("2026-07-15"),
        held: &[],
        away,
        reductions: &[],
    };
    let prison = [Away { interruption: Interruption::Prison, from: day("2026-08-01"), to: Some(day("2026-09-01")) }];
    let escape = [Away { interruption: Interruption::Escape, ..prison[0] }];
    assert!(course(PackId::C, &prison).reckon(day("2026-11-25")).is_verified());
    assert!(!course(PackId::C, &escape).reckon(day("2026-11-25")).is_verified());
}

/// Reckons a row and compares; the error names the case.
fn check(row: &str) -> Result<(), String> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [case, pack, months, started_on, held, away, reductions, on, ends_on, state, article, by_hand] = fields[..]
    else {
        return Err(format!("{row}: not twelve columns"));
    };
    let held: Vec<Span> = listed(held, span).collect();
    let away: Vec<Away> = listed(away, away_of).collect();
    let reductions: Vec<Reduction> = listed(reductions, reduction).collect();
    let course = Course {
        pack: super::pack(pack.parse().unwrap()),
        months: months.parse().unwrap(),
        started_on: day(started_on),
        held: &held,
        away: &away,
        reductions: &reductions,
    };
    let reckoning = course.reckon(day(on));
    let last = reckoning.lines.iter().rev().find_map(|line| line.article).map_or("", |article| article.citation);
    let told = (reckoning.ends_on.to_string(), told(&reckoning), last);
    if told != (ends_on.to_owned(), state, article) {
        return Err(format!("{case}: reckoned {told:?}; by hand: {ends_on}, {state}, {article}: {by_hand}"));
    }
    Ok(())
}

fn told(reckoning: &Reckoning) -> &'static str {
    match reckoning.state {
        TermState::Running => "running",
        TermState::Stopped { .. } => "stopped",
        TermState::Over => "over",
        TermState::Remitted => "remitted",
    }
}

fn listed<'a, T>(text: &'a str, read: impl Fn(&'a str) -> T + 'a) -> impl Iterator<Item = T> + 'a {
    text.split([',', ';']).filter(|part| !part.is_empty()).map(read)
}

fn span(text: &str) -> Span {
    let (from, to) = text.split_once('/').unwrap();
    Span { from: day(from), to: day(to) }
}

fn away_of(text: &str) -> Away {
    let (kind, span) = text.split_once('@').unwrap();
    let (from, to) = span.split_once('/').unwrap();
    Away { interruption: kind.parse().unwrap(), from: day(from), to: (!to.is_empty()).then(|| day(to)) }
}

fn reduction(text: &str) -> Reduction {
    let (on, months) = text.split_once(':').unwrap();
    Reduction { decided_on: day(on), months: months.parse().unwrap() }
}

proptest! {
    /// However the intervals are listed, the term is the same; an escape never makes it shorter.
    #[test]
    fn the_order_of_recording_does_not_matter(
        spans in prop::collection::vec((0..500_u64, 0..60_u64), 0..6), extra in (0..300_u64, 1..60_u64),
    ) {
        let away = |(from, length): (u64, u64)| {
            let from = day("2022-03-01") + Days::new(from);
            Away { interruption: Interruption::Escape, from, to: Some(from + Days::new(length)) }
        };
        let reckon = |away: &[Away]| {
            let course = Course {
                pack: pack(PackId::B1), months: 12, started_on: day("2022-03-01"), held: &[], away,
                reductions: &[],
            };
            course.reckon(day("2025-01-01")).ends_on
        };
        let mut escapes: Vec<Away> = spans.into_iter().map(away).collect();
        let forward = reckon(&escapes);
        escapes.reverse();
        prop_assert_eq!(forward, reckon(&escapes));
        escapes.push(away(extra));
        prop_assert!(reckon(&escapes) >= forward);
    }
}
