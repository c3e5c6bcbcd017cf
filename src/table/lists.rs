//! Several lists of records in one object: those after the first are named while they are read, the first only once it is known that there are others.

use super::growing::Growing;
use super::{Dataset, SEGMENT};
use crate::format::{Raw, TABLE};

impl Dataset {
    /// Names the first list of each file in [`TABLE`], where `first` knows it by the number of the file in the origins. For a table to which no
    /// rows come any more.
    pub fn name_first_lists<'a>(mut self, first: &dyn Fn(u32) -> Option<&'a str>) -> Self {
        let Some(at) = self.columns.iter().position(|column| *column.name == *TABLE) else {
            return self;
        };
        let column = &self.columns[at];
        let mut named = Growing::new(column.name.clone());
        for row in 0..self.rows {
            let list = column.written(row);
            if let Some(list) = list.as_deref().or_else(|| first(self.origins.at(row).file)) {
                named.push(row, Raw::Text(list));
            }
            if (row + 1).is_multiple_of(SEGMENT) {
                named.freeze(row / SEGMENT, SEGMENT);
            }
        }
        self.columns[at] = named.finish(self.rows, true);
        self
    }
}
