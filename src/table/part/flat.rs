//! The values of a growing column as plain data, nulls left out.

use super::{Column, Run};
use crate::table::growing::{Growing, Store};
use crate::table::numeral::Spelling;
use crate::table::orders::{Order, twins};
use crate::table::texts::{GrowingTexts, Wide};
use crate::table::times::{GrowingTimes, swapped};
use crate::table::values::{Presence, Values};
use crate::table::{Dictionary, Room};
use crate::value::Layout;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Values in row order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) enum Flat {
    #[default]
    Empty,
    Integers(Run<i64>),
    Numbers(FlatNumbers),
    Times(FlatTimes),
    Codes(FlatCodes),
    Texts(FlatTexts),
}

/// Numbers, and what their shortest form does not tell.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FlatNumbers {
    pub values: Run<f64>,
    pub spellings: Run<u8>,
    pub odd: Vec<Box<str>>,
}

/// Moments, and how each was written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FlatTimes {
    pub micros: Run<i64>,
    pub codes: Option<Run<u8>>,
    pub rest: Option<Run<u16>>,
    pub layouts: Vec<Layout>,
    pub counts: Vec<usize>,
    pub last: usize,
    pub order: Order,
    pub before: Vec<Order>,
}

/// Codes into distinct texts, from 1 on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FlatCodes {
    pub codes: Narrow,
    pub dictionary: FlatTexts,
    pub text_bytes: usize,
}

/// Codes as narrow as they were.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Narrow {
    U8(Run<u8>),
    U16(Run<u16>),
    U32(Run<u32>),
}

impl Default for Narrow {
    fn default() -> Self {
        Self::U8(Run::default())
    }
}

/// Texts one after the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct FlatTexts {
    text: String,
    lengths: Run<u32>,
}

impl FlatTexts {
    /// Takes a text; `text` is a growing column's, so shorter than 4 GiB.
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.lengths.0.push(text.len() as u32);
    }

    /// The texts of these values, of which the first begins at `byte`, and their lengths; moves `byte` behind the last.
    pub fn run(&self, values: Range<usize>, byte: &mut usize) -> (&str, &[u32]) {
        let lengths = self.lengths.get(values).unwrap_or_default();
        let start = *byte;
        *byte += lengths.iter().map(|&length| length as usize).sum::<usize>();
        (self.text.get(start..*byte).unwrap_or_default(), lengths)
    }

    /// The text of value `index`, which begins at `byte`; moves `byte` to the next one.
    pub fn at(&self, index: usize, byte: &mut usize) -> &str {
        let start = *byte;
        *byte += self.lengths.get(index).map_or(0, |&length| length as usize);
        self.text.get(start..*byte).unwrap_or_default()
    }

    /// The texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut byte = 0;
        (0..self.lengths.len()).map(move |index| self.at(index, &mut byte))
    }

    fn of(dictionary: &Dictionary) -> Self {
        let mut made = Self::default();
        dictionary.iter().for_each(|(_, text)| made.push(text));
        made
    }
}

impl FlatTimes {
    fn of(times: &GrowingTimes, presence: &Presence) -> Self {
        Self {
            micros: Run(times.micros.flat(presence)),
            codes: times.codes.as_ref().map(|codes| Run(codes.flat(presence))),
            rest: times.rest.as_ref().map(|rest| Run(rest.flat(presence))),
            layouts: times.layouts.clone(),
            counts: times.counts.clone(),
            last: times.last,
            order: times.order,
            before: times.before.clone(),
        }
    }

    /// The number of the layout of value `index`.
    pub fn code(&self, index: usize) -> Option<usize> {
        match &self.codes {
            Some(codes) => codes.get(index).map(|&code| code.into()),
            None => Some(0),
        }
    }

    fn layout(&self, index: usize) -> Option<&Layout> {
        self.layouts.get(self.code(index)?)
    }

    /// An empty column for such times, after `segments` full segments.
    pub fn column(&self, segments: usize) -> GrowingTimes {
        GrowingTimes {
            micros: Values::zeroed(segments, 0),
            codes: None,
            rest: None,
            layouts: self.layouts.clone(),
            counts: vec![0; self.layouts.len()],
            last: self.last,
            order: Order::default(),
            before: Vec::new(),
        }
    }

    /// Whether all values of one of its layouts would be read the same by this one, as they are where it comes first: `3/4` says less of how
    /// `13/4` is written than that itself.
    pub fn fits(&self, code: usize, layout: &Layout) -> bool {
        let Some(own) = self.layouts.get(code) else {
            return false;
        };
        let mut values = self.micros.iter().enumerate();
        values.all(|(index, &at)| {
            let rest = || {
                self.rest
                    .as_ref()
                    .and_then(|rest| rest.get(index))
                    .copied()
                    .unwrap_or(0)
            };
            self.code(index) != Some(code)
                || layout
                    .read(&own.print(at, rest()))
                    .is_some_and(|stamp| (stamp.micros, stamp.rest) == (at, rest()))
        })
    }

    /// What its first file tells of day and month.
    pub fn first(&self) -> &Order {
        self.before.first().unwrap_or(&self.order)
    }

