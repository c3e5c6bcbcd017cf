//! Finds the codes of texts while a dictionary grows, many at a time.

use super::Dictionary;
use foldhash::fast::FixedState;
use std::hash::{BuildHasher, Hasher};

/// Texts whose codes are found together: while one look waits for memory, the next ones are under way.
pub(super) const BATCH: usize = 64;

/// Bytes of texts from which on they do not wait for more.
const FULL: usize = 1 << 16;

/// 64 bits of a text, the same in every run.
pub(super) fn hash(text: &str) -> u64 {
    let mut hasher = FixedState::with_seed(0x5eed).build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Whether two texts are equal, eight bytes at a time: wasm has no comparison of its own, and the usual one goes byte by byte.
pub(super) fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let (Some(a_end), Some(b_end)) = (a.last_chunk(), b.last_chunk()) else {
        return a.iter().zip(b).all(|(a, b)| a == b);
    };
    let equal = |a: &[u8; 8], b: &[u8; 8]| u64::from_le_bytes(*a) == u64::from_le_bytes(*b);
    let words = a.as_chunks::<8>().0.iter().zip(b.as_chunks::<8>().0);
    equal(a_end, b_end) && words.into_iter().all(|(a, b)| equal(a, b))
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
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// Whether it is time to find their codes.
    #[inline]
    pub fn is_full(&self) -> bool {
        self.ends.len() == BATCH || self.text.len() >= FULL
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
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

/// Finds the code of a text while a dictionary grows; dropped when it is done.
///
/// Hash and code stand beside each other, so that most looks touch one line of memory before the text itself.
#[derive(Debug, Default)]
pub(super) struct Interner {
    /// A power of two of them, each where its hash says or after that; code 0 where there is none.
    slots: Vec<(u32, u32)>,
    filled: usize,
}

impl Clone for Interner {
    /// A copy of a growing column only answers questions: it needs no hash table.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Interner {
    /// The codes of these texts, new or not, as many as the dictionary can take.
    pub fn intern_all<'a>(
        &mut self,
        dictionary: &mut Dictionary,
        texts: &Waiting,
        codes: &'a mut [u32; BATCH],
    ) -> &'a [u32] {
        self.make_room(texts.ends.len());
        let mask = self.slots.len() - 1;
        let mut hashes = [0; BATCH];
        for (hash, text) in hashes.iter_mut().zip(texts.iter()) {
            *hash = self::hash(text) as u32;
        }
        // Three loops, so that no look at memory waits for the one before: who might it be, how is that spelled, is it that.
        for (code, &hash) in codes.iter_mut().zip(&hashes[..texts.ends.len()]) {
            let (other, candidate) = self.slots[hash as usize & mask];
            *code = if other == hash { candidate } else { 0 };
        }
        let mut entries = [""; BATCH];
        for (entry, &code) in entries.iter_mut().zip(&codes[..texts.ends.len()]) {
            *entry = dictionary.get(code);
        }
        for ((code, entry), text) in codes.iter_mut().zip(&entries).zip(texts.iter()) {
            if !same(entry.as_bytes(), text.as_bytes()) {
                *code = 0;
            }
        }
        for (index, text) in texts.iter().enumerate() {
            if codes[index] == 0 {
                match self.intern_hashed(dictionary, text, hashes[index]) {
                    Some(code) => codes[index] = code,
                    None => return &codes[..index],
                }
            }
        }
        &codes[..texts.ends.len()]
    }

    /// The code of a text, new or not; `None` when the dictionary can take no more.
    pub fn intern(&mut self, dictionary: &mut Dictionary, text: &str) -> Option<u32> {
        self.make_room(1);
        self.intern_hashed(dictionary, text, hash(text) as u32)
    }

    /// There must be room for it.
    fn intern_hashed(&mut self, dictionary: &mut Dictionary, text: &str, hash: u32) -> Option<u32> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (other, code) = self.slots[at];
            if code == 0 {
                break;
            }
            if other == hash && same(dictionary.get(code).as_bytes(), text.as_bytes()) {
                return Some(code);
            }
            at = (at + 1) & mask;
        }
        let code = dictionary.push(text)?;
        self.slots[at] = (hash, code);
        self.filled += 1;
        Some(code)
    }

    /// Makes room for so many more texts.
    fn make_room(&mut self, more: usize) {
        while (self.filled + more) * 3 > self.slots.len() * 2 {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        for slot in std::mem::replace(&mut self.slots, vec![(0, 0); size]) {
            if slot.1 != 0 {
                let mut at = slot.0 as usize & (size - 1);
                while self.slots[at].1 != 0 {
                    at = (at + 1) & (size - 1);
                }
                self.slots[at] = slot;
            }
        }
    }
}
