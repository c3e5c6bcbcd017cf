//! CSV: rows of cells between delimiters, the first row naming the columns.
//!
//! Nothing in a CSV file is refused: a short row leaves its last columns null, a long one opens columns of its own, bytes that are not
//! UTF-8 are read as Windows-1252, and each of these is noted. Blank lines are no rows, and neither are lines below the last row that have
//! nothing of one, nor rows that repeat the header, be it in another order, which holds from there on, nor totals at the end. Behind a blank line the header
//! of another table may stand, and rows that are objects of JSON are read as such. An empty cell is null, an empty cell in quotes is empty text.

mod astray;
mod batch;
mod block;
mod cell;
mod changes;
mod columns;
mod described;
mod doubled;
mod guess;
mod header;
mod layout;
mod marks;
mod row;
mod rows;
mod totals;

pub use batch::{BATCH, Batch};
pub(super) use cell::Quoting;
pub(super) use columns::{Table, columns, columns_by};
pub(super) use described::{Described, described};
pub(super) use guess::guess;
pub(super) use header::Header;

use super::tally::Tally;
use super::{RECORD, Seam, Sink};
use crate::words;
use astray::{Astray, LOOKED, Suspect};
use marks::Marks;
use rows::Rows;

/// Bytes marked before their rows are taken: small enough to stay in the cache between the two.
const WINDOW: usize = 32 * 1024;

/// Reads one CSV file.
#[derive(Debug)]
pub(super) struct Csv {
    marks: Marks,
    /// Bytes of the buffer already marked.
    marked: usize,
    /// Whether the rest of a line that was too long is being passed over.
    skipping: bool,
    rows: Rows,
    /// Where the row begins that has not ended within [`LOOKED`] bytes and was found to be one row.
    judged: Option<u64>,
}

impl Csv {
    /// A reader for cells between `delimiter`, rows ending at `end`; `headed`: the first row names the columns.
    pub fn new(delimiter: u8, end: u8, headed: bool) -> Self {
        Csv {
            marks: Marks::new(delimiter, end),
            marked: 0,
            skipping: false,
            judged: None,
            rows: Rows::new(delimiter, headed, end == b'\n'),
        }
    }

    /// A reader for a table that was found.
    pub fn of(table: &Table, end: u8) -> Self {
        let mut made = Self::new(table.delimiter, end, table.headed).quoting(table.quoting);
        made.rows.extra = table.extra;
        made.rows.padded = table.padded;
        made.rows.grouped = table.grouped;
        made.rows.annotated = table.annotated;
        made
    }

    /// The same reader, for a table whose cells are quoted so.
    pub fn quoting(mut self, quoting: Quoting) -> Self {
        self.marks.quoting = quoting;
        self.rows.quoting = quoting;
        self
    }

    /// A reader for a table that lines with a `#` describe.
    pub fn described<S: Sink>(described: &Described, sink: &mut S) -> Self {
        let mut made = Self::new(described.delimiter, b'\n', true);
        made.rows.header = Some(Header::read(&described.names, sink));
        made.rows.described = true;
        made
    }

    /// A reader for the rows in the middle of a table with these columns.
    pub fn amid<S: Sink>(delimiter: u8, end: u8, head: (&[String], &[u8], &[bool]), sink: &mut S) -> Self {
        let (names, head, counted) = head;
        let mut made = Self::new(delimiter, end, true);
        made.rows.head = head.to_vec();
        made.rows.counted = counted.to_vec();
        made.rows.header = Some(Header::read(names, sink));
        made
    }

    /// How the rows go on; `None` before the header was read.
    pub fn seam(&self) -> Option<Seam> {
        let rows = &self.rows;
        let alike = !rows.described && !rows.is_changed() && !rows.padded && !rows.annotated && !rows.is_below();
        let header = rows.header.as_ref().filter(|_| alike)?;
        Some(Seam::Rows {
            delimiter: self.marks.delimiter,
            end: self.marks.end,
            quote: self.marks.quoting.mark,
            escapes: self.marks.quoting.escapes,
            names: header.names().to_vec(),
            head: rows.head.clone(),
            counted: rows.counted.clone(),
        })
    }

    /// Whether a row further down named other columns, or rows are objects of JSON: whoever begins to read in the middle does not know.
    pub fn is_changed(&self) -> bool {
        self.rows.is_changed()
    }

    /// Goes on with bytes that do not follow those before: a row begins with them.
    pub fn restart(&mut self) {
        self.marks.restart();
        self.marked = 0;
        self.skipping = false;
    }

