//! What is different between two sets of rows: every column, those first whose values are spread most differently.

use super::facet::counts;
use super::{Posed, Question};
use crate::query::answer::{Contrast, Difference, Differences as Answered};
use crate::query::atom::{Atom, Real};
use crate::query::bind::bind;
use crate::query::divergence::divergence;
use crate::query::filter::filter;
use crate::query::keys::Keys;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Predicate, Rows, kernel};
use crate::table::Bitmap;
use crate::value::Kind;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// See [`Ask::Differences`](super::Ask::Differences).
///
/// The score of a column is the Jensen-Shannon divergence of its values beyond chance: see [`divergence`](crate::query::divergence). Null
/// is a value, and a list counts once for each distinct element. Numbers and times of many values are taken together in ranges of about
/// as many cells each. A row may be on both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    pub left: Predicate,
    pub right: Predicate,
    /// `None`: all columns.
    pub columns: Option<Vec<String>>,
    /// At most so many values of each column: first those on one side only, then by how far their shares are apart. What is there only
    /// once in all is not told.
    pub values: usize,
}

/// Numbers and times of more values than this are taken together.
const SINGLE: usize = 64;

/// The most ranges they are then in.
const RANGES: u64 = 32;

impl Differences {
    /// The same with every column under its exact name.
    pub fn resolve(&self, schema: &Schema) -> Result<Self, Failure> {
        Ok(Self {
            left: schema.predicate(&self.left)?,
            right: schema.predicate(&self.right)?,
            columns: self.columns.as_ref().map(|names| schema.names(names)).transpose()?,
            values: self.values,
        })
    }
}

/// Counts by value on either side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    left: u64,
    right: u64,
    /// One for each column asked about.
    columns: Vec<Spread>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Spread {
    Values(Vec<(Atom, u64, u64)>),
    /// Of a shard that stands alone.
    Compared(Difference),
}

/// A value, or the last one of a range that begins with it, with its counts on either side.
type Side<V> = (V, Option<V>, u64, u64);

impl Question for Posed<'_, Differences> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let side = |predicate: &Predicate| -> Result<Bitmap, Failure> {
            let mut side = filter(shard, &bind(shard, predicate, self.zone)?);
            side.and(rows);
            Ok(side)
        };
        let (left, right) = (side(&self.ask.left)?, side(&self.ask.right)?);
        let (on_left, on_right) = (left.count_ones() as u64, right.count_ones() as u64);
        let mut both = left.clone();
        both.and(&right);
        let apart = both.count_ones() == 0;
        let names = self.names();
        let columns = names.into_iter().map(|name| {
            let Some(index) = shard.index(name) else {
                let null = vec![(Atom::Null, on_left, on_right)];
                return if shard.alone {
                    Spread::Compared(self.compared(name, null, Atom::cmp, Clone::clone))
                } else {
                    Spread::Values(null)
                };
            };
            let column = shard.column(index);
            if shard.alone && apart && column.kind == Kind::Text && column.distinct == shard.data.rows {
                // Every value is there once: no more than chance, and not worth its keys.
                return Spread::Compared(Difference {
                    column: name.to_owned(),
                    score: 0.0,
                    distinct: on_left + on_right,
                    values: Vec::new(),
                });
            }
            let keys = shard.keys(index);
            let values = by_code(&keys, &left, &right);
            if shard.alone {
                let compare = |&a: &u32, &b: &u32| keys.compare(a, b);
                Spread::Compared(self.compared(name, values, compare, |&code| keys.atom(code)))
            } else {
                let atoms = values
                    .into_iter()
                    .map(|(code, left, right)| (keys.atom(code), left, right));
                Spread::Values(atoms.collect())
            }
        });
        Ok(Partial {
            left: on_left,
            right: on_right,
            columns: columns.collect(),
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let columns = a.columns.into_iter().zip(b.columns).map(|pair| match pair {
            (Spread::Values(a), Spread::Values(b)) => {
                let mut values: Map<Atom, (u64, u64)> = Map::default();
                for (atom, left, right) in a.into_iter().chain(b) {
                    let value = values.entry(atom).or_default();
                    *value = (value.0 + left, value.1 + right);
                }
                let values = values.into_iter().map(|(atom, (left, right))| (atom, left, right));
                Spread::Values(values.collect())
            }
            // A shard that stands alone is merged with no other.
            (spread, _) => spread,
        });
        Partial {
            columns: columns.collect(),
            left: a.left + b.left,
            right: a.right + b.right,
        }
    }

    fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
        let columns = self.names().into_iter().zip(partial.columns);
        let mut columns: Vec<Difference> = columns
            .map(|(name, spread)| match spread {
                Spread::Values(values) => self.compared(name, values, Atom::cmp, Clone::clone),
                Spread::Compared(difference) => difference,
            })
            .collect();
        columns.sort_by_key(|difference| Reverse(Real::new(difference.score)));
        Ok(Answer::Differences(Answered {
            left: partial.left,
            right: partial.right,
            columns,
        }))
    }
}

