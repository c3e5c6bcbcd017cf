//! Quotes that were never meant to open: one makes a single row of all the lines up to the next quote, or to the end of the file.
//!
//! A row with line ends in it is given up where its quotes do not stand as they should (text behind the closing one, or none that closes, or a
//! number of cells that the table has not) and the lines below its first read as rows of the table. Cells that are meant to have several lines
//! stay: their quotes are in order, or their lines are no rows.

use super::guess::rows;
use super::marks::Marks;
use memchr::memchr;
use std::ops::Range;

/// Bytes of a row by which it is judged.
pub(super) const LOOKED: usize = 64 * 1024;

/// Rows that must be found in one that has not ended within [`LOOKED`] bytes, or below a line that is no row of the table itself.
const SURE: usize = 8;

/// A quote that went astray.
#[derive(Debug)]
pub(super) struct Astray {
    /// Where it stands.
    pub quote: usize,
    /// Where its line ends.
    pub line: usize,
    /// Where the cells of the row end that its line ends.
    pub cells: Vec<u32>,
}

/// A row that may have lines in it which are rows.
pub(super) struct Suspect<'a> {
    bytes: &'a [u8],
    start: usize,
    stop: usize,
    ends: &'a [u32],
    width: usize,
}

impl<'a> Suspect<'a> {
    /// The row that stands there in `bytes`, up to its line end or as far as it is read; where its cells end, as far as that is known;
    /// and how many cells rows of the table have.
    pub fn new(bytes: &'a [u8], Range { start, end: stop }: Range<usize>, ends: &'a [u32], width: usize) -> Self {
        Suspect {
            bytes,
            start,
            stop,
            ends,
            width,
        }
    }

    /// The quote that went astray in it.
    pub fn judge(&self, marks: &Marks) -> Option<Astray> {
        let (mark, end) = (marks.quoting.mark, marks.end);
        let short = self.stop - self.start < LOOKED;
        let stop = self.stop.min(self.start + LOOKED);
        let row = &self.bytes[..stop];
        if self.width < 2 || memchr(end, &row[self.start..]).is_none() {
            return None;
        }
        let ends = &self.ends[..self.ends.partition_point(|&cell| (cell as usize) < stop)];
        let whole = short && self.ends.last() == Some(&(stop as u32));
        let odd = !whole || self.ends.len() != self.width;
        // The first cell of several lines whose quotes are not in order, or any where the number of cells is not.
        let mut from = self.start;
        let mut found = None;
        for (index, to) in ends.iter().map(|&cell| cell as usize).chain([stop]).enumerate() {
            if from < to
                && row[from] == mark
                && let Some(line) = memchr(end, &row[from..to])
            {
                let disorder = disorder(&row[from + 1..to], mark)?;
                if disorder || odd && found.is_none() {
                    found = Some((index, from, from + line));
                }
                if disorder {
                    break;
                }
            }
            from = to + 1;
        }
        let (index, from, line) = found?;
        let mut cells = ends[..index].to_vec();
        let naive = memchr::memchr_iter(marks.delimiter, &row[from..line]).map(|cell| (from + cell) as u32);
        cells.extend(naive.chain([line as u32]));
        let below = &self.bytes[line + 1..stop];
        let open = short && below.last().is_some_and(|&last| last != end);
        let below = [below, &[end][..usize::from(open)]].concat();
        let text = &below;
        let mut below = rows(text, Marks::new(marks.delimiter, end).quoting(marks.quoting));
        let rest = &text[below.last().map_or(0, |&(end, _)| end + 1)..];
        if let Some(line) = memchr(end, rest).filter(|_| short) {
            // Another quote that went astray.
            below.push((line, memchr::memchr_iter(marks.delimiter, &rest[..line]).count() + 1));
        }
        let fit = below.iter().filter(|&&(_, cells)| cells == self.width).count();
        let least = if short && cells.len() == self.width { 1 } else { SURE };
        (fit >= least && fit * 4 >= below.len() * 3).then_some(Astray {
            quote: from,
            line,
            cells,
        })
    }
}

/// Whether the quote that opened before `cell` is closed elsewhere than at its end; `None` where a backslash stands before the one that closes.
fn disorder(cell: &[u8], mark: u8) -> Option<bool> {
    let mut at = 0;
    while let Some(quote) = memchr(mark, &cell[at..]) {
        at += quote + 1;
        if cell.get(at) == Some(&mark) {
            at += 1;
        } else if at > 1 && cell[at - 2] == b'\\' {
            return None;
        } else {
            return Some(!matches!(&cell[at..], b"" | b"\r"));
        }
    }
    Some(true)
}
