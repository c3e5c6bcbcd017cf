//! Files of several logs under one another: which of them belong together, and columns in which the same thing stands for all.

use super::report::{LogReport, Logs, Report};
use super::roles::{Meaning, candidates, meaning, of_files};
use crate::arrange;
use crate::table::{Column, Dataset, Stretch};
use crate::vendor::Roles;
use crate::words;
use std::ops::Range;

/// Logs that are told apart, at most.
const LOGS: usize = 8;
/// Rows of a file that tell whether it is of the same log as others.
const FEW: usize = 24;
/// Rows of a log that tell what its columns mean.
const LOOKED_AT: usize = 400;

/// Logs whose columns a note names, at most.
const NAMED: usize = 4;

/// What the columns that are made are called: this and the role.
const COMMON: &str = "common";
/// The column that says which log an event is of.
const LOG: &str = "common.log";
/// What stands behind the name of an archive.
const ARCHIVE: char = '›';

/// A file and its rows.
type File = (u32, Range<usize>);

/// Tells apart the logs of a table and puts together what they call differently: time, actor, and so on. Columns made earlier are made
/// anew where the logs are others than before, or where `anew` says that values have changed. Answers whether columns have changed.
pub(super) fn unite(report: &mut Report, dataset: &mut Dataset, anew: bool) -> bool {
    let before = report.logs.take().unwrap_or_default();
    let logs = tell_apart(dataset, &before.made);
    if logs == before.logs && !anew {
        report.logs = (!logs.is_empty()).then_some(before);
        return false;
    }
    dataset
        .columns
        .retain(|column| !before.made.iter().any(|made| **made == *column.name));
    report.logs = (!logs.is_empty()).then(|| put_together(logs, report, dataset));
    report.logs.is_some() || !before.made.is_empty()
}

/// The logs, the one of the first file first; none where all files are of one.
fn tell_apart(dataset: &Dataset, made: &[String]) -> Vec<LogReport> {
    let mut left = dataset.origins.files(dataset.rows);
    let mut logs: Vec<LogReport> = Vec::new();
    if left.len() < 2 {
        return logs;
    }
    let columns: Vec<&Column> = of_files(dataset, made).collect();
    let look = |files: &[File]| {
        let all = files.iter().map(|(_, rows)| rows.len()).sum();
        let rows = spread(files.iter().map(|(_, rows)| rows.clone()), LOOKED_AT);
        meaning(dataset, &candidates(&columns, &rows, all))
    };
    while !left.is_empty() && logs.len() < LOGS {
        let mixed = look(&left);
        let Some((own, others)) = of_one_log(dataset, &left, &mixed.roles) else {
            break;
        };
        let found = if others.is_empty() { mixed } else { look(&own) };
        left = others;
        let Meaning {
            recognised,
            roles,
            failing,
        } = found;
        let rows = own.iter().map(|(_, rows)| rows.len() as u64).sum();
        let files = own.into_iter().map(|(file, _)| file);
        match logs.iter_mut().find(|log| log.roles == roles) {
            Some(log) => {
                log.files.extend(files);
                log.rows += rows;
            }
            None if roles.time.is_none() => {}
            None => logs.push(LogReport {
                source: recognised.map(|found| found.source.name.clone()),
                files: files.collect(),
                rows,
                roles,
                failing,
            }),
        }
    }
    if logs.len() < 2 {
        return Vec::new();
    }
    arrange::by_key(&mut logs, |log| log.files.first().copied());
    logs
}

/// The files in which the columns that play these roles have values, and the others; `None` where there is no such file.
fn of_one_log(dataset: &Dataset, files: &[File], roles: &Roles) -> Option<(Vec<File>, Vec<File>)> {
    let column = |name: &Option<String>| dataset.column(name.as_deref()?);
    let time = column(&roles.time)?;
    let told: Vec<&Column> = [&roles.actor, &roles.action].into_iter().filter_map(column).collect();
    let split = |alone: bool| {
        files.iter().cloned().partition(|(_, rows)| {
            let rows = spread(std::iter::once(rows.clone()), FEW);
            let timed = rows.iter().filter(|&&row| !time.is_null(row)).count();
            let tells = |column: &&Column| rows.iter().any(|&row| !column.is_null(row));
            timed * 2 >= rows.len() && (alone || told.is_empty() || told.iter().any(tells))
        })
    };
    // Where many logs are mixed, time and actor may be those of two of them.
    let found: (Vec<File>, Vec<File>) = split(false);
    let found = if found.0.is_empty() { split(true) } else { found };
    (!found.0.is_empty()).then_some(found)
}

