//! Bound tests to bitmaps, the cheap ones first.

use super::bind::{CellTest, Test, among, inside};
use super::kernel;
use super::listed;
use super::order::nulls;
use super::shard::Shard;
use super::text::TextTest;
use crate::arrange;
use crate::table::{Bitmap, Coded, Column, Data, Plain, Room, SEGMENT, Segments, Sought, Texts, typed, uuid};
use crate::value::{Kind, Value};

/// The rows of a shard that pass.
pub fn filter(shard: &Shard<'_>, test: &Test) -> Bitmap {
    within(shard, test, Bitmap::new(shard.data.rows, true))
}

/// The rows of `rows` that pass. Costly tests look only at the rows that are left when it is their turn.
pub fn within(shard: &Shard<'_>, test: &Test, mut rows: Bitmap) -> Bitmap {
    match test {
        Test::Constant(true) => rows,
        Test::Constant(false) => Bitmap::new(rows.len(), false),
        Test::Every(parts) => by_cost(shard, parts)
            .into_iter()
            .fold(rows, |rows, part| within(shard, part, rows)),
        Test::Any(parts) => {
            let mut found = Bitmap::new(rows.len(), false);
            for part in by_cost(shard, parts) {
                let mut left = rows.clone();
                left.and_not(&found);
                found.or(&within(shard, part, left));
            }
            found
        }
        Test::Not(inner) => {
            let passed = within(shard, inner, rows.clone());
            rows.and_not(&passed);
            rows
        }
        Test::Rows(found) => {
            rows.and(found);
            rows
        }
        Test::Cells { column, test } => {
            let passed = match (&shard.column(*column).data, test) {
                (
                    Data::Integer { values, present } | Data::Time { values, present, .. },
                    &CellTest::Whole(low, high),
                ) => masked(
                    shard
                        .reach(*column, values, present.as_ref())
                        .rows(values, (low, high), &rows),
                    present.as_ref(),
                ),
                _ => cells(shard.column(*column), test, &rows),
            };
            rows.and(&passed);
            rows
        }
    }
}

fn by_cost<'t>(shard: &Shard<'_>, parts: &'t [Test]) -> Vec<&'t Test> {
    let mut sorted: Vec<_> = parts.iter().collect();
    arrange::by_key(&mut sorted, |part| cost(shard, part));
    sorted
}

/// About how many bytes are looked at.
fn cost(shard: &Shard<'_>, test: &Test) -> usize {
    match test {
        Test::Constant(_) | Test::Rows(_) => 0,
        Test::Every(parts) | Test::Any(parts) => parts.iter().map(|part| cost(shard, part)).sum(),
        Test::Not(inner) => cost(shard, inner),
        Test::Cells { column, test } => match &shard.column(*column).data {
            Data::Codes(coded) => shard.data.rows * 2 + coded.dictionary.len() * 16,
            Data::Plain { .. } if matches!(test, CellTest::Exists) => shard.data.rows,
            Data::Plain { texts, .. } => texts.segments.iter().map(Texts::text_bytes).sum(),
            _ if matches!(test, CellTest::Written(_)) => shard.data.rows * 100,
            _ => shard.data.rows * 8,
        },
    }
}

