//! What a table means: its source, the roles of its columns, the time it covers, and how its columns group.

use super::report::{ColumnReport, LogReport, Logs, Report, Span};
use super::values::{among, classes, failing, failures, meanings};
use crate::arrange;
use crate::table::{Column, DUPLICATE, Data, Dataset, FILE, SEGMENT, says_none};
use crate::value::Value;
use crate::vendor::{self, Candidate, Recognised, Roles, Source, cap, fold, guess, matches, recognise};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Values of a column looked at when its role is guessed.
const SAMPLES: usize = 40;
/// Columns beyond this are not looked at one by one for the category that owns them.
const OWNED: usize = 400;

/// Rows looked at to see whether a column tells events apart.
const LOOKED_AT: usize = 1000;
/// Above this share of the rows one value has nearly all.
const COMMON: f64 = 0.9;
/// Below this share of the rows the commonest values, as many as there are colours, have few.
const SCATTERED: f64 = 0.4;
const COLORS: usize = 8;

/// What a log means, by its columns.
pub(super) struct Meaning {
    pub recognised: Option<Recognised>,
    pub roles: Roles,
    /// As in [`Report::failing`], without the actions.
    pub failing: Vec<(String, Vec<String>)>,
}

/// Fills in everything of the report that the table itself tells, some of whose columns were `plain` before.
pub fn complete(report: &mut Report, dataset: &Dataset, plain: &[Column]) {
    let made = report.logs.as_ref().map(|logs| &logs.made[..]).unwrap_or_default();
    let candidates: Vec<Candidate<'_>> = of_files(dataset, made)
        .map(|column| candidate(column, dataset.rows))
        .collect();
    let whole = meaning(dataset, &candidates);
    let recognised = whole.recognised.as_ref();
    let source = recognised.map(|found| found.source);
    let one = LogReport {
        source: source.map(|source| source.name.clone()),
        files: (0..).take(report.files.len()).collect(),
        within: Vec::new(),
        rows: dataset.rows as u64,
        roles: whole.roles,
        failing: whole.failing,
        parts: BTreeMap::new(),
    };
    let logs = match &report.logs {
        Some(Logs { logs, .. }) => &logs[..],
        None => std::slice::from_ref(&one),
    };
    report.rows = dataset.rows as u64;
    report.print = print(dataset);
    report.memory = memory(dataset, plain);
    report.roles = report.logs.as_ref().map_or(&one.roles, |logs| &logs.roles).clone();
    // Which log an event is of tells most.
    let log = report.logs.as_ref().and_then(|logs| logs.log.clone());
    report.kind = log.clone().or_else(|| kind(&report.roles, dataset));
    report.first = match (recognised, &report.logs) {
        (_, Some(_)) => vec![log.unwrap_or_else(|| FILE.into())],
        (Some(found), None) => found.first_columns(&candidates),
        (None, None) => Vec::new(),
    };
    report.id = recognised.and_then(|found| found.id(&candidates));
    report.failing = failing(&report.roles, logs, dataset);
    let (mut failed, mut told, mut classed) = (Vec::new(), Vec::new(), BTreeMap::new());
    for log in logs {
        let source = log.source.as_deref().and_then(vendor::source);
        for &file in &log.files {
            if let Some(file) = report.files.get_mut(file as usize) {
                file.cap = cap(source, file.rows + file.rejected);
            }
        }
        failures(source, log.roles.outcome.as_deref(), dataset, &mut failed);
        meanings(source, &log.roles, dataset, &mut told);
        classes(source, log.roles.action.as_deref(), dataset, &mut classed);
    }
    report.failures = failed;
    report.meanings = told;
    report.classes = classed.into_iter().collect();
    let source = source.filter(|_| report.logs.is_none());
    let owner = report.roles.category.as_deref().and_then(|name| dataset.column(name));
    report.columns = dataset
        .columns
        .iter()
        .map(|column| describe(column, source, owner, dataset))
        .collect();
    report.time = report
        .roles
        .time
        .as_deref()
        .and_then(|name| span(dataset.column(name)?, source));
    let of_logs = report.logs.iter().flat_map(|logs| &logs.logs);
    let mut spans = of_logs.filter_map(|log| {
        let source = log.source.as_deref().and_then(vendor::source);
        span(dataset.column(log.roles.time.as_deref()?)?, source)
    });
    // What all have in common is UTC; that one of them was taken for it is still an assumption.
    if let (Some(time), Some(part)) = (&mut report.time, spans.find(|span| span.assumed)) {
        (time.zone, time.assumed) = (part.zone, true);
    }
    report.source = one.source;
}

