//! A pivot in long form: a row for each line and column, and for each total.

use super::group::label;
use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::ask::Side;
use crate::query::{Key, Measure, Order};
use crate::value::Kind;

/// The keys of the line and of the column, null where the row is a total over them; how many keys of the line hold; whether it is a total
/// over all columns; the measures.
pub fn pivot(printer: &Printer<'_>, rows: &Side, columns: &Side, measures: &[Measure]) -> String {
    if rows.limit.or(columns.limit).is_some() {
        return printer.unsaid(
            "A pivot of only the first lines or columns.",
            "What is left out would come together; ask without a limit.",
        );
    }
    let by: Vec<&Key> = rows.keys.iter().chain(&columns.keys).collect();
    if by.iter().any(|key| printer.kind(key.column()) == Kind::List) {
        return printer.unsaid(
            "A pivot by a list.",
            "A row counts under each of its elements, and once in the totals.",
        );
    }
    if by.iter().any(|key| printer.brings(key)) {
        printer.qualify();
    }
    let mut source = Source::default();
    let keys: Vec<String> = by.iter().map(|key| printer.said(key, &mut source)).collect();
    if keys.iter().enumerate().any(|(at, key)| keys[..at].contains(key)) {
        return printer.unsaid(
            "A pivot with one key twice.",
            "Databases do not tell apart over which of the two they sum up.",
        );
    }
    let (down, across) = keys.split_at(rows.keys.len());
    let sets = (0..=down.len()).flat_map(|held| {
        let total = down[..held].to_vec();
        let cell = (!across.is_empty()).then(|| [&total[..], across].concat());
        std::iter::once(total).chain(cell)
    });
    let sets: Vec<String> = sets.map(|set| format!("({})", set.join(", "))).collect();
    let grouped = |keys: &[String]| {
        let marks: Vec<String> = keys.iter().map(|key| format!(" - grouping({key})")).collect();
        marks.concat()
    };
    let mut selected: Vec<String> = keys
        .iter()
        .zip(&by)
        .map(|(said, key)| format!("{said} AS {}", quoted(&printer.named(key))))
        .collect();
    selected.push(format!(
        "{}{} AS {}",
        down.len(),
        grouped(down),
        quoted(&printer.fresh("level"))
    ));
    let all = across
        .first()
        .map_or("TRUE".into(), |key| format!("grouping({key}) = 1"));
    selected.push(format!("{all} AS {}", quoted(&printer.fresh("all columns"))));
    let measured = measures
        .iter()
        .map(|measure| (printer.measure(measure), printer.fresh(&label(measure))));
    selected.extend(measured.map(|(said, name)| format!("{said} AS {}", quoted(&name))));
    printer.note("Lines come in the order of their keys; a total stands after what it sums up.");
    let order: Vec<String> = (1..=keys.len() + 2)
        .map(|at| {
            printer.ordered(
                &at.to_string(),
                if at == keys.len() + 1 {
                    Order::Descending
                } else {
                    Order::Ascending
                },
            )
        })
        .collect();
    let grouping = if keys.is_empty() {
        String::new()
    } else {
        format!("\nGROUP BY GROUPING SETS ({})", sets.join(", "))
    };
    format!(
        "SELECT {}\n{}{grouping}\nORDER BY {}",
        selected.join(",\n  "),
        printer.source(&source),
        order.join(", ")
    )
}
