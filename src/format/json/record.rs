//! A record at its place: read and pushed, or told of, and where reading goes on behind it.

use super::loose::{self, Refusal};
use super::scan::{Fault, Scan};
use super::text::unescape;
use super::{Due, Input, Json, Shape, envelope, resync};
use crate::format::{LIST, RECORD, Raw, Sink, western};
use crate::words;

/// A value that ends at `end` and is no object: whether nothing else goes on where it ends, such as the rest of a date.
fn alone(bytes: &[u8], end: usize, last: bool) -> Result<usize, Fault> {
    let behind = bytes[end..]
        .iter()
        .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    match behind.map(|behind| (behind, bytes[end + behind])) {
        Some((_, b'\n' | b',' | b'{' | b'[' | b'"' | b')' | b';')) => Ok(end),
        None if last => Ok(end),
        None => Err(Fault::cut(words::reading::NOTHING_MORE)),
        Some((0, _)) => Err(Fault::broken(end, words::reading::NOTHING_MORE)),
        Some(_) => Ok(end),
    }
}

impl Json {
    /// Reads the record at `at`.
    pub(super) fn record<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let (bytes, last) = (input.bytes, input.last);
        let scanned = match self.scan.record(bytes, at) {
            Ok(end) if bytes[at] != b'{' && matches!(self.shape, Shape::Lines | Shape::Values) => {
                alone(bytes, end, last)
            }
            scanned => scanned,
        };
        let fault = match scanned {
            Ok(end) if end - at <= RECORD => {
                self.loose.get_or_insert(false);
                self.accept(input, at, end);
                return Some(self.goes_on(end));
            }
            Ok(_) => return Some(self.too_long(input, at)),
            Err(fault) => fault,
        };
        let beyond = bytes.len() - at > RECORD;
        let (place, expected) = match fault {
            Fault::Cut { .. } if beyond => return Some(self.too_long(input, at)),
            Fault::Cut { .. } if !last => return None,
            Fault::Cut { expected } => (bytes.len() - 1, expected),
            Fault::Broken { at: place, .. } if place - at > RECORD => return Some(self.too_long(input, at)),
            Fault::Broken { at, expected } => (at, expected),
        };
        if self.loose != Some(false) && matches!(fault, Fault::Broken { .. }) {
            let window = &bytes[at..bytes.len().min(at + loose::LONGEST)];
            match loose::read(window) {
                Ok((json, length)) if self.accept_loose(input, at, length, &json, expected) => {
                    return Some(self.goes_on(at + length));
                }
                Err(Refusal::Cut) if !last && window.len() < loose::LONGEST => return None,
                _ => drop(self.loose.get_or_insert(false)),
            }
        }
        let end = match self.shape {
            Shape::Lines | Shape::Rows { .. } => resync::line(bytes, at),
            Shape::Values => resync::value(bytes, at),
            _ => resync::element(bytes, at, place, last),
        };
        let end = match end {
            Some(end) => end,
            None if last => bytes.len() - 1,
            None if beyond => return Some(self.too_long(input, at)),
            None => return None,
        };
        let position = input.tally.byte(input.offset + place as u64);
        let what = match fault {
            // The line feed behind the file is not the file's.
            _ if last && place + 1 == bytes.len() => words::reading::file_ends_at_byte_inside(&position, &expected),
            _ => words::reading::expected_at_byte(&expected, &position),
        };
        let length = bytes[at..end].trim_ascii_end().len();
        input.reject(at, length, what);
        Some(self.goes_on(end.max(at + 1)))
    }

    pub(super) fn too_long<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> usize {
        let what = words::reading::this_record_does_not_end_within(&(RECORD >> 20));
        input.reject(at, RECORD, what);
        self.due = Due::LineEnd;
        at + RECORD
    }

    fn goes_on(&mut self, end: usize) -> usize {
        self.due = match self.due {
            Due::Page => Due::Page,
            _ if self.due_in_array() => Due::Comma,
            _ => Due::Value,
        };
        end
    }

    /// Pushes the record that was just scanned.
    pub(super) fn accept<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize, end: usize) {
        match &mut self.shape {
            Shape::Rows { headed, .. } if *headed > 0 => {
                *headed -= 1;
                return;
            }
            Shape::Grid(grid) if grid.headed => {
                grid.headed = false;
                return;
            }
            _ => {}
        }
        let record = &input.bytes[at..end];
        if self.key.is_empty() {
            self.key = resync::first_key(record).unwrap_or_default().to_vec();
            if self.wrapper.is_some() {
                self.times = envelope::times(record);
            }
        }
        if self.series != Some(false)
            && self.wrapper.is_some()
            && let Ok(text) = std::str::from_utf8(record)
            && self.accept_series(input, at, text)
        {
            return;
        }
        let nested = self.lists.as_ref().is_none_or(|lists| !lists.is_empty());
        if nested
            && let Ok(text) = std::str::from_utf8(record)
            && self.accept_nested(input, at, text)
        {
            return;
        }
        let byte = input.offset + at as u64;
        let text = std::str::from_utf8(record);
        if let Ok(text) = text
            && self.table.is_none()
            && !text.starts_with('"')
        {
            self.scan.hold(&mut input.held, input.to);
            input.held.end_record(text, input.tally.next(byte, record.len()));
            if input.held.is_full() {
                input.sink();
            }
            return;
        }
        let sink = input.sink();
        if let Some(name) = &self.table {
            let column = sink.column(match &self.shape {
                Shape::Keyed(keyed) => keyed.name,
                _ => LIST,
            });
            sink.field(column, Raw::Text(name));
        }
        match text {
            Ok(text) if self.accept_inner(text, sink) => {}
            Ok(text) => self.scan.push(text, sink),
            Err(_) => {
                input.tally.stray(input.to, byte, record);
                let text = western::decode(record);
                if self.scan.record(format!("{text}\n").as_bytes(), 0).is_ok() {
                    self.scan.push(&text, input.to);
                }
            }
        }
        input.tally.accept(input.to, byte, record.len());
    }

    /// Pushes a record that is a text with an object in it; answers whether it is one.
    fn accept_inner<S: Sink>(&mut self, text: &str, sink: &mut S) -> bool {
        let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let Some(inside) = inside.filter(|inside| inside.starts_with('{')) else {
            return false;
        };
        let (mut inner, mut scan) = (String::new(), Scan::new());
        unescape(inside, &mut inner);
        // Paths seen before are known to the reader of the file, not to the one that only looks.
        if scan.record(inner.as_bytes(), 0) != Ok(inner.trim_end().len())
            || self.scan.record(inner.as_bytes(), 0).is_err()
        {
            return false;
        }
        self.scan.push(&inner, sink);
        true
    }

    /// Pushes the record at `at`, which says in other words what `json` says; answers whether that is JSON.
    fn accept_loose<S: Sink>(
        &mut self,
        input: &mut Input<'_, S>,
        at: usize,
        length: usize,
        json: &[u8],
        expected: &str,
    ) -> bool {
        let text = western::decode(json);
        if self.scan.record(text.as_bytes(), 0) != Ok(text.len()) {
            return false;
        }
        if self.loose.is_none() {
            self.loose = Some(true);
            let what = words::reading::this_is_no_json(&expected);
            input.note(at, length, what);
        }
        let (byte, record) = (input.offset + at as u64, &input.bytes[at..at + length]);
        input.sink();
        if str::from_utf8(record).is_err() {
            input.tally.stray(input.to, byte, record);
        }
        self.scan.push(&text, input.to);
        input.tally.accept(input.to, byte, length);
        true
    }
}
