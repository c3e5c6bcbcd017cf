//! Text that something stands around or in: colours of a terminal, quotes around whole lines, marks before them, lines of a bulk request that say where the
//! next one goes; line ends that were made ones twice; and bytes of Windows-1251. It is put right before anybody reads, and each character keeps its place in the file.

use super::cyrillic;
use super::lead::Lead;
use super::utf16::Runs;
use memchr::memchr;

/// The escape character, and the longest sequence behind it that is taken off.
const ESCAPE: u8 = 0x1B;
const SEQUENCE: usize = 32;

/// Lines that are looked at.
const LINES: usize = 200;

/// The longest line that says where the next one goes.
const ACTION: usize = 8 * 1024;

/// What is done to the text of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct What {
    /// Whether sequences that colour a terminal are taken off.
    pub colours: bool,
    /// Whether quotes around whole lines are.
    pub quotes: bool,
    /// Whether lines end with two returns and a line feed: each end was made one of Windows twice.
    pub returns: bool,
    /// Whether bytes that are not ASCII are letters of Windows-1251.
    pub cyrillic: bool,
    /// Whether lines say where the record on the next one goes (`{"index":{"_id":"7"}}`): both become one object.
    pub bulk: bool,
    /// What stands before each line.
    pub lead: Option<Lead>,
}

impl What {
    /// What the beginning of a file wants.
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            colours: has_colours(bytes),
            quotes: has_quoted_lines(bytes),
            returns: end_twice(bytes),
            cyrillic: cyrillic::looks(bytes),
            bulk: is_bulk(bytes),
            lead: Lead::of(bytes),
        }
    }
}

/// Mends one file.
#[derive(Debug)]
pub(super) struct Mend {
    what: What,
    /// Offset in the file of the first byte that is held, or else of the next to come.
    file: u64,
    /// Bytes that came out so far.
    text: u64,
    /// Bytes of which only the next ones tell what they are.
    held: Vec<u8>,
    /// Whether a line begins.
    begins: bool,
    /// Where the last bracket of a line stands that says where the next one goes; what follows up to the bracket of that one goes.
    joint: Option<u64>,
    /// Where bytes of the file begin that were taken off before the character to come, if they were.
    gap: Option<u64>,
}

/// What the next bytes are.
enum Next {
    /// Text of so many bytes that is one byte now.
    Byte(u8, usize),
    Letter(char),
    /// So many bytes that are taken off.
    Gone(usize),
    /// More are needed to tell.
    Open,
}

impl Mend {
    /// One that begins at this offset in the file.
    pub fn new(what: What, file: u64) -> Self {
        Self {
            what,
            file,
            text: 0,
            held: Vec::new(),
            begins: true,
            joint: None,
            gap: None,
        }
    }

