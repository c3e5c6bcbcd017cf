//! Two shapes in which records are no objects of an array: rows of values beside a list of columns, as databases answer, and records as the
//! members of one object, each under its id.
//!
//! Rows are arrays of values, or of objects that hold one each (`{"f":[{"v":1},{"v":2}]}`). They may stand in several tables, which an array
//! lists; and their names may stand behind them.

use super::envelope::has_time;
use super::scan::{Fault, Scan};
use super::text::{blanks, string, unescape};
use super::value::{colon, scalar, structure};
use crate::words;
use std::collections::HashSet;

/// Members of an object that are looked at.
const MEMBERS: usize = 16;

/// Objects that are opened to find the one whose members are records.
const DEEP: usize = 3;

/// Tables in a list that are looked at.
const TABLES: usize = 8;

/// Rows of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Grid {
    /// The dotted path of the array of rows; empty where nothing is around it.
    pub path: String,
    /// The offset of its bracket.
    pub array: usize,
    pub names: Vec<String>,
    /// Where rows are objects of objects: which columns are text, whatever their values look like.
    pub texts: Option<Vec<bool>>,
    /// The array that lists the table of these rows, and maybe others: the length of its path, and the offset of its bracket.
    pub list: Option<(usize, usize)>,
}

impl Grid {
    /// The path of the list of tables, if there is one, and that of the rows from the object in which they stand.
    pub fn paths(&self) -> (Option<&str>, &str) {
        match self.list {
            Some((length, _)) => (Some(&self.path[..length]), &self.path[length + 1..]),
            None => (None, &self.path),
        }
    }
}

/// What a look for rows of values gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    No,
    Found(Grid),
    /// There are rows, whose names may stand behind what is here.
    More,
}

/// Looks for rows of values in the object or array at `start`.
pub(super) fn grid(bytes: &[u8], start: usize) -> Rows {
    if bytes.get(start) == Some(&b'[') {
        let found = below_names(bytes, start).or_else(|| nameless(bytes, start));
        return found.map_or(Rows::No, Rows::Found);
    }
    let mut walk = Walk {
        bytes,
        names: Vec::new(),
        rows: None,
        list: None,
        found: None,
    };
    let end = walk.object(start, &mut String::new(), 0);
    match (walk.found, end) {
        (Some(found), _) => Rows::Found(found),
        (None, Err(Fault::Cut { .. })) if walk.rows.is_some() => Rows::More,
        _ => Rows::No,
    }
}

/// Rows in the array at `start`, the first of which names the columns.
fn below_names(bytes: &[u8], start: usize) -> Option<Grid> {
    let inner = blanks(bytes, start + 1);
    let end = structure(bytes, inner).ok().filter(|_| bytes[inner] == b'[')?;
    let names = names(&bytes[inner..end])?;
    let second = blanks(bytes, end);
    let second = (bytes.get(second) == Some(&b',')).then(|| blanks(bytes, second + 1))?;
    let row = structure(bytes, second).ok().filter(|_| bytes[second] == b'[')?;
    let cells = elements(&bytes[second..row])?;
    // Names are text, while some value below them is not.
    let told = cells.iter().any(|cell| !cell.starts_with(b"\"") || has_time(cell));
    let fits = names.len() > 1 && cells.len() == names.len() && told;
    fits.then(|| Grid {
        path: String::new(),
        array: end - 1,
        names: names.into_iter().map(|name| name.text).collect(),
        texts: None,
        list: None,
    })
}

/// Rows in the array at `start`, of which none names the columns.
fn nameless(bytes: &[u8], start: usize) -> Option<Grid> {
    let first = blanks(bytes, start + 1);
    let end = structure(bytes, first).ok()?;
    let comma = blanks(bytes, end);
    let second = (bytes.get(comma) == Some(&b',')).then(|| blanks(bytes, comma + 1))?;
    let names = alike(bytes, first, second)?;
    Some(Grid {
        path: String::new(),
        array: start,
        names,
        texts: None,
        list: None,
    })
}

/// The names of the columns of arrays that stand on lines of their own, the first at `start`; and whether that one is these names.
pub(super) fn lined_rows(bytes: &[u8], start: usize) -> Option<(Vec<String>, bool)> {
    let end = structure(bytes, start).ok()?;
    let second = blanks(bytes, end);
    let unnamed = alike(bytes, start, second)?;
    let first = &bytes[start..end];
    match names(first).filter(|_| !is_timed(first)) {
        Some(names) => Some((names.into_iter().map(|name| name.text).collect(), true)),
        None => Some((unnamed, false)),
    }
}

