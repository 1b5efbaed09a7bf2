//! `/doi-chieu`: pairs of records that may be one person, and measures that overlap.

mod findings;
mod overlaps;
pub mod pair;

use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::Right;

use crate::api::registry::duplicates::{self, Pair, Side};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{begin, with_query};
use crate::format;
use crate::i18n::{duplicates as t, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, missing_part, paging, scroll};
use crate::visit::{Asked, Visit};

const PAGE: u64 = 50;
const STATES: [&str; 3] = ["open", "not_same", "merged"];

pub async fn list(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    if !visit.may(Right::RegisterPersons) && !visit.may(Right::ReadReports) {
        return Err(Failure::Forbidden);
    }
    let language = visit.language;
    let state = STATES.into_iter().find(|state| *state == asked.text("tinh-trang")).unwrap_or("open");
    let offset = asked.parsed("tu").unwrap_or(0);
    let (pairs, overlaps, findings) = tokio::join!(
        pairs(&visit, state, offset),
        overlaps::section(&visit, &asked),
        findings::sections(&visit, &asked)
    );
    let (pairs, overlaps, findings) = (pairs?, overlaps?, findings?);
    let body = html! {
        h1 { (t::TITLE.to(language)) }
        @if let Some(pairs) = pairs { (pairs) }
        @if let Some(overlaps) = overlaps { (overlaps) }
        @if let Some(findings) = findings { (findings) }
    };
    Ok(page(&visit, Page::new(Nav::Quality, t::TITLE.to(language), body)))
}

async fn pairs(visit: &Visit, state: &str, offset: u64) -> Result<Option<Markup>, Failure> {
    if !visit.may(Right::RegisterPersons) {
        return Ok(None);
    }
    let language = visit.language;
    let found = part(duplicates::list(&visit.api, state, offset, PAGE).await)?;
    Ok(Some(html! {
        section {
            h2 #pairs { (t::PAIRS.to(language)) }
            p.hint { (t::PAIRS_LEAD.to(language)) }
            nav.choices aria-label=(t::STATES.to(language)) {
                ul {
                    @for code in STATES {
                        @let label = t::state(code).map_or(code, |text| text.to(language));
                        li { a href=(link(code, 0)) aria-current=[(code == state).then_some("page")] { (label) } }
                    }
                }
            }
            @match &found {
                Err(failure) => (missing_part(failure, language)),
                Ok(found) if found.items.is_empty() => div.empty {
                    p { strong { (t::NO_PAIRS.to(language)) } }
                    p { (t::NO_PAIRS_ADVICE.to(language)) }
                },
                Ok(found) => {
                    (scroll("pairs", &table(visit, found)))
                    (pages(visit, state, offset, found))
                },
            }
        }
    }))
}

fn link(state: &str, offset: u64) -> String {
    with_query("/doi-chieu", [("tinh-trang", if state == "open" { "" } else { state }), ("tu", begin(offset).as_str())])
}

fn pages(visit: &Visit, state: &str, offset: u64, found: &Rows<Pair>) -> Markup {
    let first = (offset > 0).then(|| link(state, 0));
    let next = (offset + PAGE < found.total).then(|| link(state, offset + PAGE));
    paging(visit.language, found.items.len(), found.total, first.as_deref(), next.as_deref())
}

fn table(visit: &Visit, found: &Rows<Pair>) -> Markup {
    let language = visit.language;
    html! {
        table.rows.wide {
            thead { tr {
                th.number scope="col" { (t::SCORE.to(language)) }
                @for heading in [t::VERDICT, t::FIRST, t::SECOND, t::REASONS] { th scope="col" { (heading.to(language)) } }
            } }
            tbody {
                @for pair in &found.items {
                    tr {
                        td.number { (format::percent(pair.score.into(), language)) }
                        td { (verdict(visit, pair)) }
                        th scope="row" { a.whole href={ "/doi-chieu/" (pair.id) } { (pair.first.name) } (about(visit, &pair.first)) }
                        td { strong { (pair.second.name) } (about(visit, &pair.second)) }
                        td.long {
                            ul.plain.tight {
                                @for reason in &pair.reasons { li { (sign(reason.weight)) (reason.text.to(language)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// For, against or neither, in a mark that is read aloud.
fn sign(weight: i32) -> &'static str {
    match weight.signum() {
        1 => "+ ",
        0 => "· ",
        _ => "− ",
    }
}

fn verdict(visit: &Visit, pair: &Pair) -> Markup {
    let text = t::verdict(&pair.verdict).map_or(pair.verdict.as_str(), |text| text.to(visit.language));
    badge(if pair.verdict == "possible" { Tone::Plain } else { Tone::Warning }, text)
}

fn about(visit: &Visit, side: &Side) -> Markup {
    let commune = areas::commune(&side.commune_code, &side.province_code, visit.today());
    html! { small { (format::birth(&side.birth, visit.language)) ", " (commune) } }
}

/// What the pages of this part have above them.
fn under(page: Page, visit: &Visit) -> Page {
    page.under("/doi-chieu", shell::QUALITY.to(visit.language))
}
