//! Treatments at home and in the community: the next step of each, and those on their way between two communes.

use chrono::Days;
use domain::law::clock;
use maud::html;
use web::{Language, Right, Scope};

use crate::api::community::courses::{self, Course, Transfer};
use crate::api::registry::labels::Article;
use crate::areas;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::work;
use crate::parts::standing;
use crate::visit::Visit;

use super::{Group, Kind, MOST, Queue, Rule, Task, covers};

/// The queue shows a week.
const AHEAD: Days = Days::new(7);

/// Adds what the account may record of treatments.
pub async fn gather(visit: &Visit, queue: &mut Queue) -> Result<(), Failure> {
    let Some(scope) = visit.scope(Right::RecordTreatments) else { return Ok(()) };
    let courses = courses::awaiting(&visit.api, visit.today() + AHEAD, MOST);
    match part(futures_util::future::try_join(courses, courses::under_way(&visit.api)).await)? {
        Ok((courses, transfers)) => {
            queue.cut |= courses.next.is_some() && courses.total > MOST;
            courses.items.iter().for_each(|course| queue.add(of_course(course, visit)));
            transfers.items.iter().for_each(|transfer| queue.add(of_transfer(transfer, &scope, visit)));
        }
        Err(failure) => queue.missing.push((Kind::Treatment, failure)),
    }
    Ok(())
}

fn of_course(course: &Course, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    let awaits = course.awaits.as_ref()?;
    let group = match awaits.due_on {
        Some(day) => Group::of(day, false, visit.today())?,
        None => Group::Undated,
    };
    Some(Task {
        kind: Kind::Treatment,
        group,
        person: Some(course.person_id),
        href: format!("/cong-dong/{}", course.id),
        what: format::capital(awaits.step.to(language)),
        whose: areas::commune(&course.commune_code, &course.province_code, visit.today()),
        badge: awaits.standing.as_ref().map_or_else(|| html! {}, |left| standing(left, language)),
        due_at: awaits.due_on.map(|day| clock::end_of_day(day).to_utc()),
        rule: awaits.article.as_ref().map(|source| rule(source, language)),
    })
}

fn rule(article: &Article, language: Language) -> Rule {
    Rule { words: work::BY_LAW.to(language).to_owned(), article: article.clone() }
}

fn of_transfer(transfer: &Transfer, scope: &Scope, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    let ours = covers(scope, &transfer.to_commune_code, &transfer.to_province_code, transfer.moved_on);
    let commune = |code: &str, province: &str| areas::commune(code, province, visit.today());
    let to = commune(&transfer.to_commune_code, &transfer.to_province_code);
    let from = commune(&transfer.from_commune_code, &transfer.from_province_code);
    let what = if ours { work::ANSWER_TREATMENT } else { work::AWAIT_TREATMENT };
    let overdue = transfer.standing.as_ref().is_some_and(|left| left.state == "overdue");
    let group = match (ours, transfer.due_at) {
        (false, _) => Group::Others,
        (true, Some(at)) => Group::of(format::last_day(at), overdue, visit.today())?,
        (true, None) => Group::Undated,
    };
    Some(Task {
        kind: Kind::Treatment,
        group,
        person: transfer.person_id,
        href: "/cong-dong#waiting".to_owned(),
        what: format!("{}, {}", what.to(language), work::TRANSFER_ROUTE.with(language, &[&from, &to])),
        whose: to,
        badge: transfer.standing.as_ref().map_or_else(|| html! {}, |left| standing(left, language)),
        due_at: transfer.due_at,
        rule: transfer.article.as_ref().map(|source| rule(source, language)),
    })
}
