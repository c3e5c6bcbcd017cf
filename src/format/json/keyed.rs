//! Records as the members of one object: each under its id, or in lists under what they have in common, such as a day.

use super::envelope::{LETTERHEAD, has_time};
use super::scan::{Fault, Scan};
use super::text::{between, blanks, string, unescape};
use super::value::{colon, scalar, structure};
use super::{Due, Input, Json, Shape, resync};
use crate::format::Sink;
use crate::words;
use std::ops::Range;

/// Members of an object that are looked at.
const MEMBERS: usize = 16;

/// Objects that are opened to find the one whose members are records.
const DEEP: usize = 4;

/// An object whose members are records, or lists of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Keyed {
    /// Its dotted path; empty where nothing is around it.
    pub path: String,
    /// The offset of its brace.
    pub brace: usize,
    /// What its keys are called.
    pub name: &'static str,
    pub lists: bool,
}

/// Looks for such an object at `start`, or in the one there: records have much the same members, and times in them or for keys.
pub(super) fn keyed(bytes: &[u8], start: usize) -> Option<Keyed> {
    let (mut path, mut brace) = (String::new(), start);
    for _ in 0..DEEP {
        let members = Members::of(bytes, brace)?;
        if let Some((name, lists)) = members.records(bytes) {
            return Some(Keyed {
                path,
                brace,
                name,
                lists,
            });
        }
        let (key, inner) = members.inner(bytes, brace)?;
        if !path.is_empty() {
            path.push('.');
        }
        unescape(&String::from_utf8_lossy(key), &mut path);
        brace = inner;
    }
    None
}

/// The first members of an object.
struct Members<'a> {
    /// Objects and lists: the key, and where the value stands, which may be cut.
    open: Vec<(&'a [u8], Range<usize>)>,
    /// Where other members stand.
    others: Vec<Range<usize>>,
    /// Whether the last value of `open` does not end in these bytes.
    cut: bool,
    /// The offset behind the object, if it ends here.
    end: Option<usize>,
}

impl<'a> Members<'a> {
    fn of(bytes: &'a [u8], brace: usize) -> Option<Self> {
        let mut members = Members {
            open: Vec::new(),
            others: Vec::new(),
            cut: false,
            end: None,
        };
        let mut at = blanks(bytes, brace + 1);
        while members.open.len() < MEMBERS && bytes.get(at) == Some(&b'"') {
            let (quote, _) = string(bytes, at + 1).ok()?;
            let value = colon(bytes, quote + 1).ok()?;
            if matches!(bytes.get(value), Some(b'{' | b'[')) {
                let end = match structure(bytes, value) {
                    Ok(end) => end,
                    Err(Fault::Cut { .. }) => {
                        members.cut = true;
                        bytes.len()
                    }
                    Err(Fault::Broken { .. }) => return None,
                };
                members.open.push((&bytes[at + 1..quote], value..end));
                at = end;
            } else {
                let end = scalar(bytes, value).ok()?;
                members.others.push(at..end);
                at = end;
            }
            at = blanks(bytes, at);
            match bytes.get(at) {
                Some(b',') => at = blanks(bytes, at + 1),
                Some(b'}') => members.end = Some(at + 1),
                _ => {}
            }
        }
        Some(members)
    }

