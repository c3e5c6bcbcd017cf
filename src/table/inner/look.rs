//! Tells from a column's values what they hold.

use super::super::{Column, Data, Dataset, present};
use super::parts::Parts;
use crate::arrange;
use crate::format::Inner;
use crate::table::says_none;
use crate::value::Kind;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// Values that are looked at, spread over all rows.
const SAMPLES: usize = 200;

/// Values of which one at least must look like something to open.
const FIRST: usize = 16;

/// Percent of them that must hold what the column is taken to hold.
const ENOUGH: usize = 90;

/// Percent of them that must name what they tell.
const LABELLED: usize = 40;

/// Names in a list of names and values, at most: with more they are values themselves.
const NAMES: usize = 500;

/// Lists without familiar member names that must be seen before one member is taken for the name.
const LISTS: usize = 50;

/// What the values of a column hold.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Objects,
    Pairs,
    /// Labels with values behind them.
    Labelled,
    /// Lists of names and values.
    Named(Named),
    /// Lists of objects.
    Several,
}

/// How a list of names and values is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The member that holds the name.
    pub name: String,
    /// Whether other members are told apart by their own names.
    pub several: bool,
}

/// Looks at some values of a column; `None` where there is nothing to open.
pub(super) fn look(column: &Column, rows: usize) -> Option<Content> {
    let texts =
        matches!(column.kind, Kind::Text | Kind::List) && matches!(column.data, Data::Codes(_) | Data::Plain { .. });
    if !texts || column.nulls == rows {
        return None;
    }
    let samples = samples(column, rows);
    let share = |enough: usize, holds: &mut dyn FnMut(&str) -> bool| {
        let values = samples
            .iter()
            .filter(|text| !matches!(text.trim(), "{}" | "[]") && !says_none(text));
        let (held, all) = values.fold((0, 0), |(held, all), text| (held + usize::from(holds(text)), all + 1));
        held > 0 && held * 100 >= all * enough
    };
    let most = |holds: &mut dyn FnMut(&str) -> bool| share(ENOUGH, holds);
    let first = |text: &str, byte| text.trim_start().starts_with(byte);
    if most(&mut |text| first(text, '{')) {
        let mut inner = Inner::new();
        return most(&mut |text| inner.is_object(text)).then_some(Content::Objects);
    }
    if most(&mut |text| first(text, '[')) {
        let lists: Vec<Parts<'_>> = samples
            .iter()
            .filter_map(|text| Parts::read(text))
            .filter(|parts| !parts.0.is_empty())
            .collect();
        if !most(&mut |text| Parts::read(text).is_some_and(|parts| !parts.0.is_empty())) {
            return None;
        }
        return Some(named(&lists).map_or(Content::Several, Content::Named));
    }
    if most(&mut |text| text.contains('=') && Inner::is_pairs(text)) {
        return Some(Content::Pairs);
    }
    // Some events need no more than a sentence.
    share(LABELLED, &mut |text| Inner::labels(text).is_some()).then_some(Content::Labelled)
}

/// Whether most of what a column's texts name stands in cells of the same rows: collectors keep the message beside what they took from it.
pub(super) fn is_said(column: &Column, dataset: &Dataset) -> bool {
    let (mut said, mut all) = (0, 0);
    let rows = present(column, dataset.rows);
    let texts = rows.filter_map(|row| Some((row, column.text(row)?)));
    for (row, text) in texts.take(FIRST) {
        let cells: HashSet<_> = dataset.columns.iter().filter_map(|other| other.text(row)).collect();
        let values = Inner::labels(&text).unwrap_or_default();
        for (_, value) in values.into_iter().filter(|(_, value)| value.len() > 2) {
            all += 1;
            said += usize::from(cells.contains(value));
        }
    }
    said * 2 > all
}

/// Some values of a column; none where the first of them look like nothing to open.
fn samples(column: &Column, rows: usize) -> Vec<Cow<'_, str>> {
    let step = ((rows - column.nulls) / SAMPLES).max(1);
    let promising = |text: &str| text.trim_start().starts_with(['{', '[']) || text.contains(['=', '\n', '¦']);
    let present = || present(column, rows);
    if !present()
        .take(FIRST)
        .filter_map(|row| column.text(row))
        .any(|text| promising(&text))
    {
        return Vec::new();
    }
    present().step_by(step).filter_map(|row| column.text(row)).collect()
}

/// Which member of the elements holds a name, if one does.
fn named(lists: &[Parts<'_>]) -> Option<Named> {
    let elements: usize = lists.iter().map(|parts| parts.0.len()).sum();
    let mut members: HashMap<&str, usize> = HashMap::new();
    let (mut pairs, mut valued) = (true, true);
    for element in lists.iter().flat_map(|parts| &parts.0) {
        pairs &= element.len() <= 2;
        for (name, _) in element {
            *members.entry(name).or_default() += 1;
            valued &= says_name(name) || says_value(name);
        }
    }
    let everywhere = members
        .iter()
        .filter(|(_, count)| **count == elements)
        .map(|(name, _)| *name);
    let mut fitting: Vec<&str> = everywhere
        .filter(|member| {
            let familiar = says_name(member) && valued && members.len() > 1;
            (familiar || pairs && members.len() == 2 && lists.len() >= LISTS) && are_names(lists, member, familiar)
        })
        .collect();
    arrange::by_key(&mut fitting, |member| (!says_name(member), *member));
    fitting.first().map(|name| Named {
        name: name.to_string(),
        several: !pairs,
    })
}

/// Whether the values of a member are names: texts, few, and where nothing else speaks for it, each in many of the lists.
fn are_names(lists: &[Parts<'_>], member: &str, familiar: bool) -> bool {
    let mut names: HashSet<String> = HashSet::new();
    let mut elements = 0;
    for parts in lists {
        for element in &parts.0 {
            let name = element
                .iter()
                .find(|(name, _)| name == member)
                .and_then(|(_, raw)| Parts::text(raw));
            match name {
                Some(name) if !name.trim().is_empty() && name.len() <= 100 => names.insert(name.into_owned()),
                _ => return false,
            };
            elements += 1;
        }
    }
    names.len() <= NAMES && (familiar || elements >= names.len() * lists.len() / 5)
}

fn folded(member: &str) -> String {
    member
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn says_name(member: &str) -> bool {
    matches!(
        folded(member).as_str(),
        "name" | "key" | "field" | "property" | "propertyname" | "attribute" | "parameter" | "label"
    )
}

fn says_value(member: &str) -> bool {
    let folded = folded(member);
    ["value", "values", "text", "content"]
        .iter()
        .any(|end| folded.ends_with(end))
}
