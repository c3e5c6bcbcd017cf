//! What the values of a log's columns mean: which say that something failed, what kind of thing was done, and plain words for them.

use super::report::LogReport;
use crate::table::{Data, Dataset, elements};
use crate::value::Kind;
use crate::vendor::{Class, Outcome, Roles, Source, class, fold, outcome};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Values whose meaning is told, at most.
const TOLD: usize = 500;
/// Actions whose kind is told, at most.
const CLASSED: usize = 2000;
/// Values that mean failure, at most.
const FAILURES: usize = 1000;

/// The distinct texts of a column that keeps a dictionary; of lists their elements.
fn texts<'a>(dataset: &'a Dataset, column: Option<&str>) -> Box<dyn Iterator<Item = Cow<'a, str>> + 'a> {
    let Some(column) = column.and_then(|name| dataset.column(name)) else {
        return Box::new(std::iter::empty());
    };
    let Data::Codes(coded) = &column.data else {
        return Box::new(std::iter::empty());
    };
    let texts = coded.dictionary.iter().map(|(_, text)| text);
    match column.kind {
        Kind::List => Box::new(texts.flat_map(elements)),
        _ => Box::new(texts.map(Cow::Borrowed)),
    }
}

/// Adds a text that is not there yet.
fn add(found: &mut Vec<String>, text: &str) {
    if !found.iter().any(|known| known == text) {
        found.push(text.into());
    }
}

/// Adds the values of an outcome column that mean failure.
pub(super) fn failures(source: Option<&Source>, column: Option<&str>, dataset: &Dataset, found: &mut Vec<String>) {
    let failed = |text: &Cow<'_, str>| match source {
        Some(source) => source.failed(text),
        None => outcome(text) == Some(Outcome::Failure),
    };
    let failed = texts(dataset, column).filter(failed).take(FAILURES);
    failed.for_each(|text| add(found, &text));
}

/// Columns beside the outcome, and their values that say that something failed: actions that begin or end in saying so,
/// since of a `UserLoginFailed` some logs say that writing it down was a success, and what the sources know of others.
pub(super) fn failing(roles: &Roles, logs: &[LogReport], dataset: &Dataset) -> Vec<(String, Vec<String>)> {
    let says = |text: &str| {
        let folded = fold(text);
        let end = folded.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let ends = ["failed", "failure", "fail"].iter().any(|word| end.ends_with(word));
        ends || folded.starts_with("failed") || folded.contains("loginfailed")
    };
    let action = roles.action.clone().filter(|_| roles.action != roles.outcome);
    let actions = action.map(|action| (among(dataset, &action, &says), action));
    let actions = actions.filter(|(values, _)| !values.is_empty());
    let mut found: Vec<_> = actions.into_iter().map(|(values, column)| (column, values)).collect();
    for (column, values) in logs.iter().flat_map(|log| &log.failing) {
        match found.iter_mut().find(|(known, _)| known == column) {
            Some((_, known)) => known.extend(values.iter().cloned()),
            None => found.push((column.clone(), values.clone())),
        }
    }
    found
}

/// The values of a column that say so.
pub(super) fn among(dataset: &Dataset, column: &str, failed: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let texts = texts(dataset, Some(column)).take(CLASSED);
    texts
        .filter(|text| failed(text))
        .for_each(|text| add(&mut found, &text));
    found
}

/// Adds the values of an action column by what kind of thing they are.
pub(super) fn classes(
    source: Option<&Source>,
    column: Option<&str>,
    dataset: &Dataset,
    found: &mut BTreeMap<Class, Vec<String>>,
) {
    for action in texts(dataset, column).take(CLASSED) {
        if let Some(kind) = class(source, &action) {
            add(found.entry(kind).or_default(), &action);
        }
    }
}

/// Adds plain words for the values of the category and the action column.
pub(super) fn meanings(source: Option<&Source>, roles: &Roles, dataset: &Dataset, found: &mut Vec<(String, String)>) {
    let Some(source) = source else { return };
    for name in [&roles.category, &roles.action] {
        for value in texts(dataset, name.as_deref()).take(TOLD) {
            if let Some(meaning) = source.meaning(&value)
                && !found.iter().any(|(known, _)| *known == value)
            {
                found.push((value.into(), meaning.into()));
            }
        }
    }
}
