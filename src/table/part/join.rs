//! The rows of a part behind those of a growing column: what both can be is decided first, then whole runs of values are taken over.

use super::flat::{Flat, FlatCodes, FlatNumbers, FlatTexts, FlatTimes, Narrow};
use super::{Column, Run};
use crate::table::SEGMENT;
use crate::table::growing::{EXACT, Growing, GrowingNumbers, Store};
use crate::table::numeral::Spelling;
use crate::table::orders::Order;
use crate::table::texts::{GrowingCodes, GrowingTexts, Wide};
use crate::table::times::GrowingTimes;
use crate::table::values::{Presence, Values, ones};
use std::ops::Range;

impl Growing {
    /// Takes a part of `more` rows behind its `rows`; a column that the part does not have is null in it. Returns the rows of the part whose
    /// text was too long to keep.
    pub(super) fn append(&mut self, rows: usize, more: usize, column: Option<Column>) -> Vec<usize> {
        let mut lost = Vec::new();
        let (present, source) = match column {
            Some(column) => {
                if column.touched > 0 {
                    self.touched = rows + column.touched;
                }
                self.seen.add(&column.seen);
                let source = self.fit(rows, column.values);
                let present = column.present.map_or_else(|| all(more), |present| present.0);
                self.presence.lay(&present, rows);
                (present, source)
            }
            None => (Vec::new(), Source::Empty),
        };
        let mut from = Cursor::new(source);
        let (mut values, mut row) = (0, 0);
        while row < more {
            // Up to the end of a segment, or of the part.
            let end = more.min(row + SEGMENT - (rows + row) % SEGMENT);
            let count = between(&present, row..end);
            for value in from.give(&mut self.store, &self.presence, values..values + count) {
                lost.extend(ones(&present, more).nth(value));
            }
            self.presence.count += count;
            values += count;
            row = end;
            if (rows + row).is_multiple_of(SEGMENT) {
                self.freeze((rows + row) / SEGMENT - 1, SEGMENT);
            }
        }
        lost
    }

    /// Makes the column of so many rows one that can take these values, and the values such that it can: text, where nothing else serves both.
    fn fit(&mut self, rows: usize, mut flat: Flat) -> Source {
        let segments = rows / SEGMENT;
        if let Store::Empty = self.store {
            self.store = match &flat {
                Flat::Empty => Store::Empty,
                Flat::Integers(_) => Store::Integers(Values::zeroed(segments, 0)),
                Flat::Numbers(_) => Store::Numbers(Box::new(GrowingNumbers::new(segments))),
                Flat::Times(times) => Store::Times(Box::new(times.column(segments))),
                Flat::Codes(_) | Flat::Texts(_) => Store::Texts(GrowingTexts::new(segments)),
            };
        }
        if let (Store::Integers(values), Flat::Numbers(_)) = (&self.store, &flat)
            && let Some(numbers) = GrowingNumbers::from_integers(values, &self.presence)
        {
            self.store = Store::Numbers(Box::new(numbers));
        }
        if let (Store::Numbers(_), Flat::Integers(values)) = (&self.store, &flat)
            && let Some(numbers) = FlatNumbers::of(values)
        {
            flat = Flat::Numbers(numbers);
        }
        if let (Store::Times(times), Flat::Times(others)) = (&mut self.store, &mut flat)
            && let Some(places) = times.agree(others, rows, &self.presence)
        {
            let empty = FlatTimes::default();
            return Source::Times(std::mem::replace(others, empty), places);
        }
        match (&self.store, flat) {
            (_, Flat::Empty) => Source::Empty,
            (Store::Integers(_), Flat::Integers(values)) => Source::Integers(values),
            (Store::Numbers(_), Flat::Numbers(numbers)) => Source::Numbers(numbers),
            (Store::Texts(_), Flat::Codes(codes)) => Source::Codes(codes, None),
            (_, flat) => {
                let store = std::mem::take(&mut self.store);
                self.store = Store::Texts(store.into_texts(segments, &self.presence));
                Source::Texts(flat.into_texts())
            }
        }
    }
}

