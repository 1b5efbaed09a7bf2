//! `/co-so/{id}/{date}`: a facility's day.

use std::collections::HashMap;

use axum::extract::Path;
use axum::response::Redirect;
use chrono::{Days, NaiveDate};
use domain::codes::{ResidentCategory, Sex, StayStatus};
use domain::ids::{FacilityId, PersonId};
use domain::text::given_name_key;
use maud::{Markup, html};
use web::Right;

use crate::api::facility::{self, Admission, Facility, GroupDay, Headcount};
use crate::api::registry::{self, NameCard};
use crate::charts::against_capacity;
use crate::failure::{Failure, part};
use crate::fields::with_query;
use crate::format;
use crate::i18n::codes::{Labelled, label};
use crate::i18n::{Text, care, facilities as t, forecasts, house, persons as tp, reliefs, rolls, shell, waiting};
use crate::layout::{Nav, Page, page};
use crate::parts::{Tone, badge, date_field, day, notice, paging, print_button, scroll};
use crate::visit::{Asked, Visit};

/// As many as one look-up of names takes.
const PAGE: u64 = 500;

/// `/co-so/{id}?ngay=`: goes to the board of a day, of today without one.
pub async fn choose(visit: Visit, Path(id): Path<FacilityId>, Asked(asked): Asked) -> Redirect {
    let on = asked.date("ngay").unwrap_or_else(|| visit.today());
    Redirect::to(&format!("/co-so/{id}/{on}"))
}

pub async fn show(
    visit: Visit,
    Path((id, on)): Path<(FacilityId, NaiveDate)>,
    Asked(asked): Asked,
) -> Result<Markup, Failure> {
    let cursor = asked.text("cursor");
    let (facility, count, people) = tokio::join!(
        facility::facility(&visit.api, id),
        facility::headcount(&visit.api, id, on),
        facility::residents(&visit.api, id, cursor, PAGE),
    );
    let (facility, count, people) = (facility?, count?, people?);
    let ids: Vec<PersonId> = people.items.iter().map(|stay| stay.person_id).collect();
    let names = if visit.may(Right::ReadPersons) {
        part(registry::names(&visit.api, ids, "facility_board").await)?
    } else {
        Err(Failure::Forbidden)
    };
    let language = visit.language;
    let title = t::BOARD_TITLE.with(language, &[&facility.name, &format::date(on, language)]);
    let here = format!("/co-so/{id}/{on}");
    let next = people.next.as_deref().map(|cursor| with_query(&here, [("cursor", cursor)]));
    let first = (!cursor.is_empty()).then_some(here.as_str());
    let body = html! {
        (done(&visit, asked.text("xong")))
        (head(&visit, &facility, on))
        (headline(&visit, &count))
        section {
            h2 #balance { (t::BALANCE.to(language)) }
            p.hint { (t::BALANCE_HINT.to(language)) }
            (scroll("balance", &balance(&visit, &count)))
            (women(&visit, &count))
        }
        section {
            h2 #split { (t::BY_SEX_AND_AGE.to(language)) }
            (scroll("split", &split(&visit, &count)))
        }
        section {
            h2 #people { (t::PEOPLE.to(language)) }
            p.hint { (t::PEOPLE_HINT.with(language, &[&format::date(visit.today(), language)])) }
            @match &names {
                Err(Failure::Forbidden) => (notice(Tone::Plain, t::NAMES_CLOSED.to(language))),
                Err(_) => (notice(Tone::Warning, t::NAMES_AWAY.to(language))),
                Ok(_) => {}
            }
            @if people.items.is_empty() {
                div.empty {
                    p { strong { (t::PEOPLE_EMPTY.to(language)) } }
                    p { (t::PEOPLE_ADVICE.to(language)) }
                }
            } @else {
                p { (tally(&visit, &people.items)) }
                (scroll("people", &roll(&visit, &here, people.items.clone(), &names.unwrap_or_default())))
                (paging(language, people.items.len(), people.total, first, next.as_deref()))
            }
        }
    };
    let page_ = Page::new(Nav::Facilities, title, body);
    Ok(page(&visit, page_.under("/co-so", shell::FACILITIES.to(language))))
}

