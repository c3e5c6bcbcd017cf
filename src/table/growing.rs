//! A column while it grows: its kind is what all its values so far allow, and no value is lost when that changes.

use super::SEGMENT;
use super::numeral::{Numeral, Spelling, numeral};
use super::texts::GrowingTexts;
use super::times::GrowingTimes;
use super::values::{Presence, Values};
use crate::format::{BATCH, Raw};
use crate::value::Stamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Whole numbers up to here are exact as floats.
pub(super) const EXACT: i64 = 1 << 53;

/// How many cells came as which kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Seen {
    pub booleans: usize,
    pub integers: usize,
    pub numbers: usize,
    pub texts: usize,
    pub untyped: usize,
    pub arrays: usize,
    pub objects: usize,
}

impl Seen {
    /// Adds what was seen elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.booleans += other.booleans;
        self.integers += other.integers;
        self.numbers += other.numbers;
        self.texts += other.texts;
        self.untyped += other.untyped;
        self.arrays += other.arrays;
        self.objects += other.objects;
    }
}

/// Numbers, and what their shortest form does not tell.
#[derive(Clone, Debug, Default)]
pub(super) struct GrowingNumbers {
    pub values: Values<f64>,
    pub spellings: Values<u8>,
    pub odd: Vec<Box<str>>,
}

#[derive(Clone, Debug, Default)]
pub(super) enum Store {
    /// No value yet.
    #[default]
    Empty,
    Integers(Values<i64>),
    Numbers(Box<GrowingNumbers>),
    Times(Box<GrowingTimes>),
    Texts(GrowingTexts),
}

/// A growing column.
#[derive(Clone, Debug)]
pub(super) struct Growing {
    pub name: Arc<str>,
    pub presence: Presence,
    pub seen: Seen,
    pub store: Store,
    /// One more than the last row that had a field, null or not.
    pub touched: usize,
    /// Whether its texts hardly repeat, as who takes them has found before.
    pub unique: bool,
}

impl Growing {
    pub fn new(name: Arc<str>) -> Self {
        Self {
            name,
            presence: Presence::default(),
            seen: Seen::default(),
            store: Store::Empty,
            touched: 0,
            unique: false,
        }
    }

    /// Whether its texts hardly repeat within a few rows, as far as is known.
    pub fn is_unique(&self) -> bool {
        match &self.store {
            Store::Texts(GrowingTexts::Plain(_)) => true,
            Store::Texts(GrowingTexts::Codes(codes)) => codes.late,
            _ => false,
        }
    }

    /// What comes from `row` on is of another file.
    pub fn next_file(&mut self, row: usize) {
        if let Store::Times(times) = &mut self.store {
            times.next_file(row, &self.presence);
        }
    }

    /// Takes the cell of `row`. `false` when a text was too long to keep.
    pub fn push(&mut self, row: usize, raw: Raw<'_>) -> bool {
        self.touched = row + 1;
        if let (Store::Texts(texts), Raw::Untyped(text) | Raw::Text(text)) = (&mut self.store, raw) {
            *(if matches!(raw, Raw::Text(_)) {
                &mut self.seen.texts
            } else {
                &mut self.seen.untyped
            }) += 1;
            let kept = texts.push(text, &self.presence, self.presence.count);
            self.presence.mark(row);
            return kept;
        }
        let kept = match raw {
            Raw::Null => return true,
            Raw::Boolean(value) => {
                self.seen.booleans += 1;
                self.text(row, if value { "true" } else { "false" })
            }
            Raw::Number(text) => {
                let value = numeral(text, true);
                match value {
                    Some(Numeral::Integer(_)) => self.seen.integers += 1,
                    _ => self.seen.numbers += 1,
                }
                value.is_some_and(|value| self.numeral(row, text, value)) || self.text(row, text)
            }
            Raw::Text(text) => {
                self.seen.texts += 1;
                self.time(row, text) || self.text(row, text)
            }
            Raw::Untyped(text) => {
                self.seen.untyped += 1;
                self.time(row, text) || self.loose_numeral(row, text) || self.text(row, text)
            }
            Raw::Structure(text) => {
                *(if text.starts_with('[') {
                    &mut self.seen.arrays
                } else {
                    &mut self.seen.objects
                }) += 1;
                self.text(row, text)
            }
        };
        self.presence.mark(row);
        kept
    }

