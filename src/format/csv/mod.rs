//! CSV: rows of cells between delimiters, the first row naming the columns.
//!
//! Nothing in a CSV file is refused: a short row leaves its last columns null, a long one opens columns of its own, bytes that are not
//! UTF-8 are replaced, and each of these is noted. Blank lines are no rows. An empty cell is null, an empty cell in quotes is empty text.

mod block;
mod cell;
mod columns;
mod header;
mod marks;

pub(super) use columns::columns;

use super::tally::Tally;
use super::{RECORD, Raw, Sink};
use cell::cell;
use header::Header;
use marks::Marks;

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
}

impl Csv {
    /// A reader for cells between `delimiter`, rows ending at `end`.
    pub fn new(delimiter: u8, end: u8) -> Self {
        Csv {
            marks: Marks::new(delimiter, end),
            marked: 0,
            skipping: false,
            rows: Rows {
                header: None,
                return_ends: end == b'\n',
                scratch: Vec::new(),
            },
        }
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
            for &row in &self.marks.rows {
                let ends = &self.marks.cells[cells..=row as usize];
                if ends[ends.len() - 1] as usize - start > RECORD {
                    break;
                }
                used += 1;
                self.rows.read(bytes, start, ends, offset, tally, sink);
                cells = row as usize + 1;
                start = ends[ends.len() - 1] as usize + 1;
            }
            self.marks.used(used, cells, 0);
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

    /// The row at the end of the file, which no line end closes.
    fn finish<S: Sink>(&mut self, bytes: &[u8], start: usize, offset: u64, tally: &mut Tally, sink: &mut S) {
        if start < bytes.len() {
            if self.marks.inside() && self.rows.header.is_some() {
                let column = self
                    .rows
                    .header
                    .as_ref()
                    .and_then(|header| header.name(self.marks.cells.len()))
                    .unwrap_or("the last cell");
                let open = self.marks.cells.last().map_or(start, |&cell| cell as usize + 1);
                let what = format!(
                    "The quote at byte {} is never closed: the file ends inside “{column}”, which holds what there is of it.",
                    tally.byte(offset + open as u64)
                );
                tally.note(sink, offset + start as u64, bytes.len() - start, what, &bytes[start..]);
            }
            self.marks.cells.push(bytes.len() as u32);
            self.rows.read(bytes, start, &self.marks.cells, offset, tally, sink);
        }
        self.marks.restart();
    }

    /// Leaves out a row that does not end within [`RECORD`] bytes, most likely because of a quote that is never closed: up to its
    /// first line end, quoted or not. Returns the bytes passed over.
    fn too_long<S: Sink>(&mut self, bytes: &[u8], offset: u64, tally: &mut Tally, sink: &mut S) -> usize {
        let line = memchr::memchr(self.marks.end, &bytes[..RECORD]);
        let length = line.unwrap_or(RECORD);
        let what = format!(
            "This row does not end within {} MiB: a quote may never be closed. Reading went on at the next line.",
            RECORD >> 20
        );
        tally.reject(sink, offset, length, what, &bytes[..length]);
        self.skipping = line.is_none();
        line.map_or(RECORD, |line| line + 1)
    }
}

/// Turns rows of cells into records.
#[derive(Debug)]
struct Rows {
    header: Option<Header>,
    /// Whether a carriage return at the end of a row belongs to the line end.
    return_ends: bool,
    scratch: Vec<u8>,
}

impl Rows {
    /// Pushes the row that begins at `start`; `ends` are the offsets at which its cells end, the last that of the line end.
    fn read<S: Sink>(
        &mut self,
        bytes: &[u8],
        start: usize,
        ends: &[u32],
        offset: u64,
        tally: &mut Tally,
        sink: &mut S,
    ) {
        let mut end = ends[ends.len() - 1] as usize;
        if self.return_ends && bytes[start..end].last() == Some(&b'\r') {
            end -= 1;
        }
        if end == start {
            return;
        }
        let raw = &bytes[start..end];
        let cut = |from: usize, cell: u32| from..(cell as usize - start).min(end - start);
        let Some(header) = &mut self.header else {
            let mut names = Vec::new();
            let mut from = 0;
            for &cell_end in ends {
                let range = cut(from, cell_end);
                from = range.end + 1;
                names.push(owned(&raw[range], &mut self.scratch));
            }
            self.header = Some(Header::read(&names, sink));
            return;
        };
        let byte = offset + start as u64;
        let mut extra = 0;
        let mut beyond = |header: &mut Header, index: usize, raw: Raw<'_>, sink: &mut S| {
            if raw != Raw::Null {
                extra += 1;
                let column = header.column(index, sink);
                sink.field(column, raw);
            }
        };
        let mut from = 0;
        match std::str::from_utf8(raw) {
            Ok(text) => {
                for (index, &cell_end) in ends.iter().enumerate() {
                    let range = cut(from, cell_end);
                    from = range.end + 1;
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, cell(&text[range], &mut self.scratch)),
                        None => beyond(header, index, cell(&text[range], &mut self.scratch), sink),
                    }
                }
            }
            Err(error) => {
                for (index, &cell_end) in ends.iter().enumerate() {
                    let range = cut(from, cell_end);
                    from = range.end + 1;
                    let text = String::from_utf8_lossy(&raw[range]);
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, cell(&text, &mut self.scratch)),
                        None => beyond(header, index, cell(&text, &mut self.scratch), sink),
                    }
                }
                let place = tally.byte(byte + error.valid_up_to() as u64);
                tally.note(
                    sink,
                    byte,
                    raw.len(),
                    format!("The byte at {place} is not UTF-8; it was replaced by \u{FFFD}."),
                    raw,
                );
            }
        }
        let width = header.width;
        if ends.len() < width {
            let what = format!(
                "{} where the header names {width}: the others are null.",
                cells(ends.len())
            );
            tally.note(sink, byte, raw.len(), what, raw);
        } else if extra > 0 {
            let what = format!(
                "{} where the header names {width}: the others stand in columns of their own.",
                cells(ends.len())
            );
            tally.note(sink, byte, raw.len(), what, raw);
        }
        tally.accept(sink, byte, raw.len());
    }
}

fn cells(count: usize) -> String {
    if count == 1 {
        "1 cell".to_owned()
    } else {
        format!("{count} cells")
    }
}

/// A cell of the header as text.
fn owned(raw: &[u8], scratch: &mut Vec<u8>) -> String {
    match cell(&String::from_utf8_lossy(raw), scratch) {
        Raw::Untyped(text) => text.to_owned(),
        _ => String::new(),
    }
}