fn done(visit: &Visit, what: &str) -> Markup {
    let text: Option<Text> = match what {
        "tiep-nhan" => Some(t::ADMITTED),
        "bien-dong" => Some(t::MOVED),
        "ra" => Some(t::RELEASED),
        _ => None,
    };
    html! { @if let Some(text) = text { (notice(Tone::Good, text.to(visit.language))) } }
}

/// Name, date, the days before and after, and what can be recorded.
fn head(visit: &Visit, facility: &Facility, on: NaiveDate) -> Markup {
    let language = visit.language;
    let at = |on: NaiveDate| format!("/co-so/{}/{on}", facility.id);
    let before = on.checked_sub_days(Days::new(1)).map(at);
    let after = on.checked_add_days(Days::new(1)).filter(|after| *after <= visit.today()).map(at);
    html! {
        div.head {
            div {
                h1 { (facility.name) }
                p.hint {
                    (facility.kind.label(language)) " · "
                    (t::OPENED_ON.with(language, &[&format::date(facility.opened_on, language)]))
                }
            }
            p.actions {
                a.button href={ (at(on)) "/diem-danh" } { (rolls::ROLL.to(language)) }
                @if visit.may(Right::RecordMovements) {
                    a.button href={ (at(on)) "/theo-nhom" } { (care::SESSION.to(language)) }
                }
                a.button href={ (at(on)) "/xep-loai" } { (care::RATINGS.to(language)) }
                a.button href={ (at(on)) "/thu-tuc" } { (reliefs::TITLE.to(language)) }
                a.button href={ "/co-so/" (facility.id) "/du-bao?ngay=" (on) } { (forecasts::FORECAST.to(language)) }
                a.button href={ "/co-so/" (facility.id) "/ho-so?ngay=" (on) } { (house::OPEN_REGISTER.to(language)) }
                a.button href={ "/co-so/" (facility.id) "/danh-sach-cho" } { (waiting::LIST.to(language)) }
                (print_button(language))
                @if visit.may(Right::RecordMovements) {
                    a.button.primary href={ (at(on)) "/tiep-nhan" } { (t::ADMIT.to(language)) }
                }
            }
        }
        nav.days aria-label=(t::DAY.to(language)) {
            @if let Some(before) = before { a.button rel="prev" href=(before) { "◀ " (t::PREVIOUS_DAY.to(language)) } }
            strong { (day(on, language)) }
            @if let Some(after) = after { a.button rel="next" href=(after) { (t::NEXT_DAY.to(language)) " ▶" } }
            form method="get" action={ "/co-so/" (facility.id) } {
                label { span.hidden { (t::DAY.to(language)) } (date_field("ngay", Some(on), true, language)) }
                button { (t::GO_TO_DAY.to(language)) }
            }
            @if on != visit.today() { a.button.quiet href=(at(visit.today())) { (shell::TODAY_DUE.to(language)) } }
        }
    }
}

fn headline(visit: &Visit, count: &Headcount) -> Markup {
    let language = visit.language;
    let (tone, words) = against_capacity(count.closing, count.capacity, language);
    let sum = |of: fn(&GroupDay) -> i64| count.categories.values().map(of).sum::<i64>();
    let number = |value| format::number(value, language);
    html! {
        dl.tiles {
            div { dt { (t::CLOSING_HEAD.to(language)) }
                dd { span.big { (number(count.closing)) }
                    @if count.capacity > 0 { " / " (number(count.capacity)) } " " (badge(tone, &words))
                    (standings(visit, count)) } }
            div { dt { (t::IN_TODAY.to(language)) }
                dd { span.big { (number(sum(|day| day.arrivals.values().sum()))) } } }
            div { dt { (t::OUT_TODAY.to(language)) }
                dd { span.big { (number(sum(|day| day.departures.values().sum()))) } } }
        }
    }
}

