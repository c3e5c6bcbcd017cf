//! Records written one below the other, a line for each of their values, as database shells print them when asked to expand.
//!
//! `-[ RECORD 1 ]---` and `name | value`, or `*** 1. row ***` and `name: value`. A line that names nothing goes on with the value before.
//! Command lines leave the mark out: there a blank line stands between records, and each begins with the same name. So it does in entries of
//! directories (LDIF), whose lines may be folded and whose values may be written in base 64. PowerShell pads the names of each record up to its
//! longest (`Name  : value`): there any such line behind a blank one begins a record.

use super::tally::Tally;
use super::{RECORD, Raw, Sink, western};
use crate::words;
use memchr::memchr;

/// What is between the name and the value of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    Bar,
    Colon,
    Equals,
}

/// Bytes of a line by which it is told whether it begins a record.
const MARK: usize = 512;

/// Lines that are looked at for the first record.
const LINES: usize = 8;

/// How entries of a directory begin.
const ENTRY: &[u8] = b"dn:";

/// The longest name, in bytes.
const NAME: usize = 64;

/// How each record begins.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lead {
    Mark,
    Text(Vec<u8>),
    /// With a padded name behind a blank line.
    Padded,
}

/// Records that begin with such lines: what stands between name and value, and the bytes before the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expanded {
    between: Between,
    lead: Lead,
    pub skip: usize,
}

/// The records near the beginning of `bytes`, if they are written so.
pub(super) fn expanded(bytes: &[u8]) -> Option<Expanded> {
    let mut skip = 0;
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let between = lines.by_ref().take(LINES).find_map(|line| {
        let between = begins(line);
        skip += if between.is_none() { line.len() + 1 } else { 0 };
        between
    })?;
    let first = western::decode(lines.next()?);
    value(&first, between)?;
    Some(Expanded {
        between,
        lead: Lead::Mark,
        skip,
    })
}

/// Records without marks near the beginning of `bytes`: of two at least each begins with the same name, behind a blank line.
pub(super) fn listed(bytes: &[u8]) -> Option<Expanded> {
    if let Some(found) = padded(bytes) {
        return Some(found);
    }
    let mut above = 0;
    let mut lines = bytes.split(|&byte| byte == b'\n');
    let entry = lines.find(|line| {
        let passed = line.trim_ascii().is_empty() || line.starts_with(b"#") || line.starts_with(b"version:");
        above += if passed { line.len() + 1 } else { 0 };
        !passed
    });
    let entries = entry.is_some_and(|line| line.starts_with(ENTRY));
    let skip = if entries { above } else { 0 };
    let mut lines = bytes[skip..].split(|&byte| byte == b'\n');
    let first = lines.find(|line| !line.trim_ascii().is_empty())?.trim_ascii_end();
    let head = western::decode(first);
    // `Event[0]`, below which names stand further in.
    let number = head.strip_suffix(']').and_then(|head| head.split_once('['));
    let counted = number.is_some_and(|(_, number)| is_number(number));
    let (between, _) = name(&head).or(counted.then_some((Between::Colon, 0)))?;
    let end = first.iter().position(|byte| matches!(byte, b':' | b'='));
    let end = end.or(counted.then(|| first.len() - 1))?;
    // A number in brackets is another in each record.
    let numbered = first[..end].iter().position(|&byte| byte == b'[');
    let lead = first[..=numbered.filter(|_| end + 1 == first.len()).unwrap_or(end)].to_vec();
    let second = western::decode(lines.clone().next()?);
    let fine = entries || name(second.trim_start()).is_some_and(|(second, _)| second == between);
    let (mut blank, mut records) = (false, 1);
    for line in lines {
        if line.starts_with(&lead) {
            if !blank {
                return None;
            }
            records += 1;
        }
        blank = line.trim_ascii().is_empty() || entries && line.starts_with(b"#");
    }
    (fine && records > 1).then_some(Expanded {
        between,
        lead: Lead::Text(lead),
        skip,
    })
}

