//! Objects and arrays as JavaScript and Python write them, said again as JSON: keys without quotes, single quotes, `None`, trailing
//! commas, comments, `ISODate("…")`.
//!
//! What a reader of code would take for a value is one here; a word that stands for nothing is refused, and so is whatever could lose
//! something. `NaN` and the infinities become text.

use super::scan::{Fault, Scan};

/// The longest value that is read so, in bytes.
pub(super) const LONGEST: usize = 1 << 20;

/// Structures nested deeper than this are refused.
const DEPTH: u32 = 100;

/// Why no value could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The bytes end first.
    Cut,
    /// Nobody writes values so.
    Strange,
}

type Read<T> = Result<T, Refusal>;

/// Reads the object or array that `bytes` begin with; answers the same in JSON, and how long it was.
pub(super) fn read(bytes: &[u8]) -> Read<(Vec<u8>, usize)> {
    let mut loose = Loose::new(bytes);
    match loose.peek()? {
        b'{' | b'[' => loose.value()?,
        _ => return Err(Refusal::Strange),
    }
    Ok((loose.out, loose.at))
}

/// The whole text in JSON, where it is an object of another language.
pub(in crate::format) fn said(text: &str) -> Option<String> {
    let (json, length) = read(text.as_bytes()).ok()?;
    (length == text.len()).then(|| String::from_utf8(json).ok()).flatten()
}

/// For each array the offset of its bracket in what was said, and in what was read.
type Brackets = Vec<(usize, usize)>;

/// Where the object that `bytes` begin with is no JSON, but as much of it as is there can be read so: the same in JSON, and its arrays.
pub(super) fn beginning(bytes: &[u8]) -> Option<(Vec<u8>, Brackets)> {
    match Scan::new().record(bytes, 0) {
        Err(Fault::Broken { .. }) => {}
        Ok(_) | Err(Fault::Cut { .. }) => return None,
    }
    let mut loose = Loose::new(bytes);
    match loose.value() {
        Ok(()) | Err(Refusal::Cut) => Some((loose.out, loose.brackets)),
        Err(Refusal::Strange) => None,
    }
}

#[derive(Default)]
struct Loose<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u32,
    out: Vec<u8>,
    brackets: Brackets,
}