/// Rows whose places in their files tell a log from others.
const PRINTED: usize = 64;

/// [`Report::print`]: how many rows there are, and where some of them stand.
fn print(dataset: &Dataset) -> String {
    if dataset.rows == 0 {
        return String::new();
    }
    let step = dataset.rows.div_ceil(PRINTED);
    let places = (0..dataset.rows).step_by(step).flat_map(|row| {
        let at = dataset.origins.at(row);
        [u64::from(at.file), at.byte, u64::from(at.length)]
    });
    let mix = |hash: u64, number: u64| (hash ^ number).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    let hash = places.fold(dataset.rows as u64 ^ 0xCBF2_9CE4_8422_2325, mix);
    format!("{hash:016x}")
}

/// The columns that the files have, apart from those `made` of them.
pub(super) fn of_files<'a>(dataset: &'a Dataset, made: &'a [String]) -> impl Iterator<Item = &'a Column> {
    let beside = |name: &str| matches!(name, FILE | DUPLICATE) || made.iter().any(|made| made == name);
    dataset.columns.iter().filter(move |column| !beside(&column.name))
}

/// What a log of these columns means.
pub(super) fn meaning(dataset: &Dataset, candidates: &[Candidate<'_>]) -> Meaning {
    let candidates = &*without_table(candidates);
    let recognised = recognise(candidates);
    let mut roles = roles(recognised.as_ref(), candidates);
    // Days alone are less than days together with the clock beside them.
    let with_clock = roles.time.as_deref().and_then(|time| clocked(dataset, time));
    roles.time = with_clock.or(roles.time.take());
    let known = recognised.as_ref().map(|found| found.failing(candidates));
    let failing = known.unwrap_or_default().into_iter().map(|(column, patterns)| {
        let failed = |text: &str| patterns.iter().any(|pattern| matches(pattern, text));
        (among(dataset, &column, &failed), column)
    });
    let failing = failing.filter(|(values, _)| !values.is_empty());
    Meaning {
        failing: failing.map(|(values, column)| (column, values)).collect(),
        recognised,
        roles,
    }
}

/// Log Analytics writes beside each row the name of the table it comes from, as its `Type`: it says nothing of the event.
fn without_table<'a, 'c>(candidates: &'a [Candidate<'c>]) -> Cow<'a, [Candidate<'c>]> {
    let names_table = |column: &Candidate<'_>| column.name == "Type" && column.distinct < 2;
    let of_workspace = |column: &Candidate<'_>| matches!(&*fold(column.name), "timegenerated" | "tenantid");
    if !candidates.iter().any(names_table) || !candidates.iter().any(of_workspace) {
        return Cow::Borrowed(candidates);
    }
    candidates
        .iter()
        .filter(|column| !names_table(column))
        .cloned()
        .collect()
}

/// Bytes that a table, those beside it, and columns as they were before hold.
pub(super) fn memory(dataset: &Dataset, plain: &[Column]) -> u64 {
    let beside = dataset.lookups.iter().map(|lookup| lookup.data.bytes());
    let before = plain.iter().map(Column::bytes);
    (dataset.bytes() + beside.chain(before).sum::<usize>()) as u64
}