    /// How many columns the header named; `None` before it was read.
    pub fn width(&self) -> Option<usize> {
        self.rows.header.as_ref().map(|header| header.width)
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again,
    /// with more behind them. `last` says that nothing more will come.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        let mut start = 0;
        loop {
            if self.skipping {
                let line = memchr::memchr(self.marks.end, &bytes[start..]);
                start = line.map_or(bytes.len(), |line| start + line + 1);
                self.marked = start;
                self.marks.restart();
                self.skipping = line.is_none();
            }
            let (blocks, _) = bytes[self.marked..bytes.len().min(self.marked + WINDOW)].as_chunks::<64>();
            for block in blocks {
                self.marks.block(block, self.marked as u32);
                self.marked += 64;
            }
            let rest = &bytes[self.marked..];
            if last && rest.len() < 64 {
                self.marks.walk(rest, self.marked as u32);
                self.marked = bytes.len();
            }
            let (mut cells, mut used) = (0, 0);
            let rows = &mut self.rows;
            let mut astray = None;
            // Rows of one width wait for each other: where they begin, and with which cell.
            let mut waiting = (0, start, 0);
            for &row in &self.marks.rows {
                let ends = &self.marks.cells[cells..=row as usize];
                let end = ends[ends.len() - 1] as usize;
                if end - start > RECORD {
                    break;
                }
                let stops = rows.is_between() && tally.stops(offset + start as u64);
                if self.marks.crossed
                    && !stops
                    && let Some(header) = &rows.header
                {
                    astray = Suspect::new(bytes, start..end, ends, header.width).judge(&self.marks);
                }
                let plain = !stops && astray.is_none() && rows.is_plain(&bytes[start..end], ends.len());
                if waiting.0 > 0 && (!plain || waiting.0 == BATCH) {
                    let together = &self.marks.cells[waiting.2..cells];
                    rows.read_all(bytes, waiting.1, together, offset, tally, sink);
                    waiting.0 = 0;
                }
                if stops {
                    return start;
                }
                if astray.is_some() {
                    break;
                }
                if waiting.0 == 0 {
                    waiting = (0, start, cells);
                }
                if plain {
                    waiting.0 += 1;
                } else {
                    rows.read(bytes, start, ends, offset, tally, sink);
                }
                used += 1;
                cells = row as usize + 1;
                start = end + 1;
            }
            if waiting.0 > 0 {
                let together = &self.marks.cells[waiting.2..cells];
                rows.read_all(bytes, waiting.1, together, offset, tally, sink);
            }
            self.marks.used(used, cells, 0);
            if self.marks.crossed && astray.is_none() {
                astray = self.unended(bytes, start, offset, last, tally);
                self.marks.crossed = memchr::memchr(self.marks.end, &bytes[start..self.marked]).is_some();
            }
            if let Some(astray) = astray {
                let what = words::reading::quote_at_byte_went_astray(&tally.byte(offset + astray.quote as u64));
                let line = &bytes[start..astray.line];
                tally.note(sink, offset + start as u64, line.len(), what, line);
                self.rows.read(bytes, start, &astray.cells, offset, tally, sink);
                start = astray.line + 1;
                self.marked = start;
                self.marks.restart();
                continue;
            }
            if self.marked - start > RECORD {
                start += self.too_long(&bytes[start..], offset + start as u64, tally, sink);
                self.marked = start;
                self.marks.restart();
            } else if bytes.len() - self.marked < if last { 1 } else { 64 } {
                break;
            }
        }
        if last {
            self.finish(bytes, start, offset, tally, sink);
            start = bytes.len();
        }
        self.marked -= start;
        self.marks.used(0, 0, start as u32);
        start
    }

    /// The quote that went astray in the row at `start`, which has not ended: it is judged once it is as long as is looked at, or the file ends.
    fn unended(&mut self, bytes: &[u8], start: usize, offset: u64, last: bool, tally: &mut Tally) -> Option<Astray> {
        let at = offset + start as u64;
        let header = self.rows.header.as_ref()?;
        let long = self.marked - start >= LOOKED;
        let due = if long {
            self.judged != Some(at)
        } else {
            last && self.marked == bytes.len()
        };
        if !due || self.rows.is_between() && tally.stops(at) {
            return None;
        }
        self.judged = Some(at);
        let stop = if long { start + LOOKED } else { bytes.len() };
        let mut ends = self.marks.cells.clone();
        if !long && !self.marks.inside() {
            ends.push(stop as u32);
        }
        Suspect::new(bytes, start..stop, &ends, header.width).judge(&self.marks)
    }

    /// The row at the end of the file, which no line end closes.
    fn finish<S: Sink>(&mut self, bytes: &[u8], start: usize, offset: u64, tally: &mut Tally, sink: &mut S) {
        if start < bytes.len() {
            if self.marks.inside() && self.rows.header.is_some() {
                let column = self
                    .rows
                    .header
                    .as_ref()
                    .and_then(|header| header.name(self.marks.cells.len()))
                    .unwrap_or(words::reading::LAST_CELL);
                let open = self.marks.cells.last().map_or(start, |&cell| cell as usize + 1);
                let what = words::reading::quote_at_byte_is_never(&(tally.byte(offset + open as u64)), &column);
                tally.note(sink, offset + start as u64, bytes.len() - start, what, &bytes[start..]);
            }
            self.marks.cells.push(bytes.len() as u32);
            self.rows.read(bytes, start, &self.marks.cells, offset, tally, sink);
        }
        self.rows.finish(tally, sink);
        self.marks.restart();
    }

    /// Leaves out a row that does not end within [`RECORD`] bytes, most likely because of a quote that is never closed: up to its
    /// first line end, quoted or not. Returns the bytes passed over.
    fn too_long<S: Sink>(&mut self, bytes: &[u8], offset: u64, tally: &mut Tally, sink: &mut S) -> usize {
        let line = memchr::memchr(self.marks.end, &bytes[..RECORD]);
        let length = line.unwrap_or(RECORD);
        let what = words::reading::this_row_does_not_end(&(RECORD >> 20));
        tally.reject(sink, offset, length, what, &bytes[..length]);
        self.skipping = line.is_none();
        line.map_or(RECORD, |line| line + 1)
    }
}
