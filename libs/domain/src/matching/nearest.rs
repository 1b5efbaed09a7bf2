//! Which records of a large register a new description is worth comparing with.

use std::collections::HashMap;
use std::hash::Hash;

/// A key that more records share says little: namesakes of one year, or of one family and born on one day. The pairs
/// that matter share a narrower key besides.
pub const LARGEST_BLOCK: usize = 8;
/// So many records are compared with one description, beside those that share an identifying key.
pub const NEAREST: usize = 3;

/// The records worth comparing: all under the `identifying` keys, and those that share the most of all `keys`, a key
/// counting the more the fewer share it; of equals, the smaller id, which is the older. `blocks` holds the records
/// under each key, those beyond [`LARGEST_BLOCK`] left out.
///
/// What a line of a list costs hardly grows with the register this way, and what it may be the second record of is
/// found as before: `samples`' README has the figures.
pub fn nearest<K, Id>(keys: &[K], identifying: &[K], blocks: &HashMap<K, Vec<Id>>) -> Vec<Id>
where
    K: Eq + Hash,
    Id: Copy + Eq + Hash + Ord,
{
    let mut shared: HashMap<Id, f64> = HashMap::new();
    for block in keys.iter().filter_map(|key| blocks.get(key)) {
        let weight = f64::from(u32::try_from(block.len()).unwrap_or(u32::MAX)).recip();
        for id in block {
            *shared.entry(*id).or_default() += weight;
        }
    }
    let mut near: Vec<Id> = Vec::with_capacity(NEAREST);
    for id in identifying.iter().filter_map(|key| blocks.get(key)).flatten() {
        if shared.remove(id).is_some() {
            near.push(*id);
        }
    }
    let mut shared: Vec<(Id, f64)> = shared.into_iter().collect();
    shared.sort_by(|(one, near), (other, far)| far.total_cmp(near).then(one.cmp(other)));
    near.extend(shared.into_iter().take(NEAREST).map(|(id, _)| id));
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_share_a_number_many_keys_or_rare_ones() {
        let blocks = HashMap::from([
            ("number", vec![7]),
            ("name and year", vec![1, 2]),
            ("date and commune", vec![1, 2]),
            ("parents", vec![1, 2, 3]),
            ("family and day", vec![1, 7, 10, 11, 12]),
        ]);
        let keys = ["number", "name and year", "date and commune", "parents", "family and day", "nobody"];
        assert_eq!(nearest(&keys, &["number"], &blocks), [7, 1, 2, 3]);
        assert_eq!(nearest(&keys, &[], &blocks), [1, 2, 7]);
    }
}
