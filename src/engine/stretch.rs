//! Stretches of one file read ahead by others, each from the record that seems to begin behind one offset to the one behind another.
//!
//! Whoever reads the file from its beginning tells whether a stretch begins where it should; one that does not is read again. So the table
//! is that of one reader, however the file was shared out.

use crate::format::{Reader, Seam};
use crate::table::{Builder, Part};
use serde::{Deserialize, Serialize};

/// Bytes in which a record must begin, or the stretch is left to others.
const SEARCHED: usize = 16 << 20;

/// A stretch that is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    /// Which file it is of: none has the number of another.
    pub job: u32,
    /// Its place among the stretches of the file.
    pub number: u32,
    pub seam: Seam,
    /// The first byte that may begin a record; at least 1.
    pub from: u64,
    /// The first byte whose record is no more part of it.
    pub limit: u64,
    /// What every row gets in the column of file names, where there is one.
    pub name: Option<String>,
    /// Columns whose texts hardly repeat, as far as is known: [`Loader::unique`](super::Loader::unique).
    pub unique: Vec<String>,
}

/// What was read of a stretch.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// Where its first record begins, and that behind its last.
    pub from: u64,
    pub to: u64,
    pub part: Part,
}

/// Reads one stretch.
pub struct Ahead {
    errand: Errand,
    /// Bytes among which no record was found so far.
    held: Vec<u8>,
    /// With where it began.
    reader: Option<(u64, Reader)>,
    builder: Builder,
}

impl Ahead {
    pub fn new(errand: Errand) -> Self {
        let mut builder = Builder::default();
        if let Some(name) = &errand.name {
            builder.name_file(name);
        }
        builder.expect_unique(&errand.unique);
        Self {
            errand,
            held: Vec::new(),
            reader: None,
            builder,
        }
    }

    /// Takes the next bytes, the first of all from one before [`Errand::from`] on; answers whether more are wanted.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        if let Some((_, reader)) = &mut self.reader {
            reader.feed(bytes, &mut self.builder);
            return reader.stopped().is_none();
        }
        self.held.extend_from_slice(bytes);
        let Some(found) = self.errand.seam.find(&self.held) else {
            return self.held.len() < SEARCHED;
        };
        let from = self.errand.from - 1 + found as u64;
        if from >= self.errand.limit {
            return false;
        }
        let mut reader = Reader::amid(0, &self.errand.seam, from, &mut self.builder);
        reader.limit(self.errand.limit);
        let held = std::mem::take(&mut self.held);
        reader.feed(&held[found..], &mut self.builder);
        let more = reader.stopped().is_none();
        self.reader = Some((from, reader));
        more
    }

    /// What was read; `None` where it is no whole stretch, or one that must be read by who reads the rest.
    pub fn finish(self) -> Option<Stretch> {
        let (from, reader) = self.reader?;
        let to = reader.stopped().filter(|_| reader.is_plain())?;
        Some(Stretch {
            from,
            to,
            part: self.builder.into_part(),
        })
    }
}

/// Who reads which stretch of a file. Stretch 0 is the first; the last is always read by who reads the file from its beginning.
#[derive(Debug)]
pub struct Shares {
    bytes: u64,
    step: u64,
    /// Readers, the one who reads from the beginning among them.
    readers: u32,
    given: Vec<bool>,
    refused: u32,
}

/// Stretches each reader gets, where the file is long enough.
const EACH: u64 = 8;

/// Bytes of a stretch, at least and at most.
const LEAST: u64 = 6 << 20;
const MOST: u64 = 32 << 20;

/// Stretches, for each reader, by which others may be ahead before they take those of who reads from the beginning, and at most: what waits
/// to be taken is held in memory.
const NEAR: usize = 2;
const FAR: usize = 6;

/// Wrong guesses after which no more stretches are given away.
const PATIENCE: u32 = 3;

impl Shares {
    /// A file of so many bytes, shared among so many readers.
    pub fn new(bytes: u64, readers: u32) -> Self {
        let step = (bytes / (u64::from(readers.max(1)) * EACH)).clamp(LEAST, MOST);
        Self {
            bytes,
            step,
            readers,
            given: vec![false; bytes.div_ceil(step).max(1) as usize],
            refused: 0,
        }
    }

    /// How many stretches there are.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// Where stretch `number` ends: the first byte whose record is not in it. The last one has no end.
    pub fn limit(&self, number: usize) -> u64 {
        if number + 1 >= self.given.len() {
            u64::MAX
        } else {
            (number as u64 + 1) * self.step
        }
    }

    /// The next stretch to be read ahead while who reads from the beginning is at stretch `at`: he keeps every so many for himself, unless
    /// the others are far ahead of him. Marked as given away.
    pub fn give(&mut self, at: usize) -> Option<usize> {
        let readers = self.readers as usize;
        let last = self.given.len().saturating_sub(1);
        let free = |number: &usize| !self.given[*number];
        let number = (at + 1..last)
            .filter(free)
            .find(|number| number % readers != 0 || number - at > NEAR * readers)?;
        if self.refused >= PATIENCE || number - at > FAR * readers {
            return None;
        }
        self.given[number] = true;
        Some(number)
    }

    /// Whether a stretch was given away.
    pub fn is_given(&self, number: usize) -> bool {
        self.given.get(number).copied().unwrap_or(false)
    }

    /// Takes a stretch back: nobody reads it ahead, or not rightly.
    pub fn refuse(&mut self, number: usize) {
        self.given[number] = false;
        self.refused += 1;
    }

    /// Gives no more stretches away, and takes all back.
    pub fn stop(&mut self) {
        self.given.fill(false);
        self.refused = PATIENCE;
    }

    /// The first byte that may begin a record of stretch `number`.
    pub fn from(&self, number: usize) -> u64 {
        (number as u64 * self.step).min(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_cover_the_file_and_each_is_given_once() {
        for (bytes, readers) in [(20 << 20, 2), (518 << 20, 2), (5 << 30, 8), (17 << 20, 4)] {
            let mut shares = Shares::new(bytes, readers);
            let count = shares.given.len();
            assert_eq!(shares.from(0), 0);
            for number in 1..count {
                assert_eq!(shares.from(number), shares.limit(number - 1));
            }
            assert_eq!(shares.limit(count - 1), u64::MAX);
            let mut seen = vec![false; count];
            for at in 0..count {
                while let Some(number) = shares.give(at) {
                    assert!(number > at && number + 1 < count && !seen[number]);
                    seen[number] = true;
                }
            }
            let kept = seen.iter().filter(|seen| !**seen).count();
            assert!(kept <= count.div_ceil(readers as usize) + 1, "{kept} of {count}");
        }
    }

    #[test]
    fn whoever_falls_behind_gives_away_more() {
        let mut shares = Shares::new(518 << 20, 2);
        let ahead: Vec<usize> = std::iter::from_fn(|| shares.give(0)).take(7).collect();
        assert_eq!(ahead, [1, 3, 5, 6, 7, 8, 9]);
        for number in [1, 3, 5] {
            shares.refuse(number);
        }
        assert_eq!(shares.give(0), None);
    }
}
