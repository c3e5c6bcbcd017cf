//! Compressed files and archives, opened by their content: bytes of the outer file in, bytes of the files inside out.
//!
//! An [`Unpacker`] is fed with chunks of the outer file in order and never looks back, so memory stays constant and a file can be
//! read while it is still coming. A file that is no container passes through as it is. What holds for each kind:
//!
//! - **gzip, zstd**: members and frames one after the other are one file, as `cat` would make it.
//! - **zip**: read by the headers before each entry, not by the directory at the end, for which the whole file would have to be
//!   there. Deflate ends by itself, so entries whose length is told only behind them are no obstacle; a stored entry of unknown
//!   length ends where a descriptor with its length and checksum stands. What this gives up: entries that were deleted from the
//!   directory alone are seen, and an archive behind a program (self-extracting) is not.
//! - **tar**: read by the header before each entry; links, devices and folders are passed by.
//! - **One level**: a container inside a container is opened, one inside that is not; a compressed tar archive is one container. Of an office document, which is a zip, the sheets come out,
//!   of a Parquet file its rows.
//! - **Damage** costs what lies behind it in the same entry; what was unpacked before stays, and a sentence says where it ended.
//! - **Bombs** are stopped by [`Limits`].

mod budget;
mod directory;
mod entry;
mod excerpt;
mod gzip;
mod inflate;
mod names;
mod parquet;
mod tar;
mod xlsx;
mod zip;
mod zstd;

pub use budget::Limits;
pub use directory::Directory;
pub use excerpt::Excerpt;

use budget::Budget;
use gzip::Gzip;
use parquet::Parquet;
use tar::Tar;
use xlsx::Xlsx;
use zip::Zip;
use zstd::Zstd;

/// What stands between the names of an archive and of a file in it.
pub const INSIDE: &str = " › ";

/// Takes the files of a container, one after the other.
pub trait Contents {
    /// A file begins.
    fn begin(&mut self, entry: Entry<'_>);
    /// The next bytes of the file; `false` to be spared the rest of it.
    fn bytes(&mut self, bytes: &[u8]) -> bool;
    /// The file ends.
    fn end(&mut self);
    /// What could not be unpacked, as a sentence: of the file under way, or of the container where there is none.
    fn trouble(&mut self, what: String);
    /// Records at the beginning of the file under way that are not wanted, where records can be passed by unseen.
    fn passes(&self) -> u64 {
        0
    }
    /// So many records of the file under way cannot be unpacked, and why.
    fn lost(&mut self, _records: u64, what: String) {
        self.trouble(what);
    }
}

/// A file in a container, or a file that is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its path in the archive; empty where there is no archive.
    pub name: &'a str,
    /// Whether its bytes are other than those of the outer file.
    pub packed: bool,
    pub content: Content<'a>,
    /// The offset in the outer file from which it can be unpacked again: see [`Unpacker::resume`].
    pub start: u64,
}

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content<'a> {
    /// Those that were packed.
    #[default]
    File,
    /// CSV, made of a sheet of a workbook.
    Sheet,
    /// Lines of JSON, made of the rows of a Parquet file: which columns it has, by their paths, and how it was made.
    Rows { columns: &'a [String], made: &'a str },
}

/// Unpacks one file, fed in chunks of any size.
#[derive(Debug)]
pub struct Unpacker {
    layer: Layer,
    budget: Budget,
}

impl Unpacker {
    /// An unpacker for a file from its first byte on.
    pub fn new(limits: Limits) -> Self {
        Self {
            layer: Layer::new(0, String::new()),
            budget: Budget::new(limits, 0),
        }
    }

    /// An unpacker that begins at [`Entry::start`]: the first file it finds is the first one that had this start.
    pub fn resume(start: u64) -> Self {
        let mut layer = Layer::new(0, String::new());
        if start > 0 {
            layer.at = start;
            layer.stage = Stage::Amid;
        }
        Self {
            layer,
            budget: Budget::new(Limits::default(), start),
        }
    }

    /// Whether the file is known to be no container.
    pub fn is_plain(&self) -> bool {
        matches!(self.layer.stage, Stage::Plain)
    }

    /// Whether the file is known to be an archive of files.
    pub fn is_archive(&self) -> bool {
        matches!(self.layer.stage, Stage::Zip(_))
    }

    /// Stops before the first entry of an archive that begins at `limit` or behind it.
    pub fn limit(&mut self, limit: u64) {
        (self.budget.limit, self.budget.stopped) = (limit, None);
    }

    /// Where it stopped; what is fed from then on is not looked at.
    pub fn stopped(&self) -> Option<u64> {
        self.budget.stopped
    }

    /// Bytes that came out.
    pub fn unpacked(&self) -> u64 {
        self.budget.total()
    }

    /// Goes on at another entry, behind those out of which another got so many bytes; `false`, and nothing done, where these are too many.
    pub fn pass(&mut self, to: u64, unpacked: u64) -> bool {
        let goes = self.budget.adds(unpacked);
        if goes {
            self.limit(u64::MAX);
            self.layer.held.clear();
            self.layer.at = to;
        }
        goes
    }

