//! Markup: XML whose elements are records, and tables in web pages.
//!
//! Nothing is ever fetched or run: entities that a document defines stay as they are written, instructions and declarations are passed over.

mod pick;
mod record;
mod rows;
mod token;

pub(super) use pick::{Pick, Picked, named, pick};
pub(super) use rows::holds_table;

use super::csv::Header;
use super::tally::Tally;
use super::{RECORD, Raw, Sink};
use crate::words;
use record::{Fault, record};
use token::{Token, token};

/// Bytes in which the name of a tag ends.
const NAME: usize = 256;

/// How the records of a document stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Elements(Pick),
    Rows,
}

/// What the one element tells of which a text consists, each as its path and its text.
pub(super) fn element(text: &str) -> Option<Vec<(String, String)>> {
    let begins = text.starts_with('<') && text.ends_with('>');
    let (fields, end) = begins.then(|| record(text.as_bytes(), 0).ok()).flatten()?;
    let told = fields.into_iter().filter_map(|(path, value)| Some((path, value?)));
    (end == text.len()).then(|| told.collect())
}

/// Reads one document.
#[derive(Debug)]
pub(super) struct Xml {
    markup: Markup,
    /// Elements that are open around the records.
    depth: usize,
    /// The columns of a table, once its first row is read.
    header: Option<Header>,
    names: Vec<String>,
    /// Bytes that must be there, or the end of the file, before another try is worth it.
    wait: usize,
    /// Whether something among the records that is none was already noted.
    noted: bool,
    /// Whether the rest of a record that was too long is being passed over.
    skipping: bool,
    /// Whether a table began behind the row read last.
    begun: bool,
}

