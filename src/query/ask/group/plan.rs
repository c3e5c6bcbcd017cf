//! What has to be tallied for some measures, each thing once, and how the measures are read from it.

use super::super::{Measure, Order};
use super::measured::{Edge, Measured};
use super::tally::Tally;
use crate::query::atom::{Atom, Real, element_kind};
use crate::query::bind::{CellTest, Test, bind};
use crate::query::filter::filter;
use crate::query::formula::{self, Piece};
use crate::query::schema::Schema;
use crate::query::shard::Shard;
use crate::query::{Failure, Predicate};
use crate::value::{Kind, Value, Zone};

/// One thing to tally.
enum Tallied<'q> {
    Count,
    CountIf(&'q Predicate),
    Distinct(&'q str),
    Best(&'q str, Order),
    Sum(&'q str),
    Spread(&'q str),
    Mode(&'q str),
    Edge {
        of: &'q str,
        by: &'q str,
        edge: Edge,
    },
    /// What a formula aggregates.
    Piece(Piece),
}

impl Tallied<'_> {
    /// Whether this is the very same; pieces of formulas are taken to differ.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Count, Self::Count) => true,
            (Self::CountIf(a), Self::CountIf(b)) => a == b,
            (Self::Best(a, order), Self::Best(b, other)) => a == b && order == other,
            (Self::Distinct(a), Self::Distinct(b))
            | (Self::Sum(a), Self::Sum(b))
            | (Self::Spread(a), Self::Spread(b))
            | (Self::Mode(a), Self::Mode(b)) => a == b,
            (
                Self::Edge { of, by, edge },
                Self::Edge {
                    of: other,
                    by: time,
                    edge: end,
                },
            ) => of == other && by == time && edge == end,
            _ => false,
        }
    }
}

/// How a measure comes from what was tallied, which is known by its position.
enum Read {
    Value(usize),
    Mean(usize),
    /// The percentile at this position among those of the tally.
    Percentile(usize, usize),
    Ratio(usize, usize),
    Share(Box<Self>, Whole),
    /// What becomes of the pieces of a formula.
    Formula(formula::Plan, Vec<Self>),
}

/// Of what a share is a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    Parent,
    Total,
    Row,
    Column,
}

/// The plan of some measures.
pub struct Plan<'q> {
    measures: &'q [Measure],
    tallied: Vec<Tallied<'q>>,
    /// The percentiles of each spread, none for all else.
    percents: Vec<Vec<f64>>,
    reads: Vec<Read>,
    /// Why there is no plan, where a formula does not fit the columns.
    failed: Option<Failure>,
    zone: &'q Zone,
    schema: &'q Schema,
}

/// What was measured of a group and of the groups that it is a part of.
#[derive(Clone, Copy)]
pub struct Within<'m> {
    pub own: &'m [Measured],
    /// `None` where it is part of several.
    pub parent: Option<&'m [Measured]>,
    pub total: Option<&'m [Measured]>,
    /// The line of a pivot that it stands in.
    pub row: Option<&'m [Measured]>,
    /// The column of a pivot that it stands in.
    pub column: Option<&'m [Measured]>,
}

impl<'q> Plan<'q> {
    /// The plan of these measures.
    pub fn of(measures: &'q [Measure], zone: &'q Zone, schema: &'q Schema) -> Self {
        let mut plan = Self {
            measures,
            tallied: Vec::new(),
            percents: Vec::new(),
            reads: Vec::new(),
            failed: None,
            zone,
            schema,
        };
        plan.reads = measures.iter().map(|measure| plan.read(measure)).collect();
        plan
    }

    fn position(&mut self, tallied: Tallied<'q>) -> usize {
        let known = self.tallied.iter().position(|known| known.same(&tallied));
        known.unwrap_or_else(|| {
            self.tallied.push(tallied);
            self.percents.push(Vec::new());
            self.tallied.len() - 1
        })
    }

