//! Records inside of cells: JSON objects written as text, pairs, and labels with values, pushed like the records of a file of their own.

use super::Sink;
use super::json::{Scan, said_bare, said_loosely, string, unescape};
use super::lines::{Fields, are_pairs};
use super::{Raw, labelled};
use std::borrow::Cow;
use std::ops::Range;

/// Reads the cells of one column, one at a time.
#[derive(Debug)]
pub struct Inner {
    scan: Scan,
}

impl Inner {
    /// A reader for one column and one sink.
    pub fn new() -> Self {
        Self { scan: Scan::new() }
    }

    /// Whether a text is an object with something in it.
    pub fn is_object(&mut self, text: &str) -> bool {
        self.json(text).is_some() && !self.scan.is_empty()
    }

    /// The object that a text is, in JSON and scanned: as it stands, or said again where another language wrote it.
    fn json<'a>(&mut self, text: &'a str) -> Option<Cow<'a, str>> {
        let text = text.trim();
        if !text.starts_with('{') {
            return None;
        }
        if self.scan.record(text.as_bytes(), 0) == Ok(text.len()) {
            return Some(Cow::Borrowed(text));
        }
        let said = said_loosely(text).or_else(|| said_bare(text))?;
        (self.scan.record(said.as_bytes(), 0) == Ok(said.len())).then_some(Cow::Owned(said))
    }

    /// The fields of a JSON object, each as its path and where in the text its value stands, strings without their quotes; `None` if it
    /// is none.
    pub fn fields(&mut self, text: &str) -> Option<Vec<(String, Range<usize>)>> {
        let object = text.trim();
        let whole = object.starts_with('{') && self.scan.record(object.as_bytes(), 0) == Ok(object.len());
        let before = text.len() - text.trim_start().len();
        let place = |range: Range<usize>| before + range.start..before + range.end;
        whole.then(|| self.scan.places().map(|(path, range)| (path, place(range))).collect())
    }

    /// What the inside of a JSON string stands for, in `room` where it holds escapes; `None` if there can be no such string.
    pub fn text<'a>(inside: &'a str, room: &'a mut String) -> Option<&'a str> {
        if !inside.bytes().any(|byte| matches!(byte, b'\\' | b'"' | ..0x20)) {
            return Some(inside);
        }
        let quoted = [inside, "\""].concat();
        if string(quoted.as_bytes(), 0) != Ok((inside.len(), true)) {
            return None;
        }
        room.clear();
        unescape(inside, room);
        Some(room)
    }

    /// Pushes the fields of an object; `false`, and nothing pushed, if it is none.
    pub fn object<S: Sink>(&mut self, text: &str, sink: &mut S) -> bool {
        let json = self.json(text);
        if let Some(json) = &json {
            self.scan.push(json, sink);
        }
        json.is_some()
    }

    /// Whether a text consists of pairs such as `user=ada`, three or more.
    pub fn is_pairs(text: &str) -> bool {
        are_pairs(text)
    }

    /// Pushes the pairs of a text; `false`, and nothing pushed, if it does not consist of such.
    pub fn pairs<S: Sink>(text: &str, sink: &mut S) -> bool {
        let fine = are_pairs(text);
        if fine {
            Fields { sink }.line(text);
        }
        fine
    }

    /// What a text names, as in `Account Name:  ada`, three times or more: each path and value.
    pub fn labels(text: &str) -> Option<Vec<(String, &str)>> {
        labelled::fields(text)
    }

    /// Pushes what a text names; `false`, and nothing pushed, if it names nothing.
    pub fn labelled<S: Sink>(text: &str, sink: &mut S) -> bool {
        let fields = labelled::fields(text);
        for (path, value) in fields.iter().flatten() {
            let column = sink.column(path);
            sink.field(column, Raw::Untyped(value));
        }
        fields.is_some()
    }
}

impl Default for Inner {
    fn default() -> Self {
        Self::new()
    }
}
