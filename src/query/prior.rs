//! What must be known of the whole table before a shard that is only a part of it can be scanned: where a row stands that lies in
//! another shard, and which rows are the first with their values.

use super::ask::context::Anchor;
use super::ask::{Ask, Measure};
use super::atom::Atom;
use super::first::{each, present};
use super::seen::Firsts;
use super::shard::Shard;
use super::trail::Moment;
use super::working::Working;
use super::{Computed, Map, Predicate, Query, Schema};
use crate::table::Bitmap;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What shards know together, for one resolved query. A shard that stands alone needs none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// For each [`Predicate::First`], in the order in which they stand: combinations of values with their first rows.
    firsts: Vec<Firsts>,
    /// For each [`Ask::Context`]: where its row stands.
    anchors: Vec<Option<Anchor>>,
    /// For what the first computed column asks of values that were seen before and is not told yet. All else waits for that: it may be
    /// asked about this column.
    seen: Option<(usize, Vec<Firsts>)>,
}

impl Prior {
    /// Whether a query needs one; once it is settled, perhaps another.
    pub fn needed(query: &Query) -> bool {
        let mut query = query.clone();
        let open = |ask: &Ask| matches!(ask, Ask::Context(context) if context.anchor.is_none());
        untold(&query).is_some() || query.asks.iter().any(open) || !firsts(&mut query).is_empty()
    }

    /// What a shard knows.
    pub fn of(shard: &Shard<'_>, query: &Query, schema: &Schema) -> Self {
        let (schema, columns) = &schema.with(&query.columns);
        let working = Working::new(schema, columns, &query.zone);
        let shard = &shard.with(&working);
        if let Some(at) = untold(query) {
            let checked = query.columns[at].formula.rows(schema);
            let firsts = checked.map(|checked| checked.seen().map(|seen| seen.firsts(shard)).collect());
            return Self {
                seen: Some((at, firsts.unwrap_or_default())),
                ..Self::default()
            };
        }
        let mut query = query.clone();
        let anchors = query.asks.iter().filter_map(|ask| match ask {
            Ask::Context(context) => Some(context.anchor(shard)),
            _ => None,
        });
        Self {
            anchors: anchors.collect(),
            firsts: firsts(&mut query).into_iter().map(|test| seen(shard, test)).collect(),
            seen: None,
        }
    }

    /// What two shards know; the order does not matter.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let anchors = self.anchors.into_iter().zip(other.anchors);
        let first = |(a, b): (Firsts, Firsts)| -> Firsts {
            let mut first: Map<Vec<Atom>, Moment> = Map::default();
            for (atoms, moment) in a.into_iter().chain(b) {
                first
                    .entry(atoms)
                    .and_modify(|known| *known = moment.min(*known))
                    .or_insert(moment);
            }
            first.into_iter().collect()
        };
        let firsts = self.firsts.into_iter().zip(other.firsts).map(first);
        let both = self.seen.zip(other.seen);
        Self {
            seen: both.map(|((at, a), (_, b))| (at, a.into_iter().zip(b).map(first).collect())),
            firsts: firsts.collect(),
            anchors: anchors.map(|(a, b)| a.or(b)).collect(),
        }
    }

    /// The query as it is asked of each shard: with what the table knows written into it.
    #[must_use]
    pub fn settle(self, mut query: Query) -> Query {
        if let Some((at, known)) = self.seen {
            if let Some(column) = query.columns.get_mut(at) {
                column.formula = column.formula.clone().knowing(Arc::new(known));
            }
            return query;
        }
        for (test, seen) in firsts(&mut query).into_iter().zip(self.firsts) {
            *test = Predicate::rows(seen.into_iter().map(|(_, moment)| moment.row));
        }
        let contexts = query.asks.iter_mut().filter_map(|ask| match ask {
            Ask::Context(context) => Some(context),
            _ => None,
        });
        contexts
            .zip(self.anchors)
            .for_each(|(context, anchor)| context.anchor = anchor);
        query
    }
}

/// The first computed column that asks what was seen before and is not told yet.
fn untold(query: &Query) -> Option<usize> {
    let untold = |column: &Computed| column.formula.known().is_empty() && column.formula.looks_back();
    query.columns.iter().position(untold)
}

/// The first rows of a shard with the values that a test is about.
fn seen(shard: &Shard<'_>, test: &Predicate) -> Vec<(Vec<Atom>, Moment)> {
    let mut seen = Vec::new();
    if let Predicate::First { columns, time } = test
        && let Some(columns) = present(shard, columns)
    {
        let time = time.as_ref().and_then(|time| shard.index(time));
        let keys: Vec<_> = columns.iter().map(|&column| shard.keys(column)).collect();
        let all = Bitmap::new(shard.data.rows, true);
        each(shard, time, &columns, &all, |row, codes| {
            let atoms = keys.iter().zip(codes).map(|(keys, &code)| keys.atom(code)).collect();
            seen.push((atoms, Moment::of(shard, time, row)));
        });
    }
    seen
}

/// Every test of a query for what is first, wherever it stands.
fn firsts(query: &mut Query) -> Vec<&mut Predicate> {
    let mut found = Vec::new();
    gather(&mut query.filter, &mut found);
    for ask in &mut query.asks {
        predicates(ask)
            .into_iter()
            .for_each(|predicate| gather(predicate, &mut found));
    }
    found
}

fn gather<'p>(predicate: &'p mut Predicate, found: &mut Vec<&'p mut Predicate>) {
    match predicate {
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter_mut().for_each(|part| gather(part, found)),
        Predicate::Not(inner) => gather(inner, found),
        Predicate::First { .. } => found.push(predicate),
        _ => {}
    }
}

impl Query {
    /// Whether a text is looked for in every column.
    pub fn is_anywhere(&self) -> bool {
        let mut query = self.clone();
        anywhere(&query.filter) || query.asks.iter_mut().flat_map(predicates).any(|test| anywhere(test))
    }
}

fn anywhere(predicate: &Predicate) -> bool {
    match predicate {
        Predicate::And(parts) | Predicate::Or(parts) => parts.iter().any(anywhere),
        Predicate::Not(inner) | Predicate::Every { each: inner, .. } => anywhere(inner),
        Predicate::Anywhere(_) | Predicate::AnywhereExactly(_) => true,
        _ => false,
    }
}

/// The predicates within an ask.
fn predicates(ask: &mut Ask) -> Vec<&mut Predicate> {
    match ask {
        Ask::Group { measures, .. } | Ask::Pivot { measures, .. } => {
            measures.iter_mut().filter_map(Measure::predicate).collect()
        }
        Ask::Week { only, .. } => only.iter_mut().collect(),
        Ask::Sequences(sequences) => sequences.steps.iter_mut().map(|step| &mut step.filter).collect(),
        Ask::Firsts(firsts) => vec![&mut firsts.base],
        Ask::Hit { test, .. } => vec![test],
        Ask::Marks { tests, .. } => tests.iter_mut().collect(),
        Ask::Differences(differences) => vec![&mut differences.left, &mut differences.right],
        _ => Vec::new(),
    }
}
