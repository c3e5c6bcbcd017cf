//! Several logs under one another, files or kinds of records in one file: which of them belong together, and columns in which the same thing stands for all.

use super::pieces::{Piece, runs, spread};
use super::report::{COMMON, LogReport, Logs, Report};
use super::roles::{Meaning, candidates, meaning, of_files};
use crate::arrange;
use crate::format::INSIDE;
use crate::table::{Column, Dataset};
use crate::vendor::{Roles, part, parts};
use crate::words;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Logs that are told apart, at most.
const LOGS: usize = 50;
/// Files in which a role lies elsewhere that are looked at one by one, for each log.
const ASKED: usize = 100;
/// Rows of a file that tell whether it is of the same log as others.
const FEW: usize = 24;
/// Rows of a log that tell what its columns mean.
const LOOKED_AT: usize = 400;

/// Of how many rows at least one lacks the time of the others, where one file holds several logs.
const SHARE: usize = 50;
/// Files up to which each is looked at closely.
const CLOSELY: usize = 20;

/// Logs whose columns a note names, at most.
const NAMED: usize = 4;

/// What stands in the place of a role in the name of the column that says which log an event is of.
const LOG: &str = "log";
/// The place of the time among the roles.
const TIME: usize = 0;
/// Those of actor and action.
const LEADING: [usize; 2] = [1, 2];

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

/// The logs, the one of the first file first; none where all rows are of one.
fn tell_apart(dataset: &Dataset, made: &[String]) -> Vec<LogReport> {
    let mut left = Piece::all(dataset);
    let mut logs: Vec<LogReport> = Vec::new();
    let look = Look {
        dataset,
        columns: of_files(dataset, made).collect(),
    };
    while !left.is_empty() && logs.len() < LOGS {
        let mixed = look.meaning(&left);
        let (own, others) = look.of_one_log(look.cut(left, &mixed), &mixed);
        let found = if others.is_empty() { mixed } else { look.meaning(&own) };
        left = others;
        let source = found.recognised.map(|found| found.source.name.clone());
        for piece in own {
            let rows = piece.count(dataset) as u64;
            let known = |log: &&mut LogReport| log.roles == found.roles && log.within == piece.within;
            match logs.iter_mut().find(known) {
                Some(log) => {
                    log.files.push(piece.file);
                    log.rows += rows;
                }
                // A table without times, such as a roster, is no log, unless it is known to be one.
                None if found.roles.time.is_none() && source.is_none() => {}
                None => logs.push(LogReport {
                    source: source.clone(),
                    files: vec![piece.file],
                    within: piece.within,
                    rows,
                    roles: found.roles.clone(),
                    parts: BTreeMap::new(),
                    failing: found.failing.clone(),
                }),
            }
        }
    }
    if logs.len() < 2 {
        return Vec::new();
    }
    arrange::by_key(&mut logs, |log| log.files.first().copied());
    for log in &mut logs {
        let rows = spread(&Piece::of_log(log, dataset), dataset, LOOKED_AT);
        log.parts = look.parts(&rows, log.roles.actor.as_deref());
    }
    logs
}

/// The columns of the files.
struct Look<'a> {
    dataset: &'a Dataset,
    columns: Vec<&'a Column>,
}

