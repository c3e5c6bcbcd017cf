//! Text for a picture: made fit for XML, measured roughly, shortened to a width.

use std::collections::HashSet;

/// Text that may stand in an SVG: white space becomes blanks; controls, marks that turn the direction of writing and code points that
/// XML forbids become U+FFFD. Markup is escaped by the drawing backend.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            control if control.is_control() => '\u{fffd}',
            other => other,
        })
        .collect()
}

/// Width in pixels of a text at `size` pixels in a usual sans-serif font: an estimate on the wide side.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '|' | '!' | '.' | ',' | ':' | ';' | '\'' => 0.3,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '-' | '·' | 'I' => 0.38,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' | '_' | '&' | '…' | '=' | '+' | '<' | '>' => 0.7,
        '0'..='9' => 0.62,
        '\u{1100}'.. => 1.0,
        _ => 0.6,
    }
}

/// The text itself where it fits into `room` pixels at `size`, otherwise its beginning and an ellipsis; empty where not even that fits.
pub(super) fn shorten(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room / size - em('…');
    if left < 0.0 {
        return String::new();
    }
    let mut short: String = text
        .chars()
        .take_while(|&letter| {
            left -= em(letter);
            left >= 0.0
        })
        .collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

/// Names shortened beside each other: at their ends, or in their middles where only the ends tell them apart.
pub(super) fn shorten_all(names: &[String], size: f64, room: f64) -> Vec<String> {
    let short: Vec<String> = names.iter().map(|name| shorten(name, size, room)).collect();
    let mut seen = HashSet::new();
    if short.iter().all(|name| name.is_empty() || seen.insert(name)) {
        return short;
    }
    names.iter().map(|name| shorten_middle(name, size, room)).collect()
}

/// The text itself where it fits, otherwise its beginning and its end about an ellipsis.
fn shorten_middle(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let half = (room / size - em('…')) / 2.0;
    let mut left = half;
    let end = text.chars().rev().take_while(|&letter| {
        left -= em(letter);
        left >= 0.0
    });
    let from = text.len() - end.map(char::len_utf8).sum::<usize>();
    let end = &text[from..];
    shorten(&text[..from], size, room - width(end, size)) + end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(
            clean("a\u{0}b\u{1b}[31m\nc\u{202e}d\u{ffff}"),
            "a\u{fffd}b\u{fffd}[31m c\u{fffd}d\u{fffd}"
        );
        assert_eq!(clean("Łódź 🚀 <b>"), "Łódź 🚀 <b>");
    }

    #[test]
    fn names_that_begin_alike_keep_their_ends() {
        let names = ["arn:aws:iam::1:user/ann", "arn:aws:iam::1:user/bob"].map(String::from);
        let short = shorten_all(&names, 11.0, 80.0);
        assert!(short[0].ends_with("ann") && short[1].ends_with("bob"), "{short:?}");
        let names = ["alpha and more of it", "beta and more of it"].map(String::from);
        assert!(shorten_all(&names, 11.0, 80.0).iter().all(|name| name.ends_with('…')));
    }

    #[test]
    fn shortened_text_fits() {
        for room in [0.0, 3.0, 8.0, 20.0, 100.0, 500.0] {
            assert!(width(&shorten("OBJECT_INTERACTION with 東京", 11.0, room), 11.0) <= room);
        }
        for room in [0.0, 3.0, 8.0, 20.0, 100.0, 500.0] {
            assert!(width(&shorten_middle("arn:aws:iam::1:user/東京", 11.0, room), 11.0) <= room.max(0.0));
        }
        assert_eq!(shorten("abc", 10.0, 100.0), "abc");
        assert!(shorten("a long enough text", 10.0, 60.0).ends_with('…'));
    }
}
