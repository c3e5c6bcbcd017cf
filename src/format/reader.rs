//! One file from its first byte to its last: encoding, format, records, and a summary of it all.

use super::csv::{Csv, Quoting};
use super::cyrillic;
use super::expanded;
use super::json::{Json, Shape};
use super::lines::Lines;
use super::mend::{Mend, What};
use super::ruled;
use super::sniff::{BEGINNING, MORE, Sniffed, sniff, translated};
use super::tally::Tally;
use super::utf16::{Runs, Utf16};
use super::xml::{Markup, Xml};
use super::yaml::Yaml;
use super::{Choice, Encoding, Format, RECORD, Seam, Sink, Summary};
use crate::words;

/// Bytes that are taken in at a time, so that they are still in the cache when they are read.
const PIECE: usize = 128 * 1024;

/// Bytes in which UTF-16 without a byte order mark shows.
const SAMPLE: usize = 1024;

/// Reads one file, fed in chunks of any size.
///
/// Records reach the sink in the order of the file, each as soon as it is whole and the format is known, which takes up to
/// 64 KiB (1 MiB where the file begins with an object longer than that; all of it, up to 64 MiB, where rows may be named behind them).
#[derive(Debug)]
pub struct Reader {
    tally: Tally,
    /// Decoded text that no reader is done with.
    buffer: Vec<u8>,
    /// Offset of `buffer` in the decoded text.
    offset: u64,
    decoder: Decoder,
    /// What says the decoded text again as JSON, where it is YAML; `buffer` then holds that.
    yaml: Option<Box<Yaml>>,
    stage: Stage,
    summary: Summary,
    choice: Choice,
}

#[derive(Debug)]
enum Decoder {
    /// The encoding is not known yet.
    Unknown,
    Utf8,
    Utf16(Utf16),
    Mended(Mend),
}

#[derive(Debug)]
enum Stage {
    /// So many bytes are to be looked at.
    Sniffing(usize),
    Csv(Box<Csv>),
    Json(Box<Json>),
    Ruled(Box<ruled::Rows>),
    Expanded(expanded::Records),
    Lines(Lines),
    Xml(Box<Xml>),
    /// No log.
    Nothing,
}

impl Reader {
    /// A reader for the file with this index.
    pub fn new(file: u32) -> Self {
        Self::with(file, Choice::default())
    }

    /// A reader for the file with this index, of which somebody decided something.
    pub fn with(file: u32, choice: Choice) -> Self {
        Reader {
            tally: Tally::new(file),
            buffer: Vec::new(),
            offset: 0,
            decoder: Decoder::Unknown,
            yaml: None,
            stage: Stage::Sniffing(BEGINNING),
            summary: Summary::default(),
            choice,
        }
    }

    /// A reader for the middle of the file with this index, from the record that begins at `from` on.
    pub fn amid<S: Sink>(file: u32, seam: &Seam, from: u64, sink: &mut S) -> Self {
        Reader {
            offset: from,
            decoder: Decoder::Utf8,
            stage: match seam {
                Seam::Rows {
                    delimiter,
                    end,
                    quote,
                    escapes,
                    names,
                    head,
                    counted,
                } => Stage::Csv(Box::new(
                    Csv::amid(*delimiter, *end, (names, head, counted), sink).quoting(Quoting {
                        mark: *quote,
                        escapes: *escapes,
                    }),
                )),
                Seam::Lines => Stage::Json(Box::new(Json::amid(Shape::Lines))),
                Seam::Values => Stage::Json(Box::new(Json::amid(Shape::Values))),
                Seam::Elements { .. } => Stage::Json(Box::new(Json::amid(Shape::Array))),
            },
            ..Self::new(file)
        }
    }

    /// How the file goes on from here; `None` where it cannot be read from the middle, or that is not known yet.
    pub fn seam(&self) -> Option<Seam> {
        match (&self.decoder, &self.stage) {
            (Decoder::Utf8, Stage::Csv(csv)) => csv.seam(),
            (Decoder::Utf8, Stage::Json(json)) if self.yaml.is_none() => json.seam(),
            _ => None,
        }
    }

