//! Parquet files of many writers are the tables that the same rows are as lines of JSON; damaged ones lose no more than they must.

use audit_explorer::engine::{Engine, Limits, Loader, Opened, Report};
use audit_explorer::table::Column;
use audit_explorer::value::Kind;
use flate2::{Compression, write::GzEncoder};
use std::borrow::Cow;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

fn files() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/parquet/files")
}

/// The Parquet files beside this test by their names, each with the lines of JSON it should be, where there are such.
fn written() -> Vec<(String, Vec<u8>, Option<String>)> {
    let mut written: Vec<_> = fs::read_dir(files())
        .expect("a folder of files")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "parquet"))
        .map(|path| {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .expect("a name")
                .to_owned();
            let table = name.split('.').next().unwrap_or_default();
            let lines = fs::read_to_string(files().join(format!("{table}.ndjson"))).ok();
            (name, fs::read(&path).expect("bytes"), lines)
        })
        .collect();
    written.sort();
    written
}

fn read(name: &str) -> Vec<u8> {
    fs::read(files().join(name)).expect("a file")
}

fn open_all(files: &[(&str, &[u8])], chunk: usize) -> Opened {
    let mut loader = Loader::new(files.len());
    for (name, bytes) in files {
        loader.begin(name, bytes.len() as u64);
        bytes.chunks(chunk.max(1)).for_each(|piece| loader.feed(piece));
        loader.end();
    }
    loader.finish()
}

fn open(bytes: &[u8]) -> Opened {
    open_all(&[("log.parquet", bytes)], 1000)
}

/// A column's cells as they are written, and its kind.
fn columns(opened: &Opened) -> Vec<(String, Kind, Vec<Option<String>>)> {
    let rows = 0..opened.dataset.rows;
    let cells = |column: &Column| {
        rows.clone()
            .map(|row| column.written(row).map(Cow::into_owned))
            .collect()
    };
    let columns = opened.dataset.columns.iter();
    columns
        .map(|column| (column.name.to_string(), column.kind, cells(column)))
        .collect()
}

/// The values of one column.
fn cells(opened: &Opened, name: &str) -> Vec<Option<String>> {
    let column = columns(opened).into_iter().find(|(column, ..)| column == name);
    column.expect("a column of this name").2
}

fn said(report: &Report) -> Vec<&str> {
    report.warnings.iter().map(|warning| warning.what.as_str()).collect()
}

#[test]
fn rows_are_those_of_the_same_lines_of_json() {
    let mut compared = 0;
    for (name, bytes, lines) in written() {
        let Some(lines) = lines.filter(|_| name != "flat.brotli.parquet") else {
            continue;
        };
        let (found, expected) = (open(&bytes), open(lines.as_bytes()));
        assert_eq!(said(&found.report), Vec::<&str>::new(), "{name}");
        assert_eq!(found.report.rows, lines.lines().count() as u64, "{name}");
        assert_eq!(found.report.files[0].format, "parquet");
        let (mut found, mut expected) = (columns(&found), columns(&expected));
        // A column without a value is told by the file alone.
        found.retain(|(_, _, cells)| cells.iter().any(Option::is_some));
        expected.retain(|(_, _, cells)| cells.iter().any(Option::is_some));
        found.sort();
        expected.sort();
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(found.len(), expected.len(), "{name}");
        compared += 1;
    }
    assert!(compared > 50, "{compared} files");
}

#[test]
fn a_record_as_it_was_is_its_line_of_json() {
    for (name, bytes, lines) in written() {
        let Some(lines) = lines.filter(|_| name != "flat.brotli.parquet") else {
            continue;
        };
        let engine = Engine::new(open(&bytes));
        for (row, line) in lines.lines().enumerate() {
            let mut record = engine.place(row as u64).expect("a place").record();
            let _ = bytes.chunks(1000).all(|piece| record.feed(piece));
            let text = record.text().expect("it stands where it stood");
            let parsed = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
            assert_eq!(parsed(&text), parsed(line), "{name} {row}");
        }
    }
}

