//! Parquet files: the rows come out as lines of JSON, so that whatever holds for JSON holds for them.
//!
//! The footer stands at the end and says where the chunks of each row group are, so that a file is read when all of it is there. Of a row
//! group every column is unpacked page by page while its rows are written: what is unpacked never takes more than a page and a dictionary a
//! column, however large the group is. Read is all that the format's specification names but for Brotli, LZO and encryption.
//!
//! - **Damage** costs a column what lies behind it in its row group: those cells are null, and a sentence says from which row on. Rows of
//!   which no column can be read are left out and counted.
//! - **Bombs** are stopped: nothing is allocated for what a file claims, but for pages, which are bounded one by one and together.

mod bits;
mod codec;
mod column;
mod decoder;
mod footer;
mod logical;
mod rows;
mod schema;
mod thrift;

use super::{Content, Entry, Out};
use crate::words;
use footer::{Footer, Group};
use rows::Rows;
use schema::Schema;
use std::cell::Cell;

/// How a file begins and ends, and how one does whose footer is encrypted.
pub(super) const MAGIC: &[u8] = b"PAR1";
pub(super) const SECRET: &[u8] = b"PARE";

/// The largest file that is held in memory, in bytes.
const LARGEST: usize = 1 << 30;

/// Bytes of lines passed on at a time.
const PIECE: usize = 256 << 10;

/// A file, gathered until it ends.
#[derive(Debug, Default)]
pub(super) struct Parquet {
    bytes: Vec<u8>,
    overlong: bool,
}

impl Parquet {
    /// Takes the next bytes.
    pub fn feed(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > LARGEST {
            self.overlong = true;
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    /// Takes the end: the rows come out. `name` is that of the file in its own container.
    pub fn finish(self, name: &str, out: &mut Out<'_>) {
        let trouble = match footer(&self.bytes) {
            _ if self.overlong => words::reading::this_parquet_file_is_larger_than(&(LARGEST >> 30)),
            Err(trouble) => trouble,
            Ok(footer) => match Schema::new(&footer).filter(|schema| !schema.leaves.is_empty()) {
                Some(schema) => return pass(&self.bytes, &footer, &schema, name, out),
                None => words::reading::FOUND_PARQUET_WITHOUT_COLUMNS.to_owned(),
            },
        };
        out.contents.trouble(trouble);
    }
}

/// Reads the footer; the error is why there is none.
fn footer(bytes: &[u8]) -> Result<Footer, String> {
    let damaged = || words::reading::FOUND_PARQUET_CUT.to_owned();
    if bytes.starts_with(SECRET) {
        return Err(words::reading::FOUND_PARQUET_ENCRYPTED.to_owned());
    }
    let (rest, magic) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
    let (rest, length) = rest.split_last_chunk::<4>().ok_or_else(damaged)?;
    let from = rest.len().checked_sub(u32::from_le_bytes(*length) as usize);
    let footer = from.and_then(|from| Footer::read(&rest[from..]));
    footer.filter(|_| magic == MAGIC).ok_or_else(damaged)
}

/// Why a file of which no row can be read has none; `None` for one that has some.
fn nothing(footer: &Footer, schema: &Schema) -> Option<String> {
    let mut chunks = footer
        .groups
        .iter()
        .filter(|group| group.rows > 0)
        .flat_map(|group| &group.chunks)
        .peekable();
    let Some(first) = chunks.peek().map(|chunk| chunk.codec) else {
        return Some(words::reading::found_parquet_without_rows(&schema.leaves.len()));
    };
    if chunks.clone().all(|chunk| chunk.elsewhere) {
        return Some(words::reading::FOUND_PARQUET_SUMMARY.to_owned());
    }
    let unknown = !codec::is_known(first) && chunks.all(|chunk| chunk.codec == first);
    unknown.then(|| {
        let name = codec::name(first).map_or_else(|| first.to_string(), str::to_owned);
        let what = words::reading::parquet_compressed_by(&name);
        words::reading::found_which_is_not_read(&what, &words::reading::PARQUET_MENDS)
    })
}

/// How a file was made: by which program, in how many row groups, and how they are compressed.
fn made(footer: &Footer) -> String {
    let mut codecs: Vec<&str> = Vec::new();
    for chunk in footer.groups.iter().flat_map(|group| &group.chunks) {
        let name = codec::name(chunk.codec).unwrap_or("?");
        if !codecs.contains(&name) {
            codecs.push(name);
        }
    }
    words::reading::row_groups_by(footer.groups.len() as u64, &codecs.join(", "), &footer.writer)
}

/// Passes the rows on.
fn pass(bytes: &[u8], footer: &Footer, schema: &Schema, name: &str, out: &mut Out<'_>) {
    out.contents.begin(Entry {
        name,
        packed: true,
        content: Content::Rows {
            columns: &schema.paths,
            made: &made(footer),
        },
        start: out.budget.start,
    });
    match nothing(footer, schema) {
        Some(nothing) => out.contents.trouble(nothing),
        None => {
            let mut lines = Vec::new();
            for (index, group) in footer.groups.iter().enumerate() {
                if !pass_group(bytes, index + 1, group, schema, &mut lines, out) {
                    break;
                }
            }
        }
    }
    out.contents.end();
}

/// Passes the rows of a group on; `false` where no more are wanted.
fn pass_group(
    bytes: &[u8],
    number: usize,
    group: &Group,
    schema: &Schema,
    lines: &mut Vec<u8>,
    out: &mut Out<'_>,
) -> bool {
    let room = Cell::new(0);
    let mut rows = Rows::new(schema, group, bytes, 0, &room);
    for row in 0..group.rows {
        let goes = rows.goes_on();
        if !rows.faults.is_empty() || !goes {
            if !flush(lines, out) {
                return false;
            }
            let faults = std::mem::take(&mut rows.faults);
            if !goes {
                let what = faults
                    .first()
                    .map_or(words::reading::HAS_TOO_FEW_VALUES, |(_, what)| what);
                let lost = group.rows - row;
                out.contents
                    .lost(lost, words::reading::rows_of_row_group_are_lost(lost, &number, &what));
                return true;
            }
            for (path, what) in faults {
                let what = words::reading::column_of_row_group_is_empty(&path, &number, &(row + 1), &what);
                out.contents.trouble(what);
            }
        }
        rows.write(lines);
        if lines.len() >= PIECE && !flush(lines, out) {
            return false;
        }
    }
    flush(lines, out)
}

/// Passes lines on; `false` where no more are wanted, or there may be no more.
fn flush(lines: &mut Vec<u8>, out: &mut Out<'_>) -> bool {
    let wanted = match out.budget.spend(lines.len()) {
        Ok(()) => lines.is_empty() || out.contents.bytes(lines),
        Err(bomb) => {
            out.contents.trouble(bomb);
            false
        }
    };
    lines.clear();
    wanted
}
