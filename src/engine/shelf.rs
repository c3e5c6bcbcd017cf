//! Files as they come out of what was given: each gets a reader, a line in the report, and its name beside its rows.

use super::errand::Stretch;
use super::report::{FileReport, Packed};
use crate::format::{Choice, Content, Contents, Entry, INSIDE, Position, Reader, Seam, Sink, Summary, Warning};
use crate::table::{Builder, Part, Shift};
use crate::words;

/// Files read and being read.
#[derive(Default)]
pub struct Shelf {
    pub builder: Builder,
    pub files: Vec<FileReport>,
    reader: Option<Reader>,
    /// The file as it was given.
    outer: Outer,
    /// Whether the rows name their files.
    naming: bool,
    /// The format that the file under way was made from, where that is another than its reader's.
    source: Option<&'static str>,
    /// Why the first records that were lost of it were.
    lost: Option<String>,
    /// What was decided about files, by their index among those given.
    pub choices: Vec<(u32, Choice)>,
}

/// A file as it was given.
#[derive(Default)]
struct Outer {
    index: u32,
    name: String,
    bytes: u64,
    /// Index of the first file in it.
    first: usize,
    /// Where the file that came out last is, once one has.
    last: Option<Packed>,
}

impl Shelf {
    /// A shelf for one file or `several`.
    pub fn new(several: bool) -> Self {
        Self {
            naming: several,
            ..Self::default()
        }
    }

    /// The next of the files given.
    pub fn take(&mut self, index: u32, name: &str, bytes: u64) {
        self.outer = Outer {
            index,
            name: name.into(),
            bytes,
            first: self.files.len(),
            last: None,
        };
    }

    /// Nothing more comes of the file given: if nothing came at all, that is in the report.
    pub fn done(&mut self) {
        self.end();
        if self.files.len() == self.outer.first {
            self.list(FileReport {
                name: self.outer.name.clone(),
                bytes: self.outer.bytes,
                found: Some(words::engine::FOUND_CONTAINER_WITHOUT_ANY_FILES.into()),
                ..FileReport::default()
            });
        }
    }

    /// The reader of the file under way.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// The reader of the file under way, to be told where to stop.
    pub fn reader_mut(&mut self) -> Option<&mut Reader> {
        self.reader.as_mut()
    }

    /// Takes records of the file under way that another read; `false` where there is none.
    pub fn take_stretch(&mut self, stretch: Stretch) -> bool {
        let Some(reader) = self.reader.as_mut().filter(|reader| reader.takes()) else {
            return false;
        };
        let Summary { rows, rejected, .. } = reader.summary();
        let (more, others) = (stretch.part.rows() as u64, stretch.part.rejected() as u64);
        let shift = Shift {
            files: self.files.len() as u32 - 1,
            records: rows + rejected,
        };
        self.builder.append(stretch.part, shift);
        reader.go_on(stretch.to, more, others);
        true
    }

    /// Takes files that another read.
    pub fn take_files(&mut self, files: Vec<FileReport>, part: Part) {
        self.end();
        let shift = Shift {
            files: self.files.len() as u32,
            records: 0,
        };
        self.builder.next_file();
        self.builder.append(part, shift);
        if let Some(packed) = files.last().and_then(|file| file.packed) {
            self.outer.last = Some(packed);
        }
        self.files.extend(files);
    }

    /// Ends the file under way where it is: a record that is not whole yet is dropped.
    pub fn stop(&mut self) {
        self.describe();
        self.reader = None;
    }

    /// Notes why the last file ends before its end.
    pub fn broken_off(&mut self, what: String) {
        let number = self.files.len() as u32;
        let Some(file) = self.files.last_mut() else { return };
        let number = number - 1;
        if file.rows + file.rejected == 0 {
            file.found = Some(what.clone());
        }
        self.builder.warn(Warning {
            at: Position {
                file: number,
                row: file.rows + file.rejected + 1,
                byte: self.builder.end_of(number),
                length: 0,
            },
            what,
            raw: String::new(),
            rejected: false,
        });
    }

    /// Brings the report of the file under way up to date.
    pub fn describe(&mut self) {
        let (Some(file), Some(reader)) = (self.files.last_mut(), &self.reader) else {
            return;
        };
        let summary = reader.summary();
        file.format = summary.format.name().into();
        file.encoding = summary.encoding.name().into();
        file.delimiter = summary.delimiter;
        file.headed = summary.headed;
        if let Some(source) = self.source {
            (file.format, file.delimiter) = (source.into(), None);
        }
        file.wrapper = summary.wrapper;
        file.list = summary.list;
        file.rows = summary.rows;
        file.rejected = summary.rejected;
        let nothing = summary.found.map(|found| self.lost.clone().unwrap_or(found));
        file.found = file.found.take().or(nothing);
    }

