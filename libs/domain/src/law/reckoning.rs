//! The term of a treatment, computed from its intervals and told line by line.
//!
//! Nothing here is stored: when an interval is recorded late or corrected, the term is computed anew.
//!
//! * The term begins on the day of admission and ends on the day of the same number in its last month, or
//!   on that month's last day (Civil Code 2015 Art. 148). That day is the day of release.
//! * Days held in a facility while the dossier ran are deducted (Decree 116/2021/NĐ-CP Art. 44; Law
//!   120/2025/QH15 Art. 37). Days in the family's custody are none of them and are not passed.
//! * A time away runs from the day the person left to the day they were back; the day they left does not
//!   count, the day they are back does. What it does to the term is the pack's to say: see
//!   [`InterruptionRule`](super::InterruptionRule). Days that two stops share are added once.
//! * Held days come off first; times away and reductions then follow one another by date. What begins
//!   when the term is over changes nothing.
//! * A reduction takes months off the end as it stands, and never makes it earlier than its own day.

use chrono::{Days, Months, NaiveDate};

use super::article::Article;
use super::clock::Line;
use super::interruption::{Effect, Interruption};
use super::pack::LawPack;
use crate::text::written;

/// A run of days: the first, and the first that is no longer in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First day.
    pub from: NaiveDate,
    /// The day after the last.
    pub to: NaiveDate,
}

/// A time away from treatment; open while the person is not back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// Why.
    pub interruption: Interruption,
    /// The day the person left.
    pub from: NaiveDate,
    /// The day the person was back.
    pub to: Option<NaiveDate>,
}

/// A court's reduction of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reduction {
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// By how many months.
    pub months: u32,
}

/// Everything a term follows from.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// The pack that governs the treatment.
    pub pack: &'a LawPack,
    /// The decided length in months.
    pub months: u32,
    /// Day of admission.
    pub started_on: NaiveDate,
    /// Times held in a facility before that, in any order.
    pub held: &'a [Span],
    /// Times away, in any order.
    pub away: &'a [Away],
    /// Reductions, in any order.
    pub reductions: &'a [Reduction],
}

/// Where a term stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermState {
    /// It runs.
    Running,
    /// It stands still until the person is back; its end is told as if that were today.
    Stopped {
        /// Since the person left.
        since: NaiveDate,
    },
    /// It has ended.
    Over,
    /// The rest was remitted.
    Remitted,
}

/// One step of the computation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLine {
    /// What was done, in both languages.
    pub text: Line,
    /// The end after it.
    pub ends_on: NaiveDate,
    /// The rule, where one applies.
    pub article: Option<Article>,
}

/// A term, computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    /// The day of release.
    pub ends_on: NaiveDate,
    /// Where the term stands on the day asked for.
    pub state: TermState,
    /// The computation.
    pub lines: Vec<TermLine>,
}

impl Reckoning {
    /// Whether every rule it rests on was read in a source.
    pub fn is_verified(&self) -> bool {
        self.lines.iter().filter_map(|line| line.article).all(|article| article.verified)
    }
}

impl Course<'_> {
    /// The term as it stands on the day `on`.
    pub fn reckon(&self, on: NaiveDate) -> Reckoning {
        let mut count = Count::begin(self);
        for span in joined(self.held, self.started_on) {
            count.deduct(span);
        }
        for event in self.events() {
            match event {
                Event::Away(away) => count.away(away, on),
                Event::Reduction(reduction) => count.reduce(reduction),
            }
        }
        count.finish(on)
    }

    /// Times away and reductions by date; of one day, the reduction first.
    fn events(&self) -> Vec<Event> {
        let away = self.away.iter().copied().map(Event::Away);
        let mut events: Vec<Event> = self.reductions.iter().copied().map(Event::Reduction).chain(away).collect();
        events.sort_by_key(|event| match event {
            Event::Reduction(reduction) => reduction.decided_on,
            Event::Away(away) => away.from,
        });
        events
    }
}

#[derive(Clone, Copy)]
enum Event {
    Away(Away),
    Reduction(Reduction),
}

/// The computation under way.
struct Count<'a> {
    course: &'a Course<'a>,
    ends_on: NaiveDate,
    /// Until when days were already added.
    stopped_until: NaiveDate,
    stopped_since: Option<NaiveDate>,
    remitted: bool,
    lines: Vec<TermLine>,
}