impl Look<'_> {
    /// What the columns mean in the rows of these pieces.
    fn meaning(&self, pieces: &[Piece]) -> Meaning {
        let all = pieces.iter().map(|piece| piece.rows.len()).sum();
        let rows = spread(pieces, self.dataset, LOOKED_AT);
        meaning(self.dataset, &candidates(&self.columns, &rows, all))
    }

    /// The pieces, those cut in two in which some rows have the time that is meant, and others have another time and somebody else who
    /// acts, or another action, in columns that the first do not use.
    fn cut(&self, pieces: Vec<Piece>, mixed: &Meaning) -> Vec<Piece> {
        let named = mixed.roles.time.as_deref();
        let Some((name, time)) = named.and_then(|name| Some((name, self.dataset.column(name)?))) else {
            return pieces;
        };
        let few = if pieces.len() > CLOSELY { FEW } else { LOOKED_AT };
        let cut = |piece: Piece| {
            let rows = spread(std::slice::from_ref(&piece), self.dataset, few);
            let (with, without): (Vec<usize>, Vec<usize>) = rows.into_iter().partition(|&row| !time.is_null(row));
            let least = with.len().min(without.len());
            if least == 0 || least * SHARE < with.len() + without.len() {
                return vec![piece];
            }
            let others = meaning(self.dataset, &candidates(&self.columns, &without, without.len()));
            let unused = |role: usize| {
                let column = others.roles.parts()[role].and_then(|name| self.dataset.column(name));
                column.is_some_and(|column| with.iter().all(|&row| column.is_null(row)))
            };
            match unused(TIME) && LEADING.into_iter().any(unused) {
                true => vec![piece.narrowed(name, true), piece.narrowed(name, false)],
                false => vec![piece],
            }
        };
        pieces.into_iter().flat_map(cut).collect()
    }

    /// The columns that play parts in these rows, of which this one says who acts.
    fn parts(&self, rows: &[usize], actor: Option<&str>) -> BTreeMap<String, String> {
        let filled = self
            .columns
            .iter()
            .filter(|column| rows.iter().any(|&row| !column.is_null(row)));
        let names: Vec<&str> = filled.map(|column| &*column.name).collect();
        let found =
            parts().filter_map(|name| Some((name.to_owned(), part(name, names.iter().copied(), actor)?.to_owned())));
        found.collect()
    }

    /// The pieces of the log that these roles are of, at least one, and the others. The piece in which most of the roles have values leads;
    /// another is of the same log if it has times as well, and none of its roles lies in a column that the leading one does not use. Of
    /// the same source, only actor and action tell: where the target lies depends on what was done.
    fn of_one_log(&self, pieces: Vec<Piece>, mixed: &Meaning) -> (Vec<Piece>, Vec<Piece>) {
        let filled: Vec<[bool; 8]> = pieces.iter().map(|piece| self.filled(piece, &mixed.roles)).collect();
        let source = |meaning: &Meaning| meaning.recognised.as_ref().map(|found| &found.source.name);
        let many = |at: &usize| filled[*at].iter().filter(|&&filled| filled).count();
        // The first of those that have as many.
        let lead = (0..pieces.len()).rev().max_by_key(many).unwrap_or_default();
        let used = spread(&pieces[lead..=lead], self.dataset, LOOKED_AT);
        let unused = |name: &str| {
            let column = self.dataset.column(name);
            column.is_some_and(|column| used.iter().all(|&row| column.is_null(row)))
        };
        let mut asked = 0;
        let mut is_own = |at: usize| {
            let lacks: Vec<usize> = (0..8).filter(|&role| filled[lead][role] && !filled[at][role]).collect();
            if filled[at][TIME] != filled[lead][TIME] || lacks.is_empty() || asked == ASKED {
                return filled[at][TIME] == filled[lead][TIME];
            }
            asked += 1;
            let own = self.meaning(&pieces[at..=at]);
            let same = source(&own).is_some() && source(&own) == source(mixed);
            let telling = lacks.into_iter().filter(|role| !same || LEADING.contains(role));
            !telling.filter_map(|role| own.roles.parts()[role]).any(unused)
        };
        let own: Vec<bool> = (0..pieces.len()).map(&mut is_own).collect();
        let mut own = own.into_iter();
        pieces.into_iter().partition(|_| own.next() == Some(true))
    }

    /// Which of the roles have values in these rows; the time in at least half of them.
    fn filled(&self, piece: &Piece, roles: &Roles) -> [bool; 8] {
        let rows = spread(std::slice::from_ref(piece), self.dataset, FEW);
        let parts = roles.parts();
        std::array::from_fn(|role| {
            let column = parts[role].and_then(|name| self.dataset.column(name));
            let told = column.map_or(0, |column| rows.iter().filter(|&&row| !column.is_null(row)).count());
            told > 0 && (role != TIME || told * 2 >= rows.len())
        })
    }
}

