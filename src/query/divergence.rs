//! How differently values are spread over two sides: the Jensen-Shannon divergence, less what chance alone makes of it.
//!
//! The divergence of two distributions is 0 where they are the same and 1 (in bits) where no value is on both sides; it looks at shares,
//! so that one side may be far larger than the other. But of small counts it sees much where there is nothing: values that are there once
//! are each on one side only. So what would be seen on average if the cells were dealt to the two sides by lot, each side keeping its size,
//! is taken off, and the rest is measured against what is left: (divergence - expected) / (1 - expected). A column of ids comes out at 0.

use super::Map;
use crate::arrange;

/// Terms of the expectation that are smaller than this share of the largest do not count.
const TAIL: f64 = 1e-16;

/// How many values have these counts on either side.
#[derive(Debug, Default)]
pub struct Spread {
    /// By count on the left and on the right, both below [`SMALL`]: those of most values.
    small: Vec<u64>,
    large: Vec<(u64, u64)>,
    left: u64,
    right: u64,
}

/// Counts that are tallied rather than listed.
const SMALL: u64 = 64;

impl Spread {
    /// Takes a value with its counts in.
    pub fn add(&mut self, left: u64, right: u64) {
        self.left += left;
        self.right += right;
        if left < SMALL && right < SMALL {
            self.small.resize((SMALL * SMALL) as usize, 0);
            self.small[(left * SMALL + right) as usize] += 1;
        } else {
            self.large.push((left, right));
        }
    }

    /// Cells on either side.
    pub fn cells(&self) -> (u64, u64) {
        (self.left, self.right)
    }

    /// The divergence beyond chance, from 0 to 1. Does not depend on the order in which values came in.
    pub fn divergence(mut self) -> f64 {
        let (left, right) = self.cells();
        if left == 0 || right == 0 {
            return 0.0;
        }
        arrange::ascending(&mut self.large);
        let small = (0..).zip(&self.small).filter(|(_, values)| **values > 0);
        let small = small.map(|(at, &values)| (at / SMALL, at % SMALL, values as f64));
        let large = self.large.iter().map(|&(a, b)| (a, b, 1.0));
        let mut known: Map<u64, f64> = Map::default();
        let (mut found, mut expected) = (0.0, 0.0);
        for (a, b, values) in small.chain(large) {
            found += values * term(a as f64 / left as f64, b as f64 / right as f64);
            let mean = known
                .entry(a + b)
                .or_insert_with_key(|&both| expectation(both, left, right));
            expected += values * *mean;
        }
        let room = 1.0 - expected;
        if room < 1e-9 {
            return 0.0;
        }
        ((found - expected) / room).clamp(0.0, 1.0)
    }
}

/// What a value adds to the divergence, by its share on either side.
fn term(p: f64, q: f64) -> f64 {
    let part = |share: f64| {
        if share == 0.0 {
            0.0
        } else {
            share * (2.0 * share / (p + q)).log2()
        }
    };
    (part(p) + part(q)) / 2.0
}

/// What a value with so many cells adds on average where cells are dealt by lot: the counts on the left are then hypergeometric.
fn expectation(both: u64, left: u64, right: u64) -> f64 {
    let most = both.min(left);
    let least = both.saturating_sub(right);
    let (n, k, m) = ((left + right) as f64, left as f64, both as f64);
    let mode = (((m + 1.0) * (k + 1.0) / (n + 2.0)) as u64).clamp(least, most);
    let at = |x: u64| term(x as f64 / left as f64, (both - x) as f64 / right as f64);
    // How much likelier x + 1 is than x.
    let ratio = |x: u64| {
        let x = x as f64;
        (m - x) * (k - x) / ((x + 1.0) * (n - k - m + x + 1.0))
    };
    let (mut weights, mut sum) = (1.0, at(mode));
    let mut weight = 1.0;
    for x in mode..most {
        weight *= ratio(x);
        if weight < TAIL {
            break;
        }
        weights += weight;
        sum += weight * at(x + 1);
    }
    let mut weight = 1.0;
    for x in (least..mode).rev() {
        weight /= ratio(x);
        if weight < TAIL {
            break;
        }
        weights += weight;
        sum += weight * at(x);
    }
    sum / weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divergence(counts: impl IntoIterator<Item = (u64, u64)>) -> f64 {
        let mut spread = Spread::default();
        counts.into_iter().for_each(|(left, right)| spread.add(left, right));
        spread.divergence()
    }

    #[test]
    fn ids_differ_by_chance_only_and_separate_values_wholly() {
        assert_eq!(divergence([(1, 0), (0, 1)].repeat(500)), 0.0);
        assert_eq!(divergence([(700, 0), (0, 20)]), 1.0);
        assert_eq!(divergence([(700, 0)]), 0.0);
        assert_eq!(divergence([(5, 5), (20, 20)]), 0.0);
        assert_eq!(divergence([]), 0.0);
    }

    #[test]
    fn a_small_side_counts_as_much_as_a_large_one() {
        let few = divergence([(9_900, 10), (100, 90)]);
        let many = divergence([(990_000, 1_000), (10_000, 9_000)]);
        assert!((few - many).abs() < 0.02, "{few} {many}");
        assert!(few > 0.6, "{few}");
    }

    #[test]
    fn dealt_by_lot_it_is_nothing() {
        let mut state = 1u64;
        let mut counts = vec![(0, 0); 200];
        for _ in 0..20_000 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let value = &mut counts[(state >> 33) as usize % 200];
            if (state >> 50).is_multiple_of(10) {
                value.1 += 1;
            } else {
                value.0 += 1;
            }
        }
        assert!(divergence(counts) < 0.02);
    }
}
