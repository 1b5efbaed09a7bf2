//! `/cong-dong/to-doi`: task teams, volunteer teams, counselling points and B93 clubs on a day.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::codes::community::{GroupActivity, GroupFigure, GroupKind};
use domain::paging::Page as Rows;
use maud::{Markup, html};
use web::{Language, Right};

use super::{Tab, tabs};
use crate::api::community::groups::{self, Found, Group, RecordActivity, StateFigure, Tally};
use crate::areas;
use crate::failure::Failure;
use crate::fields::{Fields, with_query};
use crate::format;
use crate::forms::{Choice, Errors, Form, Name, choices};
use crate::i18n::codes::Labelled;
use crate::i18n::{Text, community as t, persons, shell};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, article, badge, date_field, day, notice, paging, print_button, scroll};
use crate::visit::{Asked, Posted, Visit};

const PATH: &str = "/cong-dong/to-doi";
const PAGE: u64 = 100;

const KIND: Name = ("kind", t::KIND);
const COMMUNE: Name = ("commune_code", t::COMMUNE);
const ON: Name = ("occurred_on", t::ON);
const NUMBER: Name = ("decision_number", t::DECISION_NUMBER);
const GROUP: Name = ("group_id", t::GROUP);
const FIGURE: Name = ("figure", t::FIGURE);
const VALUE: Name = ("value", t::VALUE);
const SINCE: Name = ("occurred_on", t::FROM_DAY);
const ACTIVITY: Name = ("activity", t::ACTIVITY);
const FROM: Name = ("from", t::FROM_DAY);
const TO: Name = ("to", t::TO_DAY);
const TIMES: Name = ("times", t::TIMES);
const QUANTITY: Name = ("quantity", t::QUANTITY);

/// Which of the page's forms.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    Founding,
    Figure,
    Activity,
}

impl Sent {
    fn names(self) -> &'static [Name] {
        match self {
            Self::Founding => &[KIND, COMMUNE, ON, NUMBER],
            Self::Figure => &[GROUP, FIGURE, VALUE, SINCE],
            Self::Activity => &[GROUP, ACTIVITY, FROM, TO, TIMES, QUANTITY],
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Founding => "thanh-lap",
            Self::Figure => "so-lieu",
            Self::Activity => "hoat-dong",
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::Founding => "-founding",
            Self::Figure => "-figure",
            Self::Activity => "-activity",
        }
    }

    fn title(self) -> Text {
        match self {
            Self::Founding => t::FOUND_GROUP,
            Self::Figure => t::STATE_FIGURE,
            Self::Activity => t::RECORD_WORK,
        }
    }
}

struct Refused<'a> {
    sent: Sent,
    values: &'a Fields,
    errors: &'a Errors,
}

/// What the page was asked for.
struct Query {
    on: NaiveDate,
    kind: String,
    cursor: String,
}

impl Query {
    fn read(asked: &Fields, visit: &Visit) -> Self {
        Self {
            on: asked.date("ngay").unwrap_or_else(|| visit.today()),
            kind: asked.text("loai").to_owned(),
            cursor: asked.text("cursor").to_owned(),
        }
    }

    fn link(&self, kind: &str, cursor: &str) -> String {
        with_query(PATH, [("ngay", &*self.on.to_string()), ("loai", kind), ("cursor", cursor)])
    }
}

pub async fn show(visit: Visit, Asked(asked): Asked) -> Result<Markup, Failure> {
    let query = Query::read(&asked, &visit);
    render(&visit, &query, asked.text("xong") == "ghi", None).await
}

/// A form's own address, asked for without a form.
pub async fn back() -> Redirect {
    Redirect::to(PATH)
}

pub async fn found(visit: Visit, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[KIND, COMMUNE, ON], &visit);
    let result = match missing.unless(Errors::or_date(&values, ON.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(occurred_on) => {
            let group = Found {
                kind: values.text(KIND.0).to_owned(),
                commune_code: values.text(COMMUNE.0).to_owned(),
                occurred_on,
                decision_number: values.given(NUMBER.0),
            };
            Errors::or_page(&visit, groups::found(&visit.api, values.text("key"), &group).await)?
        }
    };
    answer(&visit, Sent::Founding, &values, result).await
}

pub async fn state(visit: Visit, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[GROUP, FIGURE, VALUE, SINCE], &visit);
    let result = match missing.unless(Errors::or_date(&values, SINCE.0, &visit)) {
        Err(errors) => Err(errors),
        Ok(occurred_on) => {
            let figure = StateFigure {
                group_id: values.text(GROUP.0).to_owned(),
                figure: values.text(FIGURE.0).to_owned(),
                value: values.parsed(VALUE.0),
                occurred_on,
            };
            Errors::or_page(&visit, groups::state(&visit.api, values.text("key"), &figure).await)?
        }
    };
    answer(&visit, Sent::Figure, &values, result).await
}

