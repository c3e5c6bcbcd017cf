//! Comparisons and counts in 128-bit SIMD, for wasm.

use core::arch::wasm32::{
    i8x16_bitmask, i8x16_eq, i8x16_narrow_i16x8, i8x16_splat, i16x8_eq, i16x8_narrow_i32x4, i16x8_splat, i32x4_eq,
    i32x4_splat, i64x2_bitmask, i64x2_ge, i64x2_le, i64x2_splat, u8x16_eq, u8x16_splat, u8x16_sub,
    u16x8_extadd_pairwise_u8x16, u32x4_extadd_pairwise_u16x8, u64x2_add, u64x2_extend_high_u32x4,
    u64x2_extend_low_u32x4, u64x2_extract_lane, v128, v128_and, v128_load,
};

/// Loads the `index`-th 16 bytes of an array.
#[inline(always)]
fn load<T, const N: usize>(values: &[T; N], index: usize) -> v128 {
    let per = 16 / size_of::<T>();
    let part = &values[index * per..(index + 1) * per];
    // SAFETY: `part` is 16 readable bytes; wasm loads need no alignment.
    unsafe { v128_load(part.as_ptr().cast()) }
}

pub(super) fn equal_u8(codes: &[u8; 64], code: u8) -> u64 {
    let wanted = i8x16_splat(code as i8);
    (0..4).fold(0, |word, at| {
        word | u64::from(i8x16_bitmask(i8x16_eq(load(codes, at), wanted))) << (at * 16)
    })
}

pub(super) fn equal_u16(codes: &[u16; 64], code: u16) -> u64 {
    let wanted = i16x8_splat(code as i16);
    (0..4).fold(0, |word, at| {
        let half = |index: usize| i16x8_eq(load(codes, at * 2 + index), wanted);
        word | u64::from(i8x16_bitmask(i8x16_narrow_i16x8(half(0), half(1)))) << (at * 16)
    })
}

pub(super) fn equal_u32(codes: &[u32; 64], code: u32) -> u64 {
    let wanted = i32x4_splat(code as i32);
    (0..4).fold(0, |word, at| {
        let quarter = |index: usize| i32x4_eq(load(codes, at * 4 + index), wanted);
        let half = |index: usize| i16x8_narrow_i32x4(quarter(index * 2), quarter(index * 2 + 1));
        word | u64::from(i8x16_bitmask(i8x16_narrow_i16x8(half(0), half(1)))) << (at * 16)
    })
}

pub(super) fn range_i64(values: &[i64; 64], low: i64, high: i64) -> u64 {
    let (low, high) = (i64x2_splat(low), i64x2_splat(high));
    (0..32).fold(0, |word, at| {
        let two = load(values, at);
        word | u64::from(i64x2_bitmask(v128_and(i64x2_ge(two, low), i64x2_le(two, high)))) << (at * 2)
    })
}

/// One more in `counts` for each of these codes: four codes at a time, 16 rows at a time. A lane of the sums is a byte, so there may be
/// 255 times 16 rows at most.
pub(super) fn count_few(codes: &[u8], counts: &mut [u32]) {
    let (rows, _) = codes.as_chunks::<16>();
    let splat = |code: usize| u8x16_splat(code as u8);
    for (index, counts) in counts.chunks_mut(4).enumerate() {
        let first = index * 4;
        let (a, b, c, d) = (splat(first), splat(first + 1), splat(first + 2), splat(first + 3));
        let (mut of_a, mut of_b, mut of_c, mut of_d) = (splat(0), splat(0), splat(0), splat(0));
        for row in rows {
            let row = load(row, 0);
            // Where a lane is equal it is 255, which is one less.
            of_a = u8x16_sub(of_a, u8x16_eq(row, a));
            of_b = u8x16_sub(of_b, u8x16_eq(row, b));
            of_c = u8x16_sub(of_c, u8x16_eq(row, c));
            of_d = u8x16_sub(of_d, u8x16_eq(row, d));
        }
        for (count, lanes) in counts.iter_mut().zip([of_a, of_b, of_c, of_d]) {
            let fours = u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(lanes));
            let halves = u64x2_add(u64x2_extend_low_u32x4(fours), u64x2_extend_high_u32x4(fours));
            *count += (u64x2_extract_lane::<0>(halves) + u64x2_extract_lane::<1>(halves)) as u32;
        }
    }
}
