//! Tells from the beginning of a file whether it is JSON, and how its records are strung together.

use super::columns::{self, Columns};
use super::envelope::{Verdict, has_time, judge, judge_beginning, judge_page, later_page};
use super::grid::{Grid, Rows, grid};
use super::keyed::{Keyed, keyed};
use super::loose;
use super::nameless::lined_rows;
use super::nested;
use super::scan::Scan;
use super::text::{between, blanks};
use super::value::{scalar, structure};
use crate::format::RECORD;
use memchr::memchr;

/// Lines that are looked at.
const LINES: usize = 64;

/// How the records of a JSON file are strung together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum Shape {
    /// One on each line.
    Lines,
    /// One after another, each as long as its brackets say.
    Values,
    /// The elements of one array.
    Array,
    /// The elements of several arrays, which stand one behind the other or in an array.
    Arrays,
    /// The elements of an array inside an object: its dotted path, and the offset of its bracket. Other such objects may follow, or
    /// stand in one array with it.
    Wrapped { path: String, array: usize },
    /// The elements of arrays inside objects that follow each other, or stand in one array: their dotted path. The first objects hold none.
    Paged { path: String },
    /// Rows of values beside a list of columns.
    Grid(Grid),
    /// An array of values on each line, for columns of these names; `headed`: so many of the first lines name them and their types.
    Rows { names: Vec<String>, headed: usize },
    /// One object with lists of the values of each column.
    Columns,
    /// The members of an object, or of lists in it.
    Keyed(Keyed),
}

/// What a look at the beginning of a file gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) enum Found {
    No,
    Json(Shape),
    /// It may be JSON, but more of it is needed to tell how it is strung together.
    More,
    /// So it is, and what tells may stand at its end.
    All,
}

/// Whether these brackets stand at `at`, blanks aside.
fn begins_with(bytes: &[u8], at: usize, [outer, inner]: &[u8; 2]) -> bool {
    bytes.get(at) == Some(outer) && bytes.get(blanks(bytes, at + 1)) == Some(inner)
}

/// Where the first array stands that is not empty, in a list of arrays from `at` on.
fn filled(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&b'[') && bytes.get(blanks(bytes, at + 1)) == Some(&b']') {
        let comma = blanks(bytes, blanks(bytes, at + 1) + 1);
        if bytes.get(comma) != Some(&b',') {
            break;
        }
        at = blanks(bytes, comma + 1);
    }
    at
}

/// Bytes of a frame in which its kind stands.
const KIND: usize = 400;

/// The frame that holds what was asked for, among frames as Kusto sends them from the one at `start` on: others tell of the answer itself.
fn frame(bytes: &[u8], start: usize) -> Option<usize> {
    let end = |at: usize| structure(bytes, at).ok();
    let holds = |at: usize, text: &[u8]| {
        let most = bytes.len().min(at + KIND);
        let kind = &bytes[at..end(at).map_or(most, |end| end.min(most))];
        memchr::memmem::find(kind, text).is_some()
    };
    let name = blanks(bytes, start + 1);
    if !bytes.get(name..).is_some_and(|rest| rest.starts_with(b"\"FrameType\"")) {
        return None;
    }
    let mut at = start;
    while !(holds(at, b"\"TableKind\"") && holds(at, b"\"PrimaryResult\"")) {
        let comma = blanks(bytes, end(at)?);
        at = (bytes.get(comma) == Some(&b',')).then(|| blanks(bytes, comma + 1))?;
        (bytes.get(at) == Some(&b'{')).then_some(())?;
    }
    Some(at)
}

/// Whether a frame begins with these bytes that does not hold what was asked for.
pub(super) fn is_aside(bytes: &[u8]) -> bool {
    let name = blanks(bytes, 1);
    bytes.get(name..).is_some_and(|rest| rest.starts_with(b"\"FrameType\"")) && frame(bytes, 0) != Some(0)
}

