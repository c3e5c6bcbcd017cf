//! What stands before JSON that was written for a browser or by a person: comments, guards against being run, names and calls; and what a
//! terminal or a person said above it.

use super::shape::is_mark;
use super::text::between;

/// The longest name, in bytes.
const NAME: usize = 128;

/// Lines above JSON, and their bytes, at most.
const LINES: usize = 60;
const SAID: usize = 16 * 1024;

/// How many bytes stand before the JSON that `bytes` seem to hold; 0 where it begins at once or there is none.
pub(in crate::format) fn prefix(bytes: &[u8]) -> usize {
    const GUARDS: [&[u8]; 5] = [b")]}',", b")]}'", b"while(1);", b"while (1);", b"for(;;);"];
    let mut at = blanks(bytes, 0);
    while let Some(length) = headers(&bytes[at..]) {
        at = blanks(bytes, at + length);
    }
    let answered = at;
    loop {
        let rest = &bytes[at..];
        let length = if rest.starts_with(b"/*") {
            memchr::memmem::find(rest, b"*/").map(|end| end + 2)
        } else if rest.starts_with(b"//") {
            memchr::memchr(b'\n', rest)
        } else {
            GUARDS
                .iter()
                .find(|guard| rest.starts_with(guard))
                .map(|guard| guard.len())
        };
        match length {
            Some(length) => at = blanks(bytes, at + length),
            None => break,
        }
    }
    let named = name(&bytes[at..]).map_or(at, |length| at + length);
    match bytes.get(named) {
        Some(b'{' | b'[') => named,
        _ => answered,
    }
}

/// The length of lines that say something of the JSON below them, such as a prompt and a command, a warning, the progress of a download, or
/// the fence of Markdown. None of them begins like JSON or a time, and none is a table's.
pub(in crate::format) fn said(bytes: &[u8]) -> Option<usize> {
    let start = blanks(bytes, 0);
    let json = matches!(bytes.get(start)?, b'{' | b'[') && !is_mark(&bytes[start + 1..]);
    if json || between(bytes, 0) > start {
        return None;
    }
    let mut at = 0;
    for _ in 0..LINES {
        let line = &bytes[at..];
        let end = memchr::memchr(b'\n', line)? + 1;
        let text = line[..end].trim_ascii();
        let first = text.first();
        let like_json = matches!(first, Some(b'{' | b'"' | b'<')) && text.get(1).is_some_and(|byte| *byte != b' ');
        let dated = first.is_some_and(u8::is_ascii_digit) && text.get(4) == Some(&b'-');
        if like_json || dated || memchr::memchr_iter(b'"', text).count() % 2 == 1 {
            return None;
        }
        at += end;
        if at > SAID {
            return None;
        }
        if begins(&bytes[at..]) {
            return Some(at);
        }
    }
    None
}

/// Whether a line begins with an object that has a name, or an array of such objects.
fn begins(bytes: &[u8]) -> bool {
    let named = |at: usize| bytes.get(at) == Some(&b'{') && bytes.get(blanks(bytes, at + 1)) == Some(&b'"');
    named(0) || bytes.first() == Some(&b'[') && named(blanks(bytes, 1))
}

/// The length of the headers of an answer, as `curl -i` prints them before its body.
fn headers(bytes: &[u8]) -> Option<usize> {
    if !bytes.starts_with(b"HTTP/") {
        return None;
    }
    let ends = [&b"\r\n\r\n"[..], b"\n\n"].map(|end| Some(memchr::memmem::find(bytes, end)? + end.len()));
    ends.into_iter().flatten().min()
}

/// The length of `var x = `, `window.x = `, `export default ` or `callback(` at the beginning of `bytes`.
fn name(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut words = 0;
    loop {
        let fine = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.');
        let length = bytes[at..].iter().take(NAME).take_while(fine).count();
        if length == 0 || bytes[at].is_ascii_digit() {
            return None;
        }
        let word = &bytes[at..at + length];
        words += 1;
        let behind = blanks(bytes, at + length);
        match bytes.get(behind)? {
            b'=' | b'(' => return Some(blanks(bytes, behind + 1)),
            b'{' | b'[' if word == b"default" => return Some(behind),
            _ if words < 3 && matches!(word, b"var" | b"let" | b"const" | b"export") && behind > at + length => {
                at = behind
            }
            _ => return None,
        }
    }
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    at + bytes[at.min(bytes.len())..]
        .iter()
        .take_while(|byte| blank(byte))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_json_is_known() {
        for (text, rest) in [
            (")]}',\n{\"a\":1}", "{\"a\":1}"),
            ("/* made today */\n// by x\n[1]", "[1]"),
            ("var logs = [{}];", "[{}];"),
            ("window.YTD.audit.part0 = [ {", "[ {"),
            ("export default {\"a\":1}", "{\"a\":1}"),
            ("callback({\"a\":1});", "{\"a\":1});"),
            ("/**/ cb.x([1])", "[1])"),
            (
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\na: {b}\r\n\r\n{\"a\":1}",
                "{\"a\":1}",
            ),
            ("HTTP/1.1 200 OK\ncontent-type: text/csv\n\na,b\n1,2\n", "a,b\n1,2\n"),
        ] {
            assert_eq!(&text[prefix(text.as_bytes())..], rest);
        }
        for text in [
            "{\"a\":1}",
            "a,b\n1,2",
            "user=ada [x",
            "f(x) = 1",
            "// only this",
            "",
            "1={",
            "time {x",
        ] {
            assert_eq!(prefix(text.as_bytes()), 0, "{text}");
        }
    }

    #[test]
    fn what_is_said_above_json_is_known() {
        for (text, rest) in [
            ("WARNING: in preview.\n[\n {\"a\":1}]", "[\n {\"a\":1}]"),
            ("[ada@host ~]$ aws x\n[{\"a\":1}]", "[{\"a\":1}]"),
            ("$ aws x y\n\n{\n \"a\":1}", "{\n \"a\":1}"),
            ("Here it is:\n\n```json\n[{\"a\":1}]\n```\n", "[{\"a\":1}]\n```\n"),
            ("  % Total  Time\n\r100 12 0:00:01 --:--:--\n{\"a\":1}", "{\"a\":1}"),
        ] {
            assert_eq!(said(text.as_bytes()).map(|at| &text[at..]), Some(rest));
        }
        for text in [
            "[{\"a\":1}]\n{\"b\":2}",
            "Record 1\n{\"a\":1}",
            "a,\"b\n{\"\"x\"\":1}\"",
            "function x()\n{\n return",
            "only said\n[2026]",
            "2026-01-05 10:00:00 sent\n{\"a\":1}",
        ] {
            assert_eq!(said(text.as_bytes()), None, "{text}");
        }
    }
}