/// Records without marks as PowerShell writes them: the colons of each stand below one another, but for a few lines that go on with a value.
fn padded(bytes: &[u8]) -> Option<Expanded> {
    let (mut start, mut at, mut blank, mut records, mut names, mut more) = (0, 0, true, 0, 0, 0);
    let mut first = None;
    let whole = memchr::memrchr(b'\n', bytes)?;
    for line in bytes[..whole].split(|&byte| byte == b'\n') {
        if !line.first().is_none_or(u8::is_ascii_whitespace) {
            let place = padded_name(line);
            if blank && begins_anew(line, &bytes[start..at]) {
                (start, first) = (at, place);
                records += 1;
            }
            let named = place.is_some() && place == first;
            names += usize::from(named);
            more += usize::from(!named);
        }
        blank = line.trim_ascii().is_empty();
        at += line.len() + 1;
    }
    (records > 1 && names > records && more * 4 <= names).then_some(Expanded {
        between: Between::Colon,
        lead: Lead::Padded,
        skip: 0,
    })
}

/// Whether a line behind a blank one begins another record than the one above: its colon stands elsewhere, or its name was there already. A value
/// may end with an empty line.
fn begins_anew(line: &[u8], record: &[u8]) -> bool {
    let Some(place) = padded_name(line) else {
        return false;
    };
    let name = &line[..memchr(b':', line).unwrap_or(0)];
    let mut above = record
        .split(|&byte| byte == b'\n')
        .filter_map(|line| Some((padded_name(line)?, line)));
    let apart = above
        .next()
        .is_none_or(|(first, line)| first != place || line.starts_with(name));
    apart || above.any(|(_, line)| line.starts_with(name))
}

/// At which character the colon stands behind the name that a line begins with and the blanks behind it.
fn padded_name(line: &[u8]) -> Option<usize> {
    let text = western::decode(&line[..line.len().min(MARK)]);
    let (_, end) = name(text.trim_end()).filter(|(between, _)| *between == Between::Colon)?;
    text[..end].ends_with(' ').then(|| text[..end].chars().count())
}

/// What stands behind the name that a line begins with, and where.
fn name(line: &str) -> Option<(Between, usize)> {
    let end = line.find([':', '=']).filter(|end| (1..=NAME).contains(end))?;
    let (name, rest) = line.split_at(end);
    let letter = |char: char| char.is_alphanumeric() || "_. -[]()".contains(char);
    let fine = name.starts_with(|char: char| char.is_alphabetic() || char == '_') && name.chars().all(letter);
    let shouted = !name.contains(|char: char| char.is_lowercase() || char == ' ');
    match rest.as_bytes() {
        [b'=', ..] if fine && shouted => Some((Between::Equals, end)),
        [b':'] | [b':', b' ', ..] | [b':', b':', b' ', ..] if fine => Some((Between::Colon, end)),
        _ => None,
    }
}

