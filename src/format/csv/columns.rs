//! Finds the table in a text, by trying: what stands between its cells, and which row names its columns.

use super::astray::Suspect;
use super::cell::{Quoting, owned};
use super::doubled;
use super::marks::Marks;
use crate::value::Stamp;
use std::net::{IpAddr, SocketAddr};

/// Delimiters that are tried, the commonest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Delimiters that are tried where none of these cuts the first row: some people want one that stands in no text.
const RARE: [u8; 6] = [b'^', b'~', 0x01, 0x1F, b'!', b'`'];

/// Rows that are looked at.
const ROWS: usize = 200;

/// Quotes that went astray before no more rows are looked at.
const STRAYS: usize = 8;

/// Rows before the one that names the columns, at most.
const PREAMBLE: usize = 40;

/// The longest name of a column that stands alone, in bytes; anything longer is a sentence.
const NAME: usize = 64;

/// A table that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) struct Table {
    pub delimiter: u8,
    /// Bytes before the first row of the table, and rows in them that are none of it.
    pub skip: usize,
    pub lines: usize,
    /// Whether the first row names the columns.
    pub headed: bool,
    /// Whether hardly any row differs from the others in its number of cells, which are several, or many where there are but two rows.
    pub alike: bool,
    /// Cells that nearly all rows have beyond those that the first one names.
    pub extra: usize,
    /// How cells are quoted.
    pub quoting: Quoting,
    /// Whether blanks stand around most cells, which are none of them.
    pub padded: bool,
    /// Whether the first row names groups of the columns that the second one names.
    pub grouped: bool,
    /// Whether lines with a `#` stand above each row of names, of which there may be several, and each row begins with an empty cell.
    pub annotated: bool,
}

impl Table {
    /// A table from the first byte on whose delimiter is known.
    pub fn of(delimiter: u8) -> Self {
        Table {
            delimiter,
            skip: 0,
            lines: 0,
            headed: true,
            alike: false,
            extra: 0,
            quoting: Quoting::USUAL,
            padded: false,
            grouped: false,
            annotated: false,
        }
    }
}

/// A row as one delimiter cuts it.
#[derive(Clone, Debug)]
struct Row {
    start: usize,
    stop: usize,
    cells: usize,
    /// Where its cells end in the marks.
    marks: (usize, usize),
}

/// What one delimiter makes of a text.
#[derive(Debug)]
struct Trial {
    delimiter: u8,
    quoting: Quoting,
    /// Rows that are not blank.
    rows: Vec<Row>,
    ends: Vec<u32>,
}

impl Trial {
    fn new(bytes: &[u8], delimiter: u8, end: u8, whole: bool) -> Self {
        let double = Self::quoted(bytes, delimiter, end, whole, b'"');
        if !double.has_single(bytes) {
            return double;
        }
        let single = Self::quoted(bytes, delimiter, end, whole, b'\'');
        // Where both cut the rows alike, single quotes stand around cells either way.
        let agrees = single.agreement_with_first() > double.agreement_with_first() || double.is_single(bytes);
        if agrees && single.is_single(bytes) {
            single.or(double)
        } else {
            double
        }
    }

    /// What comes of it where cells stand between these quotes.
    fn quoted(bytes: &[u8], delimiter: u8, end: u8, whole: bool, mark: u8) -> Self {
        let with = |escapes| Self::with(bytes, delimiter, end, whole, Quoting { mark, escapes });
        let plain = with(false);
        if plain.escapes(bytes) {
            with(true).or(plain)
        } else {
            plain
        }
    }

    /// This trial, if its rows agree with its first at least as well as those of the other.
    fn or(self, other: Self) -> Self {
        if self.agreement_with_first() >= other.agreement_with_first() {
            self
        } else {
            other
        }
    }

    fn agreement_with_first(&self) -> f64 {
        self.rows.first().map_or(0.0, |row| self.agreement(row.cells))
    }

