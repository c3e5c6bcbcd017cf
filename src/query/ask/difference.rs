//! What is different between two sets of rows: every column, those first whose values are spread most differently.

use super::facet::counts;
use super::page::Page;
use super::{Posed, Question};
use crate::arrange;
use crate::query::answer::{Contrast, Difference, Differences as Answered};
use crate::query::atom::{Atom, Real};
use crate::query::bind::bind;
use crate::query::divergence::Spread;
use crate::query::filter::filter;
use crate::query::keys::Keys;
use crate::query::order::{Ascending, radix};
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Answer, Failure, Map, Predicate, Rows, kernel};
use crate::table::{Bitmap, Data};
use crate::value::Kind;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};

/// See [`Ask::Differences`](super::Ask::Differences).
///
/// The score of a column is the Jensen-Shannon divergence of its values beyond chance: see [`Spread`]. Null
/// is a value, and a list counts once for each distinct element. Numbers and times of many values are taken together in ranges of about
/// as many cells each. A row may be on both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differences {
    pub left: Predicate,
    pub right: Predicate,
    /// `None`: all columns.
    pub columns: Option<Vec<String>>,
    /// At most so many values of each column, by how far their shares are apart; of equals first those on one side only. What is there only
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
    columns: Vec<Held>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Held {
    Values(Vec<(Atom, u64, u64)>),
    /// Of a shard that stands alone.
    Compared(Difference),
}

/// A value, or the first and the last one of a range, with its counts on either side.
type Side<V> = (V, Option<V>, u64, u64);

impl Question for Posed<'_, Differences> {
    type Partial = Partial;

    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
        let side = |predicate: &Predicate| -> Result<Bitmap, Failure> {
            let mut side = filter(shard, &bind(shard, predicate, self.zone)?);
            side.and(rows);
            Ok(side)
        };
        let sides = (side(&self.ask.left)?, side(&self.ask.right)?);
        let columns = self.names().into_iter().map(|name| self.held(shard, name, &sides));
        Ok(Partial {
            columns: columns.collect(),
            left: sides.0.count_ones() as u64,
            right: sides.1.count_ones() as u64,
        })
    }

    fn merge(&self, a: Partial, b: Partial) -> Partial {
        let columns = a.columns.into_iter().zip(b.columns).map(|pair| match pair {
            (Held::Values(a), Held::Values(b)) => {
                let mut values: Map<Atom, (u64, u64)> = Map::default();
                for (atom, left, right) in a.into_iter().chain(b) {
                    let value = values.entry(atom).or_default();
                    *value = (value.0 + left, value.1 + right);
                }
                let values = values.into_iter().map(|(atom, (left, right))| (atom, left, right));
                Held::Values(values.collect())
            }
            // A shard that stands alone is merged with no other.
            (held, _) => held,
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
            .map(|(name, held)| match held {
                Held::Values(values) => self.compared(name, values.into_iter(), Atom::cmp, Clone::clone),
                Held::Compared(difference) => difference,
            })
            .collect();
        arrange::by_key(&mut columns, |difference| Reverse(Real::new(difference.score)));
        Ok(Answer::Differences(Answered {
            left: partial.left,
            right: partial.right,
            columns,
        }))
    }
}

impl Posed<'_, Differences> {
    fn names(&self) -> Vec<&str> {
        Page::columns(self.ask.columns.as_deref(), self.schema)
    }

    /// What a shard has of a column.
    fn held(&self, shard: &Shard<'_>, name: &str, sides: &(Bitmap, Bitmap)) -> Held {
        let hold = |values: Vec<(Atom, u64, u64)>| {
            if shard.alone {
                Held::Compared(self.compared(name, values.into_iter(), Atom::cmp, Clone::clone))
            } else {
                Held::Values(values)
            }
        };
        let (left, right) = (sides.0.count_ones() as u64, sides.1.count_ones() as u64);
        let Some(index) = shard.index(name) else {
            return hold(Vec::from_iter((left + right > 0).then_some((Atom::Null, left, right))));
        };
        let column = shard.column(index);
        // Of a computed column nobody has counted the values.
        let counted = index < shard.data.columns.len();
        if counted && shard.alone && column.kind == Kind::Text && column.distinct == shard.data.rows && apart(sides) {
            // Every value is there once: no more than chance, and not worth its keys.
            return Held::Compared(Difference {
                column: name.to_owned(),
                score: 0.0,
                distinct: left + right,
                values: Vec::new(),
            });
        }
        if let Data::Integer { .. } | Data::Number { .. } | Data::Time { .. } = &column.data {
            let ascending = Ascending::of(shard, index);
            let values = by_number(&ascending, sides);
            let atom = |number: &Option<u64>| number.map_or(Atom::Null, |number| ascending.atom(number));
            return if shard.alone {
                let null_last = |a: &Option<u64>, b: &Option<u64>| (a.is_none(), a).cmp(&(b.is_none(), b));
                Held::Compared(self.compared(name, values.into_iter(), null_last, atom))
            } else {
                hold(values.iter().map(|(number, a, b)| (atom(number), *a, *b)).collect())
            };
        }
        let keys = shard.keys(index);
        let values = by_code(&keys, sides);
        if shard.alone {
            let compare = |&a: &u32, &b: &u32| keys.compare(a, b);
            Held::Compared(self.compared(name, values, compare, |&code| keys.atom(code)))
        } else {
            hold(values.map(|(code, a, b)| (keys.atom(code), a, b)).collect())
        }
    }

    /// What differs in a column whose values are these.
    fn compared<V: Clone>(
        &self,
        name: &str,
        values: impl Iterator<Item = (V, u64, u64)>,
        compare: impl Fn(&V, &V) -> Ordering,
        atom: impl Fn(&V) -> Atom,
    ) -> Difference {
        let mut spread = Spread::default();
        let mut distinct = 0;
        let mut sides: Vec<Side<V>> = Vec::new();
        let mut take = |side: Side<V>| {
            spread.add(side.2, side.3);
            if side.2 + side.3 > 1 {
                sides.push(side);
            }
        };
        let values = values.inspect(|_| distinct += 1);
        if matches!(self.schema.kind(name), Kind::Integer | Kind::Number | Kind::Time) {
            let values: Vec<_> = values.collect();
            if values.len() > SINGLE {
                let is_null = |value: &V| atom(value).is_null();
                ranges(values, &compare, is_null).into_iter().for_each(take);
            } else {
                values.into_iter().for_each(|(value, a, b)| take((value, None, a, b)));
            }
        } else {
            values.for_each(|(value, a, b)| take((value, None, a, b)));
        }
        let (left, right) = spread.cells();
        let apart = |&(.., a, b): &Side<V>| {
            // Shares as integers; against a side without cells, of which no shares can be told, counts will do.
            let of = |count: u64, cells: u64| u128::from(count) * u128::from(cells.max(1));
            (Reverse(of(a, right).abs_diff(of(b, left))), a > 0 && b > 0)
        };
        let order = |a: &Side<V>, b: &Side<V>| apart(a).cmp(&apart(b)).then_with(|| compare(&a.0, &b.0));
        arrange::within(&mut sides, 0..self.ask.values, order);
        let told = sides.iter().map(|(value, until, left, right)| Contrast {
            value: atom(value).value(),
            until: until.as_ref().map(|until| atom(until).value()),
            left: *left,
            right: *right,
        });
        Difference {
            column: name.to_owned(),
            values: told.collect(),
            distinct,
            score: spread.divergence(),
        }
    }
}