/// Makes the columns that all logs have in common.
fn put_together(logs: Vec<LogReport>, report: &Report, dataset: &mut Dataset) -> Logs {
    let runs = runs(&logs, dataset);
    let mut made: Vec<String> = Vec::new();
    let mut add = |name: &str, note: String, dataset: &mut Dataset, make: &dyn Fn(&Dataset, Arc<str>) -> Column| {
        let name = free(&format!("{COMMON}.{name}"), dataset);
        let mut column = make(dataset, name.as_str().into());
        column.note = Some(note);
        dataset.columns.insert(made.len(), column);
        made.push(name.clone());
        name
    };
    let mut common = |name: &str, parts: &[Option<&str>], dataset: &mut Dataset| {
        let mut names = parts.iter().flatten();
        let first = names.next()?;
        if names.all(|name| name == first) {
            return Some((*first).to_owned());
        }
        let make = |dataset: &Dataset, made| dataset.put_together(made, &runs, parts, name == Roles::NAMES[TIME]);
        Some(add(name, note(&logs, parts, report), dataset, &make))
    };
    let roles = std::array::from_fn(|role| {
        let parts: Vec<Option<&str>> = logs.iter().map(|log| log.roles.parts()[role]).collect();
        common(Roles::NAMES[role], &parts, dataset)
    });
    let besides = parts().filter_map(|name| {
        logs.iter().find_map(|log| log.parts.get(name))?;
        let columns = logs.iter().map(|log| {
            // Where a log does not say who was meant, what was meant stands there.
            let instead = match name {
                "whom" => log.roles.target.as_ref(),
                "named" => log.roles.actor.as_ref(),
                _ => None,
            };
            log.parts.get(name).or(instead).map(String::as_str)
        });
        let parts: Vec<Option<&str>> = columns.collect();
        Some((name.to_owned(), common(name, &parts, dataset)?))
    });
    let besides = besides.collect();
    let labels: Vec<String> = logs.iter().map(|log| label(log, report)).collect();
    // Exports of one source in several shapes are told apart by nothing but their files.
    let log = labels.iter().any(|label| *label != labels[0]).then(|| {
        let make = |dataset: &Dataset, name| dataset.labelled(name, &runs, &labels);
        add(LOG, words::tables::WHICH_LOG.into(), dataset, &make)
    });
    Logs {
        roles: Roles::from_parts(roles),
        parts: besides,
        logs,
        made,
        log,
    }
}

/// What a log is called: by its source, or by its first file, and its time where that file holds others.
fn label(log: &LogReport, report: &Report) -> String {
    let file = || match (&log.roles.time, &log.within[..]) {
        (Some(time), [_, ..]) => format!("{} ({time})", first_file(log, report)),
        _ => first_file(log, report).to_owned(),
    };
    log.source.clone().unwrap_or_else(file)
}

/// The name of a log's first file, without the archive or folder it is in: these do not tell it from others.
fn first_file<'r>(log: &LogReport, report: &'r Report) -> &'r str {
    let file = log.files.first().and_then(|&file| report.files.get(file as usize));
    let name = file.map(|file| file.name.as_str()).unwrap_or_default();
    let name = name.rsplit(INSIDE).next().unwrap_or(name);
    name.rsplit('/').next().unwrap_or(name)
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
fn note(logs: &[LogReport], parts: &[Option<&str>], report: &Report) -> String {
    let mut told = logs.iter().zip(parts).filter_map(|(log, column)| {
        let file = first_file(log, report);
        Some(words::tables::column_of_files(&(*column)?, &file, log.files.len() - 1))
    });
    let mut few: Vec<String> = told.by_ref().take(NAMED).collect();
    few.extend(told.next().map(|_| "…".into()));
    few.join(", ")
}
