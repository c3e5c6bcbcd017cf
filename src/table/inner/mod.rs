//! Structures inside of cells, opened as columns: the text stays, and what it holds can be filtered and counted.
//!
//! What a column holds is decided by looking at its values, never by its name: JSON objects, pairs such as `user=ada`, labels with values, lists of names
//! and values (each name becomes a column), or lists of objects (each member becomes a column, of lists where there are several).
//! Opening takes time, so it is done in steps, on a table that already answers questions.

mod look;
mod parts;
mod shapes;

use super::{Builder, Column, Data, Dataset, SEGMENT, Texts, Woven};
use crate::format::{ColumnId, Inner, Position, Raw, Sink, Warning};
use crate::value::Kind;
use crate::words;
use look::{Content, is_said, look};
pub(super) use parts::unwrapped;
use parts::{Parts, objects, push};
use shapes::Plan;
use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

/// Structures opened inside of opened ones.
const DEPTH: u8 = 4;

/// Columns that one column may open into; with more names than that they are no names.
const COLUMNS: usize = 1000;

/// Bytes of text that a step reads.
const STEP: usize = 1 << 20;

/// The structures of a table being opened. The table must not change its rows meanwhile.
#[derive(Debug, Default)]
pub struct Opening {
    /// Columns to look at, and how deep in opened ones they are.
    queue: VecDeque<(Arc<str>, u8)>,
    work: Option<Work>,
    /// Where the column stood that was looked at last: the next one mostly follows it.
    at: usize,
    /// Columns made.
    made: usize,
}

/// A column being opened.
#[derive(Debug)]
struct Work {
    name: Arc<str>,
    depth: u8,
    content: Content,
    inner: Inner,
    below: Below,
    row: usize,
    /// Values that could not be opened.
    left: usize,
}

impl Opening {
    /// All structures of a table, but for these columns, which are made of others.
    pub fn new(dataset: &Dataset, made: &[String]) -> Self {
        let names = dataset.columns.iter().map(|column| column.name.clone());
        let names = names.filter(|name| !made.iter().any(|made| **made == **name));
        Self {
            queue: names.map(|name| (name, 0)).collect(),
            ..Self::default()
        }
    }

    /// Goes on for a few milliseconds; answers whether there is more to do. Columns appear behind the one they were in.
    pub fn step(&mut self, dataset: &mut Dataset) -> bool {
        let Some(mut work) = self.work.take() else {
            let Some((name, depth)) = self.queue.pop_front() else {
                return false;
            };
            self.work = self
                .find(&name, dataset)
                .and_then(|column| Work::new(column, depth, dataset));
            return true;
        };
        let Some(column) = self.find(&work.name, dataset) else {
            return true;
        };
        if work.read(column, dataset.rows) {
            self.close(work, dataset);
        } else {
            self.work = Some(work);
        }
        true
    }

    /// The column of this name.
    fn find<'a>(&mut self, name: &str, dataset: &'a Dataset) -> Option<&'a Column> {
        let (before, behind) = dataset.columns.split_at(self.at.min(dataset.columns.len()));
        let named = |column: &Column| *column.name == *name;
        let at = behind.iter().position(named).map(|at| before.len() + at);
        self.at = at.or_else(|| before.iter().position(named))?;
        dataset.columns.get(self.at)
    }

    /// How many columns were made.
    pub fn made(&self) -> usize {
        self.made
    }

    /// Puts the columns in their place.
    fn close(&mut self, work: Work, dataset: &mut Dataset) {
        let Some(at) = dataset.columns.iter().position(|column| column.name == work.name) else {
            return;
        };
        let count = work.below.builder.width();
        let told = if count > COLUMNS {
            words::tables::holds_more_than_names(&COLUMNS)
        } else {
            let left = match work.left {
                0 => String::new(),
                1 => words::tables::ONE_VALUE_COULD_NOT_BE.into(),
                left => words::tables::values_could_not_be_opened(&left),
            };
            words::tables::opened_into_columns(&count, &left)
        };
        let source = &mut dataset.columns[at];
        source.note = Some(
            source
                .note
                .take()
                .map_or(told.clone(), |note| format!("{note}; {told}")),
        );
        if count > COLUMNS {
            return;
        }
        let mut made = work.below.builder.seal();
        if matches!(work.content, Content::Named(_) | Content::Several) {
            for column in made.columns.iter_mut().filter(|column| column.kind == Kind::List) {
                if let Some(single) = unwrapped(column, dataset.rows) {
                    *column = single;
                }
            }
        }
        let made = made.rescue_times().columns;
        self.made += made.len();
        if work.depth < DEPTH {
            let inner = made.iter().rev().map(|column| (column.name.clone(), work.depth + 1));
            inner.for_each(|column| self.queue.push_front(column));
        }
        dataset.columns.splice(at + 1..at + 1, made);
    }
}

