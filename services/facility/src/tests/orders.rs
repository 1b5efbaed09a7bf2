//! News of different persons have no order between them: whatever the order, the same stands in the end.

use std::collections::BTreeSet;

use domain::ids::PersonId;
use events::Envelope;
use runtime::persons;
use uuid::Uuid;

use super::fixture::{Fixture, day, id, merged, registered, unmerged};

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

/// Whom the stays count for, who is known, and who was merged into whom; ids from `base` on.
async fn state(fixture: &Fixture, base: u128) -> (Vec<Vec<u128>>, Vec<Option<i32>>, BTreeSet<(u128, u128)>) {
    let relative = |person: Uuid| person.as_u128() - base;
    let mut stays = Vec::new();
    let mut births = Vec::new();
    for number in [1, 2, 3] {
        let listed = fixture.stays_of(base + number).await;
        stays.push(listed.into_iter().map(|stay| relative(stay.person_id.0)).collect());
        let known = persons::find(&fixture.context.db, [id(base + number)]).await.unwrap();
        births.push(known.get(&id(base + number)).map(|person| person.birth.year));
    }
    let ids: Vec<PersonId> = [1, 2, 3].map(|number| id(base + number)).to_vec();
    let links = persons::effective(&fixture.context.db, ids).await.unwrap();
    (stays, births, links.into_iter().map(|(from, to)| (relative(from.0), relative(to.0))).collect())
}

/// What was told of each person: 2 into 1, undone, 1 into 2; and 2 into 3 in the end.
fn told(fixture: &Fixture, base: u128) -> [Vec<Envelope>; 3] {
    let [one, two, three] = [base + 1, base + 2, base + 3];
    [
        vec![fixture.envelope(&registered(one), 1), fixture.envelope(&merged(one, two), 2)],
        vec![
            fixture.envelope(&registered(two), 1),
            fixture.envelope(&merged(two, one), 2),
            fixture.envelope(&unmerged(two, one), 3),
            fixture.envelope(&merged(two, three), 4),
        ],
        vec![fixture.envelope(&registered(three), 1)],
    ]
}

#[tokio::test]
async fn whatever_the_order_of_news_the_stays_count_for_the_same_person() {
    let fixture = Fixture::new().await;
    let mut expected = None;
    let orders = interleavings(&[2, 4, 1]);
    assert_eq!(orders.len(), 105);
    for (number, order) in (0..).zip(orders) {
        let base = 1000 + 40 * number;
        store_stays(&fixture, base).await;
        let mut queues = told(&fixture, base).map(|events| events.into_iter());
        for turn in &order {
            fixture.inbox.deliver(&[queues[*turn].next().unwrap()]).await.unwrap();
        }
        let reached = state(&fixture, base).await;
        let expected = expected.get_or_insert_with(|| reached.clone());
        assert_eq!(&reached, expected, "{order:?}");
        // And all at once.
        let together = base + 20;
        store_stays(&fixture, together).await;
        let mut queues = told(&fixture, together).map(|events| events.into_iter());
        let batch: Vec<Envelope> = order.iter().map(|turn| queues[*turn].next().unwrap()).collect();
        fixture.inbox.deliver(&batch).await.unwrap();
        assert_eq!(&state(&fixture, together).await, expected, "{order:?} in one batch");
    }
    let (stays, ..) = expected.unwrap();
    assert_eq!(stays, [[3, 3, 3], [3, 3, 3], [3, 3, 3]]);
}

/// One stay each, recorded before any of the news came.
async fn store_stays(fixture: &Fixture, base: u128) {
    use crate::domain::admission::{Admission, tests};
    let facility = tests::facility();
    let stays = [1, 2, 3].map(|number| {
        let mut person = tests::person(1992);
        person.person_id = id(base + number);
        let mut admit = tests::admit(&person, &facility);
        admit.id.0 = Uuid::from_u128(base + number);
        admit.occurred_on = day(1);
        admit.entry_id = Uuid::from_u128(base + number);
        let (stay, entry, _) = Admission::record(admit).unwrap();
        (stay, entry)
    });
    let db = &fixture.context.db;
    let (stays, entries): (Vec<_>, Vec<_>) = stays.into_iter().unzip();
    crate::store::admissions::insert_all(db, &stays).await.unwrap();
    let of_stays = stays.iter().map(|stay| stay.id).zip(&entries);
    crate::store::entries::insert_all(db, of_stays).await.unwrap();
}
