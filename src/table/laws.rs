//! The laws of the builder: what went in comes out, whatever else its column holds.

use super::{Builder, Dataset, SEGMENT};
use crate::format::{Position, Raw, Sink};
use crate::value::{Kind, Value};
use proptest::prelude::*;

/// A cell that owns its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Absent,
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    Untyped(String),
    Structure(String),
}

impl Cell {
    fn raw(&self) -> Option<Raw<'_>> {
        Some(match self {
            Self::Absent => return None,
            Self::Null => Raw::Null,
            Self::Boolean(value) => Raw::Boolean(*value),
            Self::Number(text) => Raw::Number(text),
            Self::Text(text) => Raw::Text(text),
            Self::Untyped(text) => Raw::Untyped(text),
            Self::Structure(text) => Raw::Structure(text),
        })
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Boolean(value) => Some(if *value { "true" } else { "false" }),
            Self::Number(text) | Self::Text(text) | Self::Untyped(text) | Self::Structure(text) => Some(text),
        }
    }
}

pub(super) fn fill(builder: &mut Builder, names: &[&str], rows: &[Vec<Cell>]) {
    for (row, cells) in rows.iter().enumerate() {
        for (name, cell) in names.iter().zip(cells) {
            if let Some(raw) = cell.raw() {
                let column = builder.column(name);
                builder.field(column, raw);
            }
        }
        builder.end_record(Position {
            file: 0,
            row: row as u64 + 1,
            byte: row as u64 * 10,
            length: 9,
        });
    }
}

/// A table of one column `c` of several files.
pub(super) fn files(files: &[&[&str]]) -> Dataset {
    let mut builder = Builder::default();
    for values in files {
        builder.next_file();
        let rows: Vec<Vec<Cell>> = values.iter().map(|value| vec![plain(value)]).collect();
        fill(&mut builder, &["c"], &rows);
    }
    builder.seal()
}

fn plain(value: &str) -> Cell {
    match value {
        "" => Cell::Null,
        text => Cell::Untyped(text.to_owned()),
    }
}

/// A table of one column `c`, as CSV has it: an empty cell is null.
pub(super) fn as_csv(values: &[&str]) -> Dataset {
    files(&[values])
}

/// Compares a table with what was pushed.
fn check(table: &Dataset, names: &[&str], rows: &[Vec<Cell>]) {
    assert_eq!(table.rows, rows.len());
    for (index, name) in names.iter().enumerate() {
        let Some(column) = table.column(name) else {
            assert!(
                rows.iter().all(|cells| cells[index] == Cell::Absent),
                "{name} is missing"
            );
            continue;
        };
        for (row, cells) in rows.iter().enumerate() {
            let want = cells[index].text();
            let got = column.written(row);
            assert_eq!(column.is_null(row), want.is_none(), "{name} {row}");
            assert_eq!(column.value(row) == Value::Null, want.is_none(), "{name} {row}");
            // Numbers, times among them, are the same however they were spelled.
            let number = || want.is_some_and(|text| text.contains(['.', 'e', 'E']) && text.parse::<f64>().is_ok());
            if column.kind == Kind::Number || column.kind == Kind::Time && number() {
                let read = |text: &str| text.parse::<f64>().ok();
                assert_eq!(got.as_deref().and_then(read), want.and_then(read), "{name} {row}");
            } else {
                assert_eq!(got.as_deref(), want, "{name} {row} {:?}", column.kind);
            }
        }
        assert_eq!(
            column.nulls,
            rows.iter().filter(|cells| cells[index].text().is_none()).count()
        );
        let mut distinct: Vec<Value> = (0..table.rows)
            .map(|row| match column.value(row) {
                Value::Number(value) => Value::Number(value + 0.0),
                value => value,
            })
            .filter(|value| *value != Value::Null)
            .collect();
        distinct.sort_by_key(|value| format!("{value:?}"));
        distinct.dedup();
        assert!(column.distinct >= distinct.len(), "{name}");
    }
}

