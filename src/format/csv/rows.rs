//! Rows of cells into records: the first names the columns, most of the others come together, and what is odd about one is told.

use super::batch::{BATCH, Batch};
use super::cell::{Quoting, owned};
use super::described;
use super::doubled;
use super::header::Header;
use super::layout;
use super::row::{Row, cells, is_counted, is_ruler, known};
use super::totals;
use crate::format::json::{MARK, Scan};
use crate::format::tally::Tally;
use crate::format::{Position, Raw, Sink, western};
use crate::words;

/// Lines with a single cell, and rows of totals, that are held back until it shows whether rows follow them.
const HELD: usize = 16;

/// The longest of them, in bytes.
const SHORT: usize = 1024;

/// How a row begins that may be an object of JSON.
const OBJECT: &[u8] = b"{\"";

/// Turns rows of cells into records.
#[derive(Debug)]
pub(super) struct Rows {
    pub header: Option<Header>,
    /// Whether the first row names the columns.
    headed: bool,
    /// Whether a carriage return at the end of a row belongs to the line end.
    return_ends: bool,
    scratch: Vec<u8>,
    /// Lines of a single cell where there should be three or more, and rows of totals.
    pub held: Vec<Held>,
    /// Whether lines with a `#` describe the table: they are no rows, and a dash is no value.
    pub described: bool,
    /// How cells are quoted.
    pub quoting: Quoting,
    /// Whether blanks stand around cells that are none of them.
    pub padded: bool,
    /// Whether the first row names groups of columns, and what they are called once it is read.
    pub grouped: bool,
    groups: Vec<String>,
    /// Whether lines with a `#` stand above each row of names, and each row begins with an empty cell.
    pub annotated: bool,
    /// Cells that the rows have beyond those that the header names.
    pub extra: usize,
    /// Whether the next row stands just below the header.
    pub below: bool,
    /// The row that names the columns, as it stands in the file.
    pub head: Vec<u8>,
    /// Whether it was another row further up, of the same names in another order or of a table above this one.
    pub reordered: bool,
    /// Which cells of the first row below the header begin with a digit; none where that tells nothing of a header further down.
    pub counted: Vec<bool>,
    /// Whether a blank line stands before the next row.
    pub blank: bool,
    /// Reads rows that are objects of JSON, once there was one.
    pub objects: Option<Box<Scan>>,
    delimiter: u8,
}

/// A row that is one only if others follow it.
#[derive(Debug)]
pub(super) struct Held {
    pub raw: Vec<u8>,
    ends: Vec<u32>,
    pub byte: u64,
}

impl Rows {
    /// The rows of a table; `headed`: the first one names the columns.
    pub fn new(delimiter: u8, headed: bool, return_ends: bool) -> Self {
        Self {
            header: None,
            headed,
            return_ends,
            scratch: Vec::new(),
            held: Vec::new(),
            described: false,
            quoting: Quoting::USUAL,
            padded: false,
            grouped: false,
            groups: Vec::new(),
            annotated: false,
            extra: 0,
            below: false,
            head: Vec::new(),
            reordered: false,
            counted: Vec::new(),
            blank: false,
            objects: None,
            delimiter,
        }
    }

