//! Lines of text: system logs and lines of `name=value`, as far as they say what they hold.
//!
//! What a line holds becomes columns: the time, host and program it begins with, its pairs under their names, the fields of CEF, the
//! words of an access log, and what is left as `message`, with JSON at its end in a column of its own. In a file whose lines begin
//! with times, a line that does not belongs to the one before, unless it holds pairs as the others do and is no line of a stack trace, or
//! it begins a record of another kind that names its time.

mod access;
mod blocks;
mod event_format;
mod fields;
mod firewall;
mod head;
mod level;
mod login;
mod pairs;
mod server_error;
mod session;
mod trace;

use super::json::MARK;
use super::tally::Tally;
use super::{RECORD, Sink, western};
use crate::words;
pub(super) use blocks::{Block, blocks};
use event_format::leef;
pub(super) use fields::Fields;
use fields::json_at_end;
use head::{Head, begins_with_time, service};
pub(super) use head::{begins_with_cell, begins_with_time_in_brackets};
use memchr::memchr;
use std::borrow::Cow;
use trace::is_more;

/// Lines that are looked at.
const LINES: usize = 64;

/// Bytes that are looked at of each.
const LOOK: usize = 8 * 1024;

/// Lines that may stand above the first record, at most.
const PREAMBLE: usize = 40;

/// What the lines of a file have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    /// Each begins with a time.
    Times,
    /// Each holds pairs.
    Pairs,
    /// Each tells of a request.
    Requests,
    /// Each ends with an object, behind words that say where it comes from.
    Objects,
    /// Each tells of a session at a terminal.
    Sessions,
    /// Several lines that a database writes.
    Blocks(Block),
}

/// Looks at the first lines of a file; `whole` says that they are all of it.
pub(super) fn look(bytes: &[u8], whole: bool) -> Option<Common> {
    let (mut lines, mut times, mut paired, mut requests, mut objects, mut sessions) = (0, 0, 0, 0, 0, 0);
    let mut first = (false, false);
    let (mut alone, mut block) = (false, false);
    let end = if whole {
        Some(bytes.len())
    } else {
        memchr::memrchr(b'\n', bytes)
    };
    for line in bytes[..end?].split(|&byte| byte == b'\n') {
        let session = session::fields(&beginning(line.trim_ascii_end(), LOOK)).is_some();
        let line = line.trim_ascii();
        if line.is_empty() || stands_between(line) || is_hint(line) {
            continue;
        }
        let text = beginning(line, LOOK);
        let timed = begins_with_time(&text);
        let (pairs, only) = pairs::count(&text);
        let pairs = pairs >= 2 && (only || timed || text.contains("CEF:")) || leef(&text).is_some();
        let request = access::fields(&text).is_some();
        let object = !timed && !request && is_labelled(line);
        let dated = timed || begins_another(line);
        // A time alone, and below it a pair a line.
        block |= lines == 1 && alone && pairs::begins(&text);
        if lines == 0 {
            alone = timed && Head::read(&text).message.is_empty();
            if !dated && !pairs && !request && !object && !session {
                return None;
            }
            first = (dated, pairs);
        }
        lines += 1;
        requests += usize::from(request);
        objects += usize::from(object);
        sessions += usize::from(session);
        times += usize::from(dated);
        paired += usize::from(pairs);
        if lines == LINES {
            break;
        }
    }
    if lines == 0 {
        None
    } else if sessions * 5 >= lines * 4 {
        Some(Common::Sessions)
    } else if requests * 5 >= lines * 4 {
        Some(Common::Requests)
    } else if objects > 1 && objects * 5 >= lines * 4 {
        Some(Common::Objects)
    } else if first.1 && paired * 5 >= lines * 4 {
        Some(Common::Pairs)
    } else if first.0 && (times * 4 >= lines || block) {
        // The lines of a long message may outnumber its first.
        Some(Common::Times)
    } else {
        None
    }
}

/// Whether a line that does not begin with a time begins a record all the same: it is one of an access log, or a service wrote an object.
fn begins_another(line: &[u8]) -> bool {
    if line.first().is_none_or(u8::is_ascii_whitespace) {
        return false;
    }
    let text = beginning(line, LOOK);
    access::alone(&text).is_some() || service(&text).is_some() && is_labelled(line.trim_ascii_end())
}

