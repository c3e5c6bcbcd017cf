//! Rows themselves.

use super::printer::Printer;
use super::speech::quoted;
use crate::query::Order;
use crate::value::Kind;
use crate::words;

/// Rows in order, from an offset on.
pub fn page(
    printer: &Printer<'_>,
    sort: &[(String, Order)],
    offset: u64,
    limit: usize,
    columns: Option<&[String]>,
) -> String {
    let order = printer.order(sort);
    if !order.is_empty() && printer.row().is_none() {
        printer.note(words::saying::ROWS_THAT_ARE_EQUAL);
    }
    if order.is_empty() && offset > 0 {
        printer.numbered(words::saying::ROWS_FROM_OFFSET_ON_UNSORTED);
    }
    format!(
        "SELECT {}\n{}{}{}",
        printer.cells(columns),
        printer.rows(),
        clause(&order),
        printer.limit(limit, offset)
    )
}

/// Everything of one row.
pub fn record(printer: &Printer<'_>, row: u64) -> String {
    let number = printer.numbered(words::saying::ROW_BY_ITS_NUMBER);
    format!(
        "SELECT {}\nFROM {}\nWHERE {number} = {row}",
        printer.cells(None),
        printer.from()
    )
}

/// Where a row stands in the order of a page; no row where the filter leaves it out.
pub fn find(printer: &Printer<'_>, row: u64, sort: &[(String, Order)]) -> String {
    let number = printer.numbered(words::saying::WHERE_ROW_STANDS);
    let order = printer.order(sort);
    format!(
        "SELECT place AS \"offset\"\nFROM (\n  SELECT {number} AS number, row_number() OVER ({}) - 1 AS place\n  {}\n) AS placed\nWHERE number = {row}",
        clause(&order).trim(),
        printer.rows().replace('\n', "\n  ")
    )
}

fn clause(order: &[String]) -> String {
    if order.is_empty() {
        String::new()
    } else {
        format!("\nORDER BY {}", order.join(", "))
    }
}

impl Printer<'_> {
    /// These columns, or all, under their names.
    pub fn cells(&self, columns: Option<&[String]>) -> String {
        let names: Vec<&String> = match columns {
            Some(columns) => columns.iter().collect(),
            None => self.schema.columns.iter().map(|(name, _)| name).collect(),
        };
        if names.is_empty() {
            return format!("1 AS {}", quoted(&self.fresh("row")));
        }
        names
            .iter()
            .map(|name| self.selected(name))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What rows are sorted by: these columns, then their numbers where there are some.
    pub fn order(&self, sort: &[(String, Order)]) -> Vec<String> {
        sort.iter()
            .map(|(name, order)| {
                if self.kind(name) == Kind::List && !self.speech.sorts_lists() {
                    self.unsaid(
                        words::saying::rows_sorted_by_list(&name),
                        words::saying::SNOWFLAKE_DOES_NOT_ORDER_ARRAYS,
                    );
                }
                self.ordered(&self.column(name), *order)
            })
            .chain(self.row())
            .collect()
    }
}
