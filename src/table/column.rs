//! A column: a name, a kind, and its values in whichever layout is narrowest.

use super::{Bitmap, Dictionary, Plain, SEGMENT, Segment, Segments, Texts, elements};
use crate::value::{Kind, Layout, Value, Zone, iso};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// One column of a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Column {
    /// The dotted path as the file has it.
    pub name: Arc<str>,
    pub kind: Kind,
    /// Rows without a value.
    pub nulls: usize,
    /// Distinct values, null not counted (by 64-bit hash where the layout keeps no dictionary).
    pub distinct: usize,
    pub data: Data,
    /// What was decided about the kind and why, where that is worth telling.
    pub note: Option<String>,
}

/// How the values lie in memory. `Codes` serves every kind of few distinct values; the others serve one kind each.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Data {
    Codes(Coded),
    /// Near-unique text or lists (as JSON text).
    Plain {
        texts: Plain,
        present: Option<Bitmap>,
    },
    Integer {
        values: Segments<i64>,
        present: Option<Bitmap>,
    },
    Number {
        values: Segments<f64>,
        present: Option<Bitmap>,
    },
    Time {
        values: Segments<i64>,
        present: Option<Bitmap>,
        time: Time,
    },
}

/// What the source said about its times.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Time {
    /// Whether no value named a zone (all are then read in an assumed one, UTC unless told otherwise).
    pub zoneless: bool,
    /// The zone in which zoneless times are read.
    pub assumed: Zone,
    /// How the times were written, most frequent first.
    pub layouts: Vec<Layout>,
    /// Smallest and largest, microseconds UTC.
    pub range: Option<(i64, i64)>,
    /// Whether the values ascend in row order (nulls aside): a range of time is then a range of rows.
    pub ascending: bool,
    /// Where no value tells day from month: whether the day is taken to come first.
    pub day_first: Option<bool>,
    /// The rows of which that is so, ascending, where other files tell day from month; none where it is so of all.
    pub assumed_rows: Vec<Range<usize>>,
    /// Of each row, which layout, where there is more than one.
    pub codes: Option<Segments<u8>>,
    /// Of each row, nanoseconds below the microsecond, where one is not zero.
    pub rest: Option<Segments<u16>>,
}

/// Codes into a dictionary; code 0 is null, code `n` is the dictionary's entry `n - 1`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Coded {
    pub codes: Codes,
    pub dictionary: Arc<Dictionary>,
}

/// Codes as narrow as the dictionary allows, in segments.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Codes {
    U8(Segments<u8>),
    U16(Segments<u16>),
    U32(Segments<u32>),
}

impl Codes {
    /// The code of a row of the table; 0 is null.
    pub fn code(&self, row: usize) -> u32 {
        match self {
            Self::U8(segments) => at(segments, row).into(),
            Self::U16(segments) => at(segments, row).into(),
            Self::U32(segments) => at(segments, row),
        }
    }

    /// Rows of segment `index` that are not null, ascending and counted from its first, with their codes.
    pub fn rows(&self, index: usize) -> Box<dyn Iterator<Item = (usize, u32)> + '_> {
        let coded = |(_, code): &(usize, u32)| *code != 0;
        match self {
            Self::U8(segments) => Box::new(
                segments[index]
                    .rows()
                    .map(|(row, code)| (row, code.into()))
                    .filter(coded),
            ),
            Self::U16(segments) => Box::new(
                segments[index]
                    .rows()
                    .map(|(row, code)| (row, code.into()))
                    .filter(coded),
            ),
            Self::U32(segments) => Box::new(segments[index].rows().filter(coded)),
        }
    }

    /// The codes of segment `index`.
    pub fn segment(&self, index: usize) -> CodeSlice<'_> {
        match self {
            Self::U8(segments) => CodeSlice::U8(&segments[index]),
            Self::U16(segments) => CodeSlice::U16(&segments[index]),
            Self::U32(segments) => CodeSlice::U32(&segments[index]),
        }
    }
}

/// The codes of one segment, in their width.
#[derive(Clone, Copy, Debug)]
pub enum CodeSlice<'a> {
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
}

impl CodeSlice<'_> {
    /// Rows of the segment.
    pub fn len(&self) -> usize {
        match self {
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
        }
    }

    /// Whether the segment has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code of a row, counted from the segment's first.
    pub fn get(&self, row: usize) -> u32 {
        match self {
            Self::U8(codes) => codes[row].into(),
            Self::U16(codes) => codes[row].into(),
            Self::U32(codes) => codes[row],
        }
    }
}

impl Column {
    /// Says this of how it was read, too.
    pub(super) fn note_too(&mut self, told: &str) {
        self.note = Some(match self.note.take() {
            Some(note) => format!("{note}; {told}"),
            None => told.to_owned(),
        });
    }

    /// Whether the cell of this row of the table is null.
    pub fn is_null(&self, row: usize) -> bool {
        match &self.data {
            Data::Codes(coded) => coded.codes.code(row) == 0,
            Data::Plain { present, .. }
            | Data::Integer { present, .. }
            | Data::Number { present, .. }
            | Data::Time { present, .. } => present.as_ref().is_some_and(|present| !present.get(row)),
        }
    }

