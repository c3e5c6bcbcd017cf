//! The object around an array of records: where it ends, and what else it holds, which is told, not lost.

use super::scan::Scan;
use super::text::unescape;
use super::{Input, loose};
use crate::format::Sink;
use crate::words;

/// What is kept of the text behind the array, in bytes.
const TAIL: usize = 64 * 1024;

/// What is kept of a name, in bytes.
const KEY: usize = 256;

/// Other members that are named in the warning.
const NAMED: usize = 12;

/// An envelope: a file has one, or each of its pages.
#[derive(Debug, Default)]
pub(super) struct Wrapper {
    path: String,
    /// The text of the envelope without the elements of its array.
    text: Vec<u8>,
    /// Bytes of `text` before the closing bracket of the array.
    before: usize,
    /// Offset of the text behind the array, and its length in the file.
    behind: Option<u64>,
    length: u64,
    /// Brackets that are open behind the text so far, the quote of a string that is, and whether a backslash stands last in it.
    open: usize,
    quote: Option<u8>,
    escaped: bool,
    /// The text of the string met last, and whether a value is due that it names.
    key: Vec<u8>,
    named: bool,
    /// The names of further lists whose elements were read as records.
    lists: Vec<String>,
}

/// Where text from behind an array was followed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// All of it belongs to the envelope.
    All,
    /// The bracket of an array that has a name stands here.
    List(usize),
    /// The envelope ends here.
    End(usize),
}

impl Wrapper {
    /// An envelope that holds its records at `path`.
    pub fn new(path: String) -> Self {
        Wrapper {
            path,
            ..Wrapper::default()
        }
    }

    /// An envelope of which all but the records is known.
    pub fn around(path: String, text: Vec<u8>) -> Self {
        Wrapper {
            text,
            ..Self::new(path)
        }
    }

    /// The dotted path of the array.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Takes the text of a new envelope up to the bracket of its array.
    pub fn head(&mut self, text: &[u8]) {
        *self = Wrapper::new(std::mem::take(&mut self.path));
        self.text = [text, b"]"].concat();
        self.before = text.len();
        let mut rest = text;
        while let Tail::List(at) = self.follow(rest) {
            (self.named, rest) = (false, &rest[at + 1..]);
            self.open += 1;
        }
        self.open = self.open.saturating_sub(1);
    }

    /// The name that the envelope has, as far as it is read.
    pub fn name(&self) -> Option<String> {
        let mut text = String::from_utf8_lossy(&self.text).into_owned();
        text.push('}');
        let mut scan = Scan::new();
        scan.record(text.as_bytes(), 0).ok()?;
        let is_name = |path: &str| ["name", "tablename"].contains(&path.to_ascii_lowercase().as_str());
        let (_, value) = scan.fields(&text).find(|(path, _)| is_name(path))?;
        let mut name = String::new();
        unescape(value, &mut name);
        Some(name)
    }

    /// Takes text from behind the array, the first of which stands at `offset`, up to the next that has a name, or to the end of the envelope.
    pub fn tail(&mut self, bytes: &[u8], offset: u64) -> Tail {
        self.behind.get_or_insert(offset);
        let tail = self.follow(bytes);
        let used = match tail {
            Tail::All => bytes.len(),
            Tail::List(at) | Tail::End(at) => at,
        };
        self.keep(&bytes[..used]);
        tail
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        let room = (self.before + 1 + TAIL).saturating_sub(self.text.len());
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// The name of the array at whose bracket the text was followed to.
    pub fn list(&self) -> String {
        let mut name = String::new();
        unescape(&String::from_utf8_lossy(&self.key), &mut name);
        name
    }

    /// Takes that array as one of records, which are read elsewhere.
    pub fn read_list(&mut self) {
        self.keep(b"[]");
        self.named = false;
        self.lists.push(self.list());
    }

    /// Takes the bracket of that array as text like any other.
    pub fn pass_list(&mut self) {
        self.keep(b"[");
        self.named = false;
        self.open += 1;
    }

    /// Counts brackets, up to that of an array that has a name, or to where the last open one is closed.
    fn follow(&mut self, bytes: &[u8]) -> Tail {
        for (at, &byte) in bytes.iter().enumerate() {
            match (self.quote, byte) {
                (Some(_), _) if self.escaped => {
                    self.escaped = false;
                    self.key.push(byte);
                }
                (Some(_), b'\\') => {
                    self.escaped = true;
                    self.key.push(byte);
                }
                (Some(quote), _) if byte == quote => self.quote = None,
                (Some(_), _) => {
                    if self.key.len() < KEY {
                        self.key.push(byte);
                    }
                }
                (None, b' ' | b'\t' | b'\r' | b'\n') => {}
                (None, b':') => self.named = true,
                (None, b'[') if self.named => return Tail::List(at),
                // Single quotes are those of values as JavaScript and Python write them.
                (None, b'"' | b'\'') => {
                    self.quote = Some(byte);
                    self.named = false;
                    self.key.clear();
                }
                (None, b'{' | b'[') => {
                    self.named = false;
                    self.open += 1;
                }
                (None, b'}' | b']') => {
                    self.named = false;
                    self.open = self.open.saturating_sub(1);
                    if self.open == 0 {
                        return Tail::End(at + 1);
                    }
                }
                (None, _) => self.named = false,
            }
        }
        Tail::All
    }

    /// Whether elements of the array at this path were read as records.
    fn is_list(&self, path: &str) -> bool {
        self.lists.iter().any(|list| {
            path.strip_suffix(list.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    /// Says what the envelope holds beside the records, and whether it is whole.
    pub fn finish<S: Sink>(&mut self, input: &mut Input<'_, S>) {
        let behind = self.behind.unwrap_or(input.offset);
        let mut text = String::from_utf8_lossy(self.text.trim_ascii_start()).into_owned();
        let mut scan = Scan::new();
        let path = &self.path;
        let mut end = scan.record(text.as_bytes(), 0);
        if end.is_err()
            && let Ok((json, _)) = loose::read(text.as_bytes())
        {
            text = String::from_utf8_lossy(&json).into_owned();
            end = scan.record(text.as_bytes(), 0);
        }
        let what = match end {
            Ok(_) => {
                let others: Vec<_> = scan
                    .fields(&text)
                    .filter(|(other, value)| !(*value == "[]" && (other == path || self.is_list(other))))
                    .collect();
                if others.is_empty() {
                    return;
                }
                let named: Vec<_> = others
                    .iter()
                    .take(NAMED)
                    .map(|(other, value)| format!("{other} = {}", short(value)))
                    .collect();
                let more = if others.len() > NAMED {
                    words::reading::and_more(&(others.len() - NAMED))
                } else {
                    String::new()
                };
                words::reading::records_stand_in_object_around(&path, &named.join(", "), &more)
            }
            Err(_) if self.length as usize > TAIL => words::reading::records_stand_in_behind_them(&path, &self.length),
            Err(_) => words::reading::object_around_records(&path),
        };
        input.sink();
        input.tally.note(input.to, behind, 0, what, text.as_bytes());
    }
}

fn short(value: &str) -> String {
    const LENGTH: usize = 60;
    match value.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