    fn with(bytes: &[u8], delimiter: u8, end: u8, whole: bool, quoting: Quoting) -> Self {
        let (mut rows, mut ends): (Vec<Row>, Vec<u32>) = (Vec::new(), Vec::new());
        let (mut start, mut strays) = (0, 0);
        'table: while start < bytes.len() && strays < STRAYS {
            let mut marks = Marks::new(delimiter, end).quoting(quoting);
            marks.walk(&bytes[start..], start as u32);
            if whole && !bytes.ends_with(&[end]) {
                marks.rows.push(marks.cells.len() as u32);
                marks.cells.push(bytes.len() as u32);
            }
            let mut from = 0;
            let ended = marks.rows.iter().map(|&row| (row as usize + 1, true));
            for (to, ended) in ended.chain([(marks.cells.len(), false)]) {
                let cells = &marks.cells[from..to];
                let stop = if ended {
                    cells[cells.len() - 1] as usize
                } else {
                    bytes.len()
                };
                let width = rows.first().map_or(0, |row| row.cells);
                let astray = (marks.crossed && start < stop)
                    .then(|| Suspect::new(bytes, start..stop, cells, width).judge(&marks))
                    .flatten();
                let (stop, cells) = match &astray {
                    Some(astray) => (astray.line, &astray.cells[..]),
                    None if ended => (stop, cells),
                    None => break 'table,
                };
                if !bytes[start..stop].trim_ascii().is_empty() {
                    rows.push(Row {
                        start,
                        stop,
                        cells: cells.len(),
                        marks: (ends.len(), ends.len() + cells.len()),
                    });
                    ends.extend_from_slice(cells);
                }
                (from, start) = (to, stop + 1);
                if rows.len() == ROWS {
                    break 'table;
                }
                if astray.is_some() {
                    strays += 1;
                    continue 'table;
                }
            }
        }
        Trial {
            delimiter,
            quoting,
            rows,
            ends,
        }
    }

    /// Whether quotes that a backslash stands before are followed by text in quoted cells, as they are where it escapes them.
    fn escapes(&self, bytes: &[u8]) -> bool {
        let mark = self.quoting.mark;
        self.rows.iter().any(|row| {
            self.raw(bytes, row).any(|raw| {
                let text = |at: usize| raw.get(at + 2).is_some_and(|&next| next != mark);
                raw.first() == Some(&mark) && memchr::memmem::find_iter(raw, &[b'\\', mark]).any(text)
            })
        })
    }

    /// Whether some cell begins with a single quote.
    fn has_single(&self, bytes: &[u8]) -> bool {
        let single = |row: &Row| self.raw(bytes, row).any(|raw| raw.first() == Some(&b'\''));
        self.rows.iter().any(single)
    }

    /// Whether single quotes stand around cells: in half of the rows or more, never on one side only, and no double ones do.
    fn is_single(&self, bytes: &[u8]) -> bool {
        let mut quoted = 0;
        for row in &self.rows {
            let mut any = false;
            for raw in self.raw(bytes, row) {
                match raw {
                    [b'"', ..] | [b'\''] => return false,
                    [b'\'', .., last] if *last != b'\'' => return false,
                    [b'\'', ..] => any = true,
                    _ => {}
                }
            }
            quoted += usize::from(any);
        }
        self.rows.len() > 1 && quoted * 2 >= self.rows.len()
    }

    /// The share of rows that have as many cells as `width`.
    fn agreement(&self, width: usize) -> f64 {
        self.rows.iter().filter(|row| row.cells == width).count() as f64 / self.rows.len().max(1) as f64
    }

    /// The commonest number of cells above one; of two as common, the larger.
    fn width(&self) -> Option<usize> {
        let mut widths: Vec<usize> = self
            .rows
            .iter()
            .map(|row| row.cells)
            .filter(|&cells| cells > 1)
            .collect();
        widths.sort_unstable();
        widths
            .chunk_by(|a, b| a == b)
            .max_by_key(|same| same.len())
            .map(|same| same[0])
    }

    /// The cells of a row, quotes taken off.
    fn cells(&self, bytes: &[u8], row: &Row) -> Vec<String> {
        let cell = |raw| owned(raw, self.quoting, &mut Vec::new());
        self.raw(bytes, row).map(cell).collect()
    }

    /// The cells of a row as they are written, blanks around them cut off.
    fn raw<'a>(&'a self, bytes: &'a [u8], row: &Row) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut start = row.start;
        self.ends[row.marks.0..row.marks.1].iter().map(move |&end| {
            let raw = bytes[start..end as usize].trim_ascii();
            start = end as usize + 1;
            raw
        })
    }

    /// How many rows stand before the one that names the columns: narrower ones, or such as hold less, above a row of the commonest width
    /// that looks like names.
    fn preamble(&self, bytes: &[u8]) -> usize {
        let Some(width) = self.width() else {
            return 0;
        };
        // Spreadsheets fill such rows up with empty cells.
        let filled = |row: &Row| {
            self.raw(bytes, row)
                .enumerate()
                .filter(|(_, raw)| !raw.is_empty())
                .last()
        };
        let cells = |row: &Row| filled(row).map_or(0, |(last, _)| last + 1);
        let narrow = |row: &Row| row.cells == 1 || cells(row) * 2 <= width;
        let names = |row: &Row| row.cells == width && cells(row) * 2 > width;
        let first = self.rows.iter().position(names).unwrap_or(0);
        let wide = self.rows[first..].iter().filter(|row| row.cells == width).count();
        // Where much stands above a short table, it must not be prose with a few commas.
        let alike = self.agreement(width) >= 0.5 || width > 3 && wide * 2 >= self.rows.len() - first;
        if first == 0 || first > PREAMBLE || !alike || !self.rows[..first].iter().all(narrow) {
            return 0;
        }
        let names = self.cells(bytes, &self.rows[first]);
        let named = names.iter().all(|name| !name.is_empty() && !is_value(name));
        let unique = (1..names.len()).all(|at| !names[..at].contains(&names[at]));
        let below = self.rows.len() > first + 1;
        if named && unique && below && (width > 2 || first == 1) {
            first
        } else {
            0
        }
    }

    /// The table.
    fn table(&self, bytes: &[u8]) -> Table {
        let lines = self.preamble(bytes);
        let headed = self.headed(bytes, lines);
        Table {
            delimiter: self.delimiter,
            skip: if lines == 0 { 0 } else { self.rows[lines - 1].stop + 1 },
            lines,
            headed,
            extra: if headed { self.extra(bytes, lines) } else { 0 },
            quoting: self.quoting,
            padded: self.padded(bytes, lines),
            grouped: headed && self.grouped(bytes, lines),
            annotated: false,
            alike: self.width().is_some_and(|width| {
                let least = if self.rows.len() > 2 { 2 } else { 8 };
                self.rows.len() > 1 && width > least && self.agreement(width) >= 0.9
            }),
        }
    }

    /// Whether blanks stand around half of the cells or more, of the row at `first`, which names the columns, and of those below it.
    fn padded(&self, bytes: &[u8], first: usize) -> bool {
        let [head, below @ ..] = &self.rows[first.min(self.rows.len())..] else {
            return false;
        };
        if self.delimiter.is_ascii_whitespace() || below.is_empty() {
            return false;
        }
        let count = |row: &Row| {
            let (mut start, mut padded) = (row.start, 0);
            for &end in &self.ends[row.marks.0..row.marks.1] {
                let cell = &bytes[start..end as usize];
                let cell = cell.strip_suffix(b"\r").unwrap_or(cell);
                let text = cell.trim_ascii();
                padded += usize::from(!text.is_empty() && text.len() < cell.len());
                start = end as usize + 1;
            }
            padded
        };
        let cells: usize = below.iter().map(|row| row.cells).sum();
        head.cells > 1 && count(head) * 2 >= head.cells && below.iter().map(count).sum::<usize>() * 2 >= cells
    }

    /// Whether the row at `first` names groups of columns.
    fn grouped(&self, bytes: &[u8], first: usize) -> bool {
        let [above, names, values @ ..] = &self.rows[first.min(self.rows.len())..] else {
            return false;
        };
        let alike = values.iter().filter(|row| row.cells == names.cells).take(20);
        let values: Vec<Vec<String>> = alike.map(|row| self.cells(bytes, row)).collect();
        doubled::are_groups(&self.cells(bytes, above), &self.cells(bytes, names), &values, is_value)
    }

    /// How many cells nearly all rows have beyond those of the row at `first`, some of which hold something.
    fn extra(&self, bytes: &[u8], first: usize) -> usize {
        let (Some(head), Some(width)) = (self.rows.get(first), self.width()) else {
            return 0;
        };
        let rows = &self.rows[first + 1..];
        let wide = || rows.iter().filter(|row| row.cells == width);
        let filled = |row: &Row| self.cells(bytes, row)[head.cells..].iter().any(|cell| !cell.is_empty());
        let named = head.cells > 1 && width > head.cells && width <= head.cells + 2;
        if named && wide().count() * 10 >= rows.len() * 9 && wide().any(filled) {
            width - head.cells
        } else {
            0
        }
    }

    /// Whether the row at `first` names the columns: not if it holds times, days or addresses where the rows below hold some too.
    fn headed(&self, bytes: &[u8], first: usize) -> bool {
        let Some(row) = self.rows.get(first) else { return true };
        let below: Vec<Vec<String>> = self.rows[first + 1..]
            .iter()
            .filter(|other| other.cells == row.cells)
            .take(20)
            .map(|row| self.cells(bytes, row))
            .collect();
        // One row more may be about days that the header names.
        let tells = |cell: &str| is_telling(cell) || below.len() > 1 && is_day(cell);
        let alike = |at: usize| below.iter().filter(|cells| tells(&cells[at])).count() * 2 > below.len();
        let cells = self.cells(bytes, row);
        !cells.iter().enumerate().any(|(at, cell)| tells(cell) && alike(at))
    }
}

