//! Sessions as Unix lists them: who, at which terminal, from where, since when, and until when (`last`, `lastb`, `who`).

use crate::value::Stamp;

/// How the names of terminals begin.
const TERMINALS: [&str; 11] = [
    "pts/", "tty", "ssh", "console", "system", "ftp", ":", "~", "hvc", "web", "seat",
];

/// What a line says, each as its name and its text; `None` where it is no such line.
pub(super) fn fields(line: &str) -> Option<Vec<(&'static str, &str)>> {
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
    let (at, time) = [behind, behind + 1]
        .into_iter()
        .find_map(|at| Some((at, time(&line[*starts.get(at)?..])?)))?;
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
    let rest = line[starts[at] + time.len()..].trim();
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
        let ended = self::time(end).is_some_and(|time| time.len() == end.len());
        fields.push((if ended { "end" } else { "state" }, end));
    }
    if let Some(last) = last.filter(|last| !last.is_empty()) {
        fields.push((last_name, last));
    }
    Some(fields)
}

/// The time with a clock that a text begins with, the longest there is.
fn time(text: &str) -> Option<&str> {
    let ends = text.match_indices(' ').map(|(end, _)| end).chain([text.len()]).take(8);
    ends.map(|end| text[..end].trim_end())
        .filter(|text| text.contains(':') && Stamp::read(text, false).is_some())
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
