//! Tables in markup: rows of cells as web pages have them, which portals like to save as `.xls`, and as spreadsheets are written in XML.

use super::token::{Token, attributes, text, token};
use memchr::memchr_iter;

/// Whether a tag is that of a row, or of a cell.
pub(super) fn is_row(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"tr") || name.eq_ignore_ascii_case(b"row")
}

fn is_cell(name: &[u8]) -> bool {
    [&b"td"[..], b"th", b"cell"]
        .iter()
        .any(|cell| name.eq_ignore_ascii_case(cell))
}

/// Whether the document holds a table: two rows that follow each other have as many cells, more than one. `None`: no row has come so far.
pub(in crate::format) fn holds_table(bytes: &[u8]) -> Option<bool> {
    let mut widths = Vec::new();
    let mut at = 0;
    while widths.len() < 50
        && let Some(start) = begin(bytes, at)
    {
        let (cells, end) = row(bytes, start, true)?;
        widths.push(cells.len());
        at = end;
    }
    (!widths.is_empty()).then(|| widths.windows(2).any(|two| two[0] == two[1] && two[0] > 1))
}

/// Where the first row at `at` or behind it begins.
pub(super) fn begin(bytes: &[u8], at: usize) -> Option<usize> {
    memchr_iter(b'<', &bytes[at..]).map(|found| at + found).find(|&found| {
        let name = bytes[found + 1..]
            .iter()
            .take(24)
            .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b':');
        let length = name.count();
        let name = bytes[found + 1..found + 1 + length].rsplit(|&byte| byte == b':').next();
        let ends = bytes
            .get(found + 1 + length)
            .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
        ends && name.is_some_and(is_row)
    })
}

/// What begins between two rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Opens {
    Table,
    Sheet,
}

/// What begins in the bytes between two rows.
pub(super) fn opens(bytes: &[u8]) -> Option<Opens> {
    let tags = memchr_iter(b'<', bytes).map(|found| tag(&bytes[found + 1..]));
    let opens = |name: &[u8]| {
        if name.eq_ignore_ascii_case(b"worksheet") {
            Some(Opens::Sheet)
        } else {
            name.eq_ignore_ascii_case(b"table").then_some(Opens::Table)
        }
    };
    tags.filter_map(opens).max()
}

/// Whether a row says that its cells are names.
pub(super) fn is_head(row: &[u8]) -> bool {
    memchr_iter(b'<', row).any(|found| tag(&row[found + 1..]).eq_ignore_ascii_case(b"th"))
}

/// The name of the tag that opens before `bytes`, without its prefix; empty where none does.
fn tag(bytes: &[u8]) -> &[u8] {
    let name = bytes
        .iter()
        .take(24)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b':');
    let name = &bytes[..name.count()];
    name.rsplit(|&byte| byte == b':').next().unwrap_or(name)
}

/// The cells of the row that begins at `start`, and the offset behind it; `None` where more bytes are needed. `last`: there are none.
pub(super) fn row(bytes: &[u8], start: usize, last: bool) -> Option<(Vec<String>, usize)> {
    let mut cells: Vec<String> = Vec::new();
    let mut inside = false;
    let mut at = start;
    let mut begun = false;
    loop {
        let found = token(bytes, at).filter(|(_, end)| *end < bytes.len() || last || bytes.ends_with(b">"));
        let Some((found, end)) = found.filter(|_| at < bytes.len()) else {
            return last.then(|| (tidy(cells), bytes.len()));
        };
        match found {
            Token::Open { name, .. } if begun && is_row(name) => return Some((tidy(cells), at)),
            Token::Open { name, alone, .. } if is_row(name) => {
                begun = true;
                if alone {
                    return Some((cells, end));
                }
            }
            Token::Open {
                name,
                attributes: inner,
                alone,
            } if is_cell(name) => {
                // Spreadsheets leave empty cells out and number the next one.
                let index = attributes(inner).into_iter().find(|(name, _)| *name == b"Index");
                let index = index
                    .and_then(|(_, index)| index.parse::<usize>().ok())
                    .filter(|&index| index <= 1 << 14);
                if let Some(index) = index.filter(|&index| index > cells.len() + 1) {
                    cells.resize(index - 1, String::new());
                }
                cells.push(String::new());
                inside = !alone;
            }
            Token::Open { name, .. } if inside && name.eq_ignore_ascii_case(b"br") => push(&mut cells, "\n"),
            Token::Close(name) if is_cell(name) => inside = false,
            Token::Close(name) if is_row(name) => return Some((tidy(cells), end)),
            Token::Close(name) if name.eq_ignore_ascii_case(b"table") => return Some((tidy(cells), at)),
            Token::Text(raw) if inside => push(&mut cells, &text(raw)),
            Token::Literal(raw) if inside => push(&mut cells, &super::token::word(raw)),
            _ => {}
        }
        at = end;
    }
}

fn push(cells: &mut [String], text: &str) {
    if let Some(cell) = cells.last_mut() {
        cell.push_str(text);
    }
}

/// Cells without the blanks around their texts.
fn tidy(mut cells: Vec<String>) -> Vec<String> {
    cells.iter_mut().for_each(|cell| *cell = cell.trim().to_owned());
    cells
}