impl<'a> Loose<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Loose {
            bytes,
            ..Loose::default()
        }
    }

    fn peek(&self) -> Read<u8> {
        self.bytes.get(self.at).copied().ok_or(Refusal::Cut)
    }

    /// Passes over white space and comments; answers what stands there.
    fn next(&mut self) -> Read<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'/' => match self.bytes.get(self.at + 1).ok_or(Refusal::Cut)? {
                    b'/' => self.behind(b"\n")?,
                    b'*' => self.behind(b"*/")?,
                    _ => return Err(Refusal::Strange),
                },
                b'#' => self.behind(b"\n")?,
                byte => return Ok(byte),
            }
        }
    }

    fn behind(&mut self, end: &[u8]) -> Read<()> {
        let found = memchr::memmem::find(&self.bytes[self.at..], end).ok_or(Refusal::Cut)?;
        self.at += found + end.len();
        Ok(())
    }

    fn value(&mut self) -> Read<()> {
        match self.next()? {
            b'{' => self.members(b'}', true),
            b'[' => self.members(b']', false),
            b'(' => self.members(b')', false),
            quote @ (b'"' | b'\'') => self.string(quote),
            b'-' | b'+' | b'.' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    /// An object, an array or a tuple, up to its `end`.
    fn members(&mut self, end: u8, keyed: bool) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Refusal::Strange);
        }
        if !keyed {
            self.brackets.push((self.out.len(), self.at));
        }
        self.at += 1;
        self.out.push(if keyed { b'{' } else { b'[' });
        let mut first = true;
        loop {
            if self.next()? == end {
                self.at += 1;
                break;
            }
            if !first {
                self.out.push(b',');
            }
            first = false;
            if keyed {
                self.key()?;
                if self.next()? != b':' {
                    return Err(Refusal::Strange);
                }
                self.at += 1;
                self.out.push(b':');
            }
            self.value()?;
            match self.next()? {
                b',' => self.at += 1,
                byte if byte == end => {}
                _ => return Err(Refusal::Strange),
            }
        }
        self.out.push(if keyed { b'}' } else { b']' });
        self.depth -= 1;
        Ok(())
    }

    fn key(&mut self) -> Read<()> {
        match self.next()? {
            quote @ (b'"' | b'\'') => return self.string(quote),
            b'u' if matches!(self.bytes.get(self.at + 1), Some(b'\'' | b'"')) => {
                self.at += 1;
                return self.string(self.bytes[self.at]);
            }
            _ => {}
        }
        let name = self.run(|byte| byte.is_ascii_alphanumeric() || b"_$@.-".contains(&byte) || byte >= 0x80)?;
        self.out.push(b'"');
        self.out.extend_from_slice(name);
        self.out.push(b'"');
        Ok(())
    }

    /// As many bytes as pass, at least one; what ends them must be there.
    fn run(&mut self, pass: impl Fn(u8) -> bool) -> Read<&'a [u8]> {
        let start = self.at;
        while pass(self.peek()?) {
            self.at += 1;
        }
        if self.at == start {
            return Err(Refusal::Strange);
        }
        Ok(&self.bytes[start..self.at])
    }

    fn string(&mut self, quote: u8) -> Read<()> {
        self.at += 1;
        self.out.push(b'"');
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'\\' => self.escape()?,
                b'\t' => self.out.extend_from_slice(b"\\t"),
                ..0x20 => return Err(Refusal::Strange),
                _ if byte == quote => break,
                b'"' => self.out.extend_from_slice(b"\\\""),
                _ => self.out.push(byte),
            }
        }
        self.out.push(b'"');
        Ok(())
    }

    fn escape(&mut self) -> Read<()> {
        let letter = self.peek()?;
        self.at += 1;
        match letter {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => self.out.extend_from_slice(&[b'\\', letter]),
            b'\'' | b'`' => self.out.push(letter),
            b'\n' => {}
            b'0' => self.character(0),
            b'a' => self.character(7),
            b'v' => self.character(11),
            b'x' => self.digits(2)?,
            b'u' if self.peek()? == b'{' => {
                self.at += 1;
                let digits = self.run(|byte| byte.is_ascii_hexdigit())?.len();
                self.at -= digits;
                self.digits(digits)?;
                if self.peek()? != b'}' {
                    return Err(Refusal::Strange);
                }
                self.at += 1;
            }
            b'u' => self.digits(4)?,
            b'U' => self.digits(8)?,
            // Python lets a backslash stand before any other letter.
            _ => {
                self.out.extend_from_slice(b"\\\\");
                self.at -= 1;
            }
        }
        Ok(())
    }

    /// A character by so many hexadecimal digits.
    fn digits(&mut self, count: usize) -> Read<()> {
        let text = self.bytes.get(self.at..self.at + count).ok_or(Refusal::Cut)?;
        let text = str::from_utf8(text).map_err(|_| Refusal::Strange)?;
        if count > 8 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Refusal::Strange);
        }
        let code = u32::from_str_radix(text, 16).map_err(|_| Refusal::Strange)?;
        self.at += count;
        self.character(code);
        Ok(())
    }

    fn character(&mut self, code: u32) {
        match char::from_u32(code) {
            Some(char) if code >= 0x80 => self.out.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
            // Half a surrogate pair, too, stays for the reader of JSON to put together.
            _ => self.out.extend_from_slice(format!("\\u{code:04x}").as_bytes()),
        }
    }

    fn number(&mut self) -> Read<()> {
        let text = self.run(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte))?;
        let text = str::from_utf8(text).map_err(|_| Refusal::Strange)?.to_owned();
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", text.strip_prefix('+').unwrap_or(&text)),
        };
        if digits == "Infinity" || digits == "inf" {
            self.out.extend_from_slice(format!("\"{sign}Infinity\"").as_bytes());
            return Ok(());
        }
        let said = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
            Some(hex) => u128::from_str_radix(hex, 16).map_err(|_| Refusal::Strange)?.to_string(),
            // The long integers of Python 2 and JavaScript end with a letter.
            None => digits.strip_suffix(['L', 'n']).unwrap_or(digits).to_owned(),
        };
        let said = match (said.starts_with('.'), said.ends_with('.')) {
            (true, _) => format!("0{said}"),
            (_, true) => format!("{said}0"),
            _ => said,
        };
        let said = format!("{sign}{said}");
        match super::value::number(format!("{said},").as_bytes(), 0) {
            Ok(end) if end == said.len() => self.out.extend_from_slice(said.as_bytes()),
            _ => return Err(Refusal::Strange),
        }
        Ok(())
    }

    fn name(&mut self) -> Read<&'a [u8]> {
        self.run(|byte| byte.is_ascii_alphanumeric() || b"_$.".contains(&byte))
    }

    /// `true`, `None`, a string with a letter before it, or a call.
    fn word(&mut self) -> Read<()> {
        let mut start = self.at;
        let mut word = self.name()?;
        if word == b"new" {
            self.next()?;
            start = self.at;
            word = self.name()?;
        }
        let said: &[u8] = match word {
            b"true" | b"True" => b"true",
            b"false" | b"False" => b"false",
            b"null" | b"None" | b"undefined" | b"nil" => b"null",
            b"NaN" | b"nan" => b"\"NaN\"",
            b"Infinity" | b"inf" => b"\"Infinity\"",
            b"u" | b"b" | b"U" | b"B" if matches!(self.peek()?, b'\'' | b'"') => return self.string(self.peek()?),
            _ if self.peek()? == b'(' => return self.call(start),
            _ => return Err(Refusal::Strange),
        };
        self.out.extend_from_slice(said);
        Ok(())
    }

    /// A call that begins at `start`: one value in parentheses is that value, a date of Python its text, anything else its own text.
    fn call(&mut self, start: usize) -> Read<()> {
        let (before, name) = (self.out.len(), &self.bytes[start..self.at]);
        let (dated, depth) = (name.ends_with(b"datetime"), self.depth);
        match self.members(b')', false) {
            Ok(()) => {}
            // Something with a name, as in `timezone(offset=1)`: the whole call stays text.
            Err(Refusal::Strange) => {
                (self.at, self.depth) = (start, depth);
                let length = memchr::memchr(b')', &self.bytes[start..]).ok_or(Refusal::Cut)?;
                self.out.truncate(before);
                return self.quoted(start, start + length + 1);
            }
            Err(cut) => return Err(cut),
        }
        let values = self.out.split_off(before);
        let inner = &values[1..values.len() - 1];
        if dated && let Some(text) = date(inner) {
            self.out.extend_from_slice(format!("\"{text}\"").as_bytes());
        } else if !inner.is_empty() && super::value::structure(&[&values[..], b" "].concat(), 0).is_ok() && alone(inner)
        {
            self.out.extend_from_slice(inner);
        } else {
            return self.quoted(start, self.at);
        }
        Ok(())
    }

    /// The bytes themselves, as text.
    fn quoted(&mut self, start: usize, end: usize) -> Read<()> {
        self.out.push(b'"');
        for &byte in &self.bytes[start..end] {
            match byte {
                b'"' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                ..0x20 => self.out.push(b' '),
                _ => self.out.push(byte),
            }
        }
        self.out.push(b'"');
        self.at = end;
        Ok(())
    }
}

