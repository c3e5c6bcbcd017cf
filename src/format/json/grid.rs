//! Rows of values beside a list of columns, as databases answer.
//!
//! Rows are arrays of values, or of objects that hold one each (`{"f":[{"v":1},{"v":2}]}`). They may stand in several tables, which an array
//! lists; and their names may stand behind them.

use super::columns;
use super::envelope::has_time;
use super::nameless::nameless;
use super::scan::{Fault, Scan};
use super::text::{blanks, string, unescape};
use super::value::{colon, scalar, structure};
use crate::words;
use std::collections::HashSet;
use std::ops::Range;

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
    /// Whether the first row is that of the names.
    pub headed: bool,
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
    /// A list of values for each column.
    Columns,
    /// There are rows or columns, whose names or ends may stand behind what is here.
    More,
}

/// Looks for rows of values in the object or array at `start`.
pub(super) fn grid(bytes: &[u8], start: usize) -> Rows {
    if bytes.get(start) == Some(&b'[') {
        let found = below_names(bytes, start).or_else(|| nameless(bytes, start));
        return found.map_or(Rows::No, Rows::Found);
    }
    let mut walk = Walk::new(bytes, TABLES);
    let end = walk.object(start, &mut String::new(), 0);
    match (walk.found, end) {
        (Some(found), _) => Rows::Found(found),
        (None, Err(Fault::Cut { .. })) if walk.rows.is_some() || walk.long => Rows::More,
        (None, Ok(_)) if !walk.tables.is_empty() => Rows::Columns,
        _ => Rows::No,
    }
}

/// All tables of columns in the object at `start`, and where it ends.
pub(super) fn tables(bytes: &[u8], start: usize) -> Result<(Vec<Table>, usize), Fault> {
    let mut walk = Walk::new(bytes, usize::MAX);
    let end = walk.object(start, &mut String::new(), 0)?;
    Ok((walk.tables, end))
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
    if names.len() < 2 || cells.len() != names.len() || !told && !are_types(&cells) {
        return None;
    }
    let mut last = end;
    // Their types may stand between.
    loop {
        let next = blanks(bytes, last);
        let next = (bytes.get(next) == Some(&b',')).then(|| blanks(bytes, next + 1))?;
        let row = structure(bytes, next).ok().filter(|_| bytes[next] == b'[')?;
        if !are_types(&elements(&bytes[next..row])?) {
            break;
        }
        last = row;
    }
    Some(Grid {
        path: String::new(),
        array: last - 1,
        names: names.into_iter().map(|name| name.text).collect(),
        texts: None,
        headed: false,
        list: None,
    })
}

/// Whether all values of a row are names of types.
pub(super) fn are_types(cells: &[&[u8]]) -> bool {
    const TYPES: [&str; 27] = [
        "string",
        "varchar",
        "char",
        "text",
        "int",
        "integer",
        "uint",
        "long",
        "bigint",
        "smallint",
        "tinyint",
        "float",
        "double",
        "decimal",
        "numeric",
        "number",
        "bool",
        "boolean",
        "date",
        "datetime",
        "timestamp",
        "uuid",
        "ipv",
        "nullable",
        "lowcardinality",
        "enum",
        "array",
    ];
    let is_type = |cell: &&[u8]| {
        let text = String::from_utf8_lossy(cell).to_ascii_lowercase();
        let text = text.trim_matches('"');
        let word = &text[..text
            .find(|char: char| !char.is_ascii_alphabetic())
            .unwrap_or(text.len())];
        !text.contains(' ') && TYPES.contains(&word)
    };
    !cells.is_empty() && cells.iter().all(is_type)
}

/// The name of a column, and whether its type says that it is text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub text: String,
    is_text: bool,
}

/// A list of values for each column: the names, quotes included, and where the values stand; and where all that does.
#[derive(Debug)]
pub(super) struct Table {
    pub columns: Vec<(Vec<u8>, Vec<Range<usize>>)>,
    pub path: String,
    pub place: Range<usize>,
}

struct Walk<'a> {
    bytes: &'a [u8],
    /// Elements of an array that are looked at.
    most: usize,
    tables: Vec<Table>,
    /// Whether columns go on behind what is here.
    long: bool,
    /// The list of columns met last.
    names: Vec<Name>,
    /// Rows met before any list of columns, which have no names yet, and how many columns they have.
    rows: Option<(Grid, usize)>,
    /// The innermost array around: the length of its path, and the offset of its bracket.
    list: Option<(usize, usize)>,
    found: Option<Grid>,
}