    /// Stops before the first record that begins at `limit` or behind it.
    pub fn limit(&mut self, limit: u64) {
        self.tally.limit(limit);
    }

    /// Where it stopped: the first byte of the record that is due. Bytes fed from then on are not read.
    pub fn stopped(&self) -> Option<u64> {
        self.tally.stopped
    }

    /// Whether what was read since [`Reader::amid`] is what a reader of the whole file would have made of it: nothing was told of that
    /// is told of but once in a file, or holds for what follows.
    pub fn is_plain(&self) -> bool {
        let noted = match &self.stage {
            Stage::Json(json) => json.has_noted(),
            Stage::Csv(csv) => csv.is_changed(),
            _ => false,
        };
        self.tally.stray == 0 && !noted
    }

    /// Whether what another read from the middle may go on here.
    pub fn takes(&self) -> bool {
        match &self.stage {
            Stage::Json(json) => json.is_nameless(),
            Stage::Csv(csv) => !csv.is_changed(),
            _ => true,
        }
    }

    /// Goes on with the record that begins at `from`, behind `rows` and `rejected` records that were read elsewhere.
    pub fn go_on(&mut self, from: u64, rows: u64, rejected: u64) {
        self.buffer.clear();
        self.offset = from;
        self.tally.limit(u64::MAX);
        self.tally.rows += rows;
        self.tally.rejected += rejected;
        match &mut self.stage {
            Stage::Csv(csv) => csv.restart(),
            Stage::Json(json) => json.restart(),
            Stage::Sniffing(_)
            | Stage::Ruled(_)
            | Stage::Expanded(_)
            | Stage::Lines(_)
            | Stage::Xml(_)
            | Stage::Nothing => {}
        }
    }

    /// Takes the next bytes of the file.
    pub fn feed<S: Sink>(&mut self, bytes: &[u8], sink: &mut S) {
        for piece in bytes.chunks(PIECE) {
            if self.tally.stopped.is_some() {
                return;
            }
            let from = self.buffer.len();
            let (decoder, buffer, runs) = self.decoding();
            match decoder {
                Decoder::Utf16(decoder) => decoder.decode(piece, buffer, runs.get_or_insert_default()),
                Decoder::Mended(mend) => mend.decode(piece, false, buffer, runs.get_or_insert_default()),
                Decoder::Utf8 | Decoder::Unknown => buffer.extend_from_slice(piece),
            }
            self.translate(from, false);
            if matches!(self.decoder, Decoder::Unknown) && self.buffer.len() >= BEGINNING {
                self.decode(sink);
            }
            if !matches!(self.decoder, Decoder::Unknown) {
                self.advance(false, sink);
            }
        }
    }

    /// Takes the end of the file.
    pub fn finish<S: Sink>(&mut self, sink: &mut S) -> Summary {
        self.tally.limit(u64::MAX);
        if matches!(self.decoder, Decoder::Unknown) {
            self.decode(sink);
        }
        let from = self.buffer.len();
        let (decoder, buffer, runs) = self.decoding();
        if let Decoder::Mended(mend) = decoder {
            mend.decode(&[], true, buffer, runs.get_or_insert_default());
        } else if let Decoder::Utf16(decoder) = decoder {
            decoder.finish(buffer, runs.get_or_insert_default());
            if decoder.replaced > 0 {
                let what = words::reading::characters_were_not_utf_16(&decoder.replaced);
                self.tally.note(sink, self.offset, 0, what, &[]);
            }
        }
        self.translate(from, true);
        self.advance(true, sink);
        if self.tally.rows == 0 && self.summary.found.is_none() {
            self.summary.found = Some(self.nothing());
        }
        self.summary()
    }

    /// What is known of the file so far.
    pub fn summary(&self) -> Summary {
        Summary {
            rows: self.tally.rows,
            rejected: self.tally.rejected,
            encoding: match self.summary.encoding {
                Encoding::Utf8 if self.tally.stray > 0 => Encoding::Windows1252,
                encoding => encoding,
            },
            list: match &self.stage {
                Stage::Json(json) => json.first_list(),
                _ => None,
            },
            ..self.summary.clone()
        }
    }

