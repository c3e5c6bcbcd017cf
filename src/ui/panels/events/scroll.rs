//! Where the table is scrolled to, for more rows than a browser can make an element tall.

use super::table::Table;
use leptos::prelude::*;
use std::time::Duration;

/// Height of a row in pixels.
pub const ROW: f64 = 27.0;
/// Height of the header in pixels.
pub const HEADER: f64 = 30.0;
/// The tallest element we make: browsers give up between 17 and 33 million pixels.
const TALLEST: f64 = 8_000_000.0;
/// After so long without scrolling, the scroll bar is brought in line.
const SETTLE: Duration = Duration::from_millis(160);

/// The scroll position twice: where the browser thinks it is, and where it is among all rows. They differ only in tables taller than
/// an element can be; there a small step moves both alike, and a leap by the scroll bar is scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Track {
    rows: u64,
    /// Pixels scrolled of the element.
    real: f64,
    /// Pixels scrolled of the whole table.
    pub top: f64,
}

impl Track {
    /// Height of all rows.
    fn content(&self) -> f64 {
        self.rows as f64 * ROW
    }

    /// Height of the element that stands for them.
    pub fn height(&self) -> f64 {
        self.content().min(TALLEST)
    }

    /// How far the element and the whole table can be scrolled.
    fn ends(&self, sight: f64) -> (f64, f64) {
        let end = |height: f64| (height + HEADER - sight).max(0.0);
        (end(self.height()), end(self.content()))
    }

    /// First row in sight, and how many.
    pub fn sight(&self, height: f64) -> (u64, u64) {
        (
            (self.top / ROW).floor() as u64,
            ((height - HEADER).max(0.0) / ROW).ceil() as u64 + 1,
        )
    }

    /// Where a row stands in the element.
    pub fn place(&self, row: u64) -> f64 {
        (row as f64 * ROW - (self.top - self.real)).round()
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
        self.jump_to(row as f64 * ROW);
    }

    /// Scrolls no further than needed to bring a row into sight.
    pub fn reveal(&self, row: u64) {
        let sight = self.size.get_untracked().1;
        let top = self.track.with_untracked(|track| track.top);
        let (from, to) = (row as f64 * ROW, (row + 1) as f64 * ROW);
        let room = sight - HEADER;
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

    fn jump_to(&self, top: f64) {
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