/// Whether a line begins a record, and if so what stands between names and values in it.
fn begins(line: &[u8]) -> Option<Between> {
    let first = line.iter().find(|byte| !byte.is_ascii_whitespace())?;
    if !matches!(first, b'-' | b'+' | b'*' | 0xE2) {
        return None;
    }
    let text = western::decode(&line[..line.len().min(MARK)]);
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("*****") {
        let number = rest.trim_start_matches('*').trim_end_matches('*').trim();
        let number = number.strip_suffix(". row").filter(|_| text.ends_with("*****"))?;
        return is_number(number).then_some(Between::Colon);
    }
    let inside = text.trim_start_matches(['+', '-', '─', '┌', '├', '╔', '╟', '═']);
    let (name, _) = inside.strip_prefix("[ ")?.split_once(" ]")?;
    let (word, number) = name.rsplit_once(' ')?;
    (inside.len() < text.len() && is_number(number) && !word.contains(['[', '|'])).then_some(Between::Bar)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name and the value in a line; the name is empty where the line goes on with the value before.
fn value(line: &str, between: Between) -> Option<(&str, &str)> {
    match between {
        Between::Colon | Between::Equals => {
            let (name, value) = line.split_once(if between == Between::Colon { ':' } else { '=' })?;
            let value = value.strip_prefix(' ').unwrap_or(value);
            Some((name.trim(), value)).filter(|(name, _)| !name.is_empty())
        }
        Between::Bar => {
            let line = line.trim_end();
            let boxed = line.strip_prefix(['|', '│', '║']);
            let inner = boxed.map_or(line, |inner| inner.strip_suffix(['|', '│', '║']).unwrap_or(inner));
            let (name, value) = inner.split_once(['|', '│'])?;
            Some((name.trim(), value.strip_prefix(' ').unwrap_or(value).trim_end()))
        }
    }
}

/// Reads such records.
#[derive(Debug)]
pub(super) struct Records {
    between: Between,
    lead: Lead,
    /// Whether the line before the next one is blank.
    blank: bool,
    /// The names of the first record, which all others have in their order.
    names: Vec<String>,
    /// Bytes of the buffer that surely belong to the record under way.
    known: usize,
    /// Whether the rest of a record that was too long is being passed over, and whether that is in the middle of a line.
    skipping: bool,
    amid: bool,
}

impl Records {
    pub fn new(expanded: Expanded) -> Self {
        Self {
            between: expanded.between,
            lead: expanded.lead,
            blank: true,
            names: Vec::new(),
            known: 0,
            skipping: false,
            amid: false,
        }
    }

    /// Reads what it can of `bytes`, which stand at `offset`, and returns how many are done with; the caller brings the others again, with
    /// more behind them. `last` says that nothing more will come.
    pub fn read<S: Sink>(&mut self, bytes: &[u8], offset: u64, last: bool, tally: &mut Tally, sink: &mut S) -> usize {
        let mut start = 0;
        while self.known < bytes.len() {
            let line = memchr(b'\n', &bytes[self.known..]).map(|line| self.known + line);
            if self.amid {
                start = line.map_or(bytes.len(), |line| line + 1);
                self.blank &= bytes[self.known..start].trim_ascii().is_empty();
                self.known = start;
                self.amid = line.is_none();
                continue;
            }
            let end = line.unwrap_or(bytes.len());
            // Whether it is known what this line is, wherever the bytes were cut.
            if line.is_none() && !last && end - self.known < MARK {
                break;
            }
            if self.begins(&bytes[self.known..end], &bytes[start..self.known]) {
                self.record(&bytes[start..self.known], offset + start as u64, tally, sink);
                start = self.known;
                self.skipping = false;
            }
            if end - start > RECORD && !self.skipping {
                let what = words::reading::this_record_does_not_end(&(RECORD >> 20));
                let raw = &bytes[start..start + RECORD];
                tally.reject(sink, offset + start as u64, RECORD, what, raw);
                self.skipping = true;
            }
            if line.is_none() && !last && !self.skipping {
                break;
            }
            self.blank = bytes[self.known..end].trim_ascii().is_empty();
            self.known = bytes.len().min(end + 1);
            if self.skipping {
                start = self.known;
                self.amid = line.is_none();
            }
        }
        if last {
            self.record(&bytes[start..], offset + start as u64, tally, sink);
            start = bytes.len();
            self.known = start;
        }
        self.known -= start;
        start
    }

    /// Whether a line begins a record, behind the one of which so much is known.
    fn begins(&self, line: &[u8], record: &[u8]) -> bool {
        match &self.lead {
            Lead::Text(lead) => line.starts_with(lead),
            Lead::Padded => self.blank && begins_anew(line, record),
            Lead::Mark => begins(line) == Some(self.between),
        }
    }

    /// Pushes a record: the line that begins it, and its values.
    fn record<S: Sink>(&mut self, raw: &[u8], byte: u64, tally: &mut Tally, sink: &mut S) {
        let raw = raw.trim_ascii_end();
        if raw.is_empty() || self.skipping {
            return;
        }
        let text = western::decode(raw);
        let marked = match &self.lead {
            Lead::Mark => true,
            Lead::Text(lead) => lead.ends_with(b"["),
            Lead::Padded => false,
        };
        let mut lines: Vec<&str> = text.lines().skip(usize::from(marked)).collect();
        let below = lines.iter().rev().take_while(|line| is_below(line)).count();
        let below = lines.split_off(lines.len() - below);
        let mut fields: Vec<(&str, String)> = Vec::new();
        let place = lines.first().and_then(|line| place(line, self.between));
        let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
        let entry = matches!(&self.lead, Lead::Text(lead) if lead == ENTRY);
        let mut stray = None;
        if entry {
            stray = self::entry(std::mem::take(&mut lines), &mut fields);
        }
        for line in lines {
            if self.lead != Lead::Mark {
                let beneath = self.lead != Lead::Padded || !line.is_ascii() || self::place(line, self.between) == place;
                let named = beneath && lists(line, self.between, indent);
                match (named.then(|| value(line, self.between)).flatten(), fields.last_mut()) {
                    (Some((name, value)), _) => fields.push((name, value.trim().to_owned())),
                    (None, Some((_, value))) => {
                        value.push('\n');
                        // A tab stands before what belongs to a heading.
                        value.push_str(line.trim_start_matches(' ').trim_end());
                    }
                    (None, None) => fields.push(("text", line.to_owned())),
                }
                continue;
            }
            let found = value(line, self.between).filter(|(name, _)| {
                let expected = self.names.is_empty() || self.names.get(fields.len()).is_some_and(|next| next == name);
                // Names are padded, so that values stand below each other: what looks like a name elsewhere is one more line of a value.
                name.is_empty() || expected && (!line.is_ascii() || self::place(line, self.between) == place)
            });
            match (found, fields.last_mut()) {
                (Some((name, value)), _) if !name.is_empty() => fields.push((name, value.to_owned())),
                (Some((_, more)), Some((_, value))) => {
                    let cut = value
                        .strip_suffix('+')
                        .map_or(value.len(), |value| value.trim_end().len());
                    value.truncate(cut);
                    value.push('\n');
                    value.push_str(more);
                }
                (None, Some((_, value))) => {
                    value.push('\n');
                    value.push_str(line);
                }
                (_, None) => fields.push(("text", line.to_owned())),
            }
        }
        if self.names.is_empty() {
            self.names = fields.iter().map(|(name, _)| (*name).to_owned()).collect();
        }
        if str::from_utf8(raw).is_err() {
            tally.stray(sink, byte, raw);
        }
        for (name, value) in &fields {
            let column = sink.column(name);
            let raw = match value.as_str() {
                "" | "NULL" => Raw::Null,
                text => Raw::Untyped(text),
            };
            sink.field(column, raw);
        }
        if let Some(line) = stray.or(below.iter().find(|line| line.contains(char::is_alphanumeric)).copied()) {
            let what = words::reading::THIS_LINE_BELOW_ROWS.to_owned();
            tally.note(sink, byte, raw.len(), what, line.as_bytes());
        }
        tally.accept(sink, byte, raw.len());
    }
}

/// Reads the lines of an entry of a directory up to the blank line behind it; returns the first that stands below.
fn entry<'a>(lines: Vec<&'a str>, fields: &mut Vec<(&'a str, String)>) -> Option<&'a str> {
    let mut lines = lines.into_iter().filter(|line| !line.starts_with('#'));
    for line in lines.by_ref().take_while(|line| !line.trim().is_empty()) {
        match (line.strip_prefix(' '), line.split_once(':'), fields.last_mut()) {
            (Some(more), _, Some((_, value))) => value.push_str(more),
            (None, Some((name, value)), _) => fields.push((name, value.to_owned())),
            (_, _, Some((_, value))) if line != "-" => {
                value.push('\n');
                value.push_str(line);
            }
            _ => {}
        }
    }
    for (_, value) in fields.iter_mut() {
        let coded = value.strip_prefix(':').and_then(|coded| base64(coded.trim()));
        *value = coded.unwrap_or_else(|| value.trim().to_owned());
    }
    lines.find(|line| !line.trim().is_empty())
}

/// The text that is written in base 64; `None` where it is none.
fn base64(coded: &str) -> Option<String> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for byte in coded.trim_end_matches('=').bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Whether a line of a record without a mark names a value: it is indented as the first is.
fn lists(line: &str, between: Between, indent: usize) -> bool {
    let text = line.trim_start();
    line.len() - text.len() == indent && name(text).is_some_and(|(found, _)| found == between)
}

/// Where in a line a name ends.
fn place(line: &str, between: Between) -> Option<usize> {
    let boxed = usize::from(line.starts_with('|'));
    let end = match between {
        Between::Equals => line.find('='),
        Between::Colon => line.find(':'),
        Between::Bar => line[boxed..].find('|'),
    };
    end.map(|end| end + boxed)
}

/// Whether a line counts the records, or closes the box around them, and is none of their values.
fn is_below(line: &str) -> bool {
    let line = line.trim();
    let counted = |line: &str| {
        let number = line.split_ascii_whitespace().next().unwrap_or_default();
        is_number(number) && (line.contains(" row in set") || line.contains(" rows in set"))
    };
    let boxed = !line.is_empty()
        && line
            .chars()
            .all(|char| matches!(char, '+' | '-' | '─' | '└' | '┘' | '┴'));
    let rows = line.starts_with('(') && (line.ends_with(" row)") || line.ends_with(" rows)"));
    line.is_empty() || counted(line) || boxed || rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_records_are_told() {
        for (line, between) in [
            ("-[ RECORD 1 ]------", Some(Between::Bar)),
            ("-[ ENREGISTREMENT 12 ]-+--", Some(Between::Bar)),
            ("+-[ RECORD 2 ]--+-----+", Some(Between::Bar)),
            ("─[ RECORD 3 ]─┬────", Some(Between::Bar)),
            (
                "*************************** 1. row ***************************",
                Some(Between::Colon),
            ),
            ("-[ RECORD x ]---", None),
            ("[ RECORD 1 ]", None),
            ("***** row *****", None),
            ("---- ----", None),
            ("* a [ b 1 ]", None),
            ("", None),
        ] {
            assert_eq!(begins(line.as_bytes()), between, "{line}");
        }
        for (text, between) in [
            ("\n\nAt  : 1\nWho : ada\n\nAt  : 2\n", Some(Between::Colon)),
            ("_CURSOR=s=1\nMESSAGE=x\n\n_CURSOR=s=2\n", Some(Between::Equals)),
            ("Event[0]:\n  Source: a\n\nEvent[1]:\n", Some(Between::Colon)),
            (
                "version: 1\n\n# x\ndn:: YQ==\nuid: a\n\n# y\ndn: b\nuid: b\n",
                Some(Between::Colon),
            ),
            ("\nAt : 1\nWho: ada\n\nAt  : 2\nName: bo\n", None),
            (
                "At  : 1\nWho : ada\n      bo\n\nName : 2\nWhom : x\n",
                Some(Between::Colon),
            ),
            ("At: 1\nWho: ada\nAt: 2\n", None),
            ("At: 1\nWho: ada\n", None),
            ("At: 1\nno name\n\nAt: 2\n", None),
            ("user=ada\nid=1\n\nuser=bob\n", None),
        ] {
            let found = listed(text.as_bytes());
            assert_eq!(found.map(|found| found.between), between, "{text}");
        }
        assert_eq!(expanded(b"-[ RECORD 1 ]--\nno bar\n"), None);
        let found = expanded(b"Expanded display is on.\n-[ RECORD 1 ]--\na | 1\n").expect("records");
        assert_eq!(found.skip, 24);
    }
}
