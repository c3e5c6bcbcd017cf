//! Records inside of cells: JSON objects written as text, and pairs, pushed like the records of a file of their own.

use super::Sink;
use super::json::Scan;
use super::lines::{Fields, are_pairs};

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
