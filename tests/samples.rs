//! The readers against real exports and known test suites, where these are at hand: `../shared/samples` beside the project.

mod record;

use audit_explorer::format::Format;
use record::{Cell, read};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder of the samples; `None`, loudly, if it is not there.
fn samples(folder: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/samples")
        .join(folder);
    if !path.exists() {
        eprintln!(
            "SKIPPED: there is no {}; nothing was compared with real exports",
            path.display()
        );
        return None;
    }
    Some(path)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn json_test_suite() {
    let Some(folder) = samples("nasty/JSONTestSuite") else {
        return;
    };
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (recorder, summary) = read(&fs::read(&path).expect("a file"), &[5]);
        let fine = match name.as_bytes()[0] {
            b'y' => summary.rejected == 0 && (summary.rows > 0 || summary.format == Format::Json),
            b'n' => !recorder.warnings.is_empty() || summary.found.is_some(),
            _ => true,
        };
        if !fine {
            wrong.push(format!("{name}: {summary:?} {:?}", recorder.said()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn csv_spectrum() {
    let Some(folder) = samples("nasty/csv-spectrum") else {
        return;
    };
    for path in files(&folder.join("csvs")) {
        let mut csv = fs::read_to_string(&path).expect("a file");
        if path.to_string_lossy().contains("_crlf") && !csv.contains('\r') {
            // A copy that has lost the carriage returns it is about.
            csv = csv.replace('\n', "\r\n");
        }
        let (recorder, _) = read(csv.as_bytes(), &[3]);
        let text = fs::read_to_string(
            folder
                .join("json")
                .join(path.with_extension("json").file_name().expect("a name")),
        );
        let expected: Value = serde_json::from_str(&text.expect("a file")).expect("JSON");
        let row = |row: Vec<(&str, &Cell)>| {
            let text = |cell: &Cell| match cell {
                Cell::Untyped(text) => Value::from(text.clone()),
                _ => Value::from(""),
            };
            Value::Object(
                row.into_iter()
                    .map(|(name, cell)| (name.to_owned(), text(cell)))
                    .collect(),
            )
        };
        let found: Vec<_> = recorder.named().into_iter().map(row).collect();
        assert_eq!(Value::Array(found), expected, "{}", path.display());
        assert!(recorder.warnings.is_empty());
    }
}

#[test]
fn nasty_files() {
    let Some(folder) = samples("nasty/derived") else { return };
    for (name, format, rows, rejected, noted) in [
        ("big_integers.ndjson", Format::Ndjson, None, 0, false),
        ("csv_injection_and_html.csv", Format::Csv, Some(2), 0, false),
        ("empty_array.json", Format::Json, Some(0), 0, false),
        ("entra_portal_signins_CONSTRUCTED.csv", Format::Csv, None, 0, false),
        ("github_mixed_types_one_field.ndjson", Format::Ndjson, None, 0, false),
        ("header_only.csv", Format::Csv, Some(0), 0, false),
        ("huge_nested_object.ndjson", Format::Ndjson, None, 0, false),
        ("okta_array_truncated.json", Format::Json, None, 1, true),
        ("okta_deep_data_wrapper.json", Format::Json, Some(66), 0, true),
        ("okta_ndjson_bom_crlf_blank.ndjson", Format::Ndjson, None, 0, false),
        ("okta_ndjson_last_line_cut.ndjson", Format::Ndjson, None, 1, true),
        ("okta_pretty_concatenated.json", Format::Json, None, 0, false),
        ("okta_wrapped_elasticsearch_hits.json", Format::Json, Some(66), 0, true),
        ("time_formats_one_per_column.csv", Format::Csv, None, 0, false),
        ("ual_duplicate_headers.csv", Format::Csv, None, 0, false),
        ("ual_excel_sep_line.csv", Format::Csv, None, 0, false),
        ("ual_powershell_type_line.csv", Format::Csv, None, 0, false),
        ("ual_ragged_rows.csv", Format::Csv, None, 0, true),
        ("ual_semicolon.csv", Format::Csv, None, 0, false),
        ("ual_truncated_mid_quote.csv", Format::Csv, None, 0, true),
        ("ual_utf16le_bom.csv", Format::Csv, None, 0, false),
        ("ual_utf8_bom_crlf.csv", Format::Csv, None, 0, false),
    ] {
        let bytes = fs::read(folder.join(name)).expect(name);
        let (recorder, summary) = read(&bytes, &[4096]);
        println!(
            "{name}: {} columns, {summary:?} {:?}",
            recorder.columns.len(),
            recorder.said().first()
        );
        assert_eq!(summary.format, format, "{name}");
        assert_eq!(summary.rejected, rejected, "{name}: {:?}", recorder.said());
        assert_eq!(!recorder.warnings.is_empty(), noted, "{name}: {:?}", recorder.said());
        match rows {
            Some(rows) => assert_eq!(summary.rows, rows, "{name}"),
            None => assert!(summary.rows > 1, "{name}"),
        }
        let (whole, again) = read(&bytes, &[]);
        assert!(
            whole == recorder && again == summary,
            "{name} reads differently in chunks"
        );
    }
}

/// Files whose count differs from the simple reader's, and the count that is right.
const EXPLAINED: [(&str, u64); 1] = [
    // One element, whose keys have no quotes: the simple reader took it for a table and counted lines.
    ("traildiscover_CreateApiKey.json", 1),
];

#[test]
fn real_exports_have_as_many_rows_as_counted() {
    let Some(folder) = samples("") else { return };
    let text = fs::read_to_string(folder.join("expected.json")).expect("expected.json");
    let expected: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let (mut compared, mut wrong) = (0, Vec::new());
    for entry in &expected {
        let (vendor, file) = (
            entry["vendor"].as_str().expect("a vendor"),
            entry["file"].as_str().expect("a file"),
        );
        if file.ends_with(".gz") {
            continue;
        }
        let explained = EXPLAINED.iter().find(|(name, _)| *name == file).map(|(_, rows)| *rows);
        let rows = explained.unwrap_or_else(|| entry["events"].as_u64().expect("a count"));
        let (recorder, summary) = read(&fs::read(folder.join(vendor).join(file)).expect("a file"), &[1 << 20]);
        compared += 1;
        if summary.rows != rows || summary.rejected > 0 {
            wrong.push(format!(
                "{vendor}/{file}: expected {rows}, {summary:?} {:?}",
                recorder.said().first()
            ));
        }
        if !recorder.warnings.is_empty() {
            println!(
                "{vendor}/{file}: {} warnings, {:?}",
                recorder.warnings.len(),
                recorder.said()[0]
            );
        }
    }
    println!("{compared} files compared");
    assert!(
        wrong.is_empty(),
        "{} of {compared} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