    /// What decodes the file, where the text goes, and where it is noted how that stands in the file.
    fn decoding(&mut self) -> (&mut Decoder, &mut Vec<u8>, &mut Option<Runs>) {
        let runs = match &mut self.yaml {
            Some(yaml) => &mut yaml.runs,
            None => &mut self.tally.runs,
        };
        (&mut self.decoder, &mut self.buffer, runs)
    }

    /// Says what is in the buffer behind `from` again as JSON, if it is YAML.
    fn translate(&mut self, from: usize, last: bool) {
        if let Some(yaml) = &mut self.yaml {
            let text = self.buffer.split_off(from);
            yaml.decode(&text, last, &mut self.buffer, &mut self.tally);
        }
    }

    /// Chooses the encoding by the first bytes, and decodes what is there.
    fn decode<S: Sink>(&mut self, sink: &mut S) {
        let (encoding, mark) = match (encoding(&self.buffer), self.choice.encoding) {
            (found, None) => found,
            ((found, mark), Some(chosen)) if found == chosen => (found, mark),
            ((Encoding::Utf8Marked, mark), Some(Encoding::Utf8)) => (Encoding::Utf8Marked, mark),
            (_, Some(chosen)) => (chosen, 0),
        };
        self.summary.encoding = encoding;
        if encoding == Encoding::Utf8
            && let Some(eastern) = cyrillic::eastern(&self.buffer[..self.buffer.len().min(BEGINNING)])
            && !self.mends(mark).cyrillic
        {
            let what = words::reading::encoding_is_not_read(&eastern);
            self.tally.note(sink, self.offset, 0, what, &[]);
        }
        self.decoder = match encoding {
            Encoding::Utf16Little | Encoding::Utf16Big => {
                let mut decoder = Utf16::new(encoding == Encoding::Utf16Big, mark as u64);
                let raw = std::mem::take(&mut self.buffer);
                decoder.decode(&raw[mark..], &mut self.buffer, self.tally.runs.get_or_insert_default());
                Decoder::Utf16(decoder)
            }
            Encoding::Utf8 | Encoding::Utf8Marked | Encoding::Windows1252 | Encoding::Windows1251 => {
                let what = self.mends(mark);
                if what == What::default() {
                    self.take(mark);
                    Decoder::Utf8
                } else {
                    let mut mend = Mend::new(what.clone(), mark as u64);
                    let raw = std::mem::take(&mut self.buffer);
                    mend.decode(
                        &raw[mark..],
                        false,
                        &mut self.buffer,
                        self.tally.runs.get_or_insert_default(),
                    );
                    self.tell(&what, sink);
                    Decoder::Mended(mend)
                }
            }
        };
    }

    /// What must be done to the text behind a byte order mark of so many bytes.
    fn mends(&self, mark: usize) -> What {
        let head = &self.buffer[mark..self.buffer.len().min(BEGINNING).max(mark)];
        let found = What::of(head);
        What {
            cyrillic: match self.choice.encoding {
                Some(chosen) => chosen == Encoding::Windows1251,
                None => found.cyrillic && mark == 0,
            },
            ..found
        }
    }

    /// Says what is done to the text.
    fn tell<S: Sink>(&mut self, what: &What, sink: &mut S) {
        if what.cyrillic {
            self.summary.encoding = Encoding::Windows1251;
        }
        let said = [
            (what.colours, words::reading::COLOURS_WERE_TAKEN_OFF),
            (what.quotes, words::reading::QUOTES_AROUND_LINES_WERE_TAKEN_OFF),
            (what.returns, words::reading::RETURNS_WERE_TAKEN_OFF),
            (what.bulk, words::reading::BULK_LINES_WERE_JOINED),
            (what.lead.is_some(), words::reading::MARKS_BEFORE_LINES_WERE_TAKEN_OFF),
        ];
        for (_, said) in said.into_iter().filter(|(done, _)| *done) {
            self.tally.note(sink, 0, 0, said.to_owned(), &[]);
        }
    }

