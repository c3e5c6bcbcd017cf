//! The name of the first of several lists: that there are others is known only behind it, so its rows get theirs at the end.

use super::Dataset;
use super::growing::Growing;
use crate::format::{LIST, Raw};
use crate::value::Kind;

impl Dataset {
    /// Gives each row without a list the name of its file's first one, if `first` knows of one. For a table to which no rows come any more.
    pub fn name_first_lists<'a>(mut self, first: &dyn Fn(u32) -> Option<&'a str>) -> Self {
        let Some(at) = self.columns.iter().position(|column| *column.name == *LIST) else {
            return self;
        };
        let column = &self.columns[at];
        if column.kind != Kind::Text {
            return self;
        }
        self.columns[at] = Growing::filled(column.name.clone(), self.rows, |named, row| {
            let told = column.written(row);
            if let Some(text) = told.as_deref().or_else(|| first(self.origins.at(row).file)) {
                named.push(row, Raw::Text(text));
            }
        });
        self
    }
}
