//! Records in lists of records: a trace holds spans, a resource scopes and these the spans. Each of the innermost is a row, with the fields
//! of those around it beside its own.
//!
//! The first record of a file whose list is not empty tells which lists these are, if any: what is around a list says no time, what is in it does, and the list is
//! more than half of the record. A record that says when it happened is a row, whatever lists are in it.

use super::envelope::has_time;
use super::grid::elements;
use super::{Input, Json, Scan, Shape};
use crate::format::{LIST, Raw, Sink};
use std::ops::Range;
use std::rc::Rc;

/// Lists in lists that are looked for, and fields beside a list, at most.
const DEEP: usize = 4;
const BESIDE: usize = 64;

/// Fields around a list that say where its records come from, at least; and words in the names of those that tell of a page instead.
const LABELS: usize = 3;
const PAGING: [&str; 22] = [
    "next",
    "link",
    "token",
    "cursor",
    "count",
    "total",
    "page",
    "more",
    "took",
    "etag",
    "kind",
    "status",
    "offset",
    "limit",
    "size",
    "odata",
    "marker",
    "truncated",
    "query",
    "error",
    "success",
    "_shards",
];

/// Records that are looked at for their lists, while these are empty.
const LOOKED: usize = 16;

/// Bytes of the longest time.
const LONGEST: usize = 48;

/// How many times a record's length the fields around its rows may come to, written beside each.
const REPEATED: usize = 16;

/// The paths of the lists, from the outermost on, whose elements are the records in `text`; none where it is a record itself. `None` where it
/// tells of no time and its list is empty: the next one may tell.
pub(super) fn lists(text: &str) -> Option<Vec<String>> {
    let (mut lists, mut inner) = (Vec::new(), text);
    while lists.len() < DEEP && inner.starts_with('{') {
        let mut scan = Scan::new();
        if scan.record(inner.as_bytes(), 0) != Ok(inner.len()) {
            return Some(Vec::new());
        }
        // A number may be anything: inside of a list its name must say that it is a time, too.
        let outermost = lists.is_empty();
        if scan
            .fields(inner)
            .any(|(path, value)| is_time(value, outermost || tells_time(&path)))
        {
            // These are the records.
            return Some(lists);
        }
        let is_list = |value: &str| {
            let inside = value.strip_prefix('[');
            inside.is_some_and(|inside| inside.trim_start().starts_with('{'))
        };
        let arrays = scan.places().filter(|(_, place)| is_list(&inner[place.clone()]));
        let mut arrays: Vec<_> = arrays.collect();
        arrays.sort_by_key(|(_, place)| place.len());
        let Some((path, place)) = arrays.pop() else {
            let empty = scan.fields(inner).any(|(_, value)| value == "[]");
            return (!empty).then(Vec::new);
        };
        // Several lists of records are none of one record's.
        if arrays
            .iter()
            .any(|(_, place)| has_time(inner[place.clone()].as_bytes()))
        {
            break;
        }
        let first = elements(inner[place.clone()].as_bytes());
        let first = first.and_then(|elements| str::from_utf8(elements.first()?).ok());
        let most = place.len() * 2 > inner.len() && scan.places().count() <= BESIDE;
        let Some(first) = first.filter(|_| most) else { break };
        lists.push(path);
        inner = first.trim();
    }
    Some(Vec::new())
}

/// Whether the object that `bytes` begin with says of its list of records where they come from, as a message of a log service does: then
/// what stands around the list belongs beside each. What stands around a page of an answer does not.
pub(super) fn is_labelled(bytes: &[u8]) -> bool {
    let mut scan = Scan::new();
    let end = scan.record(bytes, 0).unwrap_or_default();
    let Ok(text) = str::from_utf8(&bytes[..end]) else {
        return false;
    };
    let lists = lists(text).unwrap_or_default();
    let [list] = &lists[..] else { return false };
    let others = scan.fields(text).filter(|(path, _)| path != list);
    let labels: Vec<bool> = others
        .map(|(path, value)| {
            let path = path.to_ascii_lowercase();
            !value.starts_with("[{") && !PAGING.iter().any(|word| path.contains(word))
        })
        .collect();
    !list.contains('.') && labels.len() >= LABELS && labels.iter().all(|&label| label)
}

