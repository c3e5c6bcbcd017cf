//! The naive evaluator's answer to what differs, and how near to it another one must be.

use crate::naive::{grouped, holds, index, order, under};
use crate::table::{COLUMNS, Rows};
use audit_explorer::query::answer::{Contrast, Difference, Differences};
use audit_explorer::query::{Answer, ask};
use audit_explorer::value::{Kind, Value, Zone};

/// First and last value of a range, with its counts on either side.
type Side = (Value, Option<Value>, u64, u64);

pub fn differences(rows: &Rows, matching: &[usize], ask: &ask::Differences, zone: &Zone) -> Answer {
    let side = |predicate| -> Vec<usize> {
        let passes = |row: &usize| holds(rows, *row, predicate, zone);
        matching.iter().copied().filter(passes).collect()
    };
    let (left, right) = (side(&ask.left), side(&ask.right));
    let columns: Vec<usize> = ask.columns.as_ref().map_or((0..COLUMNS.len()).collect(), |columns| {
        columns.iter().map(|name| index(name)).collect()
    });
    let columns = columns.into_iter().map(|column| {
        let values = |of: &[usize]| of.iter().flat_map(|&row| under(&rows[row][column])).collect::<Vec<_>>();
        let lefts = values(&left).into_iter().map(|value| (vec![value], true));
        let rights = values(&right).into_iter().map(|value| (vec![value], false));
        let counted = grouped(lefts.chain(rights)).into_iter().map(|(mut key, sides)| {
            let on_left = sides.iter().filter(|left| **left).count() as u64;
            (key.remove(0), on_left, sides.len() as u64 - on_left)
        });
        compared(column, counted.collect(), ask.values)
    });
    let mut columns: Vec<Difference> = columns.collect();
    columns.sort_by(|a, b| b.score.total_cmp(&a.score));
    Answer::Differences(Differences {
        left: left.len() as u64,
        right: right.len() as u64,
        columns,
    })
}

fn compared(column: usize, values: Vec<(Value, u64, u64)>, most: usize) -> Difference {
    let distinct = values.len() as u64;
    let ordered = matches!(COLUMNS[column].1, Kind::Integer | Kind::Number | Kind::Time);
    let mut sides: Vec<Side> = Vec::new();
    let cells: u64 = values
        .iter()
        .filter(|(value, ..)| *value != Value::Null)
        .map(|(_, a, b)| a + b)
        .sum();
    let (mut before, mut range) = (0, None);
    for (value, a, b) in values {
        let here = (ordered && distinct > 64 && value != Value::Null).then(|| before * 32 / cells);
        before += a + b;
        match sides.last_mut() {
            Some(last) if here.is_some() && here == range => {
                last.1 = Some(value);
                (last.2, last.3) = (last.2 + a, last.3 + b);
            }
            _ => sides.push((value, None, a, b)),
        }
        range = here;
    }
    let left: u64 = sides.iter().map(|side| side.2).sum();
    let right: u64 = sides.iter().map(|side| side.3).sum();
    let score = score(&sides, left, right);
    sides.retain(|side| side.2 + side.3 > 1);
    let apart = |side: &Side| {
        if left == 0 || right == 0 {
            side.2 + side.3
        } else {
            (side.2 * right).abs_diff(side.3 * left)
        }
    };
    let shared = |side: &Side| side.2 > 0 && side.3 > 0;
    sides.sort_by(|a, b| {
        apart(b)
            .cmp(&apart(a))
            .then(shared(a).cmp(&shared(b)))
            .then_with(|| order(&a.0, &b.0))
    });
    sides.truncate(most);
    let told = sides.into_iter().map(|(value, until, left, right)| Contrast {
        value,
        until,
        left,
        right,
    });
    Difference {
        column: COLUMNS[column].0.to_owned(),
        score,
        distinct,
        values: told.collect(),
    }
}

/// The divergence less its mean over all ways to deal the cells, worked out from factorials.
fn score(sides: &[Side], left: u64, right: u64) -> f64 {
    if left == 0 || right == 0 {
        return 0.0;
    }
    let factorial = |n: u64| (1..=n).map(|n| (n as f64).ln()).sum::<f64>();
    let ways = |n: u64, k: u64| factorial(n) - factorial(k) - factorial(n - k);
    let part = |share: f64, other: f64| {
        if share == 0.0 {
            0.0
        } else {
            0.5 * share * (share / (0.5 * share + 0.5 * other)).log2()
        }
    };
    let term = |a: u64, b: u64| {
        let (p, q) = (a as f64 / left as f64, b as f64 / right as f64);
        part(p, q) + part(q, p)
    };
    let found: f64 = sides.iter().map(|side| term(side.2, side.3)).sum();
    let mean = |both: u64| {
        (0..=both.min(left))
            .filter(|a| both - a <= right)
            .map(|a| {
                (ways(both, a) + ways(left + right - both, left - a) - ways(left + right, left)).exp()
                    * term(a, both - a)
            })
            .sum::<f64>()
    };
    let expected: f64 = sides.iter().map(|side| mean(side.2 + side.3)).sum();
    if 1.0 - expected < 1e-9 {
        return 0.0;
    }
    ((found - expected) / (1.0 - expected)).clamp(0.0, 1.0)
}

/// Whether an answer is this one, its scores rounded on other ways.
pub fn near(got: &Answer, wanted: &Answer) -> bool {
    let (Answer::Differences(got), Answer::Differences(wanted)) = (got, wanted) else {
        return got == wanted;
    };
    let same = |got: &Difference| {
        wanted.columns.iter().any(|wanted| {
            (got.score - wanted.score).abs() < 1e-6
                && got.column == wanted.column
                && got.distinct == wanted.distinct
                && got.values == wanted.values
        })
    };
    (got.left, got.right, got.columns.len()) == (wanted.left, wanted.right, wanted.columns.len())
        && got.columns.is_sorted_by(|a, b| a.score >= b.score)
        && got.columns.iter().all(same)
}
