//! The values of a column, counted.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::ask::{Phase, Ranking};
use crate::query::{Needle, Order, Predicate, TextTest};
use crate::value::Kind;
use crate::words;

/// A row for each value: the value, how many rows have it, when it was first and last seen.
pub fn facet(
    printer: &Printer<'_>,
    column: &str,
    search: &str,
    seen: Option<&str>,
    ranking: Ranking,
    (limit, offset): (usize, usize),
) -> String {
    let mut source = Source::default();
    let value = printer.key(column, &mut source);
    let mut having = String::new();
    if !search.is_empty() {
        let text = match printer.kind(column) {
            Kind::Text | Kind::List => value.clone(),
            Kind::Integer => format!("CAST({value} AS {})", printer.speech.varchar()),
            Kind::Boolean => format!("CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' END"),
            Kind::Number | Kind::Time => printer.unsaid(
                words::saying::search_among_values(&column),
                words::saying::IT_LOOKS_AT_THEM,
            ),
        };
        let test = printer.text_test(&text, &TextTest::Contains(Needle::new(search)));
        having = format!("\nHAVING {test}");
    }
    let seen = seen.map_or(String::new(), |time| {
        let cell = printer.column(time);
        format!(
            ", min({cell}) AS {}, max({cell}) AS {}",
            quoted(&printer.fresh("first seen")),
            quoted(&printer.fresh("last seen"))
        )
    });
    let by_value = printer.ordered("1", Order::Ascending);
    let order = match ranking {
        Ranking::Frequent => format!("2 DESC, {by_value}"),
        Ranking::Rare => format!("2 ASC, {by_value}"),
        Ranking::Value => by_value,
    };
    format!(
        "SELECT {value} AS {}, count(*) AS {}{seen}\n{}\nGROUP BY {value}{having}\nORDER BY {order}{}",
        quoted(column),
        quoted(&printer.fresh("rows")),
        printer.source(&source),
        printer.limit(limit, offset as u64)
    )
}

/// A row for each hour of the week that has rows: its number from Monday 0:00, how many rows, how many of them pass.
pub fn week(printer: &Printer<'_>, column: &str, only: Option<&Predicate>) -> String {
    let hour = printer.phase(column, Phase::HourOfWeek);
    let only = only.map_or(String::new(), |only| {
        format!(
            ", count(CASE WHEN {} THEN 1 END) AS {}",
            printer.condition(only),
            quoted(&printer.fresh("rows that pass"))
        )
    });
    let rows = printer.rows();
    let glue = if rows.contains("\nWHERE ") {
        "\n  AND"
    } else {
        "\nWHERE"
    };
    format!(
        "SELECT {hour} AS {}, count(*) AS {}{only}\n{rows}{glue} {} IS NOT NULL\nGROUP BY 1\nORDER BY 1",
        quoted(&printer.fresh("hour of the week")),
        quoted(&printer.fresh("rows")),
        printer.column(column)
    )
}

impl Printer<'_> {
    /// The value under which a row counts; a list counts under each of its distinct elements.
    pub fn key(&self, column: &str, source: &mut Source) -> String {
        if self.kind(column) != Kind::List {
            return self.column(column);
        }
        self.qualify();
        let alias = self.fresh(&format!("element {}", source.joins.len()));
        let (join, element) = self.speech.elements(&self.column(column), &alias);
        source.joins.push(join);
        element
    }
}
