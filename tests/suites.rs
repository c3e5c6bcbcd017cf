//! What JSON and CSV are, rule by rule: inputs that must be read, inputs that must be refused, and what comes of each.
//!
//! The rules are those of RFC 8259 and RFC 4180; the well-known suites (JSONTestSuite, csv-spectrum) try the same ones. `tests/samples.rs` runs
//! these suites themselves where they are at hand.

mod record;

use record::{Cell, read};

/// A value alone in an array, and whether it is JSON.
const VALUES: &[(&str, bool)] = &[
    // Numbers.
    ("0", true),
    ("-0", true),
    ("10", true),
    ("-17.25", true),
    ("1e5", true),
    ("1E+5", true),
    ("1.5e-300", true),
    ("0e1", true),
    ("0.0000000000000000000000000000000000000000000001", true),
    ("123456789012345678901234567890", true),
    ("1e99999", true),
    ("01", false),
    ("-01", false),
    ("+1", false),
    (".5", false),
    ("-.5", false),
    ("5.", false),
    ("1.e3", false),
    ("1e", false),
    ("1e+", false),
    ("1 000", false),
    ("1e2.5", false),
    ("0x1F", false),
    ("-", false),
    ("--1", false),
    ("NaN", false),
    ("-Infinity", false),
    ("1a", false),
    ("１", false),
    // Words.
    ("true", true),
    ("false", true),
    ("null", true),
    ("True", false),
    ("nul", false),
    ("truefalse", false),
    ("undefined", false),
    // Strings.
    (r#""""#, true),
    (r#"" ""#, true),
    (r#""\"\\\/\b\f\n\r\t""#, true),
    (r#""\u0041\u00e9\u20AC""#, true),
    (r#""\ud834\udd1e""#, true),
    (r#""\u0000""#, true),
    ("\"\u{7f}\"", true),
    ("\"\u{2028}\u{feff}\u{10ffff}\"", true),
    (r#""a"b""#, false),
    (r#""\x41""#, false),
    (r#""\u00""#, false),
    (r#""\u00zz""#, false),
    (r#""\U0041""#, false),
    (r#""\ ""#, false),
    ("\"a\tb\"", false),
    ("\"a\nb\"", false),
    ("\"a\u{1f}b\"", false),
    ("'a'", false),
    ("`a`", false),
    ("a", false),
    // Arrays and objects.
    ("[]", true),
    ("[[[]]]", true),
    ("[1, [2, {}]]", true),
    ("[ 1\t,\r\n2 ]", true),
    (r#"{"a":1}"#, true),
    (r#"{"":{"":[]}}"#, true),
    (r#"{"a":1,"a":2}"#, true),
    (r#"{"a\u0062":"\n"}"#, true),
    ("[1 2]", false),
    ("[1,,2]", false),
    ("[1,]]", false),
    ("[1}", false),
    ("[1:2]", false),
    ("{1:2}", false),
    ("{'a':1}", false),
    (r#"{"a" 1}"#, false),
    (r#"{"a"=1}"#, false),
    (r#"{"a"::1}"#, false),
    (r#"{"a":}"#, false),
    (r#"{"a"}"#, false),
    (r#"{"a":1,}"#, false),
    (r#"{"a":1,,"b":2}"#, false),
    (r#"{"a":1 "b":2}"#, false),
    (r#"{,"a":1}"#, false),
    (r#"{"a":1]"#, false),
    (r#"{"a":/*x*/1}"#, false),
    ("1 // one", false),
    ("1 # one", false),
    // White space: four characters, and no other.
    (" \t\r\n1 \t\r\n", true),
    ("\u{c}1", false),
    ("\u{a0}1", false),
    ("\u{2060}1", false),
];

#[test]
fn json_is_read_and_all_else_is_refused() {
    for &(value, fine) in VALUES {
        for text in [
            format!("[{value}]"),
            format!("[{{\"k\":{value}}},{{\"k\":0}}]"),
            format!("[[{value}]]"),
        ] {
            let (recorder, summary) = read(text.as_bytes(), &[3]);
            let clean = summary.rejected == 0 && recorder.warnings.is_empty() && summary.rows > 0;
            // One line end more or less in white space is nothing to remark on.
            assert_eq!(clean, fine, "{text:?}: {summary:?} {:?}", recorder.said());
        }
    }
}

#[test]
fn cut_json_is_told_of_wherever_it_is_cut() {
    let text = r#"[{"a":"b\u00e9","c":[1,{"d":null}]},{"a":true,"c":-1.5e3}]"#;
    for end in 1..text.len() {
        let Some(cut) = text.get(..end) else { continue };
        let (recorder, summary) = read(cut.as_bytes(), &[1]);
        let told = !recorder.warnings.is_empty() || summary.found.is_some();
        assert!(told, "{cut:?}: {:?}", recorder.lines());
    }
}

/// A table and its rows, cell by cell.
type Table = (&'static str, &'static [&'static [&'static str]]);

const TABLES: &[Table] = &[
    ("a,b,c\n1,2,3\n", &[&["1", "2", "3"]]),
    ("a,b,c\n1,2,3", &[&["1", "2", "3"]]),
    ("a,b\r\n1,2\r\n3,4\r\n", &[&["1", "2"], &["3", "4"]]),
    // A delimiter, a quote and a line end inside of quotes.
    ("town,street\nUlm,\"1, High Street\"\n", &[&["Ulm", "1, High Street"]]),
    ("a,b\n1,\"say \"\"yes\"\" \"\n", &[&["1", "say \"yes\" "]]),
    ("a,b\n\"one\ntwo\",3\n", &[&["one\ntwo", "3"]]),
    ("a,b\r\n\"one\r\ntwo\",3\r\n", &[&["one\r\ntwo", "3"]]),
    ("a,b\n1,\"x \"\"y\nz\"\", w\"\n", &[&["1", "x \"y\nz\", w"]]),
    ("a,b\n\"\"\"\",\"\"\"\"\"\"\n", &[&["\"", "\"\""]]),
    // JSON in a cell.
    (
        "k,v\n1,\"{\"\"a\"\": [1, \"\"b, c\"\"]}\"\n",
        &[&["1", "{\"a\": [1, \"b, c\"]}"]],
    ),
    // Cells without anything, quoted or not.
    ("a,b,c\n1,\"\",\"\"\n2,3,4\n", &[&["1", "", ""], &["2", "3", "4"]]),
    ("a,b,c\r\n1,,\r\n2,3,4\r\n", &[&["1", "", ""], &["2", "3", "4"]]),
    // Letters of other alphabets, and blanks that are part of a cell.
    ("a,b\n1,ʤ\n東京,🙂\n", &[&["1", "ʤ"], &["東京", "🙂"]]),
    ("a,b\n x , y \n", &[&[" x ", " y "]]),
    // Names in quotes, with what is awkward in them.
    ("\"a,1\",\"b\"\"2\"\n1,2\n", &[&["1", "2"]]),
];

#[test]
fn tables_read_cell_by_cell() {
    for &(text, expected) in TABLES {
        for size in [1, 2, 7, 1000] {
            let (recorder, _) = read(text.as_bytes(), &[size]);
            let cell = |cell: &Cell| match cell {
                Cell::Untyped(text) => text.clone(),
                _ => String::new(),
            };
            let rows: Vec<Vec<String>> = recorder
                .rows
                .iter()
                .map(|row| row.iter().map(|(_, value)| cell(value)).collect())
                .collect();
            assert_eq!(rows, expected, "{text:?}");
            assert!(recorder.warnings.is_empty(), "{text:?}: {:?}", recorder.said());
        }
    }
}