impl Work {
    /// The work of opening a column, if there is something in it.
    fn new(column: &Column, depth: u8, dataset: &Dataset) -> Option<Self> {
        let content = look(column, dataset.rows)?;
        if content == Content::Labelled && is_said(column, dataset) {
            return None;
        }
        Some(Self {
            name: column.name.clone(),
            depth,
            content,
            inner: Inner::new(),
            below: Below {
                prefix: column.name.clone(),
                builder: Builder::default(),
                taken: dataset.columns.iter().map(|column| column.name.clone()).collect(),
            },
            row: 0,
            left: 0,
        })
    }

    /// Reads some rows; answers whether it is done.
    fn read(&mut self, column: &Column, rows: usize) -> bool {
        if let Some(woven) = woven(column, self.row).filter(|_| self.content == Content::Objects)
            && let Some(plan) = Plan::new(woven, &mut self.inner, &mut self.below)
        {
            self.left += plan.fill(|row| !column.is_null(self.row + row), &mut self.below.builder);
            self.row += woven.len();
            return self.row == rows || self.below.builder.width() > COLUMNS;
        }
        let mut bytes = 0;
        let end = rows.min(self.row + SEGMENT);
        while self.row < end && bytes < STEP {
            if let Some(text) = column.text(self.row) {
                bytes += text.len();
                let opened = match &self.content {
                    Content::Objects => self.inner.object(&text, &mut self.below),
                    Content::Pairs => Inner::pairs(&text, &mut self.below),
                    Content::Labelled => Inner::labelled(&text, &mut self.below),
                    Content::Named(named) => {
                        Parts::read(&text).is_some_and(|parts| named.push(&parts, &mut self.below))
                    }
                    Content::Several => {
                        objects(&text).is_some_and(|objects| push(&objects, &mut self.inner, &mut self.below))
                    }
                };
                self.left += usize::from(!opened);
            }
            self.below.builder.end_rows(1);
            self.row += 1;
        }
        self.row == rows || self.below.builder.width() > COLUMNS
    }
}

/// The woven texts that begin at this row.
fn woven(column: &Column, row: usize) -> Option<&Woven> {
    let Data::Plain { texts, .. } = &column.data else {
        return None;
    };
    match texts.segments.get(row / SEGMENT)? {
        Texts::Woven(woven) if row.is_multiple_of(SEGMENT) => Some(woven),
        _ => None,
    }
}

/// Takes fields under the name of the column they are in.
#[derive(Debug)]
struct Below {
    prefix: Arc<str>,
    builder: Builder,
    taken: HashSet<Arc<str>>,
}

impl Sink for Below {
    fn column(&mut self, path: &str) -> ColumnId {
        let mut name = format!("{}.{path}", self.prefix);
        let mut copy = 2;
        while self.taken.contains(&*name) {
            name = format!("{}.{path} ({copy})", self.prefix);
            copy += 1;
        }
        self.builder.column(&name)
    }

    fn field(&mut self, column: ColumnId, raw: Raw<'_>) {
        self.builder.field(column, raw);
    }

    fn end_record(&mut self, at: Position) {
        self.builder.end_record(at);
    }