/// A table of this file alone, and what it says of itself where it holds nothing.
fn nothing(bytes: &[u8]) -> String {
    let opened = open(bytes);
    assert_eq!(opened.report.rows, 0);
    opened.report.nothing.unwrap_or_default()
}

#[test]
fn a_file_without_readable_rows_says_what_it_is() {
    let whole = read("groups.parquet");
    let mut secret = whole.clone();
    secret[..4].copy_from_slice(b"PARE");
    for (bytes, words) in [
        (read("empty.parquet"), "14 columns and no rows"),
        (read("flat.brotli.parquet"), "Brotli, which is not read here"),
        (read("flat.brotli.parquet"), "duckdb -c"),
        (read("encrypted.parquet"), "it is encrypted"),
        (read("summary.parquet"), "open the files beside it"),
        (secret, "encrypted Parquet file"),
        (whole[..whole.len() - 1].to_vec(), "cut or damaged"),
        (whole[..4].to_vec(), "cut or damaged"),
    ] {
        let nothing = nothing(&bytes);
        assert!(nothing.contains(words), "{nothing}");
    }
    let mut names = columns(&open(&read("empty.parquet")))
        .into_iter()
        .map(|(name, ..)| name);
    assert_eq!(names.next().as_deref(), Some("n"));
    assert_eq!(names.next().as_deref(), Some("actor.name"));
}

#[test]
fn a_damaged_page_costs_its_column_and_nothing_else() {
    let mut bytes = read("flat.checked.parquet");
    let whole = open(&bytes);
    let at = bytes
        .windows(9)
        .position(|window| window == b"\x05\0\0\0grace")
        .expect("a text");
    bytes[at + 4] ^= 1;
    let opened = open(&bytes);
    let said = said(&opened.report);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("The column “text” of row group 1 cannot be read: its page at byte"),
        "{said:?}"
    );
    assert!(
        said[0].ends_with("does not match its checksum. It is empty from row 1 of that group on."),
        "{said:?}"
    );
    let mut kept = 0;
    for ((name, _, found), (_, _, before)) in columns(&opened).into_iter().zip(columns(&whole)) {
        if name == "text" {
            assert!(found.iter().all(Option::is_none));
        } else {
            assert_eq!(found, before, "{name}");
            kept += 1;
        }
    }
    assert_eq!(kept + 1, columns(&whole).len());
}

#[test]
fn rows_that_are_lost_are_counted_and_those_behind_keep_their_numbers() {
    let mut bytes = read("groups.parquet");
    bytes[4..30].fill(0xFF);
    let opened = open(&bytes);
    assert_eq!((opened.report.rows, opened.report.rejected), (10, 10));
    assert_eq!((opened.report.files[0].rows, opened.report.files[0].rejected), (10, 10));
    assert_eq!(
        said(&opened.report),
        ["10 rows of row group 1 cannot be read: of every column, its page at byte 4 is damaged."]
    );
    let numbers: Vec<_> = (10..20).map(|n| Some(n.to_string())).collect();
    assert_eq!(cells(&opened, "n"), numbers);
    assert_eq!(opened.dataset.origins.at(0).row, 11);
    let engine = Engine::new(opened);
    let mut record = engine.place(3).expect("a place").record();
    record.feed(&bytes);
    assert_eq!(record.text().as_deref(), Some("{\"n\":13}"));
}

#[test]
fn the_report_says_how_a_file_was_made() {
    let made = |name: &str| open(&read(name)).report.files[0].made.clone().unwrap_or_default();
    assert_eq!(made("list_two.runs.parquet"), "1 row group, uncompressed; by hand");
    assert!(made("flat.groups.parquet").starts_with("2 row groups, zstd; parquet-cpp-arrow version "));
    assert!(made("duckdb.v1.lz4_raw.parquet").starts_with("1 row group, LZ4; DuckDB version "));
}

