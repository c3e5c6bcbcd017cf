//! Records inside of cells: JSON objects written as text, and pairs, pushed like the records of a file of their own.

use super::Sink;
use super::json::{Scan, string, unescape};
use super::lines::{Fields, are_pairs};
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

    /// Whether a text is a JSON object with something in it.
    pub fn is_object(&mut self, text: &str) -> bool {
        let text = text.trim();
        text.starts_with('{') && self.scan.record(text.as_bytes(), 0) == Ok(text.len()) && !self.scan.is_empty()
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

    /// Pushes the fields of a JSON object; `false`, and nothing pushed, if it is none.
    pub fn object<S: Sink>(&mut self, text: &str, sink: &mut S) -> bool {
        let text = text.trim();
        let whole = text.starts_with('{') && self.scan.record(text.as_bytes(), 0) == Ok(text.len());
        if whole {
            self.scan.push(text, sink);
        }
        whole
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
}

impl Default for Inner {
    fn default() -> Self {
        Self::new()
    }
}
