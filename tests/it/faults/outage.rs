//! The broker is gone for a minute while people go on working.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use testkit::servers::Broker;

use super::balance::{balance, note_effects};
use super::fleet::{Fleet, Stay};

/// What the clients saw.
#[derive(Clone, Copy, Default)]
struct Seen {
    writes: usize,
    longest: Duration,
}

impl Seen {
    fn and(self, other: Self) -> Self {
        Self { writes: self.writes + other.writes, longest: self.longest.max(other.longest) }
    }
}

fn length() -> Result<Duration> {
    let seconds = match std::env::var("HOANHAP_TEST_OUTAGE_SECONDS") {
        Ok(seconds) => seconds.parse().context("HOANHAP_TEST_OUTAGE_SECONDS")?,
        Err(_) => 60,
    };
    Ok(Duration::from_secs(seconds))
}

/// Moves these people about and registers others until the time is up. Every write must succeed.
async fn work(fleet: &Fleet, stays: &[Stay], end: Instant) -> Result<Seen> {
    let mut seen = Seen::default();
    for number in 0.. {
        for stay in stays {
            if Instant::now() > end {
                return Ok(seen);
            }
            let begin = Instant::now();
            fleet.step(stay, number).await?;
            seen = seen.and(Seen { writes: 1, longest: begin.elapsed() });
        }
        let begin = Instant::now();
        tests::register(&fleet.officer, "Người mới", 1993).await?;
        seen = seen.and(Seen { writes: 1, longest: begin.elapsed() });
    }
    Ok(seen)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_answers_and_nothing_is_lost_while_the_broker_is_away() -> Result<()> {
    const LONGEST_RESPONSE: Duration = Duration::from_secs(5);
    let fleet = Fleet::start().await?;
    note_effects(&fleet).await?;
    let stays = fleet.stays(16).await?;

    Broker::kill().await?;
    let begin = Instant::now();
    let end = begin + length()?;
    let (a, b, c, d) = tokio::try_join!(
        work(&fleet, &stays[..4], end),
        work(&fleet, &stays[4..8], end),
        work(&fleet, &stays[8..12], end),
        work(&fleet, &stays[12..], end),
    )?;
    let seen = a.and(b).and(c).and(d);
    Broker::start().await?;
    let back = Instant::now();
    fleet.settle().await?;
    println!(
        "away {} s, writes {}, longest response {} ms, caught up after {} s",
        back.duration_since(begin).as_secs(),
        seen.writes,
        seen.longest.as_millis(),
        back.elapsed().as_secs()
    );
    let balance = balance(&fleet).await?;
    println!("{balance}");
    fleet.stop().await?;
    ensure!(seen.longest < LONGEST_RESPONSE, "a write took {} ms", seen.longest.as_millis());
    balance.check()
}