impl<'a> Count<'a> {
    fn begin(course: &'a Course<'a>) -> Self {
        let start = course.started_on;
        let mut count = Self {
            course,
            ends_on: start.checked_add_months(Months::new(course.months)).unwrap_or(NaiveDate::MAX),
            stopped_until: start,
            stopped_since: None,
            remitted: false,
            lines: Vec::new(),
        };
        let (months, from) = (course.months, written(start));
        count.say(None, format!("{months} tháng kể từ {from}"), format!("{months} months from {from}"));
        count
    }

    fn say(&mut self, article: Option<Article>, vi: String, en: String) {
        self.lines.push(TermLine { text: Line { vi, en }, ends_on: self.ends_on, article });
    }

    fn deduct(&mut self, held: Span) {
        let days = days(held.from, held.to);
        self.ends_on = before(self.ends_on, days).max(self.course.started_on);
        let (from, to) = (written(held.from), written(held.to));
        self.say(
            Some(self.course.pack.holding),
            format!("Trừ {days} ngày quản lý tại cơ sở, từ {from} đến trước {to}"),
            format!("Less {days} days held in a facility, from {from} until before {to}"),
        );
    }

    fn away(&mut self, away: Away, on: NaiveDate) {
        if self.remitted || away.from >= self.ends_on {
            return;
        }
        let Some(rule) = self.course.pack.interruption(away.interruption) else { return };
        let (why_vi, why_en, from) = (away.interruption.vi(), away.interruption.en(), written(away.from));
        let until = away.to.map(written);
        let until_vi = until.as_ref().map_or_else(|| "đến nay".to_owned(), |to| format!("đến {to}"));
        let until_en = until.map_or_else(|| "until now".to_owned(), |to| format!("to {to}"));
        let (vi, en) = match rule.effect {
            Effect::Counts => (
                format!("Từ {from} {until_vi}: {why_vi}, được tính vào thời hạn"),
                format!("From {from} {until_en}: {why_en}, counts as served"),
            ),
            Effect::Stops => {
                let days = self.stop(away, on);
                (
                    format!("Cộng {days} ngày {why_vi}, từ {from} {until_vi}"),
                    format!("Plus {days} days of {why_en}, from {from} {until_en}"),
                )
            }
            Effect::Ends => {
                self.ends_on = away.from;
                self.remitted = true;
                (
                    format!("Từ {from}: {why_vi}, miễn chấp hành thời gian còn lại"),
                    format!("From {from}: {why_en}, the rest is remitted"),
                )
            }
        };
        self.say(Some(rule.article), vi, en);
    }

    /// Adds the days that no earlier stop has added.
    fn stop(&mut self, away: Away, on: NaiveDate) -> u64 {
        if away.to.is_none() {
            self.stopped_since.get_or_insert(away.from);
        }
        let to = away.to.unwrap_or(on);
        let days = days(away.from.max(self.stopped_until), to);
        self.stopped_until = self.stopped_until.max(to);
        self.ends_on = after(self.ends_on, days);
        days
    }

    fn reduce(&mut self, reduction: Reduction) {
        if self.remitted || reduction.decided_on >= self.ends_on {
            return;
        }
        let Reduction { decided_on, months } = reduction;
        let shorter = self.ends_on.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN);
        self.ends_on = shorter.max(decided_on);
        let on = written(decided_on);
        self.say(
            self.course.pack.merit_reduction.map(|rule| rule.article),
            format!("Giảm {months} tháng theo quyết định ngày {on}"),
            format!("Less {months} months by the decision of {on}"),
        );
    }

    fn finish(self, on: NaiveDate) -> Reckoning {
        let state = match self.stopped_since {
            _ if self.remitted => TermState::Remitted,
            Some(since) => TermState::Stopped { since },
            None if self.ends_on <= on => TermState::Over,
            None => TermState::Running,
        };
        Reckoning { ends_on: self.ends_on, state, lines: self.lines }
    }
}

/// The spans before a day, in order, with those that touch made one.
fn joined(spans: &[Span], until: NaiveDate) -> Vec<Span> {
    let clipped = spans.iter().map(|span| Span { to: span.to.min(until), ..*span });
    let mut sorted: Vec<Span> = clipped.filter(|span| span.from < span.to).collect();
    sorted.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.from <= last.to => last.to = last.to.max(span.to),
            _ => joined.push(span),
        }
    }
    joined
}

fn days(from: NaiveDate, to: NaiveDate) -> u64 {
    u64::try_from((to - from).num_days()).unwrap_or(0)
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}
