//! The heads and lines of the table as they are drawn: only the cells in sight, each in its place.

use super::super::group::{heat, key_label, measure_label, others};
use crate::query::{Key, Measure, Order, Rank};
use crate::ui::widgets::middle;
use crate::value::Zone;
use crate::view::{Cross, Heat, Ranges, depth, key_name};
use crate::words;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// Height of a line in pixels, as in the style.
pub const LINE: f64 = 27.0;

/// What a drawing needs.
#[derive(Clone)]
pub struct Drawn {
    pub cross: Arc<Cross>,
    pub measures: Vec<(String, Measure)>,
    pub order: (Rank, Order),
    pub heat: Heat,
    pub ranges: Arc<Ranges>,
    pub zone: Zone,
    /// Widths of the column of keys, and of a cell.
    pub key: f64,
    pub cell: f64,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.cross, &other.cross)
            && (&self.measures, &self.order, self.heat) == (&other.measures, &other.order, other.heat)
    }
}

impl Drawn {
    /// How many cells a line has: for all columns together first, then for each, as many as there are measures.
    pub fn width(&self) -> usize {
        (self.cross.heads().len() + 1) * self.cross.measures
    }

    /// The head and the measure of a cell; the head of all columns comes after all others.
    pub fn place(&self, cell: usize) -> (usize, usize) {
        let (block, measure) = (cell / self.cross.measures, cell % self.cross.measures);
        (block.checked_sub(1).unwrap_or(self.cross.heads().len()), measure)
    }

    /// How many lines the heads take.
    pub fn head_lines(&self) -> usize {
        let keys = self.cross.columns.len();
        keys.max(1) + usize::from(keys > 0 && self.cross.measures > 1)
    }

    /// How wide a line is in pixels.
    pub fn pixels(&self) -> f64 {
        self.key + self.width() as f64 * self.cell
    }

    /// What the lines are sorted by where they go by a cell's column; `None` for the rest.
    pub fn rank(&self, cell: usize) -> Option<Rank> {
        let (head, measure) = self.place(cell);
        match self.cross.heads().get(head) {
            None => Some(Rank::Total(measure)),
            Some(head) if head.rest.is_some() => None,
            Some(head) => Some(Rank::Cell(measure, head.keys.clone())),
        }
    }

    /// A width for cells that shows what they are called, as far as that is not too long.
    pub fn fitting(&self) -> f64 {
        let last = self.cross.columns.len().checked_sub(1);
        let heads = last.filter(|_| self.cross.measures == 1).into_iter();
        let heads = heads.flat_map(|level| (0..self.cross.heads().len()).map(move |head| self.head_text(head, level)));
        let several = self.cross.measures > 1 || last.is_none();
        let names = self.measures.iter().filter(|_| several).map(|(name, _)| name.clone());
        let pixels = |text: String| -> f64 {
            let wide = text.chars().filter(|character| character.is_uppercase()).count();
            text.chars().count() as f64 * 7.8 + wide as f64 * 1.6
        };
        let longest = heads.chain(names).map(pixels).fold(0.0, f64::max);
        let most = if self.key < 200.0 { 112.0 } else { 160.0 };
        (longest + 34.0).clamp(84.0, most)
    }

    fn left(&self, cell: usize) -> String {
        format!("{}px", self.key + cell as f64 * self.cell)
    }

    /// The name of a column by its last key, or by that at a level.
    fn head_text(&self, head: usize, level: usize) -> String {
        let rows = self.cross.rows.len();
        match self.cross.heads().get(head) {
            None => words::pivot::TOTAL.into(),
            Some(head) => match (head.rest, head.keys.get(level), self.cross.columns.get(level)) {
                (Some(count), ..) => others(count),
                (None, Some(value), key) => {
                    let text = self.cross.text(rows + level, value);
                    key_label(value, text.as_deref(), key, &self.zone).0
                }
                _ => String::new(),
            },
        }
    }

