//! Rows of the table under the values of columns: by which columns, which groups are open, and what that asks.

use super::{View, key_name};
use crate::protocol::Report;
use crate::query::formula::print_name;
use crate::query::{Ask, Bucket, Computed, Formula, Key, Measure, Order};
use crate::value::Kind;
use serde::{Deserialize, Serialize};

/// Groups told at most, those of the innermost column counted; the rows of all others come together as one.
pub const GROUPS: usize = 100_000;

/// The widths that times can be grouped by, each with its unit in formulas.
pub const UNITS: [(Bucket, &str); 8] = [
    (Bucket::Year, "year"),
    (Bucket::Quarter, "quarter"),
    (Bucket::Month, "month"),
    (Bucket::Week, "week"),
    (Bucket::Day, "day"),
    (Bucket::Hour, "hour"),
    (Bucket::Minute, "minute"),
    (Bucket::Second, "second"),
];

/// Rows under the values of columns, nested in the order given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RowGroups {
    pub by: Vec<RowKey>,
    /// Whether groups are open, but for those turned.
    pub all: bool,
    /// Groups that were opened or shut by hand, each a path of values as text (`None` is null); the empty path is that of the groups beyond
    /// [`GROUPS`].
    pub turned: Vec<Vec<Option<String>>>,
}

/// A column that rows are grouped by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowKey {
    pub column: String,
    /// How wide the groups of a column of times are; `None`: each value.
    #[serde(default)]
    pub bucket: Option<Bucket>,
    pub order: Order,
    /// Whether groups stand in the order of how many rows they have, not of their values.
    #[serde(default)]
    pub count: bool,
}

impl RowKey {
    /// The usual groups of a column: times by day, the newest first, all else by value.
    pub fn of(column: &str, kind: Kind) -> Self {
        let time = kind == Kind::Time;
        Self {
            column: column.to_owned(),
            bucket: time.then_some(Bucket::Day),
            order: if time { Order::Descending } else { Order::Ascending },
            count: false,
        }
    }

    /// The same as a key of groups.
    pub fn key(&self) -> Key {
        let column = self.column.clone();
        match self.bucket {
            Some(bucket) => Key::Time { column, bucket },
            None => Key::Column(column),
        }
    }
}

impl RowGroups {
    /// Takes these columns to group by. What was opened by hand stays as far down as the columns stay.
    pub fn set(&mut self, by: Vec<RowKey>) {
        let same = |(a, b): &(&RowKey, &RowKey)| (&a.column, a.bucket) == (&b.column, b.bucket);
        let kept = self.by.iter().zip(&by).take_while(same).count();
        self.turned.retain(|path| path.len() <= kept && !path.is_empty());
        self.all &= kept > 0;
        self.by = by;
    }

    /// Opens a group that is shut, or shuts it.
    pub(super) fn turn(&mut self, path: Vec<Option<String>>) {
        match self.turned.iter().position(|other| *other == path) {
            Some(at) => drop(self.turned.swap_remove(at)),
            None => self.turned.push(path),
        }
    }

    /// Opens all groups, or shuts all.
    pub(super) fn turn_all(&mut self, open: bool) {
        self.all = open;
        self.turned.clear();
    }
}

impl View {
    /// The columns that rows are grouped by, as far as the log has them. A list is none of them: its row would stand in several groups.
    pub fn row_keys(&self, report: &Report) -> Vec<RowKey> {
        let fits = |key: &&RowKey| {
            report
                .column(&key.column)
                .is_some_and(|column| column.kind != Kind::List)
        };
        let cut = |key: &RowKey| {
            let time = report
                .column(&key.column)
                .is_some_and(|column| column.kind == Kind::Time);
            RowKey {
                bucket: key.bucket.filter(|_| time),
                ..key.clone()
            }
        };
        self.table.group.by.iter().filter(fits).map(cut).collect()
    }

    /// The computed columns that the rows of the table are asked with: those of the view, and the times that rows are grouped by.
    pub fn row_columns(&self, report: &Report) -> Vec<Computed> {
        let mut columns = self.computed.clone();
        for key in self.row_keys(report) {
            let unit = UNITS.iter().find(|(bucket, _)| Some(*bucket) == key.bucket);
            let formula = unit.and_then(|(_, unit)| {
                Formula::parse(&format!("DateTrunc(\"{unit}\", {})", print_name(&key.column))).ok()
            });
            let name = sorted_under(&key, report);
            if let Some(formula) = formula.filter(|_| !columns.iter().any(|column| column.name == name)) {
                columns.push(Computed { name, formula });
            }
        }
        columns
    }

    /// The order of the rows: by the columns they are grouped by, then as the table is sorted.
    pub fn order(&self, report: &Report) -> Vec<(String, Order)> {
        let groups = self.row_keys(report).into_iter().map(|key| {
            let order = if key.count { Order::Ascending } else { key.order };
            (sorted_under(&key, report), order)
        });
        groups.chain(self.sort(report)).collect()
    }

    /// The groups that rows stand under, each with its rows and the ends of their times: in the order of the rows, so that their counts tell
    /// where each begins. `None` where rows are not grouped.
    pub fn row_groups(&self, report: &Report) -> Option<Ask> {
        let keys = self.row_keys(report);
        let by: Vec<Key> = keys.iter().map(|key| Key::Column(sorted_under(key, report))).collect();
        let order = self.order(report);
        let ends = self.time_column(report).into_iter();
        let ends = ends.flat_map(|time| [Measure::Min(time.clone()), Measure::Max(time)]);
        (!by.is_empty()).then(|| Ask::Group {
            having: Vec::new(),
            sort: order
                .iter()
                .take(by.len())
                .enumerate()
                .map(|(at, (_, order))| (at, *order))
                .collect(),
            by,
            measures: std::iter::once(Measure::Count).chain(ends).collect(),
            limit: GROUPS,
            rest: true,
        })
    }
}

/// Whether rows stand under nothing: then links need not say so.
pub(super) fn none(groups: &RowGroups) -> bool {
    *groups == RowGroups::default()
}

/// The column that a key's groups are sorted by: its own, or the computed one of its buckets, under a name that no column has.
fn sorted_under(key: &RowKey, report: &Report) -> String {
    let mut name = key_name(&key.key());
    while key.bucket.is_some() && report.column(&name).is_some() {
        name.push('′');
    }
    name
}