    /// Appends what comes of these bytes; some may wait for the next call, unless these are the `last`.
    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut Vec<u8>, runs: &mut Runs) {
        let held = std::mem::take(&mut self.held);
        let joined = [&held, bytes].concat();
        let mut rest = &joined[..];
        while let Some(&first) = rest.first() {
            if self.what.bulk && self.begins && self.joint.is_none() {
                match action(rest, last) {
                    None => {
                        self.held = rest.to_vec();
                        return;
                    }
                    Some(0) => {}
                    Some(end) => self.joint = Some(self.file + end as u64),
                }
            }
            let taken = match self.next(rest, last) {
                Next::Open => {
                    self.held = rest.to_vec();
                    return;
                }
                Next::Gone(bytes) => {
                    self.gap.get_or_insert(self.file);
                    bytes
                }
                Next::Byte(byte, wide) => {
                    self.push(&[byte], wide, out, runs);
                    wide
                }
                Next::Letter(letter) => {
                    self.push(letter.encode_utf8(&mut [0; 4]).as_bytes(), 1, out, runs);
                    1
                }
            };
            if self.joint.is_some_and(|joint| self.file > joint) && first == b'{' {
                self.joint = None;
            }
            if !matches!(first, ESCAPE) {
                self.begins = first == b'\n';
            }
            self.file += taken as u64;
            rest = &rest[taken..];
        }
    }

    fn next(&self, rest: &[u8], last: bool) -> Next {
        match (self.joint, rest[0]) {
            (Some(joint), _) if self.file == joint => return Next::Byte(b',', 1),
            (Some(joint), b'{' | b'\n' | b'\r') if self.file > joint => return Next::Gone(1),
            _ => {}
        }
        if let Some(lead) = self.what.lead.as_ref().filter(|_| self.begins) {
            match lead.length(rest, last) {
                None => return Next::Open,
                Some(0) => {}
                Some(bytes) => return Next::Gone(bytes),
            }
        }
        match rest[0] {
            ESCAPE if self.what.colours => sequence(rest, last),
            b'"' if self.what.quotes && self.begins => Next::Gone(1),
            b'"' if self.what.quotes => match rest.get(1) {
                Some(b'"') => Next::Byte(b'"', 2),
                Some(b'\n' | b'\r') => Next::Gone(1),
                None if last => Next::Gone(1),
                None => Next::Open,
                Some(_) => Next::Byte(b'"', 1),
            },
            b'\r' if self.what.returns => match rest {
                [_, b'\r', b'\n', ..] => Next::Gone(1),
                [_] | [_, b'\r'] if !last => Next::Open,
                _ => Next::Byte(b'\r', 1),
            },
            byte if self.what.cyrillic && !byte.is_ascii() => Next::Letter(cyrillic::character(byte)),
            byte => Next::Byte(byte, 1),
        }
    }

    /// Appends a character that takes so many bytes in the file. What was taken off before it belongs to it.
    fn push(&mut self, text: &[u8], wide: usize, out: &mut Vec<u8>, runs: &mut Runs) {
        let file = self.gap.take().unwrap_or(self.file);
        runs.add_at(self.text, file, text.len() as u64, wide as u64);
        self.text += text.len() as u64;
        out.extend_from_slice(text);
    }
}

/// A sequence that begins with an escape: `ESC [ 1 ; 31 m`.
fn sequence(rest: &[u8], last: bool) -> Next {
    let text = Next::Byte(ESCAPE, 1);
    match rest.get(1) {
        None if !last => return Next::Open,
        Some(b'[') => {}
        _ => return text,
    }
    let inner = rest[2..].iter().take(SEQUENCE);
    match inner.clone().position(|byte| !matches!(byte, 0x20..=0x3F)) {
        Some(end) if matches!(rest[end + 2], 0x40..=0x7E) => Next::Gone(end + 3),
        None if !last && inner.len() < SEQUENCE => Next::Open,
        _ => text,
    }
}

/// Where the last bracket stands of a line that says where the next one goes; 0 where this is none, nothing where more must be seen.
fn action(line: &[u8], last: bool) -> Option<usize> {
    const ACTIONS: [&[u8]; 3] = [b"{\"index\":", b"{\"create\":", b"{\"update\":"];
    const LONGEST: usize = 11;
    let found = |line: &[u8]| ACTIONS.iter().any(|action| line.starts_with(action));
    let Some(action) = ACTIONS.iter().find(|action| line.starts_with(action)) else {
        let more = ACTIONS.iter().any(|action| action.starts_with(line));
        return (last || !more).then_some(0);
    };
    let end = match memchr(b'\n', line) {
        Some(end) => end,
        None if last || line.len() > ACTION => return Some(0),
        None => return None,
    };
    let inner = line[..end].trim_ascii_end();
    let named = line[action.len()..].trim_ascii_start().starts_with(b"{");
    // A record must follow to be one object with it.
    let next = &line[end + 1..];
    if !last && next.len() < LONGEST {
        return None;
    }
    let acts = found(next) || next.starts_with(b"{\"delete\":");
    let joins = named && !acts && inner.ends_with(b"}}") && next.starts_with(b"{");
    Some(if joins { inner.len() - 1 } else { 0 })
}