/// Whether a cell reads as a number or a time, which names of columns do not.
fn is_value(cell: &str) -> bool {
    cell.parse::<f64>().is_ok() || is_telling(cell)
}

/// Whether a cell reads as a time with a clock, in milliseconds since 1970 too, or as an address, of a machine or of mail.
fn is_telling(cell: &str) -> bool {
    let moment = || cell.len() == 13 && cell.starts_with('1') && cell.bytes().all(|byte| byte.is_ascii_digit());
    let machine = || cell.parse::<IpAddr>().is_ok() || cell.parse::<SocketAddr>().is_ok();
    // A note may stand behind a time.
    let dated = || {
        cell.get(..19)
            .is_some_and(|time| time.contains(':') && reads_as_time(time))
    };
    cell.contains(':') && (reads_as_time(cell) || dated()) || moment() || machine() || is_mail(cell)
}

/// Whether a cell reads as a day.
fn is_day(cell: &str) -> bool {
    cell.contains(['-', '/', '.']) && reads_as_time(cell)
}

/// Whether a cell begins like the time on a clock: `08:00:00`.
fn is_clock(cell: &str) -> bool {
    let [a, b, b':', c, d, ..] = cell.as_bytes() else {
        return false;
    };
    [a, b, c, d].into_iter().all(u8::is_ascii_digit)
}