pub(super) fn same(left: &Dataset, right: &Dataset) {
    assert_eq!((left.rows, left.columns.len()), (right.rows, right.columns.len()));
    for (a, b) in left.columns.iter().zip(&right.columns) {
        assert_eq!((&a.name, a.kind, a.nulls, &a.note), (&b.name, b.kind, b.nulls, &b.note));
        for row in 0..left.rows {
            assert_eq!((a.value(row), a.written(row)), (b.value(row), b.written(row)));
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let time =
        "(2023|1999)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])[T ]0[0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|\\+02:00)?";
    prop_oneof![
        4 => time,
        3 => "[1-9]{1,2}/[1-9]{1,2}/20(19|20)( 1?[0-9]:[0-5][0-9]( AM| PM)?)?",
        4 => "-?(0|[1-9][0-9]{0,18})",
        1 => "-?[0-9]{1,20}",
        4 => "-?(0|[1-9][0-9]{0,5})\\.[0-9]{1,4}",
        1 => "[1-9]\\.?[0-9]{0,3}[eE][+-]?[0-9]{1,2}",
        2 => "true|false|True|False|TRUE",
        1 => "16[0-9]{8}([0-9]{3}){0,3}",
        2 => "\\PC{0,12}",
        1 => Just(String::new()),
    ]
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "-?(0|[1-9][0-9]{0,18})",
        2 => "16[0-9]{8}",
        2 => "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?",
        2 => "(0|[1-9][0-9]{0,5})\\.[0-9]{1,3}",
    ]
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        1 => Just(Cell::Absent),
        1 => Just(Cell::Null),
        2 => any::<bool>().prop_map(Cell::Boolean),
        4 => number().prop_map(Cell::Number),
        4 => text().prop_map(Cell::Text),
        6 => text().prop_map(Cell::Untyped),
        1 => prop_oneof!["\\[(1|\"a\"|\\{\\})\\]", Just("{}".to_string())].prop_map(Cell::Structure),
    ]
}

/// Cells of one sort, with a few of any sort among them.
pub(super) fn column() -> impl Strategy<Value = Vec<Cell>> {
    let sorts = prop_oneof![
        number().prop_map(Cell::Number).prop_map(|cell| vec![cell]),
        prop::collection::vec(number().prop_map(Cell::Number), 1..20),
        prop::collection::vec(number().prop_map(Cell::Untyped), 1..20),
        prop::collection::vec(
            "20(1[0-9]|20)-0[1-9]-1[0-9]T0[0-9]:12:13(\\.[0-9]{3,8})?(Z|-07:00|)".prop_map(Cell::Text),
            1..20
        ),
        prop::collection::vec(
            "0?[1-9]/(0[1-9]|1[0-9])/2020 (0?[1-9]|1[0-2]):12( [AP]M)?".prop_map(Cell::Untyped),
            1..20
        ),
        prop::collection::vec("(0[1-9]|1[0-9])/(0[1-9]|1[0-2])/2020".prop_map(Cell::Untyped), 1..20),
        prop::collection::vec("(True|False)".prop_map(Cell::Untyped), 1..20),
    ];
    (
        sorts,
        prop::collection::vec((any::<prop::sample::Index>(), cell()), 0..4),
    )
        .prop_map(|(mut cells, others)| {
            for (at, cell) in others {
                cells.insert(at.index(cells.len() + 1), cell);
            }
            cells
        })
}

proptest! {
    #[test]
    fn what_went_in_comes_out(columns in prop::collection::vec(column(), 1..6), cut in any::<prop::sample::Index>()) {
        let names = ["time", "created_at", "a", "b.c", "ts"];
        let names = &names[..columns.len().min(5)];
        let rows: Vec<Vec<Cell>> = (0..columns.iter().map(Vec::len).max().unwrap_or(0))
            .map(|row| columns.iter().take(5).map(|cells| cells.get(row).cloned().unwrap_or(Cell::Absent)).collect())
            .collect();
        let cut = cut.index(rows.len() + 1);
        let mut builder = Builder::default();
        fill(&mut builder, names, &rows[..cut]);
        let snapshot = builder.snapshot();
        check(&snapshot, names, &rows[..cut]);
        let mut short = Builder::default();
        fill(&mut short, names, &rows[..cut]);
        same(&snapshot, &short.seal());
        fill(&mut builder, names, &rows[cut..]);
        check(&builder.snapshot(), names, &rows);
        check(&snapshot, names, &rows[..cut]);
        check(&builder.seal(), names, &rows);
    }
}

/// A column of one sort of `count` cells, every seventh absent.
fn many(count: usize, make: impl Fn(usize) -> Cell) -> Vec<Vec<Cell>> {
    (0..count)
        .map(|row| vec![if row % 7 == 3 { Cell::Absent } else { make(row) }])
        .collect()
}

#[test]
fn a_misfit_at_a_segment_border_loses_nothing() {
    let sorts: [fn(usize) -> Cell; 7] = [
        |row| Cell::Untyped(row.to_string()),
        |row| Cell::Untyped((row % 300).to_string()),
        |row| Cell::Untyped(format!("{}.{}0", row % 5000, row % 10)),
        |row| {
            Cell::Text(format!(
                "2023-03-16T12:{:02}:{:02}.{:07}Z",
                row / 60 % 60,
                row % 60,
                row
            ))
        },
        |row| Cell::Untyped(format!("{}/{}/2023 {}:00", row % 12 + 1, row / 12 % 12 + 1, row % 24)),
        |row| Cell::Text(format!("user {}", row % 70_000)),
        |row| Cell::Text(format!("user {}", row * row % 400)),
    ];
    for make in sorts {
        for misfit in [SEGMENT - 1, SEGMENT, SEGMENT + 1] {
            for cell in [
                Cell::Text("odd".into()),
                Cell::Untyped("0.5".into()),
                Cell::Untyped("16/03/2023".into()),
            ] {
                let mut rows = many(SEGMENT + 300, make);
                rows[misfit][0] = cell;
                let mut builder = Builder::default();
                fill(&mut builder, &["x"], &rows[..misfit]);
                check_some(&builder.snapshot(), &rows[..misfit]);
                fill(&mut builder, &["x"], &rows[misfit..]);
                check_some(&builder.seal(), &rows);
            }
        }
    }
}

