//! Tasks of the way home: notices before an end, hand-overs, answers to them, arrivals.

use domain::codes::release::{HandoverState, NoticeState};
use domain::law::clock;
use maud::html;
use web::Right;

use super::{Group, Kind, MOST, Queue, Rule, Task};
use crate::api::facility::returns::{self, Asked, Ending, Return};
use crate::areas;
use crate::failure::{Failure, part};
use crate::format;
use crate::i18n::returns as t;
use crate::parts::standing;
use crate::visit::Visit;

/// Adds what the account's own rights may record.
pub async fn gather(visit: &Visit, queue: &mut Queue) -> Result<(), Failure> {
    let asked = Asked { limit: MOST, ..Asked::default() };
    let open = Asked { which: "open", ..asked };
    if visit.may(Right::RecordMovements) {
        let (endings, going) = tokio::join!(returns::endings(&visit.api, asked), returns::sent(&visit.api, open));
        match part(endings)? {
            Ok(found) => found
                .items
                .iter()
                .filter(|ending| ending.state != NoticeState::Sent)
                .for_each(|ending| queue.add(of_ending(ending, visit))),
            Err(failure) => queue.missing.push((Kind::Notice, failure)),
        }
        match part(going)? {
            Ok(found) => found
                .items
                .iter()
                .filter(|home| home.is_to_hand_over())
                .for_each(|home| queue.add(of_going(home, visit))),
            Err(failure) => queue.missing.push((Kind::Return, failure)),
        }
    }
    if visit.may(Right::KeepAftercare) {
        match part(returns::received(&visit.api, open).await)? {
            Ok(found) => found.items.iter().for_each(|home| queue.add(of_coming(home, visit))),
            Err(failure) => queue.missing.push((Kind::Return, failure)),
        }
    }
    Ok(())
}

fn of_ending(ending: &Ending, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    Some(Task {
        kind: Kind::Notice,
        group: Group::of(ending.due_on, false, visit.today())?,
        person: Some(ending.person_id),
        href: "/sap-het-han".to_owned(),
        what: t::TASK_NOTICE.with(language, &[&format::date(ending.term_ends_on, language)]),
        whose: String::new(),
        badge: ending.standing.as_ref().map_or_else(|| html! {}, |left| standing(left, language)),
        due_at: Some(clock::end_of_day(ending.due_on).to_utc()),
        rule: Some(Rule { words: t::NOTICE_BY.to(language).to_owned(), article: ending.article.clone() }),
    })
}

/// Someone who went home and was not handed over: the law sets the facility no day for it.
fn of_going(home: &Return, visit: &Visit) -> Option<Task> {
    let released = format::date(home.released_on, visit.language);
    Some(Task {
        href: format!("/ban-giao/luot/{}", home.admission_id),
        what: t::TASK_HAND_OVER.with(visit.language, &[&released]),
        badge: html! {},
        ..undated(home, visit)
    })
}

/// Someone who is coming: to be recorded by the day of the law, and the papers answered.
fn of_coming(home: &Return, visit: &Visit) -> Option<Task> {
    let language = visit.language;
    let awaited = home.arrival.due_on.filter(|_| home.arrival.arrived_on.is_none());
    let Some(due_on) = awaited else { return Some(undated(home, visit)) };
    Some(Task {
        group: Group::of(due_on, false, visit.today())?,
        what: t::TASK_ARRIVAL.with(language, &[&format::date(home.released_on, language)]),
        due_at: Some(clock::end_of_day(due_on).to_utc()),
        rule: home.arrival.article.clone().map(|article| Rule { words: t::REPORT_BY.to(language).to_owned(), article }),
        ..undated(home, visit)
    })
}

fn undated(home: &Return, visit: &Visit) -> Task {
    let language = visit.language;
    let last = home.last();
    let answered = last.is_some_and(|last| last.state == HandoverState::Acknowledged);
    let released = format::date(home.released_on, language);
    Task {
        kind: Kind::Return,
        group: Group::Undated,
        person: Some(home.person_id),
        href: "/ban-giao".to_owned(),
        what: match answered {
            true => t::TASK_ARRIVAL.with(language, &[&released]),
            false => t::TASK_ANSWER.to(language).to_owned(),
        },
        whose: last.map_or_else(String::new, |last| {
            areas::commune(&last.to_commune_code, &last.to_province_code, visit.today())
        }),
        badge: home.arrival.standing.as_ref().map_or_else(|| html! {}, |left| standing(left, language)),
        due_at: None,
        rule: None,
    }
}