/// Words in which the first `rows` bits are set.
fn all(rows: usize) -> Vec<u64> {
    let mut words = vec![u64::MAX; rows.div_ceil(64)];
    if !rows.is_multiple_of(64)
        && let Some(last) = words.last_mut()
    {
        *last = u64::MAX >> (64 - rows % 64);
    }
    words
}

/// How many of these bits are set.
fn between(words: &[u64], rows: Range<usize>) -> usize {
    let below = |row: usize| {
        let whole = words
            .iter()
            .take(row / 64)
            .map(|word| word.count_ones() as usize)
            .sum::<usize>();
        let part = words
            .get(row / 64)
            .map_or(0, |word| (word & ((1 << (row % 64)) - 1)).count_ones());
        whole + part as usize
    };
    below(rows.end) - below(rows.start)
}

impl GrowingTimes {
    /// Agrees with a part, which comes behind so many rows and goes on with the file under way, on the order of day and month in that file,
    /// and how its layouts are numbered here; `None` where no order reads both, or the layouts are too many.
    fn agree(&mut self, part: &mut FlatTimes, rows: usize, presence: &Presence) -> Option<Vec<u8>> {
        let doubtful = self.order.doubtful && part.first().doubtful;
        if doubtful && self.order.day_first != part.first().day_first && !(part.swap() || self.swap(presence)) {
            return None;
        }
        let first = *part.first();
        if first.doubtful {
            self.order = Order {
                day_first: first.day_first,
                doubtful: true,
                settled: self.order.settled || first.settled,
                files: self.order.files.max(first.files),
                ..self.order
            };
        }
        let more = part
            .before
            .iter()
            .skip(1)
            .chain((!part.before.is_empty()).then_some(&part.order));
        more.for_each(|next| self.turn_page(next.behind(rows, presence.count)));
        let mut places = Vec::with_capacity(part.layouts.len());
        for (code, (layout, &count)) in part.layouts.iter().zip(&part.counts).enumerate() {
            // One that its values had before they were read in the other order.
            if count == 0 {
                places.push(0);
                continue;
            }
            let place = self
                .layouts
                .iter()
                .position(|known| known == layout)
                .or_else(|| self.layouts.iter().position(|known| part.fits(code, known)))
                .unwrap_or_else(|| {
                    self.layouts.push(*layout);
                    self.counts.push(0);
                    self.layouts.len() - 1
                });
            places.push(u8::try_from(place).ok()?);
            self.counts[place] += count;
        }
        if places.iter().any(|&place| place > 0) && self.codes.is_none() {
            self.codes = Some(Values::zeros_beside(&self.micros));
        }
        if part.rest.is_some() && self.rest.is_none() {
            self.rest = Some(Values::zeros_beside(&self.micros));
        }
        self.last = places.get(part.last).copied().map_or(0, usize::from);
        Some(places)
    }
}

/// Where the values of a part come from.
enum Source {
    Empty,
    Integers(Run<i64>),
    Numbers(FlatNumbers),
    /// With the numbers of its layouts in the column.
    Times(FlatTimes, Vec<u8>),
    /// With the codes of its texts in the column, once they are known.
    Codes(FlatCodes, Option<Vec<u32>>),
    Texts(FlatTexts),
}

/// Gives values away, a run at a time.
struct Cursor {
    source: Source,
    /// Where the next text begins.
    byte: usize,
}

impl Cursor {
    fn new(source: Source) -> Self {
        Self { source, byte: 0 }
    }