    /// What the keys are, if the members are records or lists of them; and whether they are lists.
    fn records(&self, bytes: &[u8]) -> Option<(&'static str, bool)> {
        let lists = bytes[self.open.first()?.1.start] == b'[';
        let alike = self.open.iter().all(|(_, value)| (bytes[value.start] == b'[') == lists);
        if !alike || !self.others.is_empty() {
            return None;
        }
        let cut = self.open.len() - usize::from(self.cut && !lists);
        let mut records = Vec::new();
        for (_, value) in &self.open[..cut] {
            let record = if lists {
                let first = blanks(bytes, value.start + 1);
                match bytes.get(first) {
                    Some(b']') => continue,
                    Some(b'{') => first..structure(bytes, first).ok()?,
                    _ => return None,
                }
            } else {
                value.clone()
            };
            records.push(&bytes[record]);
        }
        let timely = |(key, _): &(&[u8], Range<usize>)| {
            has_time(&[b"\"", *key, b"\""].concat()) || has_time(&[b":", *key, b" "].concat())
        };
        let timed = self.open.iter().all(timely);
        let numbered = |(key, _): &(&[u8], Range<usize>)| key.iter().any(|byte| byte.is_ascii_digit() || *byte == b'@');
        let least = match (lists, timed) {
            (true, true) => 1,
            _ if timed || self.open.iter().all(numbered) => 2,
            _ => 3,
        };
        let names = are_records(&records, timed).filter(|_| records.len() >= least)?;
        let day = self
            .open
            .iter()
            .all(|(key, _)| key.len() == 10 && !key[4].is_ascii_digit());
        // Where records have times of their own, that of the key is only a day of them.
        let own = records.iter().any(|record| has_time(record));
        let name = match (timed, day, own) {
            (true, true, true) => "day",
            (true, true, false) => "date",
            (true, false, false) => "time",
            _ => "key",
        };
        Some((
            if names.iter().any(|known| known == name) {
                "key"
            } else {
                name
            },
            lists,
        ))
    }

    /// The object in which the records may be: the largest, if the rest may stand around it.
    fn inner(&self, bytes: &[u8], brace: usize) -> Option<(&'a [u8], usize)> {
        let objects = self.open.iter().filter(|(_, value)| bytes[value.start] == b'{');
        let (key, value) = objects.max_by_key(|(_, value)| value.len())?;
        let lists = self
            .open
            .iter()
            .any(|(_, value)| bytes[value.start] == b'[' && bytes[blanks(bytes, value.start + 1)..].starts_with(b"{"));
        let alone = self.open.len() == 1 && self.others.is_empty();
        let more = self.end.is_some_and(|end| between(bytes, end) < bytes.len());
        if lists || !alone && (more || self.others.len() + self.open.len() > LETTERHEAD) {
            return None;
        }
        let rest = self
            .open
            .iter()
            .filter(|(_, other)| other != value)
            .map(|(_, other)| other);
        let timed = self
            .others
            .iter()
            .chain(rest)
            .any(|range| has_time(&bytes[range.clone()]));
        let most = value.len() * 2 > self.end.unwrap_or(bytes.len()) - brace;
        (most || !timed).then_some((*key, value.start))
    }
}

/// The names of the members of the first, if all have much the same, and times in them where they are not `timed` otherwise.
fn are_records(records: &[&[u8]], timed: bool) -> Option<Vec<String>> {
    let mut scan = Scan::new();
    let keys: Vec<Vec<String>> = records
        .iter()
        .filter_map(|record| {
            scan.record(record, 0).ok()?;
            Some(scan.places().map(|(path, _)| path).collect())
        })
        .collect();
    let alike = |keys: &Vec<String>, other: &Vec<String>| {
        let both = keys.iter().filter(|key| other.contains(key)).count();
        both * 2 >= keys.len().max(other.len())
    };
    let fine = keys.len() == records.len()
        && keys.iter().all(|other| !other.is_empty() && alike(other, &keys[0]))
        && (timed || records.iter().all(|record| has_time(record)));
    keys.into_iter().next().filter(|_| fine)
}

impl Json {
    /// Whether the key of a list is due.
    pub(super) fn is_between_lists(&self) -> bool {
        matches!(&self.shape, Shape::Keyed(keyed) if keyed.lists) && !self.inside
    }

