//! An answer taken away as a file: grouped rows as CSV or NDJSON, under a name that says what and when.

use crate::protocol::Shape;
use crate::table::number;
use crate::value::{Civil, Value, Zone, iso};

/// A table to be written: headings, rows of as many values, and the zone its times are written in.
pub struct Sheet<'a> {
    pub columns: &'a [String],
    pub rows: &'a [Vec<Value>],
    pub zone: &'a Zone,
}

impl Sheet<'_> {
    /// The whole file. CSV: CRLF, a null is an empty field, an empty text a quoted one. NDJSON: nulls left out.
    pub fn write(&self, shape: Shape) -> String {
        let mut out = String::new();
        if shape == Shape::Ndjson {
            self.rows.iter().for_each(|row| self.object(row, &mut out));
            return out;
        }
        let guard = shape == Shape::CsvForExcel;
        if guard {
            out.push('\u{feff}');
        }
        line(self.columns.iter().map(|column| Some(column.clone())), guard, &mut out);
        for row in self.rows {
            line(row.iter().map(|value| self.text(value)), guard, &mut out);
        }
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
            Value::Time(at) => moment(*at, self.zone).into(),
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
            Value::Time(at) => moment(*at, self.zone),
            Value::Text(text) => text.clone(),
            Value::List(_) => self.json(value).to_string(),
        })
    }
}

fn line(cells: impl Iterator<Item = Option<String>>, guard: bool, out: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if let Some(text) = cell {
            field(&text, guard, out);
        }
    }
    out.push_str("\r\n");
}

fn field(text: &str, guard: bool, out: &mut String) {
    let guarded = guard && is_formula(text);
    let plain = !text.is_empty()
        && !guarded
        && !text.contains([',', '"', '\n', '\r'])
        && !text.starts_with(' ')
        && !text.ends_with(' ');
    if plain {
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

/// A file's name by its title and the wall-clock time: `user-login-failures-2026-11-23-1530.csv`.
pub fn file_name(title: &str, now: Civil, ending: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() > 80 {
            break;
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "audit-explorer" } else { name };
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
        ..
    } = now;
    format!("{name}-{year:04}-{month:02}-{day:02}-{hour:02}{minute:02}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Value, shape: Shape) -> String {
        let columns = ["a,b".to_owned(), "n".to_owned()];
        let rows = [vec![value, Value::Integer(3)]];
        Sheet {
            columns: &columns,
            rows: &rows,
            zone: &Zone::utc(),
        }
        .write(shape)
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
    fn times_carry_their_offset() {
        let zone = Zone {
            name: "India".into(),
            offsets: vec![(i64::MIN, 19_800)],
        };
        assert_eq!(moment(0, &zone), "1970-01-01T05:30:00+05:30");
        assert_eq!(moment(0, &Zone::utc()), "1970-01-01T00:00:00Z");
    }

    #[test]
    fn a_name_has_no_path_in_it() {
        let now = Civil {
            year: 2026,
            month: 11,
            day: 23,
            hour: 15,
            minute: 30,
            second: 9,
            micro: 0,
        };
        assert_eq!(
            file_name("User Login Failures", now, "csv"),
            "user-login-failures-2026-11-23-1530.csv"
        );
        assert_eq!(file_name("../..\\", now, "csv"), "audit-explorer-2026-11-23-1530.csv");
    }
}