    /// Pushes the values of this range, of which those before are pushed, before they are counted in `presence`. Returns those whose text
    /// was too long to keep.
    fn give(&mut self, store: &mut Store, presence: &Presence, range: Range<usize>) -> Vec<usize> {
        let mut lost = Vec::new();
        match (&mut self.source, store) {
            (Source::Integers(from), Store::Integers(values)) => values.extend(&from[range]),
            (Source::Numbers(from), Store::Numbers(numbers)) => {
                numbers.values.extend(&from.values[range.clone()]);
                numbers.spellings.extend(&from.spellings[range]);
                numbers.odd.append(&mut from.odd);
            }
            (Source::Times(from, places), Store::Times(times)) => {
                times.micros.extend(&from.micros[range.clone()]);
                if let Some(codes) = &mut times.codes {
                    let place = |index| from.code(index).and_then(|code| places.get(code)).copied();
                    range.clone().for_each(|index| codes.push(place(index).unwrap_or(0)));
                }
                if let Some(rests) = &mut times.rest {
                    match &from.rest {
                        Some(from) => rests.extend(&from[range]),
                        None => range.for_each(|_| rests.push(0)),
                    }
                }
            }
            (Source::Codes(from, known), Store::Texts(texts)) => {
                texts.settle(presence);
                if let GrowingTexts::Codes(codes) = texts {
                    if known.is_none() {
                        *known = codes.admit(from);
                    }
                    match known {
                        Some(known) => {
                            codes.extend(&from.codes, range, known, presence);
                            return lost;
                        }
                        // The dictionary can take no more.
                        None => texts.spread(presence),
                    }
                }
                let entries: Vec<&str> = from.dictionary.iter().collect();
                let text = |code: u32| {
                    code.checked_sub(1)
                        .and_then(|entry| entries.get(entry as usize))
                        .copied()
                };
                let mut nth = 0;
                from.codes.each(range.clone(), |code| {
                    if !texts.push(text(code).unwrap_or_default(), presence, presence.count + nth) {
                        lost.push(range.start + nth);
                    }
                    nth += 1;
                });
            }
            (Source::Texts(from), Store::Texts(texts)) => {
                let before = self.byte;
                if let GrowingTexts::Plain(plain) = texts
                    && plain.extend(from.run(range.clone(), &mut self.byte))
                {
                    return lost;
                }
                self.byte = before;
                for (nth, index) in range.enumerate() {
                    let text = from.at(index, &mut self.byte);
                    if !texts.push(text, presence, presence.count + nth) {
                        lost.push(index);
                    }
                }
            }
            // `fit` has made them so; there is nothing in the others.
            _ => {}
        }
        lost
    }
}

impl FlatNumbers {
    /// Integers as numbers; `None` when one has no exact float.
    fn of(integers: &[i64]) -> Option<Self> {
        let exact = integers.iter().all(|value| value.unsigned_abs() <= EXACT as u64);
        exact.then(|| Self {
            values: Run(integers.iter().map(|&value| value as f64).collect()),
            spellings: Run(vec![Spelling::Shortest.code(); integers.len()]),
            odd: Vec::new(),
        })
    }
}

impl GrowingCodes {
    /// The code here of each code of a part; `None` when the dictionary can take no more.
    fn admit(&mut self, part: &FlatCodes) -> Option<Vec<u32>> {
        let codes = part.dictionary.iter().map(|text| self.intern(text));
        let known = std::iter::once(Some(0)).chain(codes).collect::<Option<_>>()?;
        self.text_bytes += part.text_bytes;
        Some(known)
    }

    /// Takes these values of a part, whose codes are known here.
    fn extend(&mut self, part: &Narrow, values: Range<usize>, known: &[u32], presence: &Presence) {
        self.widen(presence);
        // Wide enough for all of the dictionary.
        match &mut self.codes {
            Wide::U8(all) => part.each(values, |code| all.push(known[code as usize] as u8)),
            Wide::U16(all) => part.each(values, |code| all.push(known[code as usize] as u16)),
            Wide::U32(all) => part.each(values, |code| all.push(known[code as usize])),
        }
    }
}
