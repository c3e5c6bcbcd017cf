//! Who reads which stretch of what is shared out, and where stretches are cut.

/// Who reads which stretch. Stretch 0 is the first; the last is always read by who reads from the beginning.
#[derive(Debug)]
pub struct Shares {
    /// Where each begins, and where the last ends, which may be nowhere.
    cuts: Vec<u64>,
    /// Readers, the one who reads from the beginning among them.
    readers: u32,
    given: Vec<bool>,
    refused: u32,
}

/// Stretches each reader gets, where the file is long enough.
const EACH: u64 = 8;

/// Stretches for each reader that what is left would make, at least.
const ROUNDS: u64 = 3;

/// Bytes of a stretch, at least and at most.
const LEAST: u64 = 6 << 20;
const MOST: u64 = 32 << 20;

/// What a run of files or of entries of an archive weighs, at least.
const LIGHT: u64 = 512 << 10;

/// What it takes to open a file, in bytes that are read in the meantime.
pub const OPENING: u64 = 8 << 10;

/// Stretches, for each reader, by which others may be ahead of who reads from the beginning: what waits to be taken is held in memory.
const FAR: usize = 6;

/// Wrong guesses after which no more stretches are given away.
const PATIENCE: u32 = 3;

impl Shares {
    /// A file of so many bytes, shared among so many readers.
    pub fn new(bytes: u64, readers: u32) -> Self {
        let all = u64::from(readers.max(1));
        let (mut inner, mut at) = (Vec::new(), 0);
        loop {
            // Towards the end they are shorter: nobody waits long for the last one.
            let left = (bytes - at) / (all * ROUNDS);
            at += left.min(bytes / (all * EACH)).clamp(LEAST, MOST);
            if at >= bytes {
                break;
            }
            inner.push(at);
        }
        Self::cut(inner, readers, u64::MAX)
    }

    /// An archive of so many bytes whose entries begin at these offsets, ascending: a stretch ends where an entry begins.
    pub fn of_entries(starts: &[u64], bytes: u64, readers: u32) -> Self {
        let ends = starts.iter().skip(1).copied().chain([bytes]);
        let weights = starts.iter().zip(ends).map(|(start, end)| end.saturating_sub(*start));
        let cuts = runs(weights, readers).into_iter().map(|index| starts[index]);
        Self::cut(cuts.collect(), readers, u64::MAX)
    }

    /// Files of these sizes, which are the first but so many of those given: a stretch is a run of files, from one index to another.
    pub fn of_files(first: usize, sizes: &[u64], readers: u32) -> Self {
        let cuts = runs(sizes.iter().copied(), readers).into_iter();
        let mut shares = Self::cut(cuts.map(|index| (first + index) as u64).collect(), readers, 0);
        let last = shares.cuts.len() - 1;
        (shares.cuts[0], shares.cuts[last]) = (first as u64, (first + sizes.len()) as u64);
        shares
    }

    fn cut(mut cuts: Vec<u64>, readers: u32, end: u64) -> Self {
        cuts.insert(0, 0);
        cuts.push(end);
        Self {
            given: vec![false; cuts.len() - 1],
            cuts,
            readers,
            refused: 0,
        }
    }

    /// How many stretches there are.
    #[expect(clippy::len_without_is_empty, reason = "there is always one")]
    pub fn len(&self) -> usize {
        self.given.len()
    }

    /// Where stretch `number` ends: the first byte whose record, entry or file is not in it. The last one of a file has no end.
    pub fn limit(&self, number: usize) -> u64 {
        self.cuts[number + 1]
    }

    /// Where each ends.
    pub fn limits(&self) -> Vec<u64> {
        self.cuts[1..].to_vec()
    }

    /// The next stretch to be read ahead while who reads from the beginning is at stretch `at`. Marked as given away.
    pub fn give(&mut self, at: usize) -> Option<usize> {
        let readers = self.readers as usize;
        let last = self.given.len().saturating_sub(1);
        let free = |number: &usize| !self.given[*number];
        let number = (at + 1..last).find(free)?;
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

    /// The first byte that may begin a record of stretch `number`, or its first entry or file.
    pub fn from(&self, number: usize) -> u64 {
        self.cuts[number]
    }
}

/// Which files of these sizes begin a run, the first one apart: runs weigh about the same, a few for each reader.
fn runs(sizes: impl Iterator<Item = u64> + Clone, readers: u32) -> Vec<usize> {
    let weights = sizes.map(|bytes| bytes + OPENING);
    let step = (weights.clone().sum::<u64>() / (u64::from(readers.max(1)) * EACH)).clamp(LIGHT, MOST);
    let (mut begin, mut weight) = (Vec::new(), 0);
    for (index, bytes) in weights.enumerate() {
        if weight >= step {
            begin.push(index);
            weight = 0;
        }
        weight += bytes;
    }
    begin
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
            // The first and the last are read by who reads from the beginning.
            assert_eq!(seen.iter().filter(|seen| !**seen).count(), count.min(2));
        }
    }

    #[test]
    fn runs_of_files_cover_them_all() {
        let sizes: Vec<u64> = (0..4000).map(|file| file % 7 * 3000).collect();
        let shares = Shares::of_files(5, &sizes, 2);
        assert_eq!((shares.from(0), shares.limit(shares.len() - 1)), (5, 4005));
        assert!((12..=17).contains(&shares.len()), "{}", shares.len());
        for number in 1..shares.len() {
            assert_eq!(shares.from(number), shares.limit(number - 1));
            assert!(shares.from(number) > shares.from(number - 1));
        }
        let one = Shares::of_files(2, &[9], 4);
        assert_eq!((one.len(), one.from(0), one.limit(0)), (1, 2, 3));
        let starts: Vec<u64> = (0..90).map(|entry| entry * 100_000).collect();
        let shares = Shares::of_entries(&starts, 9_000_000, 2);
        assert!(shares.len() > 8 && (1..shares.len()).all(|number| starts.contains(&shares.from(number))));
    }

    #[test]
    fn nobody_is_too_far_ahead_and_wrong_guesses_end_it() {
        let mut shares = Shares::new(518 << 20, 2);
        let ahead: Vec<usize> = std::iter::from_fn(|| shares.give(0)).collect();
        assert_eq!(ahead, (1..=12).collect::<Vec<_>>());
        assert_eq!(shares.give(1), Some(13));
        for number in [1, 3, 5] {
            shares.refuse(number);
        }
        assert_eq!(shares.give(1), None);
    }
}
