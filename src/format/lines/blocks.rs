//! Records of several lines that programs write: MySQL's logs of all statements and of slow ones, Oracle's audit files, and what a shell remembers.

use super::beginning;
use crate::value::Stamp;
use std::borrow::Cow;

/// Lines and bytes of each that are looked at.
const LINES: usize = 64;
const LOOK: usize = 256;

/// Who writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Block {
    /// `2024-01-02T10:00:00Z <tab> 8 Query <tab> SELECT …`
    Statements,
    /// `# Time: …`, `# User@Host: …`, `# Query_time: …`, then the statement.
    Slow,
    /// A time alone, then `ACTION :[7] 'CONNECT'` and the like.
    Audit,
    /// `#1773440103`, then the command.
    History,
}

/// What the first lines of a file say.
pub(in crate::format) fn blocks(bytes: &[u8]) -> Option<Block> {
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if moment(&beginning(first, LOOK)).is_some() {
        return Some(Block::History);
    }
    let lines = bytes.split(|&byte| byte == b'\n').take(LINES);
    lines
        .map(|line| beginning(line.trim_ascii_end(), LOOK))
        .find_map(|line| {
            let words = || line.split_whitespace();
            if line.starts_with("Time ") && words().eq(["Time", "Id", "Command", "Argument"]) {
                // The log of slow statements begins so, too.
                let slow = memchr::memmem::find(bytes, b"\n# Query_time: ").is_some();
                return Some(if slow { Block::Slow } else { Block::Statements });
            }
            if line.starts_with("# User@Host: ") {
                return Some(Block::Slow);
            }
            let action = named(&line).is_some_and(|(name, _)| name == "ACTION");
            action.then_some(Block::Audit)
        })
}

/// The name in a line of an audit file, and what stands behind its colon: a length in brackets, or a quote.
fn named(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let fine = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'_' | b'$'));
    let rest = rest.trim_start();
    (fine && rest.starts_with(['[', '\''])).then_some((name.trim_end(), rest))
}

impl Block {
    /// Whether a line begins a record, or what says how the server began.
    pub fn begins(self, line: &[u8]) -> bool {
        let line = beginning(line, LOOK);
        let line = line.trim_end();
        let server = line.contains(", Version: ") && line.ends_with("started with:");
        match self {
            Self::Statements => server || statement(line).is_some(),
            // Where statements follow each other in one second, their time is told but once.
            Self::Slow => server || line.starts_with("# Time: ") || line.starts_with("# User@Host: "),
            Self::Audit => line.starts_with("Audit file ") || is_time(line),
            Self::History => moment(line).is_some(),
        }
    }

    /// Whether a line that [begins](Self::begins) a record belongs to the one of which so much has been read.
    pub fn goes_on(self, record: &[u8]) -> bool {
        let one = record.trim_ascii_end();
        self == Self::Slow && one.starts_with(b"# Time: ") && !one.contains(&b'\n')
    }

    /// What a record says, each as its name and its text; `None` where it is none.
    pub fn fields(self, record: &str) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
        match self {
            Self::Statements => {
                let (time, id, command, argument) = statement(record)?;
                let all = [
                    ("time", time),
                    ("thread", id),
                    ("command", command),
                    ("argument", argument.trim()),
                ];
                let told = all.into_iter().filter(|(_, text)| !text.is_empty());
                Some(told.map(|(name, text)| (name.into(), text.into())).collect())
            }
            Self::Slow => record.starts_with('#').then(|| slow(record)),
            Self::Audit => {
                let (time, rest) = record.split_once('\n')?;
                is_time(time.trim_end()).then(|| audit(time.trim_end(), rest))
            }
            Self::History => {
                let (first, command) = record.split_once('\n')?;
                let all = [("time", moment(first)?), ("command", command.trim_end())];
                Some(all.map(|(name, text)| (name.into(), text.into())).into())
            }
        }
    }
}

/// The time, the thread, the command and its argument in a record of all statements.
fn statement(line: &str) -> Option<(&str, &str, &str, &str)> {
    let (time, rest) = line.split_once('\t')?;
    // Before version 5.7 a time was told but once a second, and a tab stood in its place.
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (id, rest) = rest.split_at(digits);
    let (command, argument) = rest.strip_prefix(' ')?.split_once('\t').unwrap_or((&rest[1..], ""));
    let word = command.starts_with(|letter: char| letter.is_ascii_uppercase()) && command.len() < 24;
    (word && digits > 0 && (time.is_empty() || is_time(time))).then_some((time, id, command.trim(), argument))
}

/// The seconds since 1970 in `#1773440103`.
fn moment(line: &str) -> Option<&str> {
    let seconds = line.trim_end().strip_prefix('#')?;
    (seconds.len() == 10 && seconds.bytes().all(|byte| byte.is_ascii_digit())).then_some(seconds)
}

fn is_time(text: &str) -> bool {
    text.contains(':') && (Stamp::read(text, false).is_some() || short(text))
}

/// `240102 10:00:00`, as old versions of MySQL write a time.
fn short(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(day, clock)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        day.len() == 6
            && digits(day)
            && clock
                .trim_start()
                .split(':')
                .filter(|part| part.len() < 3 && digits(part))
                .count()
                == 3
    })
}

