//! Registry and facility publish on their own, and different persons and stays have no order between them:
//! whatever the order of their news, the same cases stand in the end.

use chrono::NaiveDate;
use domain::ids::PersonId;
use events::Envelope;

use super::fixture::{Fixture, admitted, day, merged, registered, released, unmerged};

/// All ways to take turns with these sequences, as the numbers of whose turn it is.
fn interleavings(lengths: &[usize]) -> Vec<Vec<usize>> {
    if lengths.iter().all(|length| *length == 0) {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for turn in (0..lengths.len()).filter(|turn| lengths[*turn] > 0) {
        let mut rest = lengths.to_vec();
        rest[turn] -= 1;
        all.extend(interleavings(&rest).into_iter().map(|mut order| {
            order.insert(0, turn);
            order
        }));
    }
    all
}

/// A case: whom it counts for, which record it follows, whom its opening named, from when, until when.
type Facts = (u128, u128, Vec<Option<u128>>, NaiveDate, Option<NaiveDate>);

async fn cases(fixture: &Fixture, base: u128, number: u128) -> Vec<Facts> {
    let relative = |person: PersonId| person.0.as_u128() - base;
    let mut facts = Vec::new();
    for case in fixture.cases_of(base + number).await {
        let named = fixture.named_in_events(format!("aftercare/case/{}", case.id)).await;
        let named = named.first().map(|person| person.map(relative)).into_iter().collect();
        let (effective, record) = (relative(case.person.person_id), relative(case.origin_person_id));
        facts.push((effective, record, named, case.opened_on, case.closed_on));
    }
    facts.sort();
    facts
}

/// Person 1; person 2, merged into 1; a stay of 2 that ends after the facility has heard of the merge; a stay
/// of 1 that begins while the case after the other is open.
fn told(fixture: &Fixture, base: u128) -> [Vec<Envelope>; 4] {
    let [one, two] = [base + 1, base + 2];
    let [first, second] = [base + 3, base + 4];
    [
        vec![fixture.envelope(&registered(one), 1)],
        vec![fixture.envelope(&registered(two), 1), fixture.envelope(&merged(two, one), 2)],
        vec![
            fixture.envelope(&admitted(first, two, day(2022, 1, 1)), 1),
            fixture.envelope(&released(first, one, day(2023, 1, 1)), 2),
        ],
        vec![
            fixture.envelope(&admitted(second, one, day(2023, 6, 1)), 1),
            fixture.envelope(&released(second, one, day(2024, 6, 1)), 2),
        ],
    ]
}

#[tokio::test]
async fn whatever_the_order_of_news_the_same_cases_count_for_the_same_person() {
    let fixture = Fixture::new().await;
    let orders = interleavings(&[1, 2, 2, 2]);
    assert_eq!(orders.len(), 630);
    let merged_state = vec![
        (1, 1, vec![Some(1)], day(2024, 6, 1), None),
        // Open beside a stay, and beside another case: people settle that.
        (1, 2, vec![Some(2)], day(2023, 1, 1), None),
    ];
    for (number, order) in (0..).zip(orders) {
        let base = 1000 + 20 * number;
        let mut queues = told(&fixture, base).map(|events| events.into_iter());
        for turn in &order {
            fixture.inbox.deliver(&[queues[*turn].next().unwrap()]).await.unwrap();
        }
        for person in [1, 2] {
            assert_eq!(cases(&fixture, base, person).await, merged_state, "{order:?}");
        }
        fixture.tell(&unmerged(base + 2, base + 1), 3).await;
        assert_eq!(cases(&fixture, base, 1).await, [(1, 1, vec![Some(1)], day(2024, 6, 1), None)], "{order:?}");
        assert_eq!(cases(&fixture, base, 2).await, [(2, 2, vec![Some(2)], day(2023, 1, 1), None)], "{order:?}");
    }
}
