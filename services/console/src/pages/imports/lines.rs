//! The lines of a list, by outcome: what each was read as, what is wrong with it, whom it resembles.

use std::collections::HashMap;

use domain::ids::PersonId;
use domain::places;
use maud::{Markup, html};

use crate::api::registry::imports::{self, Draft, Import, Line};
use crate::api::registry::{self, NameCard};
use crate::areas;
use crate::failure::{Failure, part};
use crate::fields::{begin, with_query};
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, imports as t, persons};
use crate::parts::{Tone, badge, paging, scroll};
use crate::visit::{LIST_PAGE, Visit};

const PAGE: u64 = 100;

pub async fn section(visit: &Visit, import: &Import, outcome: &str, offset: u64) -> Result<Markup, Failure> {
    let language = visit.language;
    let lines = imports::lines(&visit.api, import.id, outcome, offset, PAGE).await?;
    let persons: Vec<PersonId> = lines.iter().flat_map(|line| [line.alike_id, line.person_id]).flatten().collect();
    // Without names the lines still say what is wrong with them.
    let names = part(registry::names(&visit.api, persons, "import").await)?.unwrap_or_default();
    let wanted = Some(outcome).filter(|outcome| !outcome.is_empty());
    let total = u64::try_from(import.lines(wanted, None)).unwrap_or(0);
    let address = format!("{LIST_PAGE}/{}", import.id);
    let link = |from: u64| format!("{}#lines", with_query(&address, [("loai", outcome), ("tu", begin(from).as_str())]));
    let label = t::outcome(outcome).unwrap_or(t::ALL_LINES).to(language);
    let first = (offset > 0).then(|| link(0));
    let next = (offset + PAGE < total).then(|| link(offset + PAGE));
    Ok(html! {
        section {
            h2 #lines { (t::LINES_TITLE.to(language)) " – " (t::LINES_OF.with(language, &[label, &format::total(total, language)])) }
            @if outcome == "possible_duplicate" && total > 0 { p.hint { (t::DUPLICATE_ADVICE.to(language)) } }
            @if wanted.is_some() { p { a href={ (address) "#lines" } { (t::ALL_LINES.to(language)) } } }
            @if lines.is_empty() {
                p.empty { (t::NO_LINES.to(language)) }
            } @else {
                (scroll("lines", &table(visit, &lines, &names)))
                (paging(language, lines.len(), total, first.as_deref(), next.as_deref()))
            }
        }
    })
}

fn table(visit: &Visit, lines: &[Line], names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    html! {
        table.wide.dense {
            thead { tr {
                th.number scope="col" { (t::LINE.to(language)) }
                @for heading in [t::OUTCOME, persons::NAME, persons::SEX, persons::BORN_ON, persons::OFFICIAL_NUMBER, persons::COMMUNE, t::WHY] {
                    th scope="col" { (heading.to(language)) }
                }
            } }
            tbody {
                @for line in lines {
                    tr {
                        td.number { (line.line) }
                        td { (outcome(visit, line)) }
                        @match &line.draft {
                            Some(draft) => {
                                th scope="row" { (draft.name) }
                                td { (draft.sex.label(language)) }
                                td { (format::birth(&draft.birth, language)) }
                                td.code { (masked(draft.official_number.as_deref())) }
                                td { (commune(visit, draft)) }
                            },
                            None => td.none colspan="5" { (t::NOT_READ.to(language)) },
                        }
                        td.long { (why(visit, line, names)) }
                    }
                }
            }
        }
    }
}

fn outcome(visit: &Visit, line: &Line) -> Markup {
    let text = |text: Option<Text>, code: &str| text.map_or(code.to_owned(), |text| text.to(visit.language).to_owned());
    let tone = match line.outcome.as_str() {
        "new" => Tone::Good,
        "possible_duplicate" => Tone::Warning,
        "bad" => Tone::Bad,
        _ => Tone::Plain,
    };
    html! {
        (badge(tone, &text(t::outcome(&line.outcome), &line.outcome)))
        small { (text(t::line_state(&line.state), &line.state)) }
    }
}

/// The commune as all pages name it, in the province it lay in on the line's day.
fn commune(visit: &Visit, draft: &Draft) -> String {
    let province = places::province_of(&draft.commune_code, draft.occurred_on).map_or("", |unit| unit.code);
    areas::commune(&draft.commune_code, province, visit.today())
}

/// The last three digits, as lists show a number.
fn masked(number: Option<&str>) -> String {
    let Some(number) = number else { return "–".to_owned() };
    let digits: Vec<char> = number.chars().collect();
    let hidden = digits.len().saturating_sub(3);
    "•".repeat(hidden) + &digits[hidden..].iter().collect::<String>()
}

fn why(visit: &Visit, line: &Line, names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    html! {
        @for problem in &line.problems {
            p { strong { (column(visit, &problem.field)) ": " } (problem.text.to(language)) }
        }
        @if let Some(alike) = line.alike_id {
            p {
                (t::RESEMBLES.to(language)) " " (person(visit, alike, names))
                @if let Some(score) = line.score {
                    " (" (t::ALIKE.with(language, &[&format::percent(score.into(), language)])) ")"
                }
            }
        } @else if let Some(known) = line.person_id.filter(|_| line.state != "undone") {
            p { (t::IS.to(language)) " " (person(visit, known, names)) }
        }
    }
}

fn column(visit: &Visit, code: &str) -> String {
    let field = documents::lists::Field::ALL.iter().find(|field| field.as_str() == code);
    match field {
        Some(field) => visit.language.pick(field.vi(), field.en()).to_owned(),
        None if code.is_empty() => t::WHOLE_LINE.to(visit.language).to_owned(),
        None => code.to_owned(),
    }
}

fn person(visit: &Visit, id: PersonId, names: &HashMap<PersonId, NameCard>) -> Markup {
    html! {
        @match names.get(&id) {
            Some(card) => {
                a href={ "/nguoi/" (id) } { (card.name) } ", " (card.birth_year)
                @if let Some(code) = &card.file_code { ", " span.code { (code) } }
            },
            None => (t::OUT_OF_SCOPE.to(visit.language)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_number_shows_its_last_three_digits() {
        assert_eq!(masked(Some("341234567")), "••••••567");
        assert_eq!(masked(None), "–");
    }
}