/// Where those in the headcount are, if not all are present.
fn standings(visit: &Visit, count: &Headcount) -> Markup {
    let language = visit.language;
    html! {
        @if count.standings.keys().any(|status| *status != StayStatus::Present) {
            @for (status, number) in &count.standings {
                small { (status.label(language)) " " (format::number(*number, language)) }
            }
        }
    }
}

/// Opening + arrivals − departures = closing, per category.
fn balance(visit: &Visit, count: &Headcount) -> Markup {
    let language = visit.language;
    let categories = ResidentCategory::ALL.iter();
    let groups: Vec<(&str, &GroupDay)> =
        categories.filter_map(|category| Some((category.label(language), count.categories.get(category)?))).collect();
    days(visit, t::CATEGORY.to(language), &groups)
}

/// Learners and the others, and how many of them are women.
fn women(visit: &Visit, count: &Headcount) -> Markup {
    let language = visit.language;
    let number = |value| format::number(value, language);
    let of = |category: &ResidentCategory, sex: &Sex| {
        count.by_sex.get(category).and_then(|sexes| sexes.get(sex)).copied().unwrap_or(0)
    };
    let all = |category: &ResidentCategory| Sex::ALL.iter().map(|sex| of(category, sex)).sum::<i64>();
    let learners: Vec<&ResidentCategory> =
        ResidentCategory::ALL.iter().filter(|category| category.is_learner()).collect();
    let sum = |value: &dyn Fn(&ResidentCategory) -> i64| learners.iter().map(|category| value(category)).sum::<i64>();
    html! {
        p {
            (t::LEARNERS.with(language, &[
                &number(sum(&all)), &number(sum(&|category| of(category, &Sex::Female))),
            ]))
            @for category in ResidentCategory::ALL.iter().filter(|category| !category.is_learner() && all(category) > 0) {
                "; " (category.label(language)) ": "
                (t::OF_WHOM_WOMEN.with(language, &[&number(all(category)), &number(of(category, &Sex::Female))]))
            }
            "."
        }
    }
}

/// The same by sex, and by age group.
fn split(visit: &Visit, count: &Headcount) -> Markup {
    let language = visit.language;
    let sexes = Sex::ALL.iter().filter_map(|sex| Some((sex.label(language), count.sexes.get(sex)?)));
    let ages = AGES.iter().filter_map(|group| Some((label(group, language), count.ages.get(*group)?)));
    let ages: Vec<(String, &GroupDay)> = ages.collect();
    let ages: Vec<(&str, &GroupDay)> = ages.iter().map(|(name, day)| (name.as_str(), *day)).collect();
    html! {
        (days(visit, t::SEX.to(language), &sexes.collect::<Vec<_>>()))
        (days(visit, t::AGE.to(language), &ages))
    }
}

/// The age groups of a facility's day, youngest first.
const AGES: [&str; 4] = ["under_16", "under_18", "to_30", "over_30"];

/// The day of groups with their sum, each checked here once more.
fn days(visit: &Visit, head: &str, groups: &[(&str, &GroupDay)]) -> Markup {
    let language = visit.language;
    let number = |value| format::number(value, language);
    let row = |name: &str, day: &GroupDay| {
        let (arrived, left) = (day.arrivals.values().sum::<i64>(), day.departures.values().sum::<i64>());
        let off = day.closing - (day.opening + arrived - left);
        html! {
            th scope="row" { (name) }
            td.number { (number(day.opening)) }
            td.number { (number(arrived)) (causes(visit, &day.arrivals)) }
            td.number { (number(left)) (causes(visit, &day.departures)) }
            td.number { strong { (number(day.closing)) } }
            td {
                @if off == 0 { (badge(Tone::Good, t::ADDS_UP.to(language))) }
                @else { (badge(Tone::Bad, &t::DIFFERS.with(language, &[&format::signed(off, language)]))) }
            }
        }
    };
    html! {
        table {
            thead { tr {
                th scope="col" { (head) }
                @for heading in [t::OPENING, t::ARRIVALS, t::DEPARTURES, t::CLOSING] {
                    th.number scope="col" { (heading.to(language)) }
                }
                th scope="col" { (t::CHECK.to(language)) }
            } }
            tbody { @for (name, day) in groups { tr { (row(name, day)) } } }
            tfoot { tr { (row(t::TOTAL.to(language), &sum(groups))) } }
        }
    }
}

