//! A filter as a condition.

use super::printer::Printer;
use super::speech::quoted;
use super::text::sign;
use super::wider::Wanted;
use crate::query::{CellTest, Needle, Op, Predicate, Relation, TextTest, Week, cell_test, element_test};
use crate::value::Kind;
use crate::words;
use std::ops::Bound;

impl Printer<'_> {
    /// The clause of this keyword and filter on a line of its own, nothing where all rows pass.
    pub fn where_holds(&self, filter: &Predicate, keyword: &str) -> String {
        match filter {
            Predicate::All => String::new(),
            Predicate::And(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| self.condition(part)).collect();
                format!("\n{keyword} {}", parts.join("\n  AND "))
            }
            filter => format!("\n{keyword} {}", self.condition(filter)),
        }
    }

    /// A condition that holds for the rows that pass; it may be null where they do not.
    pub fn condition(&self, filter: &Predicate) -> String {
        self.holds(filter, false)
    }

    /// The same; `sure`: never null, so that it can be turned round.
    fn holds(&self, filter: &Predicate, sure: bool) -> String {
        let joined = |parts: &[Predicate], glue: &str, empty: &str| match parts {
            [] => empty.to_owned(),
            [one] => self.holds(one, sure),
            _ => {
                let parts: Vec<String> = parts.iter().map(|part| self.holds(part, sure)).collect();
                format!("({})", parts.join(glue))
            }
        };
        match filter {
            Predicate::All => "TRUE".into(),
            Predicate::And(parts) => joined(parts, " AND ", "TRUE"),
            Predicate::Or(parts) => joined(parts, " OR ", "FALSE"),
            Predicate::Not(inner) => match &**inner {
                Predicate::All => "FALSE".into(),
                Predicate::Test { column, op: Op::Exists } => format!("{} IS NULL", self.column(column)),
                inner => format!("NOT {}", self.holds(inner, true)),
            },
            // The one test that a null passes.
            Predicate::Test { column, op: Op::Empty } => {
                format!(
                    "NOT {}",
                    self.sure(self.cell(column, self.kind(column), &CellTest::Full), true)
                )
            }
            Predicate::Test { column, op } => self.sure(self.test(column, op), sure),
            Predicate::Every { column, each } => self.sure(self.every(column, each), sure),
            Predicate::Anywhere(text) => self.sure(self.anywhere(text, &Needle::new(text)), sure),
            Predicate::AnywhereExactly(text) => self.sure(self.anywhere(text, &Needle::exact(text)), sure),
            Predicate::Formula(formula) => {
                let test = self.in_place(formula, Wanted::Test);
                self.sure(test, sure)
            }
            Predicate::First { columns, time } => self.first(columns, time.as_deref()),
            Predicate::Rows(runs) => self.numbers(runs),
        }
    }

    fn sure(&self, condition: String, sure: bool) -> String {
        if sure {
            format!("coalesce({condition}, FALSE)")
        } else {
            condition
        }
    }

    fn test(&self, column: &str, op: &Op) -> String {
        let kind = self.kind(column);
        if let Op::Column(relation, other) = op {
            return self.beside(column, *relation, other);
        }
        if let Op::Listed { list, exactly } = op {
            return self.in_beside(column, kind, list, *exactly);
        }
        match cell_test(column, kind, op, self.zone) {
            Ok(test) => self.cell(column, kind, &test),
            Err(failure) => self.unsaid(failure.what, failure.hint),
        }
    }

    /// A test on the cells of a column of this kind.
    fn cell(&self, column: &str, kind: Kind, test: &CellTest) -> String {
        self.passes(&self.column(column), column, kind, test)
    }

    /// A test on an expression of this kind, which is called so.
    pub fn passes(&self, cell: &str, column: &str, kind: Kind, test: &CellTest) -> String {
        match test {
            CellTest::Exists => format!("{cell} IS NOT NULL"),
            CellTest::Text(test) if kind == Kind::List => {
                self.speech.any(cell, &|element| self.text_test(element, test))
            }
            CellTest::Text(test) => self.text_test(cell, test),
            CellTest::Full => match kind {
                Kind::Text => format!("{cell} <> ''"),
                Kind::List => format!("{} > 0", self.speech.length(cell)),
                _ => format!("{cell} IS NOT NULL"),
            },
            CellTest::Count(low, high) => match kind {
                Kind::List => self.whole(&self.speech.length(cell), Kind::Integer, *low, *high),
                _ if (*low..=*high).contains(&1) => format!("{cell} IS NOT NULL"),
                _ => "FALSE".into(),
            },
            CellTest::Each(test) => {
                let fails = self
                    .speech
                    .any(cell, &|element| format!("NOT {}", self.text_test(element, test)));
                format!("({} > 0 AND NOT {fails})", self.speech.length(cell))
            }
            CellTest::Spans(spans) => {
                let spans: Vec<String> = spans
                    .iter()
                    .map(|&(low, high)| self.whole(cell, kind, low, high))
                    .collect();
                either(&spans)
            }
            CellTest::Reals(values) => {
                let values: Vec<String> = values
                    .iter()
                    .map(|value| format!("{cell} = {}", self.speech.number(*value)))
                    .collect();
                either(&values)
            }
            CellTest::Week(week, _) => self.week(cell, week),
            // Said before, since it names another column.
            CellTest::Column(..) => "FALSE".into(),
            CellTest::Written(test) => match kind {
                Kind::Integer => self.text_test(&format!("CAST({cell} AS {})", self.speech.varchar()), test),
                _ => self.unsaid(
                    words::saying::pattern_on_digits(&column),
                    words::saying::DATABASES_WRITE_NUMBERS_WITH_POINT,
                ),
            },
            CellTest::Whole(low, high) => self.whole(cell, kind, *low, *high),
            CellTest::Real(low, high) => self.real(cell, *low, *high),
            CellTest::Truth([false, false]) => "FALSE".into(),
            CellTest::Truth([true, true]) => format!("{cell} IS NOT NULL"),
            CellTest::Truth([_, true]) => cell.to_owned(),
            CellTest::Truth([true, _]) => format!("NOT {cell}"),
        }
    }

    /// Whether a whole number or a time lies between these, both included.
    fn whole(&self, cell: &str, kind: Kind, low: i64, high: i64) -> String {
        if low > high {
            return "FALSE".into();
        }
        let literal = |value: i64| match kind {
            Kind::Time => self.speech.moment(value),
            _ => value.to_string(),
        };
        if low == high {
            return format!("{cell} = {}", literal(low));
        }
        let below = (high < i64::MAX).then(|| match kind {
            Kind::Time => format!("{cell} < {}", literal(high + 1)),
            _ => format!("{cell} <= {}", literal(high)),
        });
        let above = (low > i64::MIN).then(|| format!("{cell} >= {}", literal(low)));
        match (above, below) {
            (Some(above), Some(below)) => format!("({above} AND {below})"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => format!("{cell} IS NOT NULL"),
        }
    }

    /// Whether a number lies between these. What is no number lies nowhere; databases have it above all others.
    fn real(&self, cell: &str, low: Bound<f64>, high: Bound<f64>) -> String {
        let side = |bound: Bound<f64>, included: &str, excluded: &str| match bound {
            Bound::Included(value) => Some(format!("{cell} {included} {}", self.speech.number(value))),
            Bound::Excluded(value) => Some(format!("{cell} {excluded} {}", self.speech.number(value))),
            Bound::Unbounded => None,
        };
        if let (Bound::Included(low), Bound::Included(high)) = (low, high)
            && low == high
        {
            return format!("{cell} = {}", self.speech.number(low));
        }
        let below = side(high, "<=", "<").unwrap_or_else(|| format!("{cell} <> {}", self.speech.nan()));
        match side(low, ">=", ">") {
            Some(above) => format!("({above} AND {below})"),
            None => below,
        }
    }

    /// Whether the minute of the week of a time passes.
    fn week(&self, time: &str, week: &Week) -> String {
        let micros = self.speech.micros(time);
        let local = self.local(&micros);
        let minute = format!("((({local} + 259200000000) % 604800000000 + 604800000000) % 604800000000)");
        let runs: Vec<String> = week
            .runs()
            .into_iter()
            .map(|(from, until)| {
                let (from, until) = (from as u64 * 60_000_000, until as u64 * 60_000_000);
                format!("({minute} >= {from} AND {minute} < {until})")
            })
            .collect();
        either(&runs)
    }

    /// Whether a list has elements and each of them passes; any other cell is its own element.
    fn every(&self, column: &str, each: &Predicate) -> String {
        let kind = self.kind(column);
        if kind != Kind::List {
            let there = format!("{} IS NOT NULL", self.column(column));
            return format!("({there} AND {})", self.condition(each));
        }
        match element_test(column, each, self.zone) {
            Ok(test) => self.cell(column, kind, &CellTest::Each(test)),
            Err(failure) => self.unsaid(failure.what, failure.hint),
        }
    }

    /// Whether the cell of one column stands so to that of another in the same row.
    fn beside(&self, column: &str, relation: Relation, other: &str) -> String {
        let (kind, beside) = (self.kind(column), self.kind(other));
        let (left, right) = (self.column(column), self.column(other));
        if kind != beside || kind == Kind::List {
            return self.unsaid(
                words::saying::compared_with(&column, &other),
                words::saying::THEY_ARE_OF_DIFFERENT_KINDS,
            );
        }
        let (sign, aside) = match relation {
            Relation::Is => ("=", kind == Kind::Text),
            Relation::Equals => ("=", false),
            Relation::Compare(comparison) => (sign(comparison), false),
        };
        let compared = if aside {
            format!("{} {sign} {}", self.folded_whole(&left), self.folded_whole(&right))
        } else {
            format!("{left} {sign} {right}")
        };
        match kind {
            Kind::Number => {
                let nan = self.speech.nan();
                format!("({compared} AND {left} <> {nan} AND {right} <> {nan})")
            }
            _ => compared,
        }
    }

    /// Whether any text or list cell holds this text, or any whole number is it.
    fn anywhere(&self, text: &str, needle: &Needle) -> String {
        let tests: Vec<String> = self
            .schema
            .columns
            .iter()
            .filter_map(|(name, kind)| {
                let number = match kind {
                    Kind::Text | Kind::List => {
                        return Some(self.cell(name, *kind, &CellTest::Text(TextTest::Contains(needle.clone()))));
                    }
                    Kind::Integer => text.parse::<i64>().ok()?,
                    _ => return None,
                };
                Some(self.cell(name, *kind, &CellTest::Whole(number, number)))
            })
            .collect();
        match tests.len() {
            0 => "FALSE".into(),
            _ => format!("({})", tests.join("\n    OR ")),
        }
    }

    /// Whether the row is the first of all with its values in these columns.
    fn first(&self, columns: &[String], time: Option<&str>) -> String {
        let row = self.numbered("first(…).");
        format!("{row} IN ({})", self.firsts(columns, time, &Predicate::All))
    }

    /// The numbers of the rows that are the first of those that pass with their values in these columns.
    pub fn firsts(&self, columns: &[String], time: Option<&str>, base: &Predicate) -> String {
        self.within(|| {
            let mut joins = String::new();
            let mut cells = Vec::new();
            for (at, name) in columns.iter().enumerate() {
                let cell = self.column(name);
                if self.kind(name) == Kind::List {
                    let (join, element) = self.speech.elements(&cell, &self.fresh(&format!("element {at}")));
                    joins += &format!(" {join}");
                    cells.push(element);
                } else {
                    cells.push(cell);
                }
            }
            let row = self.numbered(words::saying::FIRST_ROW_WITH_VALUE);
            let own = self.table.row.as_deref().map(quoted).unwrap_or_default();
            let time = time.map_or(String::new(), |time| format!("{} NULLS LAST, ", self.column(time)));
            let mut tests: Vec<String> = cells.iter().map(|cell| format!("{cell} IS NOT NULL")).collect();
            if *base != Predicate::All {
                tests.push(self.condition(base));
            }
            format!(
                "SELECT {own} FROM (SELECT {row}, row_number() OVER (PARTITION BY {} ORDER BY {time}{row}) AS place FROM {} AS log{joins} WHERE {}) AS seen WHERE place = 1",
                cells.join(", "),
                self.from(),
                tests.join(" AND ")
            )
        })
    }

    fn numbers(&self, runs: &[(u64, u64)]) -> String {
        let row = self.numbered(words::saying::ROWS_BY_THEIR_NUMBERS);
        let runs: Vec<String> = runs
            .iter()
            .map(|&(from, to)| match to - from {
                0 => format!("{row} = {from}"),
                _ => format!("{row} BETWEEN {from} AND {to}"),
            })
            .collect();
        match &runs[..] {
            [] => "FALSE".into(),
            [one] => one.clone(),
            _ => format!("({})", runs.join(" OR ")),
        }
    }
}

/// Any of these conditions.
fn either(conditions: &[String]) -> String {
    match conditions {
        [] => "FALSE".into(),
        [one] => one.clone(),
        _ => format!("({})", conditions.join(" OR ")),
    }
}
