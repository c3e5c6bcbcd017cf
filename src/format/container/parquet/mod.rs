//! Parquet files: the rows come out as lines of JSON, so that whatever holds for JSON holds for them.
//!
//! The footer stands at the end and says where the chunks of each row group are. Whoever can read a file anywhere hands its [tail](Parquet::tail)
//! in first: a row group is then read as soon as its bytes are there, and they go when it is done. Otherwise the file is held until it ends.
//! Of a row group every column is unpacked page by page while its rows are written: what is unpacked never takes more than a page and a
//! dictionary a column, however large the group is. Read is all that the format's specification names but for Brotli, LZO and encryption.
//!
//! - **Damage** costs a column what lies behind it in its row group: those cells are null, and a sentence says from which row on. Rows of
//!   which no column can be read are left out and counted.
//! - **Bombs** are stopped: nothing is allocated for what a file claims, but for pages, which are bounded one by one and together. Values that
//!   take no bytes in the file, and pages that several chunks claim, count like bytes that come out of it.

mod bits;
mod codec;
mod column;
mod decoder;
mod footer;
mod json;
mod logical;
mod page;
mod rows;
mod schema;
mod thrift;

use super::{Content, Entry, Out, Step};
use crate::words;
use column::Bytes;
use footer::{Footer, Group};
use rows::Rows;
use schema::Schema;
use std::sync::Arc;

/// How a file begins and ends, and how one does whose footer is encrypted.
pub(super) const MAGIC: &[u8] = b"PAR1";
pub(super) const SECRET: &[u8] = b"PARE";

/// Bytes of a file that are held in memory at most: of all of it, or of a row group.
const LARGEST: usize = 1 << 30;

/// Bytes of lines passed on at a time.
const PIECE: usize = 256 << 10;

/// Bytes at the end of a file in which its footer stands, mostly, and in which it stands at all.
const TAIL: u64 = 64 << 10;
const LONGEST: u64 = 256 << 20;

/// What a file holds.
#[derive(Debug)]
struct Plan {
    footer: Footer,
    schema: Schema,
    /// For each row group, the offset in the file behind which no byte of it stands.
    ends: Vec<u64>,
}

/// A file being read.
#[derive(Debug)]
pub(super) struct Parquet {
    /// Bytes that were not read yet, and where they stand in the file.
    held: Vec<u8>,
    base: u64,
    /// All that was held when the file ended.
    rest: Option<Arc<Vec<u8>>>,
    overlong: bool,
    /// Bytes of the end of the file that would help.
    wanted: Option<u64>,
    plan: Option<Arc<Plan>>,
    begun: bool,
    /// Row groups that were begun.
    groups: usize,
    open: Option<Open>,
    /// Rows still to be passed over.
    passes: u64,
    lines: Vec<u8>,
}

/// A row group under way.
#[derive(Debug)]
struct Open {
    rows: Rows,
    /// Rows that were read, and are to be read.
    read: u64,
    all: u64,
}

/// How a row group went on.
enum Went {
    /// There is more of it.
    On,
    Done,
    /// Nothing more is wanted, of any.
    Over,
}

impl Default for Parquet {
    fn default() -> Self {
        Self {
            held: Vec::new(),
            base: 0,
            rest: None,
            overlong: false,
            wanted: Some(TAIL),
            plan: None,
            begun: false,
            groups: 0,
            open: None,
            passes: 0,
            lines: Vec::new(),
        }
    }
}

impl Parquet {
    /// How many bytes of the end of the file would help, if somebody has them.
    pub fn wants(&self) -> Option<u64> {
        self.wanted
    }

    /// Takes the end of the file, as many bytes as were [wanted](Self::wants) or all there are.
    pub fn tail(&mut self, bytes: &[u8]) {
        let wanted = self.wanted.take();
        let length = bytes.last_chunk::<8>().filter(|end| end.ends_with(MAGIC));
        let length = length
            .and_then(|end| end.first_chunk())
            .map_or(0, |length| u32::from_le_bytes(*length));
        let length = u64::from(length) + 8;
        // A footer as long as what was wanted first lies in it, or the file is damaged.
        if length > TAIL && length <= LONGEST && wanted == Some(TAIL) {
            self.wanted = Some(length);
        } else {
            self.plan = Plan::read(bytes).ok().map(Arc::new);
        }
    }

    /// Offset in the file behind which no byte of the row group stands that is under way, or comes next.
    pub fn end(&self) -> u64 {
        let number = self.groups.saturating_sub(self.open.is_some().into());
        let end = self.plan.as_ref().and_then(|plan| plan.ends.get(number));
        end.copied().unwrap_or(u64::MAX)
    }

