//! Registry, facility and aftercare publish on their own: whatever the order of their news, the same ledger
//! and the same persons stand in the end, and again after a rebuild.

use domain::codes::CountUnit;
use events::Envelope;

use super::fixture::{Fixture, admitted, came, day, managed, merged, present, released, unmerged};

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

/// Person 3 is merged into 1, that is undone, and merged into 5; 1 is merged into 3 meanwhile. Stays of 1 and 3;
/// the one of 3 ends under another name, and a case follows.
fn told(fixture: &Fixture) -> [Vec<Envelope>; 5] {
    [
        vec![
            fixture.envelope(&merged(3, 1), 1, 10),
            fixture.envelope(&unmerged(3, 1), 2, 20),
            fixture.envelope(&merged(3, 5), 3, 40),
        ],
        vec![fixture.envelope(&merged(1, 3), 1, 30)],
        vec![fixture.envelope(&admitted(13, 3, day(20)), 1, 2), fixture.envelope(&released(13, 1, day(50)), 2, 15)],
        vec![fixture.envelope(&admitted(11, 1, day(10)), 1, 1)],
        vec![fixture.envelope(&managed(33, 3, day(50)), 1, 16)],
    ]
}

/// The lines, who stands for whom when, and figures as known at several times.
async fn state(fixture: &Fixture) -> (Vec<String>, Vec<String>, Vec<i64>) {
    let mut figures = Vec::new();
    for known_at in [Some(5), Some(12), Some(25), Some(35), None] {
        figures.push(fixture.figure(&present(known_at)).await);
        figures.push(fixture.figure(&came(CountUnit::Person, known_at)).await);
        figures.push(fixture.figure(&came(CountUnit::Attendance, known_at)).await);
        figures.push(i64::try_from(fixture.overlaps("87", known_at).await.total).unwrap());
    }
    (fixture.ledger().await, fixture.roots().await, figures)
}

#[tokio::test]
async fn whatever_the_order_of_news_the_same_figures_stand() {
    let fixture = Fixture::new().await;
    let told = told(&fixture);
    let orders = interleavings(&told.each_ref().map(Vec::len));
    assert_eq!(orders.len(), 3360);
    let mut expected = None;
    // Every eleventh: all parts change places, in a fraction of the time.
    for order in orders.iter().step_by(11) {
        fixture.inbox.reset().await.unwrap();
        let mut queues = told.each_ref().map(|events| events.iter());
        for turn in order {
            fixture.inbox.deliver(std::slice::from_ref(queues[*turn].next().unwrap())).await.unwrap();
        }
        let reached = state(&fixture).await;
        let expected = expected.get_or_insert_with(|| reached.clone());
        assert_eq!(&reached, expected, "{order:?}");
    }
    // At 5 nobody is merged; at 12 one person is in twice; at 25 one of two; at 35 they are one again.
    let (_, _, figures) = expected.unwrap();
    assert_eq!(figures, [2, 2, 2, 0, 1, 1, 2, 1, 1, 2, 2, 0, 1, 1, 2, 2, 1, 1, 2, 2]);
}

#[tokio::test]
async fn a_rebuild_from_the_journals_one_after_the_other_gives_the_same() {
    let fixture = Fixture::new().await;
    let told = told(&fixture);
    let all: Vec<Envelope> = told.iter().flatten().cloned().collect();
    for event in &all {
        fixture.inbox.deliver(std::slice::from_ref(event)).await.unwrap();
    }
    let live = state(&fixture).await;
    fixture.inbox.reset().await.unwrap();
    assert!(fixture.roots().await.is_empty());
    let backwards: Vec<Envelope> = told.iter().rev().flatten().cloned().collect();
    fixture.inbox.deliver(&backwards).await.unwrap();
    assert_eq!(state(&fixture).await, live);
}
