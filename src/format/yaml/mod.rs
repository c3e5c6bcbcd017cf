//! YAML as command lines print it, said again as JSON before anybody reads it: then envelopes, paths and lists are those of JSON.
//!
//! A line at a time: what a collection is and where it ends is told by how far in its lines stand, so that no more is held than the line
//! under way, and how the collections around it stand. Each document is a value on a line of its own. Names of values and references to them, types
//! and keys of several lines are none of what is understood here; a line with one, or in a place where it cannot stand, is noted.
//! Each record keeps its place in the file, from the mark or the key it begins with to the end of its last line.

mod flow;
mod line;
mod open;
mod scalar;

use super::tally::Tally;
use super::utf16::Runs;
use super::{EXCERPT, RECORD};
use crate::words;
use flow::Flow;
use line::{block, is_pair, key, uncommented};
use memchr::memchr;
use open::Open;
use scalar::{Ends, quoted};

/// Lines that are looked at.
const LINES: usize = 24;

/// Entries that there must be in them.
const ENTRIES: usize = 3;

/// Collections inside of each other, at most.
const DEPTH: usize = 128;

/// A collection that is open.
#[derive(Debug)]
struct Frame {
    /// How far in its entries begin.
    indent: usize,
    list: bool,
}

/// Says one file again.
#[derive(Debug)]
pub(super) struct Yaml {
    /// Where the text stands in the file; `None` where its offsets are those of the file.
    pub runs: Option<Runs>,
    /// Text of which no line end has come, and the offset of its first byte; while a line is read, that of the line.
    held: Vec<u8>,
    offset: u64,
    /// Whether the rest of a line that is too long is passed over.
    skipping: bool,
    /// Bytes that came out so far.
    text: u64,
    /// The end of the last line that belongs to a record, in the file.
    end: u64,
    frames: Vec<Frame>,
    /// Whether a value may come: that of a document, of a key or of an entry of a list.
    due: bool,
    /// Whether the document has one.
    begun: bool,
    open: Open,
    /// Entries so far; whether they are inside of each other, or in a document of their own; and what command lines would not print.
    entries: usize,
    sure: bool,
    doubts: usize,
}

/// Where JSON goes, and what is noted.
struct Output<'a> {
    json: &'a mut Vec<u8>,
    tally: &'a mut Tally,
}

/// Whether the beginning of a file is YAML as command lines print it, and surely nothing else: `whole` says that it is all of it.
pub(super) fn look(bytes: &[u8], whole: bool) -> bool {
    let (mut yaml, mut json, mut tally) = (Yaml::new(0, None), Vec::new(), Tally::new(0));
    let filled = |line: &&[u8]| !line.trim_ascii().is_empty();
    let lines = bytes.split_inclusive(|&byte| byte == b'\n').filter(filled);
    for line in lines.clone().take(LINES) {
        yaml.decode(line, false, &mut json, &mut tally);
        if yaml.doubts > 0 {
            return false;
        }
    }
    if whole && lines.count() < LINES {
        yaml.decode(&[], true, &mut json, &mut tally);
    }
    yaml.doubts == 0 && yaml.sure && yaml.entries >= ENTRIES
}

impl Yaml {
    /// One for text that begins at this offset and stands in the file as `runs` say.
    pub fn new(offset: u64, runs: Option<Runs>) -> Self {
        Self {
            runs,
            held: Vec::new(),
            offset,
            skipping: false,
            text: 0,
            end: 0,
            frames: Vec::new(),
            due: true,
            begun: false,
            open: Open::Nothing,
            entries: 0,
            sure: false,
            doubts: 0,
        }
    }

    /// Appends what comes of these bytes; a line waits until it is whole, unless these are the `last`.
    pub fn decode(&mut self, bytes: &[u8], last: bool, json: &mut Vec<u8>, tally: &mut Tally) {
        let mut to = Output { json, tally };
        let mut from = self.held.len();
        let mut held = std::mem::take(&mut self.held);
        held.extend(bytes);
        let (begin, mut at) = (self.offset, 0);
        while at < held.len() {
            let end = match memchr(b'\n', &held[from..]) {
                Some(end) => from + end,
                None if last || held.len() - at > RECORD => held.len(),
                None => break,
            };
            self.offset = begin + at as u64;
            let skipped = self.skipping;
            self.skipping = end == held.len() && !last;
            if !skipped {
                let line = &held[at..end];
                if line.len() > RECORD {
                    let what = words::reading::this_record_does_not_end(&(RECORD >> 20));
                    self.note(&line[..RECORD], 0, what, &mut to);
                } else {
                    self.line(line.strip_suffix(b"\r").unwrap_or(line), &mut to);
                }
            }
            at = held.len().min(end + 1);
            from = at;
            if let Some(runs) = &mut self.runs {
                runs.forget(self.offset);
            }
        }
        held.drain(..at);
        self.held = held;
        self.offset = begin + at as u64;
        if last {
            self.document(&mut to);
        }
    }

