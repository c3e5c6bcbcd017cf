//! The laws every reader keeps: chunks do not matter, nothing panics, what was written reads back, and others read the same.

mod record;

use proptest::collection::vec;
use proptest::prelude::*;
use record::{Cell, Recorder, read};
use serde_json::{Map, Value};

/// Text that likes to be awkward in CSV and JSON. Control characters are left out: a short file full of them is binary data.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z0-9 ]{0,12}",
        2 => "[a\",;\\\\\n\t|{}\\[\\]:é𝄞\u{0}-]{0,12}",
        1 => vec(any::<char>(), 0..6).prop_map(|chars| chars.into_iter().collect()),
    ]
    .prop_map(|text: String| text.replace(|char: char| char.is_control() && !"\t\n\r".contains(char), "·"))
}

/// What may stand before every line, `#` for its number.
const MARKS: [&str; 6] = ["", "> ", "+", "#:", "   #\t", "a.log:"];

/// Lines of logs that may share a file.
const LINES: [&str; 9] = [
    "2026-01-05 10:00:00,123 a",
    "10.0.0.1 - ada [05/Jan/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 1",
    "2026-01-05T10:00:00Z {\"a\":\"b=1 c=2\"}",
    "At  : 1",
    "Who : 2",
    "Name : 3",
    "  more",
    "",
    "é",
];

/// Pieces that logs are made of, and what is found in broken ones.
const PIECES: [&[u8]; 87] = [
    b"{\"a\":1}",
    b"{\"a\":{\"b\":[1,{\"c\":\"x\"}]}}",
    b"[{\"a\":\"\xE9\"},",
    b"{\"Records\":[",
    b"]}",
    b"]",
    b"{",
    b"}",
    b"[",
    b",",
    b";",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\r",
    b"a,b,c\n",
    b"1,\"2\n3\",4\n",
    b"1,2",
    b"x\"y",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\0",
    b"\xE2\x82",
    b"tru",
    b"null",
    b"-1.5e3",
    b"\\u00",
    b"\"\\ud834\\udd1e\"",
    b" ",
    b": ",
    b"{\"a\":\"cut\n",
    b"sep=;\n",
    b"<html>",
    b"HTTP/1.1 200 OK\n\n",
    b"{\"events\":[{\"t\":\"2024-01-01\"}],\"more\":[{\"t\":\"2024-01-02\"}],",
    b"{\"t\":[\"2024-01-01\",\"2024-01-02\"],\"n\":[1,2]}",
    b"{\"data\":{\"result\":[{\"values\":[[\"1700000000\",\"x\"]]},",
    b"[\"2024-01-01T10:00:00Z\",1]\n",
    b"\"a=1\",\"b=2\"\n",
    b"LEEF:2.0|V|P|1|E|^|a=1^b=2\n",
    b"Record 1\n<?xml version='1.0'?>",
    "│ a │ b │\n├───┼───┤\n".as_bytes(),
    b"\x1E",
    b"Record 7\n",
    b")]}'\n",
    b"x = ",
    b"[[\"a\",\"b\"],[1,true],",
    b"{\"columns\":[\"a\",\"b\"],\"rows\":[[1,2],",
    b"{\"e1\":{\"t\":\"2024-01-01\"},\"e2\":{\"t\":\"2024-01-02\"},",
    b"\"{\\\"a\\\":1}\"\n",
    b"| a | b |\n|---|---|\n",
    b"| 1 | x",
    b" a  b\n -- --\n",
    b"a^b\n1^2\n",
    b"\"x\\\"y, z\"",
    b"=\"1\",",
    b"1,2,3,4\n",
    b"<?xml version='1.0'?><r>",
    b"<e a='1' b='2'>x<f>y</f></e>",
    b"<e a='>' b='2'/>",
    b"</e>",
    b"</r>",
    b"<![CDATA[ <&",
    b"]]><!-- -->",
    b"<table><tr><th>a<th>b<tr><td>1<td>2</tr>",
    b"<td>&amp;&#x41;",
    b"</table>",
    b"{\"schema\":{\"fields\":[{\"name\":\"a\",\"type\":\"STRING\"},{\"name\":\"b\"}]},\"rows\":[",
    b"{\"f\":[{\"v\":\"1\"},{\"v\":2}]},",
    b"{\"rows\":[[1,2],[3,4]],\"columns\":[\"a\",\"b\"]}",
    b"{\"tables\":[{\"name\":\"x\",\"columns\":[\"a\",\"b\"],\"rows\":[[1,2]]},",
    b"'a','b'\n",
    b"'x, ''y''','z\\'',",
    b"1,'2\n3'\n",
    b"-[ RECORD 1 ]--\na | 1\n",
    b"***** 2. row *****\n a: 1\n",
    b"b | 2 +\n  | more\n",
    b"{\"name\":\"y\",\"columns\":[\"c\"],\"rows\":[[3],[4]]}],",
    b"---\na: 1\nb:\n  c: 2\n",
    b"Events:\n- id: a\n  at: '2024-01-01'\n",
    b"- a: one\n  b: 'two\n",
    b"  three'\n",
    b"- ",
    b"c: |-\n    x\n",
    b"d: [e,\n",
    b"f: {}\n",
];