/// As [`check`], at the rows where something can go wrong.
fn check_some(table: &Dataset, rows: &[Vec<Cell>]) {
    let column = &table.columns[0];
    let near = |row: &usize| *row < 20 || row.is_multiple_of(97) || *row + 400 > SEGMENT;
    for row in (0..rows.len()).filter(near) {
        let (got, want) = (column.written(row), rows[row][0].text());
        if column.kind == Kind::Number {
            let read = |text: &str| text.parse::<f64>().ok();
            assert_eq!(got.as_deref().and_then(read), want.and_then(read), "{row}");
        } else {
            assert_eq!(got.as_deref(), want, "{row} {:?}", column.kind);
        }
    }
}

fn one(cells: &[Cell], name: &str) -> super::Column {
    let rows: Vec<Vec<Cell>> = cells.iter().map(|cell| vec![cell.clone()]).collect();
    let mut builder = Builder::default();
    fill(&mut builder, &[name], &rows);
    builder.seal().columns.remove(0)
}

fn untyped(texts: &[&str]) -> Vec<Cell> {
    texts.iter().map(|text| Cell::Untyped((*text).into())).collect()
}

#[test]
fn kinds_are_what_all_values_allow() {
    for (texts, kind) in [
        (&["1", "-2"][..], Kind::Integer),
        (&["1", "2.5"], Kind::Number),
        (&["1", "007"], Kind::Text),
        (&["18446744073709551615"], Kind::Text),
        (&["9007199254740993", "0.5"], Kind::Text),
        (&["true", "false"], Kind::Boolean),
        (&["true", "False"], Kind::Text),
        (&["True"], Kind::Boolean),
        (&["2023-03-16", "2023-03-17T00:00:00Z"], Kind::Time),
        (&["2023-03-16", ""], Kind::Text),
        (&["03/04/2023", "16/03/2023"], Kind::Time),
        (&["03/16/2023", "16/03/2023"], Kind::Text),
    ] {
        assert_eq!(one(&untyped(texts), "x").kind, kind, "{texts:?}");
    }
    assert_eq!(one(&[Cell::Text("1".into())], "x").kind, Kind::Text);
    assert_eq!(one(&[Cell::Structure("[1]".into()), Cell::Null], "x").kind, Kind::List);
    let mixed = one(
        &[
            Cell::Number("4688".into()),
            Cell::Text("4688".into()),
            Cell::Number("1".into()),
        ],
        "EventID",
    );
    assert_eq!(
        (mixed.kind, mixed.distinct, mixed.note.as_deref()),
        (Kind::Text, 2, Some("mixed: 2 integers, 1 text"))
    );
}

#[test]
fn a_later_value_settles_day_and_month() {
    let column = one(&untyped(&["03/04/2023 10:00", "16/03/2023 10:00"]), "x");
    assert_eq!(column.text(0).as_deref(), Some("2023-04-03 10:00:00"));
    assert_eq!(column.note, None);
    let open = one(&untyped(&["03/04/2023 10:00"]), "x");
    assert_eq!(open.text(0).as_deref(), Some("2023-03-04 10:00:00"));
    assert!(open.note.is_some());
}

#[test]
fn numbers_become_times_by_name_and_range() {
    for (text, name, kind) in [
        ("1678970096", "ts", Kind::Time),
        ("1678970096123", "created_at", Kind::Time),
        ("1678970096123456", "timestamp", Kind::Time),
        ("1678970096123456789", "eventTime", Kind::Time),
        ("1678970096.123", "time", Kind::Time),
        ("1678970096", "id", Kind::Integer),
        ("123456", "timestamp", Kind::Integer),
    ] {
        let column = one(&untyped(&[text]), name);
        assert_eq!(column.kind, kind, "{text}");
        assert_eq!(column.written(0).as_deref(), Some(text));
        if kind == Kind::Time {
            assert!(column.text(0).unwrap().starts_with("2023-03-16 12:34:56"), "{text}");
        }
    }
}

