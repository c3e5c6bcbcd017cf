//! Rows by keys, measured.

use super::printer::{Printer, Source};
use super::speech::quoted;
use crate::query::ask::group::plan::Plan;
use crate::query::{Having, Key, Measure, Order};
use crate::value::Kind;
use crate::words;

/// A row for each group: its keys, then its measures.
pub fn group(
    printer: &Printer<'_>,
    by: &[Key],
    measures: &[Measure],
    having: &[Having],
    sort: &[(usize, Order)],
    limit: usize,
) -> String {
    let mut source = Source::default();
    if by.iter().any(|key| printer.brings(key)) {
        printer.qualify();
    }
    let keys: Vec<String> = by.iter().map(|key| printer.said(key, &mut source)).collect();
    let names: Vec<String> = by.iter().map(|key| printer.named(key)).collect();
    let listed = by
        .iter()
        .any(|key| matches!(key, Key::Column(name) if printer.kind(name) == Kind::List));
    let measured: Vec<String> = measures
        .iter()
        .map(|measure| printer.measure_of(measure, &keys, listed))
        .collect();
    let labels = measures.iter().map(|measure| printer.fresh(&label(measure)));
    let selected: Vec<String> = keys
        .iter()
        .zip(names)
        .chain(measured.iter().zip(labels))
        .map(|(said, name)| format!("{said} AS {}", quoted(&name)))
        .collect();
    if selected.is_empty() {
        return printer.unsaid(words::saying::GROUP_BY_NOTHING, words::saying::NAME_KEY_OR_MEASURE);
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
    out += &printer.having(having, measures, &measured, &keys, listed);
    if !order.is_empty() {
        out += &format!("\nORDER BY {}", order.join(", "));
    }
    out + &printer.limit(limit, 0)
}

/// The name of a measure's column.
pub fn label(measure: &Measure) -> String {
    match measure {
        Measure::Count => "rows".into(),
        Measure::CountIf(_) => "rows that pass".into(),
        Measure::Distinct(name) => format!("distinct {name}"),
        Measure::Min(name) => format!("least {name}"),
        Measure::Max(name) => format!("greatest {name}"),
        Measure::Sum(name) => format!("sum of {name}"),
        Measure::Average(name) => format!("average {name}"),
        Measure::Median(name) => format!("median {name}"),
        Measure::Percentile(name, percent) => format!("{percent} % of {name}"),
        Measure::First { of, .. } => format!("first {of}"),
        Measure::Last { of, .. } => format!("last {of}"),
        Measure::Mode(name) => format!("most frequent {name}"),
        Measure::Rate(_) => "share that passes".into(),
        Measure::ShareOfParent(inner) => format!("{} as a share of the parent", label(inner)),
        Measure::ShareOfTotal(inner) => format!("{} as a share of all", label(inner)),
        Measure::ShareOfRow(inner) => format!("{} as a share of the line", label(inner)),
        Measure::ShareOfColumn(inner) => format!("{} as a share of the column", label(inner)),
        Measure::Formula(formula) => formula.text().to_owned(),
    }
}

impl Printer<'_> {
    /// Whether a key brings a join, or a query of its own, that columns must be told from.
    pub fn brings(&self, key: &Key) -> bool {
        match key {
            Key::Column(name) => self.kind(name) == Kind::List,
            Key::Time { bucket, .. } => self.walled(*bucket),
            Key::Phase { .. } | Key::Bin { .. } => false,
        }
    }

    /// The value of a key.
    pub fn said(&self, key: &Key, source: &mut Source) -> String {
        match key {
            Key::Column(name) => self.key(name, source),
            Key::Time { column, bucket } => self.bucket(column, *bucket, source),
            Key::Phase { column, phase } => self.phase(column, *phase),
            Key::Bin { column, .. } => self.unsaid(
                words::saying::bins_of(&column),
                words::saying::HOW_WIDE_THEY_ARE_DEPENDS,
            ),
        }
    }

    /// The name of a key's column.
    pub fn named(&self, key: &Key) -> String {
        match key {
            Key::Column(name) => name.clone(),
            Key::Time { column, bucket } => self.fresh(&format!("{} of {column}", bucket.name())),
            Key::Phase { column, phase } => self.fresh(&format!("{} of {column}", phase.name())),
            Key::Bin { column, .. } => self.fresh(&format!("bin of {column}")),
        }
    }

    /// Which groups pass, where some need not: `measured` says the measures of groups by these keys.
    fn having(
        &self,
        having: &[Having],
        measures: &[Measure],
        measured: &[String],
        keys: &[String],
        listed: bool,
    ) -> String {
        let kinds = Plan::of(measures, self.zone, self.schema).kinds(|_| false);
        let conditions = having.iter().map(|having| {
            let (at, measure) = (having.measure, &measures[having.measure]);
            let said = match &keys[..having.keys] {
                all if all.len() == keys.len() => measured[at].clone(),
                above => self.measured_above(measure, &measured[at], above, listed),
            };
            match having.test(measure, kinds[at], self.zone) {
                Ok(test) => self.passes(&said, &label(measure), kinds[at], &test.plain),
                Err(failure) => self.unsaid(failure.what, failure.hint),
            }
        });
        let conditions: Vec<String> = conditions.collect();
        if conditions.is_empty() {
            return String::new();
        }
        // What is measured over several groups is measured over all of them, those that do not pass, too.
        let shares = |measure: &Measure| {
            matches!(
                measure,
                Measure::ShareOfParent(_) | Measure::ShareOfTotal(_) | Measure::ShareOfColumn(_)
            )
        };
        let windows = measures.iter().any(shares) || having.iter().any(|having| having.keys < keys.len());
        let clause = if windows { "QUALIFY" } else { "HAVING" };
        format!("\n{clause} {}", conditions.join(" AND "))
    }

    /// A measure over the groups that have these keys in common, of what it comes to in each.
    fn measured_above(&self, measure: &Measure, said: &str, keys: &[String], listed: bool) -> String {
        let over = |function: &str| format!("{function}({said}) OVER (PARTITION BY {})", keys.join(", "));
        match measure {
            Measure::Count | Measure::CountIf(_) | Measure::Sum(_) if !listed => over("sum"),
            Measure::Min(name) if matches!(self.kind(name), Kind::Integer | Kind::Number | Kind::Time) => over("min"),
            Measure::Max(name) if matches!(self.kind(name), Kind::Integer | Kind::Number | Kind::Time) => over("max"),
            _ => self.unsaid(
                words::saying::TEST_OF_GROUPS_BY_FEWER_KEYS,
                words::saying::ROW_COUNTS_UNDER_EACH_ELEMENT,
            ),
        }
    }

    /// A measure over the rows of a group with these keys, of which some may be elements of lists.
    fn measure_of(&self, measure: &Measure, keys: &[String], listed: bool) -> String {
        let (inner, parent) = match measure {
            Measure::ShareOfParent(inner) => (inner, true),
            Measure::ShareOfTotal(inner) | Measure::ShareOfColumn(inner) => (inner, false),
            Measure::ShareOfRow(inner) => {
                let part = self.measure(inner);
                return self.share(&part, &part);
            }
            _ => return self.measure(measure),
        };
        let adds_up = matches!(**inner, Measure::Count | Measure::CountIf(_) | Measure::Sum(_));
        if listed || !adds_up {
            return self.unsaid(
                words::saying::SHARE_OF_WHAT_DOES_NOT,
                words::saying::ROW_COUNTS_UNDER_EACH_ELEMENT,
            );
        }
        if let Measure::Sum(name) = &**inner {
            self.rounds(self.kind(name));
        }
        let part = self.measure(inner);
        let above = match keys {
            [above @ .., _] if parent && !above.is_empty() => format!("PARTITION BY {}", above.join(", ")),
            _ => String::new(),
        };
        self.share(&part, &format!("sum({part}) OVER ({above})"))
    }

    /// A part of a whole; null where there is none.
    pub fn share(&self, part: &str, whole: &str) -> String {
        format!("CAST({part} AS {}) / nullif({whole}, 0)", self.speech.float())
    }

    /// A measure over the rows of a group.
    pub fn measure(&self, measure: &Measure) -> String {
        let listed = |name: &str| self.kind(name) == Kind::List;
        match measure {
            Measure::Count => "count(*)".into(),
            Measure::CountIf(filter) => format!("count(CASE WHEN {} THEN 1 END)", self.condition(filter)),
            Measure::Distinct(name) if listed(name) => self.speech.distinct_elements(&self.column(name)),
            Measure::Distinct(name) => format!("count(DISTINCT {})", self.column(name)),
            Measure::Min(name) => self.end(name, true),
            Measure::Max(name) => self.end(name, false),
            Measure::Sum(name) => {
                self.rounds(self.kind(name));
                format!("sum({})", self.column(name))
            }
            Measure::Average(name) => {
                self.rounds(self.kind(name));
                self.average(&self.column(name))
            }
            Measure::Median(name) => self.percentile(name, 50.0),
            Measure::Percentile(name, percent) => self.percentile(name, *percent),
            Measure::First { of, by } => self.edge(of, by, true),
            Measure::Last { of, by } => self.edge(of, by, false),
            Measure::Mode(name) => self.mode(&format!("`{name}`")),
            Measure::Rate(filter) => format!(
                "CAST(count(CASE WHEN {} THEN 1 END) AS {}) / nullif(count(*), 0)",
                self.condition(filter),
                self.speech.float()
            ),
            // Of the whole it is said where groups stand beside each other.
            Measure::ShareOfParent(inner)
            | Measure::ShareOfTotal(inner)
            | Measure::ShareOfRow(inner)
            | Measure::ShareOfColumn(inner) => self.measure(inner),
            Measure::Formula(formula) => self.formula_measure(formula),
        }
    }

    fn end(&self, name: &str, least: bool) -> String {
        self.end_of(&self.column(name), self.kind(name), least)
    }

    /// The least or the greatest value of a group.
    pub fn end_of(&self, cell: &str, kind: Kind, least: bool) -> String {
        match kind {
            Kind::List => self.speech.end_element(cell, least),
            Kind::Boolean => self.speech.end_truth(cell, least),
            _ => format!("{}({cell})", if least { "min" } else { "max" }),
        }
    }

    /// The mean of a group.
    pub fn average(&self, cell: &str) -> String {
        format!(
            "CAST(sum({cell}) AS {}) / nullif(count({cell}), 0)",
            self.speech.float()
        )
    }

    /// The most frequent value of a group.
    pub fn mode(&self, what: &str) -> String {
        self.unsaid(
            words::saying::most_frequent_value(&what),
            words::saying::OF_EQUALS_THIS_PAGE_TAKES,
        )
    }

    /// The number below which so many percent lie.
    fn percentile(&self, name: &str, percent: f64) -> String {
        self.percentile_of(&self.column(name), self.kind(name), &format!("`{name}`"), percent)
    }

    /// The same of an expression, which is called so.
    pub fn percentile_of(&self, cell: &str, kind: Kind, what: &str, percent: f64) -> String {
        if kind == Kind::Time {
            return self.unsaid(
                words::saying::percentile_of_times(&what),
                words::saying::BETWEEN_TWO_TIMES_DATABASES_ROUND,
            );
        }
        self.note(words::saying::WHAT_LIES_BETWEEN_TWO_NUMBERS);
        self.speech.percentile(cell, percent / 100.0)
    }

    /// The value in the earliest or the latest row that has one, and a time.
    fn edge(&self, of: &str, by: &str, earliest: bool) -> String {
        self.edge_of(&self.column(of), self.kind(of), &self.column(by), earliest)
    }

    /// The same of expressions.
    pub fn edge_of(&self, of: &str, kind: Kind, by: &str, earliest: bool) -> String {
        if kind == Kind::List {
            return self.unsaid(words::saying::FIRST_OR_LAST_LIST, words::saying::HERE_IT_IS_TOLD);
        }
        let row = self.numbered(words::saying::VALUE_IN_FIRST_OR_LAST);
        self.speech.edge(of, by, &row, earliest, kind)
    }

    /// Notes how a database adds up.
    pub fn rounds(&self, kind: Kind) {
        self.note(match kind {
            Kind::Number => words::saying::SUMS_OF_NUMBERS_WITH_POINT,
            _ => words::saying::SUMS_ARE_EXACT_THERE,
        });
    }
}
