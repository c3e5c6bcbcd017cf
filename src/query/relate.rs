//! Two columns compared row by row: their values are brought into one order once, and then numbers are compared, not texts.

use super::keys::Keys;
use super::predicate::Relation;
use super::shard::Shard;
use super::text::{fold, folded};
use super::{Comparison, Map, kernel};
use crate::arrange;
use crate::table::{Bitmap, CodeSlice, Codes, Column, Data, Room, SEGMENT, Segments, typed};
use crate::value::{Kind, Value};
use std::cmp::Ordering;

/// The rows in which the cell of column `a` stands so to that of column `b`, neither being null.
pub fn rows(shard: &Shard<'_>, a: usize, relation: Relation, b: usize) -> Bitmap {
    let (left, right) = (shard.column(a), shard.column(b));
    if let (Some(left), Some(right)) = (Numbers::of(left), Numbers::of(right))
        && left.is_time() == right.is_time()
    {
        return numbers(&left, relation, &right, shard.data.rows);
    }
    let plain = |column: &Column| matches!(column.data, Data::Plain { .. });
    if left.kind == Kind::Text && right.kind == Kind::Text && (plain(left) || plain(right)) {
        return texts(left, relation, right, shard.data.rows);
    }
    coded(&shard.keys(a), relation, &shard.keys(b), shard.data.rows)
}

impl Relation {
    /// Whether values that stand so to each other pass; `Is` and `Equals` differ only on text.
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Is | Self::Equals => order.is_eq(),
            Self::Compare(comparison) => comparison.holds(order),
        }
    }
}

/// One number.
#[derive(Clone, Copy)]
enum Number {
    Whole(i64),
    Real(f64),
}

/// The numbers, or the times, of a column.
enum Numbers<'a> {
    Whole {
        values: &'a Segments<i64>,
        present: Option<&'a Bitmap>,
        time: bool,
    },
    Real {
        values: &'a Segments<f64>,
        present: Option<&'a Bitmap>,
    },
    /// By code.
    Coded(&'a Codes, Vec<Option<Number>>),
}

impl<'a> Numbers<'a> {
    /// `None` for a column that holds neither.
    fn of(column: &'a Column) -> Option<Self> {
        Some(match &column.data {
            Data::Integer { values, present } => Self::Whole {
                values,
                present: present.as_ref(),
                time: false,
            },
            Data::Time { values, present, .. } => Self::Whole {
                values,
                present: present.as_ref(),
                time: true,
            },
            Data::Number { values, present } => Self::Real {
                values,
                present: present.as_ref(),
            },
            Data::Codes(coded) if matches!(column.kind, Kind::Integer | Kind::Number) => {
                let number = |(_, text): (u32, &str)| match typed(column.kind, text) {
                    Value::Integer(value) => Some(Number::Whole(value)),
                    Value::Number(value) => Some(Number::Real(value)),
                    _ => None,
                };
                let numbers = std::iter::once(None).chain(coded.dictionary.iter().map(number));
                Self::Coded(&coded.codes, numbers.collect())
            }
            _ => return None,
        })
    }

    fn is_time(&self) -> bool {
        matches!(self, Self::Whole { time: true, .. })
    }

    fn get(&self, row: usize) -> Option<Number> {
        let here = |present: &Option<&Bitmap>| present.is_none_or(|present| present.get(row));
        let (segment, within) = (row / SEGMENT, row % SEGMENT);
        match self {
            Self::Whole { values, present, .. } => here(present).then(|| Number::Whole(values[segment][within])),
            Self::Real { values, present } => here(present).then(|| Number::Real(values[segment][within])),
            Self::Coded(codes, numbers) => numbers[codes.code(row) as usize],
        }
    }
}

fn numbers(left: &Numbers<'_>, relation: Relation, right: &Numbers<'_>, rows: usize) -> Bitmap {
    let (
        Numbers::Whole { values, present, .. },
        Numbers::Whole {
            values: others,
            present: beside,
            ..
        },
    ) = (left, right)
    else {
        return Bitmap::from_fn(rows, |row| {
            let pair = left.get(row).zip(right.get(row));
            let order = pair.and_then(|(a, b)| order(a, b));
            order.is_some_and(|order| relation.holds(order))
        });
    };
    let mut found = Bitmap::new(rows, false);
    for (index, (values, others)) in values.iter().zip(*others).enumerate() {
        pairs(values, others, relation, found.segment_mut(index));
    }
    for present in [present, beside].into_iter().flatten() {
        found.and(present);
    }
    found
}

