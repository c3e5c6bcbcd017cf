//! Two sets of rows held against each other: which they are, what is asked of them, and what came of it.

use super::{View, during, text_of};
use crate::protocol::Report;
use crate::query::answer::{Contrast, Difference, Differences as Told};
use crate::query::ask::Differences;
use crate::query::{Answer, Answers, Ask, Bucket, Comparison, Key, Measure, Op, Order, Predicate};
use crate::value::{Micros, Value, Zone, reading};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Which two sets of rows are compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareView {
    /// The left and the right one, both under the filter; `None`: the rows of the filter, and all others.
    pub sides: Option<(Predicate, Predicate)>,
}

/// Values told of a column.
const VALUES: usize = 8;
/// The longest period that is taken where none is filtered by: a week in microseconds.
const PERIOD: Micros = 7 * 86_400_000_000;

const SECOND: Micros = 1_000_000;

/// What is compared: a filter for both sides, and each side's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub both: Predicate,
    pub left: Predicate,
    pub right: Predicate,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrasts {
    /// Rows on either side.
    pub left: u64,
    pub right: u64,
    /// Those first that differ most; ids last.
    pub columns: Vec<Difference>,
    pub bucket: Bucket,
    /// Starts of the buckets of time, and the rows of either side in each; none without a column of times.
    pub starts: Vec<Micros>,
    pub counts: Vec<(u64, u64)>,
}

impl View {
    /// What is compared; `None` where there is no filter to be held against the rest. A clause that is itself a side is none of both.
    pub fn compared(&self) -> Option<Compared> {
        let clauses = self.clauses.iter().filter(|clause| !clause.disabled);
        let clauses = clauses.map(|clause| &clause.predicate);
        let Some((left, right)) = &self.compare.sides else {
            let both = self.counted();
            let filter = Predicate::all(clauses.filter(|clause| **clause != both).cloned());
            return (filter != Predicate::All).then(|| Compared {
                both,
                left: filter.clone(),
                right: filter.negate(),
            });
        };
        Some(Compared {
            both: Predicate::all(clauses.filter(|clause| *clause != left && *clause != right).cloned()),
            left: left.clone(),
            right: right.clone(),
        })
    }

    /// The questions of the comparison, and their filter.
    pub(super) fn compare_asks(&self, report: &Report) -> Option<(Predicate, Vec<Ask>)> {
        let Compared { both, left, right } = self.compared()?;
        let mut told = Vec::new();
        tested(&left, &mut told);
        tested(&right, &mut told);
        // What tells the sides apart differs by itself.
        let columns = report.columns.iter().map(|column| &column.name);
        let columns = columns.filter(|name| !told.iter().any(|told| told == *name)).cloned();
        let mut asks = vec![Ask::Differences(Differences {
            left: left.clone(),
            right: right.clone(),
            columns: Some(columns.collect()),
            values: VALUES,
        })];
        if let Some(column) = self.time_column(report) {
            let bucket = Bucket::Auto;
            asks.push(Ask::Histogram {
                column: column.clone(),
                bucket,
                by: None,
                series: None,
            });
            asks.push(Ask::Group {
                having: Vec::new(),
                by: vec![Key::Time { column, bucket }],
                measures: vec![Measure::CountIf(left.clone()), Measure::CountIf(right.clone())],
                sort: vec![(0, Order::Ascending)],
                limit: usize::MAX,
                rest: false,
            });
        }
        let either = match &self.compare.sides {
            None => Predicate::All,
            Some(_) => Predicate::any([left, right]),
        };
        Some((Predicate::all([both, either]), asks))
    }

    /// The period that is filtered by and the one before it, as long; without one the last week of the log, or half of it, and the one
    /// before. `None` without times.
    pub fn periods(&self, report: &Report, zone: &Zone) -> Option<(Predicate, Predicate)> {
        let column = self.time_column(report)?;
        let clauses = self.clauses.iter().filter(|clause| !clause.disabled);
        let own = clauses
            .into_iter()
            .find_map(|clause| Some((clause.predicate.clone(), span(&clause.predicate, &column, zone)?)));
        if let Some((clause, (from, to))) = own {
            return Some((clause, during(&column, (from - (to - from), from))));
        }
        let whole = report.time.as_ref()?;
        let to = (whole.last.div_euclid(SECOND) + 1) * SECOND;
        let long = PERIOD.min((to - whole.first) / 2).max(1);
        Some((
            during(&column, (to - long, to)),
            during(&column, (to - 2 * long, to - long)),
        ))
    }
}

