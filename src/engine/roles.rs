//! What a table means: its source, the roles of its columns, the time it covers, and how its columns group.

use super::report::{ColumnReport, Report, Span};
use crate::arrange;
use crate::table::{Column, DUPLICATE, Data, Dataset, FILE, SEGMENT};
use crate::value::Value;
use crate::vendor::{
    Candidate, Class, Outcome, Recognised, Roles, Source, cap, class, fold, guess, matches, outcome, recognise,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Values of a column looked at when its role is guessed.
const SAMPLES: usize = 40;
/// Values whose meaning is told, at most.
const TOLD: usize = 500;
/// Actions whose kind is told, at most.
const CLASSED: usize = 2000;
/// Columns beyond this are not looked at one by one for the category that owns them.
const OWNED: usize = 400;

/// Rows looked at to see whether a column tells events apart.
const LOOKED_AT: usize = 1000;
/// Above this share of the rows one value has nearly all.
const COMMON: f64 = 0.9;
/// Below this share of the rows the commonest values, as many as there are colours, have few.
const SCATTERED: f64 = 0.4;
const COLORS: usize = 8;

/// Fills in everything of the report that the table itself tells, some of whose columns were `plain` before.
pub fn complete(report: &mut Report, dataset: &Dataset, plain: &[Column]) {
    let candidates: Vec<Candidate<'_>> = dataset
        .columns
        .iter()
        .filter(|column| *column.name != *FILE && *column.name != *DUPLICATE)
        .map(|column| candidate(column, dataset.rows))
        .collect();
    let recognised = recognise(&candidates);
    let source = recognised.as_ref().map(|found| found.source);
    report.rows = dataset.rows as u64;
    report.memory = memory(dataset, plain);
    report.source = source.map(|source| source.name.clone());
    report.roles = roles(recognised.as_ref(), &candidates);
    // Days alone are less than days together with the clock beside them.
    let with_clock = report.roles.time.as_deref().and_then(|time| clocked(dataset, time));
    report.roles.time = with_clock.or(report.roles.time.take());
    report.kind = kind(&report.roles, dataset);
    report.first = recognised
        .as_ref()
        .map(|found| found.first_columns(&candidates))
        .unwrap_or_default();
    report.id = recognised.as_ref().and_then(|found| found.id(&candidates));
    report.meanings = meanings(source, &report.roles, dataset);
    for file in &mut report.files {
        file.cap = cap(source, file.rows + file.rejected);
    }
    report.failures = failures(source, report.roles.outcome.as_deref(), dataset);
    report.failing = failing(&report.roles, recognised.as_ref(), &candidates, dataset);
    report.classes = classes(source, report.roles.action.as_deref(), dataset);
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
    let mut samples = Vec::new();
    let step = (rows / 400).max(1);
    let (mut seen, mut empty) = (0_usize, 0_usize);
    for row in (0..rows).step_by(step) {
        if samples.len() >= SAMPLES {
            break;
        }
        if let Some(text) = column.text(row) {
            seen += 1;
            empty += usize::from(says_nothing(&text));
            if !samples.iter().any(|known: &String| *known == *text) {
                samples.push(text.chars().take(100).collect());
            }
        }
    }
    let present = rows - column.nulls;
    // Where every cell is quoted, an empty text is what is null elsewhere.
    let said = (seen - empty) as f64 / seen.max(1) as f64;
    let fill = if rows == 0 {
        0.0
    } else {
        present as f64 / rows as f64 * said
    };
    Candidate {
        name: &column.name,
        kind: column.kind,
        fill,
        distinct: column.distinct,
        unique: present >= 8 && column.distinct * 10 > present * 9,
        repeated: column.distinct * 2 <= present,
        samples,
    }
}

/// Whether a text stands where there is no value: some programs write a dash for it, Windows one for the domain and one for the name.
fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "-\\-" | "null" | "NULL" | "None" | "N/A" | "n/a")
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

/// The values of the outcome column that mean failure.
fn failures(source: Option<&Source>, column: Option<&str>, dataset: &Dataset) -> Vec<String> {
    let Some(Data::Codes(coded)) = column.and_then(|name| dataset.column(name)).map(|column| &column.data) else {
        return Vec::new();
    };
    let failed = |text: &str| match source {
        Some(source) => source.failed(text),
        None => outcome(text) == Some(Outcome::Failure),
    };
    (1..=coded.dictionary.len() as u32)
        .map(|code| coded.dictionary.get(code))
        .filter(|text| failed(text))
        .take(1000)
        .map(Into::into)
        .collect()
}

/// Columns beside the outcome, and their values that say that something failed: actions that begin or end in saying so,
/// since of a `UserLoginFailed` some logs say that writing it down was a success, and what the source knows of others.
fn failing(
    roles: &Roles,
    recognised: Option<&Recognised>,
    candidates: &[Candidate<'_>],
    dataset: &Dataset,
) -> Vec<(String, Vec<String>)> {
    let says = |text: &str| {
        let folded = fold(text);
        let end = folded.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let ends = ["failed", "failure", "fail"].iter().any(|word| end.ends_with(word));
        ends || folded.starts_with("failed") || folded.contains("loginfailed")
    };
    let among = |column: &str, failed: &dyn Fn(&str) -> bool| -> Vec<String> {
        let Some(Data::Codes(coded)) = dataset.column(column).map(|column| &column.data) else {
            return Vec::new();
        };
        let texts = coded.dictionary.iter().take(CLASSED).map(|(_, text)| text);
        texts.filter(|text| failed(text)).map(Into::into).collect()
    };
    let action = roles.action.clone().filter(|_| roles.action != roles.outcome);
    let actions = action.map(|action| (among(&action, &says), action));
    let known = recognised.map(|found| found.failing(candidates)).unwrap_or_default();
    let others = known.into_iter().map(|(column, patterns)| {
        let failed = |text: &str| patterns.iter().any(|pattern| matches(pattern, text));
        (among(&column, &failed), column)
    });
    let told = actions
        .into_iter()
        .chain(others)
        .filter(|(values, _)| !values.is_empty());
    told.map(|(values, column)| (column, values)).collect()
}

/// The values of the action column by what kind of thing they are.
fn classes(source: Option<&Source>, column: Option<&str>, dataset: &Dataset) -> Vec<(Class, Vec<String>)> {
    let Some(Data::Codes(coded)) = column.and_then(|name| dataset.column(name)).map(|column| &column.data) else {
        return Vec::new();
    };
    let mut found: BTreeMap<Class, Vec<String>> = BTreeMap::new();
    for (_, action) in coded.dictionary.iter().take(CLASSED) {
        if let Some(kind) = class(source, action) {
            found.entry(kind).or_default().push(action.into());
        }
    }
    found.into_iter().collect()
}

/// Plain words for the values of the category and the action column.
fn meanings(source: Option<&Source>, roles: &Roles, dataset: &Dataset) -> Vec<(String, String)> {
    let Some(source) = source else { return Vec::new() };
    let mut found: Vec<(String, String)> = Vec::new();
    for name in [&roles.category, &roles.action].into_iter().flatten() {
        let Some(Data::Codes(coded)) = dataset.column(name).map(|column| &column.data) else {
            continue;
        };
        for (_, value) in coded.dictionary.iter().take(TOLD) {
            if let Some(meaning) = source.meaning(value)
                && !found.iter().any(|(known, _)| known == value)
            {
                found.push((value.into(), meaning.into()));
            }
        }
    }
    found
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
