//! Parquet files of many writers are the tables that the same rows are as lines of JSON; damaged ones lose no more than they must.

use audit_explorer::engine::{Engine, Loader, Opened, Report};
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
            let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
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
    let cells = |column: &Column| rows.clone().map(|row| column.written(row).map(Cow::into_owned)).collect();
    let columns = opened.dataset.columns.iter();
    columns.map(|column| (column.name.to_string(), column.kind, cells(column))).collect()
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
        let Some(lines) = lines.filter(|_| name != "flat.brotli.parquet") else { continue };
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
    assert!(compared > 60, "{compared} files");
}

#[test]
fn a_record_as_it_was_is_its_line_of_json() {
    for (name, bytes, lines) in written() {
        let Some(lines) = lines.filter(|_| name != "flat.brotli.parquet") else { continue };
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
