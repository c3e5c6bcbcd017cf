//! A formula as a column of a shard: worked out once per distinct value, or combination of values, where there are few, else row by row.

mod out;
mod source;

use super::eval::{Batch, evaluate};
use super::lookup::prepare;
use super::typed::{Checked, Leaf, Node, Typed, seen_kind};
use super::vector::{Vector, at};
use crate::arrange;
use crate::query::keys::recode;
use crate::query::{Map, kernel, order};
use crate::table::{Coded, Codes, Column, Data, Dataset, SEGMENT, number};
use crate::value::{Kind, Zone};
use out::{Out, Wholes};
use source::Source;
use std::borrow::Cow;
use std::sync::Arc;

/// Most combinations of values that are worked out before rows are.
const COMBINATIONS: usize = 1 << 20;

/// The column of a checked formula over the rows of a table; `columns` are those of its leaves, `None` where the table lacks one.
pub(in crate::query) fn make(checked: &Checked, columns: &[Option<&Column>], data: &Dataset, zone: &Zone) -> Column {
    let (kind, rows) = (checked.kind(), data.rows);
    prepare(&checked.root, data, zone);
    let sources: Vec<Source<'_>> = checked
        .leaves
        .iter()
        .zip(columns)
        .map(|(leaf, column)| match (leaf, column) {
            (Leaf::Column(_, kind), Some(column)) => Source::of(column, *kind),
            (Leaf::Seen(seen), Some(column)) => Source::of(column, seen_kind(seen)),
            (Leaf::Seen(seen), None) => Source::Missing(seen_kind(seen)),
            (Leaf::Column(_, kind) | Leaf::Part(_, kind), _) => Source::Missing(*kind),
        })
        .collect();
    let data = match combinations(&sources, rows) {
        Some(space) => by_combination(&checked.root, kind, &sources, space, rows, zone),
        None => by_row(&checked.root, kind, sources, rows, zone),
    };
    column(kind, data, rows)
}

/// A column of times.
pub(in crate::query) fn times(values: impl Iterator<Item = Option<i64>>) -> Column {
    let values: Vec<Option<i64>> = values.collect();
    let mut out = Wholes::default();
    values
        .chunks(SEGMENT)
        .for_each(|segment| out.extend(segment.iter().copied()));
    column(Kind::Time, out.times(), values.len())
}

/// A column of conditions.
pub(in crate::query) fn booleans(values: impl Iterator<Item = bool>) -> Column {
    let codes: Vec<u32> = values.map(|value| 1 + u32::from(value)).collect();
    let rows = codes.len();
    column(Kind::Boolean, Out::Boolean(codes).done(), rows)
}