    /// Where something at this offset of the line stands in the file.
    fn place(&self, at: usize) -> u64 {
        let offset = self.offset + at as u64;
        self.runs.as_ref().map_or(offset, |runs| runs.origin(offset))
    }

    /// Appends JSON that stands for what is at `file`.
    fn push(&mut self, json: &[u8], file: u64, to: &mut Output<'_>) {
        to.tally.runs.get_or_insert_default().add_at(self.text, file, 1, 0);
        self.text += json.len() as u64;
        self.begun = true;
        to.json.extend(json);
    }

    /// Notes something about a line, which begins here.
    fn note(&mut self, line: &[u8], at: usize, what: String, to: &mut Output<'_>) {
        self.doubts += 1;
        let (begin, end) = (self.place(at), self.place(at + line.len()));
        to.tally.aside(self.text, begin, end - begin, what, line);
    }

    /// Notes that what is at this offset of the line is none of what may stand there.
    fn strange(&mut self, line: &[u8], at: usize, to: &mut Output<'_>) {
        let what = words::reading::THIS_IS_NO_YAML_HERE.to_owned();
        self.note(&line[at..], at, what, to);
    }

    /// Reads a line, without its end.
    fn line(&mut self, line: &[u8], to: &mut Output<'_>) {
        let marks = matches!(line, [b'-', b'-', b'-', ..] | [b'.', b'.', b'.', ..])
            && line.get(3).is_none_or(u8::is_ascii_whitespace);
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        let filled = line.trim_ascii_end().len();
        if marks || !self.goes_on(line, indent, to) {
            self.ends(to);
            if matches!(line.get(indent), None | Some(b'#')) || filled == 0 {
                return;
            }
            if marks {
                self.document(to);
                self.sure |= line[0] == b'-';
                let at = 3 + line[3..].len() - line[3..].trim_ascii_start().len();
                if at < filled {
                    self.value(&line[..filled], at, to);
                }
            } else if !self.begun && (line.starts_with(b"%YAML") || line.starts_with(b"%TAG")) {
                return;
            } else if !self.entry(&line[..filled], indent, to) {
                return self.strange(&line[..filled], indent, to);
            }
            if marks && !self.begun {
                return;
            }
        }
        if filled > 0 {
            self.end = self.place(filled);
        }
    }

    /// Reads a line that begins with an entry of a collection, or is a value; answers whether it is one that may stand there.
    fn entry(&mut self, line: &[u8], indent: usize, to: &mut Output<'_>) -> bool {
        let (mut at, mut start) = (indent, None);
        loop {
            let rest = &line[at..];
            let place = self.place(at);
            if rest == b"-" || rest.starts_with(b"- ") {
                if !self.enter(at, true, place, to) {
                    return false;
                }
                start.get_or_insert(place);
                at += rest.len() - rest[1..].trim_ascii_start().len();
                if at == line.len() {
                    return true;
                }
                continue;
            }
            if rest.starts_with(b": ") && self.due && self.frames.last().is_some_and(|frame| frame.indent == at) {
                at += rest.len() - rest[1..].trim_ascii_start().len();
                continue;
            }
            let Some((key, value)) = key(rest) else {
                // Text alone is no document, unless it says that it is text.
                let fits = match self.frames.last() {
                    Some(frame) => at > frame.indent,
                    None => b"'\"{[".contains(&rest[0]),
                };
                let fits = fits && self.due && !rest.starts_with(b"? ");
                if fits {
                    self.value(line, at, to);
                }
                return fits;
            };
            if !self.enter(at, false, start.unwrap_or(place), to) {
                return false;
            }
            self.entries += 1;
            self.doubts += usize::from(key.contains(&b' ') && !matches!(rest[0], b'"' | b'\''));
            self.push(&key, place, to);
            self.push(b":", place, to);
            let behind = &rest[value..];
            let blanks = behind.len() - behind.trim_ascii_start().len();
            self.doubts += usize::from(blanks > 1);
            if blanks < behind.len() {
                self.value(line, at + value + blanks, to);
            }
            return true;
        }
    }

