//! JSON: values one after another (on lines of their own or not), or the elements of one array, which an object may wrap.
//!
//! A record is read in one pass and pushed only if it is JSON to its last byte; what is not is left out with a warning, and reading
//! goes on where the next record seems to begin. Members of nested objects become fields under dotted paths; arrays stay text.
//! A file whose first record is no JSON, but is what JavaScript or Python would write (`loose`), is read so. Rows of values and members under
//! their ids (`grid`) are records, too, and so are texts that hold objects.

mod columns;
mod envelope;
mod grid;
mod held;
mod keyed;
mod loose;
mod map;
mod nameless;
mod nested;
mod pages;
mod prefix;
mod record;
mod resync;
mod scan;
mod series;
mod shape;
mod text;
mod trie;
mod value;
mod wrapper;

pub use held::{Field, Objects};
pub(super) use loose::said as said_loosely;
pub(super) use map::said as said_bare;
pub(super) use prefix::{prefix, said};
pub(super) use resync::{element_from, line_from, value_from};
pub(super) use scan::Scan;
pub(super) use shape::{Found, Shape, look};
pub(super) use text::{MARK, string, unescape};
pub(super) use value::number;

use super::tally::Tally;
use super::{Seam, Sink};
use crate::words;
use grid::Grid;
use held::Held;
use memchr::memchr;
use text::{between, blanks, is_cut_mark};
use wrapper::Wrapper;

/// What is due next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// The opening bracket of an array of records.
    Bracket,
    /// An element, or the end of an array that has none.
    First,
    /// An element, behind a comma.
    Element,
    /// A comma or the end of the array.
    Comma,
    /// Nothing: the array is closed.
    Nothing,
    /// The rest of the object around a list of tables.
    Around,
    /// Columns of values, all of them.
    Columns,
    /// A page: an array of records, or an object with one in it.
    Page,
    /// A value of its own.
    Value,
    /// The end of a line that was too long.
    LineEnd,
}

/// Reads one JSON file.
#[derive(Debug)]
pub(super) struct Json {
    shape: Shape,
    wrapper: Option<Wrapper>,
    /// The object around a list of tables, how many of these began in it, and the name of the one under way where that is not the first.
    around: Option<Wrapper>,
    tables: u64,
    table: Option<String>,
    /// The name of the first list, and whether others came.
    first: Option<String>,
    several: bool,
    /// Whether one of the lists is open whose keys say what its records have in common.
    inside: bool,
    due: Due,
    scan: Scan,
    /// Bytes that must be there, or the end of the file, before another try is worth it.
    wait: usize,
    /// Whether commas between values of their own, and text between arrays, were already noted.
    noted: bool,
    /// Whether records are written as JavaScript or Python would; the first one tells.
    loose: Option<bool>,
    /// The first key of the first record, quotes included.
    key: Vec<u8>,
    /// Where the first record holds times, if an object is around the records.
    times: Vec<String>,
    /// Whether records are series of moments; the first one tells.
    series: Option<bool>,
    /// The paths of the lists in records that hold the rows, once one told, and how many were asked.
    lists: Option<Vec<String>>,
    looked: usize,
    /// Arrays of records begun so far, and whether an array holds their pages.
    arrays: u64,
    outer: bool,
    /// Whether something stood before the JSON, so that brackets and semicolons may stand behind it.
    scripted: bool,
}

