//! Bytes compared fast in wasm, which has no instruction for it.

/// Whether these are the same, eight bytes at a time: the usual comparison goes byte by byte.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (Some(a_end), Some(b_end)) = (a.last_chunk(), b.last_chunk()) else {
        return a.iter().zip(b).all(|(a, b)| a == b);
    };
    let equal = |a: &[u8; 8], b: &[u8; 8]| u64::from_le_bytes(*a) == u64::from_le_bytes(*b);
    let words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    equal(a_end, b_end) && words.into_iter().all(|(a, b)| equal(a, b))
}

#[cfg(test)]
mod tests {
    use super::same;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_same_are_the_same(a in prop::collection::vec(0..2_u8, 0..40), b in prop::collection::vec(0..2_u8, 0..40), at: usize) {
            prop_assert_eq!(same(&a, &b), a == b);
            let mut other = a.clone();
            prop_assert!(same(&a, &other));
            if !a.is_empty() {
                other[at % a.len()] ^= 1;
                prop_assert!(!same(&a, &other));
            }
        }
    }
}