/// Looks at the first bytes of a file. `whole` says that they are all of it, `enough` that no more can be had.
pub(in crate::format) fn look(bytes: &[u8], whole: bool, enough: bool) -> Found {
    let start = between(bytes, 0);
    let lines = Lines::count(bytes, whole);
    match bytes.get(start) {
        Some(b'[') => {
            let inner = blanks(bytes, start + 1);
            let filled = filled(bytes, inner);
            if let Some(frame) = frame(bytes, inner)
                && let Rows::Found(grid) = grid(bytes, frame)
            {
                return Found::Json(Shape::Grid(grid));
            }
            let lined = lines.records > 1 && lines.mostly_records() && lines.first;
            match bytes.get(inner) {
                Some(b'[') if begins_with(bytes, filled, b"[{") => Found::Json(Shape::Arrays),
                // The first page has no records.
                Some(b']') if begins_with(bytes, blanks(bytes, inner + 1), b"[{") => Found::Json(Shape::Arrays),
                Some(b'{') if lined => Found::Json(Shape::Arrays),
                _ if lined => Found::Json(match lined_rows(bytes, start) {
                    Some((names, headed)) => Shape::Rows { names, headed },
                    None => Shape::Lines,
                }),
                Some(b'A'..=b'Z') if !whole_word(&bytes[start + 1..]) => Found::No,
                _ if is_mark(&bytes[inner..]) => Found::No,
                Some(b'{') => match grid(bytes, inner) {
                    Rows::Found(grid) if grid.list.is_none() && !has_time(&bytes[inner..grid.array]) => {
                        Found::Json(Shape::Grid(grid))
                    }
                    _ => paged(judge_page(bytes, inner, whole || enough), bytes, inner, Shape::Array),
                },
                Some(b'[') => Found::Json(match grid(bytes, start) {
                    Rows::Found(grid) => Shape::Grid(grid),
                    _ => Shape::Array,
                }),
                _ => Found::Json(Shape::Array),
            }
        }
        Some(b'{') => {
            let lined = lines.mostly_records() && (lines.seen > 1 || lines.more);
            if nested::is_labelled(&bytes[start..]) {
                return Found::Json(if lined { Shape::Lines } else { Shape::Values });
            }
            if lined {
                return paged(judge_page(bytes, start, true), bytes, start, Shape::Lines);
            }
            let longest = bytes.len().min(start + loose::LONGEST);
            if let Some((json, brackets)) = loose::beginning(&bytes[start..longest]) {
                return match judge_beginning(&json, 0) {
                    Verdict::Envelope { path, array } => {
                        let array = brackets.iter().find(|bracket| bracket.0 == array);
                        Found::Json(array.map_or(Shape::Values, |&(_, at)| Shape::Wrapped {
                            path,
                            array: start + at,
                        }))
                    }
                    _ => Found::Json(Shape::Values),
                };
            }
            match columns::look(bytes, start, whole) {
                Columns::Found => return Found::Json(Shape::Columns),
                Columns::More if bytes.len() < RECORD => return Found::All,
                _ => {}
            }
            match grid(bytes, start) {
                Rows::Found(grid) => return Found::Json(Shape::Grid(grid)),
                Rows::Columns if whole => return Found::Json(Shape::Columns),
                Rows::More | Rows::Columns if !whole && bytes.len() < RECORD => return Found::All,
                _ => {}
            }
            if let Some(keyed) = keyed(bytes, start) {
                return Found::Json(Shape::Keyed(keyed));
            }
            let verdict = if enough {
                judge_beginning(bytes, start)
            } else {
                judge(bytes, start, whole)
            };
            paged(verdict, bytes, start, Shape::Values)
        }
        Some(_) if lines.records > 0 && lines.mostly_records() => Found::Json(Shape::Lines),
        Some(_) if whole => match scalar(&[bytes, b"\n"].concat(), start) {
            Ok(end) if blanks(bytes, end) >= bytes.len() => Found::Json(Shape::Values),
            _ => Found::No,
        },
        _ => Found::No,
    }
}

/// What the verdict on the first of several objects, which stands at `first`, makes of them.
fn paged(verdict: Verdict, bytes: &[u8], first: usize, otherwise: Shape) -> Found {
    match verdict {
        Verdict::Record => Found::Json(match later_page(bytes, first) {
            Some(path) => Shape::Paged { path },
            None => otherwise,
        }),
        Verdict::Envelope { path, array } => Found::Json(Shape::Wrapped { path, array }),
        Verdict::More => Found::More,
    }
}

/// The longest mark in brackets that a line of text begins with, in bytes.
const MARK: usize = 80;

/// Whether a bracket before `bytes` begins no array but a mark of a line of text: `[main] it began`, `[08:00:00] it began`.
pub(super) fn is_mark(bytes: &[u8]) -> bool {
    let near = &bytes[..bytes.len().min(MARK)];
    let Some(end) = memchr(b']', near) else { return false };
    let inside = &near[..end];
    let digits = inside.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let word = inside.first().is_some_and(u8::is_ascii_lowercase) && !inside.contains(&b',');
    let clock = digits > 0 && inside.get(digits) == Some(&b':');
    (word || clock)
        && matches!(near.get(end + 1..), Some([b' ' | b'\t' | b'$' | b'#', next, ..]) if next.is_ascii_graphic() || *next == b' ')
}

/// Whether `bytes` begin with a capitalised JSON word, as Python writes them.
fn whole_word(bytes: &[u8]) -> bool {
    let bytes = bytes.trim_ascii_start();
    [&b"True"[..], b"None", b"NaN", b"Infinity", b"False"]
        .iter()
        .any(|word| bytes.starts_with(word))
}

/// The first lines, counted.
struct Lines {
    seen: usize,
    /// Lines that are one object or one array, or a text that seems to hold an object.
    records: usize,
    /// Whether the first line is one.
    first: bool,
    /// Whether text follows that is no whole line.
    more: bool,
}

impl Lines {
    fn count(bytes: &[u8], whole: bool) -> Self {
        let mut lines = Lines {
            seen: 0,
            records: 0,
            first: false,
            more: false,
        };
        let mut scan = Scan::new();
        let mut rest = bytes;
        while lines.seen < LINES && !rest.is_empty() {
            let line = match memchr(b'\n', rest) {
                Some(end) => {
                    let line = &rest[..=end];
                    rest = &rest[end + 1..];
                    line
                }
                None if whole => std::mem::take(&mut rest),
                None => {
                    lines.more = !rest.trim_ascii().is_empty();
                    break;
                }
            };
            let line = line[between(line, 0)..].trim_ascii();
            if line.is_empty() {
                continue;
            }
            let opens = matches!(line[0], b'{' | b'[') || line.starts_with(b"\"{");
            let record = opens && scan.record(line, 0) == Ok(line.len());
            lines.first |= record && lines.seen == 0;
            lines.seen += 1;
            lines.records += usize::from(record);
        }
        lines
    }

    fn mostly_records(&self) -> bool {
        self.records > 0 && self.records * 2 >= self.seen
    }
}
