//! Files to a table: fed with chunks, it knows files and progress, and can show what it has at any moment.

use super::breaks::tell_breaks;
use super::errand::{Errand, Of, Stretch};
use super::logs::unite;
use super::members::tell_others;
use super::report::{Kept, Report};
use super::roles;
use super::shelf::Shelf;
use crate::format::{Choice, Limits, Position, Sink, Unpacker, Warning};
use crate::table::{Column, Dataset, Keep};
use crate::value::Micros;
use crate::words;

/// What a load came to, or has come to so far.
pub struct Opened {
    pub dataset: Dataset,
    pub report: Report,
    /// Columns as they were before their texts were read as numbers.
    pub plain: Vec<Column>,
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
    /// When each of the files given was last written, as far as that is known.
    written: Vec<Micros>,
}

impl Loader {
    /// A loader for so many files. Where there are several, the column `_file` names the file of each row.
    pub fn new(files: usize) -> Self {
        Self {
            shelf: Shelf::new(files > 1),
            ..Self::default()
        }
    }

    /// A loader for files or entries behind others, the first of which has this index among the files given. Columns of these names are
    /// [known](Loader::unique) not to repeat.
    pub(super) fn ahead(first: u32, choices: Vec<(u32, Choice)>, unique: &[String]) -> Self {
        let mut loader = Self::new(2);
        loader.shelf.builder.name_file("");
        loader.shelf.builder.expect_unique(unique);
        loader.shelf.choices = choices;
        loader.given = first;
        loader
    }

