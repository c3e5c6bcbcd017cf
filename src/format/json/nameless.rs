//! Rows of values that no list of columns stands beside: arrays of one width with times in them, in an array or on lines of their own.

use super::envelope::has_time;
use super::grid::{Grid, are_types, elements, names};
use super::text::blanks;
use super::value::structure;

/// Rows in the array at `start`, of which none names the columns.
pub(super) fn nameless(bytes: &[u8], start: usize) -> Option<Grid> {
    let first = blanks(bytes, start + 1);
    let end = structure(bytes, first).ok()?;
    let comma = blanks(bytes, end);
    let second = (bytes.get(comma) == Some(&b',')).then(|| blanks(bytes, comma + 1))?;
    let names = alike(bytes, first, second)?;
    Some(Grid {
        path: String::new(),
        array: start,
        names,
        texts: None,
        headed: false,
        list: None,
    })
}

/// The names of the columns of arrays that stand on lines of their own, the first at `start`; and how many of these are names and types.
pub(super) fn lined_rows(bytes: &[u8], start: usize) -> Option<(Vec<String>, usize)> {
    let end = structure(bytes, start).ok()?;
    let mut second = blanks(bytes, end);
    let types = structure(bytes, second).ok();
    let typed = types.filter(|&end| elements(&bytes[second..end]).is_some_and(|cells| are_types(&cells)));
    if let Some(end) = typed {
        second = blanks(bytes, end);
    }
    let unnamed = alike(bytes, start, second)?;
    let first = &bytes[start..end];
    match names(first).filter(|_| !is_timed(first)) {
        Some(names) => {
            let names = names.into_iter().map(|name| name.text).collect();
            Some((names, 1 + usize::from(typed.is_some())))
        }
        None => Some((unnamed, 0)),
    }
}

/// Names for the columns of two rows, if they hold as many values, several, with a time in the second.
fn alike(bytes: &[u8], first: usize, second: usize) -> Option<Vec<String>> {
    let row = |start: usize| {
        let end = structure(bytes, start).ok().filter(|_| bytes[start] == b'[')?;
        Some((&bytes[start..end], elements(&bytes[start..end])?.len()))
    };
    let ((_, width), (text, other)) = (row(first)?, row(second)?);
    let named = |at: usize| format!("column {}", at + 1);
    (width > 1 && width == other && is_timed(text)).then(|| (0..width).map(named).collect())
}

/// Whether some value of an array is a time.
fn is_timed(array: &[u8]) -> bool {
    let cells = elements(array).unwrap_or_default();
    cells
        .iter()
        .any(|cell| !cell.starts_with(b"[") && !cell.starts_with(b"{") && has_time(&[b":", *cell, b" "].concat()))
}
