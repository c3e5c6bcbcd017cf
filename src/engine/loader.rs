//! Files to a table: fed with chunks, it knows files and progress, and can show what it has at any moment.

use super::report::{FileReport, Report};
use super::roles;
use crate::format::Reader;
use crate::table::{Builder, Dataset};

/// What a load came to, or has come to so far.
pub struct Opened {
    pub dataset: Dataset,
    pub report: Report,
}

/// Reads files one after the other into one table: `begin`, `feed` ..., `end` for each, then `finish`.
#[derive(Default)]
pub struct Loader {
    builder: Builder,
    reader: Option<Reader>,
    files: Vec<FileReport>,
    /// Sentences of files in which nothing could be read.
    nothing: Vec<String>,
}

impl Loader {
    /// Begins a file. The name is for people only: what the file is shows in its bytes.
    pub fn begin(&mut self, name: &str, bytes: u64) {
        self.end();
        self.reader = Some(Reader::new(self.files.len() as u32));
        self.files.push(FileReport {
            name: name.into(),
            bytes,
            ..FileReport::default()
        });
    }

    /// The next bytes of the file, any number.
    pub fn feed(&mut self, bytes: &[u8]) {
        if let Some(reader) = &mut self.reader {
            reader.feed(bytes, &mut self.builder);
        }
    }

    /// Ends the file.
    pub fn end(&mut self) {
        let Some(mut reader) = self.reader.take() else { return };
        reader.finish(&mut self.builder);
        let Some(file) = self.files.last_mut() else { return };
        describe(file, &reader);
        self.nothing
            .extend(reader.summary().found.map(|found| format!("{}: {found}", file.name)));
    }

    /// Ends the file where it is: a record that is not whole yet is dropped.
    pub fn stop(&mut self) {
        if let (Some(file), Some(reader)) = (self.files.last_mut(), self.reader.take()) {
            describe(file, &reader);
        }
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.builder.rows() as u64
    }

    /// Records that could not be read, so far.
    pub fn rejected(&self) -> u64 {
        self.builder.rejected() as u64
    }

    /// The table so far. Cheap: full segments are shared.
    pub fn snapshot(&mut self) -> Opened {
        if let (Some(file), Some(reader)) = (self.files.last_mut(), &self.reader) {
            describe(file, reader);
        }
        let dataset = self.builder.snapshot();
        let report = self.report(&dataset);
        Opened { dataset, report }
    }

    /// The table.
    pub fn finish(mut self) -> Opened {
        self.end();
        let mut report = self.report(&Dataset::default());
        let dataset = self.builder.seal().rescue_times();
        roles::complete(&mut report, &dataset);
        Opened { dataset, report }
    }

    fn report(&self, dataset: &Dataset) -> Report {
        let mut report = Report {
            files: self.files.clone(),
            rejected: self.builder.rejected() as u64,
            warnings: self.builder.warnings().to_vec(),
            warned: self.builder.warned() as u64,
            nothing: (self.builder.rows() == 0 && !self.nothing.is_empty()).then(|| self.nothing.join(" ")),
            ..Report::default()
        };
        roles::complete(&mut report, dataset);
        report
    }
}

fn describe(file: &mut FileReport, reader: &Reader) {
    let summary = reader.summary();
    file.format = summary.format.name().into();
    file.encoding = summary.encoding.name().into();
    file.delimiter = summary.delimiter;
    file.wrapper = summary.wrapper;
    file.rows = summary.rows;
    file.rejected = summary.rejected;
}
