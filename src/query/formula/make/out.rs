//! Columns as they grow out of what a formula comes to.

use super::super::vector::{Vector, at};
use crate::query::{Map, kernel};
use crate::table::{Bitmap, Coded, Data, Dictionary, Plain, Segments, Time};
use crate::value::Kind;
use std::sync::Arc;

/// Whole numbers in segments.
#[derive(Default)]
pub(super) struct Wholes {
    values: Segments<i64>,
    present: Bitmap,
}

impl Wholes {
    /// Takes the values of a segment.
    pub fn extend(&mut self, values: impl Iterator<Item = Option<i64>>) {
        let present = &mut self.present;
        let segment = values.map(|value| {
            present.push(value.is_some());
            value.unwrap_or(0)
        });
        self.values.push(segment.collect());
    }

    pub fn times(self) -> Data {
        let (values, present) = (self.values, some(self.present));
        let there = |at: usize| present.as_ref().is_none_or(|present| present.get(at));
        let times = || {
            let all = values.iter().flat_map(|segment| segment.iter().copied()).enumerate();
            all.filter(|&(row, _)| there(row)).map(|(_, value)| value)
        };
        let time = Time {
            range: times().min().zip(times().max()),
            ascending: times().is_sorted(),
            ..Time::default()
        };
        Data::Time { values, present, time }
    }
}

/// The rows with a value; `None` where all have one.
fn some(present: Bitmap) -> Option<Bitmap> {
    (present.count_ones() < present.len()).then_some(present)
}

/// Values of rows as they come, segment by segment.
pub(super) enum Out {
    Boolean(Vec<u32>),
    Whole(Wholes, Kind),
    Real(Segments<f64>, Bitmap),
    Text { codes: Vec<u32>, known: Map<String, u32> },
}

impl Out {
    pub fn new(kind: Kind, rows: usize) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(Vec::with_capacity(rows)),
            Kind::Integer | Kind::Time => Self::Whole(Wholes::default(), kind),
            Kind::Number => Self::Real(Vec::new(), Bitmap::default()),
            Kind::Text | Kind::List => Self::Text {
                codes: Vec::with_capacity(rows),
                known: Map::default(),
            },
        }
    }

    /// Takes the values of a segment of so many rows.
    pub fn take(&mut self, found: &Vector<'_>, rows: usize) {
        match self {
            Self::Boolean(codes) => {
                let code = |row| at(found.booleans(), row).map_or(0, |&value| 1 + u32::from(value));
                codes.extend((0..rows).map(code));
            }
            Self::Whole(wholes, _) => wholes.extend((0..rows).map(|row| at(found.wholes(), row).copied())),
            Self::Real(values, present) => {
                let segment = (0..rows).map(|row| {
                    let value = at(found.reals(), row).copied();
                    present.push(value.is_some());
                    value.unwrap_or(0.0)
                });
                values.push(segment.collect());
            }
            Self::Text { codes, known } => {
                for row in 0..rows {
                    let code = match found.text(row) {
                        None => 0,
                        Some(text) => {
                            let next = known.len() as u32 + 1;
                            *known.entry_ref(text).or_insert(next)
                        }
                    };
                    codes.push(code);
                }
            }
        }
    }

    pub fn done(self) -> Data {
        match self {
            Self::Boolean(codes) => Data::Codes(Coded {
                codes: kernel::narrow(&codes, 2),
                dictionary: Arc::new(["false", "true"].into_iter().collect()),
            }),
            Self::Whole(wholes, Kind::Time) => wholes.times(),
            Self::Whole(wholes, _) => Data::Integer {
                values: wholes.values,
                present: some(wholes.present),
            },
            Self::Real(values, present) => Data::Number {
                values,
                present: some(present),
            },
            Self::Text { codes, known } => {
                let mut texts = vec![""; known.len() + 1];
                known.iter().for_each(|(text, &code)| texts[code as usize] = text);
                // A dictionary of near-unique texts is larger than the texts themselves.
                if known.len() > codes.len() / 2 {
                    let present = Bitmap::from_fn(codes.len(), |row| codes[row] != 0);
                    return Data::Plain {
                        texts: codes.iter().map(|&code| texts[code as usize]).collect::<Plain>(),
                        present: some(present),
                    };
                }
                Data::Codes(Coded {
                    codes: kernel::narrow(&codes, known.len() as u32),
                    dictionary: Arc::new(texts[1..].iter().copied().collect::<Dictionary>()),
                })
            }
        }
    }
}