impl Xml {
    pub fn new(markup: Markup) -> Self {
        Self {
            markup,
            depth: 0,
            header: None,
            names: Vec::new(),
            wait: 0,
            noted: false,
            skipping: false,
            begun: false,
        }
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again, with
    /// more behind them. `last` says that nothing more will come.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        if bytes.len() < self.wait && !last {
            return 0;
        }
        let mut at = 0;
        loop {
            let step = match &self.markup {
                Markup::Elements(pick) if self.skipping => match next(bytes, at, &pick.name) {
                    Ok(next) => {
                        self.skipping = false;
                        self.depth = pick.depth;
                        Some(next)
                    }
                    Err(next) => {
                        at = next;
                        None
                    }
                },
                Markup::Elements(pick) => {
                    let pick = pick.clone();
                    self.element(bytes, at, &pick, offset, last, tally, sink)
                }
                Markup::Rows => self.row(bytes, at, offset, last, tally, sink),
            };
            match step {
                Some(next) => at = next,
                // Whatever ends so far behind that is too long, and is known to be wherever the bytes were cut.
                None if bytes.len() - at > RECORD + NAME => {
                    at = self.too_long(bytes, at, offset, tally, sink);
                }
                None => break,
            }
        }
        let rest = bytes.len() - at;
        self.wait = if rest == 0 { 0 } else { rest + rest.max(64) };
        if last { bytes.len() } else { at }
    }

    /// Reads what stands at `at`: a record, or what is around records. `None`: more bytes are needed, or all is read.
    #[expect(clippy::too_many_arguments, reason = "what every step of a reader is given")]
    fn element<S: Sink>(
        &mut self,
        bytes: &[u8],
        at: usize,
        pick: &Pick,
        offset: u64,
        last: bool,
        tally: &mut Tally,
        sink: &mut S,
    ) -> Option<usize> {
        if at == bytes.len() {
            return None;
        }
        let byte = offset + at as u64;
        let Some((found, end)) = token(bytes, at) else {
            if last {
                tally.note(
                    sink,
                    byte,
                    bytes.len() - at,
                    words::reading::FILE_ENDS_INSIDE_OF_TAG.to_owned(),
                    &bytes[at..],
                );
            }
            return None;
        };
        match found {
            Token::Open { alone, .. } if self.depth < pick.depth => {
                self.depth += usize::from(!alone);
                Some(end)
            }
            Token::Open { name, .. } => match record(bytes, at) {
                Ok((_, end)) if end - at > RECORD => Some(self.too_long(bytes, at, offset, tally, sink)),
                Ok((fields, end)) if name == pick.name => {
                    let raw = &bytes[at..end];
                    if str::from_utf8(raw).is_err() {
                        tally.stray(sink, byte, raw);
                    }
                    for (path, value) in &fields {
                        let column = sink.column(path);
                        sink.field(column, value.as_deref().map_or(Raw::Null, Raw::Untyped));
                    }
                    tally.accept(sink, byte, raw.len());
                    Some(end)
                }
                Ok((_, end)) => {
                    self.note(byte, &bytes[at..end], tally, sink);
                    Some(end)
                }
                Err(Fault::Cut) if !last => None,
                Err(fault) => {
                    let (what, next) = match fault {
                        Fault::Cut => (words::reading::FILE_ENDS_INSIDE_OF_THIS.to_owned(), bytes.len()),
                        Fault::Broken(place) => {
                            let next = match next(bytes, at + 1, &pick.name) {
                                Ok(next) => next,
                                Err(_) if last => bytes.len(),
                                Err(_) => return None,
                            };
                            let place = tally.byte(offset + place as u64);
                            (words::reading::tag_at_byte_does_not(&place), next)
                        }
                    };
                    if next - at > RECORD {
                        return Some(self.too_long(bytes, at, offset, tally, sink));
                    }
                    tally.reject(sink, byte, next - at, what, &bytes[at..next]);
                    Some(next)
                }
            },
            Token::Close(_) => {
                self.depth = self.depth.saturating_sub(1);
                Some(end)
            }
            Token::Text(_) if bytes.len() < end + b"<?xml".len() && !last => None,
            Token::Text(text) | Token::Literal(text) => {
                if !text.trim_ascii().is_empty() && !named(text, &bytes[end..]) {
                    self.note(byte, text, tally, sink);
                }
                Some(end)
            }
            Token::Aside => Some(end),
        }
    }

    /// Leaves out what does not end within [`RECORD`] bytes; returns the offset behind those.
    fn too_long<S: Sink>(&mut self, bytes: &[u8], at: usize, offset: u64, tally: &mut Tally, sink: &mut S) -> usize {
        let what = words::reading::this_record_does_not_end(&(RECORD >> 20));
        let end = at + RECORD;
        tally.reject(sink, offset + at as u64, RECORD, what, &bytes[at..end]);
        self.skipping = true;
        end
    }

    /// Notes that something is no row; only the first in a file is told of.
    fn note<S: Sink>(&mut self, byte: u64, raw: &[u8], tally: &mut Tally, sink: &mut S) {
        if !std::mem::replace(&mut self.noted, true) {
            let what = words::reading::SOMETHING_ELSE_STANDS_AMONG_RECORDS.to_owned();
            tally.note(sink, byte, raw.len(), what, raw);
        }
    }

    /// Looks at what stands between two rows: each sheet of a workbook names its own columns, and a table may.
    fn between(&mut self, bytes: &[u8]) {
        match rows::opens(bytes) {
            Some(rows::Opens::Sheet) => {
                self.header = None;
                self.names.clear();
            }
            Some(rows::Opens::Table) => self.begun = true,
            None => {}
        }
    }

    /// Reads the next row of a table.
    fn row<S: Sink>(
        &mut self,
        bytes: &[u8],
        at: usize,
        offset: u64,
        last: bool,
        tally: &mut Tally,
        sink: &mut S,
    ) -> Option<usize> {
        let Some(start) = rows::begin(bytes, at) else {
            // A tag may be cut.
            let cut = memchr::memrchr(b'<', &bytes[at..]).filter(|cut| bytes.len() - at - cut < 64);
            let next = cut.map_or(bytes.len(), |cut| at + cut);
            self.between(&bytes[at..next]);
            return (next > at).then_some(next);
        };
        if start > at {
            self.between(&bytes[at..start]);
            return Some(start);
        }
        let (cells, end) = rows::row(bytes, start, last)?;
        if end - start > RECORD {
            return Some(self.too_long(bytes, start, offset, tally, sink));
        }
        let (raw, byte) = (&bytes[start..end], offset + start as u64);
        if std::mem::take(&mut self.begun) && self.header.is_some() && cells != self.names {
            if cells.len() != self.names.len() || rows::is_head(raw) {
                self.header = None;
                self.names.clear();
            } else {
                let what = words::reading::ANOTHER_TABLE_BEGINS_WITH_THIS;
                tally.note(sink, byte, raw.len(), what.to_owned(), raw);
            }
        }
        if cells.iter().all(String::is_empty) || cells == self.names {
            return Some(end);
        }
        let Some(header) = &mut self.header else {
            if cells.len() > 1 {
                self.header = Some(Header::read(&cells, sink));
                self.names = cells;
            } else {
                tally.note(
                    sink,
                    byte,
                    raw.len(),
                    words::reading::THIS_ROW_STANDS_BEFORE_ONE.to_owned(),
                    raw,
                );
            }
            return Some(end);
        };
        if str::from_utf8(raw).is_err() {
            tally.stray(sink, byte, raw);
        }
        for (index, cell) in cells.iter().enumerate() {
            let column = header.column(index, sink);
            sink.field(column, if cell.is_empty() { Raw::Null } else { Raw::Untyped(cell) });
        }
        tally.accept(sink, byte, raw.len());
        Some(end)
    }
}

/// Where the next element of this name seems to begin; or else from where to look for it once more bytes have come.
fn next(bytes: &[u8], at: usize, name: &[u8]) -> Result<usize, usize> {
    for found in memchr::memchr_iter(b'<', &bytes[at..]) {
        let found = at + found;
        let behind = &bytes[found + 1..];
        let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/' | b'<');
        match behind.iter().take(NAME).position(ends) {
            Some(end) if token::local(&behind[..end]) == name => return Ok(found),
            None if behind.len() < NAME => return Err(found),
            _ => {}
        }
    }
    Err(bytes.len())
}
