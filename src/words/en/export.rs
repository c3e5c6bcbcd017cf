//! What is taken away as a file.

use std::fmt::Display;

pub const GUARD_CSV: &str = "Times are told in the zone chosen, all else is exactly as in the log; nothing guards a spreadsheet against cells that begin like a formula.";
pub const GUARD_EXCEL: &str =
    "Cells that a spreadsheet would run as a formula begin with a ', and a byte order mark leads the file.";
pub const GUARD_TSV: &str = "Cells that a spreadsheet would run as a formula begin with a '.";
pub const GUARD_NDJSON: &str = "One JSON object a line; nulls are left out.";
pub const EXPORT_TIP: &str = "The matching rows, the columns as shown, in the order shown";
pub const EVIDENCE_NOTE: &str = "files, filter, SHA-256";

pub fn evidence_written(name: &dyn Display) -> String {
    format!(
        "What these rows are made of is written to {name}: the files and their SHA-256, the filter, and the SHA-256 of the rows as “CSV, exact”."
    )
}

pub fn written_and_guard(
    rows: &dyn Display,
    columns: (usize, usize),
    name: &dyn Display,
    guard: &dyn Display,
) -> String {
    let (columns, all) = columns;
    let of = if columns < all {
        format!(", {columns} of {all} columns,")
    } else {
        String::new()
    };
    format!("{rows}{of} written to {name}. {guard}")
}