fn sum(groups: &[(&str, &GroupDay)]) -> GroupDay {
    let mut whole = GroupDay::default();
    for (_, day) in groups {
        whole.opening += day.opening;
        whole.closing += day.closing;
        day.arrivals.iter().for_each(|(cause, n)| *whole.arrivals.entry(cause.clone()).or_default() += n);
        day.departures.iter().for_each(|(cause, n)| *whole.departures.entry(cause.clone()).or_default() += n);
    }
    whole
}

fn causes(visit: &Visit, by_cause: &std::collections::BTreeMap<String, i64>) -> Markup {
    html! {
        @for (cause, number) in by_cause {
            small { (label(cause, visit.language)) " " (format::number(*number, visit.language)) }
        }
    }
}

fn tally(visit: &Visit, people: &[Admission]) -> String {
    let language = visit.language;
    let all = t::PEOPLE_COUNT.with(language, &[&format::count(people.len(), language)]);
    let of = |status: &StayStatus| match people.iter().filter(|stay| stay.status == *status).count() {
        0 => None,
        number => Some(format!("{} {}", format::count(number, language), status.label(language))),
    };
    let parts: Vec<String> = StayStatus::ALL.iter().filter_map(of).collect();
    format!("{all}: {}", parts.join(", "))
}

/// The roll, by given name.
fn roll(visit: &Visit, here: &str, mut people: Vec<Admission>, names: &HashMap<PersonId, NameCard>) -> Markup {
    let language = visit.language;
    people.sort_by_cached_key(|stay| names.get(&stay.person_id).map(|card| given_name_key(&card.name)));
    html! {
        table.rows.wide {
            thead { tr {
                @for heading in [
                    tp::FILE_CODE, tp::NAME, tp::SEX, tp::BIRTH_YEAR,
                    t::CATEGORY, t::ADMITTED_ON, t::TERM_ENDS, t::STATUS,
                ] {
                    th scope="col" { (heading.to(language)) }
                }
                @if visit.may(Right::RecordMovements) { th scope="col" { (t::RECORD.to(language)) } }
            } }
            tbody { @for stay in &people { (resident(visit, here, stay, names.get(&stay.person_id))) } }
        }
    }
}

fn resident(visit: &Visit, here: &str, stay: &Admission, card: Option<&NameCard>) -> Markup {
    let language = visit.language;
    let name = card.map_or_else(|| format::short_id(stay.person_id), |card| card.name.clone());
    let tone = if stay.status == StayStatus::Escaped { Tone::Bad } else { Tone::Plain };
    html! {
        tr {
            td.code { (card.and_then(|card| card.file_code.as_deref()).unwrap_or("–")) }
            th scope="row" {
                @if visit.may(Right::ReadPersons) { a href={ "/nguoi/" (stay.person_id) } { (name) } } @else { (name) }
            }
            td { (card.map_or("–", |card| card.sex.label(language))) }
            td.number { @if let Some(card) = card { (card.birth_year) } @else { "–" } }
            td { (stay.category.label(language)) }
            td { (day(stay.admitted_on, language)) }
            td { (day(stay.term_ends_on, language)) }
            td {
                @let status = stay.status.label(language);
                @if stay.status == StayStatus::Present { (status) } @else { (badge(tone, status)) }
            }
            @if visit.may(Right::RecordMovements) {
                td.nowrap { a href={ (here) "/luot/" (stay.id) } aria-label=(t::RECORD_FOR.with(language, &[&name])) {
                    (t::RECORD.to(language))
                } }
            }
        }
    }
}
