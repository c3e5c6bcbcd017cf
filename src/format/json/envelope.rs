//! Tells an envelope (one object wrapped around the array that holds the records) from an object that is itself a record.
//!
//! Both may hold arrays of objects: an OCSF event has `observables`, a search answer has `hits.hits`. No list of names decides, but a
//! look at the object: its largest array of objects holds the records if the rest looks like a letterhead rather than an event. A
//! letterhead has few members. An event says when it happened, so a rest with a time in it is an event, unless the elements have times
//! too and are more than half of the object; a rest without one is a letterhead if the elements have times, or are more than half of
//! the object. An object that holds nothing but an empty array is an envelope without records; if there is more in it than that, only
//! the usual name of a list makes it one, for a record with an empty list in it must not vanish.
//!
//! Objects that follow each other are *pages*, each an envelope, where the first is one for certain: its array has the name of a list,
//! and holds what has times, while the rest has none.

use super::scan::{Fault, Scan};
use super::text::{between, blanks, string, unescape};
use super::value::{colon, scalar, structure};
use crate::words;

/// Members of an envelope beside its array, at most.
pub(super) const LETTERHEAD: usize = 16;

/// How much of the first elements is searched for a time, in bytes.
const LOOK: usize = 16 * 1024;

/// What an object turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A record.
    Record,
    /// An envelope: the dotted path of its array, and the offset of the array's bracket.
    Envelope { path: String, array: usize },
    /// Too little of it is there to tell.
    More,
}

struct Array {
    path: String,
    start: usize,
    end: usize,
    empty: bool,
}

/// Looks at the object at `start`. `whole` says that the file ends where `bytes` end.
pub(super) fn judge(bytes: &[u8], start: usize, whole: bool) -> Verdict {
    let mut walk = Walk::new(bytes);
    let end = match walk.object(start) {
        Ok(end) => {
            match bytes.get(between(bytes, end)) {
                Some(b'{' | b'[') => return walk.page(),
                None if !whole => return Verdict::More,
                _ => {}
            }
            end
        }
        Err(Fault::Cut { .. }) if !whole => return Verdict::More,
        Err(_) => bytes.len(),
    };
    walk.verdict(end - start)
}

/// Looks at the object at `start`, which is one of several. `whole` says that no more of it can be had.
pub(super) fn judge_page(bytes: &[u8], start: usize, whole: bool) -> Verdict {
    let mut walk = Walk::new(bytes);
    let end = walk.object(start);
    match walk.page() {
        Verdict::Envelope { .. } if matches!(end, Err(Fault::Cut { .. })) && !whole => Verdict::More,
        verdict => verdict,
    }
}

/// Objects that are looked at for the list that they hold.
const PAGES: usize = 64;

/// The path of the list in objects of which the first, at `start`, tells of none: a page may be empty, or say that there was a mistake. `None`
/// where the objects are records, or only one.
pub(super) fn later_page(bytes: &[u8], start: usize) -> Option<String> {
    let mut at = start;
    for _ in 0..PAGES {
        let mut walk = Walk::new(bytes);
        let end = walk.object(at);
        if let Verdict::Envelope { path, .. } = walk.page() {
            return (at > start).then_some(path);
        }
        at = blanks(bytes, end.ok().filter(|_| walk.is_letterhead())?);
        if bytes.get(at) == Some(&b',') {
            at = blanks(bytes, at + 1);
        }
        (bytes.get(at) == Some(&b'{')).then_some(())?;
    }
    None
}

/// Whether the object at `start`, which is whole, holds no record and may stand around some: a page without any.
pub(super) fn is_letterhead(bytes: &[u8], start: usize) -> bool {
    let mut walk = Walk::new(bytes);
    walk.object(start).is_ok() && walk.is_letterhead()
}

