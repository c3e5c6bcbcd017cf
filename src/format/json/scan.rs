//! Reads one record: checks that it is JSON to the last byte, and only then pushes its flattened fields.

use super::held::{self, Held};
use super::text::{blanks, string, unescape};
use super::trie::{Node, ROOT, Trie};
use super::value::{colon, number, structure, word};
use crate::format::{Raw, Sink};
use crate::words;
use std::ops::Range;

/// Objects nested deeper than this are kept as JSON text.
const DEPTH: usize = 128;

/// Why no value could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Fault {
    /// The bytes end where `expected` was due; with more bytes it may become a value.
    Cut { expected: &'static str },
    /// What stands at `at` is no JSON, whatever may follow.
    Broken { at: usize, expected: &'static str },
}

impl Fault {
    #[cold]
    pub fn broken(at: usize, expected: &'static str) -> Self {
        Fault::Broken { at, expected }
    }

    #[cold]
    pub fn cut(expected: &'static str) -> Self {
        Fault::Cut { expected }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    Escaped,
    Structure,
    /// Text that may say something else.
    Untyped,
}

/// A field of the record under way; the range is relative to the record.
#[derive(Clone, Copy, Debug)]
struct Field {
    node: Node,
    kind: Kind,
    start: u32,
    end: u32,
}

/// Reads records of one file, one at a time.
#[derive(Debug)]
pub(in crate::format) struct Scan {
    trie: Trie,
    fields: Vec<Field>,
    stack: Vec<Node>,
    scratch: String,
    /// What a record is, where that is no value of its own.
    form: Form,
}

/// What a record is.
#[derive(Debug, Default)]
enum Form {
    /// A value.
    #[default]
    Value,
    /// A value for each of these columns: in an array, or in objects of an array (`{"f":[{"v":1},{"v":2}]}`, `[{"longValue":1}]`), of
    /// which some are text whatever they look like.
    Row(Vec<Node>, Option<Vec<bool>>),
    /// A key, which is a field of its own, and a value.
    Member(Node),
}

impl Scan {
    pub fn new() -> Self {
        Scan {
            trie: Trie::new(),
            fields: Vec::new(),
            stack: Vec::new(),
            scratch: String::new(),
            form: Form::Value,
        }
    }

    /// A reader of rows with a value for each of these columns; where values stand in objects of their own, those of columns that are
    /// no `texts` may be anything.
    pub fn rows(names: &[String], texts: Option<&[bool]>) -> Self {
        let mut made = Self::new();
        let quoted = names.iter().map(|name| escape(name));
        let nodes = quoted.map(|name| made.trie.find(ROOT, None, name.as_bytes())).collect();
        made.form = Form::Row(nodes, texts.map(<[bool]>::to_vec));
        made
    }

    /// A reader of members, whose keys go into the column of this name.
    pub fn members(name: &str) -> Self {
        let mut made = Self::new();
        made.form = Form::Member(made.trie.find(ROOT, None, name.as_bytes()));
        made
    }

    /// Checks the value at `start` and notes its fields; returns the offset behind it.
    pub fn record(&mut self, bytes: &[u8], start: usize) -> Result<usize, Fault> {
        self.fields.clear();
        match (bytes.get(start), &self.form) {
            (Some(b'['), Form::Row(_, None)) => return self.row(bytes, start, start, false),
            (Some(b'{' | b'['), Form::Row(_, Some(_))) => match self.wrapped(bytes, start) {
                // Whatever else it is, it is read as any other row or object.
                Err(Fault::Broken { .. }) => {
                    self.fields.clear();
                    if bytes[start] == b'[' {
                        return self.row(bytes, start, start, false);
                    }
                }
                done => return done,
            },
            (Some(b'"'), &Form::Member(key)) => {
                let (quote, escaped) = string(bytes, start + 1)?;
                let value = colon(bytes, quote + 1)?;
                self.field(key, if escaped { Kind::Escaped } else { Kind::Text }, 1, quote - start);
                return self.value(bytes, value, start);
            }
            (Some(_), Form::Member(_)) => return Err(Fault::broken(start, words::reading::KEY_IN_DOUBLE_QUOTES)),
            _ => {}
        }
        self.value(bytes, start, start)
    }

    /// Notes the fields of the value at `at` of the record that begins at `start`; returns the offset behind it.
    fn value(&mut self, bytes: &[u8], at: usize, start: usize) -> Result<usize, Fault> {
        match bytes.get(at) {
            Some(b'{') => self.object(bytes, at, start),
            Some(_) => {
                let node = self.trie.guess(ROOT, None, b"value\"", 0).map(|(node, _)| node);
                let node = node.unwrap_or_else(|| self.trie.find(ROOT, None, b"value"));
                self.leaf(bytes, at, start, node)
            }
            None => Err(Fault::cut(words::reading::VALUE)),
        }
    }

    /// Notes the values of the array at `at` of the record that begins at `start`; `wrapped`: each stands in an object of its own.
    fn row(&mut self, bytes: &[u8], at: usize, start: usize, wrapped: bool) -> Result<usize, Fault> {
        let mut at = blanks(bytes, at + 1);
        if bytes.get(at) == Some(&b']') {
            return Ok(at + 1);
        }
        for index in 0.. {
            let node = match &mut self.form {
                Form::Row(names, _) if index == names.len() => {
                    // More values than names.
                    names.push(self.trie.find(ROOT, None, format!("column {}", index + 1).as_bytes()));
                    names[index]
                }
                Form::Row(names, _) => names[index],
                _ => ROOT,
            };
            let noted = self.fields.len();
            let cell = if wrapped { member(bytes, at)? } else { Some((at, false)) };
            at = match cell {
                Some((value, _)) => blanks(bytes, self.leaf(bytes, value, start, node)?),
                // An object without a value.
                None => blanks(bytes, blanks(bytes, at + 1) + 1),
            };
            if wrapped && let Some((_, null)) = cell {
                at = blanks(bytes, close(bytes, at)?);
                if let Some(field) = self.fields.get_mut(noted).filter(|_| null) {
                    field.kind = Kind::Null;
                }
                if let Some(field) = self.fields.get_mut(noted)
                    && matches!(field.kind, Kind::Text)
                    && !matches!(&self.form, Form::Row(_, Some(texts)) if texts.get(index) == Some(&true))
                {
                    field.kind = Kind::Untyped;
                }
            }
            match bytes.get(at) {
                Some(b',') => at = blanks(bytes, at + 1),
                Some(b']') => break,
                Some(_) => return Err(Fault::broken(at, "`,` or `]`")),
                None => return Err(Fault::cut("`,` or `]`")),
            }
        }
        Ok(at + 1)
    }

    /// Notes the values at `start`, which stand in an array of objects, be it in one of its own.
    fn wrapped(&mut self, bytes: &[u8], start: usize) -> Result<usize, Fault> {
        if bytes.get(start) == Some(&b'[') {
            return self.row(bytes, start, start, true);
        }
        let array = member(bytes, start)?.map_or(start, |(array, _)| array);
        match bytes.get(array) {
            Some(b'[') => {}
            Some(_) => return Err(Fault::broken(array, words::reading::ARRAY)),
            None => return Err(Fault::cut(words::reading::ARRAY)),
        }
        let end = self.row(bytes, array, start, true)?;
        close(bytes, blanks(bytes, end))
    }

    /// How many values `bytes` hold in an array of objects; `None` where they are anything else.
    pub fn width(bytes: &[u8]) -> Option<usize> {
        let mut scan = Self::rows(&[], None);
        let whole = scan.wrapped(bytes, 0) == Ok(bytes.len());
        match &scan.form {
            Form::Row(names, _) if whole && !scan.fields.is_empty() => Some(names.len()),
            _ => None,
        }
    }

    /// Whether the record just read has no field.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Pushes the fields of the record just read; `text` is the whole of it.
    pub fn push<S: Sink>(&mut self, text: &str, sink: &mut S) {
        for field in &self.fields {
            let column = self.trie.column(field.node, sink);
            let slice = &text[field.start as usize..field.end as usize];
            sink.field(column, raw(field.kind, slice, &mut self.scratch));
        }
    }

    /// Holds the fields of the record just read, whose text is the next one held.
    pub(super) fn hold<S: Sink>(&mut self, held: &mut Held<'_>, sink: &mut S) {
        let row = held.row();
        for &Field { node, kind, start, end } in &self.fields {
            let column = self.trie.column(node, sink);
            held.push(held::Field {
                column,
                start,
                end,
                row,
                kind,
            });
        }
    }

    /// The fields of the record just read, each as its path and where it stands in the record.
    pub fn places(&self) -> impl Iterator<Item = (String, Range<usize>)> {
        let place = |field: &Field| field.start as usize..field.end as usize;
        self.fields
            .iter()
            .map(move |field| (self.trie.path(field.node), place(field)))
    }

    /// The fields of the record just read, each as its path and its text in the record.
    pub fn fields<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (String, &'a str)> {
        self.places().map(|(path, place)| (path, &text[place]))
    }

    /// Notes the members of the object at `at`, and of those in it, of the record that begins at `start`.
    fn object(&mut self, bytes: &[u8], at: usize, start: usize) -> Result<usize, Fault> {
        self.stack.clear();
        let mut node = ROOT;
        let mut before = None;
        let mut at = blanks(bytes, at + 1);
        if bytes.get(at) == Some(&b'}') {
            return Ok(at + 1);
        }
        loop {
            // A key is due at `at`.
            match bytes.get(at) {
                Some(b'"') => {}
                Some(_) => return Err(Fault::broken(at, words::reading::KEY_IN_DOUBLE_QUOTES)),
                None => return Err(Fault::cut(words::reading::KEY_IN_DOUBLE_QUOTES)),
            }
            let (child, behind) = match self.trie.guess(node, before, bytes, at + 1) {
                Some(guess) => guess,
                None => {
                    let (quote, _) = string(bytes, at + 1)?;
                    (self.trie.find(node, before, &bytes[at + 1..quote]), quote + 1)
                }
            };
            at = colon(bytes, behind)?;
            if bytes.get(at) == Some(&b'{') && self.stack.len() < DEPTH {
                let inner = blanks(bytes, at + 1);
                if bytes.get(inner) == Some(&b'}') {
                    self.field(child, Kind::Structure, at - start, inner + 1 - start);
                    at = inner + 1;
                    before = Some(child);
                } else {
                    self.stack.push(node);
                    node = child;
                    before = None;
                    at = inner;
                    continue;
                }
            } else {
                at = self.leaf(bytes, at, start, child)?;
                before = Some(child);
            }
            // A value has ended at `at`.
            loop {
                at = blanks(bytes, at);
                match bytes.get(at) {
                    Some(b',') => {
                        at = blanks(bytes, at + 1);
                        break;
                    }
                    Some(b'}') => {
                        at += 1;
                        let Some(parent) = self.stack.pop() else {
                            return Ok(at);
                        };
                        before = Some(node);
                        node = parent;
                    }
                    Some(_) => return Err(Fault::broken(at, "`,` or `}`")),
                    None => return Err(Fault::cut("`,` or `}`")),
                }
            }
        }
    }

    /// Notes the value at `at` as the field `node` of the record that begins at `start`; returns the offset behind it.
    #[inline]
    fn leaf(&mut self, bytes: &[u8], at: usize, start: usize, node: Node) -> Result<usize, Fault> {
        let (kind, end) = match bytes.get(at) {
            Some(b'"') => {
                let (quote, escaped) = string(bytes, at + 1)?;
                let kind = if escaped { Kind::Escaped } else { Kind::Text };
                self.field(node, kind, at + 1 - start, quote - start);
                return Ok(quote + 1);
            }
            Some(b'-' | b'0'..=b'9') => (Kind::Number, number(bytes, at)?),
            Some(b't') => (Kind::True, word(bytes, at, "true")?),
            Some(b'f') => (Kind::False, word(bytes, at, "false")?),
            Some(b'n') => (Kind::Null, word(bytes, at, "null")?),
            Some(b'{' | b'[') => (Kind::Structure, structure(bytes, at)?),
            Some(_) => return Err(Fault::broken(at, words::reading::VALUE)),
            None => return Err(Fault::cut(words::reading::VALUE)),
        };
        self.field(node, kind, at - start, end - start);
        Ok(end)
    }

    #[inline]
    fn field(&mut self, node: Node, kind: Kind, start: usize, end: usize) {
        self.fields.push(Field {
            node,
            kind,
            start: start as u32,
            end: end as u32,
        });
    }
}

/// Expects an object at `at`; returns the offset of its first value and whether the key says that it stands for none, or `None` where
/// the object is empty.
fn member(bytes: &[u8], at: usize) -> Result<Option<(usize, bool)>, Fault> {
    match bytes.get(at) {
        Some(b'{') => {}
        Some(_) => return Err(Fault::broken(at, words::reading::OBJECT)),
        None => return Err(Fault::cut(words::reading::OBJECT)),
    }
    let key = blanks(bytes, at + 1);
    match bytes.get(key) {
        Some(b'"') => {
            let (quote, _) = string(bytes, key + 1)?;
            let null = ["isnull", "nullvalue"]
                .contains(&&*String::from_utf8_lossy(&bytes[key + 1..quote]).to_ascii_lowercase());
            Ok(Some((colon(bytes, quote + 1)?, null)))
        }
        Some(b'}') => Ok(None),
        Some(_) => Err(Fault::broken(key, words::reading::KEY_IN_DOUBLE_QUOTES)),
        None => Err(Fault::cut(words::reading::KEY_IN_DOUBLE_QUOTES)),
    }
}

/// Expects the end of an object at `at`; returns the offset behind it.
fn close(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match bytes.get(at) {
        Some(b'}') => Ok(at + 1),
        Some(_) => Err(Fault::broken(at, "`}`")),
        None => Err(Fault::cut("`}`")),
    }
}

/// A name as it would stand between quotes.
fn escape(name: &str) -> String {
    name.replace('\\', "\\\\").replace('"', "\\\"")
}

#[inline]
pub(super) fn raw<'a>(kind: Kind, slice: &'a str, scratch: &'a mut String) -> Raw<'a> {
    match kind {
        Kind::Null => Raw::Null,
        Kind::True => Raw::Boolean(true),
        Kind::False => Raw::Boolean(false),
        Kind::Number => Raw::Number(slice),
        Kind::Text => Raw::Text(slice),
        Kind::Untyped => Raw::Untyped(slice),
        Kind::Escaped => {
            scratch.clear();
            unescape(slice, scratch);
            Raw::Text(scratch)
        }
        Kind::Structure => Raw::Structure(slice),
    }
}
