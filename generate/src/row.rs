//! A row of cells, and the three ways to write rows down.

use super::Source;
use std::io::{self, Write};

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Ndjson,
    Json,
}

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "csv" => Some(Self::Csv),
            "ndjson" => Some(Self::Ndjson),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Null,
    Text,
    /// A number, a boolean or a structure: as it stands in JSON, quoted where needed in CSV.
    Json,
}

/// One row: a cell for each column, null until set.
pub struct Row {
    text: String,
    cells: Vec<(Kind, usize, usize)>,
}

impl Row {
    /// An empty row of so many columns.
    pub fn new(columns: usize) -> Self {
        Self {
            text: String::new(),
            cells: vec![(Kind::Null, 0, 0); columns],
        }
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cells.fill((Kind::Null, 0, 0));
    }

    fn set(&mut self, column: usize, kind: Kind, write: impl FnOnce(&mut String)) {
        let from = self.text.len();
        write(&mut self.text);
        self.cells[column] = (kind, from, self.text.len());
    }

    /// Sets a cell to a text.
    pub fn text(&mut self, column: usize, text: &str) {
        self.set(column, Kind::Text, |out| out.push_str(text));
    }

    /// Sets a cell to a text that is written in place.
    pub fn text_with(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        self.set(column, Kind::Text, write);
    }

    /// Sets a cell to a number.
    pub fn number(&mut self, column: usize, number: u64) {
        self.set(column, Kind::Json, |out| decimal(out, number, 1));
    }

    /// Sets a cell to true or false.
    pub fn boolean(&mut self, column: usize, value: bool) {
        self.set(column, Kind::Json, |out| {
            out.push_str(if value { "true" } else { "false" })
        });
    }

    /// Sets a cell to a JSON structure that is written in place.
    pub fn json_with(&mut self, column: usize, write: impl FnOnce(&mut String)) {
        self.set(column, Kind::Json, write);
    }

    fn csv(&self, out: &mut Vec<u8>) {
        for (index, &(kind, from, to)) in self.cells.iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            if kind != Kind::Null {
                csv_field(out, &self.text[from..to]);
            }
        }
        out.push(b'\n');
    }

    fn json(&self, keys: &[String], out: &mut Vec<u8>) {
        let mut glue = b'{';
        for (key, &(kind, from, to)) in keys.iter().zip(&self.cells) {
            if kind == Kind::Null {
                continue;
            }
            out.push(glue);
            glue = b',';
            out.extend_from_slice(key.as_bytes());
            let text = &self.text[from..to];
            match kind {
                Kind::Text => json_text(out, text),
                _ => out.extend_from_slice(text.as_bytes()),
            }
        }
        if glue == b'{' {
            out.push(glue);
        }
        out.push(b'}');
    }
}

/// Writes all rows of a source.
pub fn write(source: &mut dyn Source, format: Format, out: &mut impl Write) -> io::Result<()> {
    let columns = source.columns();
    let keys: Vec<String> = columns.iter().map(|name| format!("\"{name}\":")).collect();
    let mut row = Row::new(columns.len());
    let mut line = Vec::with_capacity(4096);
    let mut between: &[u8] = match format {
        Format::Csv => {
            writeln!(out, "{}", columns.join(","))?;
            b""
        }
        Format::Ndjson => b"",
        Format::Json => b"[\n",
    };
    while source.next(&mut row) {
        line.clear();
        line.extend_from_slice(between);
        match format {
            Format::Csv => row.csv(&mut line),
            Format::Ndjson | Format::Json => row.json(&keys, &mut line),
        }
        match format {
            Format::Csv => {}
            Format::Ndjson => line.push(b'\n'),
            Format::Json => between = b",\n",
        }
        out.write_all(&line)?;
        row.clear();
    }
    match (format, between) {
        (Format::Json, b"[\n") => out.write_all(b"[]\n"),
        (Format::Json, _) => out.write_all(b"\n]\n"),
        _ => Ok(()),
    }
}

/// A field, quoted where CSV asks for it; an empty text is quoted to tell it from null.
fn csv_field(out: &mut Vec<u8>, text: &str) {
    if !text.is_empty() && !text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        return out.extend_from_slice(text.as_bytes());
    }
    out.push(b'"');
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            out.extend_from_slice(b"\"\"");
        }
        out.extend_from_slice(part.as_bytes());
    }
    out.push(b'"');
}

/// A JSON string.
pub fn json_text(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        out.extend_from_slice(text.as_bytes());
    } else {
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                b'\n' => out.extend_from_slice(b"\\n"),
                0..b' ' => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
                _ => out.push(byte),
            }
        }
    }
    out.push(b'"');
}

/// Appends a number with at least so many digits.
pub fn decimal(out: &mut String, number: u64, digits: usize) {
    let mut buffer = [b'0'; 20];
    let (mut rest, mut from) = (number, buffer.len());
    while rest > 0 {
        from -= 1;
        buffer[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let from = from.min(buffer.len() - digits.clamp(1, 20));
    out.push_str(str::from_utf8(&buffer[from..]).unwrap_or_default());
}

/// Appends so many hexadecimal digits.
pub fn hex(out: &mut String, bits: u64, digits: u32) {
    let mut buffer = [b'0'; 16];
    let room = &mut buffer[16 - digits.min(16) as usize..];
    for (place, digit) in room.iter_mut().rev().enumerate() {
        *digit = b"0123456789abcdef"[(bits >> (place * 4) & 15) as usize];
    }
    out.push_str(str::from_utf8(room).unwrap_or_default());
}

/// Writes a flat or nested JSON object in place.
pub struct Object<'a> {
    out: &'a mut String,
    empty: bool,
}

impl<'a> Object<'a> {
    /// Writes an object whose fields `fill` adds.
    pub fn write(out: &'a mut String, fill: impl FnOnce(&mut Object<'_>)) {
        out.push('{');
        fill(&mut Object { out, empty: true });
        out.push('}');
    }

    fn key(&mut self, key: &str) -> &mut String {
        if !std::mem::take(&mut self.empty) {
            self.out.push(',');
        }
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
        self.out
    }

    /// Adds a text.
    pub fn text(&mut self, key: &str, text: &str) -> &mut Self {
        let mut bytes = std::mem::take(self.key(key)).into_bytes();
        json_text(&mut bytes, text);
        *self.out = String::from_utf8(bytes).unwrap_or_default();
        self
    }

    /// Adds a text of hexadecimal digits.
    pub fn hex(&mut self, key: &str, bits: u64, digits: u32) -> &mut Self {
        let out = self.key(key);
        out.push('"');
        hex(out, bits, digits);
        out.push('"');
        self
    }

    /// Adds a number.
    pub fn number(&mut self, key: &str, number: u64) -> &mut Self {
        decimal(self.key(key), number, 1);
        self
    }

    /// Adds true or false.
    pub fn boolean(&mut self, key: &str, value: bool) -> &mut Self {
        self.key(key).push_str(if value { "true" } else { "false" });
        self
    }

    /// Adds null.
    pub fn null(&mut self, key: &str) -> &mut Self {
        self.key(key).push_str("null");
        self
    }

    /// Adds an array of texts.
    pub fn list(&mut self, key: &str, texts: &[&str]) -> &mut Self {
        let listed: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
        self.key(key).push_str(&format!("[{}]", listed.join(",")));
        self
    }

    /// Adds an object.
    pub fn object(&mut self, key: &str, fill: impl FnOnce(&mut Object<'_>)) -> &mut Self {
        Object::write(self.key(key), fill);
        self
    }
}