pub async fn record(visit: Visit, Posted(values): Posted) -> Result<Response, Failure> {
    let missing = Errors::not_entered(&values, &[GROUP, ACTIVITY, FROM, TO, QUANTITY], &visit);
    let days = match (Errors::or_date(&values, FROM.0, &visit), Errors::or_date(&values, TO.0, &visit)) {
        (Ok(from), Ok(to)) => Ok((from, to)),
        (Err(wrong), Ok(_)) | (Ok(_), Err(wrong)) => Err(wrong),
        (Err(one), Err(other)) => Err(one.and(other)),
    };
    let result = match missing.unless(days) {
        Err(errors) => Err(errors),
        Ok((from, to)) => {
            let activity = RecordActivity {
                group_id: values.text(GROUP.0).to_owned(),
                activity: values.text(ACTIVITY.0).to_owned(),
                from,
                to,
                times: values.parsed(TIMES.0).or(Some(1)),
                quantity: values.parsed(QUANTITY.0),
            };
            Errors::or_page(&visit, groups::record(&visit.api, values.text("key"), &activity).await)?
        }
    };
    answer(&visit, Sent::Activity, &values, result).await
}

async fn answer(visit: &Visit, sent: Sent, values: &Fields, result: Result<(), Errors>) -> Result<Response, Failure> {
    let Err(errors) = result else {
        return Ok(Redirect::to(&format!("{PATH}?xong=ghi")).into_response());
    };
    let status = errors.status();
    let refused = Refused { sent, values, errors: &errors };
    let query = Query::read(&Fields::default(), visit);
    Ok((status, render(visit, &query, false, Some(refused)).await?).into_response())
}

async fn render(visit: &Visit, query: &Query, done: bool, refused: Option<Refused<'_>>) -> Result<Markup, Failure> {
    if !visit.may(Right::ReadTreatments) {
        return Err(Failure::Forbidden);
    }
    let (tallies, found) = tokio::join!(
        groups::tally(&visit.api, query.on),
        groups::list(&visit.api, query.on, &query.kind, &query.cursor, PAGE),
    );
    let (tallies, found) = (tallies?, found?);
    let language = visit.language;
    let body = html! {
        div.head {
            h1 { (t::COMMUNITY.to(language)) }
            p.actions { (print_button(language)) }
        }
        (tabs(Tab::Groups, language))
        @if done { (notice(Tone::Good, t::DONE_GROUP.to(language))) }
        @if let Some(Refused { sent, values, errors }) = &refused {
            (Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() }.summary())
        }
        p.hint { (t::GROUPS_LEAD.to(language)) }
        (filter(query, language))
        section {
            h2 #tally { (t::GROUPS.to(language)) }
            (tally(query, &tallies, language))
        }
        section {
            h2 #groups { (t::GROUPS_TOTAL.with(language, &[&format::total(found.total, language)])) }
            div data-rows=(found.total) { (rows(visit, query, &found)) }
        }
        @if visit.may(Right::RecordTreatments) {
            section.panel aria-labelledby="record" {
                h2 #record { (t::RECORD.to(language)) }
                (fold(visit, &found.items, Sent::Founding, refused.as_ref()))
                @if !found.items.is_empty() {
                    (fold(visit, &found.items, Sent::Figure, refused.as_ref()))
                    (fold(visit, &found.items, Sent::Activity, refused.as_ref()))
                }
            }
        }
    };
    Ok(page(visit, Page::new(Nav::Community, t::GROUPS.to(language), body)))
}

fn filter(query: &Query, language: Language) -> Markup {
    html! {
        form.filters method="get" action=(PATH) {
            label { (t::AS_OF.to(language)) (date_field("ngay", Some(query.on), false, language)) }
            label { (t::KIND.to(language))
                select name="loai" {
                    option value="" { (t::ANY_KIND.to(language)) }
                    @for kind in GroupKind::ALL {
                        option value=(kind.as_str()) selected[kind.as_str() == query.kind] { (format::capital(kind.label(language))) }
                    }
                }
            }
            button { (persons::APPLY.to(language)) }
        }
    }
}

fn tally(query: &Query, tallies: &[Tally], language: Language) -> Markup {
    let of = |kind: GroupKind| tallies.iter().find(|tally| tally.kind == kind);
    scroll(
        "tally",
        &html! {
            table.figures {
                thead { tr {
                    th scope="col" { (t::KIND.to(language)) }
                    @for heading in [t::GROUPS_COUNT, t::COMMUNES_COUNT, t::MEMBERS, t::WORKING] {
                        th.number scope="col" { (heading.to(language)) }
                    }
                } }
                tbody {
                    @for kind in GroupKind::ALL {
                        @let tally = of(*kind);
                        @let count = tally.map_or(0, |tally| tally.groups);
                        tr {
                            th scope="row" { (format::capital(kind.label(language))) }
                            td.number {
                                @if count == 0 { span.none { "0" } }
                                @else {
                                    a.figure href=(query.link(kind.as_str(), "")) data-count=(count) {
                                        (format::total(count, language))
                                    }
                                }
                            }
                            td.number { (format::total(tally.map_or(0, |tally| tally.communes), language)) }
                            td.number { (format::number(tally.map_or(0, |tally| tally.members), language)) }
                            td.number { (format::total(tally.map_or(0, |tally| tally.working), language)) }
                        }
                    }
                }
            }
        },
    )
}

