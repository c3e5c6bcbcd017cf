//! What a folder of logs is taken for: `cargo run --release --example report -- [--columns] [--expected FILE] FOLDER|FILE...` prints
//! one line a file: format, rows, source, time, roles, columns, warnings, rows that repeat, milliseconds.
//!
//! `--columns` adds every column with its kind and an example; `--expected` compares the rows with a list of
//! `{vendor, file, events}` and prints the differences.

use audit_explorer::engine::{Engine, Loader, Report};
use audit_explorer::value::iso;
use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Bytes fed at a time.
const CHUNK: usize = 1 << 20;

/// One file that was read.
struct Line {
    path: PathBuf,
    engine: Engine,
    millis: u128,
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut columns, mut expected, mut paths) = (false, None, Vec::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--columns" => columns = true,
            "--expected" => expected = Some(words.next().ok_or("--expected wants a file")?),
            _ => paths.push(PathBuf::from(word)),
        }
    }
    if paths.is_empty() {
        return Err("which folder or file?".into());
    }
    let mut files = Vec::new();
    for path in &paths {
        gather(path, &mut files)?;
    }
    let mut lines = Vec::new();
    println!(
        "file | format | wrapper | rows | rejected | source | time | actor | action | category | target | address | outcome | reason | columns | warnings | repeated | ms"
    );
    for path in files {
        let line = read(path)?;
        print(&line, &paths);
        if columns {
            print_columns(&line.engine);
        }
        lines.push(line);
    }
    match expected {
        Some(file) => compare(&fs::read_to_string(file)?, &lines),
        None => Ok(()),
    }
}

/// All files at or below a path, in the order of their names.
fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if !path.is_dir() {
        files.push(path.into());
        return Ok(());
    }
    let mut entries = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| gather(entry, files))
}

fn read(path: PathBuf) -> Result<Line, Box<dyn Error>> {
    let start = Instant::now();
    let mut file = File::open(&path)?;
    let mut loader = Loader::default();
    let about = file.metadata()?;
    let written = about.modified()?.duration_since(std::time::UNIX_EPOCH)?;
    loader.written(vec![i64::try_from(written.as_micros())?]);
    loader.begin(&path.to_string_lossy(), about.len());
    let mut chunk = vec![0; CHUNK];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            length => loader.feed(&chunk[..length]),
        }
    }
    let mut engine = Engine::new(loader.finish());
    engine.study();
    while engine.study_more() {}
    Ok(Line {
        path,
        engine,
        millis: start.elapsed().as_millis(),
    })
}

fn print(line: &Line, roots: &[PathBuf]) {
    let report = line.engine.report();
    let file = report.files.first().cloned().unwrap_or_default();
    let shown = roots.iter().find_map(|root| line.path.strip_prefix(root).ok());
    let shown = shown.filter(|path| !path.as_os_str().is_empty()).unwrap_or(&line.path);
    let roles = &report.roles;
    let parts = [
        &roles.actor,
        &roles.action,
        &roles.category,
        &roles.target,
        &roles.address,
        &roles.outcome,
        &roles.reason,
    ];
    let mut cells = vec![
        shown.display().to_string(),
        file.format,
        file.wrapper.unwrap_or_else(|| "-".into()),
        report.rows.to_string(),
        report.rejected.to_string(),
        report.source.clone().unwrap_or_else(|| "-".into()),
        time(report),
    ];
    cells.extend(parts.into_iter().map(|role| role.clone().unwrap_or_else(|| "-".into())));
    let repeated = report.duplicates.records + report.duplicates.ids;
    let numbers = [report.columns.len() as u64, report.warned, repeated];
    cells.extend(numbers.map(|number| number.to_string()));
    println!("{} | {}", cells.join(" | "), line.millis);
}

/// The time role, the range of its values, and the zone they are read in.
fn time(report: &Report) -> String {
    let Some(name) = &report.roles.time else {
        return "-".into();
    };
    let Some(span) = &report.time else {
        return name.clone();
    };
    let zone = if span.assumed { "zone assumed" } else { &span.zone };
    format!("{name} {} .. {} {zone}", iso(span.first), iso(span.last))
}

fn print_columns(engine: &Engine) {
    let Some(dataset) = engine.tables().next() else { return };
    let rows = dataset.rows;
    for (column, told) in dataset.columns.iter().zip(&engine.report().columns) {
        let example: String = (0..rows)
            .find_map(|row| column.written(row))
            .unwrap_or_default()
            .chars()
            .take(70)
            .collect();
        let note = told.note.as_deref().unwrap_or_default();
        println!(
            "    {} {:?} {}/{rows} {} distinct: {example:?} {note}",
            column.name,
            column.kind,
            rows - column.nulls,
            column.distinct
        );
    }
}

/// Prints the files whose rows are not as many as expected, or that are expected and were not read.
fn compare(expected: &str, lines: &[Line]) -> Result<(), Box<dyn Error>> {
    let expected: Vec<serde_json::Value> = serde_json::from_str(expected)?;
    let (mut same, mut unread) = (0, 0);
    for entry in &expected {
        let word = |key: &str| entry[key].as_str().unwrap_or_default().to_string();
        let (path, events) = (Path::new(&word("vendor")).join(word("file")), entry["events"].as_u64());
        match lines.iter().find(|line| line.path.ends_with(&path)) {
            None => unread += 1,
            Some(line) if Some(line.engine.report().rows) == events => same += 1,
            Some(line) => println!(
                "DIFFERS {}: expected {}, read {} ({} rejected)",
                path.display(),
                entry["events"],
                line.engine.report().rows,
                line.engine.report().rejected
            ),
        }
    }
    println!(
        "{same} of {} files have the expected rows; {unread} were not read",
        expected.len()
    );
    Ok(())
}