/// Names for the columns of two rows, if they hold as many values, several, with a time in the second.
fn alike(bytes: &[u8], first: usize, second: usize) -> Option<Vec<String>> {
    let row = |start: usize| {
        let end = structure(bytes, start).ok().filter(|_| bytes[start] == b'[')?;
        Some((&bytes[start..end], elements(&bytes[start..end])?.len()))
    };
    let ((_, width), (text, other)) = (row(first)?, row(second)?);
    let named = |at: usize| format!("column {}", at + 1);
    (width > 1 && width == other && is_timed(text)).then(|| (0..width).map(named).collect())
}

/// Whether some value of an array is a time.
fn is_timed(array: &[u8]) -> bool {
    let cells = elements(array).unwrap_or_default();
    cells
        .iter()
        .any(|cell| !cell.starts_with(b"[") && !cell.starts_with(b"{") && has_time(&[b":", *cell, b" "].concat()))
}

/// The name of a column, and whether its type says that it is text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    text: String,
    is_text: bool,
}

struct Walk<'a> {
    bytes: &'a [u8],
    /// The list of columns met last.
    names: Vec<Name>,
    /// Rows met before any list of columns, which have no names yet, and how many columns they have.
    rows: Option<(Grid, usize)>,
    /// The innermost array around: the length of its path, and the offset of its bracket.
    list: Option<(usize, usize)>,
    found: Option<Grid>,
}

impl Walk<'_> {
    /// Walks the object at `start`, the objects in it and the first element of each array; stops at rows whose columns are known.
    fn object(&mut self, start: usize, path: &mut String, depth: usize) -> Result<usize, Fault> {
        let (bytes, length) = (self.bytes, path.len());
        let mut at = blanks(bytes, start + 1);
        while bytes.get(at) == Some(&b'"') {
            let (quote, _) = string(bytes, at + 1)?;
            let key = String::from_utf8_lossy(&bytes[at + 1..quote]).into_owned();
            path.truncate(length);
            if length > 0 {
                path.push('.');
            }
            unescape(&key, path);
            let value = colon(bytes, quote + 1)?;
            at = match bytes.get(value) {
                Some(b'{') if depth < 8 => self.object(value, path, depth + 1)?,
                Some(b'[') => self.array(value, &key, path, depth)?,
                Some(b'{') => structure(bytes, value)?,
                _ => scalar(bytes, value)?,
            };
            at = blanks(bytes, at);
            if bytes.get(at) != Some(&b',') {
                break;
            }
            at = blanks(bytes, at + 1);
        }
        match bytes.get(at) {
            Some(b'}') => Ok(at + 1),
            Some(_) => Err(Fault::broken(at, words::reading::KEY)),
            None => Err(Fault::cut(words::reading::KEY)),
        }
    }

    fn array(&mut self, start: usize, key: &str, path: &mut String, depth: usize) -> Result<usize, Fault> {
        let bytes = self.bytes;
        let first = blanks(bytes, start + 1);
        let key = key.to_ascii_lowercase();
        if matches!(bytes.get(first), Some(b'[' | b'{'))
            && ["rows", "data", "values"].iter().any(|name| key.ends_with(name))
        {
            let end = structure(bytes, first)?;
            if let Some((width, wrapped)) = row(&bytes[first..end]) {
                let grid = Grid {
                    path: path.clone(),
                    array: start,
                    names: Vec::new(),
                    texts: wrapped.then(Vec::new),
                    list: self.list,
                };
                if width == self.names.len() {
                    let names = std::mem::take(&mut self.names);
                    return self.finds(grid, names, first);
                }
                if self.names.is_empty() && self.rows.is_none() {
                    self.rows = Some((grid, width));
                }
                return structure(bytes, start);
            }
        }
        if bytes.get(first) == Some(&b'{') && depth < 8 {
            // The rows may stand in the first of several tables that has some.
            let names = std::mem::take(&mut self.names);
            let list = self.list.replace((path.len(), start));
            let mut at = first;
            for _ in 0..TABLES {
                at = blanks(bytes, self.object(at, path, depth + 1)?);
                path.truncate(self.list.map_or(0, |(length, _)| length));
                self.names.clear();
                if bytes.get(at) != Some(&b',') {
                    break;
                }
                at = blanks(bytes, at + 1);
                if bytes.get(at) != Some(&b'{') {
                    break;
                }
            }
            (self.names, self.list) = (names, list);
        }
        let end = structure(bytes, start)?;
        if [
            "columns", "fields", "names", "headers", "header", "rowtype", "cols", "schema",
        ]
        .contains(&key.as_str())
            && let Some(names) = names(&bytes[start..end])
        {
            if let Some((grid, _)) = self
                .rows
                .take_if(|(grid, width)| *width == names.len() && grid.list == self.list)
            {
                return self.finds(grid, names, start);
            }
            self.names = names;
        }
        Ok(end)
    }

    /// Ends the walk at `at`, where rows and their names are known.
    fn finds(&mut self, grid: Grid, names: Vec<Name>, at: usize) -> Result<usize, Fault> {
        self.found = Some(Grid {
            texts: grid.texts.map(|_| names.iter().map(|name| name.is_text).collect()),
            names: names.into_iter().map(|name| name.text).collect(),
            ..grid
        });
        Err(Fault::broken(at, words::reading::NOTHING_MORE))
    }
}

