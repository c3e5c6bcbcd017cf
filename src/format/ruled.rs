//! Tables drawn in text: a line of names, a ruler below it, and rows, as database shells, Markdown and command lines print them.
//!
//! Where bars stand between the cells (`a | b`, with or without bars outside), these cut the rows; else the dashes of the ruler tell at which
//! characters columns begin. Rulers and blank lines are no rows, nor is a line that repeats the names; what else is no row is told of.

use super::csv::Header;
use super::tally::Tally;
use super::{RECORD, Raw, Sink, western};
use crate::words;
use memchr::memchr;
use std::ops::Range;

/// How rows fall into cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// At bars, of which so many stand before the first cell and behind the last.
    Bars { outer: usize },
    /// Dashes stand below the names from one character to another.
    Characters(Vec<Range<usize>>),
    /// Where two blanks stand or more, as where each row was written without looking at the next.
    Gaps,
}

/// A table that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ruled {
    pub cut: Cut,
    names: Vec<String>,
    /// The line below the names.
    ruler: String,
    /// Bytes before the first row.
    pub skip: usize,
    /// Lines above the names that are no rulers.
    pub above: usize,
}

/// Lines above the names, at most: titles, and rulers around them.
const ABOVE: usize = 6;

/// The table that `bytes` begin with, if it is drawn so.
pub(super) fn ruled(bytes: &[u8]) -> Option<Ruled> {
    let mut end = 0;
    let lines = bytes.split(|&byte| byte == b'\n').filter_map(|line| {
        end += line.len() + 1;
        let text = drawn(line.trim_ascii_end());
        // Nothing may follow a ruler, not even the end of its line.
        (!text.is_empty()).then_some((text, end.min(bytes.len())))
    });
    let lines: Vec<(String, usize)> = lines.take(ABOVE + 4).collect();
    (0..lines.len().min(ABOVE)).find_map(|at| {
        let above = || lines[..at].iter().filter(|(line, _)| !is_ruler(line));
        // Where no bars are drawn, what stands above the names must be a title: `   ProviderName: Microsoft-Windows-Security-Auditing`.
        let titles = || {
            above().all(|(line, _)| {
                line.trim()
                    .split_once(": ")
                    .is_some_and(|(name, _)| !name.contains(' '))
            })
        };
        let found = below(&lines[at..]).filter(|found| matches!(found.cut, Cut::Bars { .. }) || titles())?;
        let above = above().count();
        Some(Ruled { above, ..found })
    })
}

/// The table whose names the first of these lines holds; others may tell what kinds its columns are of.
fn below(lines: &[(String, usize)]) -> Option<Ruled> {
    let (head, rest) = lines.split_first()?;
    let head = &head.0;
    let outer = head.trim_start().bytes().take_while(|&byte| byte == b'|').count();
    let bars = Cut::Bars { outer };
    let kinds = rest.iter().take_while(|(line, _)| {
        let kinds = cells(line, &bars);
        outer > 0 && kinds.len() == cells(head, &bars).len() && kinds.iter().all(|kind| is_kind(kind))
    });
    // A ruler between bars may read like a line of kinds.
    let ruler = [kinds.count(), 0]
        .into_iter()
        .find_map(|at| rest.get(at).filter(|(line, _)| is_ruler(line)));
    let (ruler, skip) = ruler.filter(|_| !is_ruler(head)).cloned()?;
    let names = cells(head, &bars);
    let parts = ruler.trim().trim_matches(['|', '+']).split(['|', '+']).count();
    if names.len() > 1 && (parts == names.len() || parts == 1 && outer == 1) {
        let cut = bars;
        return Some(Ruled {
            cut,
            names,
            ruler,
            skip,
            above: 0,
        });
    }
    let marks: Vec<bool> = ruler.chars().map(|char| matches!(char, '-' | '=')).collect();
    let begins = |at: &usize| marks[*at] && (*at == 0 || !marks[at - 1]);
    let starts = (0..marks.len()).filter(begins);
    let dashes = starts.map(|start| start..start + marks[start..].iter().take_while(|mark| **mark).count());
    let cut = Cut::Characters(dashes.collect());
    let plain = ruler.chars().all(|char| matches!(char, '-' | '=' | ' '));
    let names = cells(head, &cut);
    let named = names.len() > 1 && names.iter().all(|name| !name.is_empty()) && !splits(head, &cut);
    (plain && named).then_some(Ruled {
        cut,
        names,
        ruler,
        skip,
        above: 0,
    })
}

/// Rows that are looked at where no ruler is drawn.
const ALIGNED: usize = 32;