/// Bytes that look like logs gone wrong.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(&PIECES[..]);
    let line = proptest::sample::select(&LINES[..]);
    let marked = (proptest::sample::select(&MARKS[..]), vec(line, 2..30)).prop_map(|(mark, lines)| {
        let lines = lines.iter().enumerate();
        let lines = lines.map(|(at, line)| format!("{}{line}\n", mark.replace('#', &at.to_string())));
        lines.collect::<String>().into_bytes()
    });
    prop_oneof![
        4 => vec(piece, 0..60).prop_map(|pieces| pieces.concat()),
        2 => marked,
        1 => vec(any::<u8>(), 0..300),
    ]
}

/// A table: a name for each column, and rows of as many cells.
fn table() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    (2usize..6).prop_flat_map(|width| {
        let names = (0..width).map(|index| format!("column {index}")).collect();
        (Just(names), vec(vec(text(), width), 1..30))
    })
}

/// Any JSON value with objects, arrays and awkward keys in it.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 64.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![vec(inner.clone(), 0..5).prop_map(Value::from), object(inner)]
    })
}

fn object(inner: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let key = prop_oneof![3 => "[a-e]".boxed(), 1 => text().boxed()];
    vec((key, inner), 0..6).prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
}

/// Writes a value as YAML, so far in; a line is begun for it.
fn yaml(value: &Value, indent: usize, out: &mut String) {
    let entry = |lead: &str, value: &Value, out: &mut String| {
        let nests = value.as_object().is_some_and(|object| !object.is_empty())
            || value.as_array().is_some_and(|array| !array.is_empty());
        *out += lead;
        if nests {
            *out += "\n";
            *out += &" ".repeat(indent + 2);
            yaml(value, indent + 2, out);
        } else {
            *out += " ";
            yaml(value, indent + 2, out);
        }
    };
    let between = |out: &mut String, at: usize| {
        if at > 0 {
            *out += &" ".repeat(indent);
        }
    };
    match value {
        Value::Object(object) if !object.is_empty() => {
            for (at, (key, value)) in object.iter().enumerate() {
                between(out, at);
                entry(&format!("{}:", Value::from(key.as_str())), value, out);
            }
        }
        Value::Array(array) if !array.is_empty() => {
            for (at, value) in array.iter().enumerate() {
                between(out, at);
                entry("-", value, out);
            }
        }
        Value::String(text) if !text.contains(char::is_control) => {
            *out += &format!("'{}'\n", text.replace('\'', "''"));
        }
        value => *out += &format!("{value}\n"),
    }
}

/// What an object flattens to, the plain way.
fn flatten(path: Option<&str>, value: &Value, out: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(members) if path.is_none() || !members.is_empty() => {
            for (key, value) in members {
                let path = path.map_or_else(|| key.clone(), |path| format!("{path}.{key}"));
                flatten(Some(&path), value, out);
            }
        }
        leaf => out.push((path.unwrap_or("value").to_owned(), leaf.clone())),
    }
}