/// The offset of the bracket of the array at `path` in the object at `start`; `None` where it holds no such array.
pub(super) fn bracket(bytes: &[u8], start: usize, path: &str) -> Result<Option<usize>, Fault> {
    let mut walk = Walk::new(bytes);
    walk.wanted = Some(path);
    walk.object(start)?;
    Ok(walk.found)
}

/// [`judge`], for an object of which no more can be had.
pub(super) fn judge_beginning(bytes: &[u8], start: usize) -> Verdict {
    match judge(bytes, start, false) {
        Verdict::More => judge(bytes, start, true),
        verdict => verdict,
    }
}

#[derive(Default)]
struct Walk<'a> {
    bytes: &'a [u8],
    arrays: Vec<Array>,
    leaves: usize,
    time: bool,
    /// The path of an array behind which nothing is looked at, and the offset at which it was found.
    wanted: Option<&'a str>,
    found: Option<usize>,
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Walk {
            bytes,
            ..Walk::default()
        }
    }

    /// Walks the object at `start` and all objects in it; arrays are looked at from outside.
    fn object(&mut self, start: usize) -> Result<usize, Fault> {
        let bytes = self.bytes;
        // The length of the path of each open object.
        let mut open = vec![0];
        let mut path = String::new();
        let mut at = blanks(bytes, start + 1);
        loop {
            match bytes.get(at) {
                Some(b'}') => {
                    open.pop();
                    at += 1;
                }
                Some(b'"') => {
                    let (quote, _) = string(bytes, at + 1)?;
                    path.truncate(open.last().copied().unwrap_or_default());
                    if !path.is_empty() {
                        path.push('.');
                    }
                    unescape(&String::from_utf8_lossy(&bytes[at + 1..quote]), &mut path);
                    at = colon(bytes, quote + 1)?;
                    match bytes.get(at) {
                        Some(b'{') => {
                            open.push(path.len());
                            at = blanks(bytes, at + 1);
                            continue;
                        }
                        Some(b'[') if self.wanted == Some(&path) => {
                            self.found = Some(at);
                            return Ok(at);
                        }
                        Some(b'[') => at = self.array(&path, at)?,
                        _ => {
                            at = scalar(bytes, at)?;
                            self.leaves += 1;
                            self.time |= has_time(&bytes[quote + 1..at]);
                        }
                    }
                }
                Some(_) => return Err(Fault::broken(at, words::reading::KEY)),
                None => return Err(Fault::cut(words::reading::KEY)),
            }
            if open.is_empty() {
                return Ok(at);
            }
            at = blanks(bytes, at);
            match bytes.get(at) {
                Some(b',') => at = blanks(bytes, at + 1),
                Some(b'}') => {}
                Some(_) => return Err(Fault::broken(at, "`,` or `}`")),
                None => return Err(Fault::cut("`,` or `}`")),
            }
        }
    }

    fn array(&mut self, path: &str, start: usize) -> Result<usize, Fault> {
        let result = structure(self.bytes, start);
        let end = result.unwrap_or(self.bytes.len());
        let inner = blanks(self.bytes, start + 1);
        match self.bytes.get(inner) {
            Some(&first @ (b'{' | b']' | b'[')) if first != b'[' || is_fields(self.bytes, inner) => {
                self.arrays.push(Array {
                    path: path.to_owned(),
                    start,
                    end,
                    empty: first == b']',
                });
            }
            _ => {
                self.leaves += 1;
            }
        }
        result
    }

    /// The array that holds the most, and how many members stand beside it.
    fn largest(&self) -> Option<(&Array, usize)> {
        let array = self
            .arrays
            .iter()
            .max_by_key(|array| (!array.empty, array.end - array.start))?;
        Some((array, self.leaves + self.arrays.len() - 1))
    }

    fn verdict(&self, length: usize) -> Verdict {
        let Some((array, rest)) = self.largest() else {
            return Verdict::Record;
        };
        let wraps = if array.empty {
            rest == 0 || rest <= LETTERHEAD && !self.time && names_a_list(&array.path)
        } else {
            let timed = self.timed(array);
            let most = (array.end - array.start) * 2 > length;
            rest == 0 || rest <= LETTERHEAD && if self.time { timed && most } else { timed || most }
        };
        if wraps { self.envelope(array) } else { Verdict::Record }
    }

    /// The envelope whose largest array this is. Where several hold records with the same times, it begins with the first of them; where an
    /// array holds nothing but one envelope, it is that one.
    fn envelope(&self, largest: &Array) -> Verdict {
        let times = self.first_times(largest);
        let alike = |array: &&Array| {
            array.start == largest.start || self.first_times(array).iter().any(|time| times.contains(time))
        };
        let array = self.arrays.iter().find(alike).unwrap_or(largest);
        let inner = blanks(self.bytes, array.start + 1);
        let mut walk = Walk::new(self.bytes);
        let alone = self.bytes.get(inner) == Some(&b'{')
            && match walk.object(inner) {
                Ok(end) => self.bytes.get(blanks(self.bytes, end)) == Some(&b']'),
                Err(Fault::Cut { .. }) => true,
                Err(Fault::Broken { .. }) => false,
            };
        if alone && let Verdict::Envelope { path, array: bracket } = walk.page() {
            let path = format!("{}.{path}", array.path);
            return Verdict::Envelope { path, array: bracket };
        }
        array.envelope()
    }

    /// The verdict on one of several objects.
    fn page(&self) -> Verdict {
        match self.largest() {
            Some((array, rest))
                if rest <= LETTERHEAD
                    && !self.time
                    && names_a_list(&array.path)
                    && (self.timed(array) || array.empty && rest == 0) =>
            {
                self.envelope(array)
            }
            _ => Verdict::Record,
        }
    }

    /// Whether it tells of no time, and of little else, and lists nothing.
    fn is_letterhead(&self) -> bool {
        !self.time && self.leaves <= LETTERHEAD && self.arrays.iter().all(|array| array.empty)
    }

    /// The paths of the times in the first element of an array.
    fn first_times(&self, array: &Array) -> Vec<String> {
        let inner = blanks(self.bytes, array.start + 1);
        let end = structure(self.bytes, inner).unwrap_or(inner);
        times(&self.bytes[inner..end])
    }

    fn timed(&self, array: &Array) -> bool {
        has_time(&self.bytes[array.start..array.end.min(array.start + LOOK)])
    }
}

