//! Objects as engines on Hadoop print them, said again as JSON: `{type=IAMUser, session={mfa=false}, ids=[1, 2], error=null}`.
//!
//! Nothing is quoted there: a text ends where the next name begins or its object closes.

use super::value::{number, structure};

/// Structures nested deeper than this are refused.
const DEPTH: usize = 32;

/// The whole text in JSON; `None` where it is no such object, or an empty one.
pub(in crate::format) fn said(text: &str) -> Option<String> {
    let mut map = Map {
        rest: text,
        out: String::with_capacity(text.len() * 2),
    };
    map.object(DEPTH)?;
    (map.rest.is_empty() && map.out.len() > 2).then_some(map.out)
}

struct Map<'a> {
    rest: &'a str,
    out: String,
}

impl<'a> Map<'a> {
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn object(&mut self, depth: usize) -> Option<()> {
        self.rest = self.rest.strip_prefix('{')?;
        self.out.push('{');
        while !self.rest.starts_with('}') {
            let length = name(self.rest)?;
            let name = self.take(length);
            self.quoted(name);
            self.out.push(':');
            self.take(1);
            self.value(depth.checked_sub(1)?, true)?;
            self.between('}')?;
        }
        self.take(1);
        self.out.push('}');
        Some(())
    }

    fn list(&mut self, depth: usize) -> Option<()> {
        self.rest = self.rest.strip_prefix('[')?;
        self.out.push('[');
        while !self.rest.starts_with(']') {
            self.value(depth.checked_sub(1)?, false)?;
            self.between(']')?;
        }
        self.take(1);
        self.out.push(']');
        Some(())
    }

    /// Passes over what stands between two members, or stops before the end.
    fn between(&mut self, end: char) -> Option<()> {
        if let Some(rest) = self.rest.strip_prefix(", ") {
            self.rest = rest;
            self.out.push(',');
            return (!rest.starts_with(end)).then_some(());
        }
        self.rest.starts_with(end).then_some(())
    }

    fn value(&mut self, depth: usize, named: bool) -> Option<()> {
        // A text of JSON in an object stands as it was.
        let json = self
            .rest
            .starts_with(['{', '['])
            .then(|| structure(self.rest.as_bytes(), 0).ok())
            .flatten();
        if let Some(length) = json.filter(|&length| self.rest[length..].starts_with([',', '}', ']'])) {
            let taken = self.take(length);
            self.out.push_str(taken);
            return Some(());
        }
        let (rest, length) = (self.rest, self.out.len());
        let inner = match rest.as_bytes().first() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            _ => None,
        };
        if inner.is_some() && self.rest.starts_with([',', '}', ']']) {
            return Some(());
        }
        self.rest = rest;
        self.out.truncate(length);
        let ends = |&(at, char): &(usize, char)| match char {
            '}' => named,
            ']' => !named,
            ',' => match rest[at..].strip_prefix(", ") {
                Some(next) => !named || name(next).is_some(),
                None => false,
            },
            _ => false,
        };
        let (end, _) = rest.char_indices().find(ends)?;
        let text = self.take(end);
        let numeral = number(format!("{text},").as_bytes(), 0) == Ok(text.len());
        match text {
            "null" | "true" | "false" => self.out.push_str(text),
            _ if numeral => self.out.push_str(text),
            _ => self.quoted(text),
        }
        Some(())
    }

    fn quoted(&mut self, text: &str) {
        self.out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

/// The length of the name that a text begins with, if a `=` stands behind it.
fn name(text: &str) -> Option<usize> {
    let fine = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.:/@$".contains(&byte);
    let length = text.bytes().position(|byte| !fine(byte))?;
    (length > 0 && text.as_bytes()[length] == b'=').then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_without_quotes_are_said_in_json() {
        for (text, expected) in [
            (
                "{type=IAMUser, arn=arn:aws:iam::1:user/a, mfa=false, error=null, n=5, id=007}",
                Some(r#"{"type":"IAMUser","arn":"arn:aws:iam::1:user/a","mfa":false,"error":null,"n":5,"id":"007"}"#),
            ),
            (
                "{a={b={c=x y, z}, d=}, ids=[1, two], all=[{k=v}, {k=w}], none=[]}",
                Some(r#"{"a":{"b":{"c":"x y, z"},"d":""},"ids":[1,"two"],"all":[{"k":"v"},{"k":"w"}],"none":[]}"#),
            ),
            (
                r#"{policy={"Version":"1","x":[{"y":"}"}]}, q="quoted" \ }"#,
                Some(r#"{"policy":{"Version":"1","x":[{"y":"}"}]},"q":"\"quoted\" \\ "}"#),
            ),
            ("{filter=[open, a=b}", Some(r#"{"filter":"[open","a":"b"}"#)),
            ("{}", None),
            ("{a}", None),
            ("{a=1", None),
            ("{a=1} and more", None),
            ("{a=1, }", Some(r#"{"a":"1, "}"#)),
            ("{a=b, c", None),
            (r#"{"a":1}"#, None),
        ] {
            assert_eq!(said(text).as_deref(), expected, "{text}");
        }
        assert_eq!(said(&"{a=".repeat(100_000)), None);
    }
}
