//! The readers: chunks do not matter, positions ascend inside of the file, and nothing panics.

use super::record::read_as;
use super::sizes;
use audit_explorer::format::{Choice, EXCERPT, Encoding};

/// Reads twice, in one piece and in many, and looks at where everything stands.
fn read(bytes: &[u8], choice: Choice) {
    let whole = read_as(bytes, &[], choice);
    let pieces = read_as(bytes, &sizes(bytes), choice);
    assert_eq!(pieces, whole);
    let (recorder, _) = whole;
    let (mut end, length) = (0, bytes.len() as u64);
    for at in &recorder.positions {
        assert!(at.byte >= end, "{at:?} begins before {end}");
        end = at.byte + u64::from(at.length);
    }
    assert!(end <= length);
    for warning in &recorder.warnings {
        assert!(warning.at.byte + u64::from(warning.at.length) <= length, "{warning:?}");
        assert!(warning.raw.len() <= EXCERPT);
    }
}

/// A table: the first byte says what was chosen.
pub fn csv(bytes: &[u8]) {
    let Some((&chosen, bytes)) = bytes.split_first() else {
        return;
    };
    let delimiter = [',', ';', '\t', '|', ':', ' ', '\0', '^'][usize::from(chosen & 7)];
    let headed = [None, Some(true), Some(false), None][usize::from(chosen >> 3 & 3)];
    let encoding = [
        None,
        Some(Encoding::Utf8),
        Some(Encoding::Windows1252),
        Some(Encoding::Utf16Little),
    ][usize::from(chosen >> 5 & 3)];
    read(
        bytes,
        Choice {
            encoding,
            delimiter: Some(delimiter),
            headed,
        },
    );
}

/// JSON: the first byte says how the file begins.
pub fn json(bytes: &[u8]) {
    const BEGINNINGS: [&[u8]; 13] = [
        b"",
        b"{\"a\":1}\n{\"a\":2}\n",
        b"[",
        b"[{\"a\":1},",
        b"{\"Records\":[",
        b"{\"total\":2,\"hits\":{\"hits\":[{\"_source\":{\"a\":1}},",
        b"{\n \"a\": 1\n}\n",
        b"{\"a\":{\"b\":{\"c\":[",
        b"{\"columns\":[\"a\",\"b\"],\"rows\":[[1,\"x\"],",
        b"{\"e1\":{\"t\":\"2026-01-05\"},\"e2\":{\"t\":\"2026-01-06\"},",
        b"[[\"a\",\"b\"],[1,true],",
        b"x = [",
        b"\x1E{\"a\":1}\n\"{\\\"a\\\":2}\"\n",
    ];
    begun(&BEGINNINGS, bytes);
}

/// Lines: the first byte says how the file begins.
pub fn lines(bytes: &[u8]) {
    const BEGINNINGS: [&[u8]; 4] = [
        b"type=LOGIN msg=audit(1364481363.243:24287): pid=1 res=success\ntype=LOGIN msg=audit(1364481364.243:24288): pid=2\n",
        b"Mar  6 12:34:56 host sshd[1]: one\nMar  6 12:34:57 host sshd[1]: two, three\n",
        b"2026-01-05T10:00:00Z level=info msg=\"a b\"\n2026-01-05T10:00:01Z level=warn msg=\"\"\n",
        b"",
    ];
    begun(&BEGINNINGS, bytes);
}

/// Markup, drawn tables and YAML: the first byte says how the file begins.
pub fn markup(bytes: &[u8]) {
    const BEGINNINGS: [&[u8]; 8] = [
        b"<?xml version=\"1.0\"?>\n<Events><Event><a x='1'/><b>c</b></Event><Event><a x='2'/>",
        b"<r><row a='1' b='2'/><row a='3' b='4'/>",
        b"<html><table><tr><th>a<th>b<tr><td>1<td>2</tr>",
        b"| a | b |\n|---|---|\n",
        b"Name   Id\n----   --\nada     7\n",
        b"---\na: 1\nb:\n- c: 'x'\n  d: |\n    y\n---\n",
        b"Events:\n- a: 1\n  b: {}\n- a: one\n    two\n",
        b"",
    ];
    begun(&BEGINNINGS, bytes);
}

/// Any file.
pub fn any(bytes: &[u8]) {
    read(bytes, Choice::default());
}

fn begun(beginnings: &[&[u8]], bytes: &[u8]) {
    if let Some((&chosen, bytes)) = bytes.split_first() {
        let beginning = beginnings[usize::from(chosen) % beginnings.len()];
        read(&[beginning, bytes].concat(), Choice::default());
    }
}
