//! Growing times: moments, and how each was written.

use super::Segments;
use super::values::{Presence, Values};
use crate::arrange;
use crate::value::{Civil, Layout, Stamp};

/// Times of a growing column.
#[derive(Clone, Debug)]
pub(super) struct GrowingTimes {
    pub micros: Values<i64>,
    /// Which layout, once there is more than one.
    pub codes: Option<Values<u8>>,
    /// Nanoseconds below the microsecond, once one is not zero.
    pub rest: Option<Values<u16>>,
    pub layouts: Vec<Layout>,
    pub counts: Vec<usize>,
    pub last: usize,
    pub day_first: bool,
    /// Whether a value has been read whose day cannot be a month.
    pub settled: bool,
}

/// A moment with day and month in each other's place, where the layout has them in doubt; its day must be a month.
pub(super) fn swapped(at: i64, layout: &Layout) -> i64 {
    if layout.day_first().is_none() {
        return at;
    }
    let mut civil = Civil::of(layout.local(at));
    (civil.month, civil.day) = (civil.day, civil.month);
    layout.moment(civil.micros())
}

/// The same layout with day and month in each other's place, where it has them in doubt.
pub(super) fn swap(layout: &mut Layout) {
    if layout.day_first().is_some() {
        *layout = layout.swapped();
    }
}

/// What a finished time column consists of.
pub(super) struct Times {
    pub micros: Segments<i64>,
    pub codes: Option<Segments<u8>>,
    pub rest: Option<Segments<u16>>,
    pub layouts: Vec<Layout>,
}

impl GrowingTimes {
    /// For a column whose first value comes after `segments` full ones; `None` when that value is no time.
    pub fn start(text: &str, segments: usize) -> Option<Self> {
        let (stamp, day_first) = match Stamp::read(text, false) {
            Some(stamp) => (stamp, false),
            None => (Stamp::read(text, true)?, true),
        };
        let mut made = Self::from_stamp(stamp, segments);
        made.day_first = day_first;
        Some(made)
    }

    /// Takes one value, before its row is marked; `false` when it is no time or contradicts the order of day and month.
    pub fn push(&mut self, text: &str, presence: &Presence) -> bool {
        if let Some(stamp) = self.layouts[self.last].read(text) {
            self.take(stamp, self.last);
            return true;
        }
        for index in 0..self.layouts.len() {
            if let Some(stamp) = self.layouts[index].read(text) {
                self.take(stamp, index);
                return true;
            }
        }
        let stamp = Stamp::read(text, self.day_first).or_else(|| {
            let stamp = Stamp::read(text, !self.day_first)?;
            self.swap(presence).then_some(stamp)
        });
        let Some(stamp) = stamp.filter(|_| self.layouts.len() < 256) else {
            return false;
        };
        self.layouts.push(stamp.layout);
        self.counts.push(0);
        self.take(stamp, self.layouts.len() - 1);
        true
    }

    /// A column that begins with this one, after `segments` full ones.
    pub fn from_stamp(stamp: Stamp, segments: usize) -> Self {
        let mut made = Self {
            micros: Values::zeroed(segments, 0),
            codes: None,
            rest: None,
            layouts: vec![stamp.layout],
            counts: vec![0],
            last: 0,
            day_first: stamp.layout.day_first().unwrap_or(false),
            settled: false,
        };
        made.take(stamp, 0);
        made
    }

    /// Takes a time that was read elsewhere, of a layout that leaves no doubt about day and month; `false` when there are too many.
    pub fn admit(&mut self, stamp: Stamp) -> bool {
        let known = self.layouts.iter().position(|layout| *layout == stamp.layout);
        let layout = known.unwrap_or(self.layouts.len());
        if layout == 256 {
            return false;
        }
        if known.is_none() {
            self.layouts.push(stamp.layout);
            self.counts.push(0);
        }
        self.take(stamp, layout);
        true
    }

