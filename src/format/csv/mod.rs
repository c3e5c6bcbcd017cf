//! CSV: rows of cells between delimiters, the first row naming the columns.
//!
//! Nothing in a CSV file is refused: a short row leaves its last columns null, a long one opens columns of its own, bytes that are not
//! UTF-8 are read as Windows-1252, and each of these is noted. Blank lines are no rows, and neither are lines below the last row that have
//! nothing of one, nor rows that repeat the header. An empty cell is null, an empty cell in quotes is empty text.

mod batch;
mod block;
mod cell;
mod columns;
mod described;
mod guess;
mod header;
mod marks;

pub use batch::{BATCH, Batch};
pub(super) use cell::Quoting;
pub(super) use columns::{Table, columns, columns_by};
pub(super) use described::{Described, described};
pub(super) use guess::guess;
pub(super) use header::Header;

use super::tally::Tally;
use super::{Position, RECORD, Raw, Seam, Sink, western};
use crate::words;
use marks::Marks;
use std::ops::Range;

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
    /// A reader for cells between `delimiter`, rows ending at `end`; `headed`: the first row names the columns.
    pub fn new(delimiter: u8, end: u8, headed: bool) -> Self {
        Csv {
            marks: Marks::new(delimiter, end),
            marked: 0,
            skipping: false,
            rows: Rows {
                header: None,
                headed,
                return_ends: end == b'\n',
                scratch: Vec::new(),
                held: Vec::new(),
                described: false,
                quoting: Quoting::USUAL,
                extra: 0,
                below: false,
                head: Vec::new(),
            },
        }
    }

    /// A reader for a table that was found.
    pub fn of(table: &Table, end: u8) -> Self {
        let mut made = Self::new(table.delimiter, end, table.headed).quoting(table.quoting);
        made.rows.extra = table.extra;
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
    pub fn amid<S: Sink>(delimiter: u8, end: u8, names: &[String], head: &[u8], sink: &mut S) -> Self {
        let mut made = Self::new(delimiter, end, true);
        made.rows.head = head.to_vec();
        made.rows.header = Some(Header::read(names, sink));
        made
    }

    /// How the rows go on; `None` before the header was read.
    pub fn seam(&self) -> Option<Seam> {
        let header = self.rows.header.as_ref().filter(|_| !self.rows.described)?;
        Some(Seam::Rows {
            delimiter: self.marks.delimiter,
            end: self.marks.end,
            quote: self.marks.quoting.mark,
            escapes: self.marks.quoting.escapes,
            names: header.names().to_vec(),
            head: self.rows.head.clone(),
        })
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
            // Rows of one width wait for each other: where they begin, and with which cell.
            let mut waiting = (0, start, 0);
            for &row in &self.marks.rows {
                let ends = &self.marks.cells[cells..=row as usize];
                let end = ends[ends.len() - 1] as usize;
                if end - start > RECORD {
                    break;
                }
                let stops = rows.is_between() && tally.stops(offset + start as u64);
                let plain = !stops && rows.is_plain(&bytes[start..end], ends.len());
                if waiting.0 > 0 && (!plain || waiting.0 == BATCH) {
                    let together = &self.marks.cells[waiting.2..cells];
                    rows.read_all(bytes, waiting.1, together, offset, tally, sink);
                    waiting.0 = 0;
                }
                if stops {
                    return start;
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

/// Lines with a single cell that are held back until it shows whether rows follow them.
const HELD: usize = 16;

/// The longest of them, in bytes.
const SHORT: usize = 1024;

/// Turns rows of cells into records.
#[derive(Debug)]
struct Rows {
    header: Option<Header>,
    /// Whether the first row names the columns.
    headed: bool,
    /// Whether a carriage return at the end of a row belongs to the line end.
    return_ends: bool,
    scratch: Vec<u8>,
    /// Lines of a single cell where there should be three or more, with their offsets.
    held: Vec<(u64, Vec<u8>)>,
    /// Whether lines with a `#` describe the table: they are no rows, and a dash is no value.
    described: bool,
    /// How cells are quoted.
    quoting: Quoting,
    /// Cells that the rows have beyond those that the header names.
    extra: usize,
    /// Whether the next row stands just below the header.
    below: bool,
    /// The row that names the columns, as it stands in the file.
    head: Vec<u8>,
}

impl Rows {
    /// Reads the row that begins at `start`; `ends` are the offsets at which its cells end, the last that of the line end.
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
        let row = Row {
            raw: &bytes[start..end],
            start,
            ends,
            byte: offset + start as u64,
        };
        if self.described && row.raw.starts_with(b"#") {
            if let Some(names) = described::fields(row.raw) {
                self.header = Some(Header::read(&names, sink));
            }
            return;
        }
        let Some(header) = &self.header else {
            let mut names: Vec<String> = if self.headed {
                row.ranges()
                    .map(|range| owned(&row.raw[range], self.quoting, &mut self.scratch))
                    .collect()
            } else {
                vec![String::new(); ends.len()]
            };
            if self.extra > 0 {
                names.resize(names.len() + self.extra, String::new());
                let what = words::reading::rows_have_more_than_header(&cells(self.extra));
                tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            }
            self.header = Some(Header::read(&names, sink));
            self.below = self.headed;
            if self.headed && ends.len() > 1 {
                self.head = row.raw.to_vec();
            }
            if !self.headed {
                self.push(&row, tally, sink);
            }
            return;
        };
        if self.is_head(row.raw) {
            let what = words::reading::THIS_ROW_REPEATS_HEADER.to_owned();
            tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            return;
        }
        if self.below && ends.len() > 1 && is_ruler(&row) {
            return;
        }
        if ends.len() == 1 && header.width > 2 && self.held.len() < HELD && row.raw.len() <= SHORT {
            self.held.push((row.byte, row.raw.to_vec()));
            return;
        }
        if !self.held.is_empty() {
            self.release(tally, sink);
        }
        self.push(&row, tally, sink);
    }

    /// Whether a row of so many cells is like most: it has a cell for each column, and nothing about it needs a second look.
    fn is_plain(&self, raw: &[u8], cells: usize) -> bool {
        let header = self.header.as_ref().filter(|_| self.held.is_empty() && !self.below);
        cells > 1
            && header.is_some_and(|header| header.width == cells && header.distinct)
            && self.quoting == Quoting::USUAL
            && !self.described
            && !self.is_head(raw.strip_suffix(b"\r").unwrap_or(raw))
    }

    /// Reads plain rows, the first of which begins at `start`; `ends` are the offsets at which their cells end.
    fn read_all<S: Sink>(
        &mut self,
        bytes: &[u8],
        start: usize,
        ends: &[u32],
        offset: u64,
        tally: &mut Tally,
        sink: &mut S,
    ) {
        let Some(header) = &self.header else { return };
        let rows = ends.chunks(header.width);
        let mut starts = start;
        let mut positions = [Position::default(); BATCH];
        let text = std::str::from_utf8(&bytes[start..ends[ends.len() - 1] as usize]);
        let (Ok(text), None) = (text, &tally.runs) else {
            for ends in ends.chunks(header.width) {
                self.read(bytes, starts, ends, offset, tally, sink);
                starts = ends[ends.len() - 1] as usize + 1;
            }
            return;
        };
        let count = rows.len();
        for (at, ends) in positions.iter_mut().zip(rows) {
            let end = ends[ends.len() - 1] as usize;
            let returns = usize::from(self.return_ends && bytes[end - 1] == b'\r');
            *at = tally.next(offset + starts as u64, end - returns - starts);
            starts = end + 1;
        }
        sink.records(&Batch {
            columns: header.ids(),
            positions: &positions[..count],
            text,
            start,
            ends,
            return_ends: self.return_ends,
        });
    }

    /// Whether a row is the header once more, as where files were written one behind the other.
    fn is_head(&self, raw: &[u8]) -> bool {
        let longer = raw.len().wrapping_sub(self.head.len());
        !self.head.is_empty()
            && matches!(longer, 0 | 3)
            && raw.ends_with(&self.head)
            && matches!(&raw[..longer], b"" | b"\xEF\xBB\xBF")
    }

    /// Whether the header is read and no line is held back.
    fn is_between(&self) -> bool {
        self.header.is_some() && self.held.is_empty()
    }

    /// Pushes the lines held back: rows follow them, so they are rows.
    fn release<S: Sink>(&mut self, tally: &mut Tally, sink: &mut S) {
        for (byte, raw) in std::mem::take(&mut self.held) {
            let row = Row {
                raw: &raw,
                start: 0,
                ends: &[raw.len() as u32],
                byte,
            };
            self.push(&row, tally, sink);
        }
    }

    /// The end of the file: lines held back that read like remarks are told of, others are rows.
    fn finish<S: Sink>(&mut self, tally: &mut Tally, sink: &mut S) {
        let remark = |(_, raw): &(u64, Vec<u8>)| {
            let text = raw.trim_ascii();
            let quoted = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
            let text = quoted.unwrap_or(text);
            let first = text.first().copied().unwrap_or_default();
            let words = text.iter().any(u8::is_ascii_whitespace) && !first.is_ascii_digit();
            !text.contains(&b'"') && (words || matches!(first, b'#' | b'-' | b'='))
        };
        if !self.held.iter().all(remark) {
            return self.release(tally, sink);
        }
        for (byte, raw) in std::mem::take(&mut self.held) {
            let what = words::reading::THIS_LINE_BELOW_LAST_ROW.to_owned();
            tally.note(sink, byte, raw.len(), what, &raw);
        }
    }

    /// Pushes a row as a record.
    fn push<S: Sink>(&mut self, row: &Row<'_>, tally: &mut Tally, sink: &mut S) {
        let Some(header) = &mut self.header else { return };
        self.below = false;
        let (raw, byte, ends) = (row.raw, row.byte, row.ends);
        let mut extra = 0;
        let described = self.described;
        let cell = self.quoting.reader();
        let mut beyond = |header: &mut Header, index: usize, raw: Raw<'_>, sink: &mut S| {
            if raw != Raw::Null {
                extra += 1;
                let column = header.column(index, sink);
                sink.field(column, raw);
            }
        };
        match std::str::from_utf8(raw) {
            Ok(text) => {
                for (index, range) in row.ranges().enumerate() {
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, known(cell(&text[range], &mut self.scratch), described)),
                        None => beyond(header, index, cell(&text[range], &mut self.scratch), sink),
                    }
                }
            }
            Err(_) => {
                for (index, range) in row.ranges().enumerate() {
                    let text = western::decode(&raw[range]);
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, known(cell(&text, &mut self.scratch), described)),
                        None => beyond(header, index, cell(&text, &mut self.scratch), sink),
                    }
                }
                tally.stray(sink, byte, raw);
            }
        }
        let width = header.width;
        if ends.len() < width {
            let what = words::reading::where_header_names_others_are(&cells(ends.len()), &width);
            tally.note(sink, byte, raw.len(), what, raw);
        } else if extra > 0 {
            let what = words::reading::where_header_names_others_stand(&cells(ends.len()), &width);
            tally.note(sink, byte, raw.len(), what, raw);
        }
        tally.accept(sink, byte, raw.len());
    }
}

