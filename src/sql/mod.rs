//! Carrying on elsewhere: the same question as SQL, for a database that holds the log.
//!
//! The traversal of filters and questions is shared; what databases say differently is a [`Speech`], one file for each dialect. A test on
//! cells is first read as the engine reads it ([`crate::query::cell_test`]), so that a literal means the same in both. What a dialect
//! cannot say exactly is refused by name ([`Unsaid`]), never said roughly.

mod aggregate;
mod beside;
mod bucket;
mod duckdb;
mod facet;
mod filter;
mod formula;
mod group;
mod histogram;
mod load;
mod network;
mod page;
mod pivot;
mod printer;
mod regex;
mod snowflake;
mod speech;
mod text;
mod trail;
mod wider;

pub use load::{Written, load};

use crate::query::{Ask, Failure, Query, Schema};
use crate::words;
use printer::Printer;
use serde::{Deserialize, Serialize};
use speech::Speech;

/// A database that is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    #[default]
    DuckDb,
    Snowflake,
}

impl Dialect {
    /// All, in the order of menus.
    pub const ALL: [Self; 2] = [Self::DuckDb, Self::Snowflake];

    /// How people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Snowflake => "Snowflake",
        }
    }

    /// The dialect of this name, in any letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.name().eq_ignore_ascii_case(name))
    }

    fn speech(self) -> &'static dyn Speech {
        match self {
            Self::DuckDb => &duckdb::DuckDb,
            Self::Snowflake => &snowflake::Snowflake,
        }
    }
}

/// The table that is asked there. Its columns have the names that the page shows and these types: times are timestamps without a zone, in
/// UTC; whole numbers are 64 bits wide; lists are arrays of texts; a cell that is null here is null there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// Parts of a qualified name are separated by dots; each is quoted.
    pub name: String,
    /// The column of row numbers, from 0 in the order of the files; without it nothing can be said that depends on that order.
    pub row: Option<String>,
    /// A column of Snowflake's type VARIANT that holds the whole record; dots in column names then lead into nested objects.
    pub base: Option<String>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            name: "audit_log".into(),
            row: Some("_row".into()),
            base: None,
        }
    }
}

/// What cannot be said, each with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsaid(pub Vec<Reason>);

/// One thing that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub what: String,
    pub why: String,
}

impl From<Failure> for Unsaid {
    fn from(failure: Failure) -> Self {
        Self(vec![Reason {
            what: failure.what,
            why: failure.hint,
        }])
    }
}

impl std::fmt::Display for Unsaid {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, reason) in self.0.iter().enumerate() {
            let glue = if at == 0 { "" } else { " " };
            write!(out, "{glue}{} {}", reason.what, reason.why)?;
        }
        Ok(())
    }
}

/// The statements that answer the questions of a query over a table of these columns, one for each ask, in order.
///
/// # Errors
/// Where the query itself does not fit the columns; each ask for itself where the dialect cannot say it, or the filter.
pub fn statements(
    query: &Query,
    schema: &Schema,
    table: &Table,
    dialect: Dialect,
) -> Result<Vec<Result<String, Unsaid>>, Failure> {
    let (all, _) = schema.with(&query.columns);
    let query = schema.resolve(query)?;
    let say = |ask: &Ask| {
        let printer = Printer::new(&query, &all, table, dialect);
        printer.done(|printer| question(printer, ask))
    };
    Ok(query.asks.iter().map(say).collect())
}

/// The statement of an ask: the one place that knows them all.
fn question(printer: &Printer<'_>, ask: &Ask) -> String {
    match ask {
        Ask::Count => format!("SELECT count(*) AS \"rows\"\n{}", printer.rows()),
        Ask::Facet {
            column,
            limit,
            search,
            ranking,
            offset,
            seen,
        } => facet::facet(printer, column, search, seen.as_deref(), *ranking, (*limit, *offset)),
        Ask::Histogram {
            column,
            bucket,
            by,
            series,
        } => histogram::histogram(printer, column, *bucket, by.as_deref(), *series),
        Ask::Group {
            by,
            measures,
            having,
            sort,
            limit,
            rest: false,
        } => group::group(printer, by, measures, having, sort, *limit),
        Ask::Group { .. } => printer.unsaid(
            words::saying::REST_OF_GROUPS_AS_ONE,
            words::saying::IT_IS_MEASURED_OVER_GROUPS,
        ),
        Ask::Pivot {
            rows,
            columns,
            measures,
        } => pivot::pivot(printer, rows, columns, measures),
        Ask::Distribution { .. } => printer.unsaid(
            words::saying::DISTRIBUTION_OF_NUMBERS,
            words::saying::HOW_WIDE_ITS_BINS_ARE,
        ),
        Ask::Week { column, only } => facet::week(printer, column, only.as_ref()),
        Ask::Page {
            sort,
            offset,
            limit,
            columns,
        } => page::page(printer, sort, *offset, *limit, columns.as_deref()),
        Ask::Record { row } => page::record(printer, *row),
        Ask::Find { row, sort } => page::find(printer, *row, sort),
        Ask::Hit { .. } | Ask::Marks { .. } => printer.unsaid(
            words::saying::WHERE_TABLES_SEARCH_STANDS,
            words::saying::IT_SERVES_TABLE_ON_THIS,
        ),
        Ask::Context(ask) => trail::context(printer, ask),
        Ask::Sessions(ask) => trail::sessions(printer, ask),
        Ask::Pairs(ask) => trail::pairs(printer, ask),
        Ask::Firsts(ask) => trail::firsts(printer, ask),
        Ask::Sequences(_) => printer.unsaid(
            words::saying::SEQUENCE_OF_STEPS,
            words::saying::WHICH_MATCH_IS_TAKEN_DEPENDS,
        ),
        Ask::Baseline(_) => printer.unsaid(
            words::saying::COMPARISON_WITH_KEYS_OWN_BASELINE,
            words::saying::ITS_MEDIAN_COUNTS_EMPTY_BUCKETS,
        ),
        Ask::Differences(_) => printer.unsaid(
            words::saying::WHAT_DIFFERS_BETWEEN_TWO_SETS,
            words::saying::ITS_SCORE_CORRECTS_FOR_CHANCE,
        ),
        Ask::Sample(_) => printer.unsaid(words::saying::SAMPLE, words::saying::LOT_IS_DRAWN_BY_THIS),
    }
}
