//! A table written column by column: one object with a list of values for each column, or with an object of them whose keys count the rows;
//! or lists beside a list of their names.

use super::envelope::has_time;
use super::grid::{Table, tables};
use super::scan::Fault;
use super::text::{blanks, string};
use super::value::{colon, scalar, structure};
use super::wrapper::Wrapper;
use super::{Due, Input, Json};
use crate::format::{LIST, Raw, Sink};
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

/// Where its key stands, quotes included, if it has one, and where its values do.
type Column = (Option<Range<usize>>, Vec<Range<usize>>);

/// So many lists of one length in the array at `start` as columns, and the offset behind it.
pub(super) fn lists(bytes: &[u8], start: usize, many: usize) -> Result<(Vec<Column>, usize), Fault> {
    let mut columns: Vec<Column> = Vec::new();
    let mut at = blanks(bytes, start + 1);
    loop {
        if bytes.get(at) != Some(&b'[') {
            return Err(Fault::broken(at, ""));
        }
        let count = columns.first().map(|(_, first)| first.len());
        let (values, end) = values(bytes, at, count)?;
        // As many values as columns make it a row, unless they are times and what stands behind them is not.
        let timed = |values: &[Range<usize>]| values.iter().all(|value| is_time(bytes, value));
        let row = columns.is_empty() && values.len() == many && !timed(&values)
            || columns.len() == 1 && values.len() == many && timed(&values);
        if row || columns.len() == many || values.is_empty() || count.is_some_and(|count| count != values.len()) {
            return Err(Fault::broken(at, ""));
        }
        columns.push((None, values));
        at = blanks(bytes, end);
        match bytes.get(at) {
            Some(b',') => at = blanks(bytes, at + 1),
            Some(b']') => return Ok((columns, at + 1)),
            Some(_) => return Err(Fault::broken(at, "")),
            None => return Err(Fault::cut("")),
        }
    }
}

/// The members of the object at `start` as columns, and the offset behind it.
pub(super) fn columns(bytes: &[u8], start: usize) -> Result<(Vec<Column>, usize), Fault> {
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
        columns.push((Some(at..quote + 1), values));
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
    let timed = |(_, values): &Column| {
        [values.first(), values.last()]
            .into_iter()
            .flatten()
            .all(|value| is_time(bytes, value))
    };
    columns.len() > 1 && columns.iter().any(timed)
}

fn is_time(bytes: &[u8], value: &Range<usize>) -> bool {
    has_time(&[b":", &bytes[value.clone()], b" "].concat())
}

impl Json {
    /// Reads all rows once the file is there as a whole.
    pub(super) fn columns<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        if !input.last {
            return None;
        }
        let bytes = input.bytes;
        let start = blanks(bytes, at);
        let (tables, end) = match columns(bytes, start) {
            Ok((columns, end)) if are_columns(bytes, &columns) => {
                let named = columns
                    .into_iter()
                    .map(|(key, values)| (bytes[key.unwrap_or_default()].to_vec(), values));
                let table = Table {
                    columns: named.collect(),
                    path: String::new(),
                    place: start..end,
                };
                (vec![table], end)
            }
            _ => match tables(bytes, start) {
                Ok(found) => found,
                Err(_) => {
                    self.due = Due::Value;
                    return Some(start);
                }
            },
        };
        let (mut around, mut from) = (Vec::new(), start);
        for (number, table) in tables.iter().enumerate() {
            self.table = (number > 0).then(|| (number + 1).to_string());
            self.column_rows(input, table);
            around.extend_from_slice(&bytes[from..table.place.start]);
            around.extend_from_slice(b"[]");
            from = table.place.end;
        }
        around.extend_from_slice(&bytes[from..end]);
        if let Some(first) = tables.first().filter(|table| !table.path.is_empty()) {
            Wrapper::around(first.path.clone(), around).finish(input);
        }
        self.due = Due::Nothing;
        Some(end)
    }

    /// Pushes the rows of a table of columns.
    fn column_rows<S: Sink>(&mut self, input: &mut Input<'_, S>, table: &Table) {
        let bytes = input.bytes;
        input.sink();
        for row in 0..table.columns[0].1.len() {
            let mut record = vec![b'{'];
            for (key, values) in &table.columns {
                record.extend_from_slice(key);
                record.push(b':');
                record.extend_from_slice(&bytes[values[row].clone()]);
                record.push(b',');
            }
            record.pop();
            record.push(b'}');
            // Where it stands is where its first value does.
            let place = &table.columns[0].1[row];
            let byte = input.offset + place.start as u64;
            let text = crate::format::western::decode(&record);
            if self.scan.record(text.as_bytes(), 0).is_ok() {
                if str::from_utf8(&record).is_err() {
                    input.tally.stray(input.to, byte, &record);
                }
                if let Some(name) = &self.table {
                    let column = input.to.column(LIST);
                    input.to.field(column, Raw::Text(name));
                }
                self.scan.push(&text, input.to);
                input.tally.accept(input.to, byte, place.len());
            }
        }
    }
}