/// Fills words from pairs of numbers.
fn pairs<T: Ord + Copy>(left: &[T], right: &[T], relation: Relation, out: &mut [u64]) {
    fn fill<T: Copy>(left: &[T], right: &[T], test: impl Fn(T, T) -> bool, out: &mut [u64]) {
        let chunks = left.chunks(64).zip(right.chunks(64));
        for (word, (left, right)) in out.iter_mut().zip(chunks) {
            let bits = left.iter().zip(right).enumerate();
            *word = bits.fold(0, |word, (bit, (&a, &b))| word | u64::from(test(a, b)) << bit);
        }
    }
    match relation {
        Relation::Is | Relation::Equals => fill(left, right, |a, b| a == b, out),
        Relation::Compare(Comparison::Less) => fill(left, right, |a, b| a < b, out),
        Relation::Compare(Comparison::LessOrEqual) => fill(left, right, |a, b| a <= b, out),
        Relation::Compare(Comparison::Greater) => fill(left, right, |a, b| a > b, out),
        Relation::Compare(Comparison::GreaterOrEqual) => fill(left, right, |a, b| a >= b, out),
    }
}

/// The order of two numbers by value, exactly; `None` where one is no number.
fn order(a: Number, b: Number) -> Option<Ordering> {
    match (a, b) {
        (Number::Whole(a), Number::Whole(b)) => Some(a.cmp(&b)),
        (Number::Real(a), Number::Real(b)) => a.partial_cmp(&b),
        (Number::Whole(a), Number::Real(b)) => mixed(a, b),
        (Number::Real(a), Number::Whole(b)) => mixed(b, a).map(Ordering::reverse),
    }
}

fn mixed(whole: i64, real: f64) -> Option<Ordering> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if real.is_nan() {
        return None;
    }
    Some(if real >= BEYOND {
        Ordering::Less
    } else if real < -BEYOND {
        Ordering::Greater
    } else {
        let below = real.floor();
        whole
            .cmp(&(below as i64))
            .then(if below < real { Ordering::Less } else { Ordering::Equal })
    })
}

/// Near-unique texts: compared as they stand, since hardly any pair comes twice.
fn texts(left: &Column, relation: Relation, right: &Column, rows: usize) -> Bitmap {
    let passes = |a: &str, b: &str| match relation {
        Relation::Is if a.is_ascii() && b.is_ascii() => a.eq_ignore_ascii_case(b),
        Relation::Is => a.chars().map(fold).eq(b.chars().map(fold)),
        Relation::Equals => a == b,
        Relation::Compare(comparison) => comparison.holds(a.cmp(b)),
    };
    let (mut room, mut other) = (Room::new(), Room::new());
    Bitmap::from_fn(rows, |row| {
        if left.is_null(row) || right.is_null(row) {
            return false;
        }
        passes(text(left, row, &mut room), text(right, row, &mut other))
    })
}

fn text<'a>(column: &'a Column, row: usize, room: &'a mut Room) -> &'a str {
    match &column.data {
        Data::Codes(coded) => coded.dictionary.get(coded.codes.code(row)),
        Data::Plain { texts, .. } => texts.text_in(row, room),
        _ => "",
    }
}

/// A place of each value of two columns, by value code, 0 for null: equal values have one, and for comparisons places ascend.
struct Places(Vec<u32>, Vec<u32>);

impl Places {
    fn of(left: &Keys, relation: Relation, right: &Keys) -> Self {
        let texts = |keys: &Keys| -> Vec<String> {
            (1..=keys.distinct() as u32)
                .map(|code| keys.atom(code).text())
                .collect()
        };
        let (left, right) = (texts(left), texts(right));
        let mut known: Map<String, u32> = Map::default();
        let sorted = matches!(relation, Relation::Compare(_)).then(|| {
            let mut all: Vec<&String> = left.iter().chain(&right).collect();
            arrange::ascending(&mut all);
            all.dedup();
            all
        });
        let mut place = |text: &String| match (&sorted, relation) {
            (Some(all), _) => all.partition_point(|other| *other < text) as u32 + 1,
            (None, relation) => {
                let text = if relation == Relation::Is {
                    folded(text)
                } else {
                    text.clone()
                };
                let next = known.len() as u32 + 1;
                *known.entry(text).or_insert(next)
            }
        };
        let mut places = |texts: &[String]| std::iter::once(0).chain(texts.iter().map(&mut place)).collect();
        Self(places(&left), places(&right))
    }
}