/// Whether the JSON text is one string or one number.
fn alone(json: &[u8]) -> bool {
    super::value::scalar(&[json, b" "].concat(), 0) == Ok(json.len())
}

/// `2026, 1, 5, 10, 0, 0, 123000` as a time.
fn date(json: &[u8]) -> Option<String> {
    let text = str::from_utf8(json).ok()?;
    let parts: Vec<u32> = text.split(',').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let part = |at: usize| parts.get(at).copied().unwrap_or(0);
    if !(3..=7).contains(&parts.len()) {
        return None;
    }
    Some(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}",
        part(0),
        part(1),
        part(2),
        part(3),
        part(4),
        part(5),
        part(6)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Result<String, Refusal> {
        read(text.as_bytes()).map(|(json, end)| {
            assert_eq!(end, text.len(), "{text}");
            String::from_utf8(json).expect("UTF-8")
        })
    }

    #[test]
    fn what_other_languages_write_is_said_in_json() {
        for (text, expected) in [
            ("{a: 1, b_2:{c:'x'}}", r#"{"a":1,"b_2":{"c":"x"}}"#),
            (
                "{'it': \"isn't\", 'say': 'a \"b\"', \"k\": '\\'',}",
                r#"{"it":"isn't","say":"a \"b\"","k":"'"}"#,
            ),
            (
                "{'a': None, 'b': True, 'c': [False, (1, 2,)]}",
                r#"{"a":null,"b":true,"c":[false,[1,2]]}"#,
            ),
            (
                "{u'a': u'\\xe9\\u00e9\\U0001F642', 'b': b'\\x00'}",
                "{\"a\":\"éé🙂\",\"b\":\"\\u0000\"}",
            ),
            (
                "{a: 0x1F, b: .5, c: 5., d: +7, e: 10L, f: 9n, g: -1.5e3}",
                r#"{"a":31,"b":0.5,"c":5.0,"d":7,"e":10,"f":9,"g":-1.5e3}"#,
            ),
            (
                "{a: NaN, b: -Infinity, c: undefined}",
                r#"{"a":"NaN","b":"-Infinity","c":null}"#,
            ),
            ("{ // one\n a: 1, /* two */ b: 2 # three\n}", r#"{"a":1,"b":2}"#),
            (
                "{_id: ObjectId('5f'), t: ISODate(\"2026-01-05T10:00:00Z\"), n: NumberLong(5), d: new Date(17)}",
                r#"{"_id":"5f","t":"2026-01-05T10:00:00Z","n":5,"d":17}"#,
            ),
            (
                "{'t': datetime.datetime(2026, 1, 5, 10, 0), 'z': timezone(offset=1), 'e': f()}",
                r#"{"t":"2026-01-05T10:00:00.000000","z":"timezone(offset=1)","e":"f()"}"#,
            ),
            ("{a: 'one\\\ntwo \\d'}", "{\"a\":\"onetwo \\\\d\"}"),
            ("{a: '\\ud834\\udd1e'}", "{\"a\":\"\\ud834\\udd1e\"}"),
        ] {
            assert_eq!(said(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_nobody_writes_is_refused() {
        for text in [
            "{a 1}",
            "{a: b}",
            "{a: 1 2}",
            "{a: 01x}",
            "{a: 2026-01-05}",
            "{1,2}",
            "[1}",
            "{a: 'x\ny'}",
            "x",
            "{a:,}",
            "{a: '\\xzz'}",
        ] {
            assert_eq!(said(text), Err(Refusal::Strange), "{text}");
        }
        for text in ["{a: 1", "{a: 'x", "{a: ISODate(", "{a", "[", "{ /* x", "{a: '\\x4"] {
            assert_eq!(said(text), Err(Refusal::Cut), "{text}");
        }
        assert_eq!(said(&"[".repeat(101)), Err(Refusal::Strange));
        // Nothing nests without an end, and no call that is refused counts against those behind it.
        assert_eq!(said(&format!("[{}", "new ".repeat(200_000))), Err(Refusal::Strange));
        let calls = format!("[{}]", vec!["f(a=1)"; 300].join(","));
        assert!(said(&calls).is_ok());
    }
}
