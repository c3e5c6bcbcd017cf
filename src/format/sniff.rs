//! Tells from the beginning of a file, and never from its name, what it is and which reader can read it.

use super::Choice;
use super::csv::{Described, Table, columns, columns_by, described};
use super::expanded::{Expanded, expanded, listed};
use super::foreign::{binary, is_mail, signature};
use super::json::{Found, Shape, look, prefix, said};
use super::lines::{self, Common};
use super::ruled::{Ruled, aligned, ruled};
use super::xml::{Markup, Picked, holds_table, named, pick};
use super::yaml;
use crate::words;
use memchr::memchr_iter;

/// Bytes that are looked at; of a file that begins with a long object, [`MORE`].
pub(super) const BEGINNING: usize = 64 * 1024;

/// Bytes that are looked at where [`BEGINNING`] does not tell.
pub(super) const MORE: usize = 1024 * 1024;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sniffed {
    Json(Shape),
    /// JSON behind so many bytes of something else.
    Scripted(Shape, usize),
    Csv {
        /// The byte that ends a row.
        end: u8,
        table: Table,
    },
    /// A table that lines with a `#` describe.
    Described(Described),
    /// Records with a line for each value.
    Expanded(Expanded),
    /// A table drawn in text.
    Ruled(Ruled),
    Lines(Common),
    Markup(Markup),
    Yaml,
    /// No log: what it seems to be.
    Nothing(String),
    /// Nothing so far but blanks.
    Blank,
    /// More bytes are needed.
    More,
    /// The whole file is needed, as far as one record may be long.
    All,
}

/// Looks at the first bytes of a file, decoded, without byte order mark. `whole` says that they are all of it.
pub(super) fn sniff(bytes: &[u8], whole: bool, choice: Choice) -> Sniffed {
    let enough = whole || bytes.len() >= MORE;
    let text = bytes.trim_ascii_start();
    if text.is_empty() {
        let what = if bytes.is_empty() {
            words::reading::EMPTY_FILE
        } else {
            words::reading::ONLY_BLANKS
        };
        return match (whole, enough) {
            (true, _) => nothing(what),
            (false, true) => Sniffed::Blank,
            (false, false) => Sniffed::More,
        };
    }
    match signature(bytes) {
        Some((what, "")) => return nothing(what),
        Some((what, mends)) => {
            let what = words::reading::found_which_is_not_read(&what, &mends);
            return Sniffed::Nothing(what);
        }
        None => {}
    }
    if let Some(sniffed) = markup(text, enough) {
        return sniffed;
    }
    if binary(bytes) {
        return nothing(words::reading::BINARY_DATA);
    }
    if choice.mark().is_some() {
        return table(bytes, 0, whole, enough, choice);
    }
    let script = prefix(bytes);
    // Lines of pairs may begin with one whose value begins with a bracket.
    let behind = script > 0 && bytes[script..].len() < bytes.trim_ascii_start().len();
    let above = if behind { Some(script) } else { said(bytes) };
    if let Some(above) = above
        && lines::look(bytes, whole).is_none()
    {
        match look(&bytes[above..], whole, enough) {
            // What is said above lines of JSON is one line more, and a broken one.
            Found::Json(Shape::Lines) if !behind && look(bytes, whole, enough) == Found::Json(Shape::Lines) => {}
            Found::Json(shape) => return Sniffed::Scripted(shape, above),
            Found::More => return Sniffed::More,
            Found::All => return Sniffed::All,
            Found::No if behind && bytes.trim_ascii_start().starts_with(b"HTTP/") => {
                return table(bytes, above, whole, enough, choice);
            }
            Found::No => {}
        }
    }
    // What a line of JSON comes from may stand before it in brackets, and so may the time of a line, or each of its cells in some of its own.
    if text[0] == b'['
        && let Some(common) = lines::look(bytes, whole)
        && (matches!(common, Common::Objects | Common::Sessions) || lines::begins_with_time_in_brackets(text))
    {
        return Sniffed::Lines(common);
    }
    match look(bytes, whole, enough) {
        Found::Json(shape) => Sniffed::Json(shape),
        Found::More => Sniffed::More,
        Found::All => Sniffed::All,
        Found::No => table(bytes, 0, whole, enough, choice),
    }
}

