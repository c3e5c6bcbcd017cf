//! Rows by keys, measured.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::{Key, Measure, Order};
use crate::value::Kind;

/// A row for each group: its keys, then its measures.
pub fn group(printer: &Printer<'_>, by: &[Key], measures: &[Measure], sort: &[(usize, Order)], limit: usize) -> String {
    let mut source = Source::default();
    if by.iter().any(|key| printer.brings(key)) {
        printer.qualify();
    }
    let keys: Vec<String> = by
        .iter()
        .map(|key| match key {
            Key::Column(name) => printer.key(name, &mut source),
            Key::Time { column, bucket } => printer.bucket(column, *bucket, &mut source),
        })
        .collect();
    let names: Vec<String> = by.iter().map(|key| printer.named(key)).collect();
    let measured: Vec<String> = measures.iter().map(|measure| printer.measure(measure)).collect();
    let labels = measures.iter().map(|measure| printer.fresh(&label(measure)));
    let selected: Vec<String> = keys
        .iter()
        .zip(names)
        .chain(measured.iter().zip(labels))
        .map(|(said, name)| format!("{said} AS {}", quoted(&name)))
        .collect();
    if selected.is_empty() {
        return printer.unsaid(
            "A group by nothing, of which nothing is measured.",
            "Name a key or a measure.",
        );
    }
    let first = [(by.len(), Order::Descending)];
    let sort = if sort.is_empty() && !measures.is_empty() {
        &first
    } else {
        sort
    };
    let order: Vec<String> = sort
        .iter()
        .map(|&(position, order)| printer.ordered(&(position + 1).to_string(), order))
        .chain((1..=keys.len()).map(|at| printer.ordered(&at.to_string(), Order::Ascending)))
        .collect();
    let mut out = format!("SELECT {}\n{}", selected.join(",\n  "), printer.source(&source));
    if !keys.is_empty() {
        let positions: Vec<String> = (1..=keys.len()).map(|at| at.to_string()).collect();
        out += &format!("\nGROUP BY {}", positions.join(", "));
    }
    if !order.is_empty() {
        out += &format!("\nORDER BY {}", order.join(", "));
    }
    out + &printer.limit(limit, 0)
}

fn label(measure: &Measure) -> String {
    match measure {
        Measure::Count => "rows".into(),
        Measure::CountIf(_) => "rows that pass".into(),
        Measure::Distinct(name) => format!("distinct {name}"),
        Measure::Min(name) => format!("least {name}"),
        Measure::Max(name) => format!("greatest {name}"),
        Measure::Sum(name) => format!("sum of {name}"),
        Measure::Average(name) => format!("average {name}"),
        Measure::Formula(formula) => formula.text().to_owned(),
    }
}

impl Printer<'_> {
    /// Whether a key brings a join, or a query of its own, that columns must be told from.
    fn brings(&self, key: &Key) -> bool {
        match key {
            Key::Column(name) => self.kind(name) == Kind::List,
            Key::Time { bucket, .. } => self.zone.offsets.len() > 1 && bucket.width() > 3_600_000_000,
        }
    }

    fn named(&self, key: &Key) -> String {
        match key {
            Key::Column(name) => name.clone(),
            Key::Time { column, bucket } => self.fresh(&format!("{} of {column}", bucket.name())),
        }
    }

    /// A measure over the rows of a group.
    fn measure(&self, measure: &Measure) -> String {
        let listed = |name: &str| self.kind(name) == Kind::List;
        match measure {
            Measure::Count => "count(*)".into(),
            Measure::CountIf(filter) => format!("count(CASE WHEN {} THEN 1 END)", self.condition(filter)),
            Measure::Distinct(name) if listed(name) => self.speech.distinct_elements(&self.column(name)),
            Measure::Distinct(name) => format!("count(DISTINCT {})", self.column(name)),
            Measure::Min(name) => self.end(name, true),
            Measure::Max(name) => self.end(name, false),
            Measure::Sum(name) => {
                self.rounds(name);
                format!("sum({})", self.column(name))
            }
            Measure::Average(name) => {
                self.rounds(name);
                let (cell, float) = (self.column(name), self.speech.float());
                format!("CAST(sum({cell}) AS {float}) / nullif(count({cell}), 0)")
            }
            Measure::Formula(formula) => self.unsaid(
                format!("The measure {}.", formula.text()),
                "Formulas are not said in SQL yet.",
            ),
        }
    }

    fn end(&self, name: &str, least: bool) -> String {
        let cell = self.column(name);
        match self.kind(name) {
            Kind::List => self.speech.end_element(&cell, least),
            Kind::Boolean => self.speech.end_truth(&cell, least),
            _ => format!("{}({cell})", if least { "min" } else { "max" }),
        }
    }

    /// Notes that a database adds up as it goes.
    fn rounds(&self, name: &str) {
        if self.kind(name) == Kind::Number {
            self.note(
                "Sums of numbers with a point are rounded as the database goes; here they are exact. They may differ in the last digits.",
            );
        }
    }
}
