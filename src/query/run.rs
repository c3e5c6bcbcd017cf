//! A query from its first shard to its answers, in steps that may run in different places.
//!
//! [`Schema::resolve`] once, [`scan`] for each shard, [`merge`] in any order, [`finish`] once; [`answer`] is all of these in one place.
//! Where the table lies in several shards, what they know together is first written into the query, for as long as [`Prior::needed`] says so.

use super::ask::count::Count;
use super::ask::distribution::{self, Distribution};
use super::ask::facet::{self, Facet};
use super::ask::find::{self, Find};
use super::ask::group::{self, Group};
use super::ask::histogram::{self, Histogram};
use super::ask::hit::{self, Hit};
use super::ask::marks::Marks;
use super::ask::page::{self, Page};
use super::ask::pivot::{self, Pivot};
use super::ask::record::Record;
use super::ask::week::{self, Week};
use super::ask::{Ask, Baseline, Context, Differences, Firsts, Pairs, Posed, Question, Sample, Sequences, Sessions};
use super::ask::{baseline, context, difference, first, pair, sample, sequence, session};
use super::prior::Prior;
use super::rows::Rows;
use super::schema::Schema;
use super::shard::{Cache, Shard};
use super::working::Working;
use super::{Answer, Answers, Failure, Query};
use crate::table::Dataset;
use crate::words;
use serde::{Deserialize, Serialize};

/// What a shard answers to a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partials {
    /// Rows that matched the filter.
    pub rows: u64,
    /// One for each ask, in order.
    pub partials: Vec<Partial>,
}

/// What a shard answers to one ask.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Partial {
    Count(u64),
    Facet(facet::Partial),
    Histogram(histogram::Partial),
    Group(group::Partial),
    Pivot(pivot::Partial),
    Distribution(distribution::Partial),
    Week(week::Partial),
    Page(page::Partial),
    Record(Option<super::answer::Record>),
    Find(find::Partial),
    Hit(hit::Partial),
    Marks(page::Partial),
    Context(context::Partial),
    Sessions(session::Partial),
    Sequences(sequence::Partial),
    Pairs(pair::Partial),
    Firsts(first::Partial),
    Baseline(baseline::Partial),
    Differences(difference::Partial),
    Sample(sample::Partial),
}

/// A question in the shape of all questions: partial answers in, partial answers out.
trait Asked {
    fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure>;
    fn merge(&self, a: Partial, b: Partial) -> Result<Partial, Failure>;
    fn named(&self, partial: Partial, shard: &Shard<'_>) -> Result<Partial, Failure>;
    fn finish(&self, partial: Partial) -> Result<Answer, Failure>;
}

fn mismatch() -> Failure {
    Failure::new(words::asking::PARTIAL_ANSWERS_OF_DIFFERENT_QUESTIONS, "")
}

macro_rules! asked {
    ($($question:ty => $variant:ident),*) => {$(
        impl Asked for $question {
            fn scan(&self, shard: &Shard<'_>, rows: &Rows<'_>) -> Result<Partial, Failure> {
                Question::scan(self, shard, rows).map(Partial::$variant)
            }
            fn merge(&self, a: Partial, b: Partial) -> Result<Partial, Failure> {
                match (a, b) {
                    (Partial::$variant(a), Partial::$variant(b)) => Ok(Partial::$variant(Question::merge(self, a, b))),
                    _ => Err(mismatch()),
                }
            }
            fn named(&self, partial: Partial, shard: &Shard<'_>) -> Result<Partial, Failure> {
                match partial {
                    Partial::$variant(partial) => Ok(Partial::$variant(Question::named(self, partial, shard))),
                    _ => Err(mismatch()),
                }
            }
            fn finish(&self, partial: Partial) -> Result<Answer, Failure> {
                match partial {
                    Partial::$variant(partial) => Question::finish(self, partial),
                    _ => Err(mismatch()),
                }
            }
        }
    )*};
}

asked!(
    Count => Count,
    Facet<'_> => Facet,
    Histogram<'_> => Histogram,
    Group<'_> => Group,
    Pivot<'_> => Pivot,
    Distribution<'_> => Distribution,
    Week<'_> => Week,
    Page<'_> => Page,
    Record => Record,
    Find<'_> => Find,
    Hit<'_> => Hit,
    Marks<'_> => Marks
);
asked!(
    Posed<'_, Context> => Context, Posed<'_, Sessions> => Sessions, Posed<'_, Sequences> => Sequences, Posed<'_, Pairs> => Pairs,
    Posed<'_, Firsts> => Firsts, Posed<'_, Baseline> => Baseline, Posed<'_, Differences> => Differences, Posed<'_, Sample> => Sample
);

/// An ask that answers itself, as a question.
fn posed<'q, A>(ask: &'q A, query: &'q Query, schema: &'q Schema) -> Box<dyn Asked + 'q>
where
    Posed<'q, A>: Asked,
{
    Box::new(Posed {
        ask,
        zone: &query.zone,
        schema,
    })
}