/// The column that puts a column of days together with one of clocks.
fn clocked(dataset: &Dataset, days: &str) -> Option<String> {
    let is_date = |column: &Column| match &column.data {
        Data::Time { time, .. } => time.layouts.iter().all(|layout| layout.is_date()),
        _ => true,
    };
    let clock = |name: &str| Some(name.strip_prefix(days)?.strip_prefix(' ')?.to_owned());
    let mut columns = dataset.columns.iter();
    dataset.column(days).filter(|column| is_date(column))?;
    let found = columns
        .find(|column| !is_date(column) && clock(&column.name).is_some_and(|clock| dataset.column(&clock).is_some()));
    found.map(|column| column.name.to_string())
}

fn roles(recognised: Option<&Recognised>, candidates: &[Candidate<'_>]) -> Roles {
    let Some(recognised) = recognised else {
        return guess(candidates);
    };
    let known = recognised.roles(candidates);
    let rest: Vec<Candidate<'_>> = candidates
        .iter()
        .filter(|candidate| !known.plays(candidate.name))
        .cloned()
        .collect();
    let guessed = guess(&rest);
    Roles {
        time: known.time.or(guessed.time),
        actor: known.actor.or(guessed.actor),
        action: known.action.or(guessed.action),
        address: known.address.or(guessed.address),
        ..known
    }
}

/// Of category, action and outcome the one that tells events apart best.
fn kind(roles: &Roles, dataset: &Dataset) -> Option<String> {
    let parts = [&roles.category, &roles.action, &roles.outcome];
    let columns = parts.into_iter().flatten().filter_map(|name| dataset.column(name));
    let best = columns.min_by_key(|column| match spread(column, dataset.rows) {
        Spread::Even if is_level(&column.name) => Spread::Level,
        spread => spread,
    });
    best.map(|column| column.name.to_string())
}

/// How the values of a column divide the rows, the most telling way first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Spread {
    Even,
    /// Evenly, but the values say how grave an event is, not what it was.
    Level,
    /// Each value has few rows.
    Scattered,
    /// One value has nearly all, or most rows have none.
    Alike,
}

/// Whether a column of this name says how grave an event is.
fn is_level(name: &str) -> bool {
    let levels = ["severity", "level", "loglevel", "severitylevel", "priority"];
    fold(name).split('.').any(|part| levels.contains(&part))
}

fn spread(column: &Column, rows: usize) -> Spread {
    let mut counts: HashMap<_, usize> = HashMap::new();
    for row in (0..rows).step_by(rows.div_ceil(LOOKED_AT).max(1)) {
        *counts.entry(column.text(row)).or_default() += 1;
    }
    let missing = counts.get(&None).copied().unwrap_or(0);
    let mut counts: Vec<usize> = counts.into_values().collect();
    arrange::by_key(&mut counts, |&count| Reverse(count));
    let first = |most: usize| counts.iter().take(most).sum::<usize>() as f64;
    let all = first(counts.len());
    if first(1) > COMMON * all || missing as f64 * 2.0 > all {
        Spread::Alike
    } else if first(COLORS) < SCATTERED * all {
        Spread::Scattered
    } else {
        Spread::Even
    }
}

fn candidate(column: &Column, rows: usize) -> Candidate<'_> {
    let present = rows - column.nulls;
    let fill = if rows == 0 { 0.0 } else { present as f64 / rows as f64 };
    let step = (rows / 400).max(1);
    told(column, (0..rows).step_by(step), fill, present)
}

/// Those of these columns that have values in some rows, which stand for `all` of them.
pub(super) fn candidates<'a>(columns: &[&'a Column], rows: &[usize], all: usize) -> Vec<Candidate<'a>> {
    let estimate = |column: &&'a Column| {
        let seen = rows.iter().filter(|&&row| !column.is_null(row)).count();
        let fill = seen as f64 / rows.len().max(1) as f64;
        let estimate = || told(column, rows.iter().copied(), fill, (fill * all as f64) as usize);
        (seen > 0).then(estimate)
    };
    columns.iter().filter_map(estimate).collect()
}