    /// The lines of heads, cells in sight only. The lowest sorts the lines.
    pub fn heads(&self, cells: Range<usize>) -> Vec<AnyView> {
        let cross = &self.cross;
        let (keys, count) = (cross.columns.len(), self.head_lines());
        let mut lines = Vec::new();
        for at in 0..count {
            let last = at + 1 == count;
            let corner = match cross.columns.get(at) {
                _ if last => {
                    let name = cross.rows.iter().map(key_name).collect::<Vec<_>>().join(" › ");
                    self.sorter(
                        if name.is_empty() {
                            words::common::ALL.into()
                        } else {
                            name
                        },
                        Some(Rank::Key),
                        None,
                    )
                }
                key => view! { <span class="pivot-across">{key.map(|key| key_name(key) + " →")}</span> }.into_any(),
            };
            let mut drawn = vec![view! { <div role="columnheader" class="pivot-key" style:width=format!("{}px", self.key)>{corner}</div> }.into_any()];
            if last {
                for cell in cells.clone() {
                    let (head, measure) = self.place(cell);
                    let of_measure = self.measures.get(measure).map(|(name, _)| name.clone());
                    let alone = keys == 0 || count > keys.max(1);
                    let text = if alone {
                        of_measure.unwrap_or_default()
                    } else {
                        self.head_text(head, keys - 1)
                    };
                    drawn.push(self.sorter(text, self.rank(cell), Some(cell)));
                }
            } else {
                let mut from = 0;
                while from < self.width() {
                    let (head, _) = self.place(from);
                    let same = |cell: &usize| {
                        let (other, _) = self.place(*cell);
                        let heads = cross.heads();
                        match (heads.get(head), heads.get(other)) {
                            (Some(a), Some(b)) if a.rest.is_none() && b.rest.is_none() => {
                                a.keys[..=at] == b.keys[..=at]
                            }
                            _ => head == other,
                        }
                    };
                    let to = (from..self.width()).take_while(same).last().unwrap_or(from) + 1;
                    if to > cells.start && from < cells.end {
                        let lowest = at + 1 == keys;
                        let total = cross.heads().get(head).is_none_or(|head| head.rest.is_some());
                        let text = if total && !lowest {
                            String::new()
                        } else {
                            self.head_text(head, at)
                        };
                        let wide = format!("{}px", (to - from) as f64 * self.cell);
                        drawn.push(
                            view! {
                                <div role="columnheader" class="pivot-cell pivot-span" title=text.clone() aria-colspan=(to - from).to_string()
                                    style:left=self.left(from) style:width=wide><span>{text.clone()}</span></div>
                            }
                            .into_any(),
                        );
                    }
                    from = to;
                }
            }
            lines.push(
                view! { <div role="row" class="pivot-row pivot-head" style:width=format!("{}px", self.pixels())>{drawn}</div> }.into_any(),
            );
        }
        lines
    }

    /// A head that sorts the lines where it is pressed: the corner, or that of a cell.
    fn sorter(&self, text: String, rank: Option<Rank>, cell: Option<usize>) -> AnyView {
        let order = rank
            .as_ref()
            .filter(|rank| **rank == self.order.0)
            .map(|_| self.order.1);
        let (sorted, arrow) = match order {
            None => ("none", ""),
            Some(Order::Ascending) => ("ascending", " ↑"),
            Some(Order::Descending) => ("descending", " ↓"),
        };
        let name = cell.map_or("key".to_owned(), |cell| cell.to_string());
        let button = view! {
            <button type="button" class="sort" tabindex="-1" title=text.clone() disabled=rank.is_none() data-sort=name>{text.clone()}{arrow}</button>
        };
        match cell {
            None => button.into_any(),
            Some(cell) => view! {
                <div role="columnheader" class="pivot-cell" aria-sort=sorted style:left=self.left(cell)>{button}</div>
            }
            .into_any(),
        }
    }

    /// A line, its cells in sight only; `nth` is its place among the lines that are open.
    pub fn line(&self, nth: usize, at: usize, closed: bool, cells: Range<usize>) -> AnyView {
        let cross = &self.cross;
        let Some(line) = cross.lines().get(at) else {
            return ().into_any();
        };
        let level = depth(line);
        let key: Option<&Key> = line.keys.len().checked_sub(1).and_then(|at| cross.rows.get(at));
        let (text, class) = match (line.rest, line.keys.last(), key) {
            (Some(count), ..) => (others(count), "rest"),
            (None, Some(value), key) => {
                let text = cross.text(line.keys.len() - 1, value);
                key_label(value, text.as_deref(), key, &self.zone)
            }
            _ => (words::pivot::ALL_EVENTS.into(), ""),
        };
        let below = cross.has_below(at);
        let fold = below.then(|| view! {
            <button type="button" class="fold" tabindex="-1" aria-hidden="true">{if closed { "▸" } else { "▾" }}</button>
        });
        let cell = |cell: usize| {
            let (head, measure) = self.place(cell);
            let value = cross.value(at, head, measure);
            let of = self.measures.get(measure).map(|(_, measure)| measure);
            let (text, class) = value.map_or((String::new(), ""), |value| measure_label(value, of, &self.zone));
            let shade = heat(cross.shade(&self.ranges, self.heat, at, head, measure));
            let hot = if shade.is_some() { " hot" } else { "" };
            let all = if head == cross.heads().len() && head > 0 {
                " all"
            } else {
                ""
            };
            view! {
                <div role="gridcell" id=format!("pivot-{at}-{}", cell + 1) class=format!("pivot-cell {class}{hot}{all}") aria-colindex=(cell + 2).to_string()
                    data-cell=cell.to_string() style:left=self.left(cell) style:--heat=shade>{text}</div>
            }
        };
        let looks = match (level, below) {
            (0, _) => "pivot-row pivot-total",
            (_, true) => "pivot-row pivot-above",
            _ => "pivot-row",
        };
        let indent = 12.0 + 20.0 * level.saturating_sub(1) as f64 + if !below && level > 1 { 22.0 } else { 0.0 };
        view! {
            <div role="row" {..custom_attribute("aria-level", (level + 1).to_string())} class=looks data-line=nth.to_string()
                aria-rowindex=(nth + self.head_lines() + 1).to_string() aria-expanded=below.then(|| (!closed).to_string())
                style:width=format!("{}px", self.pixels())>
                <div role="rowheader" id=format!("pivot-{at}-0") class="pivot-key" style:width=format!("{}px", self.key)
                    style:padding-left=format!("{indent}px")>
                    {fold}
                    <span class=format!("group-value {class}") title=text.clone()>{middle(&text)}</span>
                </div>
                {cells.map(cell).collect_view()}
            </div>
        }
        .into_any()
    }
}
