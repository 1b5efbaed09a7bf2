//! Writing a list, or taking it back, 500 lines a step. The script takes step after step; without it the
//! button does.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use uuid::Uuid;

use super::allowed;
use crate::api::registry::imports::{self, BATCH, Import};
use crate::failure::Failure;
use crate::format;
use crate::i18n::{Text, imports as t};
use crate::layout::{Nav, Page, page};
use crate::visit::{LIST_PAGE, Visit};

/// What is done with the lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Work {
    Write,
    Undo,
}

impl Work {
    fn path(self) -> &'static str {
        match self {
            Self::Write => "ghi",
            Self::Undo => "hoan-tac",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Write => t::WRITING,
            Self::Undo => t::TAKING_BACK,
        }
    }

    /// The state in which it has ended.
    fn ended(self) -> &'static str {
        match self {
            Self::Write => "applied",
            Self::Undo => "undone",
        }
    }

    /// Lines behind it, and all of them.
    fn progress(self, import: &Import) -> (i64, i64) {
        let of = |state| import.lines(None, Some(state));
        match self {
            Self::Write => (of("done"), of("done") + of("waiting")),
            Self::Undo => (of("undone"), of("undone") + of("done")),
        }
    }
}

pub async fn write(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    allowed(&visit)?;
    Ok(answer(&visit, Work::Write, &imports::apply(&visit.api, id).await?))
}

pub async fn undo(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    allowed(&visit)?;
    Ok(answer(&visit, Work::Undo, &imports::undo(&visit.api, id).await?))
}

/// A step's own address, asked for without its form.
pub async fn back(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("{LIST_PAGE}/{id}"))
}

fn answer(visit: &Visit, work: Work, import: &Import) -> Response {
    if import.state == work.ended() {
        return Redirect::to(&format!("{LIST_PAGE}/{}?xong={}", import.id, work.path())).into_response();
    }
    show(visit, work, import).into_response()
}

fn show(visit: &Visit, work: Work, import: &Import) -> Markup {
    let language = visit.language;
    let (done, all) = work.progress(import);
    let address = format!("{LIST_PAGE}/{}", import.id);
    let title = work.title().to(language);
    let next = if work == Work::Write { t::WRITE_NEXT } else { t::UNDO_NEXT };
    let body = html! {
        h1 { (title) }
        p { (import.file_name) }
        section.panel #progress {
            progress max=(all) value=(done) aria-label=(title) {}
            p role="status" { (t::PROGRESS.with(language, &[&format::number(done, language), &format::number(all, language)])) }
            p.hint { (t::STEP_HINT.with(language, &[&format::number(BATCH, language)])) }
            div.actions {
                form method="post" action={ (address) "/" (work.path()) } data-auto {
                    input type="hidden" name="csrf" value=(visit.csrf);
                    button.primary { (next.to(language)) }
                }
                a.button href=(address) { (t::STOP_HERE.to(language)) }
            }
        }
    };
    let page_ = Page::new(Nav::Imports, title, body).under(LIST_PAGE, t::TITLE.to(language));
    page(visit, page_.under(address, import.file_name.clone()))
}
