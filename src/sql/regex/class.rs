//! Classes of characters, as ranges.

use crate::arrange;

/// The characters of a class.
pub(super) type Ranges = Vec<(char, char)>;

pub(super) fn other_case(c: char) -> char {
    if c.is_ascii_lowercase() {
        c.to_ascii_uppercase()
    } else {
        c.to_ascii_lowercase()
    }
}

/// Adds a class to another one, turned round or not.
pub(super) fn add(ranges: &mut Ranges, class: Ranges, turned: bool) {
    if !turned {
        return ranges.extend(class);
    }
    let mut from = '\0';
    for (low, high) in sorted(&class) {
        if from < low {
            ranges.push((from, before(low)));
        }
        from = after(high).unwrap_or(char::MAX);
    }
    ranges.push((from, char::MAX));
}

fn before(c: char) -> char {
    (0..u32::from(c)).rev().find_map(char::from_u32).unwrap_or('\0')
}

fn after(c: char) -> Option<char> {
    (u32::from(c) + 1..=u32::from(char::MAX)).find_map(char::from_u32)
}

/// Ranges in order, those that touch as one.
fn sorted(ranges: &[(char, char)]) -> Ranges {
    let mut ranges = ranges.to_vec();
    arrange::ascending(&mut ranges);
    let mut made: Ranges = Vec::new();
    for (low, high) in ranges {
        match made.last_mut() {
            Some(last) if after(last.1).is_none_or(|next| low <= next) => last.1 = last.1.max(high),
            _ => made.push((low, high)),
        }
    }
    made
}

/// A class as it is written anywhere.
pub(super) fn written(ranges: &[(char, char)], negated: bool) -> String {
    let mut out = String::from(if negated { "[^" } else { "[" });
    for (low, high) in sorted(ranges) {
        quoted(&mut out, low);
        if low < high {
            if after(low) != Some(high) {
                out.push('-');
            }
            quoted(&mut out, high);
        }
    }
    out.push(']');
    out
}

fn quoted(out: &mut String, c: char) {
    if r"\]^-[".contains(c) {
        out.push('\\');
    }
    out.push(c);
}

/// The ASCII class of this name.
pub(super) fn posix(name: &str) -> Ranges {
    let ranges: &[(char, char)] = match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\x7f')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\x1f'), ('\x7f', '\x7f')],
        "digit" => &[('0', '9')],
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => &[('\t', '\r'), (' ', ' ')],
        "upper" => &[('A', 'Z')],
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
    };
    ranges.to_vec()
}