    /// Begins the list whose key stands at `at`.
    pub(super) fn keyed_list<S: Sink>(&mut self, input: &mut Input<'_, S>, at: usize) -> Option<usize> {
        let bytes = input.bytes;
        let array = || {
            let quote = match bytes.get(at) {
                Some(b'"') => string(bytes, at + 1)?.0,
                _ => return Err(Fault::broken(at, words::reading::KEY_IN_DOUBLE_QUOTES)),
            };
            let value = colon(bytes, quote + 1)?;
            match bytes.get(value) {
                Some(b'[') => Ok((quote, value)),
                Some(_) => Err(Fault::broken(value, words::reading::ARRAY)),
                None => Err(Fault::cut(words::reading::ARRAY)),
            }
        };
        let (place, expected) = match array() {
            Ok((quote, value)) => {
                let mut key = String::new();
                unescape(&String::from_utf8_lossy(&bytes[at + 1..quote]), &mut key);
                self.table = Some(key);
                self.inside = true;
                return Some(self.opens(value));
            }
            Err(Fault::Cut { .. }) if !input.last => return None,
            Err(Fault::Cut { expected }) => (bytes.len() - 1, expected),
            Err(Fault::Broken { at, expected }) => (at, expected),
        };
        let end = match structure(bytes, place) {
            Ok(end) => Some(end),
            Err(Fault::Cut { .. }) if !input.last => return None,
            Err(_) => resync::element(bytes, place, place, input.last),
        };
        let end = end.unwrap_or(bytes.len() - 1).max(at + 1);
        let what = words::reading::expected_at_byte(&expected, &input.tally.byte(input.offset + place as u64));
        input.reject(at, end - at, what);
        self.due = Due::Comma;
        Some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_under_their_ids_are_found() {
        let event = |n: u32| format!(r#"{{"at":"2024-01-31T10:00:0{n}Z","who":{{"name":"x"}}}}"#);
        let (one, two, three) = (event(1), event(2), event(3));
        let plain = r#"{"who":"ada","n":1}"#;
        for (text, expected) in [
            (format!(r#"{{"evt_1":{one},"evt_2":{two}}}"#), Some(("", "key", false))),
            (
                format!(r#"{{"events":{{"a":{one},"b":{two},"c":{three}}}}}"#),
                Some(("events", "key", false)),
            ),
            (
                format!(r#"{{"a":{one},"b":{two},"c":{three},"d":{{"at":"2024-"#),
                Some(("", "key", false)),
            ),
            (
                format!(r#"{{"ok":true,"at":"2024-01-31","x":{{"e1":{one},"e2":{two}}}}}"#),
                Some(("x", "key", false)),
            ),
            (
                format!(r#"{{"1706695200":{plain},"1706695201":{plain}}}"#),
                Some(("", "time", false)),
            ),
            (
                format!(r#"{{"2024-01-31":[{plain}],"2024-02-01":[]}}"#),
                Some(("", "date", true)),
            ),
            (
                format!(r#"{{"d":{{"2024-01-31":[{plain},{plain}"#),
                Some(("d", "date", true)),
            ),
            (
                r#"{"2024-01-31":[{"at":"2024-01-31"}]}"#.to_owned(),
                Some(("", "day", true)),
            ),
            (r#"{"2024-01-31":[{"date":"31"}]}"#.to_owned(), Some(("", "key", true))),
            (
                format!(r#"{{"ada@b.c":[{one}],"bob@b.c":[{two}]}}"#),
                Some(("", "key", true)),
            ),
            (format!(r#"{{"logins":[{one}],"changes":[{two}]}}"#), None),
            (format!(r#"{{"before":{one},"after":{two}}}"#), None),
            (format!(r#"{{"e1":{one},"e2":{two},"n":1}}"#), None),
            (format!(r#"{{"n":1,"x":{{"e1":{one},"e2":{two}}}}} {{}}"#), None),
            (r#"{"a1":{"x":1},"a2":{"x":2},"a3":{"x":3}}"#.to_owned(), None),
            (r#"{"2024-01-31":[1,2]}"#.to_owned(), None),
            (
                format!(
                    r#"{{"actor":{{"time":"2024-01-31","a":1,"b":1}},"target":{one},"more":{{"at":"2024-01-31","k":1,"l":2,"m":3}}}}"#
                ),
                None,
            ),
            ("{}".to_owned(), None),
        ] {
            let found = keyed(text.as_bytes(), 0);
            let said = found
                .as_ref()
                .map(|found| (found.path.as_str(), found.name, found.lists));
            assert_eq!(said, expected, "{text}");
            assert!(found.is_none_or(|found| text.as_bytes()[found.brace] == b'{'));
        }
    }
}
