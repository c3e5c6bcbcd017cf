//! What programs write before the time of a line: how grave it is, and the name of a thread.

use super::head::{is_time, time};

/// The longest name of a thread, in bytes.
const THREAD: usize = 64;

/// What stands before a time, the time, and what follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before<'a> {
    pub level: Option<&'a str>,
    pub process: Option<&'a str>,
    pub time: &'a str,
    pub behind: &'a str,
}

impl<'a> Before<'a> {
    /// Reads a line that begins with a level or the name of a thread in brackets, or with both: `INFO  [main] 2026-03-13 22:15:03,000`,
    /// `[WARN] 2026-…`, `[main] 2026-…`, `I, [2026-… #4711]`, and `*Mar 13 22:15:03` of a clock that was not set.
    pub fn read(line: &'a str) -> Option<Self> {
        if let Some(rest) = line.strip_prefix(['*', '.']).or_else(|| line.strip_prefix("- ")) {
            return Self::default().timed(rest);
        }
        if let Some((level, rest)) = line.split_once(", [").filter(|(level, _)| level.len() == 1) {
            return Self::of_ruby(level, rest);
        }
        let level = match line.strip_prefix('[') {
            Some(inside) => inside.split_once(']').map(|(word, behind)| (word.trim(), behind)),
            None => line.split_once([' ', '\t', ':']),
        };
        let level = level.filter(|(word, _)| is_level(word));
        let rest = level
            .map_or(line, |(_, behind)| behind)
            .trim_start_matches([' ', '\t', ':', '-']);
        let named = rest.strip_prefix('[').and_then(|inside| inside.split_once("] "));
        let named = named.filter(|(thread, _)| thread.len() < THREAD && !is_time(thread));
        let (process, rest) = match named {
            Some((thread, behind)) => (Some(thread), behind.trim_start()),
            None => (None, rest),
        };
        let level = level.map(|(word, _)| word);
        level.or(process)?;
        let before = Self {
            level,
            process,
            ..Self::default()
        };
        before.timed(rest)
    }

    fn timed(self, rest: &'a str) -> Option<Self> {
        let (time, behind) = time(rest)?;
        Some(Self { time, behind, ..self })
    }

    /// `2026-03-01T08:00:00.123456 #1000]  INFO -- : it began`, behind the first letter of the level.
    fn of_ruby(letter: &'a str, rest: &'a str) -> Option<Self> {
        let (inside, behind) = rest.split_once(']')?;
        let (time, process) = inside.split_once(" #").filter(|(time, _)| is_time(time))?;
        let behind = behind.trim_start();
        let named = behind
            .split_once(' ')
            .filter(|(word, _)| is_level(word) && word.starts_with(letter));
        let (level, behind) = named.unwrap_or((letter, behind));
        Some(Self {
            level: Some(level),
            process: Some(process),
            time,
            behind: behind.trim_start_matches([' ', '-', ':']),
        })
    }
}

/// Whether a word says how grave something is.
fn is_level(word: &str) -> bool {
    const LEVELS: [&str; 10] = [
        "trace", "debug", "info", "notice", "warn", "warning", "error", "fatal", "critical", "audit",
    ];
    LEVELS.iter().any(|level| word.eq_ignore_ascii_case(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_and_a_thread_may_stand_before_the_time() {
        for (line, level, process, time, behind) in [
            (
                "[INFO] 2026-03-01 08:00:00 user=ada",
                Some("INFO"),
                None,
                "2026-03-01 08:00:00",
                "user=ada",
            ),
            (
                "WARNING: 2026-03-01 08:00:00 out",
                Some("WARNING"),
                None,
                "2026-03-01 08:00:00",
                "out",
            ),
            (
                "info 2026-03-01T08:00:00.000Z out",
                Some("info"),
                None,
                "2026-03-01T08:00:00.000Z",
                "out",
            ),
            (
                "[main] 2026-03-01T08:00:00.000Z INFO out",
                None,
                Some("main"),
                "2026-03-01T08:00:00.000Z",
                "INFO out",
            ),
            (
                "[WARN ] [main] 2026-03-01 08:00:00 out",
                Some("WARN"),
                Some("main"),
                "2026-03-01 08:00:00",
                "out",
            ),
            ("- 2026-03-01 08:00:00: out", None, None, "2026-03-01 08:00:00", "out"),
            (
                "I, [2026-03-01T08:00:00.123456 #1000]  INFO -- : user=ada",
                Some("INFO"),
                Some("1000"),
                "2026-03-01T08:00:00.123456",
                "user=ada",
            ),
            (
                "*Mar  1 08:00:00: %SYS-5-CONFIG_I: out",
                None,
                None,
                "Mar  1 08:00:00",
                "%SYS-5-CONFIG_I: out",
            ),
        ] {
            let wanted = Before {
                level,
                process,
                time,
                behind,
            };
            assert_eq!(Before::read(line), Some(wanted), "{line}");
        }
        for line in [
            "[main] it began",
            "I, [alone]",
            "INFO it began",
            "2026-03-01 08:00:00 INFO",
        ] {
            assert_eq!(Before::read(line), None, "{line}");
        }
    }
}
