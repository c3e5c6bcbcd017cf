//! A column read in another way than it was taken for: as another kind, or with day and month in each other's place.

use super::figures::usual;
use super::growing::Growing;
use super::orders::twins;
use super::rescue::{beside, number as moment};
use super::times::swap;
use super::{Column, Data, Dataset, SEGMENT, Segment, present};
use crate::format::Raw;
use crate::value::{Civil, Figure, Kind};
use crate::words;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How a column is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// As it was taken for at first.
    Back,
    /// As values of this kind; those that are none go to a column beside it.
    Into(Kind),
    /// Days before months, or the other way round.
    DayFirst(bool),
}

/// A column as it was before it was turned.
#[derive(Clone, Debug)]
pub struct Turned {
    before: Column,
    /// The column that took what did not fit.
    beside: Option<Arc<str>>,
}

impl Turned {
    /// Whether it is the column of this name.
    pub fn is(&self, name: &str) -> bool {
        *self.before.name == *name
    }
}

impl Dataset {
    /// Puts a column back as it was before it was turned.
    pub fn turn_back(&mut self, turned: Turned) {
        if let Some(beside) = turned.beside {
            self.columns.retain(|column| column.name != beside);
        }
        if let Some(column) = self.columns.iter_mut().find(|column| column.name == turned.before.name) {
            *column = turned.before;
        }
    }

    /// Puts a column in the place of the one of its name, as if that had been turned into it.
    pub fn put(&mut self, column: Column) -> Option<Turned> {
        let place = self.columns.iter_mut().find(|other| other.name == column.name)?;
        let column = Column {
            note: Some(words::tables::READ_SO_BY_CHOICE.into()),
            ..column
        };
        Some(Turned {
            before: std::mem::replace(place, column),
            beside: None,
        })
    }

    /// Reads a column in another way; `None`, and nothing changed, where it cannot be read so.
    pub fn turn(&mut self, name: &str, turn: Turn) -> Option<Turned> {
        let at = self.columns.iter().position(|column| *column.name == *name)?;
        let column = &self.columns[at];
        let (turned, others) = match turn {
            Turn::Back => return None,
            Turn::DayFirst(day_first) => (column.swapped(day_first)?, None),
            Turn::Into(kind) if kind == column.kind => return None,
            Turn::Into(kind) => {
                let taken: Vec<Arc<str>> = self.columns.iter().map(|column| column.name.clone()).collect();
                column.read_as(kind, self, &taken)?
            }
        };
        let beside = others.as_ref().map(|others: &Column| others.name.clone());
        let before = std::mem::replace(&mut self.columns[at], turned);
        self.columns.splice(at + 1..at + 1, others);
        Some(Turned { before, beside })
    }
}

impl Column {
    /// The column as values of another kind, and what is none of it.
    fn read_as(&self, kind: Kind, of: &Dataset, taken: &[Arc<str>]) -> Option<(Self, Option<Self>)> {
        let (rows, mut file) = (of.rows, 0);
        let mut fitting = Growing::new(self.name.clone());
        let mut others = Growing::new(beside(&self.name, taken));
        let decimal = matches!(kind, Kind::Integer | Kind::Number)
            .then(|| usual(present(self, rows).filter_map(|row| self.written(row))))
            .flatten();
        for row in 0..rows {
            let now = of.origins.at(row).file;
            if std::mem::replace(&mut file, now) != now {
                fitting.next_file(row);
            }
            if let Some(text) = self.written(row) {
                let figure = decimal.and_then(|decimal| Figure::read(&text, decimal));
                let number = figure.as_ref().map_or(&*text, |figure| &figure.plain);
                let fits = match kind {
                    Kind::Text => fitting.push_text(row, &text),
                    Kind::Time => fitting.push_time(row, &text, moment(&text)),
                    Kind::Integer => {
                        number.parse::<i64>().is_ok_and(|value| value.to_string() == number)
                            && fitting.push(row, Raw::Untyped(number))
                    }
                    Kind::Number => fitting.push_number(row, number),
                    Kind::Boolean | Kind::List => return None,
                };
                if !fits {
                    others.push_text(row, &text);
                }
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                fitting.freeze(row / SEGMENT, SEGMENT);
                others.freeze(row / SEGMENT, SEGMENT);
            }
        }
        if fitting.presence.count == 0 {
            return None;
        }
        let moved = others.presence.count;
        let mut made = fitting.finish(rows, true);
        made.kind = match (kind, made.kind) {
            (Kind::Text, _) => Kind::Text,
            (_, made) => made,
        };
        let mut others = (moved > 0).then(|| others.finish(rows, true));
        made.note = Some(words::tables::READ_SO_BY_CHOICE.into());
        if let Some(others) = &mut others {
            others.kind = Kind::Text;
            others.note = Some(words::tables::values_of_that_do_not(&self.name));
            made.note = Some(words::tables::read_so_by_choice_values(&moved, &others.name));
        }
        Some((made, others))
    }

