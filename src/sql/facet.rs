//! The values of a column, counted.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::{Needle, TextTest};
use crate::value::Kind;

/// A row for each value: the value, how many rows have it.
pub fn facet(printer: &Printer<'_>, column: &str, limit: usize, search: &str) -> String {
    let mut source = Source::default();
    let value = printer.key(column, &mut source);
    let mut having = String::new();
    if !search.is_empty() {
        let text = match printer.kind(column) {
            Kind::Text | Kind::List => value.clone(),
            Kind::Integer => format!("CAST({value} AS {})", printer.speech.varchar()),
            Kind::Boolean => format!("CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' END"),
            Kind::Number | Kind::Time => printer.unsaid(
                format!("A search among the values of `{column}`."),
                "It looks at them as this page writes them.",
            ),
        };
        let test = printer.text_test(&text, &TextTest::Contains(Needle::new(search)));
        having = format!("\nHAVING {test}");
    }
    format!(
        "SELECT {value} AS {}, count(*) AS {}\n{}\nGROUP BY {value}{having}\nORDER BY 2 DESC, 1 ASC NULLS LAST{}",
        quoted(column),
        quoted(&printer.fresh("rows")),
        printer.source(&source),
        printer.limit(limit, 0)
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
