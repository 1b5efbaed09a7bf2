//! `/nhap-lieu/{id}`: how a list was understood, what would become of each line, and what to do with it.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use documents::lists::rows::Why;
use maud::{Markup, html};
use uuid::Uuid;

use super::{allowed, lines, profile, state};
use crate::api::registry::imports::{self, Import, Plan};
use crate::failure::Failure;
use crate::fields::with_query;
use crate::format;
use crate::i18n::{Text, imports as t};
use crate::layout::{Nav, Page, page};
use crate::pages::report::XLSX;
use crate::parts::{Tone, day, fact, notice, scroll};
use crate::visit::{Asked, LIST_PAGE, Visit};

/// Rows that are named one by one where rows were left out.
const NAMED_ROWS: usize = 12;

/// The outcomes with what follows from them.
const OUTCOMES: [(&str, Text, Text); 5] = [
    ("new", t::NEW, t::NEW_MEANS),
    ("changed", t::CHANGED, t::CHANGED_MEANS),
    ("same", t::SAME, t::SAME_MEANS),
    ("possible_duplicate", t::POSSIBLE_DUPLICATE, t::DUPLICATE_MEANS),
    ("bad", t::BAD, t::BAD_MEANS),
];

pub async fn show(visit: Visit, Path(id): Path<Uuid>, Asked(asked): Asked) -> Result<Markup, Failure> {
    allowed(&visit)?;
    let import = imports::one(&visit.api, id).await?;
    let language = visit.language;
    let outcome = OUTCOMES.iter().map(|(code, ..)| *code).find(|code| *code == asked.text("loai")).unwrap_or_default();
    let lines = lines::section(&visit, &import, outcome, asked.parsed("tu").unwrap_or(0)).await?;
    let body = html! {
        @match asked.text("xong") {
            "ghi" => (notice(Tone::Good, t::DONE_WRITE.to(language))),
            "hoan-tac" => (notice(Tone::Good, t::DONE_UNDO.to(language))),
            _ => {}
        }
        div.head { h1 { (import.file_name) } (state(&visit, &import)) }
        (outcomes(&visit, &import))
        (actions(&visit, &import))
        (understood(&visit, &import))
        (lines)
    };
    let page_ = Page::new(Nav::Imports, import.file_name.clone(), body);
    Ok(page(&visit, page_.under(LIST_PAGE, t::TITLE.to(language))))
}

fn outcomes(visit: &Visit, import: &Import) -> Markup {
    let language = visit.language;
    html! {
        section {
            h2 { (t::OUTCOMES.to(language)) }
            p.hint { (t::OUTCOMES_HINT.to(language)) }
            dl.tiles {
                @for (code, label, means) in OUTCOMES {
                    @let count = import.lines(Some(code), None);
                    div {
                        dt { (label.to(language)) }
                        dd {
                            a.big.figure href={ (with_query(&format!("{LIST_PAGE}/{}", import.id), [("loai", code)])) "#lines" }
                                data-count=(count) aria-label={ (format::number(count, language)) " " (label.to(language)) } {
                                (format::number(count, language))
                            }
                        }
                        dd { small { (means.to(language)) } }
                    }
                }
            }
        }
    }
}

fn actions(visit: &Visit, import: &Import) -> Markup {
    let language = visit.language;
    let number = |count| format::number(count, language);
    let address = format!("{LIST_PAGE}/{}", import.id);
    let of_state = |state| import.lines(None, Some(state));
    let (waiting, done, kept) = (of_state("waiting"), of_state("done"), of_state("kept"));
    let write = match (import.state.as_str(), waiting) {
        ("previewed", 0) => None,
        ("previewed", _) => Some(t::WRITE.with(language, &[&number(waiting)])),
        ("applying", 0) => Some(t::FINISH.to(language).to_owned()),
        ("applying", _) => Some(t::WRITE_REST.with(language, &[&number(waiting)])),
        _ => None,
    };
    html! {
        @if import.state == "previewed" && waiting == 0 { p.notice.plain { (t::NOTHING_TO_WRITE.to(language)) } }
        div.actions {
            @if let Some(write) = write {
                form method="post" action={ (address) "/ghi" } {
                    input type="hidden" name="csrf" value=(visit.csrf);
                    button.primary { (write) }
                }
            }
            @if kept > 0 {
                a.button href={ (address) "/de-lai" } { (t::REJECTED_DOWNLOAD.with(language, &[&number(kept)])) }
            }
        }
        @if done > 0 && matches!(import.state.as_str(), "applying" | "applied") {
            details {
                summary { (t::UNDO.to(language)) }
                p { (t::UNDO_WHAT.to(language)) }
                form method="post" action={ (address) "/hoan-tac" } {
                    input type="hidden" name="csrf" value=(visit.csrf);
                    button { (t::UNDO_CONFIRM.with(language, &[&number(done)])) }
                }
            }
        }
    }
}