/// Looks at the first bytes of JSON in which another format is said again.
pub(super) fn translated(bytes: &[u8], whole: bool) -> Sniffed {
    match look(bytes, whole, whole || bytes.len() >= MORE) {
        Found::Json(shape) => Sniffed::Json(shape),
        Found::More => Sniffed::More,
        Found::All => Sniffed::All,
        Found::No => nothing("YAML"),
    }
}

/// A sentence for a file that holds no records because it is `what`.
fn nothing(what: &str) -> Sniffed {
    Sniffed::Nothing(words::reading::found_expected_audit_log_csv(&what))
}

/// What a document in markup is; `None` where it is something else that begins with a bracket, such as a line of a system log.
fn markup(text: &[u8], enough: bool) -> Option<Sniffed> {
    let begins = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'?' | b'!' | b'_');
    let first = text.iter().position(|&byte| byte == b'<')?;
    if first > 0 && !named(&text[..first], &text[first..]) || !text.get(first + 1).is_some_and(begins) {
        return None;
    }
    let beginning = text[..text.len().min(1024)].to_ascii_lowercase();
    let holds = |needle: &[u8]| {
        memchr::memmem::find_iter(&beginning, needle)
            .any(|at| !beginning.get(at + needle.len()).is_some_and(u8::is_ascii_alphanumeric))
    };
    let page = [
        &b"<!doctype html"[..],
        b"<html",
        b"<head",
        b"<body",
        b"<table",
        b"<meta ",
        b"<style",
    ]
    .iter()
    .any(|tag| holds(tag));
    let sheet = holds(b"urn:schemas-microsoft-com:office:spreadsheet") && !page;
    if page || sheet {
        return Some(match holds_table(text) {
            Some(true) => Sniffed::Markup(Markup::Rows),
            _ if !enough => Sniffed::More,
            _ => nothing(words::reading::WEB_PAGE_OFTEN_SIGN),
        });
    }
    match pick(text, enough) {
        Picked::One(pick) => Some(Sniffed::Markup(Markup::Elements(pick))),
        Picked::More => Some(Sniffed::More),
        Picked::No if beginning.starts_with(b"<?xml") => Some(if enough { nothing("XML") } else { Sniffed::More }),
        Picked::No => None,
    }
}

/// Whether a file begins with annotations as InfluxDB writes them above the names of its columns.
fn is_annotated(bytes: &[u8]) -> bool {
    [&b"#group,"[..], b"#datatype,", b"#default,"]
        .iter()
        .any(|mark| bytes.starts_with(mark))
}

