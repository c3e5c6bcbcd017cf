//! Merged cells: what stands in the first cell of a range holds for the rows below in it, as in a sheet that is grouped.
//!
//! A sheet lists its ranges behind its rows, so it is looked through once before. Only rows that hold something are filled, and only in
//! the first column of a range: a title above the table stays one.

use super::parts::Parts;
use super::xml::{Token, Xml, attribute};

/// Bytes of a sheet in which ranges are looked for.
const LOOKED: usize = 256 << 20;

/// Ranges that may be under way in one row, and the longest value that is filled in, in bytes: what is filled in is bounded by them.
const BESIDE: usize = 64;
const LONGEST: usize = 1024;

/// How the list of ranges begins.
const LIST: &[u8] = b"mergeCells";

/// The ranges of a sheet that are higher than one row.
#[derive(Debug, Default)]
pub(super) struct Merged {
    /// By their first rows, the last of which comes first.
    ranges: Vec<Range>,
    /// Those that the last row was in, and their values as they stand in CSV.
    open: Vec<(Range, String)>,
    /// Cells that were filled in.
    pub cells: u64,
    /// Whether the sheet was not looked through to its end: it is too long, or broken.
    pub unknown: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: u32,
    last: u32,
    column: usize,
}

impl Merged {
    /// Looks through a sheet of which `room` bytes may be unpacked. What is broken shows when it is read.
    pub fn find(parts: &Parts<'_>, target: &str, room: usize) -> Self {
        let mut merged = Self::default();
        let (mut left, mut xml, mut listed) = (room.min(LOOKED), Xml::default(), false);
        // The end of the piece before, in which the list may begin.
        let mut held: Vec<u8> = Vec::new();
        let ranges = &mut merged.ranges;
        let looked = parts.read(target, &mut |piece| {
            if piece.len() > left {
                return Err(String::new());
            }
            left -= piece.len();
            held.extend_from_slice(piece);
            if !listed && let Some(at) = memchr::memmem::find(&held, LIST) {
                listed = true;
                held.drain(..at);
            }
            if listed {
                xml.feed(&held, |token| {
                    if let Token::Open("mergeCell", attributes) = token {
                        ranges.extend(range(attributes));
                    }
                });
                held.clear();
            } else {
                held.drain(..held.len().saturating_sub(LIST.len()));
            }
            Ok(())
        });
        merged.unknown = looked.is_err();
        merged.ranges.sort_by_key(|range| std::cmp::Reverse(range.first));
        merged
    }

    /// Fills in what holds for this row, the first of which is 1, and takes what stands in its first cells for those below. Answers how
    /// many bytes that made.
    pub fn fill(&mut self, number: u32, row: &mut Vec<(usize, String)>) -> usize {
        let mut made = 0;
        if self.ranges.is_empty() && self.open.is_empty() || row.is_empty() {
            return made;
        }
        self.open.retain(|(range, _)| range.last >= number);
        for (range, value) in &self.open {
            if row.iter().all(|(column, _)| *column != range.column) {
                row.push((range.column, value.clone()));
                made += value.len();
                self.cells += 1;
            }
        }
        while let Some(range) = self.ranges.pop_if(|range| range.first <= number) {
            let value = row.iter().find(|(column, _)| *column == range.column);
            let Some((_, value)) = value.filter(|(_, value)| range.first == number && value.len() <= LONGEST) else {
                continue;
            };
            self.open.retain(|(open, _)| open.column != range.column);
            if self.open.len() < BESIDE {
                self.open.push((range, value.clone()));
            }
        }
        made
    }
}

/// The range that a tag names, where it is higher than one row.
pub(super) fn is_high(attributes: &str) -> bool {
    range(attributes).is_some()
}

fn range(attributes: &str) -> Option<Range> {
    let told = attribute(attributes, "ref")?;
    let (from, to) = told.split_once(':')?;
    let row = |place: &str| {
        place
            .trim_start_matches(|char: char| char.is_ascii_alphabetic())
            .parse()
            .ok()
    };
    let (first, last) = (row(from)?, row(to)?);
    let column = super::sheet::column(from)?;
    (last > first).then_some(Range { first, last, column })
}