/// How many values a row holds, and whether each stands in an object of its own; `None` where this is no row.
fn row(bytes: &[u8]) -> Option<(usize, bool)> {
    if bytes.starts_with(b"[") {
        return Some((elements(bytes)?.len(), false)).filter(|(width, _)| *width > 0);
    }
    Some((Scan::width(bytes)?, true)).filter(|(width, _)| *width > 0)
}

/// The elements of a whole array.
pub(super) fn elements(array: &[u8]) -> Option<Vec<&[u8]>> {
    let mut elements = Vec::new();
    let mut at = blanks(array, 1);
    while array.get(at) != Some(&b']') {
        let end = match array.get(at)? {
            b'{' | b'[' => structure(array, at),
            _ => scalar(array, at),
        };
        let end = end.ok()?;
        elements.push(&array[at..end]);
        at = blanks(array, end);
        if array.get(at) == Some(&b',') {
            at = blanks(array, at + 1);
        }
    }
    Some(elements)
}

/// The names of columns that an array lists: as texts, or as objects that have a name. No name stands in it twice.
fn names(array: &[u8]) -> Option<Vec<Name>> {
    let mut scan = Scan::new();
    let mut names: Vec<Name> = Vec::new();
    let mut known = HashSet::new();
    for element in elements(array)? {
        let text = std::str::from_utf8(element).ok()?;
        let mut is_text = true;
        let quoted = if text.starts_with('{') {
            scan.record(element, 0).ok()?;
            let member = |keys: &[&str]| {
                let mut fields = scan.fields(text);
                fields.find(|(path, _)| keys.contains(&path.to_ascii_lowercase().as_str()))
            };
            let kind = member(&["type"]).map_or("", |(_, kind)| kind);
            is_text = ["STRING", "BYTES", "JSON"].contains(&kind);
            member(&["name", "columnname", "field", "label", "title"])?.1
        } else {
            text.strip_prefix('"')?.strip_suffix('"')?
        };
        let mut name = String::new();
        unescape(quoted, &mut name);
        if name.trim().is_empty() || !known.insert(name.clone()) {
            return None;
        }
        names.push(Name { text: name, is_text });
    }
    (!names.is_empty()).then_some(names)
}

/// The offset of the brace of the object whose members are records, if that at `start` is one or holds nothing but one: records have much the
/// same members, and times in them.
pub(super) fn keyed(bytes: &[u8], start: usize) -> Option<usize> {
    let mut brace = start;
    for _ in 0..DEEP {
        let (mut members, mut at) = (Vec::new(), blanks(bytes, brace + 1));
        let mut numbered = true;
        let mut first = None;
        let mut cut = false;
        while members.len() < MEMBERS && bytes.get(at) == Some(&b'"') {
            let (quote, _) = string(bytes, at + 1).ok()?;
            let value = colon(bytes, quote + 1).ok()?;
            if bytes.get(value) != Some(&b'{') {
                return None;
            }
            first.get_or_insert(value);
            let end = match structure(bytes, value) {
                Ok(end) => end,
                Err(Fault::Cut { .. }) => {
                    cut = true;
                    break;
                }
                Err(Fault::Broken { .. }) => return None,
            };
            numbered &= bytes[at..quote].iter().any(u8::is_ascii_digit);
            members.push(&bytes[value..end]);
            at = blanks(bytes, end);
            if bytes.get(at) == Some(&b',') {
                at = blanks(bytes, at + 1);
            }
        }
        if members.len() > 2 || members.len() == 2 && numbered {
            return are_records(&members).then_some(brace);
        }
        // One object, which may be that of the records.
        let alone = members.len() + usize::from(cut) == 1 && (cut || bytes.get(at) == Some(&b'}'));
        brace = first.filter(|_| alone)?;
    }
    None
}

