//! What stands first among much that is offered, without keeping the rest.

use crate::arrange;

/// The first so many of what is offered, by a rank that no two share.
pub struct Best<R, T> {
    limit: usize,
    kept: Vec<(R, T)>,
    /// The last rank that can still be among the first, once there are enough.
    last: Option<R>,
}

/// Offers beyond the limit that are kept until the next cut.
const ROOM: usize = 1 << 10;

impl<R: Ord + Copy, T> Best<R, T> {
    /// At most `limit`.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            kept: Vec::new(),
            last: None,
        }
    }

    /// Takes what `make` gives, unless too many stand before it.
    pub fn offer(&mut self, rank: R, make: impl FnOnce() -> T) {
        if self.limit == 0 || self.last.is_some_and(|last| rank > last) {
            return;
        }
        self.kept.push((rank, make()));
        if self.kept.len() >= self.limit.saturating_mul(2).saturating_add(ROOM) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.kept.len() > self.limit {
            arrange::within(&mut self.kept, 0..self.limit, |a, b| a.0.cmp(&b.0));
            self.last = self.kept.last().map(|(rank, _)| *rank);
        }
    }

    /// Those that stand first, in order.
    pub fn sorted(mut self) -> Vec<T> {
        self.cut();
        arrange::by_key(&mut self.kept, |kept| kept.0);
        self.kept.into_iter().map(|(_, item)| item).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_are_those_of_a_sort(numbers in prop::collection::vec(0u32..10_000, 0..5_000), limit in prop_oneof![0usize..40, Just(3_000)]) {
            let mut best = Best::new(limit);
            let mut ranked: Vec<(u32, usize)> = numbers.into_iter().enumerate().map(|(at, number)| (number, at)).collect();
            ranked.iter().for_each(|&rank| best.offer(rank, || rank));
            ranked.sort_unstable();
            ranked.truncate(limit);
            prop_assert_eq!(best.sorted(), ranked);
        }
    }
}