/// What a record of a slow statement says.
fn slow(record: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let mut fields: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
    let mut rest = record;
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let told = line.trim_end();
        if let Some(time) = told.strip_prefix("# Time: ") {
            fields.push(("time".into(), time.into()));
        } else if let Some(who) = told.strip_prefix("# User@Host: ") {
            fields.extend(session(who).into_iter().map(|(name, text)| (name.into(), text.into())));
        } else if let Some(pairs) = told.strip_prefix("# ") {
            let words: Vec<&str> = pairs.split_whitespace().collect();
            let pairs = words
                .windows(2)
                .filter_map(|pair| Some((pair[0].strip_suffix(':')?, pair[1])));
            let pairs = pairs.filter(|(_, value)| !value.ends_with(':'));
            fields.extend(pairs.map(|(name, value)| (name.into(), value.into())));
        } else if let Some(database) = told.strip_prefix("use ").and_then(|name| name.strip_suffix(';')) {
            fields.push(("database".into(), database.into()));
        } else if let Some(time) = told
            .strip_prefix("SET timestamp=")
            .and_then(|time| time.strip_suffix(';'))
        {
            fields.push(("timestamp".into(), time.into()));
        } else {
            fields.push(("statement".into(), rest.trim_end().into()));
            break;
        }
        rest = behind;
    }
    fields
}

/// Who asked: `app[app] @ web1 [10.0.0.5]  Id: 12`.
fn session(text: &str) -> Vec<(&'static str, &str)> {
    let (who, id) = text.split_once("Id:").unwrap_or((text, ""));
    let (user, place) = who.split_once(" @ ").unwrap_or((who, ""));
    let (host, address) = place.trim().split_once('[').unwrap_or((place, ""));
    let user = user.split_once('[').map_or(user, |(user, _)| user);
    let all = [
        ("user", user),
        ("host", host),
        ("address", address.trim_end_matches(']')),
        ("thread", id),
    ];
    all.map(|(name, text)| (name, text.trim()))
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// What a record of an audit file says below its time.
fn audit<'a>(time: &'a str, mut rest: &'a str) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
    let mut fields = vec![("time".into(), time.into())];
    while !rest.is_empty() {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some((name, value)) = named(line) else {
            rest = behind;
            continue;
        };
        let length = value.strip_prefix('[').and_then(|value| value.split_once(']'));
        // As long as it says, since it may have line ends and quotes in it.
        let long = length.and_then(|(length, value)| {
            let inner = rest.get(line.len() - value.len()..)?.trim_start().strip_prefix('\'')?;
            let length: usize = length.parse().ok()?;
            inner
                .get(length..)?
                .starts_with('\'')
                .then_some((&inner[..length], &inner[length + 1..]))
        });
        let (text, behind) = long.unwrap_or_else(|| {
            let value = length.map_or(value, |(_, value)| value.trim_start()).trim_end();
            (
                value.trim_start_matches('\'').strip_suffix('\'').unwrap_or(value),
                behind,
            )
        });
        if name != "LENGTH" {
            fields.push((name.into(), text.into()));
        }
        rest = behind.trim_start_matches(['\r', '\n']);
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(block: Block, record: &str) -> String {
        let fields = block.fields(record).expect("a record");
        fields.iter().map(|(name, text)| format!("{name}={text}|")).collect()
    }

    #[test]
    fn slow_statements_say_who_and_how_long() {
        let record = "# Time: 2024-01-02T10:00:00.1Z\n# User@Host: app[app] @ web1 [10.0.0.5]  Id:    12\n# Query_time: 3.1  Lock_time: 0.0 Rows_sent: 1\nuse shop;\nSET timestamp=1704189600;\nSELECT *\nFROM a;";
        assert_eq!(
            told(Block::Slow, record),
            "time=2024-01-02T10:00:00.1Z|user=app|host=web1|address=10.0.0.5|thread=12|Query_time=3.1|Lock_time=0.0|Rows_sent=1|database=shop|timestamp=1704189600|statement=SELECT *\nFROM a;|"
        );
        assert!(Block::Slow.goes_on(b"# Time: x\n") && !Block::Slow.goes_on(b"# Time: x\n# User@Host: y\n"));
    }

    #[test]
    fn statements_have_a_thread_and_a_command() {
        assert_eq!(
            told(
                Block::Statements,
                "2024-01-02T10:00:00.1Z\t    8 Query\tSELECT 1\nFROM b"
            ),
            "time=2024-01-02T10:00:00.1Z|thread=8|command=Query|argument=SELECT 1\nFROM b|"
        );
        assert_eq!(
            told(Block::Statements, "240102 10:00:00\t    8 Init DB\tshop"),
            "time=240102 10:00:00|thread=8|command=Init DB|argument=shop|"
        );
        assert_eq!(told(Block::Statements, "\t\t    8 Quit\t"), "thread=8|command=Quit|");
        assert!(Block::Statements.fields("FROM\tusers").is_none());
    }

    #[test]
    fn audit_files_say_how_long_their_values_are() {
        assert_eq!(
            told(
                Block::Audit,
                "Tue Jan  2 10:00:00 2024 +00:00\nLENGTH : '160'\nACTION :[13] 'select\n'a' b;'\nDATABASE USER:[1] '/'\nSTATUS: '0'\n"
            ),
            "time=Tue Jan  2 10:00:00 2024 +00:00|ACTION=select\n'a' b;|DATABASE USER=/|STATUS=0|"
        );
    }
}