    /// Whether rows of more than one file are in the table.
    pub fn is_mixed(&self) -> bool {
        self.files.iter().filter(|file| file.rows > 0).nth(1).is_some()
    }

    /// The name of the file as it was given.
    pub fn given(&self) -> &str {
        &self.outer.name
    }

    /// Whether a file has come out of the one that was given.
    pub fn is_begun(&self) -> bool {
        self.files.len() > self.outer.first
    }

    /// Whether the rows name their files.
    pub fn is_naming(&self) -> bool {
        self.naming
    }

    fn list(&mut self, file: FileReport) {
        self.files.push(FileReport {
            outer: self.outer.index,
            ..file
        });
    }
}

impl Contents for Shelf {
    fn begin(&mut self, entry: Entry<'_>) {
        self.end();
        let Outer { name, bytes, last, .. } = &mut self.outer;
        let again = last.filter(|last| last.start == entry.start);
        let place = Packed {
            start: entry.start,
            nth: again.map_or(0, |last| last.nth + 1),
        };
        *last = Some(place);
        let packed = entry.packed.then_some(place);
        let (name, bytes) = match entry.name {
            "" => (name.clone(), if entry.packed { 0 } else { *bytes }),
            inner => (format!("{name}{INSIDE}{inner}"), 0),
        };
        // Of an archive only its end tells how many files there are. Once rows have no names, none get any.
        self.naming |= !entry.name.is_empty() && self.files.is_empty();
        if self.naming {
            self.builder.name_file(&name);
        }
        let chosen = self.choices.iter().find(|(file, _)| *file == self.outer.index);
        let choice = chosen.map(|(_, choice)| *choice).unwrap_or_default();
        self.builder.next_file();
        let index = self.files.len() as u32;
        let mut file = FileReport {
            name,
            bytes,
            packed,
            ..FileReport::default()
        };
        let reader = match entry.content {
            Content::File | Content::Sheet => Reader::with(index, choice),
            Content::Rows { columns, made } => {
                file.made = Some(made.to_owned());
                // A column is one, and stands where it does, whether it has a value or not.
                for column in columns {
                    self.builder.column(column);
                }
                Reader::amid(index, &Seam::Lines, 0, &mut self.builder)
            }
        };
        self.lost = None;
        self.source = match entry.content {
            Content::File => None,
            Content::Sheet => Some("xlsx"),
            Content::Rows { .. } => Some("parquet"),
        };
        self.reader = Some(reader);
        self.list(file);
    }

    fn bytes(&mut self, bytes: &[u8]) -> bool {
        if let (Some(reader), Some(file)) = (&mut self.reader, self.files.last_mut()) {
            reader.feed(bytes, &mut self.builder);
            if file.packed.is_some() {
                file.bytes += bytes.len() as u64;
            }
        }
        true
    }

    fn end(&mut self) {
        if let Some(reader) = &mut self.reader {
            reader.finish(&mut self.builder);
        }
        self.stop();
    }

    fn trouble(&mut self, what: String) {
        if self.files.len() == self.outer.first {
            self.list(FileReport {
                name: self.outer.name.clone(),
                bytes: self.outer.bytes,
                ..FileReport::default()
            });
        }
        let index = self.files.len() - 1;
        let (file, reader) = (&mut self.files[index], &self.reader);
        let summary = reader.as_ref().map(Reader::summary).unwrap_or_default();
        if file.bytes == 0 || reader.is_none() && file.rows == 0 {
            file.found.get_or_insert_with(|| what.clone());
        }
        self.builder.warn(Warning {
            at: Position {
                file: index as u32,
                row: summary.rows + summary.rejected + 1,
                byte: file.bytes,
                length: 0,
            },
            what,
            raw: String::new(),
            rejected: false,
        });
    }

    fn lost(&mut self, records: u64, what: String) {
        let (Some(reader), Some(file)) = (&mut self.reader, self.files.last()) else {
            return self.trouble(what);
        };
        let Summary { rows, rejected, .. } = reader.summary();
        reader.go_on(file.bytes, 0, records);
        self.lost.get_or_insert_with(|| what.clone());
        let at = Position {
            file: self.files.len() as u32 - 1,
            row: rows + rejected + 1,
            byte: file.bytes,
            length: 0,
        };
        self.builder.lose(records, at, what);
    }
}