    /// Reads what can be read of the buffer.
    fn advance<S: Sink>(&mut self, last: bool, sink: &mut S) {
        while let Stage::Sniffing(wanted) = self.stage {
            if self.buffer.len() < wanted && !last {
                return;
            }
            let whole = self.buffer.len() < wanted;
            let seen = &self.buffer[..self.buffer.len().min(wanted)];
            match if self.yaml.is_some() {
                translated(seen, whole)
            } else {
                sniff(seen, whole, self.choice)
            } {
                Sniffed::Yaml => {
                    self.summary.format = Format::Yaml;
                    let offset = std::mem::take(&mut self.offset);
                    self.yaml = Some(Box::new(Yaml::new(offset, self.tally.runs.take())));
                    self.translate(0, last);
                    self.stage = Stage::Sniffing(BEGINNING);
                }
                sniffed => self.begin(sniffed, sink),
            }
        }
        let done = match &mut self.stage {
            Stage::Csv(csv) => csv.read(&self.buffer, self.offset, last, &mut self.tally, sink),
            Stage::Json(json) => {
                if last {
                    self.buffer.push(b'\n');
                }
                json.read(&self.buffer, self.offset, last, &mut self.tally, sink)
            }
            Stage::Ruled(rows) => rows.read(&self.buffer, self.offset, last, &mut self.tally, sink),
            Stage::Expanded(records) => records.read(&self.buffer, self.offset, last, &mut self.tally, sink),
            Stage::Xml(xml) => xml.read(&self.buffer, self.offset, last, &mut self.tally, sink),
            Stage::Lines(lines) => lines.read(&self.buffer, self.offset, last, &mut self.tally, sink),
            Stage::Sniffing(_) | Stage::Nothing => self.buffer.len(),
        };
        self.take(done);
        self.tally.tell(last, sink);
    }

    /// Goes on with the reader for what was found.
    fn begin<S: Sink>(&mut self, sniffed: Sniffed, sink: &mut S) {
        self.stage = match sniffed {
            Sniffed::Blank => {
                // All but one, which tells a file of blanks from an empty one.
                self.take(self.buffer.len().min(MORE) - 1);
                Stage::Sniffing(BEGINNING)
            }
            Sniffed::More => Stage::Sniffing(MORE),
            Sniffed::All => Stage::Sniffing(RECORD),
            // YAML is said again before anybody begins.
            Sniffed::Yaml => Stage::Nothing,
            Sniffed::Nothing(found) => {
                self.summary.found = Some(found);
                Stage::Nothing
            }
            Sniffed::Scripted(shape, skip) => {
                let what = words::reading::WHAT_STANDS_BEFORE_JSON_WAS.to_owned();
                self.tally.note(sink, self.offset, skip, what, &self.buffer[..skip]);
                self.take(skip);
                return self.begin_json(shape, true);
            }
            Sniffed::Json(shape) => return self.begin_json(shape, false),
            Sniffed::Csv { end, table } => {
                self.summary.format = Format::Csv;
                self.summary.delimiter = Some(char::from(table.delimiter));
                self.summary.headed = Some(table.headed);
                self.note_above(table.lines, table.skip, sink);
                if !table.headed && self.choice.headed.is_none() {
                    let what = words::reading::NO_ROW_NAMES_COLUMNS_FIRST.to_owned();
                    self.tally.note(sink, self.offset + table.skip as u64, 0, what, &[]);
                }
                self.take(table.skip);
                Stage::Csv(Box::new(Csv::of(&table, end)))
            }
            Sniffed::Described(described) => {
                self.summary.format = Format::Csv;
                self.summary.delimiter = Some(char::from(described.delimiter));
                self.summary.headed = Some(true);
                Stage::Csv(Box::new(Csv::described(&described, sink)))
            }
            Sniffed::Expanded(found) => {
                self.summary.format = Format::Lines;
                if found.skip > 0 {
                    let what = words::reading::WHAT_STANDS_BEFORE_FIRST_RECORD.to_owned();
                    let raw = &self.buffer[..found.skip];
                    self.tally.note(sink, self.offset, raw.len(), what, raw);
                    self.take(found.skip);
                }
                Stage::Expanded(expanded::Records::new(found))
            }
            Sniffed::Ruled(found) => {
                self.summary.format = Format::Csv;
                self.summary.delimiter = matches!(found.cut, ruled::Cut::Bars { .. }).then_some('|');
                self.summary.headed = Some(true);
                self.note_above(found.above, found.skip, sink);
                self.take(found.skip);
                Stage::Ruled(Box::new(ruled::Rows::new(found, sink)))
            }
            Sniffed::Markup(markup) => {
                self.summary.format = if markup == Markup::Rows {
                    Format::Html
                } else {
                    Format::Xml
                };
                Stage::Xml(Box::new(Xml::new(markup)))
            }
            Sniffed::Lines(common) => {
                self.summary.format = Format::Lines;
                Stage::Lines(Lines::new(common))
            }
        };
    }