/// Rows whose cell passes; rows outside `rows` may come out either way.
pub fn cells(column: &Column, test: &CellTest, rows: &Bitmap) -> Bitmap {
    match (&column.data, test) {
        (Data::Codes(coded), _) => codes(column.kind, coded, test, rows.len()),
        (
            Data::Plain { present, .. }
            | Data::Integer { present, .. }
            | Data::Number { present, .. }
            | Data::Time { present, .. },
            CellTest::Exists,
        )
        | (Data::Integer { present, .. } | Data::Number { present, .. } | Data::Time { present, .. }, CellTest::Full) => {
            present.clone().unwrap_or_else(|| Bitmap::new(rows.len(), true))
        }
        (Data::Plain { texts, present }, CellTest::Text(TextTest::Contains(needle))) if column.kind == Kind::Text => {
            let mut found = Bitmap::new(rows.len(), false);
            for (index, segment) in texts.segments.iter().enumerate() {
                let wanted = rows.segment(index);
                let left: usize = wanted.iter().map(|word| word.count_ones() as usize).sum();
                let out = found.segment_mut(index);
                let mut hit = |row: usize| out[row / 64] |= 1 << (row % 64);
                match segment {
                    Texts::Uuids(_) if !needle.is_of(uuid::ALPHABET) => {}
                    Texts::Runs { bytes, offsets } if left * 8 > segment.len() => {
                        needle.each(bytes, &offsets[1..], hit);
                    }
                    Texts::Woven(woven) if needle.is_plain() => woven.find(
                        &Sought {
                            text: needle.text(),
                            exact: needle.is_exact(),
                            within: &|text| needle.within(text),
                        },
                        wanted,
                        hit,
                    ),
                    _ => {
                        let room = &mut Room::new();
                        kernel::each_row(wanted, |row| {
                            if needle.within(segment.text_in(row, room)) {
                                hit(row)
                            }
                        });
                    }
                }
            }
            masked(found, present.as_ref())
        }
        (Data::Plain { texts, present }, CellTest::Text(test)) => {
            let found = match column.kind {
                Kind::List => plain(texts, rows, |text| {
                    crate::table::elements(text).iter().any(|element| test.passes(element))
                }),
                _ => plain(texts, rows, |text| test.passes(text)),
            };
            masked(found, present.as_ref())
        }
        (Data::Plain { texts, present }, CellTest::Full | CellTest::Count(..) | CellTest::Each(_)) => masked(
            plain(texts, rows, |text| test.passes(&typed(column.kind, text))),
            present.as_ref(),
        ),
        (
            Data::Integer { present, .. } | Data::Number { present, .. } | Data::Time { present, .. },
            CellTest::Count(..),
        ) => masked(
            Bitmap::new(rows.len(), test.passes(&Value::Boolean(true))),
            present.as_ref(),
        ),
        (Data::Time { values, present, .. }, CellTest::Week(week, zone)) => {
            masked(week.rows(values, zone, rows.len()), present.as_ref())
        }
        (Data::Integer { values, present } | Data::Time { values, present, .. }, CellTest::Spans(spans)) => masked(
            segments(values, rows, |values, out| {
                kernel::test_words(values, |&value| listed::within(spans, value), out)
            }),
            present.as_ref(),
        ),
        (Data::Number { values, present }, CellTest::Reals(numbers)) => masked(
            segments(values, rows, |values, out| {
                kernel::test_words(values, |&value| among(numbers, value), out)
            }),
            present.as_ref(),
        ),
        (Data::Number { values, present }, CellTest::Real(low, high)) => masked(
            segments(values, rows, |values, out| {
                kernel::test_words(values, |&value| inside(value, *low, *high), out)
            }),
            present.as_ref(),
        ),
        (Data::Integer { values, present }, CellTest::Written(_)) => {
            let test = |values: &[i64], out: &mut [u64]| {
                kernel::test_words(values, |&value| test.passes(&Value::Integer(value)), out)
            };
            masked(segments(values, rows, test), present.as_ref())
        }
        (Data::Number { values, present }, CellTest::Written(_)) => {
            let test = |values: &[f64], out: &mut [u64]| {
                kernel::test_words(values, |&value| test.passes(&Value::Number(value)), out)
            };
            masked(segments(values, rows, test), present.as_ref())
        }
        _ => Bitmap::new(rows.len(), false),
    }
}

/// Texts one by one.
fn plain(texts: &Plain, rows: &Bitmap, passes: impl Fn(&str) -> bool) -> Bitmap {
    let mut found = Bitmap::new(rows.len(), false);
    for (index, segment) in texts.segments.iter().enumerate() {
        let out = found.segment_mut(index);
        let room = &mut Room::new();
        kernel::each_row(rows.segment(index), |row| {
            let passes = passes(segment.text_in(row, room));
            out[row / 64] |= u64::from(passes) << (row % 64);
        });
    }
    found
}

fn masked(mut found: Bitmap, present: Option<&Bitmap>) -> Bitmap {
    if let Some(present) = present {
        found.and(present);
    }
    found
}

/// Runs `test` over the segments that have rows left.
fn segments<T: Copy + Default>(values: &Segments<T>, rows: &Bitmap, test: impl Fn(&[T], &mut [u64])) -> Bitmap {
    let mut found = Bitmap::new(rows.len(), false);
    for (index, values) in values.iter().enumerate() {
        if rows.segment(index).iter().any(|&word| word != 0) {
            test(values, found.segment_mut(index));
        }
    }
    found
}

/// Tests each distinct value once, then looks codes up.
fn codes(kind: Kind, coded: &Coded, test: &CellTest, rows: usize) -> Bitmap {
    let mut passes = vec![false; coded.dictionary.len() + 1];
    match test {
        CellTest::Exists => {
            let mut found = nulls(&coded.codes, rows);
            found.not();
            return found;
        }
        CellTest::Text(TextTest::Contains(needle)) if kind == Kind::Text => {
            for (first, page) in coded.dictionary.pages() {
                needle.each(page.text().as_bytes(), page.ends(), |entry| {
                    passes[first as usize + entry] = true
                });
            }
        }
        CellTest::Text(test) if kind == Kind::Text => coded
            .dictionary
            .iter()
            .for_each(|(code, text)| passes[code as usize] = test.passes(text)),
        _ => coded
            .dictionary
            .iter()
            .for_each(|(code, text)| passes[code as usize] = test.passes(&typed(kind, text))),
    }
    let mut found = Bitmap::new(rows, false);
    let mut passing = passes
        .iter()
        .enumerate()
        .filter(|(_, passes)| **passes)
        .map(|(code, _)| code as u32);
    match (passing.next(), passing.next()) {
        (None, _) => {}
        (Some(code), None) => {
            (0..rows.div_ceil(SEGMENT))
                .for_each(|index| kernel::equal_words(coded.codes.segment(index), code, found.segment_mut(index)));
        }
        _ => (0..rows.div_ceil(SEGMENT))
            .for_each(|index| kernel::listed_words(coded.codes.segment(index), &passes, found.segment_mut(index))),
    }
    found
}
