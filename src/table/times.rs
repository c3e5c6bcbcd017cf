//! Growing times: moments, and how each was written.

use super::Segments;
use super::orders::{Order, Told, twins};
use super::values::{Presence, Values};
use crate::arrange;
use crate::value::{Civil, Layout, Stamp};
use std::ops::Range;

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
    /// What the file under way tells of day and month.
    pub order: Order,
    /// What the files before it told that had anything to tell.
    pub before: Vec<Order>,
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

/// Minutes east of UTC of `CST` where `CDT` stands in the same column.
const CENTRAL: i16 = -360;

impl Times {
    /// Reads `CST` as that of North America where other times of the column are in `CDT`, which no other place has.
    pub fn in_central(mut self) -> Self {
        let has = |zone: &str| self.layouts.iter().any(|layout| layout.names_zone(zone));
        let Some(codes) = self.codes.as_ref().filter(|_| has("CDT")) else {
            return self;
        };
        let unread = |layout: &Layout| layout.unread_zone() == Some("CST");
        let central: Vec<bool> = self.layouts.iter().map(unread).collect();
        let shifted = self.micros.iter().zip(codes).map(|(micros, codes)| {
            let mut of_rows = Vec::new();
            codes.map(|code| of_rows.push(code));
            let mut of_rows = of_rows.into_iter();
            micros.map(|at| {
                let shifts = of_rows.next().is_some_and(|code| central[usize::from(code)]);
                at - if shifts { i64::from(CENTRAL) * 60_000_000 } else { 0 }
            })
        });
        self.micros = shifted.collect();
        for layout in self.layouts.iter_mut().filter(|layout| unread(layout)) {
            *layout = layout.in_zone(CENTRAL);
        }
        self
    }
}

impl GrowingTimes {
    /// For a column whose first value comes after `segments` full ones; `None` when that value is no time.
    pub fn start(text: &str, segments: usize) -> Option<Self> {
        let (stamp, day_first) = match Stamp::read(text, false) {
            Some(stamp) => (stamp, false),
            None => (Stamp::read(text, true)?, true),
        };
        let mut made = Self::from_stamp(stamp, segments);
        made.order.day_first = day_first;
        Some(made)
    }

    /// Takes one value, before its row is marked; `false` when it is no time or contradicts the order of day and month.
    pub fn push(&mut self, text: &str, presence: &Presence) -> bool {
        if let Some(stamp) = self.layouts[self.last].read(text) {
            self.take(stamp, self.last);
            return true;
        }
        for index in 0..self.layouts.len() {
            // Those of other files may have day and month in the other order.
            if !self.before.is_empty() && self.layouts[index].day_first() == Some(!self.order.day_first) {
                continue;
            }
            if let Some(stamp) = self.layouts[index].read(text) {
                self.take(stamp, index);
                return true;
            }
        }
        let stamp = Stamp::read(text, self.order.day_first).or_else(|| {
            let stamp = Stamp::read(text, !self.order.day_first)?;
            self.swap(presence).then_some(stamp)
        });
        stamp.is_some_and(|stamp| self.admit(stamp))
    }

    /// The next value, the first of `row` or behind it, is of another file, which has an order of day and month of its own.
    pub fn next_file(&mut self, row: usize, presence: &Presence) {
        if self.order.doubtful {
            let next = self.order.next(row, presence.count);
            self.turn_page(next);
        }
    }

