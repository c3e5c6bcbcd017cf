//! What unpacking may cost: a bomb is stopped, with a sentence.

use crate::words;

/// How much may come out of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Unpacked bytes of all files in one container.
    pub total: u64,
    /// Unpacked bytes for each packed byte, of one entry.
    pub ratio: u64,
    /// Unpacked bytes up to which the ratio does not matter.
    pub free: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: 64 << 30,
            ratio: 1000,
            free: 1 << 30,
        }
    }
}

/// What has been spent.
#[derive(Debug)]
pub(super) struct Budget {
    limits: Limits,
    /// Unpacked bytes of the container.
    total: u64,
    /// Unpacked bytes of the entry under way.
    entry: u64,
    /// Offset in the outer file at which the entry under way begins.
    pub start: u64,
    /// Offset in the outer file of what is unpacked now.
    pub at: u64,
    /// Offset in the outer file of the file inside, where that is stored there as it is.
    pub base: Option<u64>,
    /// Whether nothing more may come.
    pub closed: bool,
    /// Offset in the outer file from which on no entry is to be begun.
    pub limit: u64,
    /// Where it stopped before one.
    pub stopped: Option<u64>,
    /// Whether it may rest before all is done, and whether it does.
    pub patient: bool,
    pub rests: bool,
}

impl Budget {
    pub fn new(limits: Limits, start: u64) -> Self {
        Self {
            limits,
            total: 0,
            entry: 0,
            start,
            at: start,
            base: None,
            closed: false,
            limit: u64::MAX,
            stopped: None,
            patient: false,
            rests: false,
        }
    }

    /// An entry of the outermost container begins at this offset.
    pub fn begin(&mut self, start: u64) {
        (self.start, self.at, self.entry, self.base) = (start, start, 0, None);
    }

    /// Whether the entry at this offset is one too many.
    pub fn stops(&mut self, at: u64) -> bool {
        if at >= self.limit {
            self.stopped = Some(at);
        }
        at >= self.limit
    }

    /// Unpacked bytes of the container.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Counts bytes that another unpacked; `false`, and not counted, where they are too many.
    pub fn adds(&mut self, bytes: u64) -> bool {
        let fits = self.total + bytes <= self.limits.total;
        if fits {
            self.total += bytes;
        }
        fits
    }

    /// Bytes that may still come before [`Self::spend`] says that they are too many. It says so of the next one.
    pub fn room(&self) -> usize {
        let Limits { total, ratio, free } = self.limits;
        let packed = (self.at - self.start).max(1);
        let entry = free.max(ratio.saturating_add(1).saturating_mul(packed) - 1);
        let room = total.saturating_sub(self.total).min(entry.saturating_sub(self.entry));
        usize::try_from(room).unwrap_or(usize::MAX)
    }

    /// Counts unpacked bytes; the error is why there may be no more.
    pub fn spend(&mut self, bytes: usize) -> Result<(), String> {
        let Limits { total, ratio, free } = self.limits;
        self.total += bytes as u64;
        self.entry += bytes as u64;
        let packed = (self.at - self.start).max(1);
        if self.total > total {
            self.closed = true;
            return Err(words::reading::stopped_here_more_than_came(&size(total)));
        }
        if self.entry > free && self.entry / packed > ratio {
            return Err(words::reading::stopped_here_came_out(
                &size(self.entry),
                &packed,
                &ratio,
            ));
        }
        Ok(())
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{bytes} bytes"),
        1_048_576..1_073_741_824 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}
