//! `/ho-so/{id}`: one dossier, step by step, with the reckoning of each due time, and what can be recorded.

mod papers;
mod record;
mod steps;

use axum::extract::Path;
use domain::ids::DossierId;
use maud::{Markup, html};
use web::{Language, Right};

use crate::api::registry::dossiers::{self, Case};
use crate::api::registry::forms::Of;
use crate::api::registry::labels::Label;
use crate::failure::Failure;
use crate::fields::Fields;
use crate::format;
use crate::forms::Errors;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, dossiers as t};
use crate::layout::{Nav, Page, page};
use crate::pages::dossiers::{names, status, who};
use crate::pages::printed;
use crate::parts::{Tone, article, day, fact, moment, notice, print_button, standing, until};
use crate::visit::{Asked, Visit};

pub use record::{back, decide, pause, receive, record, resume};

use record::Sent;

/// What the page says first after a form was taken.
const DONE: [(&str, Text); 6] = [
    ("mo", t::DOSSIER_OPENED),
    ("buoc", t::STEP_RECORDED),
    ("giay-to", t::PAPER_RECORDED),
    ("tam-dung", t::PAUSE_RECORDED),
    ("chay-tiep", t::RESUME_RECORDED),
    ("quyet-dinh", t::DECISION_RECORDED),
];

pub async fn show(visit: Visit, Path(id): Path<DossierId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let done = DONE.iter().find(|(code, _)| *code == asked.text("xong")).map(|(_, text)| *text);
    render(&visit, id, done, None).await
}

/// A form that was not taken: which, what it held, and what was wrong.
struct Refused<'a> {
    sent: Sent,
    values: &'a Fields,
    errors: &'a Errors,
}

async fn render(
    visit: &Visit,
    id: DossierId,
    done: Option<Text>,
    refused: Option<Refused<'_>>,
) -> Result<Markup, Failure> {
    if !visit.may(Right::KeepDossiers) {
        return Err(Failure::Forbidden);
    }
    let (case, forms) = tokio::join!(dossiers::case(&visit.api, id), printed::of(visit, Of::Dossier(id)));
    let (case, forms) = (case?, forms?);
    let cards = names(visit, [case.dossier.person_id]).await?;
    let language = visit.language;
    let name = who(cards.get(&case.dossier.person_id), language);
    let title = t::DOSSIER_OF.with(language, &[name]);
    let body = html! {
        @if let Some(done) = done { (notice(Tone::Good, done.to(language))) }
        @if let Some(refused) = &refused { (record::summary(visit, refused)) }
        section.identity aria-labelledby="dossier" {
            div.head {
                h1 #dossier { (title) }
                p.actions {
                    (print_button(language))
                    a.button href={ "/nguoi/" (case.dossier.person_id) } { (t::PERSON_PAGE.to(language)) }
                }
            }
            (turn(&case, language))
            (facts(&case, language))
        }
        (stopped(&case, language))
        (warnings(&case, language))
        div.columns {
            div.main-column {
                (steps::section(&case, language))
            }
            div.side-column {
                (record::section(visit, &case, refused.as_ref()))
                (papers::section(&case, language))
                (decision(&case, language))
                (pauses(&case, language))
                (forms)
            }
        }
    };
    let page_ = Page::new(Nav::Dossiers, title, body);
    Ok(page(visit, page_.under("/ho-so", t::DOSSIERS.to(language))))
}

/// Whose turn it is, what for, and until when.
fn turn(case: &Case, language: Language) -> Markup {
    let (Some(step), Some(agency)) = (&case.awaited_step, &case.agency) else {
        return html! { p.turn { strong { (format::capital(t::NO_STEP.to(language))) } } };
    };
    let clock = case.steps.iter().find(|state| state.step.code == step.code);
    html! {
        p.turn {
            @if let Some(left) = clock.and_then(|state| state.standing.as_ref()) { (standing(left, language)) " " }
            strong { (format::capital(step.to(language))) }
            " – " (agency.to(language))
            @if let Some(at) = clock.and_then(|state| state.due.as_ref()).and_then(|due| due.due_at) {
                ", " (until(at.to_utc(), language))
            }
        }
    }
}

