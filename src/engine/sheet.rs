//! Rows written out: CSV, TSV or NDJSON, one line each.

use crate::table::number;
use crate::value::{Value, Zone, iso};
use serde::{Deserialize, Serialize};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// RFC 4180, values exactly as they are.
    Csv,
    /// CSV with a byte order mark, and with a `'` before cells that a spreadsheet would run as a formula.
    CsvForExcel,
    /// Cells apart by tabs, as spreadsheets paste them: a null is an empty cell, and what would be run as a formula has a `'` before it.
    Tsv,
    /// One JSON object a line, nulls left out.
    Ndjson,
}

/// A table to be written: headings, and the zone its times are written in. In CSV lines end in CRLF, a null is an empty field and an
/// empty text a quoted one, so that they stay apart when read again.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub columns: Vec<String>,
    pub zone: Zone,
    pub shape: Shape,
}

impl Sheet {
    /// Appends what stands before the rows.
    pub fn head(&self, out: &mut String) {
        match self.shape {
            Shape::Ndjson => return,
            Shape::CsvForExcel => out.push('\u{feff}'),
            Shape::Csv | Shape::Tsv => {}
        }
        self.line(self.columns.iter().map(|column| Some(column.clone())), out);
    }

    /// Appends a row, one value for each column.
    pub fn row(&self, row: &[Value], out: &mut String) {
        match self.shape {
            Shape::Ndjson => self.object(row, out),
            Shape::Csv | Shape::CsvForExcel | Shape::Tsv => self.line(row.iter().map(|value| self.text(value)), out),
        }
    }

    /// The whole file.
    pub fn write(&self, rows: &[Vec<Value>]) -> String {
        let mut out = String::new();
        self.head(&mut out);
        rows.iter().for_each(|row| self.row(row, &mut out));
        out
    }

    fn object(&self, row: &[Value], out: &mut String) {
        let fields: Vec<String> = self
            .columns
            .iter()
            .zip(row)
            .filter(|(_, value)| **value != Value::Null)
            .map(|(column, value)| format!("{}:{}", serde_json::Value::from(column.as_str()), self.json(value)))
            .collect();
        out.push_str(&format!("{{{}}}\n", fields.join(",")));
    }

    fn json(&self, value: &Value) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Boolean(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            Value::Number(value) => (*value).into(),
            Value::Time(at) => moment(*at, &self.zone).into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(values) => values.iter().map(|value| self.json(value)).collect(),
        }
    }

    fn text(&self, value: &Value) -> Option<String> {
        Some(match value {
            Value::Null => return None,
            Value::Boolean(value) => value.to_string(),
            Value::Integer(value) => value.to_string(),
            Value::Number(value) => number(*value),
            Value::Time(at) => moment(*at, &self.zone),
            Value::Text(text) => text.clone(),
            Value::List(_) => self.json(value).to_string(),
        })
    }

    fn line(&self, cells: impl Iterator<Item = Option<String>>, out: &mut String) {
        let (comma, end) = if self.shape == Shape::Tsv {
            ('\t', "\n")
        } else {
            (',', "\r\n")
        };
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                out.push(comma);
            }
            if let Some(text) = cell {
                field(&text, self.shape, out);
            }
        }
        out.push_str(end);
    }
}

fn field(text: &str, shape: Shape, out: &mut String) {
    let guarded = shape != Shape::Csv && is_formula(text);
    let plain = if shape == Shape::Tsv {
        !text.contains(['\t', '"', '\n', '\r'])
    } else {
        !text.is_empty()
            && !guarded
            && !text.contains([',', '"', '\n', '\r'])
            && !text.starts_with(' ')
            && !text.ends_with(' ')
    };
    if plain {
        if guarded {
            out.push('\'');
        }
        return out.push_str(text);
    }
    out.push('"');
    if guarded {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// Whether a spreadsheet would run this cell. Plain numbers are let through.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && text.parse::<f64>().is_err()
}

/// ISO 8601 with the zone's offset.
fn moment(at: i64, zone: &Zone) -> String {
    let local = iso(zone.local(at)).replacen(' ', "T", 1);
    match zone.offset(at) {
        0 => local + "Z",
        offset => {
            let (sign, size) = if offset < 0 { ('-', -offset) } else { ('+', offset) };
            format!("{local}{sign}{:02}:{:02}", size / 3600, size / 60 % 60)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Value, shape: Shape) -> String {
        let columns = vec!["a,b".to_owned(), "n".to_owned()];
        Sheet {
            columns,
            zone: Zone::utc(),
            shape,
        }
        .write(&[vec![value, Value::Integer(3)]])
    }

    #[test]
    fn null_and_empty_stay_apart() {
        assert_eq!(written(Value::Null, Shape::Csv), "\"a,b\",n\r\n,3\r\n");
        assert_eq!(
            written(Value::Text(String::new()), Shape::Csv),
            "\"a,b\",n\r\n\"\",3\r\n"
        );
        assert_eq!(written(Value::Null, Shape::Ndjson), "{\"n\":3}\n");
    }

    #[test]
    fn exact_is_exact_and_the_guard_is_only_for_spreadsheets() {
        let evil = Value::Text("=HYPERLINK(\"x\")".into());
        assert!(written(evil.clone(), Shape::Csv).contains("\"=HYPERLINK(\"\"x\"\")\""));
        assert!(written(evil, Shape::CsvForExcel).contains("\"'=HYPERLINK(\"\"x\"\")\""));
        assert!(written(Value::Text("-4.5".into()), Shape::CsvForExcel).contains("\r\n-4.5,3"));
    }

    #[test]
    fn cells_apart_by_tabs_stay_apart() {
        let tsv = |text: &str| written(Value::Text(text.into()), Shape::Tsv);
        assert_eq!(tsv("a,b"), "a,b\tn\na,b\t3\n");
        assert_eq!(tsv("a\tb\"c\""), "a,b\tn\n\"a\tb\"\"c\"\"\"\t3\n");
        assert_eq!(tsv("=1+1"), "a,b\tn\n'=1+1\t3\n");
        assert_eq!(tsv("\t=1"), "a,b\tn\n\"'\t=1\"\t3\n");
        assert_eq!(written(Value::Null, Shape::Tsv), "a,b\tn\n\t3\n");
    }

    #[test]
    fn times_carry_their_offset() {
        let zone = Zone {
            name: "India".into(),
            offsets: vec![(i64::MIN, 19_800)],
        };
        assert_eq!(moment(0, &zone), "1970-01-01T05:30:00+05:30");
        assert_eq!(moment(0, &Zone::utc()), "1970-01-01T00:00:00Z");
    }
}