impl Array {
    fn envelope(&self) -> Verdict {
        Verdict::Envelope {
            path: self.path.clone(),
            array: self.start,
        }
    }
}

/// Whether the array at `start` begins with the name of a field and its value: `[{"field":"@timestamp","value":…`.
fn is_fields(bytes: &[u8], start: usize) -> bool {
    let object = blanks(bytes, start + 1);
    bytes.get(object) == Some(&b'{') && bytes[blanks(bytes, object + 1)..].starts_with(b"\"field\"")
}

/// Whether the last key of `path` is what lists of records are usually called; asked where the array does not tell by what it holds.
fn names_a_list(path: &str) -> bool {
    let key = path.rsplit('.').next().unwrap_or(path).to_ascii_lowercase();
    [
        "records",
        "value",
        "values",
        "items",
        "events",
        "entries",
        "results",
        "hits",
        "rows",
        "logs",
        "activities",
        "data",
        "list",
    ]
    .iter()
    .any(|name| key.ends_with(name))
}

/// The paths at which an object holds times.
pub(super) fn times(object: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(object);
    let mut scan = Scan::new();
    if scan.record(text.as_bytes(), 0).is_err() {
        return Vec::new();
    }
    let timed = |text: &str| has_time(format!("\"{text}\"").as_bytes()) || has_time(format!(":{text} ").as_bytes());
    scan.fields(&text)
        .filter(|(_, text)| timed(text))
        .map(|(path, _)| path)
        .collect()
}