/// The table that `bytes` begin with where only blanks part its columns: names two blanks apart or more, and in no row a word that stands
/// across the beginning of a column.
pub(super) fn aligned(bytes: &[u8]) -> Option<Ruled> {
    let skip = memchr(b'\n', bytes)? + 1;
    let head = western::decode(bytes[..skip].trim_ascii_end()).into_owned();
    let chars: Vec<char> = head.chars().collect();
    let blank = |at: usize| chars[at] == ' ';
    let starts = (0..chars.len()).filter(|&at| !blank(at) && (at == 0 || at > 1 && blank(at - 1) && blank(at - 2)));
    let starts: Vec<usize> = starts.collect();
    if starts.len() < 3 || head.contains('\t') {
        return None;
    }
    let ends = starts.iter().skip(1).map(|next| next - 2).chain([chars.len()]);
    let spans: Vec<Range<usize>> = starts.iter().zip(ends).map(|(&start, end)| start..end).collect();
    let count = starts.len();
    let (mut rows, mut kept, mut parted) = (0, true, true);
    for line in bytes[skip..].split(|&byte| byte == b'\n').take(ALIGNED) {
        let text = western::decode(line.trim_ascii_end()).into_owned();
        let row: Vec<char> = text.chars().collect();
        let keeps = |&start: &usize| start == 0 || row.get(start).is_none() || row[start - 1] == ' ';
        // The last row may be cut.
        if row.contains(&'\t') {
            return None;
        }
        kept &= starts.iter().all(keeps);
        parted &= row.is_empty() || cells(&text, &Cut::Gaps).len() == count;
        rows += usize::from(row.len() > starts[1]);
    }
    if !kept && !parted {
        return None;
    }
    let cut = if kept { Cut::Characters(spans) } else { Cut::Gaps };
    let names = cells(&head, &cut);
    (rows > 1).then_some(Ruled {
        cut,
        names,
        ruler: String::new(),
        skip,
        above: 0,
    })
}