    fn read(&mut self, measure: &'q Measure) -> Read {
        let mut percentile = |name: &'q str, percent: f64| {
            let spread = self.position(Tallied::Spread(name));
            self.percents[spread].push(percent);
            Read::Percentile(spread, self.percents[spread].len() - 1)
        };
        let tallied = match measure {
            Measure::Median(name) => return percentile(name, 50.0),
            Measure::Percentile(name, percent) => return percentile(name, *percent),
            Measure::Average(name) => return Read::Mean(self.position(Tallied::Sum(name))),
            Measure::Rate(predicate) => {
                return Read::Ratio(
                    self.position(Tallied::CountIf(predicate)),
                    self.position(Tallied::Count),
                );
            }
            Measure::Formula(formula) => {
                return match formula::Plan::new(formula, self.schema) {
                    Ok(plan) => {
                        let pieces = plan.pieces().into_iter().map(|piece| self.piece(piece)).collect();
                        Read::Formula(plan, pieces)
                    }
                    Err(failure) => {
                        self.failed = Some(failure);
                        Read::Value(self.position(Tallied::Count))
                    }
                };
            }
            Measure::ShareOfParent(inner) => return Read::Share(Box::new(self.read(inner)), Whole::Parent),
            Measure::ShareOfTotal(inner) => return Read::Share(Box::new(self.read(inner)), Whole::Total),
            Measure::ShareOfRow(inner) => return Read::Share(Box::new(self.read(inner)), Whole::Row),
            Measure::ShareOfColumn(inner) => return Read::Share(Box::new(self.read(inner)), Whole::Column),
            Measure::Count => Tallied::Count,
            Measure::CountIf(predicate) => Tallied::CountIf(predicate),
            Measure::Distinct(name) => Tallied::Distinct(name),
            Measure::Min(name) => Tallied::Best(name, Order::Ascending),
            Measure::Max(name) => Tallied::Best(name, Order::Descending),
            Measure::Sum(name) => Tallied::Sum(name),
            Measure::Mode(name) => Tallied::Mode(name),
            Measure::First { of, by } => Tallied::Edge {
                of,
                by,
                edge: Edge::First,
            },
            Measure::Last { of, by } => Tallied::Edge {
                of,
                by,
                edge: Edge::Last,
            },
        };
        Read::Value(self.position(tallied))
    }

    fn piece(&mut self, piece: Piece) -> Read {
        match piece {
            Piece::Rows => Read::Value(self.position(Tallied::Count)),
            Piece::Average(_) => Read::Mean(self.position(Tallied::Piece(piece))),
            Piece::Percentile { percent, .. } => {
                let spread = self.position(Tallied::Piece(piece));
                self.percents[spread].push(percent);
                Read::Percentile(spread, 0)
            }
            piece => Read::Value(self.position(Tallied::Piece(piece))),
        }
    }

    /// Whether some measure of groups is a share of this. The column of all groups is the total.
    pub fn shares(&self, whole: Whole) -> bool {
        let alike = |known: Whole| if known == Whole::Column { Whole::Total } else { known };
        let of = |read: &Read| matches!(read, Read::Share(_, known) if alike(*known) == whole);
        self.reads.iter().any(of)
    }

    /// Tallies that have seen no row of the shard yet.
    pub fn tallies<'a>(&self, shard: &Shard<'a>) -> Result<Vec<Tally<'a>>, Failure> {
        if let Some(failure) = &self.failed {
            return Err(failure.clone());
        }
        let tally = |(tallied, percents): (&Tallied<'q>, &Vec<f64>)| {
            Ok(match tallied {
                Tallied::Count => Tally::count(),
                Tallied::CountIf(predicate) => Tally::count_if(filter(shard, &bind(shard, predicate, self.zone)?)),
                Tallied::Distinct(name) => Tally::distinct(shard, shard.index(name)),
                Tallied::Best(name, order) => Tally::best(shard, shard.index(name), *order),
                Tallied::Sum(name) => Tally::sum(shard, shard.index(name)),
                Tallied::Spread(name) => {
                    Tally::spread(shard, shard.index(name), percents.clone(), self.schema.kind(name))
                }
                Tallied::Mode(name) => Tally::mode(shard, shard.index(name)),
                Tallied::Edge { of, by, edge } => Tally::edge(shard, shard.index(of), shard.index(by), *edge),
                Tallied::Piece(piece) => aggregated(shard, piece)?,
            })
        };
        self.tallied.iter().zip(&self.percents).map(tally).collect()
    }

    /// All measures of groups, group by group.
    pub fn values(&self, groups: &[Within<'_>]) -> Vec<Vec<Atom>> {
        let mut rows: Vec<Vec<Atom>> = groups.iter().map(|_| Vec::with_capacity(self.reads.len())).collect();
        for read in &self.reads {
            let column = self.column(read, groups);
            rows.iter_mut().zip(column).for_each(|(row, value)| row.push(value));
        }
        rows
    }

    /// The measure at this position, of groups.
    pub fn measure(&self, position: usize, groups: &[Within<'_>]) -> Vec<Atom> {
        self.column(&self.reads[position], groups)
    }

    /// Whether there are no measures.
    pub fn is_empty(&self) -> bool {
        self.reads.is_empty()
    }

    fn column(&self, read: &Read, groups: &[Within<'_>]) -> Vec<Atom> {
        match read {
            Read::Formula(plan, pieces) => {
                let parts = pieces.iter().map(|piece| self.column(piece, groups)).collect();
                plan.values(parts, groups.len(), self.zone)
            }
            read => groups.iter().map(|&group| self.value(read, group)).collect(),
        }
    }

    fn value(&self, read: &Read, within: Within<'_>) -> Atom {
        match read {
            Read::Value(at) => within.own[*at].value(),
            Read::Mean(at) => within.own[*at].mean(),
            Read::Percentile(at, position) => {
                let kind = match &self.tallied[*at] {
                    Tallied::Spread(name) => self.schema.kind(name),
                    Tallied::Piece(Piece::Percentile { kind, .. }) => *kind,
                    _ => Kind::Number,
                };
                within.own[*at].percentile(*position, self.percents[*at][*position], kind)
            }
            Read::Ratio(part, whole) => ratio(&within.own[*part].value(), &within.own[*whole].value()),
            Read::Share(part, whole) => {
                let whole = match whole {
                    Whole::Parent => within.parent,
                    Whole::Total => within.total,
                    Whole::Row => within.row,
                    Whole::Column => within.column,
                };
                whole.map_or(Atom::Null, |whole| {
                    ratio(
                        &self.value(part, within),
                        &self.value(part, Within { own: whole, ..within }),
                    )
                })
            }
            Read::Formula(..) => self.column(read, &[within]).pop().unwrap_or(Atom::Null),
        }
    }

    /// The kinds of the measures; `beyond` says whether the measure at a position has values beyond all integers.
    pub fn kinds(&self, beyond: impl Fn(usize) -> bool) -> Vec<Kind> {
        let kind = |(at, measure): (usize, &Measure)| match measure {
            Measure::Count | Measure::CountIf(_) | Measure::Distinct(_) => Kind::Integer,
            Measure::Min(name) | Measure::Max(name) | Measure::Mode(name) => element_kind(self.schema.kind(name)),
            Measure::First { of, .. } | Measure::Last { of, .. } => element_kind(self.schema.kind(of)),
            Measure::Sum(_) if beyond(at) => Kind::Number,
            Measure::Sum(name) => self.schema.kind(name),
            Measure::Median(name) | Measure::Percentile(name, _) if self.schema.kind(name) == Kind::Time => Kind::Time,
            Measure::Average(_)
            | Measure::Median(_)
            | Measure::Percentile(..)
            | Measure::Rate(_)
            | Measure::ShareOfParent(_)
            | Measure::ShareOfTotal(_)
            | Measure::ShareOfRow(_)
            | Measure::ShareOfColumn(_) => Kind::Number,
            Measure::Formula(_) => match &self.reads[at] {
                Read::Formula(plan, _) => plan.kind(),
                _ => Kind::Text,
            },
        };
        self.measures.iter().enumerate().map(kind).collect()
    }
}

/// A tally of what a formula aggregates.
fn aggregated<'a>(shard: &Shard<'a>, piece: &Piece) -> Result<Tally<'a>, Failure> {
    Ok(match piece {
        Piece::Rows => Tally::count(),
        Piece::If(condition) => {
            let test = Test::Cells {
                column: shard.formula(condition)?,
                test: CellTest::Truth([false, true]),
            };
            Tally::count_if(filter(shard, &test))
        }
        Piece::Distinct(of) => Tally::distinct(shard, Some(shard.formula(of)?)),
        Piece::Sum(of) | Piece::Average(of) => Tally::sum(shard, Some(shard.formula(of)?)),
        Piece::Min(of) => Tally::best(shard, Some(shard.formula(of)?), Order::Ascending),
        Piece::Max(of) => Tally::best(shard, Some(shard.formula(of)?), Order::Descending),
        Piece::Percentile { of, percent, kind } => {
            Tally::spread(shard, Some(shard.formula(of)?), vec![*percent], *kind)
        }
        Piece::Mode(of) => Tally::mode(shard, Some(shard.formula(of)?)),
        Piece::Edge { of, by, last } => {
            let edge = if *last { Edge::Last } else { Edge::First };
            let by = by.as_ref().map(|by| shard.formula(by)).transpose()?;
            Tally::edge(shard, Some(shard.formula(of)?), by, edge)
        }
    })
}

/// A part of a whole; null where there is none.
fn ratio(part: &Atom, whole: &Atom) -> Atom {
    let number = |atom: &Atom| match atom {
        Atom::Integer(value) => Some(*value as f64),
        Atom::Number(value) => Some(value.get()),
        _ => None,
    };
    match (number(part), number(whole)) {
        (Some(part), Some(whole)) if whole != 0.0 => Atom::Number(Real::new(part / whole)),
        _ => Atom::Null,
    }
}

/// Whether any of these values is a floating-point number.
pub fn any_real<'v>(values: impl IntoIterator<Item = &'v Value>) -> bool {
    values.into_iter().any(|value| matches!(value, Value::Number(_)))
}
