//! A table written column by column: one object with a list of values for each column, or with an object of them whose keys count the rows.

use super::scan::{Fault, Scan};
use super::text::{blanks, string};
use super::value::{colon, scalar, structure};
use super::{Due, Input, Json};
use crate::format::Sink;
use std::ops::Range;

/// What a look for columns gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    No,
    Found,
    /// So it seems, but the end is not here.
    More,
}

/// Looks for a table of columns in the object at `start`; `whole`: nothing stands behind `bytes`.
pub(super) fn look(bytes: &[u8], start: usize, whole: bool) -> Columns {
    match columns(bytes, start) {
        Ok((columns, end)) if are_columns(bytes, &columns) && blanks(bytes, end) == bytes.len() => Columns::Found,
        Err(Fault::Cut { .. }) if !whole => Columns::More,
        _ => Columns::No,
    }
}

/// A key with its quotes, and where its values stand.
type Column = (Range<usize>, Vec<Range<usize>>);

/// The members of the object at `start` as columns, and the offset behind it.
fn columns(bytes: &[u8], start: usize) -> Result<(Vec<Column>, usize), Fault> {
    let broken = |at| Fault::broken(at, "");
    let mut columns: Vec<Column> = Vec::new();
    let mut at = blanks(bytes, start + 1);
    loop {
        let quote = string(bytes, expect(bytes, at, b'"')?)?.0;
        let value = colon(bytes, quote + 1)?;
        let count = columns.first().map(|(_, first)| first.len());
        let (values, end) = values(bytes, value, count)?;
        if count.is_some_and(|count| count != values.len()) || values.len() < 2 {
            return Err(broken(value));
        }
        columns.push((at..quote + 1, values));
        at = blanks(bytes, end);
        match bytes.get(at) {
            Some(b',') => at = blanks(bytes, at + 1),
            Some(b'}') => return Ok((columns, at + 1)),
            Some(_) => return Err(broken(at)),
            None => return Err(Fault::cut("")),
        }
    }
}

/// The values of one column: those of an array, or of an object whose keys count from 0. There are as many as are known, if that is known; the
/// values of the first column are no structures.
fn values(bytes: &[u8], start: usize, count: Option<usize>) -> Result<(Vec<Range<usize>>, usize), Fault> {
    let close = match bytes.get(start) {
        Some(b'[') => b']',
        Some(b'{') => b'}',
        Some(_) => return Err(Fault::broken(start, "")),
        None => return Err(Fault::cut("")),
    };
    let mut values = Vec::new();
    let mut at = blanks(bytes, start + 1);
    loop {
        if close == b'}' {
            let quote = string(bytes, expect(bytes, at, b'"')?)?.0;
            if bytes[at + 1..quote] != *values.len().to_string().as_bytes() {
                return Err(Fault::broken(at, ""));
            }
            at = colon(bytes, quote + 1)?;
        }
        let end = match bytes.get(at) {
            Some(b'{' | b'[') if close == b'}' || count.is_some() => structure(bytes, at)?,
            _ => scalar(bytes, at)?,
        };
        if count == Some(values.len()) {
            return Err(Fault::broken(at, ""));
        }
        values.push(at..end);
        at = blanks(bytes, end);
        match bytes.get(at) {
            Some(b',') => at = blanks(bytes, at + 1),
            Some(&byte) if byte == close => return Ok((values, at + 1)),
            Some(_) => return Err(Fault::broken(at, "")),
            None => return Err(Fault::cut("")),
        }
    }
}

fn expect(bytes: &[u8], at: usize, byte: u8) -> Result<usize, Fault> {
    match bytes.get(at) {
        Some(&found) if found == byte => Ok(at + 1),
        Some(_) => Err(Fault::broken(at, "")),
        None => Err(Fault::cut("")),
    }
}

/// Whether these are columns of a log: two or more, of which one holds times from the first row to the last.
fn are_columns(bytes: &[u8], columns: &[Column]) -> bool {
    let timed = |(key, values): &Column| {
        let ends = [values.first(), values.last()];
        ends.into_iter().flatten().all(|value| {
            let member = [&bytes[key.clone()], b":", &bytes[value.clone()], b" "].concat();
            super::envelope::has_time(&member)
        })
    };
    columns.len() > 1 && columns.iter().any(timed)
}

impl Json {
    /// Reads all rows once the file is there as a whole.
    pub(super) fn columns<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        if !input.last {
            return None;
        }
        let bytes = input.bytes;
        let start = blanks(bytes, at);
        let Ok((columns, _)) = columns(bytes, start) else {
            self.due = Due::Value;
            return Some(start);
        };
        let mut scan = Scan::new();
        input.sink();
        for row in 0..columns[0].1.len() {
            let mut record = vec![b'{'];
            for (key, values) in &columns {
                record.extend_from_slice(&bytes[key.clone()]);
                record.push(b':');
                record.extend_from_slice(&bytes[values[row].clone()]);
                record.push(b',');
            }
            record.pop();
            record.push(b'}');
            // Where it stands is where its first value does.
            let place = &columns[0].1[row];
            let byte = input.offset + place.start as u64;
            let text = crate::format::western::decode(&record);
            if scan.record(text.as_bytes(), 0).is_ok() {
                if str::from_utf8(&record).is_err() {
                    input.tally.stray(input.to, byte, &record);
                }
                scan.push(&text, input.to);
                input.tally.accept(input.to, byte, place.len());
            }
        }
        self.due = Due::Nothing;
        Some(bytes.len())
    }
}