    /// Reads the row that begins at `start`; `ends` are the offsets at which its cells end, the last that of the line end.
    pub fn read<S: Sink>(
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
        let starts = start + usize::from(bytes[start..end].starts_with(MARK)) * MARK.len();
        if end == starts {
            self.blank = self.below || !self.counted.is_empty();
            return;
        }
        let mut start = starts;
        let mut ends = ends;
        if self.annotated {
            if bytes[start] == b'#' {
                self.header = None;
                return;
            }
            if ends.len() > 1 && ends[0] as usize == start {
                (start, ends) = (start + 1, &ends[1..]);
            }
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
            if row.raw.trim_ascii().is_empty() {
                return;
            }
            let mut names: Vec<String> = row
                .ranges()
                .map(|range| owned(&row.raw[range], self.quoting, &mut self.scratch))
                .collect();
            if !self.headed {
                names = layout::names(&names);
            }
            if std::mem::take(&mut self.grouped) && self.headed {
                self.groups = names;
                let what = words::reading::THIS_ROW_NAMES_GROUPS.to_owned();
                tally.note(sink, row.byte, row.raw.len(), what, row.raw);
                return;
            }
            if !self.groups.is_empty() {
                names = doubled::grouped(&self.groups, &names);
            }
            if self.padded {
                let what = words::reading::BLANKS_AROUND_CELLS.to_owned();
                tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            }
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
        if row.raw == self.head && !self.head.is_empty() {
            let what = words::reading::THIS_ROW_REPEATS_HEADER.to_owned();
            tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            return;
        }
        if self.below && ends.len() > 1 && is_ruler(&row) {
            return;
        }
        if self.below && doubled::are_types(row.ranges().map(|range| &row.raw[range])) {
            self.below = false;
            let what = words::reading::THIS_ROW_NAMES_TYPES.to_owned();
            tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            return;
        }
        let alone = ends.len() == 1 && header.width > 2;
        if (alone || self.is_total(&row)) && self.held.len() < HELD && row.raw.len() <= SHORT {
            self.held.push(Held {
                raw: row.raw.to_vec(),
                ends: ends.iter().map(|&cell| cell - start as u32).collect(),
                byte: row.byte,
            });
            return;
        }
        if row.raw.starts_with(OBJECT) && self.object(&row, tally, sink) {
            return;
        }
        let blank = std::mem::take(&mut self.blank);
        if self.below {
            let counted = row.ranges().map(|range| is_counted(&row.raw[range]));
            self.counted = counted.filter(|_| !blank && self.headed).collect();
        } else if blank && self.renames(&row) {
            return self.begin_again(&row, tally, sink);
        }
        if !self.held.is_empty() {
            self.release(tally, sink);
        }
        if self.may_be_head(row.raw) && self.reorder(&row, tally, sink) {
            return;
        }
        self.push(&row, tally, sink);
    }

    /// Whether a row of so many cells is like most: it has a cell for each column, and nothing about it needs a second look.
    pub fn is_plain(&self, raw: &[u8], cells: usize) -> bool {
        let usual = self.held.is_empty() && !self.below && !self.blank;
        let header = self.header.as_ref().filter(|_| usual);
        cells > 1
            && header.is_some_and(|header| header.width == cells && header.distinct)
            && self.quoting == Quoting::USUAL
            && !self.described
            && !self.padded
            && !self.annotated
            && !raw.starts_with(MARK)
            && !raw.starts_with(OBJECT)
            && !self.may_be_head(raw.strip_suffix(b"\r").unwrap_or(raw))
            && !totals::may_begin(raw, self.delimiter)
    }

    /// Reads plain rows, the first of which begins at `start`; `ends` are the offsets at which their cells end.
    pub fn read_all<S: Sink>(
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

    /// Whether a row may be the header once more, as where files were written one behind the other, or its names in another order: it
    /// has the same bytes.
    #[inline]
    fn may_be_head(&self, raw: &[u8]) -> bool {
        let sum = |bytes: &[u8]| bytes.iter().map(|&byte| u32::from(byte)).sum::<u32>();
        raw.len() == self.head.len() && !raw.is_empty() && sum(raw) == sum(&self.head)
    }

    /// Takes a row that names the columns in another order.
    fn reorder<S: Sink>(&mut self, row: &Row<'_>, tally: &mut Tally, sink: &mut S) -> bool {
        let cells = self.cells(row);
        let taken = self.header.as_mut().is_some_and(|header| header.reorder(&cells));
        if taken {
            self.reordered = true;
            self.head = row.raw.to_vec();
            let what = words::reading::THIS_ROW_REORDERS_HEADER.to_owned();
            tally.note(sink, row.byte, row.raw.len(), what, row.raw);
        }
        taken
    }

    /// Whether a row holds totals.
    fn is_total(&mut self, row: &Row<'_>) -> bool {
        let width = self.header.as_ref().map_or(0, |header| header.width);
        row.ends.len() > 1 && totals::may_begin(row.raw, self.delimiter) && totals::are(&self.cells(row), width)
    }

    /// The cells of a row as text.
    pub fn cells(&mut self, row: &Row<'_>) -> Vec<String> {
        row.ranges()
            .map(|range| owned(&row.raw[range], self.quoting, &mut self.scratch))
            .collect()
    }

    /// Whether the header is read, no line is held back, and none is blank before the next row.
    pub fn is_between(&self) -> bool {
        self.header.is_some() && self.held.is_empty() && !self.blank
    }

    /// Whether the next row is the first below the header.
    pub fn is_below(&self) -> bool {
        self.below
    }

    /// Whether rows below this one are read otherwise than who begins to read in the middle knows.
    pub fn is_changed(&self) -> bool {
        self.reordered || self.objects.is_some()
    }

    /// Pushes the lines held back: rows follow them, so they are rows.
    pub fn release<S: Sink>(&mut self, tally: &mut Tally, sink: &mut S) {
        for Held { raw, ends, byte } in std::mem::take(&mut self.held) {
            let row = Row {
                raw: &raw,
                start: 0,
                ends: &ends,
                byte,
            };
            self.push(&row, tally, sink);
        }
    }

    /// The end of the file: lines held back that read like remarks are told of, and so are totals; others are rows.
    pub fn finish<S: Sink>(&mut self, tally: &mut Tally, sink: &mut S) {
        let remark = |Held { raw, ends, .. }: &Held| {
            let text = raw.trim_ascii();
            let quoted = text.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\""));
            let text = quoted.unwrap_or(text);
            let first = text.first().copied().unwrap_or_default();
            let words = text.iter().any(u8::is_ascii_whitespace) && !first.is_ascii_digit();
            ends.len() > 1 || !text.contains(&b'"') && (words || matches!(first, b'#' | b'-' | b'='))
        };
        // Whoever signs the remarks may do it in one word.
        let remarks = self.held.iter().filter(|held| remark(held)).count();
        let signed = self.held.last().is_some_and(|Held { raw, ends, .. }| {
            ends.len() == 1 && remarks > 1 && raw.iter().any(u8::is_ascii_alphabetic)
        });
        if remarks + usize::from(signed) < self.held.len() {
            return self.release(tally, sink);
        }
        for Held { raw, ends, byte } in std::mem::take(&mut self.held) {
            let what = if ends.len() > 1 {
                words::reading::THIS_ROW_HOLDS_TOTALS
            } else {
                words::reading::THIS_LINE_BELOW_LAST_ROW
            };
            tally.note(sink, byte, raw.len(), what.to_owned(), &raw);
        }
    }

    /// Pushes a row as a record.
    fn push<S: Sink>(&mut self, row: &Row<'_>, tally: &mut Tally, sink: &mut S) {
        let Some(header) = &mut self.header else { return };
        self.below = false;
        let (raw, byte, ends) = (row.raw, row.byte, row.ends);
        let mut extra = 0;
        let described = self.described;
        let (cell, padded) = (self.quoting.reader(), self.padded);
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
                    let text = if padded { text[range].trim() } else { &text[range] };
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, known(cell(text, &mut self.scratch), described)),
                        None => beyond(header, index, cell(text, &mut self.scratch), sink),
                    }
                }
            }
            Err(_) => {
                for (index, range) in row.ranges().enumerate() {
                    let text = western::decode(&raw[range]);
                    let text = if padded { text.trim() } else { &text };
                    match header.ids().get(index) {
                        Some(&column) => sink.field(column, known(cell(text, &mut self.scratch), described)),
                        None => beyond(header, index, cell(text, &mut self.scratch), sink),
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
