//! What stands before JSON that was written for a browser or by a person: comments, guards against being run, names and calls.

/// The longest name, in bytes.
const NAME: usize = 128;

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
}
