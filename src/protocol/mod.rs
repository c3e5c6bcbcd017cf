//! What crosses between the page and the worker: questions in the user's words one way, small answers the other, as postcard bytes.
//!
//! Files and finished downloads cross beside the bytes as browser handles (`File`, `Blob`); the log itself never does.

pub use crate::engine::{
    Choice, ColumnReport, Duplicates, Encoding, Export, FileReport, Kept, KeyReport, LookupReport, MANY, Peek, Report,
    Shape, Silence, Span,
};
pub use crate::format::Warning;
pub use crate::table::{DUPLICATE, During, Keep, Turn};
pub use crate::vendor::{Class, Roles};

use crate::engine::OPENING;
use crate::query::{Answers, Failure, List, Query};
use crate::value::Zone;
use postcard::ser_flavors::Flavor;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Bytes from which on it is worth while to share files out among several workers, by their [`weight`].
pub const LARGE: u64 = 16 << 20;

/// What it takes to read a file of so many bytes, in bytes of a large one: opening each of many takes its time, too.
pub fn weight(bytes: u64) -> u64 {
    bytes + OPENING
}

/// Page to worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Read these files (their handles travel beside); `add` stacks them onto what is open.
    Open { load: u32, names: Vec<String>, add: bool },
    /// The workers behind the ports that travel beside read stretches of large files ahead from now on, and answer for some of the rows of a
    /// large table; none at all: they are gone.
    Team,
    /// Help the worker behind the port that travels beside, and do nothing else.
    Serve,
    /// Stop reading and keep what has been read.
    Cancel,
    /// Answer these. A later question for the same slot makes an earlier one stale.
    Ask(Vec<Asked>),
    /// The raw bytes of a row, as they stand in the file.
    Raw { serial: u64, row: u64 },
    /// Write the matching rows into a file for download.
    Export(Export),
    /// Read days without a clock in this zone.
    Days { zone: Zone },
    /// Read the times of a zoneless column in this zone.
    Assume { column: String, zone: Zone },
    /// Read a column in another way than it was taken for.
    Turn { column: String, turn: Turn },
    /// Read all files again, this one in another way than it was taken for: its index among those given.
    Choose { load: u32, file: u32, choice: Choice },
    /// Look at the beginning of a file (its handle travels beside).
    Peek { serial: u64 },
    /// Have a table of this name beside the log: of the file whose handle travels beside, read so, or of these values.
    Hold {
        serial: u64,
        name: String,
        values: Option<List>,
        choice: Choice,
    },
    /// Have the table of this name beside the log no more.
    Drop { serial: u64, name: String },
    /// Read all files again, and keep so much of them.
    Keep { load: u32, keep: Keep },
}

/// How the slots of those begin who wait for one answer each.
pub const CALL: &str = "call ";

/// A question on its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Whose question it is: a panel, or a caller of the scripting door.
    pub slot: String,
    /// Ascends; the page ignores answers older than its newest question.
    pub serial: u64,
    pub query: Query,
}

/// Worker to page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The engine takes commands.
    Ready { version: String },
    /// How far the reading is.
    Progress(Progress),
    /// What is open; while reading, what has been read so far.
    Opened { load: u32, done: bool, report: Box<Report> },
    /// The SHA-256 of each file as it was given, in hexadecimal digits, as far as they are known.
    Digests { load: u32, sha256: Vec<Option<String>> },
    Answer {
        slot: String,
        serial: u64,
        result: Result<Answers, Failure>,
    },
    /// The record as it was.
    Raw { serial: u64, text: String },
    /// The file (its `Blob` travels beside) is ready to be saved; with its SHA-256 in hexadecimal digits.
    Exported { serial: u64, rows: u64, sha256: String },
    /// What the beginning of a file looks like.
    Peeked { serial: u64, peek: Peek },
    /// The tables that are beside the log now.
    Beside { serial: u64, tables: Vec<LookupReport> },
    /// Something could not be done; the worker lives on.
    Failed { serial: Option<u64>, failure: Failure },
}

/// How far a load has come.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    pub load: u32,
    pub bytes: u64,
    /// Bytes of all files together.
    pub total: u64,
    pub rows: u64,
    pub rejected: u64,
    /// Milliseconds since the load began.
    pub millis: u64,
}

/// Bytes of a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_in(message, &mut bytes);
    bytes
}

/// Bytes of a message, in place of what is in `room`: large ones after one another need no more room each time.
pub fn encode_in<T: Serialize>(message: &T, room: &mut Vec<u8>) {
    room.clear();
    // Every message is plain owned data; postcard fails only on unsized sequences, of which there are none.
    if postcard::serialize_with_flavor(message, Room(room)).is_err() {
        room.clear();
    }
}

/// Where the bytes of a message go.
struct Room<'a>(&'a mut Vec<u8>);

impl Flavor for Room<'_> {
    type Output = ();

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

/// A message from its bytes; `None` where they are not one.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
