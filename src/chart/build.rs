//! A grouped answer to a chart: gaps in time filled, splits ranked, every series named and coloured.

use super::{Axis, Chart, Mark, Series, palette};
use crate::query::{Bucket, Key, Measure};
use crate::value::{Micros, Value, Zone};
use crate::view::{ChartMark, ChartSeries, key_name, measure_name, text_of};
use std::collections::HashMap;

/// The most time buckets a chart takes.
const BUCKETS: usize = 5000;
/// Split values drawn apart; the others come together as one where they can be added up.
const SPLITS: usize = 8;
/// Categories drawn.
const CATEGORIES: usize = 50;

/// What a chart is made of: the builder's choices and the rows of the grouped answer (x, then the split if any, then the measures).
pub struct Material<'a> {
    pub title: &'a str,
    pub x: &'a Key,
    pub series: &'a [ChartSeries],
    pub split: Option<&'a str>,
    pub stacked: bool,
    pub rows: &'a [Vec<Value>],
    pub zone: &'a Zone,
}

/// A chart with the values its x axis stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Built {
    pub chart: Chart,
    /// The key of each x value as text, `None` for null; what [`crate::view::key_is`] understands.
    pub keys: Vec<Option<String>>,
    /// What the picture leaves out, in sentences; may be empty.
    pub notes: Vec<String>,
}

