//! One side of a chart out of an answer: gaps in time filled, phases complete, what is beyond the limit as one or told.

use super::{Material, capital, others, shown};
use crate::chart::edge::{At, Edge};
use crate::chart::{Axis, scale};
use crate::query::answer::{Head, Line};
use crate::query::{Bucket, Key, Phase};
use crate::value::{Micros, Value};
use crate::view::{key_name, text_of};
use crate::words;

/// The most time buckets a chart takes.
const BUCKETS: usize = 5000;

/// A value found on a side; of those beyond the limit how many.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    key: &'a Value,
    pub rest: Option<u64>,
}

impl<'a> Found<'a> {
    /// The side of a pivot's lines.
    pub fn line(line: &'a Line) -> Self {
        Self::level(line, 0)
    }

    /// The side of a pivot's lines by several keys, by the one at this position.
    pub fn level(line: &'a Line, at: usize) -> Self {
        Self {
            key: line.keys.get(at).unwrap_or(&Value::Null),
            rest: line.rest,
        }
    }

    /// The side of a pivot's heads.
    pub fn head(head: &'a Head) -> Self {
        Self {
            key: head.keys.first().unwrap_or(&Value::Null),
            rest: head.rest,
        }
    }

    /// What it is.
    pub fn at(self) -> At {
        match self.rest {
            Some(_) => At::Rest,
            None => At::Is(text_of(self.key)),
        }
    }
}

impl Material<'_> {
    /// A side by a key; `None` where what was found is by another one.
    pub(super) fn side(
        &self,
        key: &Key,
        label: &str,
        found: &[Found<'_>],
        notes: &mut Vec<String>,
    ) -> Result<Option<(Axis, Edge)>, String> {
        let column = key.column();
        let called = |own: String| if label.is_empty() { own } else { label.to_owned() };
        let nulls = found
            .iter()
            .any(|found| found.rest.is_none() && *found.key == Value::Null);
        if nulls && !matches!(key, Key::Column(_)) {
            notes.push(words::chart::note_without(&column));
        }
        let (axis, at) = match key {
            Key::Time { bucket, .. } => {
                let Some(starts) = self.starts(found, *bucket)? else {
                    return Ok(None);
                };
                let at = starts.iter().map(|&at| At::Is(text_of(&Value::Time(at)))).collect();
                let axis = Axis::Time {
                    label: called(column.to_owned()),
                    zone: self.zone.clone(),
                    bucket: *bucket,
                    starts,
                };
                (axis, at)
            }
            Key::Phase { phase, .. } => {
                let all = phases(*phase);
                let names = all.iter().map(|&value| phase_name(*phase, value)).collect();
                let at = all.iter().map(|value| At::Is(Some(value.to_string()))).collect();
                let label = called(format!("{column} · {} · {}", phase.name(), self.zone.name));
                (Axis::Category { label, names }, at)
            }
            Key::Column(_) | Key::Bin { .. } => {
                let (mut names, mut at) = (Vec::new(), Vec::new());
                for found in found {
                    match found.rest {
                        None if *found.key == Value::Null && matches!(key, Key::Bin { .. }) => {}
                        None => {
                            names.push(shown(text_of(found.key).as_deref()));
                            at.push(found.at());
                        }
                        Some(left) if self.view.others => {
                            names.push(others(left));
                            at.push(At::Rest);
                        }
                        Some(left) => {
                            let count = names.len() as f64;
                            let (first, all) = (scale::number(count), scale::number(count + left as f64));
                            notes.push(words::chart::note_first_values(&first, &all, &column));
                        }
                    }
                }
                let label = called(if matches!(key, Key::Column(_)) {
                    column.to_owned()
                } else {
                    key_name(key)
                });
                (Axis::Category { label, names }, at)
            }
        };
        let edge = Edge {
            key: key.clone(),
            names: (0..axis.len()).map(|at| axis.name(at)).collect(),
            at,
            zone: self.zone.clone(),
        };
        Ok(Some((axis, edge)))
    }

    /// All bucket starts between the first and the last; `None` where other buckets were found.
    fn starts(&self, found: &[Found<'_>], bucket: Bucket) -> Result<Option<Vec<Micros>>, String> {
        let mut moments = Vec::new();
        for found in found {
            match *found.key {
                Value::Time(at) if bucket.start(at, self.zone) == at => moments.push(at),
                Value::Null => {}
                _ => return Ok(None),
            }
        }
        let (Some(&first), Some(&last)) = (moments.iter().min(), moments.iter().max()) else {
            return Ok(Some(Vec::new()));
        };
        let starts = bucket.starts(first, last, self.zone, BUCKETS).ok_or_else(|| {
            let width = capital(&bucket.label());
            words::chart::too_many_points(&width, &BUCKETS)
        })?;
        Ok(Some(starts))
    }
}

/// All values of a phase, in order.
fn phases(phase: Phase) -> Vec<i64> {
    let first = i64::from(phase == Phase::Weekday);
    (first..first + phase.count() as i64).collect()
}

/// A phase as people say it: `Mon`, `14:00`, `Mon 14:00`.
fn phase_name(phase: Phase, value: i64) -> String {
    let day = |at: i64| words::calendar::DAYS[at.rem_euclid(7) as usize];
    match phase {
        Phase::Hour => format!("{value:02}:00"),
        Phase::Weekday => day(value - 1).to_owned(),
        Phase::HourOfWeek => format!("{} {:02}:00", day(value.div_euclid(24)), value.rem_euclid(24)),
    }
}
