//! Marks that tools and people put before every line of a text: numbers (`12:` of grep, `    12\t` of cat), the name of the file that was
//! searched, the mark of what is quoted, added or listed.

use super::lines;
use super::mend::lines;

/// Blanks and digits, and bytes of the name of a file, at most.
const NUMBER: usize = 20;
const NAME: usize = 200;

/// What stands before each line: a text, behind it a number and what ends that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lead {
    text: Vec<u8>,
    number: Option<&'static [u8]>,
}

impl Lead {
    /// What stands before the lines of a file, of which these are the first bytes, if they are a log without it.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let bytes = behind_hunk(bytes);
        let first = lines(bytes).next()?;
        let digits = first.iter().position(|byte| !matches!(byte, b' ' | b'0'..=b'9'))?;
        let (text, ends): (&[u8], &[&'static [u8]]) = match (first[0], first[digits]) {
            (b'>', _) if first.get(1) == Some(&b' ') => (b"> ", &[]),
            (b'-', _) if first.starts_with(b"- {") => (b"- ", &[]),
            (b'+', _) => (b"+", &[]),
            (b' ', b'\t') => (b"", &[b"\t"]),
            (b' ', _) => (b"", &[b" "]),
            (b'0'..=b'9', b':') => (b"", &[b":"]),
            (b'0'..=b'9', b'.') => (b"", &[b". "]),
            _ => (&first[..=name(first)?], &[b":"]),
        };
        let numbered = ends.first().map(|&end| Self {
            text: text.to_vec(),
            number: Some(end),
        });
        let plain = (!text.is_empty()).then(|| Self {
            text: text.to_vec(),
            number: None,
        });
        [numbered, plain].into_iter().flatten().find(|lead| lead.fits(bytes))
    }

    /// The length of what stands before a line; 0 where it does not, nothing where more of the line must be seen.
    pub fn length(&self, line: &[u8], last: bool) -> Option<usize> {
        let Some(rest) = line.strip_prefix(&self.text[..]) else {
            let bare = self.text.trim_ascii_end();
            let ends = |rest: &[u8]| rest.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n'));
            return match line.strip_prefix(bare) {
                _ if !last && self.text.starts_with(line) => None,
                Some(rest) if ends(rest) => Some(bare.len()),
                _ => Some(0),
            };
        };
        let Some(end) = self.number else {
            return Some(self.text.len());
        };
        let blanks = rest.iter().take(NUMBER).take_while(|byte| **byte == b' ').count();
        let digits = rest[blanks..]
            .iter()
            .take(NUMBER)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let behind = &rest[blanks + digits..];
        if blanks == NUMBER || digits == NUMBER {
            return Some(0);
        }
        if !last && behind.len() < end.len() && end.starts_with(behind) {
            return None;
        }
        let whole = digits > 0 && behind.starts_with(end);
        Some(if whole {
            line.len() - behind.len() + end.len()
        } else {
            0
        })
    }

    /// Whether all lines begin so, numbers rise, and what is left is a log, as the lines are not.
    fn fits(&self, bytes: &[u8]) -> bool {
        let (mut left, mut numbers) = (Vec::new(), Vec::new());
        for line in lines(bytes) {
            match self.length(line, true) {
                None | Some(0) => return false,
                // Nothing but the mark.
                Some(length) if length < self.text.len() => {}
                Some(length) => {
                    let digits = line[self.text.len()..length]
                        .iter()
                        .filter(|byte| byte.is_ascii_digit());
                    numbers.push(digits.fold(0_u64, |number, digit| {
                        number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))
                    }));
                    left.extend_from_slice(&line[length..]);
                    left.push(b'\n');
                }
            }
        }
        let rise = |two: &[u64]| match self.number {
            None => true,
            Some(b":") => two[0] < two[1],
            Some(_) => two[0] + 1 == two[1],
        };
        let named = self.text.ends_with(b":");
        let object = |line: &[u8]| line.starts_with(b"{\"") && line.ends_with(b"}");
        // What objects come from becomes a column.
        let log = || match lines(&left).take(2).all(object) {
            true => !named,
            false => lines::look(&left, true).is_some(),
        };
        numbers.len() > 1 && numbers.windows(2).all(rise) && log()
    }
}

/// What a difference adds, below its first heads.
fn behind_hunk(bytes: &[u8]) -> &[u8] {
    let differs = bytes.starts_with(b"diff ") || bytes.starts_with(b"--- ");
    let hunk = differs.then(|| memchr::memmem::find(bytes, b"\n@@ ")).flatten();
    let below = hunk.and_then(|at| Some(at + 1 + memchr::memchr(b'\n', &bytes[at + 1..])? + 1));
    below.map_or(bytes, |below| &bytes[below..])
}