    /// Reads all values of the first file with day and month in each other's place; `false`, and nothing changed, when one has no such reading.
    pub fn swap(&mut self) -> bool {
        let end = self.before.get(1).or((!self.before.is_empty()).then_some(&self.order));
        let end = end.map_or(self.micros.len(), |next| next.value);
        let mut layouts = self.layouts.clone();
        let Some(twins) = twins(&mut layouts).filter(|_| !self.first().settled) else {
            return false;
        };
        self.counts.resize(layouts.len(), 0);
        let mut codes: Vec<u8> = (0..self.micros.len())
            .map(|index| self.code(index).unwrap_or(0) as u8)
            .collect();
        for (at, code) in self.micros.0.iter_mut().zip(&mut codes).take(end) {
            *at = swapped(*at, &layouts[usize::from(*code)]);
            self.counts[usize::from(*code)] -= 1;
            *code = twins[usize::from(*code)];
            self.counts[usize::from(*code)] += 1;
        }
        self.last = codes.last().copied().map_or(0, usize::from);
        (self.codes, self.layouts) = (Some(Run(codes)), layouts);
        let first = self.before.first_mut().unwrap_or(&mut self.order);
        first.day_first = !first.day_first;
        true
    }
}

impl Flat {
    /// The values as they were written.
    pub fn into_texts(self) -> FlatTexts {
        let mut made = FlatTexts::default();
        match self {
            Self::Empty => {}
            Self::Texts(texts) => return texts,
            Self::Integers(values) => values.iter().for_each(|value| made.push(&value.to_string())),
            Self::Numbers(numbers) => {
                let mut odd = numbers.odd.into_iter();
                for (&value, &code) in numbers.values.iter().zip(numbers.spellings.iter()) {
                    match Spelling::print(code, value) {
                        Some(text) => made.push(&text),
                        None => made.push(&odd.next().unwrap_or_default()),
                    }
                }
            }
            Self::Times(times) => {
                for (index, &at) in times.micros.iter().enumerate() {
                    let rest = times.rest.as_ref().and_then(|rest| rest.get(index));
                    let layout = times.layout(index);
                    made.push(&layout.map_or_else(String::new, |layout| layout.print(at, rest.copied().unwrap_or(0))));
                }
            }
            Self::Codes(codes) => {
                let texts: Vec<&str> = codes.dictionary.iter().collect();
                let text = |code: u32| code.checked_sub(1).and_then(|entry| texts.get(entry as usize)).copied();
                let all = 0..codes.codes.len();
                codes.codes.each(all, |code| made.push(text(code).unwrap_or_default()));
            }
        }
        made
    }
}

impl Narrow {
    fn len(&self) -> usize {
        match self {
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
        }
    }

    /// The codes of these values, in order.
    pub fn each(&self, range: Range<usize>, visit: impl FnMut(u32)) {
        match self {
            Self::U8(codes) => codes[range].iter().map(|&code| code.into()).for_each(visit),
            Self::U16(codes) => codes[range].iter().map(|&code| code.into()).for_each(visit),
            Self::U32(codes) => codes[range].iter().copied().for_each(visit),
        }
    }
}

impl Growing {
    /// The column of `rows` rows as plain data.
    pub(super) fn into_flat(self, rows: usize) -> Column {
        let presence = &self.presence;
        let values = match self.store {
            Store::Empty => Flat::Empty,
            Store::Integers(values) => Flat::Integers(Run(values.flat(presence))),
            Store::Numbers(numbers) => Flat::Numbers(FlatNumbers {
                values: Run(numbers.values.flat(presence)),
                spellings: Run(numbers.spellings.flat(presence)),
                odd: numbers.odd,
            }),
            Store::Times(times) => Flat::Times(FlatTimes::of(&times, presence)),
            Store::Texts(texts) => texts.into_flat(presence),
        };
        Column {
            name: self.name,
            present: (presence.count < rows).then(|| Run(presence.words().to_vec())),
            seen: self.seen,
            touched: self.touched,
            values,
        }
    }
}

impl GrowingTexts {
    fn into_flat(mut self, presence: &Presence) -> Flat {
        self.settle(presence);
        match self {
            Self::Codes(codes) => Flat::Codes(FlatCodes {
                dictionary: FlatTexts::of(&codes.dictionary),
                text_bytes: codes.text_bytes,
                codes: match &codes.codes {
                    Wide::U8(codes) => Narrow::U8(Run(codes.flat(presence))),
                    Wide::U16(codes) => Narrow::U16(Run(codes.flat(presence))),
                    Wide::U32(codes) => Narrow::U32(Run(codes.flat(presence))),
                },
            }),
            Self::Plain(plain) if plain.full.is_empty() => {
                let mut before = 0;
                let lengths = plain.ends.iter().map(|&end| end - std::mem::replace(&mut before, end));
                let lengths = Run(lengths.collect());
                let text = plain.text;
                Flat::Texts(FlatTexts { text, lengths })
            }
            Self::Plain(plain) => {
                let mut made = FlatTexts::default();
                let room = &mut Room::new();
                for (index, segment) in plain.full.iter().enumerate() {
                    let rows = crate::table::values::ones(presence.segment(index), segment.len());
                    rows.for_each(|row| made.push(segment.text_in(row, room)));
                }
                plain.unfrozen().for_each(|text| made.push(text));
                Flat::Texts(made)
            }
        }
    }
}