/// A line, with bars and dashes where lines are drawn by characters that are made for it.
fn drawn(line: &[u8]) -> String {
    let text = western::decode(line).into_owned();
    if !text.contains(|char| ('\u{2500}'..'\u{2580}').contains(&char)) {
        return text;
    }
    let plain = |char| match char {
        '─' | '━' | '═' => '-',
        '│' | '┃' | '║' | '┆' | '┊' => '|',
        '\u{2500}'..'\u{2580}' => '+',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// Whether a cell below a name says of what kind the column is, as a database calls it.
fn is_kind(cell: &str) -> bool {
    const KINDS: [&str; 23] = [
        "varchar",
        "int",
        "bigint",
        "hugeint",
        "ubigint",
        "smallint",
        "double",
        "float",
        "decimal",
        "boolean",
        "date",
        "time",
        "timestamp",
        "json",
        "uuid",
        "struct",
        "str",
        "datetime",
        "bool",
        "list",
        "i",
        "u",
        "f",
    ];
    let name: String = cell.chars().take_while(char::is_ascii_lowercase).collect();
    cell == "---" || KINDS.contains(&name.as_str()) && !cell.contains(|char: char| char.is_ascii_uppercase())
}

/// Whether a line only says how many rows there are, as Oracle's shell does: `120 rows selected.`
fn counts(line: &str) -> bool {
    let parts: Vec<&str> = line.split(' ').collect();
    matches!(parts[..], [count, "row" | "rows", "selected." | "returned." | "affected."]
        if count == "no" || count.bytes().all(|byte| byte.is_ascii_digit() || byte == b','))
}

/// Whether a line is a ruler: dashes, and what stands where they meet bars.
fn is_ruler(line: &str) -> bool {
    let dashes = line.bytes().filter(|byte| matches!(byte, b'-' | b'=')).count();
    dashes > 2
        && line
            .bytes()
            .all(|byte| matches!(byte, b'-' | b'=' | b'+' | b'|' | b':' | b' '))
}

/// The cells of a line, blanks around them cut off.
fn cells(line: &str, cut: &Cut) -> Vec<String> {
    match cut {
        Cut::Bars { outer } => {
            let mut inner = line.trim();
            for _ in 0..*outer {
                inner = inner.strip_prefix('|').unwrap_or(inner);
                inner = inner.strip_suffix('|').unwrap_or(inner);
            }
            let mut cells = vec![String::new()];
            let mut chars = inner.chars().peekable();
            while let Some(char) = chars.next() {
                match (char, cells.last_mut()) {
                    ('\\', Some(cell)) if chars.next_if_eq(&'|').is_some() => cell.push('|'),
                    ('|', _) => cells.push(String::new()),
                    (char, Some(cell)) => cell.push(char),
                    (_, None) => {}
                }
            }
            cells.iter().map(|cell| cell.trim().to_owned()).collect()
        }
        Cut::Gaps => {
            let parts = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty());
            parts.map(str::to_owned).collect()
        }
        Cut::Characters(dashes) => {
            let chars: Vec<char> = line.chars().collect();
            let ends = bounds(&chars, dashes).map(|(end, _)| end).chain([chars.len()]);
            let mut start = 0;
            let cell = |end: usize| {
                chars[std::mem::replace(&mut start, end)..end]
                    .iter()
                    .collect::<String>()
            };
            ends.map(cell).map(|cell| cell.trim().to_owned()).collect()
        }
    }
}

/// Where the columns behind the first begin in a line, and whether that is in the middle of a word. A word that reaches into a column from the
/// room before it is the column's: what stands on the right may be longer than its ruler.
fn bounds(chars: &[char], dashes: &[Range<usize>]) -> impl Iterator<Item = (usize, bool)> {
    let word = |at: usize| chars.get(at).is_some_and(|char| !char.is_whitespace());
    let mut least = 0;
    dashes.windows(2).map(move |two| {
        let start = two[1].start.min(chars.len());
        let mut begin = start;
        while begin > two[0].end && word(begin) && word(begin - 1) {
            begin -= 1;
        }
        let split = begin > 0 && word(begin) && word(begin - 1);
        least = least.max(if split { start } else { begin });
        (least, split)
    })
}

/// Whether a column begins in the middle of a word.
fn splits(line: &str, cut: &Cut) -> bool {
    let Cut::Characters(dashes) = cut else { return false };
    let chars: Vec<char> = line.chars().collect();
    bounds(&chars, dashes).any(|(_, split)| split)
}

/// Reads one such table.
#[derive(Debug)]
pub(super) struct Rows {
    ruled: Ruled,
    header: Header,
    /// Bytes of the buffer in which no line ends.
    known: usize,
    /// Whether the rest of a line that was too long is being passed over.
    skipping: bool,
}

impl Rows {
    pub fn new<S: Sink>(ruled: Ruled, sink: &mut S) -> Self {
        Self {
            header: Header::read(&ruled.names, sink),
            ruled,
            known: 0,
            skipping: false,
        }
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again, with
    /// more behind them. `last` says that nothing more will come.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        let mut start = 0;
        loop {
            let line = memchr(b'\n', &bytes[self.known..]).map(|line| self.known + line);
            if self.skipping {
                start = line.map_or(bytes.len(), |line| line + 1);
                self.known = start;
                self.skipping = line.is_none();
                if self.skipping {
                    break;
                }
                continue;
            }
            let end = line.or((last && start < bytes.len()).then_some(bytes.len()));
            if end.unwrap_or(bytes.len()) - start > RECORD {
                let what = words::reading::this_line_does_not_end(&(RECORD >> 20));
                let raw = &bytes[start..start + RECORD];
                tally.reject(sink, offset + start as u64, RECORD, what, raw);
                start += RECORD;
                self.known = start;
                self.skipping = true;
                continue;
            }
            let Some(end) = end else { break };
            self.line(&bytes[start..end], offset + start as u64, tally, sink);
            start = bytes.len().min(end + 1);
            self.known = start;
        }
        self.known = bytes.len() - start;
        start
    }

    /// Whether a line of dashes is drawn, and no row whose cells are dashes.
    fn is_drawn(&self, line: &str) -> bool {
        let long = |mut parts: std::str::Split<'_, char>| parts.all(|part| part.len() != 1);
        line == self.ruled.ruler || line.contains('+') || !line.contains('|') && long(line.split(' '))
    }

    fn line<S: Sink>(&mut self, line: &[u8], byte: u64, tally: &mut Tally, sink: &mut S) {
        let raw = line.trim_ascii_end();
        if raw.is_empty() {
            return;
        }
        let text = drawn(raw);
        if is_ruler(&text) && self.is_drawn(&text) {
            return;
        }
        let cut = &self.ruled.cut;
        let cells = cells(&text, cut);
        let what = match cut {
            _ if cells == self.ruled.names => Some(words::reading::THIS_LINE_REPEATS_NAMES),
            Cut::Bars { outer: 1.. } if !text.trim_start().starts_with('|') => {
                Some(words::reading::NO_BAR_STANDS_BEFORE_THIS)
            }
            Cut::Bars { .. } if cells.len() == 1 => Some(words::reading::NO_BAR_STANDS_IN_THIS),
            Cut::Bars { .. } if cells.iter().all(|cell| matches!(cell.as_str(), "·" | "…" | "...")) => {
                Some(words::reading::ROWS_ARE_LEFT_OUT_HERE)
            }
            Cut::Characters(_) | Cut::Gaps if text.starts_with('(') && text.ends_with(')') || counts(&text) => {
                Some(words::reading::THIS_LINE_BELOW_ROWS)
            }
            _ => None,
        };
        if let Some(what) = what {
            return tally.note(sink, byte, raw.len(), what.to_owned(), raw);
        }
        if splits(&text, cut) {
            let what = words::reading::THIS_LINE_DOES_NOT_KEEP.to_owned();
            tally.note(sink, byte, raw.len(), what, raw);
        }
        if cells.len() != self.header.width {
            let what = words::reading::cells_where_ruler_draws_columns(&cells.len(), &self.header.width);
            tally.note(sink, byte, raw.len(), what, raw);
        }
        if str::from_utf8(raw).is_err() {
            tally.stray(sink, byte, raw);
        }
        for (index, cell) in cells.iter().enumerate() {
            let column = self.header.column(index, sink);
            let raw = match cell.as_str() {
                "" | "NULL" => Raw::Null,
                text => Raw::Untyped(text),
            };
            sink.field(column, raw);
        }
        tally.accept(sink, byte, raw.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_tables_are_told_by_their_rulers() {
        for (text, bars, names) in [
            (" a | b c \n---+-----\n 1 | 2\n", true, &["a", "b c"][..]),
            ("+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n", true, &["a", "b"]),
            ("| a | b |\r\n|:--|--:|\r\n| 1 | 2 |\r\n", true, &["a", "b"]),
            ("a | b\n--|--\n1|2\n", true, &["a", "b"]),
            (
                "# Title\n\nSome words.\n| a | b |\n|---|---|\n| 1 | 2 |\n",
                true,
                &["a", "b"],
            ),
            (
                "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n",
                true,
                &["a", "b"],
            ),
            (
                "┌─────────┬─────────────┐\n│    a    │      b      │\n│ varchar │ timestamp   │\n├─────────┼─────────────┤\n",
                true,
                &["a", "b"],
            ),
            (
                "shape: (1, 2)\n┌──────────────┬─────┐\n│ a            ┆ b   │\n│ ---          ┆ --- │\n│ datetime[μs] ┆ str │\n╞══════════════╪═════╡\n",
                true,
                &["a", "b"],
            ),
            (" a │ b \n───┼───\n 1 │ 2\n", true, &["a", "b"]),
            (
                "-----------\n|  Title  |\n+---------+\n||  List  ||\n|+---+----+|\n|| a |  b ||\n|+---+----+|\n|| 1 |  2 ||\n",
                true,
                &["a", "b"],
            ),
            (
                "\nName      Id Last seen\n----      -- ---------\nada        7 today\n",
                false,
                &["Name", "Id", "Last seen"],
            ),
        ] {
            let found = ruled(text.as_bytes()).expect(text);
            assert_eq!(found.names, names, "{text}");
            assert_eq!(matches!(found.cut, Cut::Bars { .. }), bars, "{text}");
        }
        for text in [
            "a,b\n---,---\n1,2\n",
            "a|b\n1|2\n",
            "title\n-----\ntext\n",
            "---\na: 1\n---\nb: 2\n",
            "a | b\n---\n1\n",
            "some long title\n--- --- ---\n1 2 3\n",
            "a | b\n1 | 2\n---\n3 | 4\n",
            "",
        ] {
            assert_eq!(ruled(text.as_bytes()), None, "{text}");
        }
        assert!(
            counts("120 rows selected.")
                && counts("1 row selected.")
                && !counts("12 rows of")
                && !counts("web rows selected.")
        );
        let pods = "NAME    LAST SEEN   N\nweb-1   3 d         1\nweb-2               12\n";
        assert_eq!(aligned(pods.as_bytes()).expect(pods).names, ["NAME", "LAST SEEN", "N"]);
        for text in [
            "NAME    LAST SEEN   N\nweb-1 and more      1\nweb-2               12\n",
            "NAME    LAST SEEN   N\n",
            "two  names\n1    2\n3    4\n",
            "It was  a dark  night\nand nobody wrote a log.\nThe end.\n",
        ] {
            assert_eq!(aligned(text.as_bytes()), None, "{text}");
        }
    }
}