impl Json {
    /// A reader of records in this shape; the bytes it is given begin where [`look`] began.
    pub fn new(shape: Shape) -> Self {
        let (due, wrapper) = match &shape {
            Shape::Array => (Due::Bracket, None),
            Shape::Arrays => (Due::Page, None),
            Shape::Wrapped { path, .. } => (Due::Bracket, Some(Wrapper::new(path.clone()))),
            Shape::Paged { path } => (Due::Page, Some(Wrapper::new(path.clone()))),
            Shape::Grid(grid) if !grid.path.is_empty() => (Due::Bracket, Some(Wrapper::new(grid.path.clone()))),
            Shape::Keyed(keyed) if !keyed.path.is_empty() => (Due::Bracket, Some(Wrapper::new(keyed.path.clone()))),
            Shape::Grid(_) | Shape::Keyed(_) => (Due::Bracket, None),
            Shape::Columns => (Due::Columns, None),
            Shape::Lines | Shape::Rows { .. } | Shape::Values => (Due::Value, None),
        };
        let scan = match &shape {
            Shape::Grid(grid) => Scan::rows(&grid.names, grid.texts.as_deref()),
            Shape::Rows { names, .. } => Scan::rows(names, None),
            Shape::Keyed(keyed) if !keyed.lists => Scan::members(keyed.name),
            _ => Scan::new(),
        };
        let around = match &shape {
            Shape::Grid(grid) => grid.paths().0.map(|path| Wrapper::new(path.to_owned())),
            _ => None,
        };
        Json {
            shape,
            wrapper,
            around,
            tables: 0,
            table: None,
            first: None,
            several: false,
            inside: false,
            due,
            scan,
            wait: 0,
            noted: false,
            loose: None,
            key: Vec::new(),
            times: Vec::new(),
            series: None,
            lists: None,
            looked: 0,
            arrays: 0,
            outer: false,
            scripted: false,
        }
    }

    /// The same reader, for JSON before which something stood.
    pub fn scripted(self, scripted: bool) -> Self {
        Json { scripted, ..self }
    }

    /// A reader for the records in the middle of a file: the elements of an array, or else values in this shape.
    pub fn amid(shape: Shape) -> Self {
        let due = if shape == Shape::Array {
            Due::Element
        } else {
            Due::Value
        };
        Json {
            due,
            loose: Some(false),
            lists: Some(Vec::new()),
            ..Self::new(shape)
        }
    }

    /// How the records go on from here; `None` where no record is due.
    pub fn seam(&self) -> Option<Seam> {
        let opened = self.lists.as_ref().is_none_or(|lists| !lists.is_empty());
        if self.loose != Some(false) || self.series == Some(true) || opened {
            return None;
        }
        match (&self.shape, self.due) {
            (Shape::Lines, Due::Value) => Some(Seam::Lines),
            (Shape::Values, Due::Value) => Some(Seam::Values),
            (Shape::Array | Shape::Wrapped { .. }, Due::Element | Due::Comma) if self.arrays < 2 => {
                Some(Seam::Elements { key: self.key.clone() })
            }
            _ => None,
        }
    }

    /// Whether something was noted that is noted but once in a file.
    pub fn has_noted(&self) -> bool {
        self.noted
    }

    /// Whether records are as others read them, who do not know in which list they stand.
    pub fn is_nameless(&self) -> bool {
        self.table.is_none()
    }

    /// The name of the first list of records, if others came behind it.
    pub fn first_list(&self) -> Option<String> {
        self.first.clone().filter(|_| self.several)
    }