/// The question of an ask: the one place that knows them all.
fn question<'q>(ask: &'q Ask, query: &'q Query, schema: &'q Schema) -> Box<dyn Asked + 'q> {
    let zone = &query.zone;
    match ask {
        Ask::Count => Box::new(Count),
        Ask::Facet {
            column,
            limit,
            search,
            ranking,
            offset,
            seen,
        } => Box::new(Facet {
            column,
            limit: *limit,
            search,
            ranking: *ranking,
            offset: *offset,
            seen: seen.as_deref(),
        }),
        Ask::Histogram {
            column,
            bucket,
            by,
            series,
        } => Box::new(Histogram {
            column,
            bucket: *bucket,
            by: by.as_deref(),
            series: *series,
            zone,
        }),
        Ask::Group {
            by,
            measures,
            having,
            sort,
            limit,
            rest,
        } => {
            let group = Group::new(by, measures, having, zone, schema);
            Box::new(group.sorted(sort).limited(*limit, *rest))
        }
        Ask::Pivot {
            rows,
            columns,
            measures,
        } => Box::new(Pivot::new(rows, columns, measures, zone, schema)),
        Ask::Distribution {
            column,
            bins,
            by,
            series,
        } => Box::new(Distribution {
            column,
            kind: schema.kind(column),
            bins: *bins,
            by: by.as_deref(),
            series: *series,
        }),
        Ask::Week { column, only } => Box::new(Week {
            column,
            only: only.as_ref(),
            zone,
        }),
        Ask::Page {
            sort,
            offset,
            limit,
            columns,
        } => Box::new(Page {
            sort,
            offset: *offset,
            limit: *limit,
            columns: Page::columns(columns.as_deref(), schema),
        }),
        Ask::Record { row } => Box::new(Record { row: *row }),
        Ask::Find { row, sort } => Box::new(Find { row: *row, sort }),
        Ask::Hit {
            test,
            sort,
            from,
            forward,
        } => Box::new(Hit {
            test,
            sort,
            from: *from,
            forward: *forward,
            zone,
        }),
        Ask::Marks {
            tests,
            sort,
            offset,
            limit,
        } => Box::new(Marks::new(tests, sort, *offset, *limit, zone)),
        Ask::Context(ask) => posed(ask, query, schema),
        Ask::Sessions(ask) => posed(ask, query, schema),
        Ask::Sequences(ask) => posed(ask, query, schema),
        Ask::Pairs(ask) => posed(ask, query, schema),
        Ask::Firsts(ask) => posed(ask, query, schema),
        Ask::Baseline(ask) => posed(ask, query, schema),
        Ask::Differences(ask) => posed(ask, query, schema),
        Ask::Sample(ask) => posed(ask, query, schema),
    }
}