fn column(kind: Kind, data: Data, rows: usize) -> Column {
    let (nulls, distinct) = match &data {
        Data::Codes(coded) => (order::nulls(&coded.codes, rows).count_ones(), coded.dictionary.len()),
        Data::Plain { present, .. }
        | Data::Integer { present, .. }
        | Data::Number { present, .. }
        | Data::Time { present, .. } => {
            let nulls = present.as_ref().map_or(0, |present| rows - present.count_ones());
            (nulls, rows - nulls)
        }
    };
    Column {
        name: "".into(),
        kind,
        nulls,
        distinct,
        data,
        note: None,
    }
}
/// How many combinations of values there may be, where all leaves have codes and that is worth it.
fn combinations(sources: &[Source<'_>], rows: usize) -> Option<usize> {
    let mut widths = sources.iter().map(Source::width);
    let space = widths.try_fold(1usize, |space, width| space.checked_mul(width?))?;
    let coded = sources
        .iter()
        .filter(|source| matches!(source, Source::Coded(..)))
        .count();
    (coded <= 1 || space <= COMBINATIONS.min(rows.max(4096))).then_some(space)
}

fn by_combination(root: &Typed, kind: Kind, sources: &[Source<'_>], space: usize, rows: usize, zone: &Zone) -> Data {
    let coded: Vec<(usize, &Coded, &Vector<'_>)> = sources
        .iter()
        .enumerate()
        .filter_map(|(at, source)| match source {
            Source::Coded(coded, values) => Some((at, *coded, values)),
            _ => None,
        })
        .collect();
    let given = |pick: &dyn Fn(usize) -> Option<Vec<usize>>, rows: usize| {
        let leaves = sources.iter().enumerate().map(|(at, source)| match (source, pick(at)) {
            (Source::Coded(_, values), Some(codes)) => values.gather(codes.into_iter()),
            (Source::Coded(_, values), None) => values.gather(0..rows),
            (Source::Rows(_, kind) | Source::Missing(kind), _) => Vector::null(*kind),
        });
        Batch {
            rows,
            leaves: leaves.collect(),
            zone,
        }
    };
    match coded[..] {
        [] => {
            let batch = given(&|_| None, 1);
            let found = evaluate(root, &batch);
            coded_as(
                kind,
                &found,
                1,
                rows,
                &mut |codes| kernel::narrow(&vec![codes[0]; rows], codes[0]),
                &mut |_| 0,
            )
        }
        [(_, one, values)] => {
            let batch = given(&|_| None, values.len());
            let found = evaluate(root, &batch);
            let highest = |codes: &[u32]| codes.iter().copied().max().unwrap_or(0);
            coded_as(
                kind,
                &found,
                values.len(),
                rows,
                &mut |codes| recode(&one.codes, codes, highest(codes)),
                &mut |row| one.codes.code(row) as usize,
            )
        }
        _ => {
            let widths: Vec<usize> = coded.iter().map(|(_, coded, _)| coded.dictionary.len() + 1).collect();
            let (numbers, seen) = combined(&coded, &widths, space, rows);
            let code = |combined: u32, lane: usize| {
                let below: usize = widths[lane + 1..].iter().product();
                combined as usize / below % widths[lane]
            };
            let pick = |at: usize| {
                let lane = coded.iter().position(|&(leaf, ..)| leaf == at)?;
                Some(seen.iter().map(|&combined| code(combined, lane)).collect())
            };
            let batch = given(&pick, seen.len());
            let found = evaluate(root, &batch);
            coded_as(
                kind,
                &found,
                seen.len(),
                rows,
                &mut |codes| {
                    let highest = codes.iter().copied().max().unwrap_or(0);
                    let codes: Vec<u32> = numbers.iter().map(|&number| codes[number as usize]).collect();
                    kernel::narrow(&codes, highest)
                },
                &mut |row| numbers[row] as usize,
            )
        }
    }
}

/// For each row the number of its combination, and of each number the combined code.
fn combined(
    coded: &[(usize, &Coded, &Vector<'_>)],
    widths: &[usize],
    space: usize,
    rows: usize,
) -> (Vec<u32>, Vec<u32>) {
    let mut slots = vec![u32::MAX; space];
    let mut seen = Vec::new();
    let mut numbers = Vec::with_capacity(rows);
    let mut codes = Vec::new();
    for index in 0..rows.div_ceil(SEGMENT) {
        codes.clear();
        codes.resize(SEGMENT.min(rows - index * SEGMENT), 0u32);
        for ((_, coded, _), &width) in coded.iter().zip(widths) {
            kernel::combine(coded.codes.segment(index), width as u32, &mut codes);
        }
        numbers.extend(codes.iter().map(|&code| {
            let slot = &mut slots[code as usize];
            if *slot == u32::MAX {
                *slot = seen.len() as u32;
                seen.push(code);
            }
            *slot
        }));
    }
    (numbers, seen)
}

/// A column of the values that were found: `codes` makes the rows' codes from a code for each of them, `of` says which a row has.
fn coded_as(
    kind: Kind,
    found: &Vector<'_>,
    count: usize,
    rows: usize,
    codes: &mut dyn FnMut(&[u32]) -> Codes,
    of: &mut dyn FnMut(usize) -> usize,
) -> Data {
    if kind == Kind::Time {
        let mut out = Wholes::default();
        for start in (0..rows).step_by(SEGMENT) {
            let rows = start..rows.min(start + SEGMENT);
            out.extend(rows.map(|row| at(found.wholes(), of(row)).copied()));
        }
        return out.times();
    }
    let mut texts: Vec<Cow<'_, str>> = Vec::new();
    let mut known: Map<Cow<'_, str>, u32> = Map::default();
    let table: Vec<u32> = (0..count)
        .map(|at| match text(found, at) {
            None => 0,
            Some(text) => *known.entry(text).or_insert_with_key(|text| {
                texts.push(text.clone());
                texts.len() as u32
            }),
        })
        .collect();
    Data::Codes(Coded {
        codes: codes(&table),
        dictionary: Arc::new(texts.iter().map(|text| &**text).collect()),
    })
}

/// A value as a dictionary has it.
fn text<'v>(found: &'v Vector<'_>, row: usize) -> Option<Cow<'v, str>> {
    Some(match found {
        Vector::Boolean(values) => Cow::Borrowed(if *at(values, row)? { "true" } else { "false" }),
        Vector::Whole(values) => Cow::Owned(at(values, row)?.to_string()),
        Vector::Real(values) => Cow::Owned(number(*at(values, row)?)),
        Vector::Text(values) => Cow::Borrowed(at(values, row)?),
    })
}

fn by_row<'a>(root: &Typed, kind: Kind, mut sources: Vec<Source<'a>>, rows: usize, zone: &'a Zone) -> Data {
    let mut root = root.clone();
    lift(&mut root, &mut sources, zone);
    let mut out = Out::new(kind, rows);
    for index in 0..rows.div_ceil(SEGMENT) {
        let here = SEGMENT.min(rows - index * SEGMENT);
        let batch = Batch {
            rows: here,
            leaves: sources.iter().map(|source| source.segment(index)).collect(),
            zone,
        };
        out.take(&evaluate(&root, &batch), here);
    }
    out.done()
}

/// Works out every part that depends on one coded column only, once per value, and makes a leaf of it.
fn lift<'a>(typed: &mut Typed, sources: &mut Vec<Source<'a>>, zone: &'a Zone) {
    let mut leaves = Vec::new();
    typed.each_leaf(&mut |leaf| leaves.push(leaf));
    arrange::ascending(&mut leaves);
    leaves.dedup();
    if let ([leaf], false) = (&leaves[..], matches!(typed.node, Node::Leaf(_)))
        && let Source::Coded(coded, values) = &sources[*leaf]
    {
        let coded: &'a Coded = coded;
        let mut below = vec![Vector::null(Kind::Text); sources.len()];
        below[*leaf] = values.clone();
        let batch = Batch {
            rows: values.len(),
            leaves: below,
            zone,
        };
        let found = evaluate(typed, &batch).into_owned();
        typed.node = Node::Leaf(sources.len());
        sources.push(Source::Coded(coded, found));
        return;
    }
    typed.parts_mut().into_iter().for_each(|part| lift(part, sources, zone));
}