fn understood(visit: &Visit, import: &Import) -> Markup {
    let language = visit.language;
    let plan = &import.plan;
    let number = |count| format::count(count, language);
    let encoding = if plan.converted_from.is_empty() {
        t::UNICODE.to(language).to_owned()
    } else {
        t::CONVERTED.with(language, &[&plan.converted_from.join(", ")])
    };
    html! {
        section.panel {
            h2 #understood { (t::UNDERSTOOD.to(language)) }
            dl.facts {
                @if !plan.sheet.is_empty() { (fact(t::SHEET, &html! { (plan.sheet) }, language)) }
                (fact(t::HEADER_ROW, &html! { (number(plan.mapping.header_row + 1)) }, language))
                (fact(t::FIRST_ROW, &html! { (number(plan.mapping.first_data_row + 1)) }, language))
                (fact(t::ENCODING, &html! { (encoding) }, language))
                (fact(t::ENTERED_ON, &day(import.occurred_on, language), language))
                (fact(t::SKIPPED, &skipped(visit, plan), language))
            }
            @for said in &plan.notices { p.notice.warning { "! " (said.to(language)) } }
            h3 #columns { (t::COLUMNS.to(language)) }
            (scroll("columns", &columns(visit, plan)))
            @if import.state == "previewed" { (profile::form(visit, import)) }
        }
    }
}

/// The rows that are no records: how many are blank, and the others by why.
fn skipped(visit: &Visit, plan: &Plan) -> Markup {
    let language = visit.language;
    let mut kinds: Vec<Why> = plan.skipped.iter().map(|row| row.why).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let rows = |why: Why| {
        let all: Vec<String> =
            plan.skipped.iter().filter(|row| row.why == why).map(|row| format::count(row.line, language)).collect();
        let named = all.iter().take(NAMED_ROWS).cloned().collect::<Vec<_>>().join(", ");
        match all.len().saturating_sub(NAMED_ROWS) {
            0 => named,
            more => t::AND_MORE.with(language, &[&named, &format::count(more, language)]),
        }
    };
    html! {
        @if plan.blank == 0 && kinds.is_empty() { (t::SKIPPED_NONE.to(language)) }
        @else {
            ul.plain.tight {
                @if plan.blank > 0 {
                    li { (t::SKIPPED_BLANK.with(language, &[&format::count(plan.blank, language)])) }
                }
                @for why in kinds {
                    li { (t::SKIPPED_LINES.with(language, &[language.pick(why.vi(), why.en()), &rows(why)])) }
                }
            }
        }
    }
}

/// `A`, `B` … `AA`, as Excel names a column.
pub(super) fn letters(column: usize) -> String {
    let letter = |rest: usize| char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0));
    if column < 26 { letter(column).to_string() } else { format!("{}{}", letters(column / 26 - 1), letter(column)) }
}

fn columns(visit: &Visit, plan: &Plan) -> Markup {
    let language = visit.language;
    // At most 1000 tenths of a percent.
    #[expect(clippy::cast_possible_truncation, reason = "a certainty lies between 0 and 1")]
    let percent = |certainty: f64| format::percent((certainty * 1000.0).round() as i64, language);
    html! {
        table.dense {
            thead { tr {
                @for heading in [t::COLUMN, t::HEADER, t::TAKEN_AS] { th scope="col" { (heading.to(language)) } }
                th.number scope="col" { (t::CERTAINTY.to(language)) }
            } }
            tbody {
                @for column in &plan.columns {
                    tr {
                        td.code { (letters(column.column)) }
                        th scope="row" lang="vi" { (column.header) }
                        @match column.field {
                            Some(field) => {
                                td { (language.pick(field.vi(), field.en())) }
                                td.number { (percent(column.certainty)) }
                            },
                            None => { td.none { (t::LEFT_ASIDE.to(language)) } td.number { "–" } },
                        }
                    }
                }
            }
        }
    }
}

/// The lines kept aside as a workbook.
pub async fn rejected(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    allowed(&visit)?;
    let bytes = imports::rejected(&visit.api, id).await?;
    let name = format!("attachment; filename=\"de-lai_{}.xlsx\"", format::short_id(id));
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, name)], bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_excel_does() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