/// The partial answers of one shard to a resolved query.
pub fn scan(shard: &Shard<'_>, query: &Query, schema: &Schema) -> Result<Partials, Failure> {
    let (schema, columns) = &schema.with(&query.columns);
    let working = Working::new(schema, columns, &query.zone);
    let shard = &shard.with(&working);
    let rows = Rows::of(shard, &query.filter, &query.zone)?;
    let partials = query
        .asks
        .iter()
        .map(|ask| question(ask, query, schema).scan(shard, &rows))
        .collect::<Result<_, _>>()?;
    Ok(Partials {
        rows: rows.count_ones() as u64,
        partials,
    })
}

/// The partial answers of two parts of the table as those of both. Associative, and the order does not matter.
pub fn merge(a: Partials, b: Partials, query: &Query, schema: &Schema) -> Result<Partials, Failure> {
    let (schema, _) = &schema.with(&query.columns);
    let pairs = a.partials.into_iter().zip(b.partials).zip(&query.asks);
    let partials = pairs
        .map(|((a, b), ask)| question(ask, query, schema).merge(a, b))
        .collect::<Result<_, _>>()?;
    Ok(Partials {
        rows: a.rows + b.rows,
        partials,
    })
}

/// The partial answers of all shards cut out of one table, with values in the place of codes; any of these shards knows them.
pub fn named(partials: Partials, shard: &Shard<'_>, query: &Query, schema: &Schema) -> Result<Partials, Failure> {
    let (schema, _) = &schema.with(&query.columns);
    let pairs = partials.partials.into_iter().zip(&query.asks);
    let named = pairs.map(|(partial, ask)| question(ask, query, schema).named(partial, shard));
    Ok(Partials {
        partials: named.collect::<Result<_, _>>()?,
        ..partials
    })
}

/// The answers, once all shards are merged. Leaves `micros` at 0, for the caller who has a clock.
pub fn finish(partials: Partials, query: &Query, schema: &Schema) -> Result<Answers, Failure> {
    let (schema, _) = &schema.with(&query.columns);
    let pairs = partials.partials.into_iter().zip(&query.asks);
    let answers = pairs
        .map(|(partial, ask)| question(ask, query, schema).finish(partial))
        .collect::<Result<_, _>>()?;
    Ok(Answers {
        answers,
        rows: partials.rows,
        micros: 0,
        workers: 0,
    })
}

/// Answers a query over datasets that together are one table, each with the cache that belongs to it.
pub fn answer(shards: &[(&Dataset, &Cache)], query: &Query) -> Result<Answers, Failure> {
    let schema = Schema::of(shards.iter().map(|(data, _)| *data));
    let query = schema.resolve(query)?;
    let empty = (Dataset::default(), Cache::default());
    let shards = if shards.is_empty() {
        &[(&empty.0, &empty.1)]
    } else {
        shards
    };
    let mut rows = 0;
    let placed = shards.iter().map(|&(data, cache)| {
        let first = rows;
        rows += data.rows as u64;
        Shard::new(data, cache, first, shards.len() == 1)
    });
    let shards: Vec<Shard<'_>> = placed.collect();
    let mut query = query;
    // Each computed column may ask about the one before it, and all else about these.
    for _ in 0..=query.columns.len() {
        if shards.len() == 1 || !Prior::needed(&query) {
            break;
        }
        let known = shards
            .iter()
            .map(|shard| Prior::of(shard, &query, &schema))
            .reduce(Prior::merge);
        query = known.unwrap_or_default().settle(query);
    }
    let mut merged: Option<Partials> = None;
    for shard in &shards {
        let partials = scan(shard, &query, &schema)?;
        merged = Some(match merged {
            Some(before) => merge(before, partials, &query, &schema)?,
            None => partials,
        });
    }
    merged.map_or_else(|| Ok(Answers::default()), |merged| finish(merged, &query, &schema))
}
