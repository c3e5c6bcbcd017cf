//! A pivot's answer with what it stands for: the filter of each cell, which lines are open, how deep a cell is shaded, and its sheet.

use super::key::{Ends, ends, key_is, key_is_none_of, key_text};
use super::{Heat, View, key_name};
use crate::protocol::Report;
use crate::query::answer::{Head, Line};
use crate::query::{Answer, Answers, Key, Predicate};
use crate::value::{Kind, Value, Zone};
use crate::words;
use std::collections::HashMap;
use std::sync::Arc;

/// A pivot's answer together with the keys that were asked for.
#[derive(Clone, Debug)]
pub struct Cross {
    pub rows: Vec<Key>,
    pub columns: Vec<Key>,
    /// How many measures each cell has.
    pub measures: usize,
    /// Columns in all, before the limit.
    pub found: u64,
    /// Where the bins of each key end, the row keys first.
    ends: Vec<Ends>,
    /// Whether a row can have several values of a key.
    several: Vec<bool>,
    zone: Zone,
    answers: Arc<Answers>,
}

/// The least and the greatest number among the cells that are held against each other, by measure, depth of the line, and line or column.
pub type Ranges = HashMap<(usize, usize, usize), (f64, f64)>;

impl Cross {
    /// The answer to the pivot of a view; `None` where the answer is to another one.
    pub fn of(view: &View, report: &Report, zone: &Zone, answers: Arc<Answers>) -> Option<Self> {
        let rows = view.pivot.rows.settled(report, zone);
        let columns = view.pivot.columns.settled(report, zone);
        let measures = view.pivot.measured().len();
        let Some((
            Answer::Pivot {
                kinds, columns: found, ..
            },
            told,
        )) = answers.answers.split_first()
        else {
            return None;
        };
        let keys: Vec<Key> = rows.iter().chain(&columns).cloned().collect();
        if kinds.len() != keys.len() + measures {
            return None;
        }
        let list = |key: &Key| {
            let column = report.column(key.column());
            matches!(key, Key::Column(_)) && column.is_some_and(|column| column.kind == Kind::List)
        };
        Some(Self {
            measures,
            found: *found,
            ends: ends(&keys, told),
            several: keys.iter().map(list).collect(),
            zone: zone.clone(),
            rows,
            columns,
            answers,
        })
    }

    /// The columns from left to right, the rest last; that of all columns comes after them and is none of these.
    pub fn heads(&self) -> &[Head] {
        match self.answers.answers.first() {
            Some(Answer::Pivot { heads, .. }) => heads,
            _ => &[],
        }
    }

    /// The lines from top to bottom, that of all rows first.
    pub fn lines(&self) -> &[Line] {
        match self.answers.answers.first() {
            Some(Answer::Pivot { lines, .. }) => lines,
            _ => &[],
        }
    }

    /// Rows that matched.
    pub fn matched(&self) -> u64 {
        self.answers.rows
    }

    /// What was measured in a cell; `None` where there are no rows.
    pub fn value(&self, line: usize, head: usize, measure: usize) -> Option<&Value> {
        self.lines().get(line)?.cells.get(head)?.get(measure)
    }

    /// The text of a value of a row key, or of a column key after all of these, as paths and filters have it.
    pub fn text(&self, at: usize, value: &Value) -> Option<String> {
        key_text(value, self.ends.get(at)?)
    }

    /// A line's keys as texts: the path by which it is closed.
    pub fn path(&self, line: &Line) -> Vec<Option<String>> {
        let keys = line.keys.iter().enumerate();
        keys.map(|(at, value)| self.text(at, value)).collect()
    }

    /// Positions of the lines that are seen when these are closed.
    pub fn open(&self, closed: &[Vec<Option<String>>]) -> Vec<usize> {
        let mut below = None;
        let seen = |(at, line): (usize, &Line)| {
            let depth = depth(line);
            if below.is_some_and(|below| depth > below) {
                return None;
            }
            below = (line.rest.is_none() && !closed.is_empty() && closed.contains(&self.path(line))).then_some(depth);
            Some(at)
        };
        self.lines().iter().enumerate().filter_map(seen).collect()
    }