fn are_records(members: &[&[u8]]) -> bool {
    let mut scan = Scan::new();
    let keys: Vec<Vec<String>> = members
        .iter()
        .filter_map(|member| {
            scan.record(member, 0).ok()?;
            Some(scan.places().map(|(path, _)| path).collect())
        })
        .collect();
    let alike = |keys: &Vec<String>, other: &Vec<String>| {
        let both = keys.iter().filter(|key| other.contains(key)).count();
        both * 2 >= keys.len().max(other.len())
    };
    keys.len() == members.len()
        && keys.iter().all(|other| !other.is_empty() && alike(other, &keys[0]))
        && members.iter().all(|member| has_time(member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_below_columns_are_found() {
        for (text, path, names) in [
            (
                r#"{"tables":[{"name":"P","columns":[{"name":"a","type":"t"},{"name":"b","type":"t"}],"rows":[["x",1],["y",2]]}]}"#,
                "tables.rows",
                &["a", "b"][..],
            ),
            (
                r#"{"preview":false,"fields":["_time","host"],"rows":[["1","h"]]}"#,
                "rows",
                &["_time", "host"],
            ),
            (
                r#"{"resultSetMetaData":{"rowType":[{"name":"A"},{"name":"B"}]},"data":[["1","2"]]}"#,
                "data",
                &["A", "B"],
            ),
            (r#"{"columns":["a"],"index":[0,1],"data":[[1],[2]]}"#, "data", &["a"]),
            (r#"{"rows":[[1,2]],"columns":["a","b"]}"#, "rows", &["a", "b"]),
            (
                r#"{"t":[{"data":[[1,2]],"meta":[{"name":"x"}],"cols":["a","b"]}]}"#,
                "t.data",
                &["a", "b"],
            ),
            (
                r#"{"schema":{"fields":[{"name":"a","type":"STRING"},{"name":"b"}]},"rows":[{"f":[{"v":"1"},{"v":[{"v":1}]}]}]}"#,
                "rows",
                &["a", "b"],
            ),
            (
                r#"[["when","who"],["2024-01-31T10:00:00Z","ada"]]"#,
                "",
                &["when", "who"],
            ),
        ] {
            let Rows::Found(found) = grid(text.as_bytes(), 0) else {
                panic!("{text}")
            };
            assert_eq!(
                (found.path.as_str(), &found.names[..]),
                (path, &names.iter().map(|name| name.to_string()).collect::<Vec<_>>()[..])
            );
        }
        for text in [
            r#"{"columns":["a","b"],"rows":[[1],[2]]}"#,
            r#"{"fields":["a","a"],"rows":[[1,2]]}"#,
            r#"{"tags":["a","b"],"data":[[1,2]]}"#,
            r#"{"rows":[[1,2]],"columns":["a"]}"#,
            r#"{"tables":[{"rows":[[1,2]]}],"columns":["a","b"]}"#,
            r#"{"columns":["a","b"],"rows":[{"f":[{"v":1},{"v":2}],"g":1}]}"#,
            r#"{"columns":["a","b"],"rows":[{"f":[{"v":1,"w":2},{"v":2}]}]}"#,
            r#"[["a","b"],["c","d"]]"#,
            r#"[[1,2],[3,4]]"#,
            r#"{"columns":["a"#,
            "{}",
        ] {
            assert_eq!(grid(text.as_bytes(), 0), Rows::No, "{text}");
        }
        assert_eq!(grid(br#"{"rows":[[1,2],[3"#, 0), Rows::More);
    }

    #[test]
    fn records_under_their_ids_are_found() {
        let event = |n: u32| format!(r#"{{"at":"2024-01-31T10:00:0{n}Z","who":{{"name":"x"}}}}"#);
        let (one, two, three) = (event(1), event(2), event(3));
        for (text, brace) in [
            (format!(r#"{{"evt_1":{one},"evt_2":{two}}}"#), Some(0)),
            (format!(r#"{{"events":{{"a":{one},"b":{two},"c":{three}}}}}"#), Some(10)),
            (
                format!(r#"{{"a":{one},"b":{two},"c":{three},"d":{{"at":"2024-"#),
                Some(0),
            ),
            (format!(r#"{{"before":{one},"after":{two}}}"#), None),
            (format!(r#"{{"e1":{one},"e2":{two},"n":1}}"#), None),
            (r#"{"a1":{"x":1},"a2":{"x":2},"a3":{"x":3}}"#.to_owned(), None),
            (
                format!(
                    r#"{{"actor":{{"time":"2024-01-31","a":1,"b":1}},"target":{one},"more":{{"at":"2024-01-31","k":1,"l":2,"m":3}}}}"#
                ),
                None,
            ),
            ("{}".to_owned(), None),
        ] {
            assert_eq!(keyed(text.as_bytes(), 0), brace, "{text}");
        }
    }
}