    /// Ends what is known of the file under way and goes on with this.
    pub fn turn_page(&mut self, next: Order) {
        let ended = std::mem::replace(&mut self.order, next);
        match self.before.last_mut() {
            Some(last) if last.is_like(&ended) => last.files += ended.files,
            _ => self.before.push(ended),
        }
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
            order: Order {
                day_first: stamp.layout.day_first().unwrap_or(false),
                ..Order::default()
            },
            before: Vec::new(),
        };
        made.take(stamp, 0);
        made
    }

    /// Takes a time that was read elsewhere, of a layout that goes with the order of day and month; `false` when there are too many.
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
        if !self.order.settled && stamp.layout.day_first().is_some() {
            self.order.doubtful = true;
            self.order.settled = Civil::of(stamp.layout.local(stamp.micros)).day > 12;
        }
        self.micros.push(stamp.micros);
        self.counts[layout] += 1;
        self.last = layout;
    }

    /// Reads all values of the file under way with day and month in each other's place; `false`, and nothing changed, when one has no such
    /// reading.
    pub fn swap(&mut self, presence: &Presence) -> bool {
        if self.order.settled {
            return false;
        }
        if self.before.is_empty() {
            let layouts = self.layouts.clone();
            let mut codes = self.layout_codes(presence).into_iter();
            self.micros = self.micros.map(presence, |at| {
                swapped(at, &layouts[usize::from(codes.next().unwrap_or(0))])
            });
            self.layouts.iter_mut().for_each(swap);
        } else {
            let file = self.order.value..presence.count;
            if !file.is_empty() && !self.exchange(presence, &[file]) {
                return false;
            }
        }
        self.order.day_first = !self.order.day_first;
        true
    }

    /// Reads these values, of which each has such a reading, with day and month in each other's place, beside others that stay; `false`, and
    /// nothing changed, where the layouts are too many. Layouts no value has any more go, and they stand in the order of their first values.
    fn exchange(&mut self, presence: &Presence, spans: &[Range<usize>]) -> bool {
        let mut codes = self.layout_codes(presence);
        codes.resize(presence.count, 0);
        let mut layouts = self.layouts.clone();
        let Some(twins) = twins(&mut layouts) else {
            return false;
        };
        let (mut places, mut used, mut counts) = (vec![None; layouts.len()], Vec::new(), Vec::new());
        let mut moved = vec![false; codes.len()];
        spans.iter().for_each(|span| moved[span.clone()].fill(true));
        let before = codes.clone();
        for (code, &moved) in codes.iter_mut().zip(&moved) {
            let now = if moved { twins[usize::from(*code)] } else { *code };
            let place = *places[usize::from(now)].get_or_insert_with(|| {
                used.push(layouts[usize::from(now)]);
                counts.push(0);
                used.len() - 1
            });
            counts[place] += 1;
            *code = place as u8;
        }
        let mut each = before.iter().zip(&moved);
        let micros = self.micros.map(presence, |at| match each.next() {
            Some((&code, true)) => swapped(at, &layouts[usize::from(code)]),
            _ => at,
        });
        let mut each = codes.iter();
        self.codes = (used.len() > 1).then(|| self.micros.map(presence, |_| each.next().copied().unwrap_or_default()));
        self.last = codes.last().copied().map_or(0, usize::from);
        (self.micros, self.layouts, self.counts) = (micros, used, counts);
        true
    }

    /// Lets files of which no value tells day from month follow the others, and says what was decided of all; for a column to which no more
    /// values come.
    pub fn settle_orders(&mut self, presence: &Presence, rows: usize) -> Told {
        let mut files = self.before.clone();
        files.extend(self.order.doubtful.then_some(self.order));
        let told = Told::of(&files, rows, || self.nearer_swapped(presence));
        let follow = told.follow();
        let ends = files.iter().skip(1).map(|file| file.value).chain([presence.count]);
        let stray: Vec<Range<usize>> = (files.iter().zip(ends))
            .filter(|(file, _)| !file.settled && file.day_first != follow)
            .map(|(file, end)| file.value..end)
            .collect();
        let mixed = self
            .layouts
            .iter()
            .filter_map(Layout::day_first)
            .any(|first| first != follow);
        if !stray.is_empty() && mixed {
            self.exchange(presence, &stray);
        }
        told
    }

    /// Whether all values, none of which tells day from month, lie at most half as far apart with the two in each other's place.
    fn nearer_swapped(&self, presence: &Presence) -> bool {
        let mut codes = self.layout_codes(presence).into_iter();
        let start = ((i64::MAX, i64::MIN), (i64::MAX, i64::MIN));
        let mut reach = start;
        let widen = |(low, high): (i64, i64), at: i64| (low.min(at), high.max(at));
        let push = |reach: &mut ((i64, i64), (i64, i64)), at| {
            let layout = &self.layouts[usize::from(codes.next().unwrap_or(0))];
            *reach = (widen(reach.0, at), widen(reach.1, swapped(at, layout)));
        };
        self.micros.each(presence, &mut reach, push, |_, _| {});
        let span = |(low, high): (i64, i64)| high.saturating_sub(low);
        span(reach.1).saturating_mul(2) < span(reach.0)
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

#[cfg(test)]
mod tests {
    use crate::format::{Position, Raw, Sink};
    use crate::table::Builder;

    #[test]
    fn an_abbreviation_of_two_zones_is_told_by_the_one_beside_it() {
        let shown = |texts: &[&str]| {
            let mut builder = Builder::default();
            for text in texts {
                let column = builder.column("time");
                builder.field(column, Raw::Untyped(text));
                builder.end_record(Position::default());
            }
            let table = builder.seal();
            let column = &table.columns[0];
            let written: Vec<_> = (0..texts.len()).filter_map(|row| column.written(row)).collect();
            assert_eq!(written, texts);
            let shown: Vec<_> = (0..texts.len()).filter_map(|row| column.text(row)).collect();
            (shown.join(", "), column.note.clone())
        };
        let (times, note) = shown(&[
            "2026-03-07 10:00:00 CST",
            "2026-03-09 10:00:00 CDT",
            "2026-03-07 11:00:00 CST",
        ]);
        assert_eq!(times, "2026-03-07 16:00:00, 2026-03-09 15:00:00, 2026-03-07 17:00:00");
        assert_eq!(note, None);
        for zone in ["CST", "Europe/Berlin"] {
            let (times, note) = shown(&[
                &format!("2026-03-07 10:00:00 {zone}"),
                &format!("2026-03-07 11:00:00 {zone}"),
            ]);
            assert_eq!(times, "2026-03-07 10:00:00, 2026-03-07 11:00:00");
            assert!(note.is_some_and(|note| note.contains(zone)), "{zone}");
        }
    }
}
