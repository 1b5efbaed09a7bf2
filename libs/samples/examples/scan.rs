//! Finds every pair of records that may be one person among n records in memory, and says what it took.
//!
//! `cargo run --release -p samples --example scan -- 1000000 [threads]`
//!
//! One record in a hundred is a second one of a person already there, with a slip; all others are of
//! different people, so each likely pair among those is wrong.
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::Instant;

use domain::matching::{Profile, Verdict, blocking_keys, score};
use samples::{Dice, Person, Slip, people};

/// Blocks beyond this are skipped, as the matcher's documentation advises.
const LARGEST_BLOCK: usize = 100;
const SEED: u64 = 2_026;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|argument| argument.parse().ok());
    let count = arguments.next().unwrap_or(100_000);
    let threads = arguments.next().unwrap_or(1);

    let (records, doubles) = Step::run("records written", || write_records(count)).0;
    let (profiles, prepared) = Step::run("profiles prepared", || prepare(records));
    let ((mut keys, places), blocked) = Step::run("keys made and sorted", || make_keys(&profiles));
    let (found, compared) = Step::run("pairs compared", || compare(&profiles, &mut keys, &places, threads));

    found.print(profiles.len(), doubles);
    let (seconds, work) = [prepared, blocked, compared]
        .iter()
        .fold((0.0, 0.0), |(seconds, work), step| (seconds + step.seconds, work + step.work.unwrap_or(f64::NAN)));
    let rate = |of: usize, seconds: f64| of as f64 / seconds;
    println!("{seconds:.1} s for all, {:.0} records/s; {work:.1} s of processor time", rate(profiles.len(), seconds));
    println!("{:.0} pairs/s while comparing, {threads} thread(s)", rate(found.pairs, compared.seconds));
    if let Some(memory) = peak_memory() {
        println!("peak memory {memory}");
    }
}

/// Different people, then second records of the first ones; the number of the latter.
fn write_records(count: usize) -> (Vec<Person>, usize) {
    let mut dice = Dice::new(SEED);
    let doubles = count / 100;
    let known: Vec<Person> = people(SEED, count - doubles).collect();
    let mut records: Vec<Person> = known.iter().map(|person| person.as_written(&mut dice)).collect();
    for at in 0..doubles {
        let slip = dice.pick(Slip::ALL);
        let (first, second) = slip.write_twice(&known[at], &mut dice);
        records[at] = first;
        records.push(second);
    }
    (records, doubles)
}

fn prepare(records: Vec<Person>) -> Vec<Profile> {
    records.into_iter().map(|record| Profile::of(record.description())).collect()
}

/// The hashed keys of each profile in order, and all of them with the profile's place, sorted.
fn make_keys(profiles: &[Profile]) -> (Vec<Vec<u64>>, Vec<(u64, u32)>) {
    let keys: Vec<Vec<u64>> = profiles.iter().map(hashed_keys).collect();
    let mut places = Vec::with_capacity(keys.iter().map(Vec::len).sum());
    for (at, keys) in (0..).zip(&keys) {
        places.extend(keys.iter().map(|key| (*key, at)));
    }
    places.sort_unstable();
    (keys, places)
}

fn hashed_keys(profile: &Profile) -> Vec<u64> {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut keys: Vec<u64> = blocking_keys(profile).into_iter().map(|key| hasher.hash_one(key)).collect();
    keys.sort_unstable();
    keys.shrink_to_fit();
    keys
}

#[derive(Default)]
struct Found {
    pairs: usize,
    skipped_blocks: usize,
    verdicts: [usize; 4],
    /// Likely pairs whose second record is the first one's double.
    right: usize,
}

/// Compares within each block; a pair in several blocks is compared in the one of its smallest key. Keys of blocks
/// that are skipped stand for nothing.
fn compare(profiles: &[Profile], keys: &mut [Vec<u64>], places: &[(u64, u32)], threads: usize) -> Found {
    let (blocks, skipped): (Vec<_>, Vec<_>) =
        places.chunk_by(|one, other| one.0 == other.0).partition(|block| block.len() <= LARGEST_BLOCK);
    let skipped: HashSet<u64> = skipped.into_iter().map(|block| block[0].0).collect();
    keys.iter_mut().for_each(|keys| keys.retain(|key| !skipped.contains(key)));
    let keys = &*keys;
    let share = blocks.len().div_ceil(threads.max(1)).max(1);
    let parts: Vec<Found> = std::thread::scope(|scope| {
        let workers: Vec<_> =
            blocks.chunks(share).map(|blocks| scope.spawn(|| compare_blocks(profiles, keys, blocks))).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let none = Found { skipped_blocks: skipped.len(), ..Found::default() };
    parts.into_iter().fold(none, |mut sum, part| {
        sum.pairs += part.pairs;
        sum.right += part.right;
        sum.verdicts.iter_mut().zip(part.verdicts).for_each(|(sum, part)| *sum += part);
        sum
    })
}

fn compare_blocks(profiles: &[Profile], keys: &[Vec<u64>], blocks: &[&[(u64, u32)]]) -> Found {
    let mut found = Found::default();
    let originals = profiles.len() - profiles.len() / 100;
    for block in blocks {
        for (at, (key, first)) in block.iter().enumerate() {
            for (_, second) in &block[at + 1..] {
                let (first, second) = (*first as usize, *second as usize);
                if shares_smaller_key(&keys[first], &keys[second], *key) {
                    continue;
                }
                let verdict = score(&profiles[first], &profiles[second]).verdict;
                found.pairs += 1;
                found.verdicts[verdict as usize] += 1;
                found.right += usize::from(verdict >= Verdict::Likely && first + originals == second);
            }
        }
    }
    found
}

/// Whether two sorted lists share a key below `key`.
fn shares_smaller_key(one: &[u64], other: &[u64], key: u64) -> bool {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        if **left >= key || **right >= key {
            return false;
        }
        match left.cmp(right) {
            std::cmp::Ordering::Less => one.next(),
            std::cmp::Ordering::Greater => other.next(),
            std::cmp::Ordering::Equal => return true,
        };
    }
    false
}

impl Found {
    fn print(&self, count: usize, doubles: usize) {
        let [no, possible, likely, same] = self.verdicts;
        let wrong = likely + same - self.right;
        println!("{count} records, {doubles} of them second ones");
        println!("{} pairs compared, {} blocks beyond {LARGEST_BLOCK} skipped", self.pairs, self.skipped_blocks);
        println!("no {no}, possible {possible}, likely {likely}, same {same}");
        println!("{} of {doubles} second records found as likely or same, {wrong} likely pairs wrong", self.right);
    }
}

/// What a step took.
#[derive(Clone, Copy)]
struct Step {
    seconds: f64,
    /// Seconds of processor time, where the system tells them.
    work: Option<f64>,
}

impl Step {
    fn run<T>(what: &str, step: impl FnOnce() -> T) -> (T, Self) {
        let (started, work_before) = (Instant::now(), processor_time());
        let made = step();
        let work = processor_time().zip(work_before).map(|(after, before)| after - before);
        let step = Self { seconds: started.elapsed().as_secs_f64(), work };
        println!("{what}: {:.2} s, {:.2} s of processor time", step.seconds, work.unwrap_or(f64::NAN));
        (made, step)
    }
}

/// Seconds in user and kernel mode, as Linux tells them in hundredths; nothing elsewhere.
fn processor_time() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let mut hundredths = || fields.next()?.parse::<f64>().ok();
    Some((hundredths()? + hundredths()?) / 100.0)
}

/// As Linux tells it; nothing elsewhere.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}
