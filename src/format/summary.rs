//! What a reader found a file to be, and how much of it could be read.

use super::cyrillic;
use super::utf16::{Runs, Utf16};
use super::western;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How records are written in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Not known: nothing was read yet, or [`Summary::found`] says what the file is.
    #[default]
    Unknown,
    /// Rows of cells between delimiters, named by a first row.
    Csv,
    /// One JSON array, one wrapped array, or JSON values one after another.
    Json,
    /// A JSON value on each line.
    Ndjson,
    /// Lines of text: what a system log says at their beginning, and pairs.
    Lines,
    /// XML whose elements are records.
    Xml,
    /// A table in a web page.
    Html,
    /// YAML whose documents, or entries of one list, are records.
    Yaml,
}

impl Format {
    /// The short name: `csv`, `json`, `ndjson`, `lines`, `xml`, `html`, `yaml` or `unknown`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Unknown => "unknown",
            Format::Csv => "csv",
            Format::Json => "json",
            Format::Ndjson => "ndjson",
            Format::Lines => "lines",
            Format::Xml => "xml",
            Format::Html => "html",
            Format::Yaml => "yaml",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// How text is written as bytes in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    #[default]
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8Marked,
    Utf16Little,
    Utf16Big,
    /// UTF-8 as far as it is, and Windows-1252 where it is not.
    Windows1252,
    /// ASCII, and Cyrillic letters beyond it.
    Windows1251,
}

impl Encoding {
    /// The name people know it by.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Marked => "UTF-8 with byte order mark",
            Encoding::Utf16Little => "UTF-16 LE",
            Encoding::Utf16Big => "UTF-16 BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Windows1251 => "Windows-1251",
        }
    }
}

impl Encoding {
    /// The encoding of this name.
    pub fn named(name: &str) -> Option<Self> {
        use Encoding::*;
        [Utf8, Utf8Marked, Utf16Little, Utf16Big, Windows1252, Windows1251]
            .into_iter()
            .find(|encoding| encoding.name() == name)
    }

    /// The text of bytes that were cut out of a file of this encoding.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf16Little | Self::Utf16Big => {
                let (mut decoder, mut text) = (Utf16::new(self == Self::Utf16Big, 0), Vec::new());
                decoder.decode(bytes, &mut text, &mut Runs::default());
                decoder.finish(&mut text, &mut Runs::default());
                String::from_utf8(text).unwrap_or_default()
            }
            Self::Windows1251 => bytes.iter().map(|&byte| cyrillic::character(byte)).collect(),
            Self::Utf8 | Self::Utf8Marked | Self::Windows1252 => western::decode(bytes).into_owned(),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// One file as its reader saw it, so far or to the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub format: Format,
    pub encoding: Encoding,
    /// What stands between cells, for CSV.
    pub delimiter: Option<char>,
    /// Whether the first row names the columns, for CSV.
    pub headed: Option<bool>,
    /// Dotted path of the array that holds the records, for JSON where one object wraps them.
    pub wrapper: Option<String>,
    /// Where others follow it: the name of the first list of records, whose rows do not say it.
    pub list: Option<String>,
    /// Records pushed.
    pub rows: u64,
    /// Records left out, each with a warning.
    pub rejected: u64,
    /// Where no record was found: one sentence that says what was found and what was expected.
    pub found: Option<String>,
}