fn reads_as_time(cell: &str) -> bool {
    Stamp::read(cell, false).or_else(|| Stamp::read(cell, true)).is_some()
}

fn is_mail(cell: &str) -> bool {
    let part = |text: &str| !text.is_empty() && !text.contains(['@', ' ', ':', '/']);
    cell.split_once('@')
        .is_some_and(|(name, host)| part(name) && part(host) && host.contains('.'))
}

/// The table that begins with `bytes`, rows ending at `end`; `None` if its lines do not fall into columns. `whole` says that `bytes`
/// are all of it.
///
/// The header decides first: the delimiter that splits it, and splits the rows into as many cells. Where none splits the first line, it
/// is taken for something else than a header if most lines below agree; a text without any delimiter is one column if it has a name.
pub(in crate::format) fn columns(bytes: &[u8], end: u8, whole: bool) -> Option<Table> {
    let trials = DELIMITERS.map(|delimiter| Trial::new(bytes, delimiter, end, whole));
    let found = best(&trials, bytes, end);
    let cuts = |trial: &&Trial| trial.rows.first().is_some_and(|row| row.cells > 1);
    if found.filter(cuts).is_none()
        && let Some(table) = rare(bytes, end, whole)
    {
        return Some(table);
    }
    match found.filter(|trial| trial.rows.iter().any(|row| row.cells > 1)) {
        Some(trial) => Some(trial.table(bytes)),
        None => spaced(bytes, end, whole).or_else(|| Some(found?.table(bytes))),
    }
}