    /// How many bytes of the end of the file would help to read it from its beginning on, if somebody has them.
    pub fn wants(&self) -> Option<u64> {
        match &self.layer.stage {
            Stage::Parquet(parquet) => parquet.wants(),
            _ => None,
        }
    }

    /// Takes as many bytes of the end of the file as were [wanted](Self::wants), or all there are.
    pub fn tail(&mut self, bytes: &[u8]) {
        if let Stage::Parquet(parquet) = &mut self.layer.stage {
            parquet.tail(bytes);
        }
    }

    /// Whoever feeds it comes again while it [rests](Self::rests): then no call takes long.
    pub fn be_patient(&mut self) {
        self.budget.patient = true;
    }

    /// Whether more can be made of the bytes that were fed: it wants to be fed, with none.
    pub fn rests(&self) -> bool {
        self.budget.rests
    }

    /// Takes the next bytes of the file.
    pub fn feed(&mut self, bytes: &[u8], contents: &mut dyn Contents) {
        self.budget.rests = false;
        if self.budget.stopped.is_some() {
            return;
        }
        let budget = &mut self.budget;
        self.layer.feed(bytes, &mut Out { contents, budget });
    }

    /// Takes the end of the file.
    pub fn finish(&mut self, contents: &mut dyn Contents) {
        let budget = &mut self.budget;
        self.layer.finish(&mut Out { contents, budget });
    }
}

/// Where unpacked bytes go, and what they may cost.
struct Out<'a> {
    contents: &'a mut dyn Contents,
    budget: &'a mut Budget,
}

/// How a stage went on.
enum Step {
    /// It is done with so many bytes.
    Took(usize),
    /// It needs more bytes than there are.
    More,
    /// Nothing that follows is of interest.
    Over,
}

/// One wrapping: the outer file, a file in it, or a file in that.
#[derive(Debug)]
struct Layer {
    depth: u8,
    name: String,
    /// Bytes that could not be used yet.
    held: Vec<u8>,
    /// Offset of `held` in this layer.
    at: u64,
    /// Whether it is all there is in a compressed file.
    streamed: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Too few bytes to tell what it is.
    Unknown,
    /// The same, at an entry of an archive.
    Amid,
    /// No container, or none that is opened here.
    Plain,
    Gzip(Box<Gzip>),
    Tar(Box<Tar>),
    Zip(Box<Zip>),
    Zstd(Box<Zstd>),
    Xlsx(Box<Xlsx>),
    Parquet(Box<Parquet>),
    Over,
}

/// What a file is, by its first bytes.
enum Found {
    Plain,
    Gzip,
    Parquet,
    Tar,
    Xlsx,
    Zip,
    Zstd,
    More,
}

/// Wrappings that are opened.
const DEPTH: u8 = 2;

impl Layer {
    fn new(depth: u8, name: String) -> Self {
        Self {
            depth,
            name,
            held: Vec::new(),
            at: 0,
            streamed: false,
            stage: Stage::Unknown,
        }
    }

    /// A layer for a file inside this one.
    fn inside(&self, entry: &str) -> Self {
        let name = match (self.name.as_str(), entry) {
            ("", entry) => entry.to_owned(),
            (name, "") => name.to_owned(),
            (name, entry) => format!("{name}{INSIDE}{entry}"),
        };
        Self {
            streamed: entry.is_empty(),
            ..Self::new(self.depth + 1, name)
        }
    }

