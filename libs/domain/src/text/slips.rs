//! Slips of the finger: how far two words are apart.

/// The number of slips (a letter added, left out, changed, or swapped with its neighbour) that part
/// two words, when they are at most `most`; no pair of letters is touched twice (optimal string
/// alignment, the common restriction of Damerau–Levenshtein distance).
///
/// Made for short folded words and small `most`: equal beginnings are skipped, and at each letter that
/// differs the few possible slips are tried, so the work grows with 4 to the power of `most`.
pub fn within(one: &str, other: &str, most: u32) -> Option<u32> {
    if one.is_ascii() && other.is_ascii() {
        return apart(one.as_bytes(), other.as_bytes(), most);
    }
    apart(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>(), most)
}

/// How many slips a word of so many letters may hold and still be taken for the same word: none in
/// one of one or two letters, one up to six letters, two from seven.
pub fn slips_allowed(length: usize) -> u32 {
    match length {
        0..=2 => 0,
        3..=6 => 1,
        _ => 2,
    }
}

fn apart<T: Copy + PartialEq>(one: &[T], other: &[T], most: u32) -> Option<u32> {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[same..], &other[same..]);
    let (Some((first, one_rest)), Some((second, other_rest))) = (one.split_first(), other.split_first()) else {
        return u32::try_from(one.len().max(other.len())).ok().filter(|slips| *slips <= most);
    };
    if one.len().abs_diff(other.len()) > usize::try_from(most).unwrap_or(usize::MAX) {
        return None;
    }
    let left = most.checked_sub(1)?;
    let is_swapped = one_rest.first() == Some(second) && other_rest.first() == Some(first);
    let swapped = if is_swapped { apart(&one_rest[1..], &other_rest[1..], left) } else { None };
    let changed = apart(one_rest, other_rest, left);
    let left_out = apart(one, other_rest, left);
    let added = apart(one_rest, other, left);
    [swapped, changed, left_out, added].into_iter().flatten().min().map(|slips| slips + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_are_no_slip_apart() {
        assert_eq!(within("hung", "hung", 0), Some(0));
        assert_eq!(within("", "", 2), Some(0));
    }

    #[test]
    fn each_kind_of_slip_counts_one() {
        for (one, other) in [("hung", "hng"), ("hung", "huung"), ("hung", "hunh"), ("hung", "hugn")] {
            assert_eq!(within(one, other, 2), Some(1), "{other}");
            assert_eq!(within(other, one, 1), Some(1), "{other}");
        }
    }

    #[test]
    fn two_slips_count_two_and_three_are_too_many() {
        assert_eq!(within("nguyen", "nugyem", 2), Some(2));
        assert_eq!(within("nguyen", "nugyem", 1), None);
        assert_eq!(within("phuong", "thanh", 2), None);
        assert_eq!(within("an", "", 2), Some(2));
        assert_eq!(within("ann", "", 2), None);
    }

    #[test]
    fn swapped_neighbours_are_one_slip_at_either_end() {
        assert_eq!(within("ab", "ba", 1), Some(1));
        assert_eq!(within("thanh", "htanh", 1), Some(1));
    }

    #[test]
    fn short_words_allow_no_slip_and_long_ones_two() {
        let allowed: Vec<u32> = [0, 2, 3, 6, 7, 20].into_iter().map(slips_allowed).collect();
        assert_eq!(allowed, [0, 0, 1, 1, 2, 2]);
    }
}
