//! A column of numbers or times, whatever its layout, as numbers to add up or as numbers that ascend.

use super::atom::{Atom, Real};
use super::kernel;
use super::shard::Shard;
use crate::table::{Bitmap, Codes, Data, SEGMENT, Segments, typed};
use crate::value::{Kind, Value};

/// Zero among ascending numbers, whole or real.
pub const ZERO: u64 = 1 << 63;

/// A column of numbers or times.
pub enum Numbers<'a> {
    Whole(&'a Segments<i64>, Option<&'a Bitmap>),
    Real(&'a Segments<f64>, Option<&'a Bitmap>),
    /// Each code's value.
    Coded(&'a Codes, Vec<Value>),
}

/// An integer or time as a number that ascends with it.
pub fn whole(value: i64) -> u64 {
    value as u64 ^ ZERO
}

/// The value of an ascending number of a column of this kind.
pub fn atom(number: u64, kind: Kind) -> Atom {
    match kind {
        Kind::Number => Atom::Number(Real::from_bits(number)),
        Kind::Time => Atom::Time((number ^ ZERO) as i64),
        _ => Atom::Integer((number ^ ZERO) as i64),
    }
}

fn ascending(value: &Value) -> Option<u64> {
    match value {
        Value::Integer(value) | Value::Time(value) => Some(whole(*value)),
        Value::Number(value) => Some(Real::new(*value).bits()),
        _ => None,
    }
}

impl<'a> Numbers<'a> {
    /// The numbers of a column, `None` where it holds others.
    pub fn of(shard: &Shard<'a>, column: usize) -> Option<Self> {
        let column = shard.column(column);
        match &column.data {
            Data::Integer { values, present } | Data::Time { values, present, .. } => {
                Some(Self::Whole(values, present.as_ref()))
            }
            Data::Number { values, present } => Some(Self::Real(values, present.as_ref())),
            Data::Codes(coded) if matches!(column.kind, Kind::Integer | Kind::Number) => {
                let values = coded.dictionary.iter().map(|(_, text)| typed(column.kind, text));
                Some(Self::Coded(
                    &coded.codes,
                    std::iter::once(Value::Null).chain(values).collect(),
                ))
            }
            Data::Codes(_) | Data::Plain { .. } => None,
        }
    }

    /// The integer of each code, null's aside; `None` where there are none, or some code has no integer.
    pub fn coded(&self) -> Option<Vec<i64>> {
        let Self::Coded(_, values) = self else { return None };
        let integers = values.iter().skip(1).map(|value| match value {
            Value::Integer(value) => Some(*value),
            _ => None,
        });
        std::iter::once(Some(0)).chain(integers).collect()
    }

    /// Calls `add` with position and number of those of these rows of a segment that have one.
    #[inline(always)]
    pub fn each(&self, segment: usize, rows: &[u32], mut add: impl FnMut(usize, Number)) {
        let base = segment * SEGMENT;
        let here = |present: &Option<&Bitmap>, row: u32| present.is_none_or(|present| present.get(base + row as usize));
        let rows_at = rows.iter().copied().enumerate();
        match self {
            Self::Whole(values, present) => {
                let Some(values) = values.get(segment) else {
                    return;
                };
                rows_at
                    .filter(|&(_, row)| here(present, row))
                    .for_each(|(at, row)| add(at, Number::Whole(values[row as usize])));
            }
            Self::Real(values, present) => {
                let Some(values) = values.get(segment) else {
                    return;
                };
                rows_at
                    .filter(|&(_, row)| here(present, row))
                    .for_each(|(at, row)| add(at, Number::Real(values[row as usize])));
            }
            Self::Coded(codes, values) if !rows.is_empty() => {
                kernel::each_code(codes.segment(segment), rows, |at, code| match values[code as usize] {
                    Value::Integer(value) => add(at, Number::Whole(value)),
                    Value::Number(value) => add(at, Number::Real(value)),
                    _ => {}
                });
            }
            Self::Coded(..) => {}
        }
    }

    /// Calls `each` with the ascending number of every row that is set and has one, in any order, repetitions possibly left out.
    pub fn extent(&self, rows: &Bitmap, mut each: impl FnMut(u64)) {
        let segments = 0..rows.len().div_ceil(SEGMENT);
        let word = |present: &Option<&Bitmap>, segment: usize, words: &[u64]| -> Vec<u64> {
            match present {
                Some(present) => words.iter().zip(present.segment(segment)).map(|(a, b)| a & b).collect(),
                None => words.to_vec(),
            }
        };
        match self {
            Self::Whole(values, present) => segments.for_each(|at| {
                kernel::each_row(&word(present, at, rows.segment(at)), |row| each(whole(values[at][row])));
            }),
            Self::Real(values, present) => segments.for_each(|at| {
                kernel::each_row(&word(present, at, rows.segment(at)), |row| {
                    each(Real::new(values[at][row]).bits())
                });
            }),
            Self::Coded(codes, values) => kernel::count(codes, rows, values.len())
                .into_iter()
                .zip(values)
                .filter(|(count, _)| *count > 0)
                .filter_map(|(_, value)| ascending(value))
                .for_each(each),
        }
    }
}

/// A number as its column has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    Whole(i64),
    Real(f64),
}

impl Number {
    /// The number that ascends with it.
    pub fn ascending(self) -> u64 {
        match self {
            Self::Whole(value) => whole(value),
            Self::Real(value) => Real::new(value).bits(),
        }
    }
}