fn rows(visit: &Visit, query: &Query, found: &Rows<Group>) -> Markup {
    let language = visit.language;
    if found.items.is_empty() {
        return html! { p.empty { (t::NO_GROUPS.to(language)) } };
    }
    let first = (!query.cursor.is_empty()).then(|| query.link(&query.kind, ""));
    let next = found.next.as_deref().map(|cursor| query.link(&query.kind, cursor));
    html! {
        (scroll("groups", &html! {
            table.wide {
                thead { tr {
                    @for heading in [t::KIND, t::COMMUNE, t::FOUNDED, t::MEMBERS, t::FIGURES, t::WORK] {
                        th scope="col" { (heading.to(language)) }
                    }
                } }
                tbody { @for group in &found.items { (row(visit, group)) } }
            }
        }))
        (paging(language, found.items.len(), found.total, first.as_deref(), next.as_deref()))
    }
}

fn row(visit: &Visit, group: &Group) -> Markup {
    let language = visit.language;
    html! {
        tr {
            th scope="row" { (format::capital(group.kind.label(language))) }
            td { (areas::commune(&group.commune_code, &group.province_code, visit.today())) }
            td { (day(group.founded_on, language)) @if let Some(number) = &group.decision_number { small { (number) } } }
            td {
                (format::number(group.members, language))
                @if let Some(size) = &group.out_of_size {
                    " " (badge(Tone::Warning, &t::OUT_OF_SIZE.with(language, &[&size.least.to_string(), &size.most.to_string()])))
                    small.wrap { (article(&size.article, language)) }
                }
            }
            td.long {
                @if group.figures.is_empty() { "–" }
                @for (figure, value) in &group.figures {
                    p { (format::capital(figure.label(language))) ": " (format::number(*value, language)) }
                }
            }
            td.long {
                @if group.done.is_empty() { "–" }
                @for done in &group.done {
                    @let values = [format::capital(done.activity.label(language)), format::number(done.times, language), format::number(done.quantity, language)];
                    p { (t::WORK_LINE.with(language, &[&values[0], &values[1], &values[2], done.unit.label(language)])) }
                }
            }
        }
    }
}

fn fold(visit: &Visit, known: &[Group], sent: Sent, refused: Option<&Refused<'_>>) -> Markup {
    let language = visit.language;
    let today = visit.today().to_string();
    let blank =
        Fields::default().set(ON.0, today.clone()).set(FROM.0, today.clone()).set(TO.0, today).set(TIMES.0, "1");
    let none = Errors::default();
    let own = refused.filter(|refused| refused.sent == sent);
    let (values, errors) = own.map_or((&blank, &none), |refused| (refused.values, refused.errors));
    let form = Form { visit, values, errors, names: sent.names(), suffix: sent.suffix() };
    html! {
        details.fold open[own.is_some()] {
            summary { (sent.title().to(language)) }
            form.stack method="post" action={ (PATH) "/" (sent.part()) } data-guard novalidate {
                (form.hidden())
                (fields(visit, known, sent, &form))
                p.actions { button.primary { (shell::SAVE.to(language)) } }
            }
        }
    }
}

fn fields(visit: &Visit, known: &[Group], sent: Sent, form: &Form<'_>) -> Markup {
    let language = visit.language;
    let of = |group: &Group| {
        let commune = areas::commune(&group.commune_code, &group.province_code, visit.today());
        Choice::new(group.id.to_string(), format!("{} – {commune}", format::capital(group.kind.label(language))))
    };
    let which = html! { (form.field(GROUP).required().select(known.iter().map(of).collect())) };
    html! {
        @match sent {
            Sent::Founding => {
                (form.field(KIND).required().select(choices::<GroupKind>(visit)))
                (form.field(COMMUNE).required().select_grouped(communes(visit)))
                (form.field(ON).required().date())
                (form.field(NUMBER).hint(t::FOUNDING_HINT))
            }
            Sent::Figure => {
                (which)
                (form.field(FIGURE).required().select(choices::<GroupFigure>(visit)))
                (form.field(VALUE).required().kind("number"))
                (form.field(SINCE).required().date())
            }
            Sent::Activity => {
                (which)
                (form.field(ACTIVITY).required().select(choices::<GroupActivity>(visit)))
                (form.field(FROM).required().date())
                (form.field(TO).required().date())
                (form.field(TIMES).kind("number"))
                (form.field(QUANTITY).required().kind("number"))
            }
        }
    }
}

/// The communes in which the account may record; without bounds those of its own province, where it has one.
fn communes(visit: &Visit) -> Vec<(String, Vec<Choice>)> {
    let scope = visit.scope(Right::RecordTreatments).unwrap_or_default();
    let home = areas::home_province(&visit.account.grants, visit.today());
    let areas: Vec<&str> = match scope.everywhere {
        true => home.as_deref().into_iter().collect(),
        false => scope.areas.iter().map(String::as_str).collect(),
    };
    areas::communes(areas, visit.today())
}
