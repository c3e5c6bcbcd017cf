//! One sheet as CSV: a line for each row that holds something, numbers and dates as text, text in quotes.

use super::merged::{Merged, is_high};
use super::style::{Styles, date};
use super::xml::{Token, attribute, text};

/// Columns of the widest sheet there can be.
const WIDEST: usize = 16_384;

/// What the cells of a sheet refer to.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Texts that cells name by their number.
    pub texts: Vec<String>,
    pub styles: Styles,
    /// Whether days are counted from 1904.
    pub late: bool,
}

/// Gathers the texts that cells name by their number.
#[derive(Debug, Default)]
pub(super) struct TextTable {
    pub texts: Vec<String>,
    text: String,
    inside: bool,
    /// Inside of a reading aid, which is no part of the text.
    aside: bool,
}

impl TextTable {
    /// Takes a token of the file of texts.
    pub fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Open("si", _) => self.text.clear(),
            Token::Open("rPh", _) => self.aside = true,
            Token::Close("rPh") => self.aside = false,
            Token::Open("t", _) => self.inside = !self.aside,
            Token::Close("t") => self.inside = false,
            Token::Text(raw) if self.inside => self.text.push_str(&text(raw)),
            Token::Close("si") => self.texts.push(std::mem::take(&mut self.text)),
            _ => {}
        }
    }
}

/// A cell under way.
#[derive(Debug, Default)]
struct Cell {
    column: usize,
    style: usize,
    /// What its value is: a number where nothing is said.
    kind: String,
    value: String,
}

/// Turns the tokens of a sheet into lines of CSV.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Lines that nobody has taken yet.
    pub lines: Vec<u8>,
    cell: Option<Cell>,
    /// Cells of the row under way that hold something, with their columns.
    row: Vec<(usize, String)>,
    /// The column behind the last cell, for cells that do not say where they stand.
    next: usize,
    inside: bool,
    /// Cells of the widest line so far.
    width: usize,
    /// The number of the row under way, from 1.
    number: u32,
    pub merged: Merged,
    /// Whether there are merged cells that were not filled in.
    pub unfilled: bool,
    /// Bytes of cells and lines made since somebody counted them.
    pub made: usize,
}

impl Sheet {
    /// Takes a token.
    pub fn take(&mut self, token: Token<'_>, shared: &Shared) {
        match token {
            Token::Open("row", attributes) => {
                let told = attribute(attributes, "r").and_then(|number| number.parse().ok());
                self.number = told.unwrap_or(self.number.saturating_add(1));
                self.row.clear();
                self.next = 0;
            }
            Token::Open("c", attributes) => {
                let column = attribute(attributes, "r")
                    .and_then(|place| column(&place))
                    .unwrap_or(self.next);
                self.next = column + 1;
                self.cell = Some(Cell {
                    column,
                    style: attribute(attributes, "s")
                        .and_then(|style| style.parse().ok())
                        .unwrap_or(0),
                    kind: attribute(attributes, "t").unwrap_or_default(),
                    value: String::new(),
                });
            }
            Token::Open("v" | "t", _) => self.inside = true,
            Token::Close("v" | "t") => self.inside = false,
            Token::Text(raw) if self.inside => {
                if let Some(cell) = &mut self.cell {
                    cell.value.push_str(&text(raw));
                }
            }
            Token::Close("c") => {
                let cell = self.cell.take().filter(|cell| cell.column < WIDEST);
                if let Some((column, shown)) = cell.and_then(|cell| Some((cell.column, shown(&cell, shared)?))) {
                    self.made += shown.len();
                    self.row.push((column, shown));
                }
            }
            Token::Close("row") => {
                self.made += self.merged.fill(self.number, &mut self.row);
                self.line();
            }
            Token::Open("mergeCell", attributes) => self.unfilled |= self.merged.unknown && is_high(attributes),
            _ => {}
        }
    }

    /// Writes the row. Rows of one cell stay alone: they are titles and remarks.
    fn line(&mut self) {
        let Some(last) = self.row.iter().map(|(column, _)| *column).max() else {
            return;
        };
        self.row.sort_by_key(|(column, _)| *column);
        let alone = self.row.len() == 1 && last == 0;
        self.width = self.width.max(last + 1);
        let width = if alone { 1 } else { self.width };
        self.made += width;
        let mut cells = self.row.iter().peekable();
        for column in 0..width {
            if column > 0 {
                self.lines.push(b',');
            }
            while let Some((_, shown)) = cells.next_if(|(place, _)| *place == column) {
                self.lines.extend_from_slice(shown.as_bytes());
            }
        }
        self.lines.push(b'\n');
    }
}

/// The column of a place such as `BC12`, from 0.
pub(super) fn column(place: &str) -> Option<usize> {
    let mut column = 0_usize;
    for letter in place.bytes().take_while(u8::is_ascii_alphabetic) {
        column = column.checked_mul(26)? + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    column.checked_sub(1)
}

/// A cell as it stands in CSV; `None` where it is empty.
fn shown(cell: &Cell, shared: &Shared) -> Option<String> {
    let value = cell.value.as_str();
    match cell.kind.as_str() {
        "s" => value
            .trim()
            .parse()
            .ok()
            .and_then(|index: usize| shared.texts.get(index))
            .map(|text| quoted(text)),
        "str" | "inlineStr" | "e" => (!value.is_empty()).then(|| quoted(value)),
        "b" => (!value.is_empty()).then(|| if value.trim() == "0" { "FALSE" } else { "TRUE" }.to_owned()),
        "d" => (!value.is_empty()).then(|| quoted(value)),
        _ => {
            let value = value.trim();
            if value.is_empty() {
                return None;
            }
            let Ok(number) = value.parse::<f64>() else {
                return Some(quoted(value));
            };
            let dated = date(number, shared.styles.shown(cell.style), shared.late);
            // Up to fifteen digits are what was typed; more are how the number is kept.
            let plain = value.len() <= 15 && !value.contains(['e', 'E']);
            Some(dated.unwrap_or_else(|| if plain { value.to_owned() } else { number.to_string() }))
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
