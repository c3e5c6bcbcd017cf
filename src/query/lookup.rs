//! The small tables beside the log, as filters and formulas name them: `#roster.email` the values of a column, `[roster/email]` the column.

use super::language::Parsed;
use super::schema::{Schema, loose};
use super::{Failure, List, Op};
use crate::table::{Dataset, Lookup};
use crate::value::Kind;
use crate::words;
use serde::{Deserialize, Serialize};

/// Name and columns of a table beside the log.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    /// Columns known to have networks, such as `10.0.0.0/8`, among their values.
    pub networks: Vec<String>,
}

impl Beside {
    /// What a table looks like from outside.
    pub fn of(lookup: &Lookup) -> Self {
        let columns = lookup.data.columns.iter();
        Self {
            name: lookup.name.clone(),
            columns: columns.map(|column| (column.name.to_string(), column.kind)).collect(),
            networks: Vec::new(),
        }
    }

    /// How a formula names a column of it, brackets aside.
    pub fn path(&self, column: &str) -> String {
        format!("{}/{column}", self.name)
    }

    /// How a filter names the values of a column, `#` aside: where there is only one column, as the table.
    pub fn list(&self, column: &str) -> String {
        match self.columns.len() {
            1 => self.name.clone(),
            _ => format!("{}.{column}", self.name),
        }
    }
}

impl Schema {
    /// The table and its column that a formula means by `table/column`: of exactly these names, or else the only one when letter case and
    /// the difference between blank, `_`, `-` and `.` are left aside.
    pub(super) fn beside(&self, path: &str) -> Option<(&Beside, &str)> {
        self.only(&|table, column| table.path(column), path)
    }

    /// The name of a list of values as it is exactly.
    ///
    /// # Errors
    /// Where there is none of this name, or a table of this name has several columns.
    pub(super) fn list(&self, name: &str) -> Result<String, Failure> {
        if let Some((table, column)) = self.only(&|table, column| table.list(column), name) {
            return Ok(table.list(column));
        }
        let lists = |table: &Beside| {
            let names: Vec<_> = table
                .columns
                .iter()
                .take(3)
                .map(|(column, _)| table.list(column))
                .collect();
            names
                .into_iter()
                .map(|name| format!("`#{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let wanted = loose(name);
        if let Some(table) = self.lookups.iter().find(|table| loose(&table.name) == wanted) {
            let hint = words::asking::name_one_of_them(&lists(table));
            return Err(Failure::new(words::asking::has_several_columns(&name), hint));
        }
        let hint = match &self.lookups[..] {
            [] => words::asking::ADD_FILE_AS_TABLE.to_owned(),
            tables => words::asking::there_are(&(tables.iter().map(lists).collect::<Vec<_>>().join(", "))),
        };
        Err(Failure::new(words::asking::there_is_no_list_named(&name), hint))
    }

    /// The failure to report if a filter names a list that is not there, at the character it stands.
    pub fn unlisted(&self, parsed: &Parsed) -> Option<Failure> {
        parsed.tests.iter().find_map(|(_, op, at)| match op {
            Op::Listed { list, .. } => {
                let failure = self.list(list).err()?;
                Some(Failure {
                    at: Some(*at),
                    ..failure
                })
            }
            _ => None,
        })
    }

    fn only(&self, named: &dyn Fn(&Beside, &str) -> String, name: &str) -> Option<(&Beside, &str)> {
        let all = || {
            self.lookups
                .iter()
                .flat_map(move |table| table.columns.iter().map(move |(column, _)| (table, column.as_str())))
        };
        let exact = all().find(|(table, column)| named(table, column) == name);
        let wanted = loose(name);
        exact.or_else(|| {
            let mut fits = all().filter(|(table, column)| loose(&named(table, column)) == wanted);
            fits.next().filter(|_| fits.next().is_none())
        })
    }

    /// The columns of a table beside the log, as a formula names them.
    pub(super) fn inside(&self, table: &Beside) -> Self {
        let columns = table.columns.iter().map(|(column, kind)| (table.path(column), *kind));
        Self::new(columns.collect(), 0)
    }
}

/// The table beside a part of the log.
pub(super) fn find<'d>(data: &'d Dataset, name: &str) -> Option<&'d Lookup> {
    data.lookups
        .iter()
        .find(|lookup| lookup.name == name)
        .map(|lookup| &**lookup)
}

/// The values of a list by its exact name; none where the part lacks it.
pub(super) fn values(data: &Dataset, name: &str) -> List {
    let found = data.lookups.iter().find_map(|lookup| {
        let table = Beside::of(lookup);
        let column = table.columns.iter().find(|(column, _)| table.list(column) == name)?;
        lookup.list(&column.0)
    });
    found.unwrap_or_default()
}
