//! How many numbers differ: sorted apart by their leading bits, then put into tables that fit the nearest memory.

/// Numbers of one part, about.
const PART: usize = 4096;

/// How many of these numbers differ.
pub(super) fn distinct(mut values: Vec<u64>) -> usize {
    if values.is_sorted() {
        return values.chunk_by(|a, b| a == b).count();
    }
    // Times and counts differ in their last bits: those become the first. No two numbers become one.
    let mixed = |value: u64| (value ^ value >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    values.iter_mut().for_each(|value| *value = mixed(*value));
    let bits = (values.len() / PART).max(2).ilog2();
    let part = |value: u64| (value >> (64 - bits)) as usize;
    let mut starts = vec![0_usize; (1 << bits) + 1];
    values.iter().for_each(|&value| starts[part(value) + 1] += 1);
    (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let mut ends = starts.clone();
    let mut apart = vec![0; values.len()];
    for &value in &values {
        let end = &mut ends[part(value)];
        apart[*end] = value;
        *end += 1;
    }
    drop(values);
    let mut slots = Vec::new();
    starts
        .windows(2)
        .map(|range| distinct_in(&apart[range[0]..range[1]], bits, &mut slots))
        .sum()
}

/// How many of these differ, of which the first `bits` bits are the same.
fn distinct_in(values: &[u64], bits: u32, slots: &mut Vec<u64>) -> usize {
    let size = (values.len() * 2).next_power_of_two().max(2);
    slots.clear();
    slots.resize(size, 0);
    let (mut count, mut zero) = (0, false);
    for &value in values {
        if value == 0 {
            zero = true;
            continue;
        }
        let mut at = (value << bits >> (64 - size.ilog2())) as usize;
        while slots[at] != 0 && slots[at] != value {
            at = (at + 1) & (size - 1);
        }
        count += usize::from(slots[at] == 0);
        slots[at] = value;
    }
    count + usize::from(zero)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #[test]
        fn as_many_as_a_set_holds(
            values in proptest::collection::vec(prop_oneof![0..50_u64, any::<u64>(), (0..1000_u64).prop_map(|n| n << 50)], 0..20_000),
        ) {
            let expected: HashSet<u64> = values.iter().copied().collect();
            prop_assert_eq!(distinct(values), expected.len());
        }
    }
}
