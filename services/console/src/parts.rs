//! Small pieces that many pages show: notices, badges, scrolling tables, paging.

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, html};
use web::{Language, Scope};

use crate::api::registry::labels::{Article, Standing};
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::{Text, dossiers, persons, shell as t};
use crate::visit::Visit;

/// How a notice or a badge reads; its text says it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Plain,
    Warning,
    Bad,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Plain => "plain",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }

    /// A mark that survives print and colour blindness.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Plain => "",
            Self::Warning => "!",
            Self::Bad => "✗",
        }
    }
}

pub fn badge(tone: Tone, text: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (mark(tone)) (text) } }
}

/// Announced to screen readers when the page opens.
pub fn notice(tone: Tone, text: &str) -> Markup {
    html! { p class={ "notice " (tone.class()) } role="status" { (mark(tone)) (text) } }
}

fn mark(tone: Tone) -> Markup {
    html! { @if !tone.mark().is_empty() { span aria-hidden="true" { (tone.mark()) " " } } }
}

/// What stands where a part of a page could not be fetched.
pub fn missing_part(failure: &Failure, language: Language) -> Markup {
    let text = match failure {
        Failure::Forbidden => t::NO_RIGHT,
        Failure::Unavailable(_) => t::PART_AWAY,
        other => other.title(),
    };
    html! {
        p.notice.plain { (text.to(language)) }
        @if let Failure::Refused(problem) = failure {
            p { (problem.detail) }
            @for error in &problem.errors { p { (error.message) } }
        }
    }
}

/// A table that scrolls within its own labelled, focusable region.
pub fn scroll(labelled_by: &str, table: &Markup) -> Markup {
    html! { div.scroll role="region" aria-labelledby=(labelled_by) tabindex="0" { (table) } }
}

/// A field for a date, written day first whatever the browser's own language is.
pub fn date_field(name: &str, value: Option<NaiveDate>, required: bool, language: Language) -> Markup {
    html! {
        input.date name=(name) value=[value.map(format::typed)] inputmode="numeric" autocomplete="off" required[required]
            placeholder=(t::DATE_FORM.to(language)) title=(t::DATE_FORM.to(language));
    }
}

/// A date that machines read too.
pub fn day(day: NaiveDate, language: Language) -> Markup {
    html! { time datetime=(day) { (format::date(day, language)) } }
}

/// How long until a day, or how long past it.
pub fn deadline(due: NaiveDate, today: NaiveDate, language: Language) -> Markup {
    let days = (due - today).num_days();
    let (tone, text) = match days {
        0 => (Tone::Warning, t::TODAY_DUE.to(language).to_owned()),
        days if days < 0 => (Tone::Bad, t::DAYS_OVER.with(language, &[&format::number(-days, language)])),
        days => (Tone::Plain, t::DAYS_LEFT.with(language, &[&format::number(days, language)])),
    };
    badge(tone, &text)
}

/// What a service reckoned to be left of a due time, in its words.
pub fn standing(standing: &Standing, language: Language) -> Markup {
    let tone = match (standing.state.as_str(), standing.value) {
        ("overdue", _) => Tone::Bad,
        ("left", 0 | 1) => Tone::Warning,
        _ => Tone::Plain,
    };
    badge(tone, &format::capital(standing.to(language)))
}

/// An article, marked where nobody has verified it.
pub fn article(article: &Article, language: Language) -> Markup {
    html! {
        span.article lang="vi" { (article.citation) }
        @if !article.verified { " " span.unverified { "(" (dossiers::UNVERIFIED.to(language)) ")" } }
    }
}

/// A due time, which machines read too.
pub fn until(at: DateTime<Utc>, language: Language) -> Markup {
    html! { time datetime=(at.to_rfc3339()) { (format::until(at, language)) } }
}

/// A moment, which machines read too.
pub fn moment(at: DateTime<Utc>, language: Language) -> Markup {
    html! { time datetime=(at.to_rfc3339()) { (format::moment(at, language)) } }
}

/// The links under a list whose filter stands in the address.
pub fn paging(language: Language, shown: usize, total: u64, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        nav.paging aria-label=(t::PAGING.to(language)) { (pages(language, shown, total, first, next)) }
    }
}

/// The same for a list that is not the page's first, which has the landmark.
pub fn paging_below(language: Language, shown: usize, total: u64, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        p.paging { (pages(language, shown, total, first, next)) }
    }
}

fn pages(language: Language, shown: usize, total: u64, first: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        span { (t::ROWS_SHOWN.with(language, &[&format::count(shown, language), &format::total(total, language)])) }
        @if let Some(first) = first { a.button href=(first) { (t::FIRST_PAGE.to(language)) } }
        @if let Some(next) = next { a.button href=(next) rel="next" { (t::NEXT_PAGE.to(language)) } }
    }
}

/// Asks for the province first, where a commune may be any of the country.
pub fn province_first(visit: &Visit, address: &str, label: Text, chosen: &str) -> Markup {
    let language = visit.language;
    let everywhere = Scope { everywhere: true, ..Scope::default() };
    html! {
        form.filters method="get" action=(address) {
            label { (label.to(language))
                select name="tinh" required {
                    option value="" { (t::CHOOSE.to(language)) }
                    @for choice in areas::provinces(&everywhere, visit.today()) {
                        option value=(choice.value) selected[choice.value == chosen] { (choice.label) }
                    }
                }
            }
            button { (persons::SHOW_COMMUNES.to(language)) }
        }
    }
}

/// A button that the script shows; without it the browser's own menu prints.
pub fn print_button(language: Language) -> Markup {
    html! { button.quiet type="button" data-print hidden { (t::PRINT.to(language)) } }
}

/// A term and its description.
pub fn fact(label: Text, value: &Markup, language: Language) -> Markup {
    html! { div { dt { (label.to(language)) } dd { (value) } } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_of(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 6, d).unwrap()
    }

    #[test]
    fn a_deadline_is_said_in_words() {
        let text = |due, language| deadline(day_of(due), day_of(24), language).into_string();
        assert!(text(18, Language::Vietnamese).contains("Quá hạn 6 ngày"));
        assert!(text(24, Language::Vietnamese).contains("Hôm nay"));
        assert!(text(28, Language::English).contains("4 days left"));
    }
}