/// Whether a value, without its quotes, is a time; a number only where it may be one.
fn is_time(value: &str, number: bool) -> bool {
    let short = value.len() <= LONGEST && !value.starts_with(['[', '{']);
    short && (has_time(format!("\"{value}\"").as_bytes()) || number && has_time(format!(":{value} ").as_bytes()))
}

/// Whether a name is like those of times.
fn tells_time(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    let inside = ["time", "date", "stamp"];
    inside.iter().any(|word| last.contains(word)) || last.ends_with("ts") || last.ends_with("_at")
}

/// An object without the member that is the list at `place`, and without its braces.
fn around(text: &str, place: Range<usize>) -> Option<String> {
    let before = text[..place.start]
        .trim_end()
        .strip_suffix(':')?
        .trim_end()
        .strip_suffix('"')?;
    let mut key = before.rfind('"')?;
    while before[..key].ends_with('\\') {
        key = before[..key].rfind('"')?;
    }
    let (before, behind) = (before[..key].trim_end(), text[place.end..].trim_start());
    let rest = match before.strip_suffix(',') {
        Some(before) => format!("{before}{behind}"),
        None => format!("{before}{}", behind.strip_prefix(',').unwrap_or(behind)),
    };
    Some(members(&rest).to_owned())
}

/// What stands between the braces of an object.
fn members(object: &str) -> &str {
    let inner = object.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or_default().trim()
}

/// Members of two objects behind each other.
fn joined(one: &str, other: &str) -> String {
    let comma = if one.is_empty() || other.is_empty() { "" } else { "," };
    format!("{one}{comma}{other}")
}

/// Rows of one record: the record of each as it stands in the text, and the members around it.
fn rows<'a>(text: &'a str, lists: &[String], outer: &Rc<str>, rows: &mut Vec<(&'a str, Rc<str>)>) {
    let found = lists.split_first().and_then(|(path, deeper)| {
        let mut scan = Scan::new();
        scan.record(text.as_bytes(), 0).ok()?;
        let (_, place) = scan.places().find(|(other, _)| other == path)?;
        let inner = elements(text[place.clone()].as_bytes()).filter(|inner| !inner.is_empty())?;
        let inner: Option<Vec<&str>> = inner
            .into_iter()
            .map(|one| Some(str::from_utf8(one).ok()?.trim()))
            .collect();
        let inner = inner.filter(|inner| inner.iter().all(|one| one.starts_with('{')))?;
        let outer = joined(&around(text, place)?, outer);
        (outer.len() * inner.len() <= REPEATED * text.len()).then_some((deeper, inner, Rc::from(outer)))
    });
    match found {
        Some((deeper, inner, outer)) => inner.into_iter().for_each(|one| self::rows(one, deeper, &outer, rows)),
        None => rows.push((text, outer.clone())),
    }
}

impl Json {
    /// Pushes the records in lists of the one that stands at `at`; answers whether there are such lists. The first record tells.
    pub(super) fn accept_nested<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize, text: &str) -> bool {
        let opened = matches!(
            self.shape,
            Shape::Lines | Shape::Values | Shape::Array | Shape::Arrays | Shape::Wrapped { .. }
        );
        if self.lists.is_none() {
            self.looked += 1;
            self.lists = lists(text).filter(|_| opened);
            if !opened || self.looked == LOOKED {
                self.lists.get_or_insert_default();
            }
        }
        let Some(lists) = self.lists.as_ref().filter(|lists| !lists.is_empty()) else {
            return false;
        };
        let mut found = Vec::new();
        rows(text, lists, &Rc::from(""), &mut found);
        for (record, outer) in found {
            let row = format!("{{{}}}", joined(members(record), &outer));
            let whole = self.scan.record(row.as_bytes(), 0) == Ok(row.len());
            if !whole && self.scan.record(record.as_bytes(), 0).is_err() {
                continue;
            }
            let sink = input.sink();
            if let Some(name) = &self.table {
                let column = sink.column(LIST);
                sink.field(column, Raw::Text(name));
            }
            self.scan.push(if whole { &row } else { record }, sink);
            let offset = record.as_ptr() as usize - text.as_ptr() as usize;
            input
                .tally
                .accept(input.to, input.offset + (at + offset) as u64, record.len());
        }
        true
    }
}
