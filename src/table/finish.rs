//! A grown column made ready for questions: its kind settled, its layout narrowed, its values counted.

use super::distinct::distinct;
use super::epoch::{SECONDS, names_a_time, unit};
use super::growing::{Growing, Seen, Store};
use super::orders::Told;
use super::texts::{GrowingTexts, REPEATED};
use super::values::{Presence, Values};
use super::{Coded, Codes, Column, Data, Dictionary, Plain, SEGMENT, Segments, Texts, Time};
use crate::value::{Kind, Layout, Zone};
use crate::words;
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// Integers of at most so many distinct values become codes.
const FEW: usize = 65_535;

impl Growing {
    /// The finished column of `rows` rows, each of which `fill` may push a cell of.
    pub fn filled(name: Arc<str>, rows: usize, mut fill: impl FnMut(&mut Self, usize)) -> Column {
        let mut made = Self::new(name);
        for row in 0..rows {
            fill(&mut made, row);
            if (row + 1).is_multiple_of(SEGMENT) {
                made.freeze(row / SEGMENT, SEGMENT);
            }
        }
        made.finish(rows, true)
    }

    /// The column of `rows` rows. `last`: nothing comes after; then integers of few values become codes and distinct values are
    /// counted where there is no dictionary. Otherwise their number is an upper bound.
    pub fn finish(mut self, rows: usize, last: bool) -> Column {
        let orders = match &mut self.store {
            Store::Times(times) => times.settle_orders(&self.presence, rows),
            _ => Told::default(),
        };
        if !rows.is_multiple_of(SEGMENT) {
            self.freeze(rows / SEGMENT, rows % SEGMENT);
        }
        let Self {
            name,
            presence,
            seen,
            store,
            ..
        } = self;
        let counted = Counted {
            presence: &presence,
            rows,
            last,
            texts: OnceCell::new(),
        };
        let (kind, data, mut note) = match store {
            Store::Empty => counted.nothing(),
            Store::Integers(values) => counted.integers(&name, values),
            Store::Numbers(numbers) => counted.numbers(&name, numbers.values.into_segments()),
            Store::Times(times) => {
                let times = times.done().in_central();
                let note = orders.note();
                let time = Time {
                    day_first: orders.assumed(),
                    assumed_rows: orders.rows(),
                    codes: times.codes,
                    rest: times.rest,
                    ..counted.described(&times.micros, times.layouts)
                };
                let mixed = time.layouts.iter().any(Layout::is_zoned) && !time.layouts.iter().all(Layout::is_zoned);
                let note = note.or(mixed.then(|| words::tables::SOME_TIMES_NAME_NO_ZONE.into()));
                let unread = time.layouts.iter().find_map(Layout::unread_zone);
                let unread = unread.map(|name| words::tables::zone_is_not_read(&name));
                let notes: Vec<String> = note.into_iter().chain(unread).collect();
                let note = (!notes.is_empty()).then(|| notes.join("; "));
                (
                    Kind::Time,
                    Data::Time {
                        values: times.micros,
                        present: presence.bitmap(rows),
                        time,
                    },
                    note,
                )
            }
            Store::Texts(texts) => counted.texts(&seen, texts),
        };
        note = seen.mixture().or(note);
        let nulls = rows - presence.count;
        let distinct = if last {
            counted.distinct(&data)
        } else {
            bound(&data, presence.count)
        };
        Column {
            name,
            kind,
            nulls,
            distinct,
            data,
            note,
        }
    }
}

/// The number of distinct values, or of all values where no dictionary tells.
fn bound(data: &Data, values: usize) -> usize {
    match data {
        Data::Codes(coded) => coded.dictionary.len(),
        _ => values,
    }
}

impl Seen {
    /// How many of each, where one path held several kinds.
    fn mixture(&self) -> Option<String> {
        let kinds = [
            (self.booleans, "boolean"),
            (self.integers, "integer"),
            (self.numbers, "number"),
            (self.texts, "text"),
            (self.arrays, "array"),
            (self.objects, words::tables::EMPTY_OBJECT),
        ];
        let groups = [
            self.booleans,
            self.integers + self.numbers,
            self.texts,
            self.arrays,
            self.objects,
        ];
        (groups.iter().filter(|&&count| count > 0).count() > 1).then(|| {
            let parts: Vec<String> = kinds
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, kind)| format!("{count} {kind}{}", if *count == 1 { "" } else { "s" }))
                .collect();
            format!("mixed: {}", parts.join(", "))
        })
    }
}