    /// The rows of segment `index` that are not null, ascending and counted from its first; the segment has `length` rows.
    pub fn rows(&self, index: usize, length: usize) -> Box<dyn Iterator<Item = usize> + '_> {
        match &self.data {
            Data::Codes(coded) => Box::new(coded.codes.rows(index).map(|(row, _)| row)),
            Data::Plain { present, .. }
            | Data::Integer { present, .. }
            | Data::Number { present, .. }
            | Data::Time { present, .. } => match present {
                Some(present) => Box::new(present.iter_segment(index)),
                None => Box::new(0..length),
            },
        }
    }

    /// The cell of this row of the table, as the column's kind has it.
    pub fn value(&self, row: usize) -> Value {
        if self.is_null(row) {
            return Value::Null;
        }
        match &self.data {
            Data::Codes(coded) => typed(self.kind, coded.dictionary.get(coded.codes.code(row))),
            Data::Plain { texts, .. } => typed(self.kind, &texts.text(row)),
            Data::Integer { values, .. } => Value::Integer(at(values, row)),
            Data::Number { values, .. } => Value::Number(at(values, row)),
            Data::Time { values, .. } => Value::Time(at(values, row)),
        }
    }

    /// The cell as text, `None` for null. Booleans, integers, texts and lists (as JSON) are as they were written; numbers in their
    /// shortest form; times as `2026-01-05 14:03:22.118` UTC, with as many digits as they need.
    pub fn text(&self, row: usize) -> Option<Cow<'_, str>> {
        if self.is_null(row) {
            return None;
        }
        Some(match &self.data {
            Data::Codes(coded) => Cow::Borrowed(coded.dictionary.get(coded.codes.code(row))),
            Data::Plain { texts, .. } => texts.text(row),
            Data::Integer { values, .. } => Cow::Owned(at(values, row).to_string()),
            Data::Number { values, .. } => Cow::Owned(number(at(values, row))),
            Data::Time { values, .. } => Cow::Owned(iso(at(values, row))),
        })
    }

    /// The cell as it was written, `None` for null: a time in its own layout, all else as [`Column::text`].
    pub fn written(&self, row: usize) -> Option<Cow<'_, str>> {
        match &self.data {
            Data::Time { values, time, .. } if !self.is_null(row) => {
                let layout = time.codes.as_ref().map_or(0, |codes| at(codes, row));
                let rest = time.rest.as_ref().map_or(0, |rest| at(rest, row));
                let moment = at(values, row);
                let shown = if time.zoneless {
                    time.assumed.local(moment)
                } else {
                    moment
                };
                let layout = time.layouts.get(usize::from(layout));
                let written = layout.map(|layout| layout.print(shown, rest));
                written.map_or_else(|| self.text(row), |text| Some(Cow::Owned(text)))
            }
            _ => self.text(row),
        }
    }

    /// Bytes held, dictionary included; a segment that stands in several places counts once.
    pub fn bytes(&self) -> usize {
        self.bytes_beside(&mut Shared::default())
    }

    /// Bytes held that are not yet among `shared`.
    pub(super) fn bytes_beside(&self, shared: &mut Shared) -> usize {
        let bits = |present: &Option<Bitmap>| present.as_ref().map_or(0, Bitmap::bytes);
        self.name.len()
            + match &self.data {
                Data::Codes(Coded { codes, dictionary }) => {
                    dictionary.bytes()
                        + match codes {
                            Codes::U8(segments) => shared.add(segments),
                            Codes::U16(segments) => shared.add(segments),
                            Codes::U32(segments) => shared.add(segments),
                        }
                }
                Data::Plain { texts, present } => {
                    let segments = texts.segments.iter().map(|segment| match segment {
                        Texts::Runs { bytes, offsets } => shared.count(place(bytes)) + shared.count(place(offsets)),
                        Texts::Uuids(packed) => shared.count(place(packed)),
                        Texts::Woven(woven) => shared.count((Arc::as_ptr(woven).cast(), woven.bytes())),
                    });
                    segments.sum::<usize>() + bits(present)
                }
                Data::Integer { values, present } => shared.add(values) + bits(present),
                Data::Number { values, present } => shared.add(values) + bits(present),
                Data::Time { values, present, time } => {
                    let codes = shared.add(time.codes.iter().flatten());
                    shared.add(values) + codes + shared.add(time.rest.iter().flatten()) + bits(present)
                }
            }
    }
}

/// Memory that is already counted.
#[derive(Debug, Default)]
pub(super) struct Shared(HashSet<*const u8>);

impl Shared {
    /// Bytes of those segments that were not counted before.
    fn add<'a, T: Copy + Default + 'a>(&mut self, segments: impl IntoIterator<Item = &'a Segment<T>>) -> usize {
        let places = segments.into_iter().flat_map(Segment::places);
        places.map(|place| self.count(place)).sum()
    }

    /// So many bytes, if what lies there was not counted before.
    fn count(&mut self, (place, bytes): (*const u8, usize)) -> usize {
        if self.0.insert(place) { bytes } else { 0 }
    }
}

fn place<T>(values: &[T]) -> (*const u8, usize) {
    (values.as_ptr().cast(), size_of_val(values))
}

/// A text as a value of this kind; a text that does not read as one stays text.
pub fn typed(kind: Kind, text: &str) -> Value {
    match kind {
        Kind::Boolean => Value::Boolean(text.eq_ignore_ascii_case("true")),
        Kind::Integer => text.parse().map_or_else(|_| Value::Text(text.into()), Value::Integer),
        Kind::Number => text.parse().map_or_else(|_| Value::Text(text.into()), Value::Number),
        Kind::List => Value::List(
            elements(text)
                .into_iter()
                .map(|element| Value::Text(element.into_owned()))
                .collect(),
        ),
        Kind::Time | Kind::Text => Value::Text(text.into()),
    }
}

/// The shortest decimal text that reads back as this number; with an exponent only where it is very large or very small.
pub fn number(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-7..1e21).contains(&size) {
        value.to_string()
    } else {
        format!("{value:e}")
    }
}

#[inline]
fn at<T: Copy + Default>(segments: &Segments<T>, row: usize) -> T {
    segments[row / SEGMENT].get(row % SEGMENT)
}