fn facts(case: &Case, language: Language) -> Markup {
    let dossier = &case.dossier;
    let all = |labels: &[Label]| labels.iter().map(|label| label.to(language)).collect::<Vec<_>>().join("; ");
    let found = &case.facts;
    html! {
        dl.facts {
            (fact(t::STATUS, &html! { (status(&dossier.status, language)) }, language))
            (fact(t::OPENED_ON, &day(dossier.opened_on, language), language))
            (fact(t::DISCOVERED, &moment(found.discovered_at.to_utc(), language), language))
            (fact(t::GOVERNED_BY, &html! {
                (case.governing_pack.code) ", " (case.governing_pack.to(language))
                @if let Some(transition) = &case.transition {
                    small.wrap { (t::TRANSITION.with(language, &[&transition.citation])) }
                }
            }, language))
            (fact(t::AGE_GROUP, &html! { (case.age_group.to(language)) }, language))
            @if let Some(ground) = &found.ground { (fact(t::GROUND, &html! { (ground.to(language)) }, language)) }
            @if !found.conditions.is_empty() {
                (fact(t::CONDITIONS, &html! { (all(&found.conditions)) }, language))
            }
            @if !found.exclusions.is_empty() {
                (fact(t::EXCLUSIONS, &html! { (all(&found.exclusions)) }, language))
            }
            @if let Some(on) = found.last_violation_on { (fact(t::LAST_VIOLATION, &day(on, language), language)) }
            @if let Some(on) = found.evasion_ended_on { (fact(t::EVASION_ENDED, &day(on, language), language)) }
            @if let Some(limitation) = &case.limitation {
                (fact(t::LIMITATION, &html! {
                    @if let Some(at) = limitation.due_at { (until(at.to_utc(), language)) " " }
                    small.wrap { (limitation.limit.to(language)) " · " (article(&limitation.limit.article, language)) }
                }, language))
            }
        }
    }
}

fn stopped(case: &Case, language: Language) -> Markup {
    let open = case.pauses.iter().find(|pause| pause.to.is_none()).filter(|_| case.stopped);
    html! {
        @if let Some(pause) = open {
            @let since = format::moment(pause.from.to_utc(), language);
            (notice(Tone::Warning, &t::STOPPED.with(language, &[pause.reason.to(language), &since])))
        }
    }
}

fn warnings(case: &Case, language: Language) -> Markup {
    html! {
        @if !case.warnings.is_empty() {
            section.findings aria-labelledby="warnings" {
                h2 #warnings { "! " (t::WARNINGS.to(language)) }
                ul {
                    @for warning in &case.warnings {
                        li {
                            p { (language.pick(warning.vi.as_str(), warning.en.as_str())) }
                            @if let Some(article) = &warning.article { p.hint lang="vi" { (article) } }
                        }
                    }
                }
            }
        }
    }
}

fn decision(case: &Case, language: Language) -> Markup {
    let dossier = &case.dossier;
    html! {
        section.panel aria-labelledby="decision" {
            h2 #decision { (t::DECISION.to(language)) }
            @if let (Some(outcome), Some(on)) = (dossier.outcome, dossier.decided_on) {
                p { strong { (format::capital(outcome.label(language))) } }
                p {
                    @let number = dossier.decision_number.as_deref().unwrap_or("–");
                    (t::DECISION_OF.with(language, &[number, &format::date(on, language)]))
                    @if let Some(court) = &dossier.court { br; (court) }
                }
                @if let Some(months) = dossier.term_months {
                    p { (t::TERM.to(language)) ": " (months) }
                }
            } @else { p { (t::NO_DECISION.to(language)) } }
        }
    }
}

fn pauses(case: &Case, language: Language) -> Markup {
    html! {
        section.panel aria-labelledby="pauses" {
            h2 #pauses { (t::PAUSES.to(language)) }
            @if case.pauses.is_empty() { p { (t::NO_PAUSES.to(language)) } }
            ul.plain {
                @for pause in &case.pauses {
                    @let reason = format::capital(pause.reason.to(language));
                    @let from = format::moment(pause.from.to_utc(), language);
                    li {
                        @match pause.to {
                            Some(to) => (t::PAUSE_SPAN.with(language, &[&reason, &from, &format::moment(to.to_utc(), language)])),
                            None => (t::PAUSE_OPEN.with(language, &[&reason, &from])),
                        }
                    }
                }
            }
        }
    }
}
