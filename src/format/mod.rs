//! Bytes to records: each reader pushes what it finds into a [`Sink`] and keeps nothing.
//!
//! A [`Reader`] takes one file in chunks of any size. It looks at the beginning (`sniff`), chooses a reader (`csv`, `json`, `lines`), and from
//! then on holds no more than the record under way. What comes out never depends on where the chunks were cut.

mod choice;
mod container;
mod csv;
mod cyrillic;
mod expanded;
mod foreign;
mod inner;
mod json;
mod labelled;
mod lead;
mod lines;
mod mend;
mod reader;
mod ruled;
mod seam;
mod sniff;
mod summary;
mod tally;
mod utf16;
mod western;
mod xml;
mod yaml;

pub use choice::Choice;
pub use container::{Content, Contents, Directory, Entry, Excerpt, INSIDE, Limits, Unpacker};
pub use csv::{BATCH, Batch};
pub use inner::Inner;
pub use json::{Field, Objects};
pub use reader::Reader;
pub use seam::Seam;
pub use summary::{Encoding, Format, Summary};

use serde::{Deserialize, Serialize};

/// A column as the sink numbered it; the first column asked for is 0.
pub type ColumnId = u32;

/// One cell as it stood in the file, unescaped but not interpreted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Raw<'a> {
    /// JSON `null`, or an empty unquoted CSV field.
    Null,
    /// JSON `true` or `false`.
    Boolean(bool),
    /// A JSON number, digits as written.
    Number(&'a str),
    /// A JSON string: text, unless every value of the column reads as a time.
    Text(&'a str),
    /// A CSV field: its kind is anyone's guess and is inferred over all rows.
    Untyped(&'a str),
    /// A JSON array or an empty object, as JSON text.
    Structure(&'a str),
}

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Index of the file in the order given.
    pub file: u32,
    /// Number of the record in its file, from 1, headers not counted.
    pub row: u64,
    /// Offset of the record's first byte in its file.
    pub byte: u64,
    /// Length of the record in bytes, without the line end.
    pub length: u32,
}

/// Something that was wrong in the input, beside the rows that could be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    pub at: Position,
    /// One sentence: what was found, and where it matters what was expected.
    pub what: String,
    /// The beginning of the raw text, at most [`EXCERPT`] bytes, lossily decoded.
    pub raw: String,
    /// Whether the record was left out of the table.
    pub rejected: bool,
}

/// The column that says in which of several lists, or tables, of one file a record stands.
pub const LIST: &str = "table";

/// How much raw text a warning carries, in bytes.
pub const EXCERPT: usize = 512;

/// The longest record that is read, in bytes; a longer one is left out with a warning.
const RECORD: usize = 64 << 20;

/// Takes records, one field at a time. Readers push a record only when it is whole and readable.
pub trait Sink {
    /// The number of the column with this dotted path; the same path always gives the same number.
    fn column(&mut self, path: &str) -> ColumnId;
    /// One cell of the record under way. A second cell for the same column goes to a column of its own (`path (2)`); nothing is lost.
    fn field(&mut self, column: ColumnId, raw: Raw<'_>);
    /// Ends the record; columns without a field are null in it.
    fn end_record(&mut self, at: Position);
    /// Whole records at once, for a sink that takes them faster by columns.
    fn records(&mut self, batch: &Batch<'_>) {
        batch.each(self);
    }
    /// The same, of records that have whichever fields they have.
    fn objects(&mut self, batch: &Objects<'_>) {
        batch.each(self);
    }
    /// Notes what could not be read or had to be mended.
    fn warn(&mut self, warning: Warning);
}