/// One row: its bytes without the line end, and where its cells end in the buffer in which it begins at `start`.
struct Row<'a> {
    raw: &'a [u8],
    start: usize,
    ends: &'a [u32],
    /// Offset in the decoded text.
    byte: u64,
}

impl Row<'_> {
    /// The ranges of the cells in `raw`.
    #[inline]
    fn ranges(&self) -> impl Iterator<Item = Range<usize>> + use<'_> {
        let mut from = 0;
        self.ends.iter().map(move |&cell| {
            let range = from..(cell as usize - self.start).min(self.raw.len());
            from = range.end + 1;
            range
        })
    }
}

/// Whether a row has nothing but dashes, as some shells write below the header.
fn is_ruler(row: &Row<'_>) -> bool {
    let dashes = |range: Range<usize>| !range.is_empty() && row.raw[range].iter().all(|&byte| byte == b'-');
    row.raw.starts_with(b"-") && row.raw.windows(2).any(|two| two == b"--") && row.ranges().all(dashes)
}

/// A cell; in a `described` table, a mark for no value is null.
#[inline]
fn known(raw: Raw<'_>, described: bool) -> Raw<'_> {
    match raw {
        Raw::Untyped("-" | "(empty)") if described => Raw::Null,
        raw => raw,
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
fn owned(raw: &[u8], quoting: Quoting, scratch: &mut Vec<u8>) -> String {
    match quoting.reader()(&western::decode(raw), scratch) {
        Raw::Untyped(text) => text.to_owned(),
        _ => String::new(),
    }
}
