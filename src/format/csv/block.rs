//! Sixty-four bytes at a time: one bit for each byte that is a quote, a delimiter or a line end.

/// Bits of one block, lowest bit for the first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Masks {
    pub quotes: u64,
    pub delimiters: u64,
    pub ends: u64,
}

/// The masks of `block`.
#[cfg(all(target_arch = "x86_64", target_feature = "sse2"))]
pub(super) fn masks(block: &[u8; 64], delimiter: u8, end: u8) -> Masks {
    use std::arch::x86_64::{__m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8, _mm_set1_epi8};
    // SAFETY: SSE2 is there (see the cfg), and the four unaligned loads stay inside the sixty-four bytes.
    unsafe {
        let lanes: [__m128i; 4] = std::array::from_fn(|lane| _mm_loadu_si128(block.as_ptr().add(lane * 16).cast()));
        let find = |byte: u8| {
            let needle = _mm_set1_epi8(byte.cast_signed());
            (0..4).fold(0, |bits, lane| {
                let found = _mm_movemask_epi8(_mm_cmpeq_epi8(lanes[lane], needle));
                bits | u64::from(found.cast_unsigned()) << (lane * 16)
            })
        };
        Masks {
            quotes: find(b'"'),
            delimiters: find(delimiter),
            ends: find(end),
        }
    }
}

/// The masks of `block`.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) fn masks(block: &[u8; 64], delimiter: u8, end: u8) -> Masks {
    use std::arch::wasm32::{u8x16_bitmask, u8x16_eq, u8x16_splat, v128, v128_load};
    // SAFETY: the four unaligned loads stay inside the sixty-four bytes.
    let lanes: [v128; 4] = std::array::from_fn(|lane| unsafe { v128_load(block.as_ptr().add(lane * 16).cast()) });
    let find = |byte: u8| {
        let needle = u8x16_splat(byte);
        (0..4).fold(0, |bits, lane| {
            bits | u64::from(u8x16_bitmask(u8x16_eq(lanes[lane], needle))) << (lane * 16)
        })
    };
    Masks {
        quotes: find(b'"'),
        delimiters: find(delimiter),
        ends: find(end),
    }
}

/// The masks of `block`.
#[cfg(not(any(
    all(target_arch = "x86_64", target_feature = "sse2"),
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
pub(super) fn masks(block: &[u8; 64], delimiter: u8, end: u8) -> Masks {
    words(block, delimiter, end)
}

/// The masks of `block`, by arithmetic on words of eight bytes.
#[cfg(any(
    test,
    not(any(
        all(target_arch = "x86_64", target_feature = "sse2"),
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
fn words(block: &[u8; 64], delimiter: u8, end: u8) -> Masks {
    let (words, _) = block.as_chunks::<8>();
    let find = |byte: u8| {
        words.iter().enumerate().fold(0, |bits, (index, word)| {
            bits | equal(u64::from_le_bytes(*word), byte) << (index * 8)
        })
    };
    Masks {
        quotes: find(b'"'),
        delimiters: find(delimiter),
        ends: find(end),
    }
}

/// One bit for each of the eight bytes of `word` that equals `byte`.
#[cfg(any(
    test,
    not(any(
        all(target_arch = "x86_64", target_feature = "sse2"),
        all(target_arch = "wasm32", target_feature = "simd128")
    ))
))]
fn equal(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let odd = word ^ (0x0101_0101_0101_0101 * u64::from(byte));
    let zero = !(((odd & LOW) + LOW) | odd | LOW);
    (zero >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// For each bit, whether the number of bits set up to and including it is odd.
pub(super) fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_way_agrees_with_looking_at_each_byte(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), any::<u8>()], 64)) {
            let block: [u8; 64] = bytes.try_into().expect("sixty-four bytes");
            let find = |byte: u8| block.iter().enumerate().fold(0, |bits, (index, &b)| bits | u64::from(b == byte) << index);
            let expected = Masks { quotes: find(b'"'), delimiters: find(b','), ends: find(b'\n') };
            prop_assert_eq!(masks(&block, b',', b'\n'), expected);
            prop_assert_eq!(words(&block, b',', b'\n'), expected);
            for index in 0..64 {
                let count = (expected.quotes & (u64::MAX >> (63 - index))).count_ones();
                prop_assert_eq!(parity(expected.quotes) >> index & 1, u64::from(count % 2 == 1));
            }
        }
    }
}
