//! `/cong-dong/{id}`: one treatment: its steps, what was found by law, its book, and what can be recorded.

use axum::extract::Path;
use domain::ids::TreatmentId;
use maud::{Markup, html};
use web::{Language, Right};

use super::record::{self, Refused};
use super::{PATH, due, names};
use crate::api::community::courses::{self, Course, Finding};
use crate::areas;
use crate::failure::Failure;
use crate::format;
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, community as t, dossiers};
use crate::layout::{Nav, Page, page};
use crate::pages::dossiers::who;
use crate::parts::{Tone, article, day, fact, notice, print_button, scroll};
use crate::visit::{Asked, Visit};

/// What the page says first after a form was taken.
const DONE: [(&str, Text); 6] = [
    ("buoc", t::DONE_STEP),
    ("so", t::DONE_ENTRY),
    ("hoan-thanh", t::DONE_COMPLETED),
    ("cham-dut", t::DONE_TERMINATED),
    ("chuyen", t::DONE_SENT),
    ("dang-ky", t::DONE_REGISTERED),
];

pub async fn show(visit: Visit, Path(id): Path<TreatmentId>, Asked(asked): Asked) -> Result<Markup, Failure> {
    let done = DONE.iter().find(|(code, _)| *code == asked.text("xong")).map(|(_, text)| *text);
    render(&visit, id, done, None, asked.text("tinh")).await
}

pub(super) async fn render(
    visit: &Visit,
    id: TreatmentId,
    done: Option<Text>,
    refused: Option<Refused<'_>>,
    province: &str,
) -> Result<Markup, Failure> {
    if !visit.may(Right::ReadTreatments) {
        return Err(Failure::Forbidden);
    }
    let course = courses::course(&visit.api, id).await?;
    let cards = names(visit, [course.person_id]).await?;
    let language = visit.language;
    let name = who(cards.get(&course.person_id), language);
    let title = t::COURSE_OF.with(language, &[name]);
    let body = html! {
        @if let Some(done) = done { (notice(Tone::Good, done.to(language))) }
        @if let Some(refused) = &refused { (record::summary(visit, refused)) }
        section.identity aria-labelledby="course" {
            div.head {
                h1 #course { (title) }
                p.actions {
                    (print_button(language))
                    @if visit.may(Right::ReadPersons) {
                        a.button href={ "/nguoi/" (course.person_id) } { (dossiers::PERSON_PAGE.to(language)) }
                    }
                }
            }
            @if let Some(awaits) = &course.awaits {
                p.turn {
                    (due(awaits, language)) " "
                    strong { (format::capital(awaits.step.to(language))) }
                    @if let Some(source) = &awaits.article { " · " (article(source, language)) }
                }
            }
            (facts(visit, &course))
        }
        (findings(visit, &course))
        div.columns {
            div.main-column {
                (steps(&course, language))
                (book(&course, language))
            }
            div.side-column {
                @if may_record(visit, &course) { (record::section(visit, &course, refused.as_ref(), province)) }
                (transfers(visit, &course))
            }
        }
    };
    let page_ = Page::new(Nav::Community, title, body);
    Ok(page(visit, page_.under(PATH, t::COMMUNITY.to(language))))
}

fn may_record(visit: &Visit, course: &Course) -> bool {
    let codes = [course.commune_code.as_str(), course.province_code.as_str()];
    !course.is_over() && visit.scope(Right::RecordTreatments).is_some_and(|scope| scope.covers_area(&codes))
}

fn facts(visit: &Visit, course: &Course) -> Markup {
    let language = visit.language;
    let commune = areas::commune(&course.commune_code, &course.province_code, visit.today());
    let until = format::date(course.term_ends_on, language);
    html! {
        dl.facts {
            (fact(t::PHASE, &html! { (super::phase_name(&course.phase, language)) }, language))
            (fact(t::SITE, &html! { (course.site.label(language)) }, language))
            (fact(t::COMMUNE, &html! { (commune) }, language))
            (fact(t::ATTEMPT, &html! { (course.attempt) }, language))
            (fact(t::TERM, &html! { (t::TERM_UNTIL.with(language, &[&course.term_months.to_string(), &until])) }, language))
            (fact(t::LAW, &html! { (course.law_pack) }, language))
        }
    }
}