    fn take(&mut self, stamp: Stamp, layout: usize) {
        if layout > 0 && self.codes.is_none() {
            self.codes = Some(Values::zeros_beside(&self.micros));
        }
        if stamp.rest > 0 && self.rest.is_none() {
            self.rest = Some(Values::zeros_beside(&self.micros));
        }
        if let Some(codes) = &mut self.codes {
            codes.push(layout as u8);
        }
        if let Some(rest) = &mut self.rest {
            rest.push(stamp.rest);
        }
        if !self.settled && stamp.layout.day_first().is_some() {
            self.settled = Civil::of(stamp.layout.local(stamp.micros)).day > 12;
        }
        self.micros.push(stamp.micros);
        self.counts[layout] += 1;
        self.last = layout;
    }

    /// Reads all values so far with day and month in each other's place; `false`, and nothing changed, when one has no such reading.
    pub fn swap(&mut self, presence: &Presence) -> bool {
        if self.settled {
            return false;
        }
        let layouts = self.layouts.clone();
        let mut codes = self.layout_codes(presence).into_iter();
        self.micros = self.micros.map(presence, |at| {
            swapped(at, &layouts[usize::from(codes.next().unwrap_or(0))])
        });
        self.day_first = !self.day_first;
        self.layouts.iter_mut().for_each(swap);
        true
    }

    /// The layout of each value, in row order, nulls left out; none at all where all have the first.
    fn layout_codes(&self, presence: &Presence) -> Vec<u8> {
        let mut all = Vec::new();
        if let Some(codes) = &self.codes {
            codes.each(presence, &mut all, |all, code| all.push(code), |_, _| {});
        }
        all
    }

    /// All values as they were written, in row order; `end` after each full segment.
    pub fn each_text<S>(
        &self,
        presence: &Presence,
        state: &mut S,
        mut push: impl FnMut(&mut S, &str),
        end: impl FnMut(&mut S, usize),
    ) {
        let mut codes = self.layout_codes(presence).into_iter();
        let mut rests = Vec::new();
        if let Some(rest) = &self.rest {
            rest.each(presence, &mut rests, |all, rest| all.push(rest), |_, _| {});
        }
        let mut rests = rests.into_iter();
        self.micros.each(
            presence,
            state,
            |state, at| {
                let layout = self.layouts[usize::from(codes.next().unwrap_or(0))];
                push(state, &layout.print(at, rests.next().unwrap_or(0)));
            },
            end,
        );
    }

    /// Ends segment `index` at `rows` rows.
    pub fn freeze(&mut self, presence: &Presence, index: usize, rows: usize) {
        let present = presence.segment(index);
        self.micros.freeze(present, rows);
        if let Some(codes) = &mut self.codes {
            codes.freeze(present, rows);
        }
        if let Some(rest) = &mut self.rest {
            rest.freeze(present, rows);
        }
    }

    /// Whether the order of day and month is an assumption that no value settles, and if so whether the day is taken to come first.
    pub fn assumed(&self) -> Option<bool> {
        self.layouts.iter().find_map(Layout::day_first)?;
        (!self.settled).then_some(self.day_first)
    }

    /// The parts, once the last segment is frozen; layouts most frequent first.
    pub fn done(self) -> Times {
        let mut order: Vec<usize> = (0..self.layouts.len()).collect();
        arrange::by_key(&mut order, |&index| std::cmp::Reverse(self.counts[index]));
        let layouts = order.iter().map(|&index| self.layouts[index]).collect();
        let codes = self.codes.map(|codes| {
            if order.is_sorted() {
                return codes.into_segments();
            }
            let mut place = vec![0; order.len()];
            order.iter().enumerate().for_each(|(new, &old)| place[old] = new as u8);
            codes
                .into_segments()
                .into_iter()
                .map(|segment| segment.map(|code| place[usize::from(code)]))
                .collect()
        });
        Times {
            micros: self.micros.into_segments(),
            codes,
            rest: self.rest.map(Values::into_segments),
            layouts,
        }
    }
}