impl Posed<'_, Differences> {
    fn names(&self) -> Vec<&str> {
        super::page::Page::columns(self.ask.columns.as_deref(), self.schema)
    }

    /// What differs in a column whose values are these.
    fn compared<V: Clone>(
        &self,
        name: &str,
        values: Vec<(V, u64, u64)>,
        compare: impl Fn(&V, &V) -> Ordering,
        atom: impl Fn(&V) -> Atom,
    ) -> Difference {
        let distinct = values.len() as u64;
        let ordered = matches!(self.schema.kind(name), Kind::Integer | Kind::Number | Kind::Time);
        let mut sides: Vec<Side<V>> = if ordered && values.len() > SINGLE {
            ranges(values, &compare, |value| atom(value).is_null())
        } else {
            values.into_iter().map(|(value, a, b)| (value, None, a, b)).collect()
        };
        let score = divergence(sides.iter().map(|&(.., a, b)| (a, b)).collect());
        let sums = sides.iter().fold((0, 0), |sums, &(.., a, b)| (sums.0 + a, sums.1 + b));
        sides.retain(|&(.., a, b)| a + b > 1);
        let apart = |&(.., a, b): &Side<V>| {
            // Shares as integers; against a side without cells, of which no shares can be told, counts will do.
            let of = |count: u64, cells: u64| u128::from(count) * u128::from(cells.max(1));
            (a > 0 && b > 0, Reverse(of(a, sums.1).abs_diff(of(b, sums.0))))
        };
        let order = |a: &Side<V>, b: &Side<V>| apart(a).cmp(&apart(b)).then_with(|| compare(&a.0, &b.0));
        if sides.len() > self.ask.values {
            sides.select_nth_unstable_by(self.ask.values, order);
            sides.truncate(self.ask.values);
        }
        sides.sort_unstable_by(order);
        let told = sides.iter().map(|(value, until, left, right)| Contrast {
            value: atom(value).value(),
            until: until.as_ref().map(|until| atom(until).value()),
            left: *left,
            right: *right,
        });
        Difference {
            column: name.to_owned(),
            score,
            distinct,
            values: told.collect(),
        }
    }
}

/// Value codes with their counts on either side, those of no row left out.
fn by_code(keys: &Keys, left: &Bitmap, right: &Bitmap) -> Vec<(u32, u64, u64)> {
    let of = |rows: &Bitmap| counts(keys, kernel::count(&keys.codes, rows, keys.width));
    let ((mut on_left, left_nulls), (mut on_right, right_nulls)) = (of(left), of(right));
    // Code 0 is null, whose rows a list column counts apart.
    (on_left[0], on_right[0]) = (left_nulls, right_nulls);
    let pairs = on_left.into_iter().zip(on_right).enumerate();
    pairs
        .filter(|(_, (a, b))| a + b > 0)
        .map(|(code, (a, b))| (code as u32, a, b))
        .collect()
}

/// Ordered values taken together so that each range has about as many cells; null stays by itself.
fn ranges<V: Clone>(
    mut values: Vec<(V, u64, u64)>,
    compare: impl Fn(&V, &V) -> Ordering,
    is_null: impl Fn(&V) -> bool,
) -> Vec<Side<V>> {
    values.sort_unstable_by(|a, b| compare(&a.0, &b.0));
    let null = values.pop_if(|(value, ..)| is_null(value));
    let cells: u64 = values.iter().map(|(_, a, b)| a + b).sum();
    let (mut sides, mut before, mut range): (Vec<Side<V>>, u64, u64) = (Vec::new(), 0, 0);
    for (value, a, b) in values {
        let here = (u128::from(before) * u128::from(RANGES) / u128::from(cells.max(1))) as u64;
        before += a + b;
        match sides.last_mut() {
            Some((_, until, left, right)) if here == range => {
                *until = Some(value);
                (*left, *right) = (*left + a, *right + b);
            }
            _ => sides.push((value, None, a, b)),
        }
        range = here;
    }
    sides.extend(null.map(|(value, a, b)| (value, None, a, b)));
    sides
}