/// The half-open span of time that a filter is about, if it is one.
fn span(predicate: &Predicate, column: &str, zone: &Zone) -> Option<(Micros, Micros)> {
    let (from, to) = bounds(predicate, column, zone)?;
    Some((from?, to?)).filter(|(from, to)| from < to)
}

/// Where the half-open span of time begins and ends that a filter is about, if it is about one; `None`: it is open.
fn bounds(predicate: &Predicate, column: &str, zone: &Zone) -> Option<(Option<Micros>, Option<Micros>)> {
    let read = |text: &str| reading(text, zone);
    match predicate {
        Predicate::And(parts) => parts.iter().try_fold((None, None), |(from, to), part| {
            let (own, end) = bounds(part, column, zone)?;
            Some((from.max(own), to.into_iter().chain(end).min()))
        }),
        Predicate::Test { column: of, op } if of == column => Some(match op {
            Op::Compare(Comparison::GreaterOrEqual, text) => (Some(read(text)?.0), None),
            Op::Compare(Comparison::Greater, text) => (Some(read(text)?.1), None),
            Op::Compare(Comparison::Less, text) => (None, Some(read(text)?.0)),
            Op::Compare(Comparison::LessOrEqual, text) => (None, Some(read(text)?.1)),
            Op::Is(text) => read(text).map(|(from, to)| (Some(from), Some(to)))?,
            Op::Between(low, high) => {
                let low = low.as_deref().map(|low| Some(read(low)?.0));
                let high = high.as_deref().map(|high| Some(read(high)?.1));
                (low.flatten(), high.flatten())
            }
            _ => return None,
        }),
        _ => None,
    }
}

/// The columns that a filter tests.
fn tested(predicate: &Predicate, names: &mut Vec<String>) {
    match predicate {
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter().for_each(|part| tested(part, names)),
        Predicate::Not(inner) => tested(inner, names),
        Predicate::Test { column, .. } | Predicate::Every { column, .. } => names.push(column.clone()),
        _ => {}
    }
}

impl Contrasts {
    /// What the answers tell; `None` where they are to something else.
    pub fn of(answers: &Answers) -> Option<Self> {
        let (first, rest) = answers.answers.split_first()?;
        let Answer::Differences(Told { left, right, columns }) = first else {
            return None;
        };
        let (bucket, starts) = match rest.first() {
            Some(Answer::Histogram { bucket, starts, .. }) => (*bucket, starts.clone()),
            _ => (Bucket::Auto, Vec::new()),
        };
        let mut known: HashMap<Micros, (u64, u64)> = HashMap::new();
        if let Some(Answer::Group { rows, .. }) = rest.get(1) {
            for row in rows {
                if let [Value::Time(start), Value::Integer(left), Value::Integer(right)] = row[..] {
                    known.insert(start, (left as u64, right as u64));
                }
            }
        }
        Some(Self {
            left: *left,
            right: *right,
            columns: ids_last(columns, left + right),
            counts: starts
                .iter()
                .map(|start| known.get(start).copied().unwrap_or_default())
                .collect(),
            bucket,
            starts,
        })
    }
}

/// The same columns, those last in which most rows have a value of their own: that ids differ tells little.
fn ids_last(columns: &[Difference], rows: u64) -> Vec<Difference> {
    let id =
        |column: &&Difference| column.distinct * 2 > rows && column.values.iter().all(|value| value.until.is_none());
    let (ids, others): (Vec<&Difference>, Vec<&Difference>) = columns.iter().partition(id);
    others.into_iter().chain(ids).cloned().collect()
}

