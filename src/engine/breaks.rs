//! Where a file goes on as something else: many records in a row that cannot be read.

use super::report::Report;
use crate::format::Warning;
use crate::words;

/// Records in a row that cannot be read, from which on that is told once for all of them.
const MANY: u64 = 10;

/// Adds a sentence before each run of records that could not be read, as far as warnings were kept.
pub(super) fn tell_breaks(report: &mut Report) {
    let warnings = &report.warnings;
    // Where each run begins among the warnings, and how long it is.
    let mut runs: Vec<(usize, u64)> = Vec::new();
    for (index, Warning { at, .. }) in warnings.iter().enumerate().filter(|(_, warning)| warning.rejected) {
        match runs.last_mut() {
            Some((first, count))
                if warnings[*first].at.file == at.file && warnings[*first].at.row + *count == at.row =>
            {
                *count += 1;
            }
            _ => runs.push((index, 1)),
        }
    }
    for (first, count) in runs.into_iter().rev().filter(|(_, count)| *count >= MANY) {
        let at = report.warnings[first].at;
        if report.files.get(at.file as usize).is_none_or(|file| file.rows == 0) {
            continue;
        }
        let told = Warning {
            at,
            what: words::engine::records_in_a_row_cannot_be_read(count),
            raw: String::new(),
            rejected: false,
        };
        report.warnings.insert(first, told);
        report.warned += 1;
    }
}
