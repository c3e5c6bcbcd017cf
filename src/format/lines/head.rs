//! What stands at the beginning of a line of a system log: priority, time, host, program.

use super::level::Before;
use crate::value::Stamp;

/// Blank-separated words that a time may consist of, at most.
const WORDS: usize = 6;

/// Bytes in which the name of a service ends.
const SERVICE: usize = 80;

/// The beginning of a line; the rest of it is its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'a> {
    pub priority: Option<&'a str>,
    pub time: Option<&'a str>,
    pub host: Option<&'a str>,
    pub program: Option<&'a str>,
    pub process: Option<&'a str>,
    /// What kind of message it is, where the syslog protocol of 2009 says so.
    pub kind: Option<&'a str>,
    /// Pairs in brackets, where that protocol has them.
    pub data: Option<&'a str>,
    /// How grave it is, where that stands before the time.
    pub level: Option<&'a str>,
    /// Which of several services wrote it, where their output was gathered.
    pub service: Option<&'a str>,
    pub message: &'a str,
}

impl<'a> Head<'a> {
    /// Reads the beginning of a line.
    pub fn read(line: &'a str) -> Self {
        if let Some((service, behind)) = service(line) {
            let head = Self::bare(behind);
            if head.time.is_some() {
                let service = Some(service);
                return Self { service, ..head };
            }
        }
        Self::bare(line)
    }

    fn bare(line: &'a str) -> Self {
        let mut head = Head::default();
        let mut rest = line.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{FEFF}');
        if let Some((priority, behind)) = priority(rest) {
            head.priority = Some(priority);
            rest = behind;
        }
        let modern = head.priority.and(rest.strip_prefix("1 "));
        let Some((time, behind)) = time(modern.unwrap_or(rest)).or_else(|| head.late(rest)) else {
            head.message = rest;
            return head;
        };
        head.time = Some(time);
        if modern.is_some() && head.protocol(behind).is_some() {
            return head;
        }
        head.message = behind;
        head.program(behind);
        head.code();
        head
    }

    /// The time behind a level or the name of a thread.
    fn late(&mut self, line: &'a str) -> Option<(&'a str, &'a str)> {
        let before = Before::read(line)?;
        (self.level, self.process) = (before.level, before.process);
        Some((before.time, before.behind))
    }

    /// `%ASA-6-302013: message`, what network devices call a message, behind the host for all that.
    fn code(&mut self) {
        let Some((before, coded)) = self.message.split_once('%') else {
            return;
        };
        let host = before.trim_end_matches([' ', ':']);
        let Some((code, behind)) = coded.split_once(": ").filter(|_| !host.contains(' ')) else {
            return;
        };
        let mut parts = code.split('-');
        let severity = parts.by_ref().nth(1).unwrap_or_default();
        let fine = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
        if severity.len() == 1
            && severity.as_bytes()[0].is_ascii_digit()
            && parts.next().is_some()
            && code.bytes().all(fine)
        {
            self.kind = Some(code);
            self.message = behind;
            if !host.is_empty() {
                self.host = self.host.or(Some(host));
            }
        }
    }

    /// Host, program, process, kind and data, each `-` where there is none.
    fn protocol(&mut self, rest: &'a str) -> Option<()> {
        let mut rest = rest;
        let mut words = [""; 4];
        for word in &mut words {
            let (first, behind) = rest.split_once(' ')?;
            (*word, rest) = (first, behind);
        }
        // A record of its own form stands behind the host alone.
        if words[1].starts_with("CEF:") || words[1].starts_with("LEEF:") {
            return None;
        }
        let some = |word: &'a str| (word != "-").then_some(word);
        [self.host, self.program, self.process, self.kind] = words.map(some);
        self.message = match rest.strip_prefix('[') {
            Some(inside) => {
                let end = data(inside)?;
                self.data = Some(&inside[..end]);
                inside[end + 1..].trim_start()
            }
            None => rest.strip_prefix('-').unwrap_or(rest).trim_start(),
        };
        self.message = self.message.trim_start_matches('\u{FEFF}');
        Some(())
    }