impl<'a> Walk<'a> {
    fn new(bytes: &'a [u8], most: usize) -> Self {
        Walk {
            bytes,
            most,
            tables: Vec::new(),
            long: false,
            names: Vec::new(),
            rows: None,
            list: None,
            found: None,
        }
    }

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
                Some(b'{') if let Some(end) = self.columns(value, &key, path)? => end,
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
        if let Some(end) = self.columns(start, &key, path)? {
            return Ok(end);
        }
        if matches!(bytes.get(first), Some(b'[' | b'{')) && holds_rows(&key) {
            let end = structure(bytes, first)?;
            let sure = ["rows", "data", "values"].iter().any(|name| key.ends_with(name));
            let row = row(&bytes[first..end]);
            if let Some((width, wrapped)) =
                row.filter(|(width, wrapped)| sure || *wrapped || *width == self.names.len())
            {
                let grid = Grid {
                    path: path.clone(),
                    array: start,
                    names: Vec::new(),
                    texts: wrapped.then(Vec::new),
                    headed: false,
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
            for _ in 0..self.most {
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
            "columns",
            "fields",
            "names",
            "headers",
            "header",
            "rowtype",
            "cols",
            "schema",
            "meta",
            "columnnames",
            "columninfo",
            "columnmetadata",
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

    /// Takes what stands at `start` as a table of columns, if there are as many lists of one length as names; answers where it ends.
    fn columns(&mut self, start: usize, key: &str, path: &str) -> Result<Option<usize>, Fault> {
        let (bytes, count) = (self.bytes, self.names.len());
        let key = key.to_ascii_lowercase();
        if count == 0 || !holds_rows(&key) && key != "columns" {
            return Ok(None);
        }
        let columns = if bytes[start] == b'{' {
            columns::columns(bytes, start)
        } else {
            columns::lists(bytes, start, count)
        };
        let (columns, end) = match columns {
            Ok((columns, end)) if columns.len() == count && !columns.is_empty() => (columns, end),
            Err(Fault::Cut { expected }) => {
                self.long = true;
                return Err(Fault::cut(expected));
            }
            _ => return Ok(None),
        };
        let columns = columns.into_iter().zip(&self.names).map(|((key, values), name)| {
            let named = serde_json::to_vec(&name.text).unwrap_or_default();
            (key.map_or(named, |key| bytes[key].to_vec()), values)
        });
        self.tables.push(Table {
            columns: columns.collect(),
            path: path.to_owned(),
            place: start..end,
        });
        Ok(Some(end))
    }

    /// Ends the walk at `at`, where rows and their names are known.
    fn finds(&mut self, grid: Grid, names: Vec<Name>, at: usize) -> Result<usize, Fault> {
        self.found = Some(Grid {
            headed: is_header(self.bytes, grid.array, &names),
            texts: grid.texts.map(|_| names.iter().map(|name| name.is_text).collect()),
            names: names.into_iter().map(|name| name.text).collect(),
            ..grid
        });
        Err(Fault::broken(at, words::reading::NOTHING_MORE))
    }
}

/// Whether an array of this name may hold rows.
fn holds_rows(key: &str) -> bool {
    ["rows", "data", "values", "array", "records", "events"]
        .iter()
        .any(|name| key.ends_with(name))
}

/// Whether the first row of the array at `start` is these names.
fn is_header(bytes: &[u8], start: usize, names: &[Name]) -> bool {
    let mut scan = Scan::rows(&[], Some(&[]));
    let first = blanks(bytes, start + 1);
    let Ok(end) = scan.record(bytes, first) else {
        return false;
    };
    let text = String::from_utf8_lossy(&bytes[first..end]);
    let values = scan.fields(&text).map(|(_, value)| value);
    names.len() > 1 && values.eq(names.iter().map(|name| name.text.as_str()))
}

/// How many values a row holds, and whether each stands in an object of its own; `None` where this is no row.
fn row(bytes: &[u8]) -> Option<(usize, bool)> {
    let wrapped = || Some((Scan::width(bytes)?, true));
    let plain = || Some((elements(bytes).filter(|_| bytes.starts_with(b"["))?.len(), false));
    wrapped().or_else(plain).filter(|(width, _)| *width > 0)
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
pub(super) fn names(array: &[u8]) -> Option<Vec<Name>> {
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
            let kind = member(&["type", "typename", "type.scalartype"]).map_or("", |(_, kind)| kind);
            is_text = ["STRING", "BYTES", "JSON", "VARCHAR", "CHAR"].contains(&&*kind.to_ascii_uppercase());
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
            r#"{"columns":["a","b"],"rows":[[1],[2],[3]]}"#,
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
}
