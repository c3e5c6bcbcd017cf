//! Files to a table: fed with chunks, it knows files and progress, and can show what it has at any moment.

use super::report::{Kept, Report};
use super::roles;
use super::shelf::Shelf;
use super::stretch::Stretch;
use crate::format::{Choice, Limits, Position, Seam, Sink, Unpacker, Warning};
use crate::table::{Dataset, Keep};

/// What a load came to, or has come to so far.
pub struct Opened {
    pub dataset: Dataset,
    pub report: Report,
}

/// Reads files one after the other into one table: `begin`, `feed` ..., `end` for each, then `finish`.
///
/// Containers are opened on the way, so that the report may list more files than were given.
#[derive(Default)]
pub struct Loader {
    shelf: Shelf,
    unpacker: Option<Unpacker>,
    limits: Limits,
    given: u32,
}

impl Loader {
    /// A loader for so many files. Where there are several, the column `_file` names the file of each row.
    pub fn new(files: usize) -> Self {
        Self {
            shelf: Shelf::new(files > 1),
            ..Self::default()
        }
    }

    /// What containers may cost, if not the default.
    pub fn limit(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// What was decided about files, by their index among those given.
    pub fn choose(&mut self, choices: Vec<(u32, Choice)>) {
        self.shelf.choices = choices;
    }

    /// What is kept of the records, where that is not everything. For a loader that has read nothing.
    pub fn keep(&mut self, keep: Keep) {
        self.shelf.builder.keep(keep);
    }

    /// Begins a file. The name is for people only: what the file is shows in its bytes.
    pub fn begin(&mut self, name: &str, bytes: u64) {
        self.end();
        self.shelf.take(self.given, name, bytes);
        self.given += 1;
        self.unpacker = Some(Unpacker::new(self.limits));
    }

    /// The next bytes of the file, any number.
    pub fn feed(&mut self, bytes: &[u8]) {
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.feed(bytes, &mut self.shelf);
        }
    }

    /// How the file under way goes on, once that is known; `None` for one that cannot be read from the middle.
    pub fn seam(&self) -> Option<Seam> {
        let unpacker = self.unpacker.as_ref()?;
        unpacker.is_plain().then(|| self.shelf.reader()?.seam()).flatten()
    }

    /// What the rows of the file under way have in the column of file names, where there is one.
    pub fn file_name(&self) -> Option<&str> {
        let file = self.shelf.files.last().filter(|_| self.shelf.is_naming())?;
        Some(&file.name)
    }

    /// The columns whose texts hardly repeat, as far as is known: whoever reads a stretch need not find out again.
    pub fn unique(&self) -> Vec<String> {
        self.shelf.builder.unique()
    }

    /// Stops before the first record of the file under way that begins at `limit` or behind it.
    pub fn stop_at(&mut self, limit: u64) {
        if let Some(reader) = self.shelf.reader_mut() {
            reader.limit(limit);
        }
    }

    /// Where it stopped: what is fed from then on is not read until [`Loader::go_on`].
    pub fn stopped(&self) -> Option<u64> {
        self.shelf.reader()?.stopped()
    }

    /// Takes what another read of the file from where this one stopped; `false`, and nothing done, when it begins elsewhere. The bytes fed
    /// next are those at [`Stretch::to`].
    pub fn take(&mut self, at: u64, stretch: Stretch) -> bool {
        stretch.from == at && self.shelf.take_stretch(stretch)
    }

    /// Goes on where it stopped; the bytes fed next are those at that offset.
    pub fn go_on(&mut self, from: u64) {
        if let Some(reader) = self.shelf.reader_mut() {
            reader.go_on(from, 0, 0);
        }
    }

    /// Ends the file.
    pub fn end(&mut self) {
        if let Some(mut unpacker) = self.unpacker.take() {
            unpacker.finish(&mut self.shelf);
            self.shelf.done();
        }
    }

    /// Ends the file where it is: a record that is not whole yet is dropped.
    pub fn stop(&mut self) {
        self.unpacker = None;
        self.shelf.stop();
    }

    /// Rows so far.
    pub fn rows(&self) -> u64 {
        self.shelf.builder.rows() as u64
    }

    /// Records that could not be read, so far.
    pub fn rejected(&self) -> u64 {
        self.shelf.builder.rejected() as u64
    }

    /// The table so far. Cheap: full segments are shared.
    pub fn snapshot(&mut self) -> Opened {
        self.shelf.describe();
        let dataset = self.shelf.builder.snapshot();
        let dataset = self.named(dataset);
        let report = self.report(&dataset);
        Opened { dataset, report }
    }

    /// The table.
    pub fn finish(mut self) -> Opened {
        self.end();
        if self.rows() > 0 {
            self.note_silent_files();
        }
        let mut report = self.report(&Dataset::default());
        let dataset = std::mem::take(&mut self.shelf.builder)
            .seal()
            .rescue_times()
            .join_clocks();
        let dataset = self.named(dataset);
        roles::complete(&mut report, &dataset);
        Opened { dataset, report }
    }

    /// Files without a record, beside others with some, are remarked on.
    fn note_silent_files(&mut self) {
        for (index, file) in self.shelf.files.iter().enumerate() {
            let warned = |warning: &Warning| warning.at.file as usize == index;
            if let Some(found) = &file.found
                && !self.shelf.builder.warnings().iter().any(warned)
            {
                self.shelf.builder.warn(Warning {
                    at: Position {
                        file: index as u32,
                        ..Position::default()
                    },
                    what: found.clone(),
                    raw: String::new(),
                    rejected: false,
                });
            }
        }
    }

    /// The column of file names stands last, and goes where all rows are of one file.
    fn named(&self, mut dataset: Dataset) -> Dataset {
        if self.shelf.is_naming() && !dataset.columns.is_empty() {
            let names = dataset.columns.remove(0);
            if self.shelf.is_mixed() {
                dataset.columns.push(names);
            }
        }
        dataset
    }

    fn report(&self, dataset: &Dataset) -> Report {
        let Shelf { builder, files, .. } = &self.shelf;
        let nothing: Vec<String> = files
            .iter()
            .filter_map(|file| Some(format!("{}: {}", file.name, file.found.as_ref()?)))
            .collect();
        let mut report = Report {
            files: files.clone(),
            rejected: builder.rejected() as u64,
            warnings: builder.warnings().to_vec(),
            warned: builder.warned() as u64,
            kept: builder.kept().map(|(keep, passed_over)| Kept {
                keep: keep.clone(),
                passed_over,
            }),
            nothing: (builder.rows() == 0 && !nothing.is_empty()).then(|| nothing.join(" ")),
            ..Report::default()
        };
        roles::complete(&mut report, dataset);
        report
    }
}
