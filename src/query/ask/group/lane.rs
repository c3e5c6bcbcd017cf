//! Keys as codes, and how their values are cut.

use super::super::{Bucket, Key, Phase};
use crate::query::Failure;
use crate::query::atom::Atom;
use crate::query::bins::{Binned, Extent, Step};
use crate::query::bucket::Buckets;
use crate::query::keys::Keys;
use crate::query::numbers::Numbers;
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::table::{Bitmap, Codes, Data};
use crate::value::{Kind, Micros, Value, Zone};
use crate::words;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How a shard has cut the values of a key, and over which of them: what it takes to bring shards together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cut {
    /// Every value by itself.
    Values,
    Times(Bucket, Option<(Micros, Micros)>),
    Numbers(Option<Step>, Extent),
}

/// The codes of one key.
pub enum Lane {
    Keys(Arc<Keys>),
    Buckets(Arc<Buckets>),
    Bins(Arc<Binned>),
    Phases(Arc<Codes>, Phase),
    /// The shard lacks the column.
    Null,
}

impl Cut {
    /// The cut of the rows of both.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Times(a, Some(x)), Self::Times(b, Some(y))) => {
                Self::Times(*a.max(b), Some((x.0.min(y.0), x.1.max(y.1))))
            }
            // A side without times or numbers has no say.
            (Self::Times(..), Self::Times(_, None)) => self.clone(),
            (Self::Numbers(a, x), Self::Numbers(b, y)) => match (x.is_empty(), y.is_empty()) {
                (_, true) => self.clone(),
                (true, _) => other.clone(),
                _ => Self::Numbers(*a.max(b), x.merge(*y)),
            },
            _ => other.clone(),
        }
    }

    /// The cut that the answer has, once the rows of all shards are known.
    #[must_use]
    pub fn settle(&self, key: &Key, schema: &Schema, zone: &Zone) -> Self {
        match (self, key) {
            (Self::Times(_, range), Key::Time { bucket, .. }) => Self::Times(bucket.settle(*range, zone), *range),
            (Self::Numbers(_, extent), Key::Bin { column, bins }) => {
                Self::Numbers(Some(Step::of(*bins, extent, schema.kind(column))), *extent)
            }
            _ => self.clone(),
        }
    }

    /// The value of a narrower cut in this one.
    pub fn coarsen(&self, atom: Atom, zone: &Zone) -> Atom {
        match (self, atom) {
            (Self::Times(bucket, _), Atom::Time(at)) => Atom::Time(bucket.start(at, zone)),
            (Self::Numbers(..), Atom::Number(number)) if !number.get().is_finite() => Atom::Null,
            (Self::Numbers(Some(step), _), atom) => step.floor(&atom),
            (_, atom) => atom,
        }
    }
}

impl Lane {
    /// The codes of a key in a shard, and their cut over these rows.
    pub fn of(
        shard: &Shard<'_>,
        key: &Key,
        rows: &Bitmap,
        schema: &Schema,
        zone: &Zone,
    ) -> Result<(Self, Cut), Failure> {
        match key {
            Key::Column(name) => {
                let keys = shard.index(name).map(|column| Self::Keys(shard.keys(column)));
                Ok((keys.unwrap_or(Self::Null), Cut::Values))
            }
            Key::Time { column, bucket } => {
                let range = shard.index(column).and_then(|column| time_range(shard, column, rows));
                let bucket = bucket.settle(range, zone);
                let lane = match (shard.index(column), range) {
                    (Some(column), Some(range)) => Self::Buckets(buckets(shard, column, bucket, range, rows, zone)?),
                    _ => Self::Null,
                };
                Ok((lane, Cut::Times(bucket, range)))
            }
            Key::Phase { column, phase } => {
                let codes = shard
                    .index(column)
                    .and_then(|column| shard.phases(column, *phase, zone));
                Ok((
                    codes.map_or(Self::Null, |codes| Self::Phases(codes, *phase)),
                    Cut::Values,
                ))
            }
            Key::Bin { column: name, bins } => {
                let column = shard.index(name);
                let numbers = column.and_then(|column| Numbers::of(shard, column));
                let (Some(column), Some(numbers)) = (column, numbers) else {
                    return Ok((Self::Null, Cut::Numbers(None, Extent::default())));
                };
                let kind = schema.kind(name);
                let extent = Extent::of(&numbers, rows);
                let step = if shard.alone {
                    Some(Step::of(*bins, &extent, kind))
                } else {
                    Step::before(*bins, &extent, kind)
                };
                let lane = match step {
                    None => Self::Keys(shard.keys(column)),
                    Some(step) => Self::Bins(binned(shard, column, &numbers, rows, step, kind)?),
                };
                Ok((lane, Cut::Numbers(step, extent)))
            }
        }
    }