    /// Goes on with bytes that do not follow those before: a record begins with them.
    pub fn restart(&mut self) {
        self.wait = 0;
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again,
    /// with more behind them. `last` says that nothing more will come; the caller has then put a line feed behind the file.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        if bytes.len() < self.wait && !last {
            return 0;
        }
        let mut input = Input {
            bytes,
            offset,
            last,
            tally,
            to: sink,
            held: Held::default(),
        };
        let at = self.read_on(&mut input);
        input.sink();
        at
    }

    fn read_on<S: Sink>(&mut self, input: &mut Input<'_, S>) -> usize {
        let (bytes, last) = (input.bytes, input.last);
        let mut at = 0;
        loop {
            let step = match self.due {
                Due::Value | Due::First | Due::Element | Due::Comma => {
                    at = between(bytes, at);
                    if at == bytes.len() || !last && is_cut_mark(&bytes[at..]) {
                        None
                    } else if self.begins(bytes[at]) && input.tally.stops(input.offset + at as u64) {
                        self.wait = 0;
                        return at;
                    } else {
                        self.step(input, at)
                    }
                }
                Due::Bracket => self.bracket(bytes, at),
                Due::Nothing => self.behind(input, at),
                Due::Page => self.page(input, at),
                Due::Columns => self.columns(input, at),
                Due::Around => self.around(input, at),
                Due::LineEnd => memchr(b'\n', &bytes[at..]).map(|line| {
                    self.due = if self.due_in_array() { Due::Element } else { Due::Value };
                    at + line + 1
                }),
            };
            match step {
                Some(next) => at = next,
                None => break,
            }
        }
        if self.due == Due::LineEnd || last {
            at = bytes.len();
        }
        if last {
            self.finish(input);
        }
        let rest = bytes.len() - at;
        self.wait = if rest == 0 { 0 } else { rest + rest.max(64) };
        at
    }

    /// Whether this byte, where something is due, begins a record.
    fn begins(&self, byte: u8) -> bool {
        matches!(self.due, Due::Value | Due::Element) && !matches!(byte, b',' | b']')
    }

    fn due_in_array(&self) -> bool {
        !matches!(self.shape, Shape::Lines | Shape::Rows { .. } | Shape::Values)
    }

    /// What ends the records.
    fn closing(&self) -> u8 {
        if matches!(self.shape, Shape::Keyed(_)) && !self.inside {
            b'}'
        } else {
            b']'
        }
    }

    /// What is due behind what ends the records.
    fn closes(&mut self) {
        self.due = if std::mem::take(&mut self.inside) {
            Due::Comma
        } else {
            Due::Nothing
        };
    }

    /// Reads what is due at `at`; returns where to go on, or `None` if more bytes are needed.
    fn step<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        match (self.due, input.bytes[at]) {
            (Due::Comma, b',') => {
                self.due = Due::Element;
                Some(at + 1)
            }
            (Due::Value, b')' | b';') if self.scripted => Some(at + 1),
            (Due::Comma | Due::First, byte) if byte == self.closing() => {
                self.closes();
                Some(at + 1)
            }
            (Due::Element, byte) if byte == self.closing() => {
                self.closes();
                input.note(at, 1, words::reading::COMMA_STANDS_BEFORE_END.to_owned());
                Some(at + 1)
            }
            (Due::First | Due::Element, b',') => {
                self.due = Due::Element;
                input.note(at, 1, words::reading::ELEMENT_IS_MISSING_BEFORE_THIS.to_owned());
                Some(at + 1)
            }
            (Due::Value, b',') => {
                if !self.noted {
                    input.note(at, 1, words::reading::COMMAS_STAND_BETWEEN_RECORDS_THOUGH.to_owned());
                    self.noted = true;
                }
                Some(at + 1)
            }
            (Due::Comma, _) => {
                let length = input.bytes.len().min(at + super::EXCERPT) - at;
                if length < super::EXCERPT && !input.last {
                    return None;
                }
                input.note(at, length, words::reading::EXPECTED_OR_BEHIND_ELEMENT.to_owned());
                self.due = Due::Element;
                Some(at)
            }
            _ if self.is_between_lists() => self.keyed_list(input, at),
            _ => self.record(input, at),
        }
    }

    /// Passes over what stands before the array of records.
    fn bracket(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let start = blanks(bytes, at);
        let array = match (&self.shape, &mut self.wrapper) {
            (Shape::Wrapped { array, .. }, Some(wrapper)) => {
                let array = at + array;
                self.outer = *bytes.get(start)? == b'[';
                let start = if self.outer { blanks(bytes, start + 1) } else { start };
                wrapper.head(bytes.get(start..=array)?);
                array
            }
            (
                Shape::Grid(Grid {
                    list: Some((_, list)), ..
                }),
                _,
            ) => {
                let list = at + list;
                return self.lists(bytes.get(start..=list)?, list);
            }
            (Shape::Grid(grid), wrapper) => {
                let array = at + grid.array;
                if let Some(wrapper) = wrapper {
                    self.outer = *bytes.get(start)? == b'[';
                    let start = if self.outer { blanks(bytes, start + 1) } else { start };
                    wrapper.head(bytes.get(start..=array)?);
                } else if bytes.get(array) == Some(&b']') {
                    // The first row, which is read, names the columns.
                    self.due = Due::Comma;
                    return Some(array + 1);
                }
                array
            }
            (Shape::Keyed(keyed), wrapper) => {
                let brace = at + keyed.brace;
                if let Some(wrapper) = wrapper {
                    wrapper.head(&[bytes.get(start..brace)?, b"["].concat());
                }
                brace
            }
            _ => start,
        };
        Some(self.opens(array))
    }

    /// Reads what stands behind the array of records.
    fn behind<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        if self.has_pages() {
            return self.page_end(input, at);
        }
        let mut at = between(input.bytes, at);
        // What ends a script.
        let closes = |byte: u8| self.scripted && matches!(byte, b')' | b';');
        while input.bytes.get(at).is_some_and(|&byte| closes(byte)) {
            at = blanks(input.bytes, at + 1);
        }
        let length = input.bytes.len().min(at + super::EXCERPT) - at;
        if length == 0 || length < super::EXCERPT && !input.last {
            return None;
        }
        if !self.noted {
            input.note(at, length, words::reading::THERE_IS_MORE_TEXT_BEHIND.to_owned());
            self.noted = true;
        }
        self.due = match input.bytes[at] {
            b'[' => Due::First,
            b'{' => Due::Element,
            b',' => Due::Element,
            _ => {
                return if input.last {
                    Some(resync::line(input.bytes, at).unwrap_or(input.bytes.len()))
                } else {
                    resync::line(input.bytes, at)
                };
            }
        };
        Some(if self.due == Due::Element && input.bytes[at] == b'{' {
            at
        } else {
            at + 1
        })
    }

    fn finish<S: Sink>(&mut self, input: &mut Input<'_, S>) {
        let end = input.bytes.len().saturating_sub(1);
        match self.due {
            Due::First | Due::Element | Due::Comma => {
                input.note(end, 0, words::reading::FILE_ENDS_BEFORE_ARRAY.to_owned());
            }
            Due::Nothing => {
                if let Some(wrapper) = &mut self.wrapper {
                    wrapper.finish(input);
                }
            }
            Due::Page if self.outer => {
                input.note(end, 0, words::reading::FILE_ENDS_BEFORE_ARRAY_AROUND.to_owned());
            }
            Due::Around => {
                if let Some(around) = &mut self.around {
                    around.finish(input);
                }
            }
            Due::Page => {}
            Due::Bracket | Due::Columns | Due::Value | Due::LineEnd => {}
        }
    }
}

/// The bytes at hand, and where everything goes.
struct Input<'a, S> {
    bytes: &'a [u8],
    offset: u64,
    last: bool,
    tally: &'a mut Tally,
    to: &'a mut S,
    held: Held<'a>,
}

impl<'a, S: Sink> Input<'a, S> {
    /// Where everything goes, once nothing waits.
    fn sink(&mut self) -> &mut S {
        self.held.release(self.to);
        self.to
    }

    fn note(&mut self, at: usize, length: usize, what: String) {
        let raw = self.cut(at, length);
        self.sink();
        self.tally.note(self.to, self.offset + at as u64, raw.len(), what, raw);
    }

    fn reject(&mut self, at: usize, length: usize, what: String) {
        let raw = self.cut(at, length);
        self.sink();
        self.tally
            .reject(self.to, self.offset + at as u64, raw.len(), what, raw);
    }

    /// The bytes of the file at `at`, without the line feed behind it.
    fn cut(&self, at: usize, length: usize) -> &'a [u8] {
        let end = self.bytes.len() - usize::from(self.last);
        &self.bytes[at..(at + length).min(end)]
    }
}
