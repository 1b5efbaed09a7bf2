//! Which records of a large register a new description is worth comparing with.

use std::collections::HashMap;
use std::hash::Hash;

/// A key that more records share says little: namesakes of one year, or of one family and born on one day. The pairs
/// that matter share a narrower key besides.
pub const LARGEST_BLOCK: usize = 8;
/// So many records are compared with one description.
pub const NEAREST: usize = 3;

/// The records that share the most keys, a key counting the more the fewer share it; of equals, the smaller id, which
/// is the older. `blocks` holds the records under each key, those beyond [`LARGEST_BLOCK`] left out.
///
/// What a line of a list costs hardly grows with the register this way, and what it may be the second record of is
/// found as before: `samples`' README has the figures.
pub fn nearest<'a, K, Id>(keys: impl IntoIterator<Item = &'a K>, blocks: &HashMap<K, Vec<Id>>) -> Vec<Id>
where
    K: Eq + Hash + 'a,
    Id: Copy + Eq + Hash + Ord,
{
    let mut shared: HashMap<Id, f64> = HashMap::new();
    for block in keys.into_iter().filter_map(|key| blocks.get(key)) {
        let weight = f64::from(u32::try_from(block.len()).unwrap_or(u32::MAX)).recip();
        for id in block {
            *shared.entry(*id).or_default() += weight;
        }
    }
    let mut shared: Vec<(Id, f64)> = shared.into_iter().collect();
    shared.sort_by(|(one, near), (other, far)| far.total_cmp(near).then(one.cmp(other)));
    shared.into_iter().take(NEAREST).map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_share_many_keys_or_rare_ones() {
        let blocks = HashMap::from([
            ("number", vec![7]),
            ("name and year", vec![1, 2]),
            ("family and day", vec![1, 7, 10, 11, 12]),
        ]);
        assert_eq!(nearest(&["number", "name and year", "family and day", "nobody"], &blocks), [7, 1, 2]);
    }
}