    /// `host program[process]: message`, the host left out by some.
    fn program(&mut self, rest: &'a str) {
        let mut words = rest.splitn(3, ' ');
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (host, named) = match tag(first) {
            Some(named) => (None, named),
            None => match tag(second).filter(|_| !first.is_empty()) {
                Some(named) => (Some(first), named),
                None => return,
            },
        };
        self.host = host;
        (self.program, self.process) = (Some(named.0), named.1);
        let used = host.map_or(0, |host| host.len() + 1) + if host.is_some() { second } else { first }.len();
        self.message = rest[used..].trim_start();
    }
}

/// The name of one of several services in `web-1  | it began`, and what it wrote.
pub(super) fn service(line: &str) -> Option<(&str, &str)> {
    let bytes = &line.as_bytes()[..line.len().min(SERVICE)];
    let (name, behind) = line.split_at(memchr::memchr(b'|', bytes)?);
    let (name, behind) = (name.trim_end(), behind.strip_prefix("| ")?);
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let (_, number) = name.rsplit_once(['-', '_'])?;
    let counted = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (counted && name.bytes().all(fine) && name.as_bytes()[0].is_ascii_alphabetic()).then_some((name, behind))
}

/// Whether a line begins with a time.
pub(super) fn begins_with_time(line: &str) -> bool {
    Head::read(line).time.is_some()
}

/// Whether the time that a text begins with fills a cell before this delimiter.
pub(in crate::format) fn begins_with_cell(text: &[u8], delimiter: u8) -> bool {
    let text = String::from_utf8_lossy(&text[..text.len().min(80)]);
    let Some((cell, rest)) = text.split_once(char::from(delimiter)) else {
        return false;
    };
    let cell = cell.trim_start_matches('\u{FEFF}').trim().trim_matches('"');
    // A zone by its name may follow.
    let zoned = cell
        .rsplit_once(' ')
        .filter(|(_, zone)| zone.len() < 7 && zone.bytes().all(|byte| byte.is_ascii_uppercase()));
    let fills = [Some(cell), zoned.map(|(time, _)| time)]
        .into_iter()
        .flatten()
        .any(|text| is_time(text) || yearless(text));
    // Behind a comma may stand the rest of a second: `22:15:03,123 INFO`.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    fills && (digits == 0 || !matches!(rest.as_bytes().get(digits), Some(b' ' | b'\t')))
}

/// Whether a line begins with a time in brackets that is no number.
pub(in crate::format) fn begins_with_time_in_brackets(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(&line[..line.len().min(80)]);
    let told = line.strip_prefix('[').and_then(|_| time(&line));
    told.is_some_and(|(text, _)| text.contains([':', '/', '-']))
}

/// `<34>` and what follows.
fn priority(line: &str) -> Option<(&str, &str)> {
    let (number, behind) = line.strip_prefix('<')?.split_once('>')?;
    let fine = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    fine.then_some((number, behind.trim_start()))
}

/// The time that a line begins with, the longest there is, also in brackets; and what follows.
pub(super) fn time(line: &str) -> Option<(&str, &str)> {
    if let Some(inside) = line.strip_prefix('[') {
        let (text, behind) = inside.split_once(']')?;
        return is_time(text).then(|| (text, behind.trim_start()));
    }
    // Times begin with a digit, or with the name of a day or a month.
    let first = *line.as_bytes().first()?;
    if !(first.is_ascii_digit() || first.is_ascii_uppercase()) {
        return None;
    }
    let mut found = None;
    let mut words = 0;
    // A record may go on below its time.
    for (end, _) in line.match_indices([' ', '\t', '\n', '\r']).chain([(line.len(), "")]) {
        if end > 0 && !line[..end].ends_with(' ') {
            words += 1;
            let text = line[..end].trim_end_matches([':', ',', '|']);
            if is_time(text) || yearless(text) {
                found = Some(text);
            }
        }
        if words == WORDS || end > 48 {
            break;
        }
    }
    let text = found?;
    Some((
        text,
        line[text.len()..].trim_start_matches([' ', '\t', '\n', '\r', ':', ',', '|']),
    ))
}

/// Whether a text is a time, of which the day may come first.
pub(super) fn is_time(text: &str) -> bool {
    let sign = |&at: &usize| {
        text.as_bytes()
            .get(at)
            .is_some_and(|byte| matches!(byte, b'/' | b'.' | b'-'))
    };
    Stamp::read(text, false).is_some() || [1, 2].iter().any(sign) && Stamp::read(text, true).is_some()
}

