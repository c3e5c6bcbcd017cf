//! Growing text: codes into a dictionary as long as values repeat, plain runs of bytes once they hardly do.

use super::distinct::distinct;
use super::interner::{Interner, Waiting};
use super::plain::hashes;
use super::values::{Cell, Presence, Values, ones};
use super::{Codes, Dictionary, Room, SEGMENT, Texts};
use crate::format::BATCH;

/// Values after which a dictionary is first judged.
const TRIAL: usize = 16_384;

/// Percent of distinct values up to which plain text is put into a dictionary after all.
pub(super) const REPEATED: usize = 40;

#[derive(Clone, Debug)]
pub(super) enum Wide {
    U8(Values<u8>),
    U16(Values<u16>),
    U32(Values<u32>),
}

/// A growing dictionary column.
#[derive(Clone, Debug)]
pub(super) struct GrowingCodes {
    interner: Interner,
    /// The last values, which have no codes yet.
    waiting: Waiting,
    pub dictionary: Dictionary,
    pub codes: Wide,
    pub text_bytes: usize,
    /// Whether the first values hardly repeated: in a few rows a dictionary is no use.
    pub late: bool,
}

/// Growing plain text.
#[derive(Clone, Debug, Default)]
pub(super) struct GrowingPlain {
    pub full: Vec<Texts>,
    pub text: String,
    pub ends: Vec<u32>,
    /// Whether hardly any text came twice when that was last looked at.
    unique: bool,
}

/// Text in either layout.
#[derive(Clone, Debug)]
pub(super) enum GrowingTexts {
    Codes(Box<GrowingCodes>),
    Plain(Box<GrowingPlain>),
}

impl GrowingCodes {
    fn new(segments: usize) -> Self {
        Self {
            interner: Interner::default(),
            waiting: Waiting::default(),
            dictionary: Dictionary::default(),
            codes: Wide::U8(Values::zeroed(segments, 0)),
            text_bytes: 0,
            late: false,
        }
    }

    /// Takes a value, whose code is found with those of others. `false` when the dictionary can take no more; the value then waits.
    #[inline(always)]
    fn push(&mut self, text: &str, presence: &Presence) -> bool {
        self.text_bytes += text.len();
        self.waiting.push(text);
        !self.waiting.is_full() || self.settle(presence)
    }

    /// Finds the codes of the values that wait. `false` when the dictionary can take no more; those from there on still wait.
    pub fn settle(&mut self, presence: &Presence) -> bool {
        if self.waiting.is_empty() {
            return true;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut texts = [""; BATCH];
        texts
            .iter_mut()
            .zip(waiting.iter())
            .for_each(|(slot, text)| *slot = text);
        let found = self.codes_of(&texts[..waiting.len()], presence);
        self.waiting = waiting;
        self.waiting.drop_first(found);
        self.waiting.is_empty()
    }

    /// Takes texts of which none waits, at most [`BATCH`]; how many the dictionary took.
    fn codes_of(&mut self, texts: &[&str], presence: &Presence) -> usize {
        let mut found = [0; BATCH];
        let found = self.interner.intern_all(&mut self.dictionary, texts, &mut found);
        self.widen(presence);
        match &mut self.codes {
            Wide::U8(codes) => found.iter().for_each(|&code| codes.push(code as u8)),
            Wide::U16(codes) => found.iter().for_each(|&code| codes.push(code as u16)),
            Wide::U32(codes) => codes.extend(found),
        }
        found.len()
    }

    /// Takes one of its codes, for a text of so many bytes; all codes must fit ([`GrowingCodes::widen`]), and none may wait
    /// ([`GrowingCodes::settle`]).
    #[inline]
    pub fn push_code(&mut self, code: u32, length: u32) {
        self.text_bytes += length as usize;
        match &mut self.codes {
            Wide::U8(codes) => codes.push(code as u8),
            Wide::U16(codes) => codes.push(code as u16),
            Wide::U32(codes) => codes.push(code),
        }
    }

    /// The code of a text, new or not; `None` when the dictionary can take no more.
    pub fn intern(&mut self, text: &str) -> Option<u32> {
        self.interner.intern(&mut self.dictionary, text)
    }

    /// Makes the codes wide enough for all of the dictionary.
    pub fn widen(&mut self, presence: &Presence) {
        let last = self.dictionary.len();
        if let (Wide::U8(narrow), 0x100..) = (&self.codes, last) {
            self.codes = Wide::U16(narrow.map(presence, u16::from));
        }
        if let (Wide::U16(narrow), 0x1_0000..) = (&self.codes, last) {
            self.codes = Wide::U32(narrow.map(presence, u32::from));
        }
    }

    /// Whether so many values are distinct that a dictionary is a burden.
    fn burdens(&self, values: usize) -> bool {
        let distinct = self.dictionary.len();
        let long = self.text_bytes / values.max(1) > 256;
        values >= TRIAL && distinct * 100 > values * if long { 40 } else { 60 }
    }

    fn freeze(&mut self, present: &[u64], rows: usize) {
        debug_assert!(self.waiting.is_empty());
        match &mut self.codes {
            Wide::U8(codes) => codes.freeze(present, rows),
            Wide::U16(codes) => codes.freeze(present, rows),
            Wide::U32(codes) => codes.freeze(present, rows),
        }
    }

    fn to_plain(&self, presence: &Presence) -> GrowingPlain {
        let mut plain = GrowingPlain::default();
        let dictionary = &self.dictionary;
        fn fill<T: Cell + Into<u32>>(
            codes: &Values<T>,
            presence: &Presence,
            dictionary: &Dictionary,
            plain: &mut GrowingPlain,
        ) {
            codes.each(
                presence,
                plain,
                |plain, code| _ = plain.push(dictionary.get(code.into())),
                |plain, index| plain.freeze(presence.segment(index), SEGMENT, true),
            );
        }
        match &self.codes {
            Wide::U8(codes) => fill(codes, presence, dictionary, &mut plain),
            Wide::U16(codes) => fill(codes, presence, dictionary, &mut plain),
            Wide::U32(codes) => fill(codes, presence, dictionary, &mut plain),
        }
        self.waiting.iter().for_each(|text| _ = plain.push(text));
        plain
    }
}

impl GrowingPlain {
    /// `false` when the segment would hold more than 4 GiB; the row then has the empty text.
    fn push(&mut self, text: &str) -> bool {
        let end = u32::try_from(self.text.len() + text.len());
        if end.is_ok() {
            self.text.push_str(text);
        }
        self.ends.push(end.unwrap_or(self.text.len() as u32));
        end.is_ok()
    }

