//! Comparisons in 128-bit SIMD, for wasm.

use core::arch::wasm32::{
    i8x16_bitmask, i8x16_eq, i8x16_narrow_i16x8, i8x16_splat, i16x8_eq, i16x8_narrow_i32x4, i16x8_splat, i32x4_eq,
    i32x4_splat, i64x2_bitmask, i64x2_ge, i64x2_le, i64x2_splat, v128, v128_and, v128_load,
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