    /// How many codes there are, null's counted.
    pub fn width(&self) -> usize {
        match self {
            Self::Keys(keys) => keys.distinct() + 1,
            Self::Buckets(buckets) => buckets.starts.len() + 1,
            Self::Bins(binned) => binned.starts.len() + 1,
            Self::Phases(_, phase) => phase.count() + 1,
            Self::Null => 1,
        }
    }

    /// What a code stands for.
    pub fn atom(&self, code: u32) -> Atom {
        match self {
            Self::Keys(keys) => keys.atom(code),
            _ if code == 0 => Atom::Null,
            Self::Buckets(buckets) => Atom::Time(buckets.starts[code as usize - 1]),
            Self::Bins(binned) => binned.starts[code as usize - 1].clone(),
            Self::Phases(_, phase) => Atom::Integer(phase.decode(code)),
            Self::Null => Atom::Null,
        }
    }

    /// One code for each row, null's where there are none.
    pub fn plain(&self) -> Option<&Codes> {
        match self {
            Self::Keys(keys) => Some(&keys.codes),
            Self::Buckets(buckets) => Some(&buckets.codes),
            Self::Bins(binned) => Some(&binned.codes),
            Self::Phases(codes, _) => Some(codes),
            Self::Null => None,
        }
    }

    /// The codes under which a row counts.
    pub fn codes<'l>(&'l self, row: usize, one: &'l mut [u32; 1]) -> &'l [u32] {
        one[0] = self.plain().map_or(0, |codes| codes.code(row));
        match self {
            Self::Keys(keys) => match &keys.members {
                Some(members) if one[0] != 0 => members.unique(one[0] as usize),
                _ => one,
            },
            _ => one,
        }
    }

    /// Whether a row may count under several codes, or none.
    pub fn listed(&self) -> bool {
        matches!(self, Self::Keys(keys) if keys.members.is_some())
    }
}

/// The bins of a column, kept ones if they can be.
pub fn binned(
    shard: &Shard<'_>,
    column: usize,
    numbers: &Numbers<'_>,
    rows: &Bitmap,
    step: Step,
    kind: Kind,
) -> Result<Arc<Binned>, Failure> {
    shard
        .bins(column, step)
        .or_else(|| Binned::new(numbers, rows, step, kind).map(Arc::new))
        .ok_or_else(Step::too_many)
}

fn time_range(shard: &Shard<'_>, column: usize, rows: &Bitmap) -> Option<(Micros, Micros)> {
    let Data::Time { values, present, .. } = &shard.column(column).data else {
        return None;
    };
    let reach = shard.reach(column, values, present.as_ref());
    match present {
        Some(present) => {
            let mut timed = rows.clone();
            timed.and(present);
            reach.bounds(values, &timed)
        }
        None => reach.bounds(values, rows),
    }
}

fn buckets(
    shard: &Shard<'_>,
    column: usize,
    bucket: Bucket,
    range: (Micros, Micros),
    rows: &Bitmap,
    zone: &Zone,
) -> Result<Arc<Buckets>, Failure> {
    if let Some(buckets) = shard.buckets(column, bucket, zone) {
        return Ok(buckets);
    }
    let column = shard.column(column);
    let Data::Time { values, .. } = &column.data else {
        return Err(Failure::new(words::asking::does_not_hold_times(&column.name), ""));
    };
    let times = values.iter().flat_map(|segment| segment.iter()).enumerate();
    let times = times.map(|(row, &at)| (rows.get(row) && !column.is_null(row)).then_some(at));
    match Buckets::new(times, range, bucket, zone) {
        Some(buckets) => Ok(Arc::new(buckets)),
        None => Err(bucket
            .filled(range.0, range.1, zone)
            .err()
            .unwrap_or_else(|| Failure::new(words::asking::TOO_MANY_BUCKETS, words::asking::CHOOSE_WIDER_ONE))),
    }
}

/// The kind of a key's values.
pub fn kind(key: &Key, schema: &Schema) -> Kind {
    match key {
        Key::Column(name) => crate::query::atom::element_kind(schema.kind(name)),
        Key::Time { .. } => Kind::Time,
        Key::Phase { .. } => Kind::Integer,
        Key::Bin { column, .. } => schema.kind(column),
    }
}

/// A value as a key of this kind, where it was written as another number.
pub fn key_value(value: &Value, kind: Kind) -> Atom {
    match (kind, value) {
        (Kind::Number, Value::Integer(value)) => Atom::of(Value::Number(*value as f64)),
        (_, value) => Atom::of(value.clone()),
    }
}