/// Whether the first lines are those of a bulk request: one that says where the next one goes, in turn.
fn is_bulk(bytes: &[u8]) -> bool {
    let acts = |at: usize| action(&bytes[at..], true).is_some_and(|end| end > 0);
    let next = |at: usize| Some(at + memchr(b'\n', bytes.get(at..)?)? + 1);
    let first = acts(0);
    let third = || next(0).and_then(next);
    let second = || next(0).is_some_and(|second| !acts(second));
    first
        && second()
        && third()
            .is_none_or(|third| bytes.len() <= third || acts(third) || bytes[third..].starts_with(b"{\"delete\":"))
}

/// Lines that are not blank; the last one, which may not be whole, only where it is the only one.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = memchr::memrchr(b'\n', bytes).unwrap_or(bytes.len());
    let lines = bytes[..whole].split(|&byte| byte == b'\n');
    lines
        .map(<[u8]>::trim_ascii_end)
        .filter(|line| !line.is_empty())
        .take(LINES)
}

/// Whether each of the first lines ends with two returns and a line feed.
fn end_twice(bytes: &[u8]) -> bool {
    let mut ends = memchr::memchr_iter(b'\n', bytes).take(LINES).peekable();
    ends.peek().is_some() && ends.all(|end| bytes[..end].ends_with(b"\r\r"))
}

/// Whether half of the lines have colours or more.
fn has_colours(bytes: &[u8]) -> bool {
    if memchr(ESCAPE, bytes).is_none() {
        return false;
    }
    let coloured = |line: &[u8]| {
        memchr::memmem::find_iter(line, b"\x1B[").any(|at| {
            let end = line[at + 2..]
                .iter()
                .position(|byte| !matches!(byte, b'0'..=b'9' | b';'));
            end.is_some_and(|end| line[at + 2 + end] == b'm')
        })
    };
    let (mut all, mut some) = (0, 0);
    for line in lines(bytes) {
        all += 1;
        some += usize::from(coloured(line));
    }
    some * 2 >= all && some > 0
}

/// Whether quotes stand around whole lines, each of which is a row of as many cells inside of them.
fn has_quoted_lines(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"\"") {
        return false;
    }
    let mut widths = Vec::new();
    for line in lines(bytes) {
        let inner = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\""));
        // Quotes inside are doubled, as one cell has them.
        let doubled = |inner: &&[u8]| {
            let single = |run: &[u8]| run[0] == b'"' && !run.len().is_multiple_of(2);
            !inner.chunk_by(|a, b| (*a == b'"') == (*b == b'"')).any(single)
        };
        let Some(inner) = inner.filter(|inner| !inner.is_empty()).filter(doubled) else {
            return false;
        };
        widths.push(cells(inner));
    }
    let alike = |at: usize| widths[0][at] > 0 && widths.iter().all(|width| width[at] == widths[0][at]);
    widths.len() > 1 && (0..DELIMITERS.len()).any(alike)
}