    /// Takes texts of these lengths, one after the other in `text`; `false`, and nothing taken, when the segment would hold more than 4 GiB.
    pub fn extend(&mut self, (text, lengths): (&str, &[u32])) -> bool {
        if u32::try_from(self.text.len() + text.len()).is_err() {
            return false;
        }
        let mut end = self.text.len() as u32;
        self.text.push_str(text);
        self.ends.extend(lengths.iter().map(|length| {
            end += length;
            end
        }));
        true
    }

    /// The texts of the rows after the last full segment.
    pub fn unfrozen(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.text[start as usize..end as usize])
    }

    /// `pack`: whether structures are woven.
    fn freeze(&mut self, present: &[u64], rows: usize, pack: bool) {
        let offsets = if self.ends.is_empty() {
            u32::zeros(rows + 1)
        } else {
            let mut offsets = vec![0; rows + 1];
            let (mut next, mut end) = (0, 0);
            for (row, &stop) in ones(present, rows).zip(&self.ends) {
                offsets[next..=row].fill(end);
                (next, end) = (row + 1, stop);
            }
            offsets[next..].fill(end);
            offsets.into()
        };
        // What is looked at while more comes is not worth the work.
        let full = rows == SEGMENT;
        self.full.push(if full && pack {
            Texts::packed(&self.text, offsets)
        } else {
            Texts::new(&self.text, offsets)
        });
        self.ends = Vec::new();
        // The next segment is about as long: a little room spares it the doubling.
        let expected = self.text.len() + self.text.len() / 16;
        self.text = String::with_capacity(if full { expected } else { 0 });
    }
}

impl GrowingTexts {
    /// For a column whose first value comes after `segments` full ones.
    pub fn new(segments: usize) -> Self {
        Self::Codes(Box::new(GrowingCodes::new(segments)))
    }

    /// Takes one value after `values` others, before its row is marked in `presence`. `false` when it was too long to keep.
    #[inline(always)]
    pub fn push(&mut self, text: &str, presence: &Presence, values: usize) -> bool {
        if values == TRIAL {
            self.settle(presence);
            if matches!(self, Self::Codes(codes) if codes.burdens(TRIAL)) {
                self.spread(presence);
            }
        }
        match self {
            Self::Codes(codes) => {
                if !codes.push(text, presence) {
                    self.spread(presence);
                }
                true
            }
            Self::Plain(plain) => plain.push(text),
        }
    }