/// `Mar  6 12:34:56`, the time of the syslog protocol of 1984, which names no year.
fn yearless(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace();
    let (Some(month), Some(day), Some(time), None) = (words.next(), words.next(), words.next(), words.next()) else {
        return false;
    };
    Stamp::read(&format!("{month} {day} 2000 {time}"), false).is_some()
        || Stamp::read(&format!("{month} 0{day} 2000 {time}"), false).is_some()
}

/// The name and the number in `sshd[4711]:` or `kernel:`.
fn tag(word: &str) -> Option<(&str, Option<&str>)> {
    let name = word.strip_suffix(':')?;
    let plain = |name: &str| {
        // In a chat it is a person, whose name may have any letters.
        let fine = |byte: u8| {
            byte.is_ascii_alphanumeric()
                || byte >= 0x80
                || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'(' | b')' | b'@')
        };
        !name.is_empty() && name.bytes().all(fine) && name.bytes().any(|byte| byte.is_ascii_alphabetic())
    };
    match name.strip_suffix(']').and_then(|name| name.split_once('[')) {
        Some((name, process)) => plain(name).then_some((name, Some(process))),
        None => plain(name).then_some((name, None)),
    }
}

/// Where the data in brackets ends; `inside` stands behind the first bracket.
fn data(inside: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    let mut bytes = inside.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b']' if !quoted && bytes.peek().is_none_or(|&(_, next)| next != b'[') => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_line_says_when_where_and_who() {
        let head = Head::read("Mar  6 12:34:56 web1 sshd[4711]: Accepted password for ada");
        assert_eq!(
            head,
            Head {
                time: Some("Mar  6 12:34:56"),
                host: Some("web1"),
                program: Some("sshd"),
                process: Some("4711"),
                message: "Accepted password for ada",
                ..Head::default()
            }
        );
        let head = Head::read("<34>1 2003-10-11T22:14:15.003Z mymachine su - ID47 [x@1 a=\"]\" b=\"c\"] it failed");
        assert_eq!(
            head,
            Head {
                priority: Some("34"),
                time: Some("2003-10-11T22:14:15.003Z"),
                host: Some("mymachine"),
                program: Some("su"),
                process: None,
                kind: Some("ID47"),
                data: Some("x@1 a=\"]\" b=\"c\""),
                level: None,
                service: None,
                message: "it failed",
            }
        );
        for (line, time, message) in [
            (
                "2023-03-16 12:34:56,123 INFO started",
                "2023-03-16 12:34:56,123",
                "INFO started",
            ),
            (
                "[16/Mar/2023:12:34:56 +0000] GET /",
                "16/Mar/2023:12:34:56 +0000",
                "GET /",
            ),
            ("2023-03-16T12:34:56Z: kernel: out", "2023-03-16T12:34:56Z", "out"),
            (
                "Thu Mar 16 12:34:56 2023 hello there",
                "Thu Mar 16 12:34:56 2023",
                "hello there",
            ),
            ("2023-03-16 it rained", "2023-03-16", "it rained"),
            (
                "Mar 13 2026 22:15:03 fw : %ASA-6-302013: Built it: 1",
                "Mar 13 2026 22:15:03",
                "Built it: 1",
            ),
            (
                "Mar 13 2026 22:15:03 100% of it: all",
                "Mar 13 2026 22:15:03",
                "100% of it: all",
            ),
        ] {
            let head = Head::read(line);
            assert_eq!((head.time, head.message), (Some(time), message), "{line}");
        }
        let head = Head::read("INFO  [main] 2026-03-13 22:15:03,000 Server.java:51 - it began");
        assert_eq!((head.level, head.process), (Some("INFO"), Some("main")));
        assert_eq!(head.time, Some("2026-03-13 22:15:03,000"));
        assert_eq!(head.message, "Server.java:51 - it began");
        let head = Head::read("app-1    | 2026-03-13 22:15:03,000 INFO it began");
        assert_eq!((head.service, head.message), (Some("app-1"), "INFO it began"));
        for line in [
            "",
            "app | 2026-03-13 22:15:03 | in",
            "INFO it began",
            "Nothing of the kind",
            "[2] x",
            "12:34:56 only a clock",
            "<x>",
            "é",
        ] {
            assert!(!begins_with_time(line), "{line}");
        }
    }
}