fn findings(visit: &Visit, course: &Course) -> Markup {
    let language = visit.language;
    html! {
        @if !course.findings.is_empty() {
            section.findings.blocking aria-labelledby="findings" {
                h2 #findings { "! " (t::FINDINGS.to(language)) }
                ul { @for finding in &course.findings { li { (one_finding(visit, course, finding)) } } }
            }
        }
    }
}

/// What was found, by which article, and the way to confirm it.
fn one_finding(visit: &Visit, course: &Course, finding: &Finding) -> Markup {
    let language = visit.language;
    let since = format::date(finding.since, language);
    let counted = format::total(u64::from(finding.counted), language);
    html! {
        p {
            strong { (format::capital(finding.kind.to(language))) } ": "
            (t::FINDING_SINCE.with(language, &[&since, &counted])) " · " (article(&finding.article, language))
        }
        p { (t::PROPOSED.with(language, &[finding.proposal.to(language)])) }
        @match &finding.ground {
            Some(ground) if may_record(visit, course) => (record::confirmation(visit, course, &ground.code)),
            None if visit.may(Right::KeepDossiers) => p {
                a.button href={ "/nguoi/" (course.person_id) "/lap-ho-so" } { (t::OPEN_DOSSIER.to(language)) }
            },
            _ => {}
        }
    }
}

fn steps(course: &Course, language: Language) -> Markup {
    let not_yet = || html! { span.none { (t::NOT_YET.to(language)) } };
    let decided = course.decision.as_ref().map(|decision| {
        let by = decision.authority.label(language);
        html! { (day(decision.on, language)) ", " (t::DECISION_OF.with(language, &[&decision.number, by])) }
    });
    let planned = course.plan.as_ref().map(|plan| {
        html! { (day(plan.on, language)) ", " (t::DETOX_SITE.to(language)) ": " (plan.detox_site.label(language)) }
    });
    let ended = course.ended_on.map(|on| {
        let certificate = course.certificate_number.as_deref();
        html! {
            (day(on, language))
            @if let Some(ground) = course.end_ground { ", " (ground.label(language)) }
            @if let Some(number) = certificate {
                ", " a href={ "/cong-dong/" (course.id) "/giay-chung-nhan" } { (t::CERTIFICATE_OF.with(language, &[number])) }
            }
        }
    });
    let steps = [
        (t::STEP_REGISTERED, Some(day(course.registered_on, language))),
        (t::STEP_DECIDED, decided),
        (t::STEP_PLANNED, planned),
        (t::STEP_STARTED, course.started_on.map(|on| day(on, language))),
        (t::STEP_ENDED, ended),
    ];
    html! {
        h2 #steps { (t::STEPS.to(language)) }
        dl.facts { @for (name, what) in steps { (fact(name, &what.unwrap_or_else(not_yet), language)) } }
    }
}

fn book(course: &Course, language: Language) -> Markup {
    html! {
        h2 #book { (t::BOOK.to(language)) }
        @if course.book.is_empty() {
            p.empty { (t::BOOK_EMPTY.to(language)) }
        } @else {
            (scroll("book", &html! {
                table.dense {
                    thead { tr {
                        th scope="col" { (t::ON.to(language)) }
                        th scope="col" { (t::BOOK_LINE.to(language)) }
                    } }
                    tbody {
                        @for line in course.book.iter().rev() {
                            tr {
                                td { (day(line.occurred_on, language)) }
                                td.subject {
                                    (language.pick(line.vi.as_str(), line.en.as_str()))
                                    small { (format::moment(line.recorded_at, language)) }
                                }
                            }
                        }
                    }
                }
            }))
        }
    }
}

fn transfers(visit: &Visit, course: &Course) -> Markup {
    let language = visit.language;
    html! {
        @if !course.transfers.is_empty() {
            section.panel aria-labelledby="transfers" {
                h2 #transfers { (t::TRANSFERS.to(language)) }
                ul.plain {
                    @for transfer in &course.transfers {
                        @let (from, to) = super::between(visit, transfer);
                        li {
                            (t::TRANSFER_LINE.with(language, &[&from, &to, &format::date(transfer.moved_on, language)]))
                            small.wrap {
                                (transfer.state.label(language)) ", " (format::moment(transfer.sent_at, language))
                            }
                        }
                    }
                }
            }
        }
    }
}