/// What a column is: so full, with so many values, as some of its rows show.
fn told(column: &Column, rows: impl Iterator<Item = usize>, fill: f64, present: usize) -> Candidate<'_> {
    let mut samples = Vec::new();
    let (mut seen, mut empty) = (0_usize, 0_usize);
    for row in rows {
        if samples.len() >= SAMPLES {
            break;
        }
        if let Some(text) = column.text(row) {
            seen += 1;
            empty += usize::from(says_none(&text));
            if !samples.iter().any(|known: &String| *known == *text) {
                samples.push(text.chars().take(100).collect());
            }
        }
    }
    // Where every cell is quoted, an empty text is what is null elsewhere.
    let said = (seen - empty) as f64 / seen.max(1) as f64;
    let distinct = column.distinct.min(present);
    Candidate {
        name: &column.name,
        kind: column.kind,
        fill: fill * said,
        distinct: column.distinct,
        unique: present >= 8 && distinct * 10 > present * 9,
        repeated: distinct * 2 <= present,
        samples,
    }
}

fn describe(column: &Column, source: Option<&Source>, owner: Option<&Column>, dataset: &Dataset) -> ColumnReport {
    let zoneless = matches!(&column.data, Data::Time { time, .. } if time.zoneless);
    ColumnReport {
        name: column.name.to_string(),
        kind: column.kind,
        nulls: column.nulls as u64,
        distinct: column.distinct as u64,
        bytes: column.bytes() as u64,
        zoneless,
        day_first: match &column.data {
            Data::Time { time, .. } => time.day_first,
            _ => None,
        },
        turned: false,
        note: column.note.clone(),
        group: group(column, source, owner, dataset),
    }
}

/// Base data, or the category of events that fills the column; dotted names by what stands before the first dot.
fn group(column: &Column, source: Option<&Source>, owner: Option<&Column>, dataset: &Dataset) -> Option<String> {
    if let Some(source) = source.filter(|source| !source.base.is_empty()) {
        if source.is_base(&column.name) {
            return Some("Base data".into());
        }
        let owned = owner
            .filter(|_| dataset.columns.len() <= OWNED)
            .and_then(|owner| only_owner(column, owner, dataset.rows));
        return Some(match owned {
            Some(category) => format!("Event entry data · {category}"),
            None => "Event entry data".into(),
        });
    }
    column.name.split_once('.').map(|(first, _)| first.to_string())
}

/// The one category in whose rows alone the column has values.
fn only_owner(column: &Column, owner: &Column, rows: usize) -> Option<String> {
    let mut only: Option<u32> = None;
    let Data::Codes(owner_codes) = &owner.data else {
        return None;
    };
    for segment in 0..rows.div_ceil(SEGMENT) {
        let owners = owner_codes.codes.segment(segment);
        let mut agrees = |row: usize| *only.get_or_insert(owners.get(row)) == owners.get(row);
        let mixed = column.rows(segment, owners.len()).any(|row| !agrees(row));
        if mixed {
            return None;
        }
    }
    only.map(|code| owner_codes.dictionary.get(code).to_string())
}

/// The range of the times of a column, and their zone; one that the column's name or the documents of the source name is not assumed.
fn span(column: &Column, source: Option<&Source>) -> Option<Span> {
    let name = column.name.to_lowercase();
    let known = name.contains("utc") || name.contains("gmt") || source.is_some_and(|source| source.utc);
    let (first, last, zone) = match &column.data {
        Data::Time { time, .. } => {
            let (first, last) = time.range?;
            (first, last, time.zoneless.then(|| time.assumed.name.clone()))
        }
        Data::Codes(coded) => {
            let values = coded
                .dictionary
                .iter()
                .filter_map(|(_, text)| match crate::table::typed(column.kind, text) {
                    Value::Time(at) => Some(at),
                    _ => None,
                });
            let (first, last) = values.fold((i64::MAX, i64::MIN), |(low, high), at| (low.min(at), high.max(at)));
            (first, last, None)
        }
        _ => return None,
    };
    (first <= last).then(|| Span {
        first,
        last,
        assumed: zone
            .as_ref()
            .is_some_and(|zone| !known || zone != "UTC" && !zone.starts_with(['+', '-'])),
        zone: zone.unwrap_or_else(|| "UTC".into()),
    })
}
