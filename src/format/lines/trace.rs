//! Lines that go on with the event above them, as stack traces do.

use super::{LOOK, beginning, pairs, stands_between};

/// How lines of a stack trace begin that do not begin with a blank.
const BEGIN: [&[u8]; 3] = [b"Caused by:", b"Traceback (most recent", b"... "];

/// Whether a line without a time is no record of its own where others hold pairs: one of a stack trace, or one that holds none.
pub(super) fn is_more(line: &[u8]) -> bool {
    if line.first().is_some_and(u8::is_ascii_whitespace) || BEGIN.iter().any(|begin| line.starts_with(begin)) {
        return true;
    }
    let text = beginning(line, LOOK);
    let holds = match pairs::count(&text) {
        (0, _) => text.contains("CEF:") || text.contains("LEEF:"),
        (1, only) => only,
        _ => true,
    };
    !holds && !stands_between(line)
}
