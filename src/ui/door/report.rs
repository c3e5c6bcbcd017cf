//! The load report, as the door's JSON.

use crate::protocol::{Report, Roles};
use serde_json::{Map, Value as Json, json};

/// The report in the shape the door promises.
pub fn json(report: &Report) -> Json {
    let named = Roles::NAMES.into_iter().zip(report.roles.parts());
    let roles: Map<String, Json> = named
        .filter_map(|(role, column)| Some((role.to_string(), json!(column?))))
        .collect();
    let file_name = |index: u32| report.files.get(index as usize).map(|file| file.name.as_str());
    json!({
        "files": report.files.iter().map(|file| json!({
            "name": file.name, "bytes": file.bytes, "format": file.format, "encoding": file.encoding,
            "delimiter": file.delimiter, "headed": file.headed, "wrapper": file.wrapper, "rows": file.rows, "rejected": file.rejected,
            "packed": file.packed.is_some(), "found": file.found, "cap": file.cap, "made": file.made,
            "sha256": report.digests.get(file.outer as usize),
        })).collect::<Json>(),
        "rows": report.rows,
        "rejected": report.rejected,
        "source": report.source,
        "columns": report.columns.iter().map(|column| json!({
            "name": column.name, "kind": column.kind, "nulls": column.nulls, "distinct": column.distinct, "bytes": column.bytes, "note": column.note,
        })).collect::<Json>(),
        "lookups": report.lookups.iter().map(|table| json!({
            "name": table.name, "file": table.file.as_ref().map(|file| &file.name), "rows": table.rows,
            "columns": table.columns.iter().map(|column| json!({
                "name": column.name, "kind": column.kind, "values": column.values, "distinct": column.distinct,
            })).collect::<Json>(),
        })).collect::<Json>(),
        "roles": roles,
        "time": report.time.as_ref().map(|span| json!({
            "first": span.first as f64 / 1000.0, "last": span.last as f64 / 1000.0, "zone": span.zone, "assumed": span.assumed,
        })),
        "duplicates": { "records": report.duplicates.records, "ids": report.duplicates.ids },
        "silences": report.silences.iter().map(|silence| json!({
            "from": silence.from as f64 / 1000.0, "to": silence.to as f64 / 1000.0, "remarkable": silence.remarkable,
        })).collect::<Json>(),
        "warnings": report.warnings.iter().map(|warning| json!({
            "file": file_name(warning.at.file), "row": warning.at.row, "byte": warning.at.byte,
            "what": warning.what, "rejected": warning.rejected,
        })).collect::<Json>(),
        "warned": report.warned,
        "kept": report.kept.as_ref().map(|kept| json!({ "keep": kept.keep, "passedOver": kept.passed_over })),
        "memory": report.memory,
        "nothing": report.nothing,
    })
}
