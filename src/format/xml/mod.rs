//! Markup: XML whose elements are records, and tables in web pages.
//!
//! Nothing is ever fetched or run: entities that a document defines stay as they are written, instructions and declarations are passed over.

mod pick;
mod record;
mod rows;
mod token;

pub(super) use pick::{Pick, pick};
pub(super) use rows::holds_table;

use super::csv::Header;
use super::tally::Tally;
use super::{RECORD, Raw, Sink};
use record::{Fault, record};
use token::{Token, token};

/// How the records of a document stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Elements(Pick),
    Rows,
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
                Markup::Elements(pick) => {
                    let pick = pick.clone();
                    self.element(bytes, at, &pick, offset, last, tally, sink)
                }
                Markup::Rows => self.row(bytes, at, offset, last, tally, sink),
            };
            match step {
                Some(next) => at = next,
                None => break,
            }
        }
        let rest = bytes.len() - at;
        if rest > RECORD {
            let what = format!(
                "This record does not end within {} MiB; what follows is read on from there.",
                RECORD >> 20
            );
            tally.reject(sink, offset + at as u64, rest, what, &bytes[at..]);
            self.wait = 0;
            return bytes.len();
        }
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
                    "The file ends inside of a tag; it may have been cut.".to_owned(),
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
                        Fault::Cut => (
                            "The file ends inside of this record: it was cut.".to_owned(),
                            bytes.len(),
                        ),
                        Fault::Broken(place) => {
                            let next = next(bytes, at + 1, &pick.name);
                            let place = tally.byte(offset + place as u64);
                            (
                                format!("The tag at byte {place} does not close what is open."),
                                next.unwrap_or(bytes.len()),
                            )
                        }
                    };
                    tally.reject(sink, byte, next - at, what, &bytes[at..next]);
                    Some(next)
                }
            },
            Token::Close(_) => {
                self.depth = self.depth.saturating_sub(1);
                Some(end)
            }
            Token::Text(_) if end == bytes.len() && !last => None,
            Token::Text(text) | Token::Literal(text) => {
                if !text.trim_ascii().is_empty() {
                    self.note(byte, text, tally, sink);
                }
                Some(end)
            }
            Token::Aside => Some(end),
        }
    }

    /// Notes that something is no row; only the first in a file is told of.
    fn note<S: Sink>(&mut self, byte: u64, raw: &[u8], tally: &mut Tally, sink: &mut S) {
        if !std::mem::replace(&mut self.noted, true) {
            let what = "Something else stands among the records: it is no row, and neither is what else is like it."
                .to_owned();
            tally.note(sink, byte, raw.len(), what, raw);
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
            return (next > at).then_some(next);
        };
        let (cells, end) = rows::row(bytes, start, last)?;
        let (raw, byte) = (&bytes[start..end], offset + start as u64);
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
                    "This row stands before the one that names the columns; it is no row.".to_owned(),
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

/// Where the next element of this name seems to begin.
fn next(bytes: &[u8], at: usize, name: &[u8]) -> Option<usize> {
    memchr::memchr_iter(b'<', &bytes[at..])
        .map(|found| at + found)
        .find(|&found| {
            let behind = &bytes[found + 1..];
            behind.starts_with(name) && behind.get(name.len()).is_some_and(|byte| !byte.is_ascii_alphanumeric())
        })
}