    /// Takes the next bytes; `false` where no more are wanted.
    fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) -> bool {
        if let Stage::Plain = self.stage {
            return self.plain(bytes, out);
        }
        self.held.extend_from_slice(bytes);
        self.run(false, out)
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.run(true, out);
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Unknown | Stage::Amid | Stage::Parquet(_) | Stage::Over => {}
            Stage::Plain => out.contents.end(),
            Stage::Gzip(mut gzip) => gzip.finish(self.at + self.held.len() as u64, out),
            Stage::Tar(mut tar) => tar.finish(self.at + self.held.len() as u64, out),
            Stage::Zip(mut zip) => zip.finish(self.at + self.held.len() as u64, out),
            Stage::Zstd(mut zstd) => zstd.finish(self.at + self.held.len() as u64, out),
            Stage::Xlsx(xlsx) => xlsx.finish(&self.name, out),
        }
    }

    /// Says what went wrong, of this file: it begins if it has not yet.
    fn trouble(&mut self, what: String, out: &mut Out<'_>) {
        self.settle(true, out);
        out.contents.trouble(what);
    }

    /// Does what can be done with the bytes held.
    fn run(&mut self, last: bool, out: &mut Out<'_>) -> bool {
        if !self.settle(last, out) {
            return true;
        }
        if let Stage::Plain = self.stage {
            let held = std::mem::take(&mut self.held);
            return held.is_empty() || self.plain(&held, out);
        }
        let mut stage = std::mem::replace(&mut self.stage, Stage::Over);
        let (mut taken, mut over) = (0, false);
        while !over {
            let at = self.at + taken as u64;
            match (self.depth, out.budget.base) {
                (0, _) => out.budget.at = at,
                (1, Some(base)) => out.budget.at = base + at,
                _ => {}
            }
            let input = &self.held[taken..];
            let step = match &mut stage {
                Stage::Gzip(gzip) => gzip.step(input, at, last, out),
                Stage::Tar(tar) => tar.step(input, at, self, out),
                Stage::Zip(zip) => zip.step(input, at, last, self, out),
                Stage::Zstd(zstd) => zstd.step(input, at, out),
                Stage::Xlsx(xlsx) => {
                    xlsx.feed(input);
                    match input.len() {
                        0 => Step::More,
                        bytes => Step::Took(bytes),
                    }
                }
                Stage::Parquet(parquet) => {
                    if self.depth == 0 {
                        // What a row group may cost is told by where it ends, not by what was read behind it.
                        out.budget.at = at.min(parquet.end());
                    }
                    parquet.step(input, last, &self.name, out)
                }
                Stage::Unknown | Stage::Amid | Stage::Plain | Stage::Over => Step::Over,
            };
            match step {
                Step::Took(bytes) => taken += bytes,
                Step::More => break,
                Step::Over => {
                    over = true;
                    taken = self.held.len();
                }
            }
            over |= out.budget.closed;
        }
        self.held.drain(..taken);
        self.at += taken as u64;
        match stage {
            stage if !over => self.stage = stage,
            Stage::Zip(mut zip) => zip.close(out),
            Stage::Tar(mut tar) => tar.close(out),
            _ => {}
        }
        !over
    }

    /// Passes bytes on as they are.
    fn plain(&mut self, bytes: &[u8], out: &mut Out<'_>) -> bool {
        self.at += bytes.len() as u64;
        if self.depth == 0 {
            return out.contents.bytes(bytes);
        }
        // What fits is passed on, so that it does not matter how the bytes were cut.
        let (fits, more) = bytes.split_at(bytes.len().min(out.budget.room()));
        let spent = out.budget.spend(fits.len());
        if !fits.is_empty() && !out.contents.bytes(fits) {
            return false;
        }
        match spent.and_then(|()| out.budget.spend(more.len().min(1))) {
            Ok(()) => true,
            Err(bomb) => {
                out.contents.trouble(bomb);
                false
            }
        }
    }

    /// Chooses the stage by the bytes held; `false` where they are too few.
    fn settle(&mut self, last: bool, out: &mut Out<'_>) -> bool {
        let found = match self.stage {
            Stage::Unknown => found(&self.held),
            Stage::Amid if self.held.starts_with(entry::LOCAL) => Found::Zip,
            Stage::Amid if entry::LOCAL.starts_with(&self.held) => Found::More,
            Stage::Amid => Found::Tar,
            _ => return true,
        };
        let found = match found {
            Found::More if !last => return false,
            // A header that never ends is damaged or cut.
            Found::More if self.depth < DEPTH && self.held.starts_with(entry::LOCAL) => Found::Zip,
            Found::Tar if self.streamed && self.depth == DEPTH => found,
            _ if self.depth >= DEPTH => Found::Plain,
            found => found,
        };
        self.stage = match found {
            Found::Gzip => Stage::Gzip(Box::new(Gzip::new(self.inside("")))),
            Found::Zstd => Stage::Zstd(Box::new(Zstd::new(self.inside("")))),
            Found::Tar => Stage::Tar(Box::new(Tar::new())),
            Found::Zip => Stage::Zip(Box::new(Zip::new())),
            Found::Xlsx => Stage::Xlsx(Box::default()),
            Found::Parquet => Stage::Parquet(Box::default()),
            Found::Plain | Found::More => {
                out.contents.begin(Entry {
                    name: &self.name,
                    packed: self.depth > 0,
                    content: Content::File,
                    start: out.budget.start,
                });
                Stage::Plain
            }
        };
        true
    }
}

/// Tells a container by its first bytes.
fn found(bytes: &[u8]) -> Found {
    const MAGIC: [&[u8]; 6] = [
        gzip::MAGIC,
        zstd::MAGIC,
        entry::LOCAL,
        entry::END,
        parquet::MAGIC,
        parquet::SECRET,
    ];
    match MAGIC.iter().position(|magic| bytes.starts_with(magic)) {
        Some(0) => Found::Gzip,
        Some(1) => Found::Zstd,
        Some(2) => match entry::name(bytes) {
            Some(name) if entry::is_office(name) => Found::Xlsx,
            Some(_) => Found::Zip,
            None => Found::More,
        },
        Some(3) => Found::Zip,
        Some(_) => Found::Parquet,
        None if MAGIC.iter().any(|magic| magic.starts_with(bytes)) => Found::More,
        None => match tar::begins(bytes) {
            Some(true) => Found::Tar,
            Some(false) => Found::Plain,
            None => Found::More,
        },
    }
}