/// A table between whose cells something stands that hardly anybody uses: its rows are all alike, and the first names its columns.
fn rare(bytes: &[u8], end: u8, whole: bool) -> Option<Table> {
    RARE.into_iter().find_map(|delimiter| {
        let trial = Trial::new(bytes, delimiter, end, whole);
        let first = trial.rows.first()?;
        let named = trial.cells(bytes, first).iter().all(|name| !name.is_empty());
        let fits = first.cells > 1 && trial.rows.len() > 1 && named && trial.agreement(first.cells) >= 0.9;
        fits.then(|| trial.table(bytes))
    })
}

/// A table between whose cells single blanks stand: its rows are all alike, and the first names several columns.
fn spaced(bytes: &[u8], end: u8, whole: bool) -> Option<Table> {
    let trial = Trial::new(bytes, b' ', end, whole);
    let first = trial.rows.first()?;
    let names = trial.cells(bytes, first);
    let unique = (1..names.len()).all(|at| !names[..at].contains(&names[at]));
    let valued = |name: &String| is_value(name) || is_day(name) || is_clock(name);
    let named = unique && names.iter().all(|name| !name.is_empty() && !valued(name));
    let fits = names.len() > 3 && trial.rows.len() > 2 && named && trial.agreement(names.len()) >= 0.95;
    fits.then(|| Table::of(b' '))
}

/// The table that begins with `bytes` if its delimiter is known: [`columns`].
pub(in crate::format) fn columns_by(delimiter: u8, bytes: &[u8], end: u8, whole: bool) -> Table {
    Trial::new(bytes, delimiter, end, whole).table(bytes)
}

/// The trial whose delimiter is the table's.
fn best<'a>(trials: &'a [Trial], bytes: &[u8], end: u8) -> Option<&'a Trial> {
    let first = bytes
        .trim_ascii_start()
        .split(|&byte| byte == end)
        .next()
        .unwrap_or_default()
        .trim_ascii();
    let blanks = first.iter().filter(|byte| byte.is_ascii_whitespace()).count();
    let headed = trials.iter().filter_map(|trial| {
        let width = trial.rows.first()?.cells;
        let agreement = trial.agreement(width);
        let alone = trial.rows[1..].iter().all(|row| row.cells != width);
        // Two lines or more of which none is like the first: a header still, unless it reads like a sentence.
        let header = !alone || trial.rows.len() < 3 || trial.rows.len() < 10 && blanks < 3 * width;
        (width > 1 && header && (agreement >= 0.1 || trial.rows.len() < 10)).then_some((agreement, width, trial))
    });
    let headed = headed.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if headed.is_none_or(|(agreement, _, _)| agreement < 0.5)
        && let Some(trial) = trials.iter().find(|trial| trial.preamble(bytes) > 0)
    {
        return Some(trial);
    }
    if let Some((_, _, trial)) = headed {
        return Some(trial);
    }
    let below = trials.iter().filter_map(|trial| {
        let agreement = trial.agreement(trial.width()?);
        (agreement >= 0.5).then_some((agreement, trial))
    });
    if let Some((_, trial)) = below.max_by(|a, b| a.0.total_cmp(&b.0)) {
        return Some(trial);
    }
    let name = first.len() <= NAME && blanks < 4;
    let alone = trials.iter().all(|trial| trial.rows.iter().all(|row| row.cells <= 1));
    (name && alone).then(|| &trials[0])
}
