//! A column of numbers as codes of its bins.

use super::{Extent, MOST, Step, number_of};
use crate::query::atom::Atom;
use crate::query::kernel::narrow;
use crate::query::numbers::Numbers;
use crate::table::{Bitmap, Codes, SEGMENT};
use crate::value::{Kind, Value};

/// The bins and the codes.
#[derive(Debug)]
pub struct Binned {
    /// Lower ends, ascending; of code `n` at `n - 1`.
    pub starts: Vec<Atom>,
    /// Code 0 is null.
    pub codes: Codes,
}

impl Binned {
    /// Codes for these rows of a column, 0 for others; `None` if that took more than [`MOST`] bins.
    pub fn new(numbers: &Numbers<'_>, rows: &Bitmap, step: Step, kind: Kind) -> Option<Self> {
        let starts = step.starts(&Extent::of(numbers, rows), kind, MOST)?;
        let ends: Vec<f64> = starts.iter().map(number_of).collect();
        let scale = match (step, ends.first(), ends.last()) {
            (Step::Even { .. }, Some(first), Some(last)) if last > first => (ends.len() - 1) as f64 / (last - first),
            _ => 0.0,
        };
        let guess = |number: f64| match step {
            Step::Even { .. } => ((number - ends[0]) * scale) as usize,
            Step::Log(_) => ends.partition_point(|&end| end <= number).saturating_sub(1),
        };
        let mut codes = vec![0; rows.len()];
        let here = |present: &Option<&Bitmap>, row| present.is_none_or(|present| present.get(row));
        match numbers {
            Numbers::Whole(values, present) => {
                let exact: Vec<i64> = starts
                    .iter()
                    .map(|start| if let Atom::Integer(start) = start { *start } else { 0 })
                    .collect();
                for row in rows.iter().filter(|&row| here(present, row)) {
                    let number = values[row / SEGMENT][row % SEGMENT];
                    codes[row] = place(&exact, guess(number as f64), number);
                }
            }
            Numbers::Real(values, present) => {
                for row in rows.iter().filter(|&row| here(present, row)) {
                    let number = values[row / SEGMENT][row % SEGMENT];
                    if number.is_finite() {
                        codes[row] = place(&ends, guess(number), number);
                    }
                }
            }
            Numbers::Coded(coded, values) => {
                let place = |value: &Value| match value {
                    Value::Number(number) if !number.is_finite() => 0,
                    Value::Integer(_) | Value::Number(_) => {
                        let at = Atom::of(value.clone());
                        starts.partition_point(|start| *start <= at) as u32
                    }
                    _ => 0,
                };
                let table: Vec<u32> = values.iter().map(place).collect();
                rows.iter().for_each(|row| codes[row] = table[coded.code(row) as usize]);
            }
        }
        Some(Self {
            codes: narrow(&codes, starts.len() as u32),
            starts,
        })
    }
}

/// The code of the bin that holds a number, looked for from a guess on.
#[inline]
fn place<T: PartialOrd + Copy>(starts: &[T], guess: usize, number: T) -> u32 {
    let mut at = guess.min(starts.len() - 1);
    while at > 0 && starts[at] > number {
        at -= 1;
    }
    while starts.get(at + 1).is_some_and(|&start| start <= number) {
        at += 1;
    }
    at as u32 + 1
}
