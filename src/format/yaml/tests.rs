//! What texts come to, where it stands, and what is told of.

use super::*;

/// What comes of a text, fed in pieces: the JSON, where each byte of it stands, and what was noted.
fn said(text: &[u8], piece: usize) -> (String, Vec<u64>, Vec<crate::format::Warning>) {
    let (mut json, mut tally) = (Vec::new(), Tally::new(0));
    let mut yaml = Yaml::new(0, None);
    for piece in text.chunks(piece) {
        yaml.decode(piece, false, &mut json, &mut tally);
    }
    yaml.decode(&[], true, &mut json, &mut tally);
    let places = (0..=json.len()).map(|at| tally.byte(at as u64)).collect();
    let mut noted = Notes::default();
    tally.tell(true, &mut noted);
    (String::from_utf8(json).expect("text"), places, noted.0)
}

#[derive(Default)]
struct Notes(Vec<crate::format::Warning>);

impl crate::format::Sink for Notes {
    fn column(&mut self, _: &str) -> u32 {
        0
    }
    fn field(&mut self, _: u32, _: crate::format::Raw<'_>) {}
    fn end_record(&mut self, _: crate::format::Position) {}
    fn warn(&mut self, warning: crate::format::Warning) {
        self.0.push(warning);
    }
}

/// The JSON of a text of which nothing is noted, whatever pieces it comes in.
fn json(text: &str) -> String {
    let found = said(text.as_bytes(), text.len().max(1));
    assert_eq!(found.2, [], "{text}");
    for piece in 1..text.len() {
        assert_eq!(said(text.as_bytes(), piece), found, "{text}");
    }
    found.0
}

#[test]
fn what_command_lines_print_is_json() {
    for (text, expected) in [
        ("", ""),
        (
            "---\na: 1\nb:\n  c: x\n---\na: 2\n",
            "{\"a\":1,\"b\":{\"c\":\"x\"}}\n{\"a\":2}\n",
        ),
        ("%YAML 1.1\n--- # one\na: 1\n...\n---\n---\n[]\n", "{\"a\":1}\n[]\n"),
        (
            "a:\n- b: 1\n  c:\n  - x\n  -\n- d\ne:\nf: []\n",
            "{\"a\":[{\"b\":1,\"c\":[\"x\",null]},\"d\"],\"e\":null,\"f\":[]}\n",
        ),
        (
            "- a:\n  - b: 1\n    c: 2\n  - b: 3\n- a:\n    - - 1\n      - 2\n",
            "[{\"a\":[{\"b\":1,\"c\":2},{\"b\":3}]},{\"a\":[[1,2]]}]\n",
        ),
        (
            "'@a': x # y\n\"b\\n\": 'c: #d' # e\nhttp://x: a#b\n",
            "{\"@a\":\"x\",\"b\\n\":\"c: #d\",\"http://x\":\"a#b\"}\n",
        ),
        (
            "a: one\n  two\n\n  three\n# x\nb: 'it''s\n\n  so'\nc: \"x\\\n  \\ y\n  z\"\n",
            "{\"a\":\"one two\\nthree\",\"b\":\"it's\\nso\",\"c\":\"x y z\"}\n",
        ),
        (
            "a: |\n  x\n   y\n\n  z # no\n\nb: |-\n  x\n\nc: |+\n  x\n\nd: >\n  a\n  b\n\n  c\n    d\n  e\nf: |2\n   x\n",
            "{\"a\":\"x\\n y\\n\\nz # no\\n\",\"b\":\"x\",\"c\":\"x\\n\\n\",\"d\":\"a b\\nc\\n  d\\ne\\n\",\"f\":\" x\\n\"}\n",
        ),
        (
            "a: {b: 1,\n  c: [x, 'y\n\n    z']}\nd: 012\n",
            "{\"a\":{\"b\":1,\"c\":[\"x\",\"y\\nz\"]},\"d\":\"012\"}\n",
        ),
        (
            "? long\n: x\n? 'longer'\n: - y\n  - z\n",
            "{\"long\":\"x\",\"longer\":[\"y\",\"z\"]}\n",
        ),
        ("a: 1\r\nb:\r\n- \"x\\\r\n  y\"\r\n", "{\"a\":1,\"b\":[\"xy\"]}\n"),
        (
            "a: \"\u{e9}\\u00e9\"\nb: a\"b\\\n",
            "{\"a\":\"\u{e9}\u{e9}\",\"b\":\"a\\\"b\\\\\"}\n",
        ),
        (
            "a: null\nb: ~\nc: true\nd: 1.5\ne: 2024-01-05\n",
            "{\"a\":null,\"b\":null,\"c\":true,\"d\":1.5,\"e\":\"2024-01-05\"}\n",
        ),
    ] {
        // Control characters may be written in two ways.
        let plain = json(text).replace("\\u000a", "\\n");
        assert_eq!(plain, expected, "{text}");
    }
}

#[test]
fn records_keep_their_places() {
    let text = "items:\n- id: a\n  text: |\n    b\n\n# x\n- id: c\nkind: List\n";
    let (json, places, _) = said(text.as_bytes(), 7);
    let cut = |from: &str, to: &str| {
        let from = json.find(from).expect("a record");
        let to = json[from..].find(to).expect("its end") + from + 1;
        &text[places[from] as usize..places[to] as usize]
    };
    assert_eq!(cut("{\"id\":\"a\"", "}"), "- id: a\n  text: |\n    b");
    assert_eq!(cut("{\"id\":\"c\"", "}"), "- id: c");
    assert_eq!(places[json.len()] as usize, text.len() - 1);
    assert!(places.is_sorted());
}

#[test]
fn what_is_not_understood_is_noted() {
    for (text, expected, noted) in [
        ("a: 1\n  b: 2\nc: 3\n", "{\"a\":\"1 b: 2\",\"c\":3}\n", &[][..]),
        ("a: 1\noops\n- x\nb: 2\n", "{\"a\":1,\"b\":2}\n", &["oops\n- x"]),
        ("a:\n    b: 1\n  c: 2\nd: 3\n", "{\"a\":{\"b\":1},\"d\":3}\n", &["c: 2"]),
        ("a: 'x\nb: 2\n", "{\"a\":\"x\",\"b\":2}\n", &["'x"]),
        (
            "a: 'x' y\nb: [c: d]\n",
            "{\"a\":\"x\",\"b\":\"[c: d]\"}\n",
            &["y", "[c: d]"],
        ),
        (
            "a: &x 1\nb: !t\n  c: *x\n",
            "{\"a\":1,\"b\":{\"c\":\"*x\"}}\n",
            &["&x", "!t"],
        ),
        ("a:\n\tb: 1\n", "{\"a\":null}\n", &["\tb: 1"]),
        ("text\n---\na: 1\n", "{\"a\":1}\n", &["text"]),
    ] {
        let found = said(text.as_bytes(), 3);
        let raw: Vec<&str> = found.2.iter().map(|warning| warning.raw.as_str()).collect();
        assert_eq!((found.0.as_str(), &raw[..]), (expected, noted), "{text}");
        for warning in &found.2 {
            assert!(
                text[warning.at.byte as usize..].starts_with(&warning.raw),
                "{warning:?}"
            );
        }
    }
    assert_eq!(said("? ".repeat(50_000).as_bytes(), 4096).2.len(), 1);
    let deep = "- ".repeat(5000);
    assert_eq!(said(deep.as_bytes(), 9000).2.len(), 1);
}

#[test]
fn only_what_command_lines_print_is_taken_for_yaml() {
    for text in [
        "---\na: 1\nb: 2\nc: 3\n",
        "- a: 1\n  b: 2\n- a: 3\n",
        "a:\n- b: 1\n- b: 2",
        "apiVersion: v1\nitems:\n- kind: Event\n",
    ] {
        assert!(look(text.as_bytes(), true), "{text}");
    }
    for text in [
        "a: 1\nb: 2\nc: 3\n",
        "- a: 1\n- b: 2\n- c: 3\n",
        "- one\n- two\n- three\n",
        "---\ntitle: x\nby: y\nat: z\n---\n# Heading\n\nSome text\n",
        "Host Name:  X\nOS Name: Y\nCards:\n  one: two\n",
        "Id      : 1\nParts   :\n  a : 2\n",
        "Content-Type: text/plain\nDate: Mon, 05 Jan 2026 10:00:00 GMT\nX: y\n",
        "[INFO] a: b\n  c: d\n",
        "2026-01-05 10:00:00 INFO start: x\n  a: 1\n  b: 2\n",
        "ERROR: a: b\n  c: d\n  e: f\n",
        "a:\n  b: 1\n  c: 'd\ne: 2\n",
        "dn: cn=ada\nuid: ada\nmail: a\n\ndn: cn=bob\n",
    ] {
        assert!(!look(text.as_bytes(), true), "{text}");
    }
}
