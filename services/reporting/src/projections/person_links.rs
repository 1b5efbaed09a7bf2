//! Merges of persons and their undoing, as they were recorded.
//!
//! The ledger's lines are not touched: what moved, moved. A merge changes who is counted, from when it was
//! recorded on. The ends of chains follow from the links alone, so they are the same in whatever order the news
//! of different persons come, and after a rebuild.

use std::collections::{BTreeSet, HashMap};

use domain::ids::PersonId;
use events::Envelope;
use events::registry::{PersonMerged, PersonUnmerged};
use messaging::HandlerError;
use runtime::persons::Links;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use crate::store::person_links::{self, Link, Root};

/// Takes over the merges and undoings among these events; others are passed over.
pub async fn apply(tx: &impl ConnectionTrait, events: &[Envelope]) -> Result<(), HandlerError> {
    let mut touched: BTreeSet<Uuid> = BTreeSet::new();
    for event in events {
        if let Some(merged) = event.read::<PersonMerged>() {
            let PersonMerged { person, into, .. } = merged?;
            let (person, into) = (person.person_id.0, into.person_id.0);
            person_links::open(tx, event.id, person, into, event.time).await?;
            touched.extend([person, into]);
        } else if let Some(unmerged) = event.read::<PersonUnmerged>() {
            let person = unmerged?.person.person_id.0;
            person_links::close(tx, person, event.time).await?;
            touched.insert(person);
        }
    }
    if touched.is_empty() {
        return Ok(());
    }
    let links = person_links::around(tx, touched).await?;
    let members: BTreeSet<Uuid> = links.iter().flat_map(|link| [link.person_id, link.merged_into]).collect();
    Ok(person_links::replace_roots(tx, members, roots(&links)).await?)
}

/// Empties the projection.
pub async fn reset(tx: &impl ConnectionTrait) -> Result<(), DbErr> {
    person_links::clear(tx).await
}

/// The end of each record's chain in each period in which it is not the record itself.
fn roots(links: &[Link]) -> Vec<Root> {
    let moments = links.iter().flat_map(|link| std::iter::once(link.recorded_from).chain(link.recorded_to));
    let moments: Vec<_> = moments.collect::<BTreeSet<_>>().into_iter().collect();
    let members: BTreeSet<Uuid> = links.iter().map(|link| link.person_id).collect();
    let mut last: HashMap<Uuid, usize> = HashMap::new();
    let mut roots: Vec<Root> = Vec::new();
    for (at, recorded_from) in moments.iter().enumerate() {
        let recorded_to = moments.get(at + 1).copied();
        let lasting = |link: &&Link| {
            link.recorded_from <= *recorded_from && link.recorded_to.is_none_or(|to| to > *recorded_from)
        };
        let chain: Links =
            links.iter().filter(lasting).map(|link| (PersonId(link.person_id), PersonId(link.merged_into))).collect();
        for person_id in &members {
            let root_id = chain.root(PersonId(*person_id)).0;
            if root_id == *person_id {
                continue;
            }
            match last.get(person_id).map(|last| &mut roots[*last]) {
                Some(before) if before.root_id == root_id && before.recorded_to == Some(*recorded_from) => {
                    before.recorded_to = recorded_to;
                }
                _ => {
                    last.insert(*person_id, roots.len());
                    roots.push(Root { person_id: *person_id, recorded_from: *recorded_from, root_id, recorded_to });
                }
            }
        }
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Utc};

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn link(person: u128, into: u128, from: i64, to: Option<i64>) -> Link {
        Link {
            event_id: Uuid::from_u128(person * 100 + u128::try_from(from).unwrap()),
            person_id: Uuid::from_u128(person),
            merged_into: Uuid::from_u128(into),
            recorded_from: at(from),
            recorded_to: to.map(at),
        }
    }

    /// Person, whom they stand for, from when, until when.
    fn periods(links: &[Link]) -> Vec<(u128, u128, i64, Option<i64>)> {
        let read = |root: Root| {
            let (person, stands_for) = (root.person_id.as_u128(), root.root_id.as_u128());
            (person, stands_for, root.recorded_from.timestamp(), root.recorded_to.map(|to| to.timestamp()))
        };
        let mut periods: Vec<_> = roots(links).into_iter().map(read).collect();
        periods.sort();
        periods
    }

    #[test]
    fn a_link_counts_from_its_merge_until_its_undoing() {
        assert_eq!(periods(&[link(2, 1, 10, Some(20))]), [(2, 1, 10, Some(20))]);
        assert_eq!(periods(&[link(2, 1, 10, None)]), [(2, 1, 10, None)]);
    }

    #[test]
    fn a_chain_leads_to_its_end_in_each_period() {
        let chain = [link(2, 1, 10, None), link(1, 3, 20, Some(30))];
        assert_eq!(
            periods(&chain),
            [(1, 3, 20, Some(30)), (2, 1, 10, Some(20)), (2, 1, 30, None), (2, 3, 20, Some(30))]
        );
    }

    #[test]
    fn what_happens_elsewhere_does_not_cut_a_period() {
        let together = [link(2, 1, 10, None), link(3, 1, 20, Some(30))];
        assert_eq!(periods(&together), [(2, 1, 10, None), (3, 1, 20, Some(30))]);
    }

    #[test]
    fn a_merge_undone_in_the_same_moment_never_counts() {
        assert!(periods(&[link(2, 1, 10, Some(10))]).is_empty());
    }
}
