//! `/co-so/{id}/{date}/luot/{admission}/giay-to`: papers, belongings, classification and plan of a stay; and how the
//! stay's own page tells of them in short.

pub mod record;

use axum::extract::Path;
use maud::{Markup, html};
use web::{Language, Right};

use self::record::FormKind;
use super::house;
use super::recording::Refused;
use super::stay::{self, Place};
use crate::api::facility;
use crate::api::facility::intake::{self, Belonging, Classification, Intake, Paper, Plan};
use crate::api::registry::labels::Label;
use crate::failure::Failure;
use crate::format;
use crate::i18n::intake as t;
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, day, missing_part, notice, scroll};
use crate::visit::{Asked, Visit};

pub(super) fn address(place: Place) -> String {
    format!("{}/giay-to", stay::address(place))
}

/// What the stay's page says of it, with the way to the whole.
pub fn section(place: Place, intake: &Result<Intake, Failure>, language: Language) -> Markup {
    html! {
        section {
            h2 #intake { (t::INTAKE.to(language)) }
            @match intake {
                Ok(intake) => {
                    p { (in_short(intake, language)) " " a href=(address(place)) { (t::OPEN.to(language)) } }
                    (house::findings(t::FINDINGS.to(language), &intake.findings, language))
                }
                Err(failure) => (missing_part(failure, language)),
            }
        }
    }
}

fn in_short(intake: &Intake, language: Language) -> String {
    let kept = intake.belongings.iter().filter(|belonging| belonging.returned_on.is_none()).count();
    let class = intake.classifications.last();
    let papers = t::PAPERS_COUNT.with(language, &[&format::count(intake.papers.len(), language)]);
    let said = [
        Some(papers),
        (kept > 0).then(|| t::KEPT_COUNT.with(language, &[&format::count(kept, language)])),
        class.map(|class| t::CLASS_IS.with(language, &[&class.class])),
        class.and_then(|class| class.team.as_deref()).map(|team| t::TEAM_IS.with(language, &[team])),
        intake.plan.as_ref().map(|_| t::PLANNED.to(language).to_owned()),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    format!("{}.", format::capital(&said.join(" · ")))
}

pub async fn show(visit: Visit, Path(place): Path<Place>, Asked(asked): Asked) -> Result<Markup, Failure> {
    render(&visit, place, asked.text("xong") == "ghi", None).await
}

async fn render(
    visit: &Visit,
    place: Place,
    done: bool,
    refused: Option<Refused<'_, FormKind>>,
) -> Result<Markup, Failure> {
    let (.., stay) = place;
    let (history, intake) = tokio::join!(facility::stay_history(&visit.api, stay), intake::intake(&visit.api, stay));
    let (history, intake) = (history?, intake?);
    let name = stay::name_of(visit, history.admission.person_id).await?;
    let language = visit.language;
    let body = html! {
        @if done { (notice(Tone::Good, t::SAVED.to(language))) }
        h1 { (t::INTAKE.to(language)) ": " (name) }
        @if let Some(refused) = &refused { (refused.summary(visit)) }
        (house::findings(t::FINDINGS.to(language), &intake.findings, language))
        @if intake.findings.is_empty() { p.hint { "✓ " (t::COMPLETE.to(language)) } }
        section { h2 #papers { (t::PAPERS.to(language)) } (papers(&intake.papers, language)) }
        section { h2 #belongings { (t::BELONGINGS.to(language)) } (belongings(&intake.belongings, language)) }
        section { h2 #classes { (t::CLASSIFICATION.to(language)) } (classes(&intake.classifications, language)) }
        section { h2 #plan { (t::PLAN.to(language)) } (plan(intake.plan.as_ref(), language)) }
        @if visit.may(Right::RecordMovements) { (record::forms(visit, place, &intake, refused.as_ref())) }
    };
    let page_ = Page::new(Nav::Facilities, t::INTAKE.to(language), body);
    Ok(page(visit, stay::under(page_, place, &name, language)))
}

fn papers(papers: &[Paper], language: Language) -> Markup {
    if papers.is_empty() {
        return html! { p.empty { (t::NO_PAPERS.to(language)) } };
    }
    scroll(
        "papers",
        &html! {
            table {
                thead { tr { @for heading in [t::PAPER, t::NUMBER, t::DATED] { th scope="col" { (heading.to(language)) } } } }
                tbody { @for paper in papers { tr {
                    th scope="row" { (format::capital(paper.paper.to(language))) }
                    td { (paper.number.as_deref().unwrap_or("–")) }
                    td { (day(paper.dated_on, language)) }
                } } }
            }
        },
    )
}

fn belongings(belongings: &[Belonging], language: Language) -> Markup {
    if belongings.is_empty() {
        return html! { p.empty { (t::NO_BELONGINGS.to(language)) } };
    }
    scroll(
        "belongings",
        &html! {
            table {
                thead { tr {
                    th scope="col" { (t::ITEM.to(language)) }
                    th.number scope="col" { (t::QUANTITY.to(language)) }
                    @for heading in [t::RECEIVED, t::RETURNED] { th scope="col" { (heading.to(language)) } }
                } }
                tbody { @for belonging in belongings { tr {
                    th scope="row" { (format::capital(belonging.item.to(language))) }
                    td.number { (format::number(belonging.quantity, language)) }
                    td { (day(belonging.received_on, language)) }
                    td { @match belonging.returned_on {
                        Some(on) => (day(on, language)),
                        None => (t::KEPT.to(language)),
                    } }
                } } }
            }
        },
    )
}

fn classes(classes: &[Classification], language: Language) -> Markup {
    if classes.is_empty() {
        return html! { p.empty { (t::NO_CLASS.to(language)) } };
    }
    let label = |label: &Option<Label>| {
        label.as_ref().map_or_else(|| "–".to_owned(), |label| format::capital(label.to(language)))
    };
    scroll(
        "classes",
        &html! {
            table {
                thead { tr {
                    @for heading in [t::CLASSIFIED_ON, t::CLASS, t::TEAM, t::DRUG, t::LEVEL, t::HEALTH] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for class in classes { tr {
                    th scope="row" { (day(class.classified_on, language)) }
                    td { (class.class) }
                    td { (class.team.as_deref().unwrap_or("–")) }
                    td { (label(&class.drug)) }
                    td { (label(&class.level)) }
                    td { @if class.health.is_empty() { "–" } @for sign in &class.health { p { (sign.to(language)) } } }
                } } }
            }
        },
    )
}

fn plan(plan: Option<&Plan>, language: Language) -> Markup {
    let Some(plan) = plan else { return html! { p.empty { (t::NO_PLAN.to(language)) } } };
    let table = html! {
        table {
            thead { tr { @for heading in [t::STAGE, t::GOAL, t::TARGET] { th scope="col" { (heading.to(language)) } } } }
            tbody { @for goal in &plan.goals { tr {
                th scope="row" { (goal.stage) }
                td { (format::capital(goal.goal.to(language))) }
                td { (day(goal.target_on, language)) }
            } } }
        }
    };
    html! {
        p { (t::PLAN_OF.with(language, &[&format::date(plan.planned_on, language)])) }
        (scroll("plan", &table))
    }
}