    /// What containers may cost, if not the default.
    pub fn limit(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// What was decided about files, by their index among those given.
    pub fn choose(&mut self, choices: Vec<(u32, Choice)>) {
        self.shelf.choices = choices;
    }

    /// When each of the files given was last written, 0 where nobody knows: of times that name no year it tells which they are of.
    pub fn written(&mut self, moments: Vec<Micros>) {
        self.written = moments;
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

    /// How many bytes of the end of the file under way would help to read it as it comes, if somebody has them.
    pub fn wants(&self) -> Option<u64> {
        self.unpacker.as_ref()?.wants()
    }

    /// Takes as many bytes of the end of the file as were [wanted](Self::wants), or all there are. From then on this one may [rest](Self::rests).
    pub fn tail(&mut self, bytes: &[u8]) {
        if let Some(unpacker) = &mut self.unpacker {
            unpacker.tail(bytes);
            unpacker.be_patient();
        }
    }

    /// Whether more can be made of the bytes that were fed: it wants to be fed, with none, before it is fed with more.
    pub fn rests(&self) -> bool {
        self.unpacker.as_ref().is_some_and(Unpacker::rests)
    }

    /// Begins an archive at an entry.
    pub(super) fn resume(&mut self, name: &str, start: u64) {
        self.begin(name, 0);
        self.unpacker = Some(Unpacker::resume(start));
    }

    /// What others can read a stretch of, once that is known: the file under way; `None` for one that must be read by one.
    pub fn shares(&self) -> Option<Of> {
        let unpacker = self.unpacker.as_ref()?;
        if unpacker.is_plain() {
            let named = self.shelf.files.last().filter(|_| self.shelf.is_naming());
            return Some(Of::File {
                seam: self.shelf.reader()?.seam()?,
                name: named.map(|file| file.name.clone()),
            });
        }
        // Once a file has come out of it, it is known whether rows name their files.
        (unpacker.is_archive() && self.shelf.is_begun() && self.shelf.is_naming()).then(|| Of::Archive {
            name: self.shelf.given().to_owned(),
            index: self.given - 1,
            choices: self.shelf.choices.clone(),
        })
    }

    /// What others can read some of, where files are given.
    pub fn shares_files(&self) -> Of {
        Of::Files {
            choices: self.shelf.choices.clone(),
        }
    }

    /// The columns whose texts hardly repeat, as far as is known: whoever reads a stretch need not find out again.
    pub fn unique(&self) -> Vec<String> {
        self.shelf.builder.unique()
    }

    /// Stops before the first record of the file under way that begins at `limit` or behind it, or before such an entry of an archive.
    pub fn stop_at(&mut self, limit: u64) {
        match (&mut self.unpacker, self.shelf.reader_mut()) {
            (Some(unpacker), Some(reader)) if unpacker.is_plain() => reader.limit(limit),
            (Some(unpacker), _) => unpacker.limit(limit),
            (None, _) => {}
        }
    }

    /// Where it stopped: what is fed from then on is not read until [`Loader::go_on`].
    pub fn stopped(&self) -> Option<u64> {
        let unpacker = self.unpacker.as_ref()?;
        if unpacker.is_plain() {
            self.shelf.reader()?.stopped()
        } else {
            unpacker.stopped()
        }
    }

    /// Takes what another read of the file from where this one stopped; `false`, and nothing done, when it begins elsewhere. The bytes fed
    /// next are those at [`Stretch::to`].
    pub fn take(&mut self, at: u64, stretch: Stretch) -> bool {
        let Some(unpacker) = self.unpacker.as_mut().filter(|_| stretch.from == at) else {
            return false;
        };
        if unpacker.is_plain() {
            return self.shelf.take_stretch(stretch);
        }
        let taken = unpacker.pass(stretch.to, stretch.unpacked);
        if taken {
            self.shelf.take_files(stretch.files, stretch.part);
        }
        taken
    }

    /// Takes the files that another read of those given, the next of which has index `at`; `false`, and nothing done, when these are others.
    pub fn take_files(&mut self, at: u64, stretch: Stretch) -> bool {
        if stretch.from != at {
            return false;
        }
        self.end();
        self.given = stretch.to as u32;
        self.shelf.take_files(stretch.files, stretch.part);
        true
    }

    /// What was read for others; `None` where it does not end where it should.
    pub(super) fn into_stretch(mut self, errand: &Errand) -> Option<Stretch> {
        let (to, unpacked) = match &self.unpacker {
            Some(unpacker) if matches!(errand.of, Of::Archive { .. }) => (unpacker.stopped()?, unpacker.unpacked()),
            _ => {
                self.end();
                (self.given.into(), 0)
            }
        };
        let files = std::mem::take(&mut self.shelf.files);
        // What is odd before the first entry is told of the one before.
        let odd = files.iter().any(|file| file.packed.is_none());
        if odd && matches!(errand.of, Of::Archive { .. }) {
            return None;
        }
        Some(Stretch {
            from: errand.from,
            to,
            part: std::mem::take(&mut self.shelf.builder).into_part(),
            files,
            unpacked,
        })
    }

    /// Goes on where it stopped; the bytes fed next are those at that offset.
    pub fn go_on(&mut self, from: u64) {
        match (&mut self.unpacker, self.shelf.reader_mut()) {
            (Some(unpacker), Some(reader)) if unpacker.is_plain() => reader.go_on(from, 0, 0),
            (Some(unpacker), _) => _ = unpacker.pass(from, 0),
            (None, _) => {}
        }
    }

    /// Ends the file.
    pub fn end(&mut self) {
        if let Some(mut unpacker) = self.unpacker.take() {
            unpacker.finish(&mut self.shelf);
            self.shelf.done();
        }
    }

    /// Ends the file under way, the rest of which cannot be read, and says why.
    pub fn break_off(&mut self, why: &str) {
        self.end();
        self.shelf.broken_off(words::engine::rest_cannot_be_read(&why));
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
        let mut report = self.report();
        roles::complete(&mut report, &dataset, &[]);
        Opened {
            dataset,
            report,
            plain: Vec::new(),
        }
    }

    /// The table.
    pub fn finish(mut self) -> Opened {
        self.end();
        if self.rows() > 0 {
            self.note_silent_files();
        }
        let mut report = self.report();
        tell_breaks(&mut report);
        let dataset = std::mem::take(&mut self.shelf.builder).seal();
        let dataset = if self.shelf.is_mixed() {
            dataset.unify_names(&|file| self.is_table(file))
        } else {
            dataset
        };
        let dataset = dataset
            .name_first_lists(&|file| self.shelf.files.get(file as usize)?.list.as_deref())
            .guess_years(&|file| {
                let outer = self.shelf.files.get(file as usize)?.outer;
                self.written.get(outer as usize).copied().filter(|&at| at > 0)
            })
            .open_lone_values();
        let decimals = self.decimals();
        let (dataset, mut plain) = dataset.rescue_from_blanks(decimals.is_some());
        let mut dataset = dataset.rescue_times().accord_days(self.is_semicolons()).join_clocks();
        if let Some(comma) = decimals {
            let (numbers, before) = dataset.rescue_numbers(comma);
            dataset = numbers;
            plain.extend(before);
        }
        let mut dataset = self.named(dataset);
        dataset.assume_named();
        unite(&mut report, &mut dataset, false);
        tell_others(&mut report, &dataset);
        roles::complete(&mut report, &dataset, &plain);
        Opened { dataset, report, plain }
    }

    /// Whether the cells of a file say nothing of their kinds.
    fn is_table(&self, file: u32) -> bool {
        let file = self.shelf.files.get(file as usize);
        file.is_some_and(|file| matches!(&*file.format, "csv" | "xlsx"))
    }

    /// Whether decimals may stand behind a comma: where something else is between cells. `None` where texts are texts: a program wrote them
    /// beside numbers.
    fn decimals(&self) -> Option<bool> {
        let mut read = self.shelf.files.iter().filter(|file| file.rows > 0);
        let typed = read
            .clone()
            .any(|file| matches!(&*file.format, "json" | "ndjson" | "parquet"));
        (!typed).then(|| read.all(|file| matches!(file.delimiter, Some(';' | '\t'))))
    }

    /// Whether semicolons part the cells of all that was read.
    fn is_semicolons(&self) -> bool {
        let mut read = self.shelf.files.iter().filter(|file| file.rows > 0);
        read.all(|file| file.delimiter == Some(';'))
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

    /// What was read, without what the table itself tells.
    fn report(&self) -> Report {
        let Shelf { builder, files, .. } = &self.shelf;
        let nothing: Vec<String> = files
            .iter()
            .filter_map(|file| Some(format!("{}: {}", file.name, file.found.as_ref()?)))
            .collect();
        Report {
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
        }
    }
}
