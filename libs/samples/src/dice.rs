//! Chance that comes out the same every time.

/// A generator of numbers spread out evenly (splitmix64 by Steele, Lea and Flood, 2014): small, fast,
/// and never changed by a new release of a crate.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.roll() % bound).unwrap_or(0)
    }

    /// True `percent` times of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list that is not empty.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// One of a list sorted from usual to rare, after the law of Zipf and Mandelbrot, which shares of names
    /// follow roughly: the share of place k is about 1 / (k + `evenness`).
    pub fn pick_usual<T: Copy>(&mut self, from: &[T], evenness: u32) -> T {
        #[expect(clippy::cast_precision_loss, reason = "lists are short, and 53 bits of chance are enough")]
        let (part, length) = (self.roll() as f64 / u64::MAX as f64, from.len() as f64);
        let evenness = f64::from(evenness);
        let place = evenness * (((length + evenness) / evenness).powf(part) - 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the length")]
        let place = place as usize;
        from[place.min(from.len() - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::Dice;

    #[test]
    fn the_same_seed_throws_the_same_numbers() {
        let throw = |seed| (0..5).map(move |_| seed).scan(Dice::new(seed), |dice, _| Some(dice.below(1000)));
        assert!(throw(7).eq(throw(7)));
        assert!(!throw(7).eq(throw(8)));
    }

    #[test]
    fn usual_entries_come_more_often_than_rare_ones() {
        let (mut dice, mut counts) = (Dice::new(1), [0; 100]);
        let places: Vec<usize> = (0..100).collect();
        for _ in 0..10_000 {
            counts[dice.pick_usual(&places, 8)] += 1;
        }
        assert!(counts[0] > 3 * counts[50]);
        assert!(counts.iter().all(|count| *count > 0));
    }
}