    /// The times with day and month in each other's place, where every one that is in doubt has such a reading.
    pub(super) fn swapped(&self, day_first: bool) -> Option<Self> {
        let Data::Time { values, present, time } = &self.data else {
            return None;
        };
        time.layouts
            .iter()
            .any(|layout| layout.day_first() == Some(!day_first))
            .then_some(())?;
        let doubt = time.assumed_rows.clone();
        let in_doubt = |row: usize| doubt.is_empty() || doubt.iter().any(|rows| rows.contains(&row));
        let mut time = time.clone();
        let mut known = time.layouts.clone();
        let twins = twins(&mut known)?;
        let mut turned = Vec::with_capacity(values.len());
        let mut range: Option<(i64, i64)> = None;
        (time.ascending, time.day_first) = (true, Some(day_first));
        let mut last = i64::MIN;
        let mut segments = Vec::with_capacity(values.len());
        for (index, segment) in values.iter().enumerate() {
            let mut moved = segment.to_vec();
            let mut codes = match &time.codes {
                Some(codes) => codes[index].to_vec(),
                None => vec![0; moved.len()],
            };
            for (within, at) in moved.iter_mut().enumerate() {
                let row = index * SEGMENT + within;
                if present.as_ref().is_some_and(|present| !present.get(row)) {
                    continue;
                }
                let code = usize::from(codes[within]);
                let layout = time.layouts.get(code)?;
                if layout.day_first() == Some(!day_first) && in_doubt(row) {
                    codes[within] = twins[code];
                    let local = if time.zoneless {
                        time.assumed.local(*at)
                    } else {
                        layout.local(*at)
                    };
                    let mut civil = Civil::of(local);
                    (civil.day <= 12).then_some(())?;
                    (civil.month, civil.day) = (civil.day, civil.month);
                    let local = civil.micros();
                    *at = if time.zoneless {
                        time.assumed.moment(local)
                    } else {
                        layout.moment(local)
                    };
                }
                range = Some(range.map_or((*at, *at), |(low, high)| (low.min(*at), high.max(*at))));
                time.ascending &= last <= *at;
                last = *at;
            }
            segments.push(Segment::from(&*moved));
            turned.push(Segment::from(&*codes));
        }
        if doubt.is_empty() {
            time.layouts.iter_mut().for_each(swap);
        } else {
            (time.codes, time.layouts) = (Some(turned), known);
        }
        time.range = range;
        Some(Self {
            note: Some(words::tables::no_value_tells_day_from_month(&words::tables::order_of(
                day_first,
            ))),
            data: Data::Time {
                values: segments,
                present: present.clone(),
                time,
            },
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::laws::as_csv as table;
    use super::*;

    fn written(dataset: &Dataset, column: usize) -> Vec<String> {
        let cell = |row| {
            dataset.columns[column]
                .written(row)
                .map_or("-".to_owned(), |text| text.into_owned())
        };
        (0..dataset.rows).map(cell).collect()
    }

    #[test]
    fn a_kind_can_be_chosen_and_taken_back() {
        for (values, before, kind) in [
            (&["1", "2", "", "3"][..], Kind::Integer, Kind::Text),
            (&["1.5", "2"], Kind::Number, Kind::Text),
            (
                &["2024-01-31T00:00:00Z", "2024-01-30T00:00:00Z"],
                Kind::Time,
                Kind::Text,
            ),
            (&["1706702400", "1706702401"], Kind::Integer, Kind::Time),
            (&["2024-01-31", "x", "", "y", "z"], Kind::Text, Kind::Time),
            (&["1", "x", "2.5", "007"], Kind::Text, Kind::Number),
        ] {
            let mut dataset = table(values);
            assert_eq!(dataset.columns[0].kind, before, "{values:?}");
            let turned = dataset.turn("c", Turn::Into(kind)).expect("turned");
            assert_eq!(dataset.columns[0].kind, kind, "{values:?}");
            // Nothing is lost: each value stands in the column or beside it, as it was written.
            for (row, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
                assert!(
                    (0..dataset.columns.len()).any(|column| written(&dataset, column)[row] == **value),
                    "{value}"
                );
            }
            dataset.turn_back(turned);
            assert_eq!((dataset.columns.len(), dataset.columns[0].kind), (1, before));
        }
        assert!(table(&["x", "y"]).turn("c", Turn::Into(Kind::Time)).is_none());
        assert!(table(&["x", "y"]).turn("nothing", Turn::Into(Kind::Time)).is_none());
    }

    #[test]
    fn only_files_that_do_not_tell_change_places() {
        let files: [&[&str]; 3] = [&["2/1/2024 10:00"], &["1/20/2024 10:00"], &["3/1/2024 10:00", ""]];
        let mut dataset = super::super::laws::files(&files);
        let texts = |dataset: &Dataset| {
            [0, 1, 2].map(|row| {
                dataset.columns[0]
                    .text(row)
                    .map(|text| text.into_owned())
                    .unwrap_or_default()
            })
        };
        assert_eq!(
            texts(&dataset),
            ["2024-02-01 10:00:00", "2024-01-20 10:00:00", "2024-03-01 10:00:00"]
        );
        let turned = dataset.turn("c", Turn::DayFirst(true)).expect("turned");
        assert_eq!(
            texts(&dataset),
            ["2024-01-02 10:00:00", "2024-01-20 10:00:00", "2024-01-03 10:00:00"]
        );
        assert_eq!(
            written(&dataset, 0),
            ["2/1/2024 10:00", "1/20/2024 10:00", "3/1/2024 10:00", "-"]
        );
        dataset.turn_back(turned);
        assert_eq!(texts(&dataset)[0], "2024-02-01 10:00:00");
    }

    #[test]
    fn day_and_month_change_places_where_nothing_tells_them_apart() {
        let values = ["1/2/2024 10:00", "3/4/2024 11:00", ""];
        let mut dataset = table(&values);
        let range = |dataset: &Dataset| {
            dataset.columns[0]
                .range()
                .map(|(low, high)| (crate::value::iso(low), crate::value::iso(high)))
        };
        let (low, high) = range(&dataset).expect("times");
        assert_eq!(
            (low.as_str(), high.as_str()),
            ("2024-01-02 10:00:00", "2024-03-04 11:00:00")
        );
        let turned = dataset.turn("c", Turn::DayFirst(true)).expect("turned");
        let (low, high) = range(&dataset).expect("times");
        assert_eq!(
            (low.as_str(), high.as_str()),
            ("2024-02-01 10:00:00", "2024-04-03 11:00:00")
        );
        assert_eq!(written(&dataset, 0), ["1/2/2024 10:00", "3/4/2024 11:00", "-"]);
        dataset.turn_back(turned);
        assert_eq!(
            range(&dataset).map(|(low, _)| low).as_deref(),
            Some("2024-01-02 10:00:00")
        );
        assert!(table(&["1/20/2024 10:00"]).turn("c", Turn::DayFirst(true)).is_none());
        assert!(table(&["2024-01-02"]).turn("c", Turn::DayFirst(true)).is_none());
    }
}