/// Whether no row is on both sides.
fn apart((left, right): &(Bitmap, Bitmap)) -> bool {
    left.words().iter().zip(right.words()).all(|(a, b)| a & b == 0)
}

/// Value codes with their counts on either side, those of no row left out.
fn by_code(keys: &Keys, (left, right): &(Bitmap, Bitmap)) -> impl Iterator<Item = (u32, u64, u64)> + use<> {
    let of = |rows: &Bitmap| counts(keys, kernel::count(&keys.codes, rows, keys.width));
    let ((mut on_left, left_nulls), (mut on_right, right_nulls)) = (of(left), of(right));
    // Code 0 is null, whose rows a list column counts apart.
    (on_left[0], on_right[0]) = (left_nulls, right_nulls);
    let pairs = (0..).zip(on_left.into_iter().zip(on_right));
    pairs.filter(|(_, (a, b))| a + b > 0).map(|(code, (a, b))| (code, a, b))
}

/// Numbers, ascending and null last, with their counts on either side; nothing of this is kept, since there may be one for every row.
fn by_number(numbers: &Ascending<'_>, (left, right): &(Bitmap, Bitmap)) -> Vec<(Option<u64>, u64, u64)> {
    let mut pairs = Vec::new();
    let mut nulls = (None, 0, 0);
    for (word, (on_left, on_right)) in left.words().iter().zip(right.words()).enumerate() {
        let mut either = on_left | on_right;
        while either != 0 {
            let bit = either.trailing_zeros();
            either &= either - 1;
            let side = (on_left >> bit & 1) as u32 | ((on_right >> bit & 1) as u32) << 1;
            match numbers.get(word * 64 + bit as usize) {
                Some(number) => pairs.push((number, side)),
                None => (nulls.1, nulls.2) = (nulls.1 + u64::from(side & 1), nulls.2 + u64::from(side >> 1)),
            }
        }
    }
    radix(&mut pairs);
    let mut values: Vec<(Option<u64>, u64, u64)> = Vec::new();
    for (number, side) in pairs {
        if values.last().is_none_or(|last| last.0 != Some(number)) {
            values.push((Some(number), 0, 0));
        }
        if let Some((_, a, b)) = values.last_mut() {
            (*a, *b) = (*a + u64::from(side & 1), *b + u64::from(side >> 1));
        }
    }
    if nulls.1 + nulls.2 > 0 {
        values.push(nulls);
    }
    values
}

/// Ordered values taken together so that each range has about as many cells; null stays by itself.
fn ranges<V: Clone>(
    mut values: Vec<(V, u64, u64)>,
    compare: impl Fn(&V, &V) -> Ordering,
    is_null: impl Fn(&V) -> bool,
) -> Vec<Side<V>> {
    arrange::by(&mut values, |a, b| compare(&a.0, &b.0));
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