    /// Whether lines stand below this one that closing it would hide.
    pub fn has_below(&self, line: usize) -> bool {
        let of = |at: usize| self.lines().get(at).map(depth);
        line > 0 && of(line + 1) > of(line) && of(line + 1).is_some()
    }

    /// The tests of a cell's line: none for that of all rows. `None` where a filter cannot say them, since rows of the rest can be among
    /// the others too.
    pub fn line_is(&self, at: usize) -> Option<Vec<Predicate>> {
        let line = self.lines().get(at)?;
        let mut tests = self.tests(0, &line.keys);
        if line.rest.is_some() {
            let level = line.keys.len();
            let beside = |other: &&Line| {
                other.rest.is_none() && other.keys.len() == level + 1 && other.keys[..level] == line.keys[..]
            };
            let kept: Vec<&[Value]> = self
                .lines()
                .iter()
                .filter(beside)
                .map(|other| &other.keys[level..])
                .collect();
            tests.push(self.none_of(level, &kept)?);
        }
        Some(tests)
    }

    /// The tests of a cell's column, in the same way.
    pub fn head_is(&self, at: usize) -> Option<Vec<Predicate>> {
        let Some(head) = self.heads().get(at) else {
            return Some(Vec::new());
        };
        if head.rest.is_none() {
            return Some(self.tests(self.rows.len(), &head.keys));
        }
        let kept = self.heads().iter().filter(|other| other.rest.is_none());
        let kept: Vec<&[Value]> = kept.map(|other| &other.keys[..]).collect();
        Some(vec![self.none_of(self.rows.len(), &kept)?])
    }

    /// The tests of a cell.
    pub fn cell_is(&self, line: usize, head: usize) -> Option<Vec<Predicate>> {
        let mut tests = self.line_is(line)?;
        tests.extend(self.head_is(head)?);
        Some(tests)
    }

    fn key(&self, at: usize) -> Option<&Key> {
        self.rows.iter().chain(&self.columns).nth(at)
    }

    /// The tests of values of the keys from position `from` on.
    fn tests(&self, from: usize, values: &[Value]) -> Vec<Predicate> {
        let test =
            |(at, value): (usize, &Value)| Some(key_is(self.key(at)?, self.text(at, value).as_deref(), &self.zone));
        (from..).zip(values).filter_map(test).collect()
    }

    /// The test for rows that have none of these values of the keys from position `from` on.
    fn none_of(&self, from: usize, kept: &[&[Value]]) -> Option<Predicate> {
        let width = kept.first().map_or(0, |values| values.len());
        if self.several.iter().skip(from).take(width).any(|several| *several) {
            return None;
        }
        if let (Some(key), 1) = (self.key(from), width) {
            let texts: Vec<Option<String>> = kept.iter().map(|values| self.text(from, &values[0])).collect();
            return Some(key_is_none_of(key, &texts, &self.zone));
        }
        Some(Predicate::any(kept.iter().map(|values| Predicate::all(self.tests(from, values)))).negate())
    }

    /// The ranges of what is held against each other. Totals, and rests, which are sums of many, are not held against single ones.
    pub fn ranges(&self, heat: Heat) -> Ranges {
        let mut ranges = Ranges::new();
        if heat == Heat::Off {
            return ranges;
        }
        for (line, of_line) in self.lines().iter().enumerate() {
            for (head, values) in of_line.cells.iter().enumerate() {
                for (measure, value) in values.iter().enumerate() {
                    if let Some(place) = self.place(heat, line, head, measure)
                        && let Some(range) = wider(ranges.get(&place).copied(), value)
                    {
                        ranges.insert(place, range);
                    }
                }
            }
        }
        ranges
    }

    /// How deep a cell is shaded; see [`shade`].
    pub fn shade(&self, ranges: &Ranges, heat: Heat, line: usize, head: usize, measure: usize) -> Option<f64> {
        let range = ranges.get(&self.place(heat, line, head, measure)?);
        shade(self.value(line, head, measure)?, *range?)
    }

