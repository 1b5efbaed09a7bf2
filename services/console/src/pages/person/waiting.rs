//! What is to be done for a person: the next step of the open dossier, a file under way.

use maud::{Markup, html};
use web::Right;

use super::Life;
use crate::api::registry::Person;
use crate::api::registry::dossiers::{self, Case, Step};
use crate::areas;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::{dossiers as words, work as t};
use crate::parts::{article, deadline, missing_part, standing, until};
use crate::visit::Visit;

/// The open dossier in full, for those who keep dossiers.
pub async fn open_dossier(visit: &Visit, person: &Person) -> Result<Option<Result<Case, Failure>>, Failure> {
    let open = person.dossiers.iter().find(|dossier| dossier.status == "open");
    match open.filter(|_| visit.may(Right::KeepDossiers)) {
        Some(dossier) => Ok(Some(part(dossiers::case(&visit.api, dossier.id).await)?)),
        None => Ok(None),
    }
}

/// The step whose turn it is, where it has a clock.
pub fn awaited(case: &Case) -> Option<&Step> {
    let awaited = case.awaited_step.as_ref()?;
    case.steps.iter().find(|state| state.step.code == awaited.code)
}

pub fn section(visit: &Visit, life: &Life) -> Markup {
    let language = visit.language;
    let under_way: Vec<_> = life.person.transfers.iter().filter(|transfer| transfer.state == "sent").collect();
    html! {
        section.panel aria-labelledby="waiting" {
            h2 #waiting { (t::TASKS.to(language)) }
            @if life.dossier.is_none() && under_way.is_empty() { p { (t::NO_TASKS.to(language)) } }
            @match &life.dossier {
                Some(Ok(case)) => (step(visit, case)),
                Some(Err(failure)) => (missing_part(failure, language)),
                None => {}
            }
            @for transfer in under_way {
                p {
                    @if let Some(at) = transfer.due_at { (deadline(format::last_day(at), visit.today(), language)) " " }
                    (t::AWAIT_TRANSFER.to(language)) ": "
                    (areas::commune(&transfer.to_commune_code, &transfer.to_province_code, transfer.moved_on))
                }
            }
        }
    }
}

fn step(visit: &Visit, case: &Case) -> Markup {
    let language = visit.language;
    let Some(next) = &case.awaited_step else { return html! { p { (t::NO_TASKS.to(language)) } } };
    let state = awaited(case);
    let due = state.and_then(|state| state.due.as_ref());
    html! {
        p {
            @if let Some(left) = state.and_then(|state| state.standing.as_ref()) { (standing(left, language)) " " }
            a href={ "/ho-so/" (case.dossier.id) } { (format::capital(next.to(language))) }
        }
        @if let Some(agency) = &case.agency { p { (format::capital(agency.to(language))) } }
        @if let Some(due) = due {
            p.hint {
                @if let Some(at) = due.due_at { (words::DUE.to(language)) ": " (until(at.to_utc(), language)) ". " }
                (words::RULE.with(language, &[due.limit.to(language)])) " · " (article(&due.limit.article, language))
            }
        }
    }
}
