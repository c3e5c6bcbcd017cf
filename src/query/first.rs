//! Rows in which values are seen for the first time.

use super::Order;
use super::keys::Keys;
use super::order::nulls;
use super::shard::Shard;
use crate::table::Bitmap;
use std::collections::HashSet;
use std::sync::Arc;

/// The rows in which a value of this column, or a combination of values of several, is seen for the first time in the shard, in the
/// order of a time column or else of the rows; kept for later. Null is no value, and of a list each element is one.
pub fn firsts(shard: &Shard<'_>, time: Option<usize>, columns: &[String]) -> Arc<Bitmap> {
    let Some(columns) = present(shard, columns) else {
        return Arc::new(Bitmap::new(shard.data.rows, false));
    };
    shard.firsts(time, &columns, || {
        let mut found = Bitmap::new(shard.data.rows, false);
        let all = Bitmap::new(shard.data.rows, true);
        each(shard, time, &columns, &all, |row, _| found.set(row, true));
        found
    })
}

/// Where the columns are; `None` if the shard lacks one, which is then null throughout.
pub fn present(shard: &Shard<'_>, columns: &[String]) -> Option<Vec<usize>> {
    columns.iter().map(|name| shard.index(name)).collect()
}

/// Calls `found` for each combination of values with the first of these rows that has it, and with the codes of the values.
pub fn each(
    shard: &Shard<'_>,
    time: Option<usize>,
    columns: &[usize],
    rows: &Bitmap,
    mut found: impl FnMut(usize, &[u32]),
) {
    let keys: Vec<_> = columns.iter().map(|&column| shard.keys(column)).collect();
    let mut rows = rows.clone();
    keys.iter()
        .for_each(|keys| rows.and_not(&nulls(&keys.codes, shard.data.rows)));
    let by: Vec<_> = time.into_iter().map(|time| (time, Order::Ascending)).collect();
    let order = shard.sorted(&by);
    let in_time = order.rows.iter().map(|&row| row as usize).filter(|&row| rows.get(row));
    if keys.iter().all(|keys| keys.members.is_none()) {
        let parts = shard.parts(columns);
        let mut seen = vec![false; parts.firsts.len()];
        for row in in_time {
            if !std::mem::replace(&mut seen[parts.of[row] as usize], true) {
                let codes: Vec<u32> = keys.iter().map(|keys| keys.codes.code(row)).collect();
                found(row, &codes);
            }
        }
        return;
    }
    let mut seen: HashSet<Vec<u32>> = HashSet::new();
    for row in in_time {
        let values: Vec<Vec<u32>> = keys.iter().map(|keys| members(keys, row)).collect();
        combinations(&values, &mut Vec::new(), &mut |codes| {
            if !seen.contains(codes) {
                seen.insert(codes.to_vec());
                found(row, codes);
            }
        });
    }
}

/// The values of a row: of a list each of its distinct elements.
pub fn members(keys: &Keys, row: usize) -> Vec<u32> {
    match (&keys.members, keys.codes.code(row)) {
        (Some(members), code) => members.unique(code as usize).to_vec(),
        (None, code) => vec![code],
    }
}

/// Calls `each` with one of each of these, in every way.
pub fn combinations(values: &[Vec<u32>], chosen: &mut Vec<u32>, each: &mut dyn FnMut(&[u32])) {
    let Some((first, rest)) = values.split_first() else {
        return each(chosen);
    };
    for &value in first {
        chosen.push(value);
        combinations(rest, chosen, each);
        chosen.pop();
    }
}