    /// Among which cells one is held; `None` for those that are not.
    fn place(&self, heat: Heat, line: usize, head: usize, measure: usize) -> Option<(usize, usize, usize)> {
        let whole = head >= self.heads().len();
        let of = self
            .lines()
            .get(line)
            .filter(|line| line.rest.is_none() && !line.keys.is_empty())?;
        if self.heads().get(head).is_some_and(|head| head.rest.is_some()) {
            return None;
        }
        let scope = match heat {
            Heat::Off => return None,
            Heat::Column => head,
            _ if whole && !self.columns.is_empty() => return None,
            Heat::Line => line,
            Heat::Table => 0,
        };
        Some((measure, of.keys.len(), scope))
    }

    /// The lines at these positions as a table: headings, then rows. `label` writes a value of a key as people read it.
    pub fn sheet(
        &self,
        lines: &[usize],
        measures: &[String],
        label: impl Fn(&Key, &Value, Option<&str>) -> String,
    ) -> (Vec<String>, Vec<Vec<Value>>) {
        let others = |count: u64| words::pivot::others_in_sheet(&count);
        let head = |head: &Head| match head.rest {
            Some(count) => others(count),
            None => {
                let keys = self.columns.iter().zip(&head.keys).enumerate();
                let texts =
                    keys.map(|(at, (key, value))| label(key, value, self.text(self.rows.len() + at, value).as_deref()));
                texts.collect::<Vec<_>>().join(" · ")
            }
        };
        let mut heads: Vec<String> = self.heads().iter().map(head).collect();
        if !self.columns.is_empty() {
            heads.push(words::pivot::TOTAL.into());
        }
        let mut names: Vec<String> = self.rows.iter().map(key_name).collect();
        match (&heads[..], measures) {
            ([], _) => names.extend(measures.iter().cloned()),
            (_, [_]) => names.extend(heads),
            _ => names.extend(
                heads
                    .iter()
                    .flat_map(|head| measures.iter().map(move |measure| format!("{head} · {measure}"))),
            ),
        }
        let row = |at: &usize| {
            let line = self.lines().get(*at)?;
            let keys = self.rows.iter().enumerate().map(|(at, key)| match line.keys.get(at) {
                Some(value) if matches!(key, Key::Column(_) | Key::Time { .. }) => value.clone(),
                Some(Value::Null) => Value::Null,
                Some(value) => Value::Text(label(key, value, self.text(at, value).as_deref())),
                None => Value::Text(match line.rest.filter(|_| at == line.keys.len()) {
                    Some(count) => others(count),
                    None => "(all)".into(),
                }),
            });
            let cells = line
                .cells
                .iter()
                .flat_map(|cell| (0..self.measures).map(|measure| cell.get(measure).cloned().unwrap_or(Value::Null)));
            Some(keys.chain(cells).collect())
        };
        (names, lines.iter().filter_map(row).collect())
    }
}

/// How far from the line of all rows a line stands.
pub fn depth(line: &Line) -> usize {
    line.keys.len() + usize::from(line.rest.is_some())
}

/// The least and greatest of a range and this value too, if it is a number.
pub fn wider(range: Option<(f64, f64)>, value: &Value) -> Option<(f64, f64)> {
    let number = number(value)?;
    let (least, most) = range.unwrap_or((number, number));
    Some((least.min(number), most.max(number)))
}

/// How deep a number is shaded among those of a range, 0 to 1; `None` where nothing is to be told apart. Shades grow with the root, since
/// counts are spread over magnitudes.
pub fn shade(value: &Value, (least, most): (f64, f64)) -> Option<f64> {
    let (number, alike) = (number(value)?, most <= least);
    let least = least.min(0.0);
    (!alike).then(|| ((number - least) / (most - least)).clamp(0.0, 1.0).sqrt())
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Number(value) => Some(*value).filter(|value| value.is_finite()),
        _ => None,
    }
}
