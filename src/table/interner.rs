//! Finds the codes of texts while a dictionary grows, many at a time.

use super::Dictionary;
use crate::bytes::same;
// While one look waits for memory, the next ones are under way.
use crate::format::BATCH;
use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hasher};

/// Bytes of texts from which on they do not wait for more.
const FULL: usize = 1 << 16;

/// 64 bits of a text, the same in every run.
pub(super) fn hash(text: &[u8]) -> u64 {
    let mut hasher = FixedState::with_seed(0x5eed).build_hasher();
    hasher.write(text);
    hasher.finish()
}

/// Up to [`BATCH`] texts, one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    text: String,
    /// End of each in `text`.
    ends: Vec<usize>,
}

impl Waiting {
    /// Takes one more; not where there are [`BATCH`].
    #[inline(always)]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Whether it is time to find their codes.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.ends.len() == BATCH || self.text.len() >= FULL
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }

    /// Leaves the first `count` out.
    pub fn drop_first(&mut self, count: usize) {
        if count == self.ends.len() {
            self.text.clear();
            self.ends.clear();
        } else if let Some(&end) = count.checked_sub(1).and_then(|last| self.ends.get(last)) {
            self.text.drain(..end);
            self.ends.drain(..count);
            self.ends.iter_mut().for_each(|stop| *stop -= end);
        }
    }
}

/// A text as it is looked for: a short one is all in its key, a longer one is there by length and hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Key(u64, u64);

/// The longest text that is all in its key, whose highest byte is its length.
const SHORT: usize = 15;

/// What the key of a longer text has there.
const LONG: u64 = 0xff << 56;

impl Key {
    #[inline(always)]
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let count = bytes.len() as u32;
        if bytes.len() > SHORT {
            return Self(hash(text.as_bytes()), LONG | u64::from(count));
        }
        // The words at both ends overlap: what the first has is shifted out of the last.
        let (low, high) = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let last = u64::from_le_bytes(*last).unbounded_shr(8 * (16 - count));
            (u64::from_le_bytes(*first), last)
        } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
            let last = u32::from_le_bytes(*last).unbounded_shr(8 * (8 - count));
            (u64::from(u32::from_le_bytes(*first)) | u64::from(last) << 32, 0)
        } else {
            (bytes.iter().fold(0, |low, &byte| low << 8 | u64::from(byte)), 0)
        };
        Self(low, high | u64::from(count) << 56)
    }

    /// Where it is looked for.
    #[inline(always)]
    fn place(self) -> u32 {
        let mixed = (self.0 ^ self.1.rotate_left(31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
    }

    fn is_all(self) -> bool {
        self.1 < LONG
    }
}

/// Finds the code of a text while a dictionary grows; dropped when it is done.
///
/// Hash and code stand beside each other, so that most looks touch one line of memory before the text itself.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// A power of two of them, each where its hash says or after that; code 0 where there is none.
    slots: Vec<(u32, u32)>,
    /// The key of each code, from code 1 on.
    keys: Vec<Key>,
}

impl Clone for Interner {
    /// A copy of a growing column only answers questions: it needs no hash table.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Interner {
    /// The codes of these texts, at most [`BATCH`], new or not: as many as the dictionary can take.
    pub fn intern_all<'a>(
        &mut self,
        dictionary: &mut Dictionary,
        texts: &[&str],
        codes: &'a mut [u32; BATCH],
    ) -> &'a [u32] {
        self.make_room(texts.len().max(1));
        let mask = self.slots.len() - 1;
        let codes = &mut codes[..texts.len()];
        let mut keys = [(Key::default(), 0); BATCH];
        for (found, text) in keys.iter_mut().zip(texts) {
            let key = Key::of(text);
            *found = (key, key.place());
        }
        // Loops, so that no look at memory waits for the one before: who might it be, is it that, and spelled so.
        for (code, &(_, place)) in codes.iter_mut().zip(&keys) {
            // Hardly any is further from where its hash says than the next place, which is mostly in the same line of memory.
            let (other, candidate) = self.slots[place as usize & mask];
            let (next, behind) = self.slots[(place as usize + 1) & mask];
            *code = if other == place {
                candidate
            } else if next == place {
                behind
            } else {
                0
            };
        }
        for (code, &(key, _)) in codes.iter_mut().zip(&keys) {
            if self.keys.get((*code).wrapping_sub(1) as usize) != Some(&key) {
                *code = 0;
            }
        }
        for (code, text) in codes.iter_mut().zip(texts) {
            if text.len() > SHORT && !same(dictionary.bytes_of(*code), text.as_bytes()) {
                *code = 0;
            }
        }
        for (index, text) in texts.iter().enumerate() {
            if codes[index] == 0 {
                match self.intern_keyed(dictionary, text, keys[index]) {
                    Some(code) => codes[index] = code,
                    None => return &codes[..index],
                }
            }
        }
        codes
    }

    /// The code of a text, new or not; `None` when the dictionary can take no more.
    pub fn intern(&mut self, dictionary: &mut Dictionary, text: &str) -> Option<u32> {
        self.make_room(1);
        let key = Key::of(text);
        self.intern_keyed(dictionary, text, (key, key.place()))
    }

    /// There must be room for it.
    fn intern_keyed(&mut self, dictionary: &mut Dictionary, text: &str, (key, place): (Key, u32)) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = place as usize & mask;
        loop {
            let (other, code) = self.slots[at];
            if code == 0 {
                break;
            }
            if other == place
                && self.keys[code as usize - 1] == key
                && (key.is_all() || same(dictionary.bytes_of(code), text.as_bytes()))
            {
                return Some(code);
            }
            at = (at + 1) & mask;
        }
        let code = dictionary.push(text)?;
        self.slots[at] = (place, code);
        self.keys.push(key);
        Some(code)
    }

    /// Makes room for so many more texts.
    fn make_room(&mut self, more: usize) {
        while (self.keys.len() + more) * 3 > self.slots.len() * 2 {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![(0, 0); size];
        // Those that came first come again most often: they get the places where they are looked for first.
        for (key, code) in self.keys.iter().zip(1..) {
            let place = key.place();
            let mut at = place as usize & (size - 1);
            while self.slots[at].1 != 0 {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = (place, code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[ab\0]{0,18}", "[ab]{7,9}", "a{0,40}", "[a-c]{30,33}", ".{0,20}"]
    }

    proptest! {
        #[test]
        fn short_texts_are_equal_where_their_keys_are(a in text(), b in text()) {
            if a.len() <= SHORT || b.len() <= SHORT {
                prop_assert_eq!(Key::of(&a) == Key::of(&b), a == b);
            }
        }

        #[test]
        fn every_text_has_one_code(texts in proptest::collection::vec(text(), 0..600), cuts in proptest::collection::vec(0..=BATCH, 20)) {
            let (mut interner, mut dictionary) = (Interner::default(), Dictionary::default());
            let mut expected = HashMap::new();
            let mut rest = &texts[..];
            for cut in cuts.into_iter().cycle().take(600) {
                let (batch, more) = rest.split_at(cut.min(rest.len()));
                rest = more;
                let batch: Vec<&str> = batch.iter().map(String::as_str).collect();
                let mut codes = [0; BATCH];
                for (text, &code) in batch.iter().zip(interner.intern_all(&mut dictionary, &batch, &mut codes)) {
                    let next = expected.len() as u32 + 1;
                    prop_assert_eq!(*expected.entry(text.to_string()).or_insert(next), code);
                    prop_assert_eq!(dictionary.get(code), *text);
                }
            }
            prop_assert_eq!(dictionary.len(), expected.len());
        }
    }
}