/// Whether a record of a file whose lines begin with times begins as one does.
fn is_dated(record: &[u8]) -> bool {
    let line = record.split(|&byte| byte == b'\n').next().unwrap_or_default();
    begins_with_time(&beginning(record, HEAD)) || begins_another(line)
}

/// Whether lines that begin with times stand below a few that do not.
pub(super) fn begin_below(bytes: &[u8]) -> bool {
    let lines = bytes
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty());
    let timed = |line: &[u8]| begins_with_time(&beginning(line, HEAD));
    let below = lines.map(timed).skip_while(|timed| !timed).take(LINES);
    let above = bytes
        .split(|&byte| byte == b'\n')
        .take_while(|line| !timed(line))
        .count();
    let (times, all) = below.fold((0, 0), |(times, all), timed| (times + usize::from(timed), all + 1));
    above <= PREAMBLE && times > 1 && times * 5 >= all * 4
}

/// Reads one file of lines.
#[derive(Debug)]
pub(super) struct Lines {
    common: Common,
    /// Bytes of the buffer that surely belong to the record under way.
    known: usize,
    /// Whether the rest of a line that was too long is being passed over.
    skipping: bool,
    /// Whether the first line begins with a time.
    timed: Option<bool>,
}

impl Lines {
    pub fn new(common: Common) -> Self {
        Lines {
            common,
            known: 0,
            skipping: false,
            timed: None,
        }
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again,
    /// with more behind them. `last` says that nothing more will come.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        let mut start = 0;
        while self.known < bytes.len() {
            let line = memchr(b'\n', &bytes[self.known..]).map(|line| self.known + line);
            if self.skipping {
                start = line.map_or(bytes.len(), |line| line + 1);
                self.known = start;
                self.skipping = line.is_none();
                continue;
            }
            let end = match line {
                Some(line) => line,
                None if last => bytes.len(),
                None if bytes.len() - self.known > RECORD => {
                    self.push(&bytes[start..self.known], offset + start as u64, tally, sink);
                    start = self.known + too_long(&bytes[self.known..], offset + self.known as u64, tally, sink);
                    self.known = start;
                    self.skipping = true;
                    continue;
                }
                None => break,
            };
            let follows = end - start <= RECORD && self.follows(&bytes[self.known..end], &bytes[start..self.known]);
            if !follows {
                self.push(&bytes[start..self.known], offset + start as u64, tally, sink);
                start = self.known;
            }
            self.known = bytes.len().min(end + 1);
        }
        if last {
            self.push(&bytes[start..self.known], offset + start as u64, tally, sink);
            start = bytes.len();
        }
        self.known -= start;
        start
    }

    /// Whether a line belongs to the record before it, of which so much is known; nothing where there is none.
    fn follows(&mut self, line: &[u8], record: &[u8]) -> bool {
        let behind = !record.is_empty();
        let timed = || begins_with_time(&beginning(line, HEAD));
        match self.common {
            Common::Times => behind && !is_hint(line.trim_ascii_end()) && !timed() && !begins_another(line),
            Common::Pairs => {
                if self.timed.is_none() && !line.trim_ascii().is_empty() {
                    self.timed = Some(timed());
                }
                let follows = behind && self.timed == Some(true) && !timed() && is_more(line);
                follows && !is_hint(line.trim_ascii_end()) && !begins_another(line)
            }
            Common::Blocks(block) => behind && (!block.begins(line) || block.goes_on(record)),
            Common::Requests | Common::Objects | Common::Sessions => false,
        }
    }