/// The rows as JSON values under their names.
fn values(recorder: &Recorder) -> Vec<Vec<(String, Value)>> {
    let value = |cell: &Cell| match cell {
        Cell::Null => Value::Null,
        Cell::Boolean(value) => Value::from(*value),
        Cell::Number(text) | Cell::Structure(text) => serde_json::from_str(text).expect("JSON text"),
        Cell::Text(text) | Cell::Untyped(text) => Value::from(text.clone()),
    };
    recorder
        .named()
        .into_iter()
        .map(|row| {
            row.into_iter()
                .map(|(name, cell)| (name.to_owned(), value(cell)))
                .collect()
        })
        .collect()
}

/// The rows of a CSV file as text; null is `None`.
fn cells(recorder: &Recorder) -> Vec<Vec<Option<String>>> {
    let cell = |cell: &Cell| match cell {
        Cell::Untyped(text) => Some(text.clone()),
        _ => None,
    };
    recorder
        .rows
        .iter()
        .map(|row| row.iter().map(|(_, value)| cell(value)).collect())
        .collect()
}

fn write_csv(names: &[String], rows: &[Vec<String>], delimiter: u8, always: bool, crlf: bool) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .quote_style(if always {
            csv::QuoteStyle::Always
        } else {
            csv::QuoteStyle::Necessary
        })
        .terminator(if crlf {
            csv::Terminator::CRLF
        } else {
            csv::Terminator::Any(b'\n')
        })
        .from_writer(Vec::new());
    writer.write_record(names).expect("memory");
    for row in rows {
        writer.write_record(row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn chunks_do_not_matter(bytes in bytes(), repeat in 1usize..40, sizes in vec(1usize..200, 1..8)) {
        let bytes = bytes.repeat(repeat);
        let whole = read(&bytes, &[]);
        prop_assert_eq!(&read(&bytes, &sizes), &whole);
    }

    #[test]
    fn positions_stay_inside_the_file_and_ascend(bytes in bytes(), sizes in vec(1usize..50, 0..4)) {
        let (recorder, _) = read(&bytes, &sizes);
        let mut end = 0;
        for at in &recorder.positions {
            prop_assert!(at.byte >= end, "{:?}", at);
            end = at.byte + u64::from(at.length);
        }
        prop_assert!(end <= bytes.len() as u64);
        for warning in &recorder.warnings {
            prop_assert!(warning.at.byte + u64::from(warning.at.length) <= bytes.len() as u64, "{:?}", warning);
            prop_assert!(warning.raw.len() <= audit_explorer::format::EXCERPT);
        }
    }

    #[test]
    fn csv_written_reads_back((names, rows) in table(), delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t'), Just(b'|')], crlf: bool, sizes in vec(1usize..90, 0..4)) {
        let bytes = write_csv(&names, &rows, delimiter, true, crlf);
        let (recorder, summary) = read(&bytes, &sizes);
        prop_assert_eq!(summary.delimiter, Some(char::from(delimiter)));
        prop_assert_eq!(&recorder.columns, &names);
        let expected: Vec<Vec<_>> = rows.into_iter().map(|row| row.into_iter().map(Some).collect()).collect();
        prop_assert_eq!(cells(&recorder), expected);
        prop_assert!(recorder.warnings.is_empty(), "{:?}", recorder.warnings);
    }

    #[test]
    fn csv_agrees_with_the_csv_crate((names, rows) in table(), crlf: bool, sizes in vec(1usize..90, 0..4)) {
        // Where files were joined, such marks are none of the text.
        prop_assume!(!rows.iter().any(|row| row[0].starts_with('\u{FEFF}')));
        let bytes = write_csv(&names, &rows, b',', false, crlf);
        let (recorder, _) = read(&bytes, &sizes);
        let mut reader = csv::ReaderBuilder::new().from_reader(&bytes[..]);
        // Without quotes, this is what databases write for no value.
        let value = |cell: &str| if cell == "\\N" { String::new() } else { cell.to_owned() };
        let expected: Vec<Vec<String>> = reader.records().map(|row| row.expect("a row").iter().map(value).collect()).collect();
        let found: Vec<Vec<String>> = cells(&recorder).into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn stray_quotes_agree_with_the_csv_crate(rows in vec("[a\"b]{1,5},([a\"]{1,3}|\"[a,\n]{0,3}\"|\"\"|[a ]\"),[a\"b ]{0,70}x", 1..30), sizes in vec(1usize..90, 0..4)) {
        // A row that agrees with the header: what has none may be no table.
        let text = format!("one,two,three\nb,a,x\n{}\n", rows.join("\n"));
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let expected: Vec<Vec<String>> = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        let (recorder, _) = read(text.as_bytes(), &sizes);
        // Lines that are rows of the table are no cell.
        prop_assume!(!recorder.said().iter().any(|said| said.contains("not closed where its cell ends")));
        // Empty cells beyond the header are null in columns of their own, and not pushed.
        let place = |row: &Vec<(u32, Cell)>| {
            let mut places = vec![String::new(); 100];
            for (column, cell) in row {
                if let Cell::Untyped(text) = cell {
                    places[*column as usize].clone_from(text);
                }
            }
            places
        };
        let found: Vec<_> = recorder.rows.iter().map(place).collect();
        let expected: Vec<_> = expected.into_iter().map(|mut row| {
            row.resize(100, String::new());
            row
        }).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn json_agrees_with_serde_json(records in vec(object(value()), 1..12), how in 0..5, sizes in vec(1usize..90, 0..4)) {
        let line = |record: &Value| serde_json::to_string(record).expect("JSON");
        let pretty = |record: &Value| serde_json::to_string_pretty(record).expect("JSON");
        let join = |with: &str| records.iter().map(line).collect::<Vec<_>>().join(with);
        let text = match how {
            0 => join("\n"),
            1 => format!("[{}]", join(",")),
            2 => serde_json::to_string_pretty(&records).expect("JSON"),
            3 => format!("{{\"data\":{{\"items\":[{}]}}}}", join(" ,\n ")),
            // A lone object that holds an array of objects may be an envelope; two never are.
            _ => records.iter().map(pretty).chain(records.iter().map(line)).collect::<Vec<_>>().join("\n"),
        };
        prop_assume!(how != 0 || records.len() > 1);
        let expected: Vec<_> = records.iter().map(|record| {
            let mut fields = Vec::new();
            flatten(None, record, &mut fields);
            fields
        }).collect();
        let expected = if how == 4 { [expected.clone(), expected].concat() } else { expected };
        let (recorder, _) = read(text.as_bytes(), &sizes);
        prop_assert_eq!(values(&recorder), expected);
        prop_assert!(recorder.warnings.is_empty(), "{:?}", recorder.warnings);
        for (at, record) in recorder.positions.iter().zip(records.iter().chain(&records)) {
            let raw = &text.as_bytes()[at.byte as usize..][..at.length as usize];
            prop_assert_eq!(&serde_json::from_slice::<Value>(raw).expect("the record"), record);
        }
    }

    #[test]
    fn yaml_agrees_with_json(records in vec(object(value()), 1..8), listed: bool, sizes in vec(1usize..90, 0..4)) {
        let first = serde_json::json!({"a": 1, "b": "2024-01-01", "c": 3});
        let records = [vec![first], records].concat();
        let mut text = String::new();
        for record in &records {
            text += if listed { "- " } else { "---\n" };
            yaml(record, if listed { 2 } else { 0 }, &mut text);
        }
        let lines: Vec<_> = records.iter().map(|record| serde_json::to_string(record).expect("JSON")).collect();
        let (expected, _) = read(lines.join("\n").as_bytes(), &[]);
        let (found, summary) = read(text.as_bytes(), &sizes);
        prop_assert_eq!(summary.format.name(), "yaml", "{}", text);
        prop_assert_eq!(values(&found), values(&expected), "{}", text);
        prop_assert!(found.warnings.is_empty(), "{}: {:?}", text, found.warnings);
        for at in &found.positions {
            let raw = &text[at.byte as usize..];
            let begins = raw.starts_with("- ") == listed || raw.starts_with("{}");
            prop_assert!(begins && raw[at.length as usize..].starts_with('\n'));
        }
    }

    #[test]
    fn json_is_refused_exactly_when_serde_json_refuses(raw in "[\\[{}\\],:\"a0-2.eE+\\\\ntrufals\u{1} -]{0,24}") {
        // A file that begins as JSON is JSON to its end; a long one with control characters is no binary data.
        let text = format!("{{\"a\":1}}\n{{\"a\":{raw}}}\n");
        let (recorder, _) = read(format!("{text}{}", "{\"b\":1}\n".repeat(99)).as_bytes(), &[]);
        let fine = serde_json::from_str::<Value>(text.lines().nth(1).unwrap_or_default());
        let said = fine.as_ref().err().map(ToString::to_string).unwrap_or_default();
        // Values behind the first are records of their own here.
        prop_assume!(!said.contains("trailing characters"));
        // Numbers beyond f64 are JSON all the same, and so are halves of surrogate pairs.
        let fine = fine.is_ok() || said.contains("out of range") || said.contains("surrogate");
        prop_assert_eq!(recorder.warnings.is_empty(), fine, "{} {:?}", said, recorder.said());
        prop_assert_eq!(recorder.rows.len(), 100 + usize::from(fine));
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn chunks_do_not_matter_in_long_files(seed in bytes(), pieces in vec(bytes(), 1..4), sizes in vec(1usize..100_000, 1..4)) {
        let mut bytes = seed.repeat(300_000 / seed.len().max(1));
        bytes.extend(pieces.concat());
        let whole = read(&bytes, &[]);
        prop_assert!(read(&bytes, &sizes) == whole);
    }
}

/// Files as they are exported, long enough that what they are shows long before their middle.
fn exports() -> Vec<Vec<u8>> {
    let event = |at: usize| {
        format!(
            r#"{{"time":"2024-01-{:02}T10:{:02}:00Z","user":"user{}@example.com","n":{at},"more":{{"a":[1,{{"b":"é\\n"}}],"c":null}}}}"#,
            at % 28 + 1,
            at % 60,
            at % 7
        )
    };
    let events: Vec<String> = (0..900).map(event).collect();
    let row = |at: usize| {
        let day = at % 28 + 1;
        format!("2024-01-{day:02} 10:00:00,\"user {at}, \"\"é\"\"\",{at},\"x\ny\"\r\n")
    };
    let rows: String = (0..2500).map(row).collect();
    let line = |at: usize| {
        let (day, minute) = (at % 28 + 1, at % 60);
        format!("Mar {day:2} 10:{minute:02}:00 host app[{at}]: user=ada{at} did=\"a thing\" é\n")
    };
    let lines: String = (0..2000).map(line).collect();
    let pretty: Vec<String> = events.iter().map(|event| event.replace(',', ",\n ")).collect();
    let element = |at: usize| {
        let (day, minute) = (at % 28 + 1, at % 60);
        format!(
            "<Event><System Id='{at}' Time='2024-01-{day:02}T10:{minute:02}:00Z'/><Data Name='user'>ada{at} &amp; é</Data><Data Name='did'>a > b</Data></Event>\n"
        )
    };
    let cells = |at: usize| {
        let day = at % 28 + 1;
        format!("<tr><td>2024-01-{day:02} 10:00:00</td><td>user {at} &lt;é&gt;<td class='n'>{at}</tr>\n")
    };
    let drawn = |at: usize| format!(" 2024-01-{:02} 10:00:00 | user {at:6} é | {at}\n", at % 28 + 1);
    let values = |at: usize| format!("[\"2024-01-{:02}T10:00:00Z\",\"user {at}\",{at},null]", at % 28 + 1);
    let keyed: Vec<String> = (0..900).map(|at| format!("\"evt_{at}\":{}", event(at))).collect();
    let elements: String = (0..900).map(element).collect();
    let document = |at: usize| {
        let (day, minute) = (at % 28 + 1, at % 60);
        format!(
            "---\ntime: '2024-01-{day:02}T10:{minute:02}:00Z'\nmore:\n- user: ada{at}\n  did: one\n    two\nn: {at}\n"
        )
    };
    let documents: String = (0..900).map(document).collect();
    let table: String = (0..1600).map(cells).collect();
    let drawing: String = (0..2500).map(drawn).collect();
    let grid: Vec<String> = (0..2200).map(values).collect();
    vec![
        format!("<?xml version=\"1.0\"?>\n<Events>\n{elements}</Events>\n").into_bytes(),
        format!("<html><body><table>\n<tr><th>time<th>user<th>n</tr>\n{table}</table></body></html>").into_bytes(),
        format!(
            "        time         |    user     | n\n---------------------+-------------+---\n{drawing}(2500 rows)\n"
        )
        .into_bytes(),
        format!(
            "{{\"columns\":[\"time\",\"user\",\"n\",\"x\"],\"rows\":[{}]}}",
            grid.join(",\n")
        )
        .into_bytes(),
        format!("{{{}}}", keyed.join(",\n")).into_bytes(),
        format!("time,user,n,text\r\n{rows}").into_bytes(),
        events.join("\n").into_bytes(),
        format!("[{}]", events.join(",\n")).into_bytes(),
        format!("{{\"count\":900,\"value\":[{}]}}", events.join(",")).into_bytes(),
        pretty.join("\n").into_bytes(),
        lines.into_bytes(),
        format!("time;user\n{}", "1;ä\n".repeat(30_000))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        documents.into_bytes(),
    ]
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn a_cut_file_gives_the_rows_before_the_cut(which in 0usize..13, part in 0.75f64..1.0) {
        let bytes = exports().swap_remove(which);
        let (whole, _) = read(&bytes, &[]);
        let (cut, _) = read(&bytes[..(bytes.len() as f64 * part) as usize], &[]);
        // The last row may be cut itself.
        let sure = cut.rows.len().saturating_sub(1);
        prop_assert!(sure > whole.rows.len() / 2);
        prop_assert_eq!(&cut.rows[..sure], &whole.rows[..sure]);
        prop_assert_eq!(&cut.positions[..sure], &whole.positions[..sure]);
    }

    #[test]
    fn a_damaged_file_gives_the_rows_that_are_not(which in 0usize..13, at in 0.75f64..1.0, bit in 0u8..8) {
        let mut bytes = exports().swap_remove(which);
        let (whole, _) = read(&bytes, &[]);
        let at = (bytes.len() as f64 * at) as usize;
        bytes[at] ^= 1 << bit;
        let (damaged, summary) = read(&bytes, &[]);
        let before = whole.positions.iter().take_while(|position| position.byte + u64::from(position.length) < at as u64);
        // A quote that a bit made or took away may join the row before.
        let sure = before.count().saturating_sub(1);
        prop_assert_eq!(&damaged.rows[..sure], &whole.rows[..sure]);
        prop_assert_eq!(&read(&bytes, &[777]).0, &damaged);
        prop_assert!(summary.rows > 0);
    }
}

#[test]
fn a_broken_element_costs_itself_alone() {
    let event = |n: usize, tail: &str| format!("<e:Event><a n='{n}' m='x'>{n}</a><b>y{tail}</e:Event>\n");
    let all = |range: std::ops::Range<usize>| range.map(|n| event(n, "</b>")).collect::<String>();
    let broken = "<e:Event><a n='0' m='x'></z></b></c></a></q></Other></b></e:Event>\n";
    let text = format!(
        "<?xml version='1.0'?>\n<Events>\n{}{broken}{}</Events>\n",
        all(0..2000),
        all(2000..4000)
    );
    let (whole, summary) = read(text.as_bytes(), &[]);
    assert_eq!((summary.rows, summary.rejected), (4000, 1));
    for size in [7, 64, 777, 70_000] {
        assert!(read(text.as_bytes(), &[size]).0 == whole, "{size}");
    }
    assert_eq!(
        whole.positions[2000].byte,
        text.find(&event(2000, "</b>")).map_or(0, |at| at as u64)
    );
}