/// At most about so many rows of these stretches, evenly spread.
fn spread(stretches: impl Iterator<Item = Range<usize>> + Clone, most: usize) -> Vec<usize> {
    let rows: usize = stretches.clone().map(|rows| rows.len()).sum();
    stretches.flatten().step_by(rows.div_ceil(most).max(1)).collect()
}

/// Makes the columns that all logs have in common.
fn put_together(logs: Vec<LogReport>, report: &Report, dataset: &mut Dataset) -> Logs {
    let stretches = dataset.origins.files(dataset.rows);
    let mut made = Vec::new();
    let mut one = |role: &str, of: fn(&Roles) -> &Option<String>| {
        let mut names: Vec<&String> = logs.iter().filter_map(|log| of(&log.roles).as_ref()).collect();
        names.dedup();
        if names.len() < 2 {
            return names.first().map(|name| (*name).clone());
        }
        let own = |file: u32| {
            let log = logs.iter().find(|log| log.files.contains(&file))?;
            of(&log.roles).as_deref()
        };
        let parts: Vec<Stretch<'_>> = stretches
            .iter()
            .filter_map(|(file, rows)| Some((rows.clone(), own(*file)?)))
            .collect();
        let name = free(&format!("{COMMON}.{role}"), dataset);
        let mut column = dataset.put_together(name.as_str().into(), &parts, role == "time");
        column.note = Some(note(&logs, of, report));
        dataset.columns.insert(made.len(), column);
        made.push(name.clone());
        Some(name)
    };
    let roles = Roles {
        time: one("time", |roles| &roles.time),
        actor: one("actor", |roles| &roles.actor),
        action: one("action", |roles| &roles.action),
        category: one("category", |roles| &roles.category),
        target: one("target", |roles| &roles.target),
        address: one("address", |roles| &roles.address),
        outcome: one("outcome", |roles| &roles.outcome),
        reason: one("reason", |roles| &roles.reason),
    };
    let labels: Vec<String> = logs.iter().map(|log| label(log, report)).collect();
    // Exports of one source in several shapes are told apart by nothing but their files.
    let log = labels.iter().any(|label| *label != labels[0]).then(|| {
        let own = |file: u32| logs.iter().position(|log| log.files.contains(&file));
        let parts: Vec<Stretch<'_>> = stretches
            .iter()
            .filter_map(|(file, rows)| Some((rows.clone(), labels[own(*file)?].as_str())))
            .collect();
        let name = free(LOG, dataset);
        let mut column = dataset.labelled(name.as_str().into(), &parts);
        column.note = Some(words::tables::WHICH_LOG.into());
        dataset.columns.insert(made.len(), column);
        made.push(name.clone());
        name
    });
    Logs { logs, roles, made, log }
}

/// What a log is called: by its source, or by its first file.
fn label(log: &LogReport, report: &Report) -> String {
    let file = log.files.first().and_then(|&file| report.files.get(file as usize));
    let file = file.map(|file| file.name.rsplit([ARCHIVE, '/']).next().unwrap_or_default().trim());
    log.source.clone().or(file.map(str::to_owned)).unwrap_or_default()
}

/// A name that no column has.
fn free(name: &str, dataset: &Dataset) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let mut names = std::iter::once(name.to_owned()).chain(numbered);
    names
        .find(|name| dataset.column(name).is_none())
        .unwrap_or_else(|| name.into())
}

/// Which column it is in which files, of the first few logs.
fn note(logs: &[LogReport], of: fn(&Roles) -> &Option<String>, report: &Report) -> String {
    let mut parts = logs.iter().filter_map(|log| {
        let column = of(&log.roles).as_ref()?;
        let first = *log.files.first()? as usize;
        let file = report
            .files
            .get(first)
            .map(|file| file.name.as_str())
            .unwrap_or_default();
        // Which archive it is in does not tell it from others.
        let file = file.rsplit(ARCHIVE).next().unwrap_or(file).trim();
        Some(words::tables::column_of_files(column, &file, log.files.len() - 1))
    });
    let mut told: Vec<String> = parts.by_ref().take(NAMED).collect();
    told.extend(parts.next().map(|_| "…".into()));
    told.join(", ")
}
