//! Where the table is scrolled to, for more rows than a browser can make an element tall.

use super::table::Table;
use crate::view::{Density, TableView};
use leptos::prelude::*;
use std::time::Duration;

/// Height of the header in pixels.
const HEADER: f64 = 30.0;
/// Height of the line of totals in pixels.
const FOOT: f64 = 40.0;
/// Height of a line of text in pixels, and how many lines a wrapped row has: all rows are as tall, so that any of a million is where
/// it should be before it has been seen.
const LINE: f64 = 18.0;
const LINES: f64 = 3.0;
/// The tallest element we make: browsers give up between 17 and 33 million pixels.
const TALLEST: f64 = 8_000_000.0;
/// After so long without scrolling, the scroll bar is brought in line.
const SETTLE: Duration = Duration::from_millis(160);

/// The scroll position twice: where the browser thinks it is, and where it is among all rows. They differ only in tables taller than
/// an element can be; there a small step moves both alike, and a leap by the scroll bar is scaled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Track {
    rows: u64,
    /// Height of a row.
    pub row: f64,
    /// Height of what stays above and below the rows.
    edges: f64,
    /// Pixels scrolled of the element.
    real: f64,
    /// Pixels scrolled of the whole table.
    pub top: f64,
}

impl Default for Track {
    fn default() -> Self {
        let (row, edges) = layout(&TableView::default());
        Self {
            rows: 0,
            row,
            edges,
            real: 0.0,
            top: 0.0,
        }
    }
}

/// Height of a row, and of what stays above and below the rows, in pixels.
pub fn layout(table: &TableView) -> (f64, f64) {
    let row = match table.density {
        Density::Compact => 22.0,
        Density::Normal => 27.0,
        Density::Roomy => 36.0,
    };
    let more = if table.wrap { (LINES - 1.0) * LINE } else { 0.0 };
    (row + more, if table.totals { HEADER + FOOT } else { HEADER })
}

impl Track {
    /// Height of all rows.
    fn content(&self) -> f64 {
        self.rows as f64 * self.row
    }

    /// Height of the element that stands for them.
    pub fn height(&self) -> f64 {
        self.content().min(TALLEST)
    }

    /// How far the element and the whole table can be scrolled.
    fn ends(&self, sight: f64) -> (f64, f64) {
        let end = |height: f64| (height + self.edges - sight).max(0.0);
        (end(self.height()), end(self.content()))
    }

    /// First row in sight, and how many.
    pub fn sight(&self, height: f64) -> (u64, u64) {
        (
            (self.top / self.row).floor() as u64,
            ((height - self.edges).max(0.0) / self.row).ceil() as u64 + 1,
        )
    }

    /// Where a row stands in the element.
    pub fn place(&self, row: u64) -> f64 {
        (row as f64 * self.row - (self.top - self.real)).round()
    }

    /// Whole rows that fit into this height.
    pub fn page(&self, height: f64) -> u64 {
        ((height - self.edges) / self.row).floor().max(1.0) as u64
    }

    /// Another number of rows.
    pub fn set_rows(&mut self, rows: u64, sight: f64) {
        self.rows = rows;
        self.top = self.top.min(self.ends(sight).1);
        if self.content() <= TALLEST {
            self.real = self.real.min(self.ends(sight).0);
            self.top = self.real;
        }
    }

    /// The element was scrolled to `real`.
    fn scrolled(&mut self, real: f64, sight: f64) {
        let (end, content_end) = self.ends(sight);
        let step = real - self.real;
        self.real = real;
        self.top = if self.content() <= TALLEST || end <= 0.0 {
            real
        } else if real <= 0.0 {
            0.0
        } else if real >= end - 1.0 {
            content_end
        } else if step.abs() < 2.0 * sight {
            (self.top + step).clamp(0.0, content_end)
        } else {
            real / end * content_end
        };
    }

