//! The record of an export: what it was made of, and how.

pub const FILES: &str = "FILES";
pub const QUESTION: &str = "QUESTION";
pub const ANSWER: &str = "ANSWER";
pub const PASTED: &str = "pasted";
pub const NO_FILTER: &str = "Filter: none, all events";
pub const AGAIN: &str = "TO MAKE IT AGAIN\nOpen the same files in the page, then this link, and export “CSV, exact”: the SHA-256 of the file must be the one above.";

pub fn made_with(version: &str, written: &str) -> String {
    format!("Record of an export, made with Audit Explorer {version} on {written}")
}

pub fn file(name: &str, bytes: u64, rows: u64, rejected: u64) -> String {
    format!("{name}: {bytes} bytes, {rows} events, {rejected} not readable")
}

pub fn sha256(digest: &str) -> String {
    format!("  SHA-256 {digest}")
}

pub fn sha256_of_archive(digest: &str) -> String {
    format!("  SHA-256 of the archive it is in: {digest}")
}

pub fn beside(name: &str, file: &str, rows: u64) -> String {
    format!("Table beside the log, #{name} ({file}): {rows} rows")
}

pub fn in_all(rows: u64, rejected: u64, warned: u64) -> String {
    format!("In all: {rows} events, {rejected} not readable, {warned} warnings in the load report")
}

pub fn filter(filter: &str) -> String {
    format!("Filter: {filter}")
}

pub fn computed(name: &str, formula: &str) -> String {
    format!("Computed column “{name}”: {formula}")
}

pub fn ascending(column: &str) -> String {
    format!("{column} ascending")
}

pub fn descending(column: &str) -> String {
    format!("{column} descending")
}

pub fn order(order: &str) -> String {
    format!("Order: {order}")
}

pub fn columns(count: usize, names: &str) -> String {
    format!("Columns ({count}): {names}")
}

pub fn zone(zone: &str) -> String {
    format!("Times are told in {zone}")
}

pub fn answer(rows: u64, of: u64) -> String {
    format!("{rows} of {of} events")
}

pub fn sha256_of_answer(digest: &str) -> String {
    format!("SHA-256 of these events as “CSV, exact”: {digest}")
}
