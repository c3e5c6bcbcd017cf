//! Sorting, compiled once for all types: `slice::sort` brings many kilobytes of code for each. Where millions of plain numbers are
//! sorted, the standard library's is quicker.

use std::cmp::Ordering;
use std::ops::Range;

/// Up to so many are put in order where they are.
const FEW: usize = 20;

/// Up to so many that come first are kept in order while the others are looked at once.
const KEPT: usize = 64;

/// Sorts by this order; what is equal stays as it was.
pub fn by<T>(items: &mut [T], mut order: impl FnMut(&T, &T) -> Ordering) {
    if items.len() > FEW {
        let mut places = Vec::from_iter(0..items.len() as u32);
        codes(&mut places, &mut |a, b| order(&items[a as usize], &items[b as usize]));
        return put(items, places);
    }
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && order(&items[at - 1], &items[at]).is_gt() {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Sorts by a key; what is equal stays as it was.
pub fn by_key<T, K: Ord>(items: &mut [T], mut key: impl FnMut(&T) -> K) {
    by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts ascending.
pub fn ascending<T: Ord>(items: &mut [T]) {
    by(items, T::cmp);
}

/// Keeps what sorting by this order would put into the range, sorted; what is equal stays as it was.
pub fn within<T>(items: &mut Vec<T>, range: Range<usize>, mut order: impl FnMut(&T, &T) -> Ordering) {
    let mut places = Vec::from_iter(0..items.len() as u32);
    let order: &mut dyn FnMut(u32, u32) -> Ordering =
        &mut |a, b| order(&items[a as usize], &items[b as usize]).then(a.cmp(&b));
    let range = codes_within(&mut places, range, order);
    put(items, places);
    items.truncate(range.end);
    items.drain(..range.start);
}

/// Sorts codes, or what else is known by a number, by an order of what they stand for; what is equal stays as it was.
pub fn codes(codes: &mut [u32], order: &mut dyn FnMut(u32, u32) -> Ordering) {
    codes.sort_by(|&a, &b| order(a, b));
}

/// Puts into the range those codes that sorting would put there, and says how much of the range there is; no two may be equal. What
/// there is to sort is picked out by code of the order's own, since all codes are compared for that.
pub fn codes_within(
    codes: &mut [u32],
    range: Range<usize>,
    mut order: impl FnMut(u32, u32) -> Ordering,
) -> Range<usize> {
    let end = range.end.min(codes.len());
    let start = range.start.min(end);
    if end <= KEPT && end < codes.len() / 8 {
        self::codes(&mut codes[..end], &mut order);
        for next in end..codes.len() {
            if end > 0 && order(codes[next], codes[end - 1]).is_lt() {
                codes.swap(next, end - 1);
                let at = codes[..end - 1].partition_point(|&kept| order(kept, codes[end - 1]).is_lt());
                codes[at..end].rotate_right(1);
            }
        }
        return start..end;
    }
    let mut part = |codes: &mut [u32], at: usize| {
        if (1..codes.len()).contains(&at) {
            codes.select_nth_unstable_by(at, |&a, &b| order(a, b));
        }
    };
    part(codes, end);
    part(&mut codes[..end], start);
    self::codes(&mut codes[start..end], &mut order);
    start..end
}

/// Moves to each place what stands at the place that is named there; each is named once.
fn put<T>(items: &mut [T], mut places: Vec<u32>) {
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut places[at], at as u32) as usize;
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_like_the_standard_library(numbers in prop::collection::vec(0u32..60, 0..100), start in prop_oneof![0usize..3, 0usize..110], many in prop_oneof![0usize..9, 0usize..110]) {
            let pairs: Vec<(u32, usize)> = numbers.into_iter().zip(0..).collect();
            let mut wanted = pairs.clone();
            wanted.sort_by_key(|pair| pair.0);
            let mut sorted = pairs.clone();
            by_key(&mut sorted, |pair| pair.0);
            prop_assert_eq!(&sorted, &wanted);
            let mut cut = pairs.clone();
            within(&mut cut, start..start + many, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(cut, wanted.into_iter().skip(start).take(many).collect::<Vec<_>>());
        }
    }
}