    /// Whether its texts have codes so far.
    pub fn has_codes(&self) -> bool {
        matches!(self.store, Store::Texts(GrowingTexts::Codes(_)))
    }

    /// Takes the cells of `rows` rows from `row` on, one for each bit in `present`, as texts; `typed`: that they are texts is certain, else
    /// it was anyone's guess. `false`, and nothing taken, where each must be looked at alone. All rows are of one segment.
    pub fn push_all(&mut self, row: usize, rows: usize, present: u64, texts: &[&str; BATCH], typed: bool) -> bool {
        let texts = &texts[..present.count_ones() as usize];
        let Store::Texts(store) = &mut self.store else {
            return false;
        };
        if !store.push_all(texts, &self.presence, self.presence.count) {
            return false;
        }
        self.touched = row + rows;
        *(if typed {
            &mut self.seen.texts
        } else {
            &mut self.seen.untyped
        }) += texts.len();
        self.presence.mark_all(row, present);
        true
    }

    /// Takes the cell of `row` if it is a time and no other kind came before; else nothing changes. `number`: the time as which a
    /// number was read.
    pub fn push_time(&mut self, row: usize, text: &str, number: Option<Stamp>) -> bool {
        let taken = match (number, &mut self.store) {
            (None, _) => self.time(row, text),
            (Some(stamp), Store::Times(times)) => times.admit(stamp),
            (Some(stamp), Store::Empty) => {
                self.store = Store::Times(Box::new(GrowingTimes::from_stamp(stamp, row / SEGMENT)));
                true
            }
            _ => false,
        };
        if taken {
            self.touched = row + 1;
            self.seen.texts += 1;
            self.presence.mark(row);
        }
        taken
    }

    /// Takes the cell of `row` as text, whatever it might be read as. `false` when it was too long to keep.
    pub fn push_text(&mut self, row: usize, text: &str) -> bool {
        self.touched = row + 1;
        self.seen.texts += 1;
        let kept = self.text(row, text);
        self.presence.mark(row);
        kept
    }

    /// Takes the cell of `row` if it is a number; else nothing changes.
    pub fn push_number(&mut self, row: usize, text: &str) -> bool {
        let taken = self.loose_numeral(row, text);
        if taken {
            self.touched = row + 1;
            self.seen.untyped += 1;
            self.presence.mark(row);
        }
        taken
    }

    /// Takes a value as a time where all values so far are times.
    fn time(&mut self, row: usize, text: &str) -> bool {
        match &mut self.store {
            Store::Times(times) => times.push(text, &self.presence),
            Store::Empty => match GrowingTimes::start(text, row / SEGMENT) {
                Some(times) => {
                    self.store = Store::Times(Box::new(times));
                    true
                }
                None => false,
            },
            _ => false,
        }
    }

    /// Takes a value that may be a number where all values so far are numbers.
    fn loose_numeral(&mut self, row: usize, text: &str) -> bool {
        !matches!(self.store, Store::Texts(_) | Store::Times(_))
            && numeral(text, false).is_some_and(|value| self.numeral(row, text, value))
    }

    /// Takes a number where all values so far are numbers.
    fn numeral(&mut self, row: usize, text: &str, value: Numeral) -> bool {
        if let Store::Empty = self.store {
            self.store = match value {
                Numeral::Integer(_) => Store::Integers(Values::zeroed(row / SEGMENT, 0)),
                Numeral::Number(..) => Store::Numbers(Box::new(GrowingNumbers::new(row / SEGMENT))),
            };
        }
        match (&mut self.store, value) {
            (Store::Integers(values), Numeral::Integer(value)) => values.push(value),
            (Store::Integers(values), Numeral::Number(value, spelling)) => {
                let Some(mut numbers) = GrowingNumbers::from_integers(values, &self.presence) else {
                    return false;
                };
                numbers.push(value, spelling, text);
                self.store = Store::Numbers(Box::new(numbers));
            }
            (Store::Numbers(numbers), Numeral::Number(value, spelling)) => numbers.push(value, spelling, text),
            (Store::Numbers(numbers), Numeral::Integer(value)) if value.abs() <= EXACT => {
                numbers.push(value as f64, Spelling::Shortest, text);
            }
            _ => return false,
        }
        true
    }