/// What may stand between the cells inside. A comma behind which a blank stands is one of a text.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// How many of each delimiter stand outside of doubled quotes.
fn cells(inner: &[u8]) -> [usize; 4] {
    let (mut counts, mut quoted, mut at) = ([0; 4], false, 0);
    while at < inner.len() {
        match inner[at] {
            b'"' => {
                quoted = !quoted;
                at += 1;
            }
            byte if !quoted && inner.get(at + 1) != Some(&b' ') => {
                if let Some(place) = DELIMITERS.iter().position(|&delimiter| delimiter == byte) {
                    counts[place] += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of bytes, fed in pieces, and where each character of it stands.
    fn mended(bytes: &[u8], piece: usize) -> (String, Vec<u64>) {
        let (mut out, mut runs) = (Vec::new(), Runs::default());
        let mut mend = Mend::new(What::of(bytes), 0);
        bytes
            .chunks(piece)
            .for_each(|piece| mend.decode(piece, false, &mut out, &mut runs));
        mend.decode(&[], true, &mut out, &mut runs);
        let text = String::from_utf8(out).expect("text");
        let places = text.char_indices().map(|(at, _)| runs.origin(at as u64)).collect();
        (text, places)
    }

    #[test]
    fn colours_are_taken_off() {
        let bytes = b"\x1B[32m2024\x1B[0m \x1B[1;31mERROR\x1B[0m a\x1B]b\n\x1B[32m2025\x1B[0m ok\n";
        let (text, places) = mended(bytes, 1000);
        assert_eq!(text, "2024 ERROR a\u{1B}]b\n2025 ok\n");
        assert_eq!((places[0], places[1], places[4], places[5]), (0, 6, 9, 14));
        assert!((1..9).all(|piece| mended(bytes, piece) == (text.clone(), places.clone())));
        // One line of many is data.
        let one = b"a\nb\x1B[32mred\nc\nd\n";
        assert_eq!(mended(one, 7).0.as_bytes(), one);
    }

    #[test]
    fn line_ends_that_were_made_twice_are_ends_once() {
        let bytes = b"a,b\r\r\n1,\"x\r\r\ny\"\r\r\n2,\r3\r\r\n";
        let (text, places) = mended(bytes, 1000);
        assert_eq!(text, "a,b\r\n1,\"x\r\ny\"\r\n2,\r3\r\n");
        assert_eq!((places[2], places[3], places[4], places[5]), (2, 3, 5, 6));
        assert!((1..9).all(|piece| mended(bytes, piece) == (text.clone(), places.clone())));
        let other = b"a\r\r\nb\r\n";
        assert_eq!(mended(other, 3).0.as_bytes(), other);
    }

    #[test]
    fn lines_of_a_bulk_request_become_one_with_the_next() {
        let bytes = b"{\"index\":{\"_id\":\"1\"}}\n{\"a\":1}\r\n{\"delete\":{\"_id\":\"0\"}}\n{\"create\": {\"_id\":\"2\"}}\r\n{\"a\":2}\n{\"index\":{}}\n";
        let (text, places) = mended(bytes, 1000);
        assert_eq!(
            text,
            "{\"index\":{\"_id\":\"1\"},\"a\":1}\r\n{\"delete\":{\"_id\":\"0\"}}\n{\"create\": {\"_id\":\"2\"},\"a\":2}\n{\"index\":{}}\n"
        );
        assert!((1..40).all(|piece| mended(bytes, piece) == (text.clone(), places.clone())));
        let other = b"{\"index\":{\"_id\":\"1\"}}\n{\"index\":{\"_id\":\"2\"}}\n";
        assert_eq!(mended(other, 9).0.as_bytes(), other);
    }

    #[test]
    fn quotes_around_whole_lines_are_taken_off() {
        let bytes = b"\"id;text\"\r\n\"1;\"\"a;b\"\"\"\r\n\"2;c\"";
        let (text, places) = mended(bytes, 1000);
        assert_eq!(text, "id;text\r\n1;\"a;b\"\r\n2;c");
        assert_eq!(places[0], 0);
        assert!((1..9).all(|piece| mended(bytes, piece) == (text.clone(), places.clone())));
        for plain in [
            &b"\"a\",\"b\"\n\"1\",\"2\"\n"[..],
            b"\"Doe, John\"\n\"Roe, Jane\"\n",
            b"\"name\"\n\"Doe,John\"\n",
            b"\"a;b\"\n\"1;2;3\"\n",
            b"\"a;b\"\n1;2\n",
            b"\"a\"\n\"b\"\n",
        ] {
            assert_eq!(mended(plain, 5).0.as_bytes(), plain);
        }
    }
}