    /// Takes bytes, or does what can be done where there are none. `last`: no more will come. `name` is that of the file in its own container.
    pub fn step(&mut self, input: &[u8], last: bool, name: &str, out: &mut Out<'_>) -> Step {
        if !input.is_empty() {
            self.overlong |= self.held.len() + input.len() > LARGEST;
            if !self.overlong {
                self.held.extend_from_slice(input);
            }
            return Step::Took(input.len());
        }
        if let (Some(open), Some(plan)) = (&mut self.open, &self.plan) {
            return match open.go_on(plan, self.groups, &mut self.passes, &mut self.lines, out) {
                Went::On if out.budget.patient && !last => {
                    out.budget.rests = true;
                    Step::More
                }
                Went::On => Step::Took(0),
                Went::Done => {
                    self.open = None;
                    Step::Took(0)
                }
                Went::Over => self.over(out),
            };
        }
        if !last && self.plan.is_none() {
            return Step::More;
        }
        if last && self.overlong {
            let what = words::reading::this_parquet_file_is_larger_than(&(LARGEST >> 30));
            return self.trouble(what, out);
        }
        let plan = match &self.plan {
            Some(plan) => plan.clone(),
            None => match Plan::read(&self.held) {
                Ok(plan) => self.plan.insert(Arc::new(plan)).clone(),
                Err(trouble) => return self.trouble(trouble, out),
            },
        };
        if !self.begun {
            return self.begin(&plan, name, out);
        }
        let (Some(group), Some(&end)) = (plan.footer.groups.get(self.groups), plan.ends.get(self.groups)) else {
            return if last { self.over(out) } else { Step::More };
        };
        if self.base + (self.held.len() as u64) < end && !last {
            return Step::More;
        }
        let (base, room) = (self.base, out.budget.room());
        let file = self.take(end, last);
        let bytes = Bytes { file, base, end };
        if self.passes >= group.rows {
            self.passes -= group.rows;
        } else {
            self.open = Some(Open {
                rows: Rows::new(&plan, self.groups, &bytes, room),
                read: 0,
                all: group.rows,
            });
        }
        self.groups += 1;
        Step::Took(0)
    }

    /// Begins to pass rows on.
    fn begin(&mut self, plan: &Plan, name: &str, out: &mut Out<'_>) -> Step {
        self.begun = true;
        out.contents.begin(Entry {
            name,
            packed: true,
            content: Content::Rows {
                columns: &plan.schema.paths,
                made: &plan.made(),
            },
            start: out.budget.start,
        });
        self.passes = out.contents.passes();
        match plan.nothing() {
            Some(nothing) => self.trouble(nothing, out),
            None => Step::Took(0),
        }
    }

    /// The bytes of the next row group, which ends at `end`, and perhaps others; those behind it are held on.
    fn take(&mut self, end: u64, last: bool) -> Arc<Vec<u8>> {
        if let Some(rest) = &self.rest {
            return rest.clone();
        }
        let file = Arc::new(std::mem::take(&mut self.held));
        if last {
            self.rest = Some(file.clone());
        } else {
            self.held.extend_from_slice(&file[(end - self.base) as usize..]);
            self.base = end;
        }
        file
    }

    fn trouble(&mut self, what: String, out: &mut Out<'_>) -> Step {
        out.contents.trouble(what);
        self.over(out)
    }

    fn over(&mut self, out: &mut Out<'_>) -> Step {
        if self.begun {
            out.contents.end();
        }
        Step::Over
    }
}

impl Open {
    /// Passes some rows on, of the row group of this number; the first `passes` ones are not wanted.
    fn go_on(&mut self, plan: &Plan, number: usize, passes: &mut u64, lines: &mut Vec<u8>, out: &mut Out<'_>) -> Went {
        self.rows.may_cost(out.budget.room());
        while self.read < self.all {
            let goes = self.rows.goes_on();
            if !self.rows.faults.is_empty() || !goes {
                if !self.flush(lines, out) {
                    return Went::Over;
                }
                let faults = std::mem::take(&mut self.rows.faults);
                if !goes {
                    let what = faults
                        .first()
                        .map_or(words::reading::HAS_TOO_FEW_VALUES, |(_, what)| what);
                    let lost = self.all - self.read;
                    *passes = passes.saturating_sub(lost);
                    out.contents
                        .lost(lost, words::reading::rows_of_row_group_are_lost(lost, &number, &what));
                    return Went::Done;
                }
                for (column, what) in faults {
                    let (name, row) = (&plan.schema.names[column], self.read + 1);
                    let what = words::reading::column_of_row_group_is_empty(name, &number, &row, &what);
                    out.contents.trouble(what);
                }
            }
            self.rows.write(lines);
            self.read += 1;
            if *passes > 0 {
                *passes -= 1;
                lines.clear();
            }
            if lines.len() >= PIECE || self.rows.is_dear() {
                return if self.flush(lines, out) { Went::On } else { Went::Over };
            }
        }
        if self.flush(lines, out) { Went::Done } else { Went::Over }
    }