    /// Makes room for an entry so far in: the next of a collection that is open, or the first of one that begins at `start`; answers whether there is any.
    fn enter(&mut self, indent: usize, list: bool, start: u64, to: &mut Output<'_>) -> bool {
        let mut keep = self.frames.len();
        loop {
            let frame = keep.checked_sub(1).map(|at| &self.frames[at]);
            match frame {
                Some(frame) if frame.indent > indent || frame.indent == indent && frame.list && !list => keep -= 1,
                Some(frame) if frame.indent == indent && frame.list == list => {
                    self.close(keep, to);
                    self.push(b",", self.end, to);
                    self.sure |= !list && keep > 1;
                    break;
                }
                _ if self.due && keep == self.frames.len() && keep < DEPTH => {
                    self.sure |= frame.is_some_and(|frame| !frame.list);
                    self.push(if list { b"[" } else { b"{" }, start, to);
                    self.frames.push(Frame { indent, list });
                    break;
                }
                _ => return false,
            }
        }
        self.due = true;
        true
    }

    /// Ends all but so many collections, and the entry of the last of those.
    fn close(&mut self, keep: usize, to: &mut Output<'_>) {
        if self.due && !self.frames.is_empty() {
            self.push(b"null", self.end, to);
        }
        self.due = false;
        while self.frames.len() > keep
            && let Some(frame) = self.frames.pop()
        {
            self.push(if frame.list { b"]" } else { b"}" }, self.end, to);
        }
    }

    /// Ends the document.
    fn document(&mut self, to: &mut Output<'_>) {
        self.ends(to);
        if self.begun {
            self.close(0, to);
            self.push(b"\n", self.end, to);
        }
        (self.due, self.begun) = (true, false);
    }

    /// Reads the value at `at` of a line, or how it begins.
    fn value(&mut self, line: &[u8], mut at: usize, to: &mut Output<'_>) {
        // Names and types of values say nothing of what they are.
        let begin = at;
        while matches!(line.get(at), Some(b'&' | b'!')) {
            let rest = &line[at..];
            let name = memchr(b' ', rest).unwrap_or(rest.len());
            at += rest.len() - rest[name..].trim_ascii_start().len();
        }
        if at > begin {
            self.strange(line[..at].trim_ascii_end(), begin, to);
        }
        if at == line.len() {
            return;
        }
        let (rest, place) = (&line[at..], self.place(at));
        if rest[0] == b'#' {
            return;
        }
        self.due = false;
        match rest[0] {
            quote @ (b'"' | b'\'') => {
                let mut json = vec![b'"'];
                match quoted(rest, 1, quote, &mut json) {
                    Ends::At(end) => {
                        json.push(b'"');
                        self.push(&json, place, to);
                        let behind = end + rest[end..].len() - rest[end..].trim_ascii_start().len();
                        if behind < rest.len() && rest[behind] != b'#' {
                            self.strange(line, at + behind, to);
                        }
                    }
                    ends => {
                        self.push(&json, place, to);
                        self.open = Open::Quoted {
                            quote,
                            joins: ends == Ends::Joins,
                            breaks: 0,
                            at: place,
                            begin: rest[..rest.len().min(EXCERPT)].to_vec(),
                        };
                    }
                }
            }
            b'{' | b'[' => {
                let mut flow = Flow::new(place);
                if flow.take(rest) {
                    self.flow(flow, to);
                } else {
                    self.open = Open::Flow(flow);
                }
            }
            b'|' | b'>' if let Some((keeps, further)) = block(rest) => {
                self.push(b"\"", place, to);
                let indent = self.frames.last().map_or(0, |frame| frame.indent);
                self.open = Open::Block {
                    folds: rest[0] == b'>',
                    keeps,
                    indent: further.map(|further| indent + further),
                    breaks: 0,
                    some: false,
                    further: false,
                };
            }
            first => {
                let text = uncommented(rest);
                self.doubts += usize::from(b"@`%*,]}|>".contains(&first) || is_pair(text));
                let first = Some((text.to_vec(), place));
                self.open = Open::Plain { first, breaks: 0 };
            }
        }
    }
}

#[cfg(test)]
mod tests;
