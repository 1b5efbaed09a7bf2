//! Notice to the commune before a term ends: computed from the term as it stands.

use chrono::{NaiveDate, TimeDelta};
use domain::codes::release::NoticeState;
use domain::codes::{AdmissionBasis, StayMovement};
use domain::ids::AdmissionId;
use domain::law::clock;
use runtime::Clock;
use web::Problem;
use web::idempotency::IdempotencyKey;

use super::fixture::{Fixture, registered};
use crate::app::notices::{self, Ending, GiveNotice, ListNotices};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The service on a morning.
async fn at(today: &str) -> Fixture {
    let mut fixture = Fixture::new().await;
    let morning = clock::start_of_day(date(today)) + TimeDelta::hours(9);
    fixture.context.clock = Clock::fixed(morning.to_utc());
    for number in 1..=4 {
        fixture.tell(&registered(number), 1).await;
    }
    fixture
}

async fn listed(fixture: &Fixture, state: Option<NoticeState>) -> Vec<Ending> {
    let query = ListNotices { state, ..ListNotices::default() };
    notices::list(&fixture.context, &fixture.caller, query).await.unwrap().items
}

/// State, end and last day for the notice of the one stay that is listed.
async fn only(fixture: &Fixture) -> Option<(NoticeState, NaiveDate, NaiveDate)> {
    let listed = listed(fixture, None).await;
    assert!(listed.len() < 2);
    listed.first().map(|ending| (ending.awaited.state, ending.awaited.ends_on, ending.awaited.due_on))
}

async fn give(fixture: &Fixture, stay: AdmissionId, number: &str, on: &str) -> Result<(), Problem> {
    let command = GiveNotice { admission_id: stay, number: number.into(), occurred_on: date(on), commune_code: None };
    let key = IdempotencyKey::default();
    let answer = notices::give_all(&fixture.context, &fixture.caller, &key, vec![Ok(command)]).await?;
    answer.only().map(drop)
}

fn code<T>(result: Result<T, Problem>) -> String {
    let problem = result.err().unwrap();
    problem.fields.first().map_or(problem.code, |field| field.code.clone())
}

#[tokio::test]
async fn a_notice_is_due_fifteen_days_before_the_end_then_overdue_then_sent() {
    let fixture = at("2024-02-10").await;
    let stay = fixture.admit(1, date("2023-03-01")).await.unwrap();
    let told = |state| Some((state, date("2024-03-01"), date("2024-02-15")));
    assert_eq!(only(&fixture).await, told(NoticeState::Due));
    fixture.context.clock.advance(TimeDelta::days(5));
    assert_eq!(only(&fixture).await, told(NoticeState::Due), "its last day");
    fixture.context.clock.advance(TimeDelta::days(1));
    assert_eq!(only(&fixture).await, told(NoticeState::Overdue));
    give(&fixture, stay, "12/TB-CSCN", "2024-02-16").await.unwrap();
    assert_eq!(only(&fixture).await, told(NoticeState::Sent));
    assert!(listed(&fixture, Some(NoticeState::Overdue)).await.is_empty());
    assert_eq!(code(give(&fixture, stay, "13/TB-CSCN", "2024-02-16").await), "notice.already_sent");
    let ending = listed(&fixture, None).await.pop().unwrap();
    let (notice, person) = (ending.last.unwrap(), ending.person.unwrap());
    assert_eq!((notice.number.as_str(), notice.to.commune_code), ("12/TB-CSCN", person.commune_code));
}