    /// Notes so many lines above the names of a table, which begins `skip` bytes on.
    fn note_above<S: Sink>(&mut self, lines: usize, skip: usize, sink: &mut S) {
        let what = match lines {
            0 => return,
            1 => words::reading::LINE_STANDS_BEFORE_ROW.to_owned(),
            lines => words::reading::lines_stand_before_row(&lines),
        };
        let raw = &self.buffer[..skip];
        self.tally.note(sink, self.offset, raw.len(), what, raw);
    }

    fn begin_json(&mut self, shape: Shape, scripted: bool) {
        self.summary.format = if self.yaml.is_some() {
            Format::Yaml
        } else if matches!(shape, Shape::Lines | Shape::Rows { .. }) {
            Format::Ndjson
        } else {
            Format::Json
        };
        self.summary.wrapper = match &shape {
            Shape::Wrapped { path, .. } | Shape::Paged { path } => Some(path.clone()),
            Shape::Grid(grid) if !grid.path.is_empty() => Some(grid.path.clone()),
            Shape::Keyed(keyed) if !keyed.path.is_empty() => Some(keyed.path.clone()),
            _ => None,
        };
        self.stage = Stage::Json(Box::new(Json::new(shape).scripted(scripted)));
    }

    /// Drops the first `done` bytes of the buffer.
    fn take(&mut self, done: usize) {
        self.buffer.drain(..done);
        self.offset += done as u64;
    }

    /// A sentence on why there are no rows although the format is known.
    fn nothing(&self) -> String {
        match (&self.stage, self.tally.rejected) {
            (Stage::Csv(csv), _) => match csv.width() {
                Some(1) => words::reading::FOUND_HEADER_OF_ONE_COLUMN.to_owned(),
                Some(width) => words::reading::found_header_of_columns(&width),
                None => words::reading::FOUND_NO_HEADER_AND_NO.to_owned(),
            },
            (Stage::Xml(_), _) => words::reading::FOUND_MARKUP_WITHOUT_RECORDS.to_owned(),
            (Stage::Lines(_), _) => words::reading::FOUND_LINES_NONE.to_owned(),
            (_, 0) => words::reading::FOUND_JSON_WITHOUT_ANY_RECORDS.to_owned(),
            (_, 1) => words::reading::FOUND_ONE_RECORD.to_owned(),
            (_, rejected) => words::reading::found_records_none_of_them(&rejected),
        }
    }
}

/// The encoding of a file that begins with `bytes`, and the length of its byte order mark.
fn encoding(bytes: &[u8]) -> (Encoding, usize) {
    match bytes {
        // Some programs put a second mark before the one that was there.
        [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8Marked, 6),
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8Marked, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding::Utf8, 0),
        [0xFF, 0xFE, ..] => (Encoding::Utf16Little, 2),
        [0xFE, 0xFF, ..] => (Encoding::Utf16Big, 2),
        _ => {
            let pairs = bytes[..bytes.len().min(SAMPLE)].chunks_exact(2);
            let (count, first, second) = pairs.fold((0, 0, 0), |(count, first, second), pair| {
                (
                    count + 1,
                    first + usize::from(pair[0] == 0),
                    second + usize::from(pair[1] == 0),
                )
            });
            // Mostly Latin letters: one byte of each pair is zero, and hardly ever the other.
            if count > 1 && second * 2 > count && first * 20 < count {
                (Encoding::Utf16Little, 0)
            } else if count > 1 && first * 2 > count && second * 20 < count {
                (Encoding::Utf16Big, 0)
            } else {
                (Encoding::Utf8, 0)
            }
        }
    }
}