#[test]
fn it_is_told_by_its_bytes_in_archives_and_beside_other_logs() {
    let (groups, flat) = (read("groups.parquet"), read("flat.v2.zstd.parquet"));
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&groups).expect("memory takes all");
    let packed = encoder.finish().expect("memory takes all");
    let opened = open_all(
        &[
            ("a.bin", &packed),
            ("b.csv", b"n,x\n7,y\n"),
            ("c", &groups),
            ("d", &flat),
        ],
        77,
    );
    assert_eq!(said(&opened.report), Vec::<&str>::new());
    let rows: Vec<_> = opened
        .report
        .files
        .iter()
        .map(|file| (file.format.as_str(), file.rows))
        .collect();
    assert_eq!(rows, [("parquet", 20), ("csv", 1), ("parquet", 20), ("parquet", 21)]);
    let n = cells(&opened, "n");
    assert_eq!(
        (n[19].as_deref(), n[20].as_deref(), n[40].as_deref()),
        (Some("19"), Some("7"), Some("19"))
    );
    // A record of one that is packed is unpacked twice.
    let engine = Engine::new(opened);
    let mut record = engine.place(19).expect("a place").record();
    let _ = packed.chunks(50).all(|piece| record.feed(piece));
    assert_eq!(record.text().as_deref(), Some("{\"n\":19}"));
}

#[test]
fn what_is_made_to_fill_memory_is_stopped() {
    let limits = Limits {
        total: 64 << 20,
        ratio: 100,
        free: 1 << 20,
    };
    let within = |bytes: &[u8]| {
        let mut loader = Loader::default();
        loader.limit(limits);
        loader.begin("bomb.parquet", bytes.len() as u64);
        loader.feed(bytes);
        loader.finish().report
    };
    for (name, rows) in [
        // Rows that cost the file nothing cost time.
        ("bomb.parquet", 5_000),
        // Values that are not there cost as much as others.
        ("nulls.parquet", 2_000),
        // Chunks that are all the same page: the first one alone is as large as all may be.
        ("shared.parquet", 1),
        // One row of two thousand million values.
        ("long.parquet", 1),
    ] {
        let bytes = read(name);
        let report = within(&bytes);
        assert!(report.rows < rows, "{name}: {}", report.rows);
        let said = said(&report);
        let told = said
            .iter()
            .find(|what| what.starts_with("Stopped here: ") && what.contains(" MiB came out of"));
        assert!(told.is_some(), "{name}: {said:?}");
    }
}

#[test]
fn damage_anywhere_is_no_more_than_a_warning() {
    let whole = |opened: &Opened| (opened.report.rows, opened.report.rejected, columns(opened));
    let mut dice = 1_u64;
    let mut roll = move |below: usize| {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % below
    };
    for (name, bytes, _) in written() {
        for round in 0..60 {
            let mut broken = bytes.clone();
            match round % 3 {
                0 => broken.truncate(roll(bytes.len())),
                1 => broken[roll(bytes.len())] ^= 1 << roll(8),
                // The footer stands: what is damaged are pages.
                _ => {
                    let (from, length) = (roll(bytes.len() / 2), roll(30));
                    broken[from + 4..][..length.min(bytes.len() / 4)].fill(roll(256) as u8);
                }
            }
            let limits = Limits {
                total: 8 << 20,
                ratio: 1000,
                free: 4 << 20,
            };
            let read = |chunk: usize| {
                let mut loader = Loader::default();
                loader.limit(limits);
                loader.begin("", broken.len() as u64);
                broken.chunks(chunk).for_each(|piece| loader.feed(piece));
                loader.finish()
            };
            let (one, other) = (read(1 << 20), read(97));
            assert_eq!(whole(&one), whole(&other), "{name} {round}");
        }
    }
}
