//! Finds where cells and rows end: delimiters and line ends outside quotes.
//!
//! A quote opens only at the beginning of a cell or right behind a closing quote (a doubled quote is one that closes and opens at
//! once), or behind an equals sign that begins a cell, as cells are written that a spreadsheet is to leave alone; any other is text. Blocks in which that cannot be told from bits alone are walked byte by byte.

use super::block::{masks, parity};
use super::cell::Quoting;

/// Cell ends found and not yet used, and the state between two blocks.
#[derive(Debug)]
pub(super) struct Marks {
    pub delimiter: u8,
    /// The byte that ends a row: a line feed, or a carriage return in files that have no line feeds.
    pub end: u8,
    /// Offsets of the delimiters and line ends outside quotes.
    pub cells: Vec<u32>,
    /// Indexes into `cells` of those that end a row.
    pub rows: Vec<u32>,
    inside: bool,
    may_open: bool,
    /// Whether the byte before is an equals sign that begins a cell.
    protected: bool,
    /// How cells are quoted, and whether a backslash that escapes stands last.
    pub quoting: Quoting,
    escaped: bool,
    /// Whether a line end stood inside of quotes.
    pub crossed: bool,
}

impl Marks {
    pub fn new(delimiter: u8, end: u8) -> Self {
        Marks {
            delimiter,
            end,
            cells: Vec::new(),
            rows: Vec::new(),
            inside: false,
            may_open: true,
            protected: false,
            quoting: Quoting::USUAL,
            escaped: false,
            crossed: false,
        }
    }

    /// The same marks, for a text whose cells are quoted so.
    pub fn quoting(self, quoting: Quoting) -> Self {
        Self { quoting, ..self }
    }

    /// Marks that begin somewhere in a file: inside quotes or not, and there where a quote would open or not.
    pub fn amid(delimiter: u8, end: u8, inside: bool, may_open: bool) -> Self {
        Marks {
            inside,
            may_open,
            ..Self::new(delimiter, end)
        }
    }

    /// Whether the bytes so far end inside quotes.
    pub fn inside(&self) -> bool {
        self.inside
    }

    /// Forgets everything: the next byte begins a row.
    pub fn restart(&mut self) {
        self.cells.clear();
        self.rows.clear();
        self.inside = false;
        self.may_open = true;
        self.escaped = false;
        self.protected = false;
        self.crossed = false;
    }

    /// Marks the next block, whose first byte has offset `base`.
    pub fn block(&mut self, block: &[u8; 64], base: u32) {
        if self.quoting != Quoting::USUAL {
            return self.walk(block, base);
        }
        let found = masks(block, self.delimiter, self.end);
        let quoted = parity(found.quotes) ^ if self.inside { u64::MAX } else { 0 };
        let marks = (found.delimiters | found.ends) & !quoted;
        let may_open = (marks | found.quotes) << 1 | u64::from(self.may_open);
        if found.quotes & quoted & !may_open != 0 {
            return self.walk(block, base);
        }
        let ends = found.ends & !quoted;
        self.crossed |= ends != found.ends;
        let first = self.cells.len() as u32;
        push_bits(&mut self.cells, marks, base);
        let mut rest = ends;
        while rest != 0 {
            let bit = rest.trailing_zeros();
            self.rows.push(first + (marks & ((1 << bit) - 1)).count_ones());
            rest &= rest - 1;
        }
        self.inside = quoted >> 63 == 1;
        self.protected = block[63] == b'=' && !self.inside && may_open >> 63 == 1;
        self.may_open = (marks | found.quotes) >> 63 == 1;
    }

    /// Marks `bytes` one by one, the first at offset `base`.
    pub fn walk(&mut self, block: &[u8], base: u32) {
        for (index, &byte) in block.iter().enumerate() {
            if self.quoting.escapes && (self.escaped || byte == b'\\') {
                self.escaped = !self.escaped;
                (self.may_open, self.protected) = (false, false);
            } else if self.inside {
                self.inside = byte != self.quoting.mark;
                self.crossed |= byte == self.end;
                self.may_open = true;
            } else if byte == self.quoting.mark && (self.may_open || std::mem::take(&mut self.protected)) {
                self.inside = true;
                self.protected = false;
            } else if byte == self.delimiter || byte == self.end {
                if byte == self.end {
                    self.rows.push(self.cells.len() as u32);
                }
                self.cells.push(base + index as u32);
                self.may_open = true;
                self.protected = false;
            } else {
                self.protected = byte == b'=' && self.may_open;
                self.may_open = false;
            }
        }
    }

    /// Drops the first `rows` rows, which hold `cells` cells, and moves the offsets left by `shift`.
    pub fn used(&mut self, rows: usize, cells: usize, shift: u32) {
        self.rows.drain(..rows);
        self.cells.drain(..cells);
        self.rows.iter_mut().for_each(|row| *row -= cells as u32);
        if shift > 0 {
            self.cells.iter_mut().for_each(|cell| *cell -= shift);
        }
    }
}

/// Appends `base` plus the index of every set bit.
fn push_bits(out: &mut Vec<u32>, mut bits: u64, base: u32) {
    let count = bits.count_ones() as usize;
    out.reserve(count);
    while bits != 0 {
        out.push(base + bits.trailing_zeros());
        bits &= bits - 1;
    }
}