#[tokio::test]
async fn what_moves_the_term_moves_the_notice() {
    let fixture = at("2024-02-10").await;
    let stay = fixture.admit(1, date("2023-03-01")).await.unwrap();
    give(&fixture, stay, "12/TB-CSCN", "2024-02-10").await.unwrap();
    // Ten days on the run, recorded late: the commune was told of a day that is not so any more.
    let back = Some(date("2023-06-11"));
    fixture.record(stay, StayMovement::Escaped, date("2023-06-01"), back).await.unwrap();
    assert_eq!(only(&fixture).await, Some((NoticeState::Due, date("2024-03-11"), date("2024-02-25"))));
    // It never was: what the commune was told is right again.
    for movement in [StayMovement::Returned, StayMovement::Escaped] {
        let entry = fixture.entry(stay, movement).await;
        fixture.correct(stay, entry, None).await.unwrap();
    }
    assert_eq!(only(&fixture).await, Some((NoticeState::Sent, date("2024-03-01"), date("2024-02-15"))));
    let admitted = fixture.entry(stay, StayMovement::Admitted).await;
    fixture.correct(stay, admitted, Some(date("2023-02-20"))).await.unwrap();
    assert_eq!(only(&fixture).await, Some((NoticeState::Overdue, date("2024-02-20"), date("2024-02-05"))));
}

#[tokio::test]
async fn nothing_is_due_where_no_end_can_be_told_or_the_law_asks_nothing() {
    let fixture = at("2024-02-10").await;
    let gone = fixture.admit(1, date("2023-03-01")).await.unwrap();
    fixture.move_on(gone, StayMovement::Escaped, date("2024-01-01")).await.unwrap();
    fixture.admit_on(AdmissionBasis::SocialObject, 2, date("2023-12-01")).await.unwrap();
    // Long before its end.
    fixture.admit(3, date("2023-12-01")).await.unwrap();
    assert_eq!(only(&fixture).await, None);
    assert_eq!(code(give(&fixture, gone, "1/TB", "2024-02-10").await), "notice.not_asked");
    let old = at("2020-12-20").await;
    old.admit(1, date("2020-01-01")).await.unwrap();
    assert_eq!(only(&old).await, None, "no rule was found under regime A");
}

#[tokio::test]
async fn a_rule_that_was_not_read_is_told_as_such() {
    let fixture = at("2026-06-10").await;
    fixture.admit(1, date("2025-06-28")).await.unwrap();
    fixture.admit(2, date("2025-07-05")).await.unwrap();
    fixture.admit_on(AdmissionBasis::Voluntary, 3, date("2025-12-20")).await.unwrap();
    let marks: Vec<_> =
        listed(&fixture, None).await.into_iter().map(|ending| ending.awaited.article.verified).collect();
    // By their ends: a contract until 20 June, a decision until 28 June under B, one until 5 July under C.
    assert_eq!(marks, [false, true, false]);
}

#[tokio::test]
async fn a_notice_takes_a_documents_number_and_no_words() {
    let fixture = at("2024-02-10").await;
    let stay = fixture.admit(1, date("2023-03-01")).await.unwrap();
    for (number, expected) in [("", "required"), ("Nguyễn Văn A", "document.reference")] {
        assert_eq!(code(give(&fixture, stay, number, "2024-02-10").await), expected);
    }
    assert_eq!(code(give(&fixture, stay, "1/TB", "2024-02-11").await), "date.future");
    assert_eq!(code(give(&fixture, stay, "1/TB", "2023-02-01").await), "date.before_admission");
}

#[tokio::test]
async fn a_batch_takes_what_is_right_once() {
    let fixture = at("2024-02-10").await;
    let mut items = Vec::new();
    for number in 1..=2 {
        let admission_id = fixture.admit(number, date("2023-03-01")).await.unwrap();
        let occurred_on = date("2024-02-10");
        items.push(GiveNotice { admission_id, number: "5/TB".into(), occurred_on, commune_code: None });
    }
    items.push(GiveNotice { number: "6/TB".into(), ..items[0].clone() });
    let key = fixture.key("one").await;
    for _ in 0..2 {
        let items = items.iter().cloned().map(Ok).collect();
        let answer = notices::give_all(&fixture.context, &fixture.caller, &key, items).await.unwrap();
        assert_eq!((answer.done, answer.refused), (2, 1));
    }
    assert_eq!(listed(&fixture, Some(NoticeState::Sent)).await.len(), 2);
}