/// Looks for columns, and then for lines that say what they hold; `skip` bytes are none of either.
fn table(bytes: &[u8], skip: usize, whole: bool, enough: bool, choice: Choice) -> Sniffed {
    let end = if bytes.contains(&b'\n') || !bytes.contains(&b'\r') {
        b'\n'
    } else {
        b'\r'
    };
    if !enough && memchr_iter(end, bytes).nth(1).is_none() {
        return Sniffed::More;
    }
    let line = |from: usize| {
        bytes[from..]
            .iter()
            .position(|&byte| byte == end)
            .map_or(bytes.len(), |line| from + line + 1)
    };
    if choice.mark().is_none()
        && let Some(described) = described(bytes)
    {
        return Sniffed::Described(described);
    }
    if choice.mark().is_none()
        && let Some(block) = lines::blocks(bytes)
    {
        return Sniffed::Lines(Common::Blocks(block));
    }
    if choice.mark().is_none() && is_mail(bytes) {
        return nothing(words::reading::MAIL_MESSAGE);
    }
    if choice.mark().is_none() && is_annotated(bytes) {
        let table = Table {
            annotated: true,
            ..Table::of(b',')
        };
        return Sniffed::Csv { end, table };
    }
    if choice.mark().is_none() && yaml::look(bytes, whole) {
        return Sniffed::Yaml;
    }
    if choice.mark().is_none()
        && let Some(expanded) = expanded(bytes).or_else(|| listed(bytes))
    {
        return Sniffed::Expanded(expanded);
    }
    if choice.mark().is_none()
        && let Some(ruled) = ruled(bytes)
    {
        return Sniffed::Ruled(ruled);
    }
    // The headers of an answer.
    let answered = memchr_iter(end, &bytes[..skip]).count();
    let mut skip = skip;
    let mut delimiter = None;
    if bytes.starts_with(b"#TYPE ") {
        skip = line(0);
    }
    if let [b's', b'e', b'p', b'=', wanted, b'\r' | b'\n', ..] = bytes[skip..] {
        delimiter = Some(wanted).filter(|wanted| wanted.is_ascii() && !matches!(wanted, b'"' | b'\r' | b'\n'));
        skip = line(skip);
    }
    let (table, lines) = match (choice.mark(), delimiter) {
        (Some(chosen), _) => (
            Some(columns_by(chosen, &bytes[skip..], end, whole || bytes.len() >= MORE)),
            None,
        ),
        (None, Some(delimiter)) => (Some(Table::of(delimiter)), None),
        (None, None) => (
            columns(&bytes[skip..], end, whole || bytes.len() >= MORE),
            lines::look(bytes, whole).filter(|_| end == b'\n' && skip == 0),
        ),
    };
    // A text in a table that only blanks part may have a mark that its names have not.
    let unnamed = |table: &Table| choice.mark().is_none() && !bytes[..line(0)].contains(&table.delimiter);
    if lines.is_none()
        && table.as_ref().is_some_and(unnamed)
        && let Some(found) = aligned(bytes)
    {
        return Sniffed::Ruled(found);
    }
    match (table, lines) {
        (
            _,
            Some(common @ (Common::Pairs | Common::Requests | Common::Objects | Common::Sessions | Common::Blocks(_))),
        ) => Sniffed::Lines(common),
        (None, Some(Common::Times)) => Sniffed::Lines(Common::Times),
        // Rows that begin with a time and are all alike are a table that nobody named the columns of, if the time is a cell.
        (Some(table), Some(Common::Times))
            if !table.alike
                || table.headed
                || lines::end_with_objects(bytes)
                || !lines::begins_with_cell(bytes, table.delimiter) =>
        {
            Sniffed::Lines(Common::Times)
        }
        (Some(table), _) => Sniffed::Csv {
            end,
            table: Table {
                skip: table.skip + skip,
                lines: table.lines + answered,
                headed: choice.headed.unwrap_or(table.headed),
                ..table
            },
        },
        (None, None) => match aligned(bytes) {
            Some(found) => Sniffed::Ruled(found),
            None if lines::begin_below(bytes) => Sniffed::Lines(Common::Times),
            None => nothing(words::reading::TEXT_WHOSE_LINES_DO_NOT),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_bytes() {
        let table = |delimiter, end, skip| Sniffed::Csv {
            end,
            table: Table {
                skip,
                ..Table::of(delimiter)
            },
        };
        let csv = |delimiter| table(delimiter, b'\n', 0);
        for (bytes, expected) in [
            (&b"a,b\n1,2\n"[..], csv(b',')),
            (b"a;b;c\n1,5;2;3\n1,5;2;3\n", csv(b';')),
            (b"a\tb\n1\t2\n", csv(b'\t')),
            (b"a|b|c\n1|2, 3|4\n", csv(b'|')),
            (b"\"a;b\",c\n\"1;2\",3\n\"1;2\",3\n", csv(b',')),
            (b"name\nada\ngrace\n", csv(b',')),
            (b"a,b\r1,2\r", table(b',', b'\r', 0)),
            (b"sep=;\r\na,b;c\r\n", table(b';', b'\n', 7)),
            (b"#TYPE X\r\n\"a\",\"b\"\r\n", table(b',', b'\n', 9)),
            (b"type=A x=1\ntype=B y=2\n", Sniffed::Lines(Common::Pairs)),
            (
                b"ctx={\"id\":1} level=info user=ada\nctx={\"id\":2} level=info user=bob\n",
                Sniffed::Lines(Common::Pairs),
            ),
            (
                b"time=[2024-01-01 10:00:00] level=info msg=x\ntime=[2024-01-01 10:00:01] level=info msg=y\n",
                Sniffed::Lines(Common::Pairs),
            ),
            (
                b"var log = [{\"a\":\"b=1 c=2\"},\n{\"a\":1}];\n",
                Sniffed::Scripted(Shape::Array, 10),
            ),
            (
                b"[23/11/2026, 08:58:40] anna: LOGIN 10.0.0.1\n[23/11/2026, 08:58:41] bo: LOGIN, again\n",
                Sniffed::Lines(Common::Times),
            ),
            (
                b"[2026-11-23T08:58:40Z] [INFO] one\n[2026-11-23T08:58:41Z] [INFO] two\n",
                Sniffed::Lines(Common::Times),
            ),
            (b"[20261123, 85840]\n[20261124, 85841]\n", Sniffed::Json(Shape::Lines)),
            (
                b"Mar  6 12:34:56 h p: one\nMar  6 12:34:57 h p: two, three\n",
                Sniffed::Lines(Common::Times),
            ),
            (
                b"1.2.3.4 - - [13/Mar/2026:22:15:03 +0000] \"GET /a,b HTTP/1.1\" 200 1\n",
                Sniffed::Lines(Common::Requests),
            ),
            (b"a b c d\n1 2 3 4\n5 6 7 8\n", csv(b' ')),
            (b"[{\"a\":1}]", Sniffed::Json(Shape::Array)),
            (b"\n {\"a\":1}\n{\"a\":2}\n", Sniffed::Json(Shape::Lines)),
            (b"{\"a\":\n{\"a\":2}\n{\"a\":3}", Sniffed::Json(Shape::Lines)),
            (b"oops\n{\"a\":2}\n{\"a\":3}", Sniffed::Json(Shape::Lines)),
            (b"{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n", Sniffed::Json(Shape::Values)),
            (b"{\"a\":1}{\"a\":2}", Sniffed::Json(Shape::Values)),
            (
                b"Record 1\n{\n\"a\":1}\nRecord 2\n{\n\"a\":2}\n",
                Sniffed::Json(Shape::Values),
            ),
            (
                b"Record 1\n{\"a\":1}\nRecord 2\n{\"a\":2}\n",
                Sniffed::Json(Shape::Lines),
            ),
            (
                b"{\"Records\":[{\"a\":1}]}",
                Sniffed::Json(Shape::Wrapped {
                    path: "Records".to_owned(),
                    array: 11,
                }),
            ),
            (b"17", Sniffed::Json(Shape::Values)),
            (b"---\nid: a\nactor:\n  email: b\n---\nid: c\n", Sniffed::Yaml),
            (
                b"Events:\n- EventId: a\n  'at': '2026-01-05T10:00:00Z'\n  Text: one\n    two\n",
                Sniffed::Yaml,
            ),
        ] {
            let found = match sniff(bytes, true, Choice::default()) {
                Sniffed::Csv { end, table } => Sniffed::Csv {
                    end,
                    table: Table { alike: false, ..table },
                },
                other => other,
            };
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn zeros_that_a_crash_left_hide_nothing() {
        let text = "time,user,n\n2026-01-05T10:00:00Z,ada,1\n".repeat(20);
        let (before, behind) = text.split_at(100);
        let holed = [before.as_bytes(), &[0; 3000], behind.as_bytes()].concat();
        let found = sniff(&holed, true, Choice::default());
        assert!(matches!(found, Sniffed::Csv { .. }), "{found:?}");
        let zeros = sniff(&[0; 5000], true, Choice::default());
        assert!(matches!(zeros, Sniffed::Nothing(_)), "{zeros:?}");
    }

    #[test]
    fn what_is_no_log_is_named() {
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b" \n\n ", "blanks"),
            (b"\x89PNG\r\n\x1a\n", "PNG"),
            (b"\x1f\x8b\x08\0\0", "gzip"),
            (b"PAR1\x15\x04", "Parquet"),
            (b"ElfFile\0\0", "evtx_dump"),
            (b"PK\x03\x04....", "ZIP"),
            (b"<!DOCTYPE html><html><title>Sign in</title>", "web page"),
            (b"<?xml version=\"1.0\"?>", "XML"),
            (b"\x00\x01\x02\x03\x04abc", "binary"),
            (
                b"It was a dark and stormy night, and\nnobody wrote a log.\nThe end.\n",
                "columns",
            ),
        ] {
            match sniff(bytes, true, Choice::default()) {
                Sniffed::Nothing(found) => assert!(found.contains(word), "{found}"),
                other => panic!("{other:?} for {}", String::from_utf8_lossy(bytes)),
            }
        }
    }
}
