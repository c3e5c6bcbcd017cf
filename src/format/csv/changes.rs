//! Where a table goes on as something else: another table behind a blank line, or objects of JSON among the rows.

use super::header::Header;
use super::row::{Row, is_name};
use super::rows::{Held, Rows};
use crate::format::Sink;
use crate::format::json::Scan;
use crate::format::tally::Tally;
use crate::words;
use std::collections::HashSet;

impl Rows {
    /// Whether a row behind a blank line names the columns of another table: words alone, also where the first row of this table had numbers.
    pub fn renames(&mut self, row: &Row<'_>) -> bool {
        if row.ends.len() < 3 || self.described || self.annotated {
            return false;
        }
        let cells = self.cells(row);
        let names: HashSet<&str> = cells.iter().map(|cell| cell.trim()).collect();
        names.len() == cells.len()
            && names.iter().all(|name| is_name(name))
            && self.counted.iter().take(cells.len()).any(|&counted| counted)
    }

    /// Takes a row for the header of the rows below it.
    pub fn begin_again<S: Sink>(&mut self, row: &Row<'_>, tally: &mut Tally, sink: &mut S) {
        for Held { raw, byte, .. } in std::mem::take(&mut self.held) {
            tally.note(
                sink,
                byte,
                raw.len(),
                words::reading::THIS_LINE_BELOW_ROWS.to_owned(),
                &raw,
            );
        }
        let names = self.cells(row);
        self.header = Some(Header::read(&names, sink));
        (self.below, self.reordered) = (true, true);
        self.head = row.raw.to_vec();
        let what = words::reading::ANOTHER_TABLE_BEGINS.to_owned();
        tally.note(sink, row.byte, row.raw.len(), what, row.raw);
    }

    /// Pushes a row that is an object of JSON; answers whether it is one.
    pub fn object<S: Sink>(&mut self, row: &Row<'_>, tally: &mut Tally, sink: &mut S) -> bool {
        let Ok(text) = std::str::from_utf8(row.raw) else {
            return false;
        };
        let first = self.objects.is_none();
        let mut scan = self.objects.take().unwrap_or_else(|| Box::new(Scan::new()));
        let found = scan.record(row.raw, 0) == Ok(row.raw.len());
        if found {
            if first {
                let what = words::reading::OBJECTS_AMONG_ROWS.to_owned();
                tally.note(sink, row.byte, row.raw.len(), what, row.raw);
            }
            self.release(tally, sink);
            (self.below, self.blank) = (false, false);
            scan.push(text, sink);
            tally.accept(sink, row.byte, row.raw.len());
        }
        if found || !first {
            self.objects = Some(scan);
        }
        found
    }
}