    /// Takes values of one segment after `values` others, before their rows are marked in `presence`; `false`, and nothing taken, where
    /// each must be looked at alone.
    pub fn push_all(&mut self, texts: &[&str], presence: &Presence, values: usize) -> bool {
        if (values..values + texts.len()).contains(&TRIAL) {
            return false;
        }
        self.settle(presence);
        let Self::Codes(codes) = self else { return false };
        let taken = codes.codes_of(texts, presence);
        codes.text_bytes += texts.iter().map(|text| text.len()).sum::<usize>();
        if taken < texts.len() {
            texts[taken..].iter().for_each(|text| codes.waiting.push(text));
            self.spread(presence);
        }
        true
    }

    /// Finds the codes of values that wait for them.
    pub fn settle(&mut self, presence: &Presence) {
        if let Self::Codes(codes) = self
            && !codes.settle(presence)
        {
            self.spread(presence);
        }
    }

    /// Keeps the texts without a dictionary from now on.
    pub fn spread(&mut self, presence: &Presence) {
        if let Self::Codes(codes) = self {
            *self = Self::Plain(Box::new(codes.to_plain(presence)));
        }
    }

    /// Ends segment `index` at `rows` rows, after `values` values in all. `on`: they are on their way to another table, which packs and judges
    /// them.
    pub fn freeze(&mut self, presence: &Presence, values: usize, index: usize, rows: usize, on: bool) {
        let present = presence.segment(index);
        self.settle(presence);
        match self {
            Self::Codes(codes) => {
                codes.freeze(present, rows);
                if rows == SEGMENT && codes.burdens(values) {
                    *self = Self::Plain(Box::new(codes.to_plain(presence)));
                }
            }
            Self::Plain(plain) => {
                plain.freeze(present, rows, !on);
                if !on && rows == SEGMENT && (index + 1).is_power_of_two() && plain.repeats(presence) {
                    let plain = std::mem::take(&mut **plain);
                    *self = match plain.into_codes(presence) {
                        Ok(codes) => Self::Codes(Box::new(codes)),
                        Err(plain) => Self::Plain(Box::new(plain)),
                    };
                }
            }
        }
    }
}

impl GrowingCodes {
    /// Codes and dictionary, once the last segment is frozen.
    pub fn done(mut self) -> (Codes, Dictionary) {
        self.dictionary.shrink();
        let codes = match self.codes {
            Wide::U8(codes) => Codes::U8(codes.into_segments()),
            Wide::U16(codes) => Codes::U16(codes.into_segments()),
            Wide::U32(codes) => Codes::U32(codes.into_segments()),
        };
        (codes, self.dictionary)
    }
}

impl GrowingPlain {
    /// How many texts of the full segments are distinct, by 64-bit hash.
    pub fn distinct(&self, presence: &Presence) -> usize {
        let mut all = Vec::with_capacity(presence.count);
        for (index, segment) in self.full.iter().enumerate() {
            let hashes = hashes(&self.full, index);
            all.extend(ones(presence.segment(index), segment.len()).map(|row| hashes[row]));
        }
        distinct(all)
    }

    /// Whether so many texts repeat that a dictionary is worth it: a column of many users looks unique in its first rows. Once hardly any
    /// did, nobody looks again before the end.
    fn repeats(&mut self, presence: &Presence) -> bool {
        let woven = matches!(self.full.last(), Some(Texts::Woven(_)));
        if self.unique || woven || self.full.len() < 2 {
            return false;
        }
        let distinct = self.distinct(presence);
        self.unique = distinct * 10 > presence.count * 9;
        distinct * 100 <= presence.count * REPEATED
    }

    /// Bytes of text in the full segments.
    pub fn text_bytes(&self) -> usize {
        self.full.iter().map(Texts::text_bytes).sum()
    }

    /// The finished column in a dictionary after all, or unchanged where that might overflow. Each segment is dropped once it is read.
    pub fn into_codes(self, presence: &Presence) -> Result<GrowingCodes, Self> {
        if u32::try_from(self.text_bytes()).is_err() {
            return Err(self);
        }
        let mut made = GrowingCodes::new(0);
        made.late = true;
        for (index, segment) in self.full.into_iter().enumerate() {
            let present = presence.segment(index);
            let room = &mut Room::new();
            ones(present, segment.len()).for_each(|row| _ = made.push(segment.text_in(row, room), presence));
            made.settle(presence);
            made.freeze(present, segment.len());
        }
        Ok(made)
    }
}