    /// Takes a value as text, and with it all values before it.
    fn text(&mut self, row: usize, text: &str) -> bool {
        if !matches!(self.store, Store::Texts(_)) {
            let store = std::mem::take(&mut self.store);
            let mut texts = store.into_texts(row / SEGMENT, &self.presence);
            if self.unique {
                texts.spread(&self.presence);
            }
            self.store = Store::Texts(texts);
        }
        match &mut self.store {
            Store::Texts(texts) => texts.push(text, &self.presence, self.presence.count),
            _ => false,
        }
    }

    /// Finds the codes of texts that wait for them: a copy cannot.
    pub fn settle(&mut self) {
        if let Store::Texts(texts) = &mut self.store {
            texts.settle(&self.presence);
        }
    }

    /// Ends segment `index` at `rows` rows.
    pub fn freeze(&mut self, index: usize, rows: usize) {
        let presence = &self.presence;
        match &mut self.store {
            Store::Empty => {}
            Store::Integers(values) => values.freeze(presence.segment(index), rows),
            Store::Numbers(numbers) => {
                numbers.values.freeze(presence.segment(index), rows);
                numbers.spellings.freeze(presence.segment(index), rows);
            }
            Store::Times(times) => times.freeze(presence, index, rows),
            Store::Texts(texts) => texts.freeze(presence, presence.count, index, rows, self.unique),
        }
    }
}

impl Store {
    /// Every value as it was written; `segments` full ones where there is none yet.
    pub fn into_texts(self, segments: usize, presence: &Presence) -> GrowingTexts {
        let state = &mut Filling {
            texts: GrowingTexts::new(0),
            presence,
            values: 0,
        };
        let end = |state: &mut Filling, index| state.end(index);
        match self {
            Self::Empty => return GrowingTexts::new(segments),
            Self::Texts(texts) => return texts,
            Self::Integers(values) => values.each(presence, state, |state, value| state.push(&value.to_string()), end),
            Self::Numbers(numbers) => {
                let mut codes = Vec::new();
                numbers
                    .spellings
                    .each(presence, &mut codes, |codes, code| codes.push(code), |_, _| {});
                let (mut codes, mut odd) = (codes.into_iter(), numbers.odd.into_iter());
                let push = |state: &mut Filling, value| match Spelling::print(codes.next().unwrap_or(255), value) {
                    Some(text) => state.push(&text),
                    None => state.push(&odd.next().unwrap_or_default()),
                };
                numbers.values.each(presence, state, push, end);
            }
            Self::Times(times) => times.each_text(presence, state, Filling::push, end),
        }
        std::mem::replace(&mut state.texts, GrowingTexts::new(0))
    }
}

/// Texts that take over the values of another layout.
struct Filling<'a> {
    texts: GrowingTexts,
    presence: &'a Presence,
    /// How many were taken over.
    values: usize,
}

impl Filling<'_> {
    fn push(&mut self, text: &str) {
        self.texts.push(text, self.presence, self.values);
        self.values += 1;
    }

    fn end(&mut self, index: usize) {
        self.texts.freeze(self.presence, self.values, index, SEGMENT, false);
    }
}

impl GrowingNumbers {
    pub fn new(segments: usize) -> Self {
        Self {
            values: Values::zeroed(segments, 0),
            spellings: Values::zeroed(segments, 0),
            odd: Vec::new(),
        }
    }

    /// `None` when an integer has no exact float.
    pub fn from_integers(integers: &Values<i64>, presence: &Presence) -> Option<Self> {
        let mut exact = true;
        let values = integers.map(presence, |value| {
            exact &= value.unsigned_abs() <= EXACT as u64;
            value as f64
        });
        let spellings = integers.map(presence, |_| Spelling::Shortest.code());
        exact.then_some(Self {
            values,
            spellings,
            odd: Vec::new(),
        })
    }

    fn push(&mut self, value: f64, spelling: Spelling, text: &str) {
        self.values.push(value);
        self.spellings.push(spelling.code());
        if spelling == Spelling::Odd {
            self.odd.push(text.into());
        }
    }
}