/// The filter for a value, or a range of values, that is told apart.
pub fn contrast_is(column: &str, contrast: &Contrast) -> Predicate {
    let test = |op| Predicate::test(column, op);
    match (text_of(&contrast.value), contrast.until.as_ref().and_then(text_of)) {
        (None, _) => test(Op::Exists).negate(),
        (Some(value), None) => test(Op::Equals(value)),
        (Some(from), Some(to)) => Predicate::And(vec![
            test(Op::Compare(Comparison::GreaterOrEqual, from)),
            test(Op::Compare(Comparison::LessOrEqual, to)),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::Span;
    use crate::view::{Action, Slot, once};

    fn is(column: &str, value: &str) -> Predicate {
        Predicate::test(column, Op::Equals(value.into()))
    }

    fn add(view: &mut View, predicate: Predicate) {
        view.apply(Action::Add {
            source: None,
            predicate,
        });
    }

    #[test]
    fn the_filter_is_held_against_the_rest_and_sides_against_each_other_under_it() {
        let mut view = View::default();
        assert_eq!(view.compared(), None);
        add(&mut view, is("user", "a"));
        let compared = view.compared().expect("a filter");
        assert_eq!(
            (compared.both, compared.right),
            (Predicate::All, is("user", "a").negate())
        );
        let mut without = view.clone();
        add(&mut without, once());
        let compared = without.compared().expect("a filter");
        assert_eq!(
            (compared.both, compared.right),
            (once(), is("user", "a").negate()),
            "repeats that are left out are on no side"
        );
        add(&mut view, is("status", "failure"));
        view.compare.sides = Some((is("user", "a"), is("user", "b")));
        let compared = view.compared().expect("sides");
        assert_eq!(
            compared.both,
            is("status", "failure"),
            "the clause on the left is a side"
        );
        assert_eq!(compared.right, is("user", "b"));
    }

    #[test]
    fn a_period_is_held_against_the_one_before_it() {
        let mut report = Report::default();
        let utc = Zone::utc();
        assert_eq!(View::default().periods(&report, &utc), None);
        report.roles.time = Some("t".into());
        report.time = Some(Span {
            first: 0,
            last: 999_999,
            ..Span::default()
        });
        assert_eq!(
            View::default().periods(&report, &utc),
            Some((during("t", (500_000, 1_000_000)), during("t", (0, 500_000))))
        );
        let mut view = View::default();
        view.apply(Action::Replace {
            source: Slot::Timeline,
            predicate: during("t", (600, 700)),
        });
        assert_eq!(
            view.periods(&report, &utc),
            Some((during("t", (600, 700)), during("t", (500, 600))))
        );
        // A span that was typed, in any form.
        let day = |text: &str| {
            let mut view = View::default();
            add(&mut view, crate::query::language::parse(text).expect(text).predicate);
            let (_, before) = view.periods(&report, &utc).expect(text);
            crate::query::language::print(&before)
        };
        let before = day("t:2026-02-02");
        assert!(
            before.contains("2026-02-01") && before.contains("2026-02-02"),
            "{before}"
        );
        assert_eq!(day("t:[2026-02-02 TO 2026-02-02]"), before);
        let mut names = Vec::new();
        tested(&during("t", (0, 1)).negate(), &mut names);
        assert_eq!(names, ["t", "t"]);
    }

    #[test]
    fn ids_come_last() {
        let column = |name: &str, distinct| Difference {
            column: name.into(),
            score: 1.0,
            distinct,
            values: Vec::new(),
        };
        let told = Answers {
            answers: vec![Answer::Differences(Told {
                left: 60,
                right: 40,
                columns: vec![column("id", 51), column("user", 50)],
            })],
            ..Answers::default()
        };
        let contrasts = Contrasts::of(&told).expect("differences");
        assert_eq!(contrasts.columns[0].column, "user");
        assert_eq!(Contrasts::of(&Answers::default()), None);
    }

    #[test]
    fn differences_filter() {
        let contrast = |value, until| Contrast {
            value,
            until,
            left: 1,
            right: 0,
        };
        assert_eq!(contrast_is("a", &contrast(Value::Text("x".into()), None)), is("a", "x"));
        assert_eq!(
            contrast_is("a", &contrast(Value::Null, None)),
            Predicate::test("a", Op::Exists).negate()
        );
        let range = contrast_is("n", &contrast(Value::Integer(1), Some(Value::Integer(5))));
        assert_eq!(crate::query::language::print(&range), "n>=1 AND n<=5");
    }
}