/// What the layouts need to know of the rows.
struct Counted<'a> {
    presence: &'a Presence,
    rows: usize,
    last: bool,
    /// How many distinct texts there are, once they were counted.
    texts: OnceCell<usize>,
}

type Settled = (Kind, Data, Option<String>);

impl Counted<'_> {
    fn nothing(&self) -> Settled {
        let codes = segments_of_zeros(self.rows);
        (
            Kind::Text,
            Data::Codes(Coded {
                codes: Codes::U8(codes),
                dictionary: Arc::default(),
            }),
            None,
        )
    }

    fn each<T: Copy + Default>(&self, values: &Segments<T>, mut visit: impl FnMut(T)) {
        for (index, segment) in values.iter().enumerate() {
            segment.each(self.presence.segment(index), &mut visit);
        }
    }

    fn range(&self, values: &Segments<i64>) -> Option<(i64, i64)> {
        let mut range = None;
        self.each(values, |value| {
            let (low, high) = range.unwrap_or((value, value));
            range = Some((value.min(low), value.max(high)));
        });
        range
    }

    fn described(&self, micros: &Segments<i64>, layouts: Vec<Layout>) -> Time {
        let (mut ascending, mut before) = (true, i64::MIN);
        self.each(micros, |at| {
            ascending &= before <= at;
            before = at;
        });
        let zoneless = !layouts.iter().any(Layout::is_zoned);
        Time {
            assumed: Zone::utc(),
            zoneless,
            layouts,
            range: self.range(micros),
            ascending,
            day_first: None,
            assumed_rows: Vec::new(),
            codes: None,
            rest: None,
        }
    }

    fn integers(&self, name: &str, values: Values<i64>) -> Settled {
        let values = values.into_segments();
        let present = self.presence.bitmap(self.rows);
        let unit = self.range(&values).filter(|_| names_a_time(name)).and_then(unit);
        if let Some((digits, since, unit)) = unit {
            let layout = Layout::epoch(digits);
            let scaled = |value: i64| layout.scale(value).unwrap_or_default();
            let micros = values
                .iter()
                .map(|segment| segment.map(|value| scaled(value).0))
                .collect();
            let rest = values
                .iter()
                .map(|segment| segment.map(|value| scaled(value).1))
                .collect();
            let described = self.described(&micros, vec![layout]);
            let time = Time {
                rest: (digits > 6).then_some(rest),
                ..described
            };
            let note = words::tables::numbers_since_in_read(&since, &unit);
            return (
                Kind::Time,
                Data::Time {
                    values: micros,
                    present,
                    time,
                },
                Some(note),
            );
        }
        match self.last.then(|| self.coded(&values)).flatten() {
            Some(coded) => (Kind::Integer, Data::Codes(coded), None),
            None => (Kind::Integer, Data::Integer { values, present }, None),
        }
    }

    /// Few distinct integers as codes, ascending with the integers.
    fn coded(&self, values: &Segments<i64>) -> Option<Coded> {
        let limit = FEW.min((self.presence.count / 4).max(16));
        let mut codes: HashMap<i64, u32, FixedState> = HashMap::with_hasher(FixedState::with_seed(1));
        for (index, segment) in values.iter().enumerate() {
            segment.each(self.presence.segment(index), |value| {
                if codes.len() <= limit {
                    codes.insert(value, 0);
                }
            });
            if codes.len() > limit {
                return None;
            }
        }
        let mut distinct: Vec<i64> = codes.keys().copied().collect();
        distinct.sort_unstable();
        let texts: Vec<String> = distinct.iter().map(i64::to_string).collect();
        let dictionary: Dictionary = texts.iter().map(String::as_str).collect();
        distinct
            .iter()
            .zip(1..)
            .for_each(|(&value, code)| _ = codes.insert(value, code));
        let code = |value: i64| codes.get(&value).copied().unwrap_or(0);
        let codes = if distinct.len() <= 0xff {
            Codes::U8(self.spread(values, |value| code(value) as u8))
        } else {
            Codes::U16(self.spread(values, |value| code(value) as u16))
        };
        Some(Coded {
            codes,
            dictionary: Arc::new(dictionary),
        })
    }

    /// The same rows with every value changed, nulls zero.
    fn spread<T: super::values::Cell>(&self, values: &Segments<i64>, change: impl Fn(i64) -> T) -> Segments<T> {
        let mut made = Values::zeroed(0, 0);
        for (index, segment) in values.iter().enumerate() {
            let present = self.presence.segment(index);
            segment.each(present, |value| made.push(change(value)));
            made.freeze(present, segment.len());
        }
        made.into_segments()
    }

    fn numbers(&self, name: &str, values: Segments<f64>) -> Settled {
        let present = self.presence.bitmap(self.rows);
        let micros = |value: f64| (value * 1e6).round();
        // Where nothing names columns, seconds with parts of seconds speak for themselves.
        let mut timely = names_a_time(name) || name.starts_with("column ");
        self.each(&values, |value| {
            timely &= SECONDS.contains(&(value as i64)) && micros(value) / 1e6 == value
        });
        if !timely {
            return (Kind::Number, Data::Number { values, present }, None);
        }
        let micros: Segments<i64> = values
            .iter()
            .map(|segment| segment.map(|value| micros(value) as i64))
            .collect();
        let time = self.described(&micros, vec![Layout::epoch_seconds()]);
        (
            Kind::Time,
            Data::Time {
                values: micros,
                present,
                time,
            },
            Some(words::tables::NUMBERS_SINCE_1970_IN_SECONDS.into()),
        )
    }

    fn texts(&self, seen: &Seen, texts: GrowingTexts) -> Settled {
        let others = seen.booleans + seen.integers + seen.numbers + seen.texts + seen.untyped + seen.objects;
        let (kind, data) = match self.judged(texts) {
            GrowingTexts::Codes(codes) => {
                let (codes, dictionary) = codes.done();
                let truths = seen.booleans + seen.untyped == self.presence.count && is_truth(&dictionary);
                let kind = if truths { Kind::Boolean } else { Kind::Text };
                let dictionary = Arc::new(dictionary);
                (kind, Data::Codes(Coded { codes, dictionary }))
            }
            GrowingTexts::Plain(plain) => {
                let texts = Plain { segments: plain.full };
                let present = self.presence.bitmap(self.rows);
                (Kind::Text, Data::Plain { texts, present })
            }
        };
        let list = others == 0 && seen.arrays > 0;
        (if list { Kind::List } else { kind }, data, None)
    }

    /// At the end, plain text goes into a dictionary after all where its values turned out to repeat: a column of many users looks
    /// unique in its first rows.
    fn judged(&self, texts: GrowingTexts) -> GrowingTexts {
        match texts {
            GrowingTexts::Plain(mut plain) if self.last => {
                plain.full.last_mut().into_iter().for_each(Texts::pack);
                let distinct = *self.texts.get_or_init(|| plain.distinct(self.presence));
                if distinct * 100 > self.presence.count * REPEATED {
                    return GrowingTexts::Plain(plain);
                }
                match plain.into_codes(self.presence) {
                    Ok(codes) => GrowingTexts::Codes(Box::new(codes)),
                    Err(plain) => GrowingTexts::Plain(Box::new(plain)),
                }
            }
            texts => texts,
        }
    }

    /// Distinct values, by 64-bit hash where there is no dictionary.
    fn distinct(&self, data: &Data) -> usize {
        let mut bits = Vec::new();
        match data {
            Data::Codes(coded) => return coded.dictionary.len(),
            Data::Plain { .. } => return self.texts.get().copied().unwrap_or_default(),
            Data::Integer { values, .. } | Data::Time { values, .. } => {
                bits.reserve_exact(self.presence.count);
                self.each(values, |value| bits.push(value as u64));
            }
            Data::Number { values, .. } => {
                bits.reserve_exact(self.presence.count);
                self.each(values, |value| bits.push((value + 0.0).to_bits()));
            }
        }
        distinct(bits)
    }
}

fn segments_of_zeros(rows: usize) -> Segments<u8> {
    use super::values::Cell;
    let full = (0..rows / SEGMENT).map(|_| u8::zeros(SEGMENT).into());
    full.chain((!rows.is_multiple_of(SEGMENT)).then(|| u8::zeros(rows % SEGMENT).into()))
        .collect()
}

/// Whether these are the two truth values, or one of them, in one spelling.
fn is_truth(dictionary: &Dictionary) -> bool {
    [["true", "false"], ["True", "False"], ["TRUE", "FALSE"]]
        .iter()
        .any(|family| {
            !dictionary.is_empty() && dictionary.len() <= 2 && dictionary.iter().all(|(_, text)| family.contains(&text))
        })
}