/// Whether some JSON text holds a time: a string that begins with a date, or a number in the range of seconds (or milliseconds and so
/// on) since 1970 that recent events have.
pub(super) fn has_time(json: &[u8]) -> bool {
    json.iter().enumerate().any(|(at, &byte)| match byte {
        b'"' => json.get(at + 1..at + 11).is_some_and(|text| {
            text.iter().enumerate().all(|(index, byte)| match index {
                4 | 7 => *byte == b'-' || *byte == b'/',
                _ => byte.is_ascii_digit(),
            })
        }),
        b':' => {
            let from = blanks(json, at + 1);
            let digits = json[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            matches!(digits, 10 | 13 | 16 | 19) && json[from] == b'1'
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Option<String> {
        match judge(text.as_bytes(), 0, true) {
            Verdict::Envelope { path, array } => {
                assert_eq!(text.as_bytes()[array], b'[');
                Some(path)
            }
            Verdict::Record => None,
            Verdict::More => panic!("more wanted of a whole file"),
        }
    }

    #[test]
    fn envelopes_are_found_by_looking() {
        let event = r#"{"id":1,"eventTime":"2024-01-01T00:00:00Z","name":"login","who":"ada"}"#;
        for (text, expected) in [
            (format!(r#"{{"Records":[{event}]}}"#), Some("Records")),
            (format!(r#"{{"@odata.context":"https://x","@odata.count":2,"value":[{event},{event}]}}"#), Some("value")),
            (format!(r#"{{"status":"ok","data":{{"page":1,"items":[{event}]}}}}"#), Some("data.items")),
            (format!(r#"{{"fields":[{{"name":"a"}}],"results":[{event},{event}],"messages":[]}}"#), Some("results")),
            (format!(r#"{{"exported":"2024-01-02T00:00:00Z","events":[{event},{event}]}}"#), Some("events")),
            (format!(r#"{{"took":5,"timed_out":false,"hits":{{"total":{{"value":1}},"hits":[{event}"#), Some("hits.hits")),
            (format!(r#"{{"changes":[{event}],"logins":[{event},{event}],"total":3}}"#), Some("changes")),
            (format!(r#"{{"accounts":[{{"id":1,"created":"2020-01-01T00:00:00Z"}}],"data":[{event},{event}]}}"#), Some("data")),
            (format!(r#"{{"users":[{{"id":1}}],"results":[{{"events":[{event},{event}]}}],"meta":1}}"#), Some("results.events")),
            (r#"{"Records":[]}"#.to_owned(), Some("Records")),
            (r#"{"took":1,"hits":{"total":0,"hits":[]}}"#.to_owned(), Some("hits.hits")),
            (r#"{"id":7,"name":"x","tags":[]}"#.to_owned(), None),
            (r#"{"time":1700000000000,"observables":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"}]}"#.to_owned(), None),
            (
                r#"{"id":{"time":"2024-01-01T00:00:00Z"},"events":[{"type":"t","name":"n","parameters":[{"name":"p","value":"v"}]}]}"#.to_owned(),
                None,
            ),
            (format!("{event}\n{event}"), None),
            (format!(r#"{{"Records":[{event}]}} {{"Records":[{event}]}}"#), Some("Records")),
            (format!(r#"{{"who":"ada","at":"2024-01-01","events":[{event}]}} {{"who":"bob","events":[]}}"#), None),
            (r#"{"name":"a","items":[{"n":1}]}{"name":"b","items":[{"n":2}]}"#.to_owned(), None),
            ("{}".to_owned(), None),
        ] {
            assert_eq!(path(&text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn half_an_object_asks_for_more() {
        let text = br#"{"Records":[{"a":1},{"a"#;
        assert_eq!(judge(text, 0, false), Verdict::More);
        assert!(matches!(judge_beginning(text, 0), Verdict::Envelope { .. }));
    }
}