    /// Pushes a record, unless it is blank.
    fn push<S: Sink>(&self, record: &[u8], byte: u64, tally: &mut Tally, sink: &mut S) {
        let begins = record.strip_prefix(MARK).unwrap_or(record);
        let byte = byte + (record.len() - begins.len()) as u64;
        let record = begins.trim_ascii_end();
        if record.is_empty() || self.common != Common::Requests && stands_between(record) {
            return;
        }
        let text = western::decode(record);
        if let Cow::Owned(_) = text {
            tally.stray(sink, byte, record);
        }
        if self.common == Common::Times && tally.rows == 0 && !is_hint(record) && !is_dated(record) {
            let what = words::reading::THESE_LINES_STAND_BEFORE.to_owned();
            tally.note(sink, byte, record.len(), what, record);
            return;
        }
        if let Common::Blocks(block) = self.common {
            match block.fields(&text) {
                Some(fields) => {
                    fields
                        .iter()
                        .for_each(|(name, value)| Fields { sink }.field(name, value));
                    tally.accept(sink, byte, record.len());
                }
                None => {
                    let what = words::reading::SERVER_SAYS_HOW_IT_BEGAN.to_owned();
                    tally.note(sink, byte, record.len(), what, record);
                }
            }
            return;
        }
        let request = (self.common == Common::Requests)
            .then(|| access::fields(&text))
            .flatten();
        let session = (self.common == Common::Sessions)
            .then(|| session::fields(&text))
            .flatten();
        match (request, session) {
            (Some(fields), _) => fields
                .iter()
                .for_each(|(name, value)| Fields { sink }.field(name, value)),
            (None, Some(fields)) => fields
                .iter()
                .for_each(|(name, value)| Fields { sink }.field(name, value)),
            (None, None) => Fields { sink }.line(&text),
        }
        if record.len() > LONG && memchr::memmem::find_iter(record, b"\n{\"").nth(OBJECTS).is_some() {
            let what = words::reading::OBJECTS_IN_A_RECORD.to_owned();
            tally.note(sink, byte, record.len(), what, record);
        }
        tally.accept(sink, byte, record.len());
    }
}

/// A record of more bytes, of which more lines than these begin as objects of JSON, is told of.
const LONG: usize = 512;
const OBJECTS: usize = 8;

/// Whether a text consists of pairs, three or more, and little else.
pub(super) fn are_pairs(text: &str) -> bool {
    let (pairs, only) = pairs::count(text);
    pairs > 2 && only
}

/// Bytes of a line in which its time stands.
const HEAD: usize = 160;

fn beginning(line: &[u8], length: usize) -> Cow<'_, str> {
    western::decode(&line[..line.len().min(length)])
}

fn too_long<S: Sink>(bytes: &[u8], offset: u64, tally: &mut Tally, sink: &mut S) -> usize {
    let what = words::reading::this_line_does_not_end(&(RECORD >> 20));
    tally.reject(sink, offset, RECORD, what, &bytes[..RECORD]);
    RECORD
}

/// Whether a line only stands between or around records, as tools that search logs print them.
fn stands_between(line: &[u8]) -> bool {
    let around = [&b"time->"[..], b"wtmp ", b"btmp "];
    let heading = || line.starts_with(b"Timestamp  ") && memchr::memmem::find(line, b"[PID").is_some();
    line == b"----" || around.iter().any(|word| line.starts_with(word)) || heading()
}

/// Whether a line tells of the log itself: `-- Boot 4711 --`.
fn is_hint(line: &[u8]) -> bool {
    line.starts_with(b"-- ") && line.ends_with(b" --")
}

/// Whether lines that begin with times end with objects.
pub(super) fn end_with_objects(bytes: &[u8]) -> bool {
    let mut lines = bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let ends = |line: &[u8]| {
        let text = western::decode(line);
        json_at_end(&text).is_some_and(|(before, _)| !before.ends_with([',', ';', '|']))
    };
    lines.by_ref().take(2).all(ends)
}

/// Whether a line ends with an object behind a few words, as those who gather the output of several programs write it.
fn is_labelled(line: &[u8]) -> bool {
    if line.first() == Some(&b'{') || line.last() != Some(&b'}') {
        return false;
    }
    let text = western::decode(line);
    json_at_end(&text).is_some_and(|(before, json)| {
        let label = |word: &str| {
            word == "|"
                || word
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_./:[]@".contains(&byte))
        };
        let bracketed = !before.starts_with('[') || before.contains(']');
        let letters = before.contains(|char: char| char.is_ascii_alphabetic());
        bracketed
            && letters
            && text[..text.len() - json.len()].ends_with([' ', ':'])
            && before.split(' ').filter(|word| !word.is_empty()).take(7).count() < 7
            && before.split(' ').all(label)
    })
}