    fn warn(&mut self, warning: Warning) {
        self.builder.warn(warning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of these columns, opened to the end; each column as its name and its cells.
    fn opened(columns: &[(&str, &[Option<&str>])]) -> Vec<(String, Vec<String>)> {
        let mut builder = Builder::default();
        for row in 0..columns[0].1.len() {
            for (name, cells) in columns {
                let column = builder.column(name);
                let raw = match cells[row] {
                    None => Raw::Null,
                    Some(text) if text.starts_with('[') => Raw::Structure(text),
                    Some(text) => Raw::Untyped(text),
                };
                builder.field(column, raw);
            }
            builder.end_record(Position::default());
        }
        let mut dataset = builder.seal();
        let mut opening = Opening::new(&dataset, &[]);
        while opening.step(&mut dataset) {}
        let cell = |column: &Column, row| column.written(row).map_or("-".to_owned(), |text| text.into_owned());
        dataset
            .columns
            .iter()
            .map(|column| {
                (
                    column.name.to_string(),
                    (0..dataset.rows).map(|row| cell(column, row)).collect(),
                )
            })
            .collect()
    }

    #[track_caller]
    fn check(columns: &[(&str, &[Option<&str>])], expected: &[(&str, &[&str])]) {
        let found = opened(columns);
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .filter(|(name, _)| !columns.iter().any(|(known, _)| known == name))
            .map(|(name, cells)| (name.as_str(), cells.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(name, cells)| (*name, cells.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn objects_in_text_become_columns_behind_it_and_the_text_stays() {
        let cells = [
            Some(r#"{"a":1,"b":{"c":"x"},"d":"{\"e\":true}"}"#),
            None,
            Some(r#" {"a":2,"f":[1,2]} "#),
            Some(r#"{"a":3}"#),
        ];
        let found = opened(&[
            ("before", &[Some("x"); 4]),
            ("data", &cells),
            ("behind", &[Some("y"); 4]),
        ]);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "before", "data", "data.a", "data.b.c", "data.d", "data.d.e", "data.f", "behind"
            ]
        );
        assert_eq!(found[1].1[0], cells[0].unwrap());
        assert_eq!(found[2].1, ["1", "-", "2", "3"]);
        assert_eq!(found[5].1, ["true", "-", "-", "-"]);
    }

    #[test]
    fn labels_become_columns_unless_others_tell_the_same() {
        let cells = [
            Some("Made.\n\nSubject:\n\tName:\t\tada\n\tHost:\t\tpc1\n\tPort:\t\t22\n"),
            Some("Nothing to tell."),
        ];
        let expected: &[(&str, &[&str])] = &[
            ("m.Subject.Name", &["ada", "-"]),
            ("m.Subject.Host", &["pc1", "-"]),
            ("m.Subject.Port", &["22", "-"]),
        ];
        check(&[("m", &cells)], expected);
        let (name, host) = (&[Some("ada"), None], &[Some("pc1"), Some("pc2")]);
        check(&[("m", &cells), ("who", name), ("where", host)], &[]);
    }

    #[test]
    fn what_is_no_object_is_left_where_it_is() {
        check(&[("data", &[Some("{not json}"), Some("{}"), Some("plain")])], &[]);
        // Words that say that there is no value are none of the texts.
        let words = ["NULL", "<null>", "None", "(none)", "nan"].map(Some);
        let cells = [&words[..], &[Some(r#"{"a":1}"#), Some(r#"{"a":2}"#)]].concat();
        assert_eq!(opened(&[("data", &cells)])[1].0, "data.a");
        // One cut value among whole ones keeps none of the others closed.
        let mut cells = vec![Some(r#"{"a":1}"#); 20];
        cells[7] = Some(r#"{"a":"cut"#);
        let found = opened(&[("data", &cells)]);
        assert_eq!(
            (found[1].0.as_str(), found[1].1[6].as_str(), found[1].1[7].as_str()),
            ("data.a", "1", "-")
        );
    }

    #[test]
    fn objects_that_other_languages_wrote_are_opened_too() {
        check(
            &[(
                "p",
                &[
                    Some("{'a': None, 'b': {'c': 'it'}}"),
                    Some("{'b': {'c': \"isn't\"}, 'd': 2}"),
                ],
            )],
            &[("p.a", &["-", "-"]), ("p.b.c", &["it", "isn't"]), ("p.d", &["-", "2"])],
        );
        check(
            &[(
                "u",
                &[
                    Some("{type=IAMUser, s={mfa=true, at=x}}"),
                    Some("{type=Root, s=null}"),
                    Some("null"),
                ],
            )],
            &[
                ("u.type", &["IAMUser", "Root", "-"]),
                ("u.s.mfa", &["true", "-", "-"]),
                ("u.s.at", &["x", "-", "-"]),
                ("u.s", &["-", "-", "-"]),
            ],
        );
    }

    #[test]
    fn names_and_values_become_columns() {
        check(
            &[(
                "p",
                &[
                    Some(r#"[{"name":"user","value":"ada"},{"name":"n","intValue":"3"}]"#),
                    Some(r#"[{"name":"n","intValue":"4"},{"name":"m","multiValue":["a","b"]}]"#),
                    Some("[]"),
                    None,
                ],
            )],
            &[
                ("p.user", &["ada", "-", "-", "-"]),
                ("p.n", &["3", "4", "-", "-"]),
                ("p.m", &["-", r#"["a","b"]"#, "-", "-"]),
            ],
        );
        check(
            &[(
                "p",
                &[Some(
                    r#"[{"Name":"Role","NewValue":"x","OldValue":""},{"Name":"Role","NewValue":"y","OldValue":"z"}]"#,
                )],
            )],
            &[
                ("p.Role.NewValue", &[r#"["x","y"]"#]),
                ("p.Role.OldValue", &[r#"["","z"]"#]),
            ],
        );
    }

    #[test]
    fn lists_of_objects_become_columns_of_their_members() {
        check(
            &[(
                "t",
                &[
                    Some(r#"[{"id":"a","at":"2024-01-31T00:00:00Z"}]"#),
                    Some(r#"[{"id":"b","x":{"y":1}}]"#),
                ],
            )],
            &[
                ("t.id", &["a", "b"]),
                ("t.at", &["2024-01-31T00:00:00Z", "-"]),
                ("t.x.y", &["-", "1"]),
            ],
        );
        check(
            &[(
                "t",
                &[
                    Some(r#"[{"id":"a","n":1,"p":[{"x":1}]},{"id":"b","n":null,"p":[{"x":2}]}]"#),
                    Some(r#"[{"id":"c","n":2}]"#),
                ],
            )],
            &[
                ("t.id", &[r#"["a","b"]"#, r#"["c"]"#]),
                ("t.n", &["1", "2"]),
                ("t.p", &[r#"[{"x":1},{"x":2}]"#, "-"]),
                ("t.p.x", &["[1,2]", "-"]),
            ],
        );
        check(&[("t", &[Some(r#"["a","b"]"#), Some("[1]")])], &[]);
    }

    #[test]
    fn pairs_become_columns() {
        check(
            &[(
                "m",
                &[
                    Some("type=LOGIN uid=0 res=success"),
                    Some("type=EXEC uid=5 exe=\"/bin/a b\""),
                ],
            )],
            &[
                ("m.type", &["LOGIN", "EXEC"]),
                ("m.uid", &["0", "5"]),
                ("m.res", &["success", "-"]),
                ("m.exe", &["-", "/bin/a b"]),
            ],
        );
    }

    #[test]
    fn keys_that_are_no_names_stay_closed() {
        let cells: Vec<String> = (0..COLUMNS * 2).map(|n| format!("{{\"key {n}\":1}}")).collect();
        let cells: Vec<Option<&str>> = cells.iter().map(|cell| Some(cell.as_str())).collect();
        check(&[("data", &cells)], &[]);
    }
}
