//! The object around the array of records: what else it holds is told, not lost.

use super::Input;
use super::scan::Scan;
use crate::format::Sink;

/// What is kept of the text behind the array, in bytes.
const TAIL: usize = 64 * 1024;

/// Other members that are named in the warning.
const NAMED: usize = 12;

/// The envelope of one file.
#[derive(Debug)]
pub(super) struct Wrapper {
    path: String,
    array: usize,
    /// The text of the envelope without the elements of its array.
    text: Vec<u8>,
    /// Bytes of `text` before the closing bracket of the array.
    before: usize,
    /// Offset of the text behind the array, and its length in the file.
    behind: Option<u64>,
    length: u64,
}

impl Wrapper {
    /// An envelope that holds its records at `path`, in the array whose bracket stands at `array`.
    pub fn new(path: String, array: usize) -> Self {
        Wrapper {
            path,
            array,
            text: Vec::new(),
            before: 0,
            behind: None,
            length: 0,
        }
    }

    /// Takes the text before the array from the bytes that begin the file; returns the offset of the bracket.
    pub fn head(&mut self, bytes: &[u8]) -> Option<usize> {
        self.text = bytes.get(..=self.array)?.to_vec();
        self.text.push(b']');
        self.before = self.array + 1;
        Some(self.array)
    }

    /// Takes text from behind the array; the first of it stands at `offset`.
    pub fn tail(&mut self, bytes: &[u8], offset: u64) {
        self.behind.get_or_insert(offset);
        self.length += bytes.len() as u64;
        let room = (self.before + 1 + TAIL).saturating_sub(self.text.len());
        self.text.extend_from_slice(&bytes[..bytes.len().min(room)]);
    }

    /// Says what the envelope holds beside the records, and whether it is whole.
    pub fn finish<S: Sink>(&mut self, input: &mut Input<'_, S>) {
        let behind = self.behind.unwrap_or(input.offset);
        let text = String::from_utf8_lossy(self.text.trim_ascii_start()).into_owned();
        let mut scan = Scan::new();
        let path = &self.path;
        let what = match scan.record(text.as_bytes(), 0) {
            Ok(end) => {
                let rest = text[end..].trim();
                if !rest.is_empty() {
                    let what =
                        "There is more text behind the object that wraps the records; it was not read.".to_owned();
                    input.tally.note(input.sink, behind, 0, what, rest.as_bytes());
                }
                let others: Vec<_> = scan
                    .fields(&text)
                    .filter(|(other, value)| !(other == path && *value == "[]"))
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
                    format!(" and {} more", others.len() - NAMED)
                } else {
                    String::new()
                };
                format!(
                    "The records stand in “{path}”. The object around them also holds {}{more}: these are no columns.",
                    named.join(", ")
                )
            }
            Err(_) if self.length as usize > TAIL => {
                format!(
                    "The records stand in “{path}”. Behind them come {} bytes that were not read.",
                    self.length
                )
            }
            Err(_) => format!(
                "The object around the records in “{path}” is cut or broken behind them; the records are whole."
            ),
        };
        input.tally.note(input.sink, behind, 0, what, text.as_bytes());
    }
}

fn short(value: &str) -> String {
    const LENGTH: usize = 60;
    match value.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}