#[test]
fn a_second_cell_of_one_column_gets_a_column_of_its_own() {
    let mut builder = Builder::default();
    let column = builder.column("a");
    for text in ["1", "2", "3"] {
        builder.field(column, Raw::Untyped(text));
    }
    builder.end_record(Position::default());
    builder.field(column, Raw::Untyped("4"));
    builder.end_record(Position::default());
    let table = builder.seal();
    let cells: Vec<_> = table
        .columns
        .iter()
        .map(|column| (&*column.name, column.text(0), column.text(1)))
        .collect();
    assert_eq!(
        cells,
        [
            ("a", Some("1".into()), Some("4".into())),
            ("a (2)", Some("2".into()), None),
            ("a (3)", Some("3".into()), None)
        ]
    );
}

#[test]
fn thousands_of_sparse_columns_cost_little() {
    let mut builder = Builder::default();
    for row in 0..1000 {
        for column in 0..20 {
            let id = builder.column(&format!("leaf {}", row * 20 + column));
            builder.field(id, Raw::Number("12345"));
        }
        builder.end_record(Position::default());
    }
    assert_eq!(builder.snapshot().columns.len(), 20_000);
    let table = builder.seal();
    assert_eq!(
        table.column("leaf 19999").map(|column| column.value(999)),
        Some(Value::Integer(12_345))
    );
    assert!(table.bytes() < 25_000_000, "{}", table.bytes());
}

#[test]
fn a_column_first_seen_in_the_last_row_is_a_column_like_any_other() {
    let mut builder = Builder::default();
    for _ in 0..SEGMENT * 2 + 9 {
        builder.end_record(Position::default());
    }
    for (name, raw) in [
        ("i", Raw::Number("7")),
        ("t", Raw::Text("seven")),
        ("n", Raw::Number("7.5")),
        ("d", Raw::Text("2026-01-05T14:03:22Z")),
    ] {
        let id = builder.column(name);
        builder.field(id, raw);
    }
    builder.column("never");
    builder.end_record(Position::default());
    let table = builder.seal();
    assert_eq!(table.segments(), 3);
    for column in &table.columns {
        assert!(column.is_null(0) && column.is_null(SEGMENT * 2 + 8));
        assert_eq!(column.is_null(SEGMENT * 2 + 9), &*column.name == "never");
        assert_eq!(column.nulls, table.rows - usize::from(&*column.name != "never"));
    }
    assert_eq!(
        table.column("d").unwrap().text(SEGMENT * 2 + 9).as_deref(),
        Some("2026-01-05 14:03:22")
    );
}

#[test]
fn the_eighteen_time_forms_of_the_samples_are_read() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/samples/nasty/derived/time_formats_one_per_column.csv"
    );
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("SKIPPED: no samples at {path}");
        return;
    };
    let mut builder = Builder::default();
    for line in text.lines().skip(1) {
        for (index, field) in line.trim_matches('"').split("\",\"").enumerate() {
            let column = builder.column(&format!("t{index}"));
            builder.field(column, Raw::Untyped(field));
        }
        builder.end_record(Position::default());
    }
    let table = builder.seal();
    let kinds: Vec<Kind> = table.columns.iter().map(|column| column.kind).collect();
    let (t, i, n, x) = (Kind::Time, Kind::Integer, Kind::Number, Kind::Text);
    assert_eq!(kinds, [t, t, t, t, i, i, n, t, t, t, t, t, t, t, x, x, x, x]);
    for column in table.columns.iter().filter(|column| column.kind == Kind::Time) {
        let want = if &*column.name == "t9" {
            "2023-03-16 19:34"
        } else {
            "2023-03-16 12:34"
        };
        assert!(
            column.text(0).is_some_and(|text| text.starts_with(want)),
            "{}",
            column.name
        );
    }
}

#[test]
fn text_that_looked_unique_gets_its_dictionary_in_the_end() {
    let rows = many(SEGMENT + 5000, |row| {
        Cell::Text(format!("user {}", row * 7919 % 19_001))
    });
    let mut builder = Builder::default();
    fill(&mut builder, &["x"], &rows);
    let snapshot = builder.snapshot();
    assert!(matches!(snapshot.columns[0].data, super::Data::Plain { .. }));
    let table = builder.seal();
    assert!(matches!(table.columns[0].data, super::Data::Codes(_)));
    assert_eq!(table.columns[0].distinct, 19_001);
    check_some(&snapshot, &rows);
    check_some(&table, &rows);
    let unique = many(SEGMENT + 5000, |row| Cell::Text(format!("id {row}")));
    let mut builder = Builder::default();
    fill(&mut builder, &["x"], &unique);
    let table = builder.seal();
    assert!(matches!(table.columns[0].data, super::Data::Plain { .. }));
    assert_eq!(table.columns[0].distinct, table.rows - table.columns[0].nulls);
    check_some(&table, &unique);
}