    /// Where the element should be scrolled to for this place in the table.
    fn real_of(&self, top: f64, sight: f64) -> f64 {
        let (end, content_end) = self.ends(sight);
        if self.content() <= TALLEST || content_end <= 0.0 {
            return top;
        }
        // The very ends are for the very ends only.
        (top / content_end * end).clamp(
            if top > 0.0 { 1.0 } else { 0.0 },
            if top < content_end { end - 2.0 } else { end },
        )
    }
}

impl Table {
    /// The element was scrolled.
    pub fn scrolled(&self) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let sight = self.size.get_untracked().1;
        let real = f64::from(scroller.scroll_top());
        if self.track.with_untracked(|track| track.real != real) {
            self.track.update(|track| track.scrolled(real, sight));
        }
        if self.track.with_untracked(|track| track.content() > TALLEST) {
            self.settling.update_value(|turn| *turn += 1);
            let (table, turn) = (*self, self.settling.get_value());
            set_timeout(
                move || {
                    if table.settling.try_get_value() == Some(turn) {
                        table.jump_to(table.track.with_untracked(|track| track.top));
                    }
                },
                SETTLE,
            );
        }
    }

    /// Scrolls so that a row is the first in sight.
    pub fn jump(&self, row: u64) {
        self.jump_to(row as f64 * self.track.with_untracked(|track| track.row));
    }

    /// Another height of the rows and of what stays around them; the first row in sight stays the first.
    pub fn lay_out(&self, (row, edges): (f64, f64)) {
        let (before, first) = self
            .track
            .with_untracked(|track| ((track.row, track.edges), track.top / track.row));
        if before == (row, edges) {
            return;
        }
        self.track.update(|track| {
            (track.row, track.edges) = (row, edges);
            track.top = first * row;
        });
        let table = *self;
        // Once the element is as tall as its rows now are.
        request_animation_frame(move || {
            if table.track.try_get_untracked().is_some() {
                table.jump_to(first * row);
            }
        });
    }

    /// Scrolls no further than needed to bring a row into sight.
    pub fn reveal(&self, row: u64) {
        let sight = self.size.get_untracked().1;
        let Track {
            top, row: tall, edges, ..
        } = self.track.get_untracked();
        let (from, to) = (row as f64 * tall, (row + 1) as f64 * tall);
        let room = sight - edges;
        if from < top {
            self.jump_to(if top - from > room { from - room / 3.0 } else { from });
        } else if to > top + room {
            self.jump_to(if to - top > 2.0 * room {
                from - room / 3.0
            } else {
                to - room
            });
        }
    }

    /// Scrolls sideways no further than needed to bring a column into sight beside the pinned ones.
    pub fn reveal_column(&self, column: usize) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let ((pinned, kept), (left, width)) = untrack(|| (self.pinned(), self.span(column)));
        if column < pinned {
            return;
        }
        let (from, sight) = (scroller.scroll_left(), self.size.get_untracked().0 as i32);
        let (left, right) = (left as i32, (left + width) as i32);
        if left < from + kept as i32 {
            scroller.set_scroll_left(left - kept as i32);
        } else if right > from + sight {
            scroller.set_scroll_left((right - sight).min(left - kept as i32));
        }
    }

    pub(super) fn jump_to(&self, top: f64) {
        let Some(scroller) = self.scroller.get_untracked() else {
            return;
        };
        let sight = self.size.get_untracked().1;
        let top = top.clamp(0.0, self.track.with_untracked(|track| track.ends(sight).1));
        let real = self.track.with_untracked(|track| track.real_of(top, sight));
        scroller.set_scroll_top(real.round() as i32);
        let real = f64::from(scroller.scroll_top());
        let scaled = self.track.with_untracked(|track| track.content() > TALLEST);
        let next = |track: &mut Track| {
            track.real = real;
            track.top = if scaled { top } else { real };
        };
        let mut changed = self.track.get_untracked();
        next(&mut changed);
        if changed != self.track.get_untracked() {
            self.track.update(next);
        }
    }
}