    /// Passes lines on; `false` where no more are wanted, or there may be no more.
    fn flush(&mut self, lines: &mut Vec<u8>, out: &mut Out<'_>) -> bool {
        let wanted = match out.budget.spend(self.rows.cost(lines.len())) {
            Ok(()) => lines.is_empty() || out.contents.bytes(lines),
            Err(bomb) => {
                out.contents.trouble(bomb);
                false
            }
        };
        lines.clear();
        self.rows.may_cost(out.budget.room());
        wanted
    }
}

impl Plan {
    /// What a file holds whose last bytes are these, among them all of its footer; the error is why that cannot be told.
    fn read(bytes: &[u8]) -> Result<Self, String> {
        let damaged = || words::reading::FOUND_PARQUET_CUT.to_owned();
        let (rest, magic) = bytes.split_last_chunk::<4>().ok_or_else(damaged)?;
        if bytes.starts_with(SECRET) || magic == SECRET {
            return Err(words::reading::FOUND_PARQUET_ENCRYPTED.to_owned());
        }
        let (rest, length) = rest.split_last_chunk::<4>().ok_or_else(damaged)?;
        let from = rest.len().checked_sub(u32::from_le_bytes(*length) as usize);
        let footer = from.and_then(|from| Footer::read(&rest[from..]));
        let footer = footer.filter(|_| magic == MAGIC).ok_or_else(damaged)?;
        let schema = Schema::new(&footer).filter(|schema| !schema.leaves.is_empty());
        let schema = schema.ok_or_else(|| words::reading::FOUND_PARQUET_WITHOUT_COLUMNS.to_owned())?;
        let ends = ends(&footer.groups);
        Ok(Self { footer, schema, ends })
    }

    /// Why a file of which no row can be read has none; `None` for one that has some.
    fn nothing(&self) -> Option<String> {
        let groups = self.footer.groups.iter().filter(|group| group.rows > 0);
        let mut chunks = groups.flat_map(|group| &group.chunks);
        let Some(first) = chunks.clone().next().map(|chunk| chunk.codec) else {
            return Some(words::reading::found_parquet_without_rows(&self.schema.leaves.len()));
        };
        if chunks.clone().all(|chunk| chunk.elsewhere) {
            return Some(words::reading::FOUND_PARQUET_SUMMARY.to_owned());
        }
        let unknown = !codec::is_known(first) && chunks.all(|chunk| chunk.codec == first);
        unknown.then(|| {
            let name = codec::name(first).map_or_else(|| first.to_string(), str::to_owned);
            let what = words::reading::parquet_compressed_by(&name);
            words::reading::found_which_is_not_read(&what, &words::reading::PARQUET_MENDS)
        })
    }

    /// How a file was made: in how many row groups, how they are compressed, and by which program.
    fn made(&self) -> String {
        let groups = &self.footer.groups;
        let mut codecs: Vec<&str> = Vec::new();
        for chunk in groups.iter().flat_map(|group| &group.chunks) {
            let name = codec::name(chunk.codec).unwrap_or("?");
            if !codecs.contains(&name) {
                codecs.push(name);
            }
        }
        words::reading::row_groups_by(groups.len() as u64, &codecs.join(", "), &self.footer.writer)
    }
}

/// For each row group the offset behind which no byte of it stands: where the next one begins, as old writers tell of too few bytes, and
/// the end of the file for the last one, or for all where they do not stand in order.
fn ends(groups: &[Group]) -> Vec<u64> {
    let starts = groups
        .iter()
        .map(|group| group.chunks.iter().map(|chunk| chunk.start).min().unwrap_or(0));
    let mut ends: Vec<u64> = starts.skip(1).chain([u64::MAX]).collect();
    let behind = |group: &Group, end: u64| {
        let mut chunks = group.chunks.iter();
        chunks.all(|chunk| chunk.start.saturating_add(chunk.length) <= end)
    };
    let ordered = groups.iter().zip(&ends).all(|(group, &end)| behind(group, end));
    if !ordered {
        ends.fill(u64::MAX);
    }
    ends
}
