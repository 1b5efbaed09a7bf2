//! How many records of a register a line of a list is compared with, and which second records that finds.
//!
//! `cargo run --release -p samples --example near -- 1000000`
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::collections::HashMap;

use domain::matching::{LARGEST_BLOCK, NEAREST, Profile, Verdict, blocking_keys, identifying_keys, nearest, score};
use samples::{Dice, Person, Slip, people};

const SEED: u64 = 2_026;
/// Lines about people of the register, each with a slip.
const SECOND: usize = 5_000;
/// Lines about other people.
const NEW: usize = 10_000;

fn main() {
    let count: usize = std::env::args().nth(1).and_then(|argument| argument.parse().ok()).unwrap_or(100_000);
    let mut dice = Dice::new(SEED);
    let known: Vec<Person> = people(SEED, count + NEW).collect();
    let (known, new) = known.split_at(count);
    let (twice, once) = known.split_at(SECOND.min(count));
    let described = |person: Person| Profile::of(person.description());
    let (mut register, second): (Vec<Profile>, Vec<Profile>) = twice
        .iter()
        .map(|person| dice.pick(Slip::ALL).write_twice(person, &mut dice))
        .map(|(first, second)| (described(first), described(second)))
        .unzip();
    register.extend(once.iter().map(|person| described(person.as_written(&mut dice))));

    let mut blocks: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, profile) in register.iter().enumerate() {
        for key in blocking_keys(profile) {
            blocks.entry(key).or_default().push(at);
        }
    }
    blocks.retain(|_, block| block.len() <= LARGEST_BLOCK);

    let alike = |line: &Profile, at: usize| score(line, &register[at]).verdict != Verdict::No;
    let near = |line: &Profile| nearest(&blocking_keys(line), &identifying_keys(line), &blocks);
    let to_find: Vec<(usize, &Profile)> = second.iter().enumerate().filter(|(at, line)| alike(line, *at)).collect();
    let found = to_find.iter().filter(|(at, line)| near(line).contains(at)).count();
    let new: Vec<Profile> = new.iter().map(|person| described(person.as_written(&mut dice))).collect();
    let compared: Vec<(bool, usize)> = new
        .iter()
        .map(|line| (near(line), line))
        .map(|(near, line)| (near.iter().any(|at| alike(line, *at)), near.len()))
        .collect();

    println!("{count} records; blocks up to {LARGEST_BLOCK}, the nearest {NEAREST}");
    println!("{found} of {} second records that are alike are among the nearest", to_find.len());
    let records: usize = compared.iter().map(|(_, records)| records).sum();
    println!("a line about somebody new is compared with {:.2} records", records as f64 / new.len() as f64);
    let namesakes = compared.iter().filter(|(alike, _)| *alike).count();
    println!("{namesakes} of {} such lines are alike somebody's record", new.len());
}
