//! Sessions as Unix lists them: who, at which terminal, from where, since when, and until when (`last`, `lastb`, `who`), or what is kept of
//! them (`utmpdump`).

use crate::value::{Layout, Stamp};

/// How the names of terminals begin.
const TERMINALS: [&str; 11] = [
    "pts/", "tty", "ssh", "console", "system", "ftp", ":", "~", "hvc", "web", "seat",
];

/// How a time may begin.
const DAYS: [&str; 7] = ["Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun "];

/// What a line says, each as its name and its text; `None` where it is no such line.
pub(super) fn fields(line: &str) -> Option<Vec<(&'static str, &str)>> {
    if line.starts_with('[') {
        return dumped(line);
    }
    if line.contains(['\t', ',', ';', '|']) {
        return None;
    }
    let starts = line
        .char_indices()
        .filter(|&(at, char)| char != ' ' && (at == 0 || line.as_bytes()[at - 1] == b' '));
    let starts: Vec<usize> = starts.map(|(at, _)| at).take(16).collect();
    // A failed login may have no name.
    let first = usize::from(!line.starts_with(' '));
    let terminal = *starts.get(first)?;
    TERMINALS.iter().find(|name| line[terminal..].starts_with(**name))?;
    let words = line[terminal..].starts_with("system ");
    let behind = first + 1 + usize::from(words);
    let (at, begins, time) = [behind, behind + 1].into_iter().find_map(|at| {
        let begins = *starts.get(at)?;
        if let Some(time) = time(&line[begins..]) {
            return Some((at, begins, time));
        }
        // Where no year is written, the day of the week tells nothing.
        let behind = *starts
            .get(at + 1)
            .filter(|_| DAYS.iter().any(|day| line[begins..].starts_with(day)))?;
        Some((at, behind, yearless(&line[behind..])?))
    })?;
    let until = |from: usize, to: usize| Some(line[*starts.get(from)?..*starts.get(to)?].trim_end());
    let mut fields = Vec::new();
    if first == 1 {
        fields.push(("user", until(0, 1)?));
    }
    fields.push(("terminal", until(first, behind)?));
    if at > behind {
        fields.push(("host", until(behind, at)?));
    }
    fields.push(("time", time));
    let rest = line[begins + time.len()..].trim();
    let (rest, last) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((rest, last)) => (rest.trim_end(), Some(last)),
        None => (rest, None),
    };
    let last_name = if last.is_some_and(|last| last.contains(':') && !last.contains("::") && rest.starts_with('-')) {
        "duration"
    } else {
        "host"
    };
    let end = rest.strip_prefix('-').unwrap_or(rest).trim();
    if !end.is_empty() {
        let clock = || end.len() == 5 && end.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        let ended = clock() || self::time(end).is_some_and(|time| time.len() == end.len());
        fields.push((if ended { "end" } else { "state" }, end));
    }
    if let Some(last) = last.filter(|last| !last.is_empty()) {
        fields.push((last_name, last));
    }
    Some(fields)
}

/// `[7] [01234] [ts/0] [ada     ] [pts/0       ] [192.0.2.1           ] [192.0.2.1      ] [2026-03-13T22:15:03,000000+00:00]`
fn dumped(line: &str) -> Option<Vec<(&'static str, &str)>> {
    const NAMES: [&str; 8] = ["type", "process", "id", "user", "terminal", "host", "address", "time"];
    let cells = line.trim_end().strip_prefix('[')?.strip_suffix(']')?.split("] [");
    let cells: Vec<&str> = cells.map(str::trim).collect();
    let told = NAMES
        .into_iter()
        .zip(cells.iter().copied())
        .filter(|(_, cell)| !cell.is_empty());
    (cells.len() == NAMES.len() && time(cells[7]).is_some()).then(|| told.collect())
}

/// The time with a clock that a text begins with, the longest there is.
fn time(text: &str) -> Option<&str> {
    longest(text, |text| Stamp::read(text, false).is_some())
}

/// The same of a time that names no year.
fn yearless(text: &str) -> Option<&str> {
    longest(text, |text| Layout::of_yearless(text).is_some())
}

fn longest(text: &str, is_time: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = text.match_indices(' ').map(|(end, _)| end).chain([text.len()]).take(8);
    ends.map(|end| text[..end].trim_end())
        .filter(|text| text.contains(':') && is_time(text))
        .last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_say_who_where_and_when() {
        for (line, expected) in [
            (
                "ada      pts/0        203.0.113.7      Fri Mar 13 22:15:03 2026 - Fri Mar 13 22:16:40 2026  (00:01)",
                Some(
                    "user=ada terminal=pts/0 host=203.0.113.7 time=Fri Mar 13 22:15:03 2026 end=Fri Mar 13 22:16:40 2026 duration=00:01",
                ),
            ),
            (
                "reboot   system boot  6.8.0-45         Fri Mar  6 22:15:03 2026   still running",
                Some(
                    "user=reboot terminal=system boot host=6.8.0-45 time=Fri Mar  6 22:15:03 2026 state=still running",
                ),
            ),
            (
                "         ssh:notty    2001:db8::1f     Fri Mar 13 22:15:03 2026 - Fri Mar 13 22:15:03 2026  (00:00)",
                Some(
                    "terminal=ssh:notty host=2001:db8::1f time=Fri Mar 13 22:15:03 2026 end=Fri Mar 13 22:15:03 2026 duration=00:00",
                ),
            ),
            (
                "ada      pts/1        10.0.0.4  Fri Mar 13 22:15:03 2026 - crash                     (00:03)",
                Some("user=ada terminal=pts/1 host=10.0.0.4 time=Fri Mar 13 22:15:03 2026 state=crash duration=00:03"),
            ),
            (
                "ada      pts/2        2026-03-13 22:15 (2001:db8::1f)",
                Some("user=ada terminal=pts/2 time=2026-03-13 22:15 host=2001:db8::1f"),
            ),
            (
                "ada      pts/0        203.0.113.7      Fri Mar  6 22:15 - 22:50  (00:35)",
                Some("user=ada terminal=pts/0 host=203.0.113.7 time=Mar  6 22:15 end=22:50 duration=00:35"),
            ),
            (
                "reboot   system boot  6.8.0-45         Fri Mar 13 22:15   still running",
                Some("user=reboot terminal=system boot host=6.8.0-45 time=Mar 13 22:15 state=still running"),
            ),
            (
                "[7] [01234] [ts/0] [ada     ] [pts/0       ] [203.0.113.7         ] [203.0.113.7    ] [2026-03-13T22:15:03,101010+00:00]",
                Some(
                    "type=7 process=01234 id=ts/0 user=ada terminal=pts/0 host=203.0.113.7 address=203.0.113.7 \
                        time=2026-03-13T22:15:03,101010+00:00",
                ),
            ),
            ("[7] [01234]", None),
            ("wtmp begins Sun Mar  1 00:00:01 2026", None),
            ("ada 2026-03-13 22:15:03 login", None),
            ("ada,pts/2,2026-03-13 22:15", None),
            ("", None),
        ] {
            let said = fields(line).map(|fields| {
                let said: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={text}")).collect();
                said.join(" ")
            });
            assert_eq!(said.as_deref(), expected, "{line}");
        }
    }
}