/// Where the colon stands behind the name of a file that a line begins with, and of no host: behind that would stand a port.
fn name(line: &[u8]) -> Option<usize> {
    let drive = if line.get(1..3) == Some(b":\\") { 2 } else { 0 };
    let end = drive + memchr::memchr(b':', &line[drive..])?;
    let (name, behind) = (&line[..end], &line[end + 1..]);
    let path = name.iter().any(|byte| matches!(byte, b'/' | b'\\'));
    let port = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let hosted = (1..6).contains(&port) && behind.get(port) == Some(&b' ');
    let letter = line[0].is_ascii_alphabetic() || matches!(line[0], b'.' | b'/');
    let word = name
        .iter()
        .all(|byte| byte.is_ascii_graphic() && !b"\"'{}[]<>=,;|".contains(byte));
    ((path || name.contains(&b'.') && !hosted) && letter && word && end < NAME).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::super::mend::{Mend, What};
    use super::super::utf16::Runs;

    /// What comes of a text, fed in pieces.
    fn mended(text: &str, piece: usize) -> (String, Runs) {
        let (mut out, mut runs) = (Vec::new(), Runs::default());
        let mut mend = Mend::new(What::of(text.as_bytes()), 0);
        for piece in text.as_bytes().chunks(piece) {
            mend.decode(piece, false, &mut out, &mut runs);
        }
        mend.decode(&[], true, &mut out, &mut runs);
        (String::from_utf8(out).expect("text"), runs)
    }

    #[test]
    fn marks_before_lines_are_taken_off() {
        let log = [
            "Mar  6 12:34:56 h p[1]: one",
            "Mar  6 12:34:57 h p[1]: two",
            "Mar  6 12:34:58 h p[1]: 3:3",
        ];
        let json = ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"];
        for lines in [log, json] {
            let expected = lines.map(|line| format!("{line}\r\n")).concat();
            for mark in [
                "#:",
                "     #\t",
                "   # ",
                "#. ",
                "> ",
                "+",
                "- ",
                "/var/log/a.log:",
                "a.log:#:",
            ] {
                if lines == log && mark == "- " || lines == json && mark.contains("log") {
                    continue;
                }
                let marked =
                    |(at, line): (usize, &&str)| format!("{}{line}\r\n", mark.replace('#', &(at + 9).to_string()));
                let text: String = lines.iter().enumerate().map(marked).collect();
                for piece in (1..40).chain([1000]) {
                    let (found, runs) = mended(&text, piece);
                    assert_eq!(found, expected, "{mark} in pieces of {piece}");
                    let second = lines[0].len() + 2;
                    assert_eq!(runs.origin(second as u64) as usize, text.find('\n').unwrap_or(0) + 1);
                }
            }
        }
        let (quoted, _) = mended("> 2026-01-05 10:00:00 a\n>\n> > b\n> 2026-01-05 10:00:01 c\n", 3);
        assert_eq!(quoted, "2026-01-05 10:00:00 a\n\n> b\n2026-01-05 10:00:01 c\n");
        let (added, _) = mended("--- a\n+++ b\n@@ -0,0 +1,2 @@\n+{\"a\":1}\n+{\"a\":2}\n", 5);
        assert!(added.ends_with("@@\n{\"a\":1}\n{\"a\":2}\n"));
    }

    #[test]
    fn what_is_no_mark_stays() {
        for text in [
            "1\t2026-01-05 10:00:00\tada\n2\t2026-01-05 10:00:01\tbo\n",
            "     1\t2026-01-05 10:00:00\n     7\t2026-01-05 10:00:01\n",
            "5:2026-01-05 10:00:00 a\n4:2026-01-05 10:00:01 b\n",
            "- 2026-01-05 10:00:00 a\n- 2026-01-05 10:00:01 b\n",
            "a.log:{\"a\":1}\na.log:{\"a\":2}\n",
            "> one\n> two\n",
            ":a\n:b\n",
            "x.example:443 10.0.0.4 - - [13/Mar/2026:22:15:03 +0000] \"GET / HTTP/1.1\" 200 0\n\
             x.example:443 10.0.0.4 - - [13/Mar/2026:22:15:03 +0000] \"GET / HTTP/1.1\" 200 0\n",
            "+49 1,a\n+49 2,b\n",
            "1:{\"a\":1}\n2026-01-05 10:00:00 b\n",
        ] {
            assert_eq!(mended(text, 7).0, text);
        }
    }
}