impl Material<'_> {
    /// The chart; `Err` says in a sentence why there is none. `Ok(None)`: the rows answer another question.
    pub fn build(&self) -> Result<Option<Built>, String> {
        let first = 1 + usize::from(self.split.is_some());
        if self.rows.iter().any(|row| row.len() != first + self.series.len()) {
            return Ok(None);
        }
        let mut notes = Vec::new();
        let (axis, keys) = match self.x {
            Key::Time { column, bucket } => {
                let Some(starts) = self.starts(*bucket)? else {
                    return Ok(None);
                };
                if self.rows.iter().any(|row| row[0] == Value::Null) {
                    notes.push(format!("Rows without {column} are left out."));
                }
                let keys = starts.iter().map(|&at| text_of(&Value::Time(at))).collect();
                let (label, zone) = (column.clone(), self.zone.clone());
                (
                    Axis::Time {
                        label,
                        zone,
                        bucket: *bucket,
                        starts,
                    },
                    keys,
                )
            }
            key => {
                let keys = self.categories();
                let column = key_name(key);
                if keys.len() == CATEGORIES {
                    notes.push(format!("The first {CATEGORIES} values of {column} are shown."));
                }
                let names = keys.iter().map(|key| shown(key.as_deref())).collect();
                (Axis::Category { label: column, names }, keys)
            }
        };
        let places: HashMap<Option<String>, usize> = keys
            .iter()
            .enumerate()
            .map(|(place, key): (usize, &Option<String>)| (key.clone(), place))
            .collect();
        let series = match self.split {
            None => self.plain(&places),
            Some(split) => self.splits(split, &places, &mut notes),
        };
        let chart = Chart {
            title: self.title.to_owned(),
            x: axis,
            y_label: self.y_label(),
            series,
            stacked: self.stacked,
        };
        Ok(Some(Built { chart, keys, notes }))
    }

    /// All bucket starts between the first and the last; `None` where the rows have other buckets.
    fn starts(&self, bucket: Bucket) -> Result<Option<Vec<Micros>>, String> {
        let mut found = Vec::new();
        for row in self.rows {
            match row[0] {
                Value::Time(at) if bucket.start(at, self.zone) == at => found.push(at),
                Value::Null => {}
                _ => return Ok(None),
            }
        }
        let (Some(&first), Some(&last)) = (found.iter().min(), found.iter().max()) else {
            return Ok(Some(Vec::new()));
        };
        let starts = bucket.starts(first, last, self.zone, BUCKETS).ok_or_else(|| {
            let width = capital(&bucket.label());
            format!("{width} takes more than {BUCKETS} points: choose a wider bucket.")
        })?;
        Ok(Some(starts))
    }

    /// The x values in the order in which the answer brings them first.
    fn categories(&self) -> Vec<Option<String>> {
        let mut keys: Vec<Option<String>> = Vec::new();
        for row in self.rows {
            let key = text_of(&row[0]);
            if keys.len() < CATEGORIES && !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    fn plain(&self, places: &HashMap<Option<String>, usize>) -> Vec<Series> {
        let names: Vec<String> = self.series.iter().map(name).collect();
        let colors = if names.len() == 1 {
            vec![palette::CALM]
        } else {
            palette::colors_of(&names)
        };
        let mut all: Vec<Series> = self
            .series
            .iter()
            .zip(names)
            .zip(colors)
            .map(|((series, name), color)| empty(series, name, color, places.len()))
            .collect();
        for row in self.rows {
            let Some(&place) = places.get(&text_of(&row[0])) else {
                continue;
            };
            for (series, value) in all.iter_mut().zip(&row[1..]) {
                series.values[place] = number(value);
            }
        }
        all
    }

    fn splits(&self, split: &str, places: &HashMap<Option<String>, usize>, notes: &mut Vec<String>) -> Vec<Series> {
        let mut totals: HashMap<Option<String>, f64> = HashMap::new();
        for row in self.rows {
            let size = if adds_up(&self.series[0].measure) {
                number(&row[2]).unwrap_or(0.0)
            } else {
                1.0
            };
            *totals.entry(text_of(&row[1])).or_default() += size;
        }
        let mut ranked: Vec<(Option<String>, f64)> = totals.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let beyond = ranked.len().saturating_sub(SPLITS);
        ranked.truncate(SPLITS);
        let mut names: Vec<String> = ranked.iter().map(|(value, _)| shown(value.as_deref())).collect();
        let mut colors = palette::colors_of(&names);
        let rest = beyond > 0 && self.series.iter().all(|series| adds_up(&series.measure));
        if rest {
            names.push(format!("{beyond} others"));
            colors.push(palette::REST);
        } else if beyond > 0 {
            notes.push(format!("{beyond} more values of {split} are left out."));
        }
        let lanes: HashMap<Option<String>, usize> = ranked
            .into_iter()
            .enumerate()
            .map(|(lane, (value, _))| (value, lane))
            .collect();
        let several = self.series.len() > 1;
        let mut all: Vec<Series> = Vec::new();
        for series in self.series {
            for (value, &color) in names.iter().zip(&colors) {
                let name = if several {
                    format!("{value} · {}", name(series))
                } else {
                    value.clone()
                };
                all.push(empty(series, name, color, places.len()));
            }
        }
        for row in self.rows {
            let lane = lanes.get(&text_of(&row[1])).copied().or(rest.then_some(lanes.len()));
            let (Some(lane), Some(&place)) = (lane, places.get(&text_of(&row[0]))) else {
                continue;
            };
            for (index, value) in row[2..].iter().enumerate() {
                let cell = &mut all[index * names.len() + lane].values[place];
                *cell = match (*cell, number(value)) {
                    (Some(sum), Some(more)) if lane == lanes.len() => Some(sum + more),
                    (before, value) => value.or(before),
                };
            }
        }
        all
    }

    fn y_label(&self) -> String {
        match self.series {
            [one] => name(one),
            _ => String::new(),
        }
    }
}

/// A series without rows: zero where nothing to count is zero, otherwise missing.
fn empty(series: &ChartSeries, name: String, color: usize, places: usize) -> Series {
    let zero = adds_up(&series.measure) || matches!(series.measure, Measure::Distinct(_));
    let mark = match series.mark {
        ChartMark::Bar => Mark::Bar,
        ChartMark::Line => Mark::Line,
        ChartMark::Area => Mark::Area,
    };
    Series {
        name,
        mark,
        values: vec![zero.then_some(0.0); places],
        color,
    }
}

fn adds_up(measure: &Measure) -> bool {
    matches!(measure, Measure::Count | Measure::CountIf(_) | Measure::Sum(_))
}

fn name(series: &ChartSeries) -> String {
    if series.name.is_empty() {
        measure_name(&series.measure)
    } else {
        series.name.clone()
    }
}

fn shown(text: Option<&str>) -> String {
    match text {
        None => "null".into(),
        Some("") => "\"\"".into(),
        Some(text) => text.into(),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(value) => Some(*value as f64),
        Value::Number(value) => Some(*value),
        _ => None,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Micros = 86_400_000_000;

    fn count(name: &str) -> ChartSeries {
        ChartSeries {
            name: name.into(),
            measure: Measure::Count,
            mark: ChartMark::Bar,
        }
    }

    fn built(x: &Key, series: &[ChartSeries], split: Option<&str>, rows: &[Vec<Value>]) -> Option<Built> {
        let zone = Zone::utc();
        Material {
            title: "",
            x,
            series,
            split,
            stacked: false,
            rows,
            zone: &zone,
        }
        .build()
        .expect("small enough")
    }

    fn day() -> Key {
        Key::Time {
            column: "t".into(),
            bucket: Bucket::Day,
        }
    }

    #[test]
    fn days_without_rows_are_zero_and_rows_without_a_time_are_told() {
        let rows = [
            vec![Value::Time(0), Value::Integer(2)],
            vec![Value::Time(3 * DAY), Value::Integer(5)],
            vec![Value::Null, Value::Integer(1)],
        ];
        let built = built(&day(), &[count("n")], None, &rows).expect("fits");
        let values: Vec<f64> = built.chart.series[0].values.iter().flatten().copied().collect();
        assert_eq!(values, [2.0, 0.0, 0.0, 5.0]);
        assert_eq!(built.keys[3].as_deref(), Some("1970-01-04T00:00:00Z"));
        assert_eq!(built.notes.len(), 1);
    }

    #[test]
    fn the_rows_of_another_question_make_no_chart() {
        assert_eq!(
            built(&day(), &[count("n")], None, &[vec![Value::Time(5), Value::Integer(1)]]),
            None
        );
        assert_eq!(built(&day(), &[count("n")], None, &[vec![Value::Time(0)]]), None);
    }

    #[test]
    fn too_many_buckets_are_a_sentence() {
        let x = Key::Time {
            column: "t".into(),
            bucket: Bucket::Second,
        };
        let rows = [
            vec![Value::Time(0), Value::Integer(1)],
            vec![Value::Time(DAY), Value::Integer(1)],
        ];
        let (series, zone) = ([count("n")], Zone::utc());
        let made = Material {
            title: "",
            x: &x,
            series: &series,
            split: None,
            stacked: false,
            rows: &rows,
            zone: &zone,
        };
        assert!(made.build().is_err_and(|sentence| sentence.starts_with("Per second")));
    }

    #[test]
    fn splits_beyond_the_eighth_come_together_and_nothing_is_lost() {
        let x = Key::Column("a".into());
        let rows: Vec<Vec<Value>> = (0..24)
            .map(|i| {
                vec![
                    Value::Text(format!("x{}", i % 2)),
                    Value::Text(format!("s{}", i / 2)),
                    Value::Integer(i),
                ]
            })
            .collect();
        let built = built(&x, &[count("n")], Some("b"), &rows).expect("fits");
        assert_eq!(built.chart.series.len(), 9);
        assert_eq!(built.chart.series[8].name, "4 others");
        let sum: f64 = built
            .chart
            .series
            .iter()
            .flat_map(|series| series.values.iter().flatten())
            .sum();
        assert_eq!(sum, (0..24).sum::<i64>() as f64);
    }
}
