//! Day and month in columns of which no value tells them apart: what the columns beside them tell, and how the cells are parted.

use super::{Column, Data, Dataset};
use crate::words;
use std::sync::Arc;

impl Dataset {
    /// Lets columns of which no value tells day from month follow those that tell. Where none does, the day comes first in tables parted by
    /// `semicolons`, as spreadsheets write them in countries that say the day first, unless the values would then lie farther apart.
    pub fn accord_days(mut self, semicolons: bool) -> Self {
        let mut told = self
            .columns
            .iter()
            .filter_map(|column| Some((told(column)?, &column.name)));
        let like: Option<(bool, Arc<str>)> = match told.next() {
            Some((first, name)) if told.all(|(other, _)| other == first) => Some((first, name.clone())),
            Some(_) => return self,
            None => None,
        };
        for column in &mut self.columns {
            let Some(assumed) = assumed(column) else { continue };
            let first = like.as_ref().map_or(semicolons, |(first, _)| *first);
            if first == assumed {
                continue;
            }
            let Some(turned) = column.swapped(first) else { continue };
            let order = words::tables::order_of(first);
            let note = match &like {
                Some((_, name)) => words::tables::day_and_month_like(&order, name),
                // What lies nearer together was assumed for a reason.
                None if !first || span(&turned) > span(column) => continue,
                None => words::tables::day_and_month_by_semicolons(&order),
            };
            *column = Column {
                note: Some(note),
                ..turned
            };
        }
        self
    }
}

/// Whether the day comes first in the values of a column, where all of them tell the same.
fn told(column: &Column) -> Option<bool> {
    let Data::Time { time, .. } = &column.data else {
        return None;
    };
    let mut orders = time.layouts.iter().filter_map(|layout| layout.day_first());
    let first = orders.next()?;
    (time.day_first.is_none() && orders.all(|other| other == first)).then_some(first)
}

/// Whether the day is assumed to come first, where nothing in a column tells.
fn assumed(column: &Column) -> Option<bool> {
    let Data::Time { time, .. } = &column.data else {
        return None;
    };
    time.day_first.filter(|_| time.assumed_rows.is_empty())
}

/// Microseconds from the first value to the last.
fn span(column: &Column) -> i64 {
    match &column.data {
        Data::Time { time, .. } => time.range.map_or(0, |(low, high)| high.saturating_sub(low)),
        _ => 0,
    }
}