fn coded(left: &Keys, relation: Relation, right: &Keys, rows: usize) -> Bitmap {
    let places = Places::of(left, relation, right);
    let lists = left.members.is_some() || right.members.is_some();
    let (left_places, right_places) = match relation {
        Relation::Is | Relation::Equals if lists => return shared(left, right, &places, rows),
        // Some element must be less than some other: it is enough to look at the least and the greatest.
        Relation::Compare(Comparison::Less | Comparison::LessOrEqual) => (
            by_code(left, &places.0, Iterator::min),
            by_code(right, &places.1, Iterator::max),
        ),
        _ => (
            by_code(left, &places.0, Iterator::max),
            by_code(right, &places.1, Iterator::min),
        ),
    };
    let mut found = Bitmap::new(rows, false);
    let (mut a, mut b) = (Vec::new(), Vec::new());
    for index in 0..rows.div_ceil(SEGMENT) {
        looked_up(left.codes.segment(index), &left_places, &mut a);
        looked_up(right.codes.segment(index), &right_places, &mut b);
        let out = found.segment_mut(index);
        pairs(&a, &b, relation, out);
        // Nothing has place 0: null, or a list without elements.
        for ((word, a), b) in out.iter_mut().zip(a.chunks(64)).zip(b.chunks(64)) {
            let here = a.iter().zip(b).enumerate();
            *word &= here.fold(0, |word, (bit, (&a, &b))| word | u64::from(a != 0 && b != 0) << bit);
        }
    }
    found
}

/// The place of each code: of a list the one that `choose` takes among those of its elements, 0 where it has none.
fn by_code(keys: &Keys, places: &[u32], choose: impl Fn(std::vec::IntoIter<u32>) -> Option<u32>) -> Vec<u32> {
    let Some(members) = &keys.members else {
        return places.to_vec();
    };
    (0..keys.width)
        .map(|code| {
            let elements: Vec<u32> = elements(members.unique(code), places).collect();
            choose(elements.into_iter()).unwrap_or(0)
        })
        .collect()
}

fn elements<'a>(members: &'a [u32], places: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    members.iter().map(|&element| places[element as usize])
}

fn looked_up(codes: CodeSlice<'_>, places: &[u32], out: &mut Vec<u32>) {
    fn each<C: kernel::Code>(codes: &[C], places: &[u32], out: &mut Vec<u32>) {
        out.extend(codes.iter().map(|code| places[code.index()]));
    }
    out.clear();
    match codes {
        CodeSlice::U8(codes) => each(codes, places, out),
        CodeSlice::U16(codes) => each(codes, places, out),
        CodeSlice::U32(codes) => each(codes, places, out),
    }
}

/// The rows in which some element of the one is equal to some element of the other.
fn shared(left: &Keys, right: &Keys, places: &Places, rows: usize) -> Bitmap {
    let of = |keys: &Keys, places: &[u32]| -> Vec<Vec<u32>> {
        (0..keys.width)
            .map(|code| match &keys.members {
                Some(members) => elements(members.unique(code), places).collect(),
                None if code == 0 => Vec::new(),
                None => vec![places[code]],
            })
            .collect()
    };
    let (a, b) = (of(left, &places.0), of(right, &places.1));
    Bitmap::from_fn(rows, |row| {
        let others = &b[right.codes.code(row) as usize];
        a[left.codes.code(row) as usize]
            .iter()
            .any(|place| others.contains(place))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_and_reals_compare_exactly() {
        for (whole, real, wanted) in [
            (1, 1.0, Some(Ordering::Equal)),
            (1, 1.5, Some(Ordering::Less)),
            (-1, -1.5, Some(Ordering::Greater)),
            (i64::MAX, 9_223_372_036_854_775_807.0, Some(Ordering::Less)),
            (i64::MIN, -9_223_372_036_854_775_808.0, Some(Ordering::Equal)),
            (9_007_199_254_740_993, 9_007_199_254_740_992.0, Some(Ordering::Greater)),
            (0, f64::NAN, None),
            (0, f64::NEG_INFINITY, Some(Ordering::Greater)),
        ] {
            assert_eq!(mixed(whole, real), wanted, "{whole} {real}");
        }
    }
}
