//! The inner loops: comparisons that fill bitmap words, and counts by code under a bitmap.
//!
//! Comparisons and counts of few codes have an explicit SIMD form for wasm (autovectorised loops came out slower than plain ones there)
//! and a portable one; both give the same.

use crate::table::{Bitmap, CodeSlice, Codes, SEGMENT, Segments};

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd;

/// A width of codes.
pub trait Code: Copy + Default + PartialEq {
    /// The code as an index.
    fn index(self) -> usize;
    /// A code of this width; the code must fit.
    fn of(code: u32) -> Self;
    /// One bit for each of 64 codes: whether it is `code`.
    fn equal(codes: &[Self; 64], code: Self) -> u64 {
        portable(codes, |&other| other == code)
    }
}

impl Code for u8 {
    fn index(self) -> usize {
        self.into()
    }
    fn of(code: u32) -> Self {
        code as Self
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn equal(codes: &[Self; 64], code: Self) -> u64 {
        simd::equal_u8(codes, code)
    }
}

impl Code for u16 {
    fn index(self) -> usize {
        self.into()
    }
    fn of(code: u32) -> Self {
        code as Self
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn equal(codes: &[Self; 64], code: Self) -> u64 {
        simd::equal_u16(codes, code)
    }
}

impl Code for u32 {
    fn index(self) -> usize {
        self as usize
    }
    fn of(code: u32) -> Self {
        code
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn equal(codes: &[Self; 64], code: Self) -> u64 {
        simd::equal_u32(codes, code)
    }
}

/// One bit for each of up to 64 values: whether it passes.
fn portable<T>(values: &[T], test: impl Fn(&T) -> bool) -> u64 {
    values
        .iter()
        .enumerate()
        .fold(0, |word, (bit, value)| word | u64::from(test(value)) << bit)
}

/// Fills words from values, 64 at a time: whole chunks by `full`, the last one by `test`.
fn fill<T>(values: &[T], out: &mut [u64], full: impl Fn(&[T; 64]) -> u64, test: impl Fn(&T) -> bool) {
    let (chunks, rest) = values.as_chunks::<64>();
    for (word, chunk) in out.iter_mut().zip(chunks) {
        *word = full(chunk);
    }
    if let Some(word) = out.get_mut(chunks.len()) {
        *word = portable(rest, test);
    }
}

fn equal<C: Code>(codes: &[C], code: u32, out: &mut [u64]) {
    let code = C::of(code);
    fill(codes, out, |chunk| C::equal(chunk, code), |&other| other == code);
}

/// Words of the rows of a segment whose code is `code`.
pub fn equal_words(codes: CodeSlice<'_>, code: u32, out: &mut [u64]) {
    match codes {
        CodeSlice::U8(codes) => equal(codes, code, out),
        CodeSlice::U16(codes) => equal(codes, code, out),
        CodeSlice::U32(codes) => equal(codes, code, out),
    }
}

fn listed<C: Code>(codes: &[C], passes: &[bool], out: &mut [u64]) {
    fill(
        codes,
        out,
        |chunk| portable(chunk, |&code| passes[code.index()]),
        |&code| passes[code.index()],
    );
}

/// Words of the rows of a segment whose code passes; `passes` has an entry for every code, null's first.
pub fn listed_words(codes: CodeSlice<'_>, passes: &[bool], out: &mut [u64]) {
    match codes {
        CodeSlice::U8(codes) => {
            let mut table = [false; 256];
            let known = passes.len().min(256);
            table[..known].copy_from_slice(&passes[..known]);
            fill(
                codes,
                out,
                |chunk| portable(chunk, |&code| table[usize::from(code)]),
                |&code| table[usize::from(code)],
            );
        }
        CodeSlice::U16(codes) => listed(codes, passes, out),
        CodeSlice::U32(codes) => listed(codes, passes, out),
    }
}

/// Words of the values from `low` to `high`, both included.
pub fn range_words(values: &[i64], low: i64, high: i64, out: &mut [u64]) {
    if low > high {
        return out.fill(0);
    }
    let width = high.wrapping_sub(low) as u64;
    let inside = |value: &i64| value.wrapping_sub(low) as u64 <= width;
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fill(values, out, |chunk| simd::range_i64(chunk, low, high), inside);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    fill(values, out, |chunk| portable(chunk, inside), inside);
}

/// Words of the values that pass.
pub fn test_words<T>(values: &[T], test: impl Fn(&T) -> bool, out: &mut [u64]) {
    fill(values, out, |chunk| portable(chunk, &test), &test);
}

/// Calls `each` with every row of a segment that is set, counted from the segment's first; whole words run without looking at bits.
#[inline(always)]
pub fn each_row(words: &[u64], mut each: impl FnMut(usize)) {
    for (index, &word) in words.iter().enumerate() {
        if word == u64::MAX {
            (index * 64..index * 64 + 64).for_each(&mut each);
        } else {
            let mut rest = word;
            while rest != 0 {
                each(index * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}

/// Most codes that are counted in four tables side by side, so that runs of one code do not wait for each other.
const NARROW: usize = 4096;

/// Most codes that are compared one after the other with many rows at a time, instead of looking up the count of each row.
const FEW: usize = 32;

/// Words of rows that are counted so together.
const WORDS: usize = 32;

/// Rows under the bitmap by code, null's count first; `width` is one more than the highest code.
pub fn count(codes: &Codes, rows: &Bitmap, width: usize) -> Vec<u32> {
    match codes {
        Codes::U8(segments) => count_bytes(segments, rows, width),
        Codes::U16(segments) => count_wide(segments, rows, width),
        Codes::U32(segments) => count_wide(segments, rows, width),
    }
}

fn count_wide<C: Code>(segments: &Segments<C>, rows: &Bitmap, width: usize) -> Vec<u32> {
    let narrow = width <= NARROW;
    let mut counts = vec![0; if narrow { width * 4 } else { width }];
    for (index, codes) in segments.iter().enumerate() {
        let words = rows.segment(index);
        if narrow {
            count_in_four(codes, words, &mut counts, width);
        } else {
            each_row(words, |row| counts[codes[row].index()] += 1);
        }
    }
    if narrow {
        let (sum, others) = counts.split_at_mut(width);
        for other in others.chunks(width.max(1)) {
            sum.iter_mut().zip(other).for_each(|(sum, other)| *sum += other);
        }
        counts.truncate(width);
    }
    counts
}

fn count_in_four<C: Code>(codes: &[C], words: &[u64], counts: &mut [u32], width: usize) {
    let (a, rest) = counts.split_at_mut(width);
    let (b, rest) = rest.split_at_mut(width);
    let (c, d) = rest.split_at_mut(width);
    let tables = [a, b, c, d];
    for (chunk, &word) in codes.chunks(64).zip(words) {
        if word == u64::MAX {
            for four in chunk.as_chunks::<4>().0 {
                (0..4).for_each(|at| tables[at][four[at].index()] += 1);
            }
        } else {
            each_row(&[word], |row| tables[row % 4][chunk[row].index()] += 1);
        }
    }
}

/// As [`count_wide`]: a table of 256 needs no look at how long it is.
fn count_bytes(segments: &Segments<u8>, rows: &Bitmap, width: usize) -> Vec<u32> {
    let mut tables = [[0; 256]; 4];
    for (index, codes) in segments.iter().enumerate() {
        for (codes, words) in codes.chunks(WORDS * 64).zip(rows.segment(index).chunks(WORDS)) {
            if width <= FEW && codes.len() == WORDS * 64 && words.iter().all(|&word| word == u64::MAX) {
                count_few(codes, &mut tables[0][..width]);
            } else {
                each_row(words, |row| tables[row % 4][usize::from(codes[row])] += 1);
            }
        }
    }
    (0..width)
        .map(|code| tables.iter().map(|table| table[code]).sum())
        .collect()
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd::count_few;

/// One more in `counts` for each of these codes.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn count_few(codes: &[u8], counts: &mut [u32]) {
    codes.iter().for_each(|&code| counts[usize::from(code)] += 1);
}

/// One more in `counts` for each of these rows' groups.
pub fn count_groups(of_rows: &[u32], counts: &mut [u64]) {
    if counts.len() > of_rows.len() {
        return of_rows.iter().for_each(|&group| counts[group as usize] += 1);
    }
    // Four side by side, so that runs of one group do not wait for each other.
    let mut fours = vec![[0; 4]; counts.len()];
    let (chunks, rest) = of_rows.as_chunks();
    for &[a, b, c, d] in chunks {
        fours[a as usize][0] += 1;
        fours[b as usize][1] += 1;
        fours[c as usize][2] += 1;
        fours[d as usize][3] += 1;
    }
    rest.iter().for_each(|&group| fours[group as usize][0] += 1);
    for (count, four) in counts.iter_mut().zip(fours) {
        *count += four.iter().sum::<u64>();
    }
}

/// Rows under the words by two codes: one more in `table[base[first] + second]`.
pub fn count_pairs(first: CodeSlice<'_>, second: CodeSlice<'_>, base: &[u32], words: &[u64], table: &mut [u32]) {
    fn pairs<A: Code, B: Code>(first: &[A], second: &[B], base: &[u32], words: &[u64], table: &mut [u32]) {
        each_row(words, |row| {
            table[base[first[row].index()] as usize + second[row].index()] += 1
        });
    }
    fn with<A: Code>(first: &[A], second: CodeSlice<'_>, base: &[u32], words: &[u64], table: &mut [u32]) {
        match second {
            CodeSlice::U8(second) => pairs(first, second, base, words, table),
            CodeSlice::U16(second) => pairs(first, second, base, words, table),
            CodeSlice::U32(second) => pairs(first, second, base, words, table),
        }
    }
    match first {
        CodeSlice::U8(first) => with(first, second, base, words, table),
        CodeSlice::U16(first) => with(first, second, base, words, table),
        CodeSlice::U32(first) => with(first, second, base, words, table),
    }
}

/// Calls `each` with position and code of these rows, which are counted from the segment's first.
#[inline(always)]
pub fn each_code(codes: CodeSlice<'_>, rows: &[u32], mut each: impl FnMut(usize, u32)) {
    match codes {
        CodeSlice::U8(codes) => rows
            .iter()
            .enumerate()
            .for_each(|(at, &row)| each(at, codes[row as usize].into())),
        CodeSlice::U16(codes) => rows
            .iter()
            .enumerate()
            .for_each(|(at, &row)| each(at, codes[row as usize].into())),
        CodeSlice::U32(codes) => rows
            .iter()
            .enumerate()
            .for_each(|(at, &row)| each(at, codes[row as usize])),
    }
}

/// `out[i] = out[i] * width + codes[i]`: one more code in a combined one.
pub fn combine(codes: CodeSlice<'_>, width: u32, out: &mut [u32]) {
    fn each<C: Code>(codes: &[C], width: u32, out: &mut [u32]) {
        out.iter_mut()
            .zip(codes)
            .for_each(|(out, code)| *out = *out * width + code.index() as u32);
    }
    match codes {
        CodeSlice::U8(codes) => each(codes, width, out),
        CodeSlice::U16(codes) => each(codes, width, out),
        CodeSlice::U32(codes) => each(codes, width, out),
    }
}

/// Smallest and largest of the values under the words.
pub fn bounds(values: &[i64], words: &[u64]) -> Option<(i64, i64)> {
    let mut bounds = (i64::MAX, i64::MIN);
    let mut any = false;
    each_row(words, |row| {
        any = true;
        bounds = (bounds.0.min(values[row]), bounds.1.max(values[row]));
    });
    any.then_some(bounds)
}

/// Codes as narrow as their highest one allows, in segments.
pub fn narrow(codes: &[u32], highest: u32) -> Codes {
    fn cut<C: Code>(codes: &[u32]) -> Segments<C> {
        codes
            .chunks(SEGMENT)
            .map(|segment| segment.iter().map(|&code| C::of(code)).collect())
            .collect()
    }
    match highest {
        0..=0xff => Codes::U8(cut(codes)),
        0x100..=0xffff => Codes::U16(cut(codes)),
        _ => Codes::U32(cut(codes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(len: usize, test: impl FnMut(usize) -> bool) -> Vec<u64> {
        Bitmap::from_fn(len, test).words().to_vec()
    }

    proptest! {
        #[test]
        fn comparisons_agree_with_single_rows(codes in prop::collection::vec(0u32..5, 0..300), code in 0u32..5, passes in prop::collection::vec(any::<bool>(), 5)) {
            for highest in [4, 0x100, 0x10000] {
                let narrow = narrow(&codes, highest);
                let mut out = vec![0; codes.len().div_ceil(64)];
                if !codes.is_empty() {
                    equal_words(narrow.segment(0), code, &mut out);
                    prop_assert_eq!(&out, &words(codes.len(), |row| codes[row] == code));
                    listed_words(narrow.segment(0), &passes, &mut out);
                    prop_assert_eq!(&out, &words(codes.len(), |row| passes[codes[row] as usize]));
                }
            }
        }

        #[test]
        fn ranges_agree_with_single_rows(values in prop::collection::vec(prop_oneof![-3i64..3, any::<i64>()], 0..200), a in prop_oneof![-3i64..3, any::<i64>()], b in prop_oneof![-3i64..3, any::<i64>()]) {
            let mut out = vec![0; values.len().div_ceil(64)];
            range_words(&values, a, b, &mut out);
            prop_assert_eq!(&out, &words(values.len(), |row| (a..=b).contains(&values[row])));
        }

        #[test]
        fn counts_agree_with_single_rows(codes in prop::collection::vec((0u32..9, any::<bool>()), 0..400), all: bool, highest in prop_oneof![Just(9u32), Just(40), Just(300), Just(70_000)]) {
            // Long enough for rows that are counted together.
            let codes = codes.repeat(if all { 12 } else { 1 });
            let rows = Bitmap::from_fn(codes.len(), |row| all || codes[row].1);
            let plain: Vec<u32> = codes.iter().map(|pair| pair.0).collect();
            let counts = count(&narrow(&plain, highest), &rows, highest as usize + 1);
            for code in 0..=highest {
                prop_assert_eq!(counts[code as usize] as usize, rows.iter().filter(|&row| plain[row] == code).count());
            }
            prop_assert_eq!(bounds(&plain.iter().map(|&code| i64::from(code)).collect::<Vec<_>>(), rows.words()),
                rows.iter().map(|row| i64::from(plain[row])).min().zip(rows.iter().map(|row| i64::from(plain[row])).max()));
        }
    }
}
