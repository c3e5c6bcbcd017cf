//! Bringing a log into a database: the statements that make a table of it as [`Table`] wants it.

use super::speech::quoted;
use super::{Dialect, Table};
use crate::value::Kind;

/// How the file is written that is to be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// With a header line; an empty cell without quotes is null.
    Csv,
    /// One JSON object a line, under keys that are the column names.
    Ndjson,
}

/// Statements that load a file of these columns, in this order, and give them their types.
pub fn load(columns: &[(String, Kind)], table: &Table, dialect: Dialect, file: &str, written: Written) -> String {
    let from = table.name.split('.').map(quoted).collect::<Vec<_>>().join(".");
    match dialect {
        Dialect::DuckDb => duckdb(columns, table, &from, file, written),
        Dialect::Snowflake => snowflake(columns, table, &from, file, written),
    }
}

fn duckdb(columns: &[(String, Kind)], table: &Table, from: &str, file: &str, written: Written) -> String {
    let speech = Dialect::DuckDb.speech();
    let file = speech.text(file);
    let number = row(table, "row_number() OVER () - 1");
    let typed: Vec<String> = columns
        .iter()
        .map(|(name, kind)| {
            let cell = match written {
                Written::Csv => quoted(name),
                Written::Ndjson => {
                    let key = speech.text(&format!("$.{}", quoted(name)));
                    format!("(json ->> {key})")
                }
            };
            let typed = match kind {
                Kind::Text => cell,
                Kind::Integer => format!("CAST({cell} AS BIGINT)"),
                Kind::Number => format!("CAST({cell} AS DOUBLE)"),
                Kind::Boolean => format!("CAST({cell} AS BOOLEAN)"),
                Kind::Time => format!("make_timestamp(epoch_us(CAST({cell} AS TIMESTAMPTZ)))"),
                Kind::List => {
                    format!("list_transform(json_extract({cell}, '$[*]'), lambda each: coalesce(each ->> '$', 'null'))")
                }
            };
            format!("  {typed} AS {}", quoted(name))
        })
        .collect();
    let read = match written {
        Written::Csv => format!(
            "read_csv({file}, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false, auto_detect = false, strict_mode = true, columns = {{{}}})",
            columns
                .iter()
                .map(|(name, _)| format!("{}: 'VARCHAR'", speech.text(name)))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Written::Ndjson => format!("read_json_objects({file}, format = 'newline_delimited')"),
    };
    format!(
        "-- Times without a zone in the file are taken as UTC; a cell that does not fit its type stops the load.\nSET TimeZone = 'UTC';\nCREATE OR REPLACE TABLE {from} AS\nSELECT\n{number}{}\nFROM {read};\n",
        typed.join(",\n")
    )
}

/// The row's number as a column of its own, if there is to be one.
fn row(table: &Table, number: &str) -> String {
    table
        .row
        .as_ref()
        .map_or(String::new(), |name| format!("  {number} AS {},\n", quoted(name)))
}

fn snowflake(columns: &[(String, Kind)], table: &Table, from: &str, file: &str, written: Written) -> String {
    let speech = Dialect::Snowflake.speech();
    let part = |suffix: &str| {
        let mut parts: Vec<String> = table.name.split('.').map(str::to_owned).collect();
        if let Some(last) = parts.last_mut() {
            *last += suffix;
        }
        parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(".")
    };
    let (raw, stage) = (part("_raw"), part("_stage"));
    let path = file.replace('\\', "/");
    let put = format!(
        "-- From SnowSQL or another client that can put files; or upload the file to the stage in Snowsight.\nALTER SESSION SET TIMEZONE = 'UTC';\nCREATE STAGE IF NOT EXISTS {stage};\nPUT {} @{stage} AUTO_COMPRESS = TRUE;\n",
        speech.text(&format!("file://{path}"))
    );
    let (cells, copied, format, record) = match written {
        Written::Csv => (
            (1..=columns.len())
                .map(|at| format!("c{at} VARCHAR"))
                .collect::<Vec<_>>(),
            (1..=columns.len()).map(|at| format!("${at}")).collect::<Vec<_>>(),
            "TYPE = CSV SKIP_HEADER = 1 FIELD_OPTIONALLY_ENCLOSED_BY = '\"' EMPTY_FIELD_AS_NULL = TRUE NULL_IF = ()",
            false,
        ),
        Written::Ndjson => (vec!["record VARIANT".into()], vec!["$1".into()], "TYPE = JSON", true),
    };
    let typed: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, (name, kind))| {
            let cell = if record {
                format!("record:{}", quoted(name))
            } else {
                format!("c{}", at + 1)
            };
            let typed = match kind {
                Kind::Text => format!("{cell}::VARCHAR"),
                Kind::Integer => format!("{cell}::NUMBER(38, 0)"),
                Kind::Number => format!("{cell}::FLOAT"),
                Kind::Boolean => format!("{cell}::BOOLEAN"),
                Kind::Time => format!("CONVERT_TIMEZONE('UTC', {cell}::TIMESTAMP_TZ)::TIMESTAMP_NTZ"),
                Kind::List if record => format!("{cell}::ARRAY"),
                Kind::List => format!("PARSE_JSON({cell})::ARRAY"),
            };
            format!("  {typed} AS {}", quoted(name))
        })
        .collect();
    format!(
        "{put}CREATE OR REPLACE TABLE {raw} (file VARCHAR, line NUMBER, {});\nCOPY INTO {raw} FROM (SELECT METADATA$FILENAME, METADATA$FILE_ROW_NUMBER, {} FROM @{stage})\n  FILE_FORMAT = ({format});\nCREATE OR REPLACE TABLE {from} AS\nSELECT\n{}{}\nFROM {raw};\n",
        cells.join(", "),
        copied.join(", "),
        row(table, "ROW_NUMBER() OVER (ORDER BY file, line) - 1"),
        typed.join(",\n")
    )
}
