//! What each piece of a filter text is, for colouring it as it is typed.

use super::token::{Kind, Sign, tokens};
use std::ops::Range;

/// What a piece of filter text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Column,
    /// `:`, `=`, `>=`, parentheses and the like.
    Sign,
    /// AND, OR, NOT in any writing.
    Word,
    /// A value, or text sought anywhere.
    Text,
    /// Between pieces.
    Blank,
}

/// The pieces of a text, in order and without gaps, as spans of characters; for any text, finished or not.
#[must_use]
pub fn paint(text: &str) -> Vec<(Range<usize>, Paint)> {
    let chars: Vec<char> = text.chars().collect();
    let mut painted = Vec::new();
    let mut at = 0;
    for token in tokens(&chars) {
        if token.span.start > at {
            painted.push((at..token.span.start, Paint::Blank));
        }
        let paint = match token.kind {
            Kind::Column(_) | Kind::Call(_) => Paint::Column,
            Kind::And | Kind::Or | Kind::Not | Kind::Sign(Sign::In { .. }) => Paint::Word,
            Kind::Sign(_) | Kind::Open | Kind::Close => Paint::Sign,
            Kind::Value(_) | Kind::Span(_) | Kind::List(_) | Kind::Name(_) | Kind::Word(_) | Kind::Formula(..) => {
                Paint::Text
            }
        };
        let start = token.span.start.max(at);
        if token.span.end > start {
            painted.push((start..token.span.end, paint));
            at = token.span.end;
        }
    }
    if at < chars.len() {
        painted.push((at..chars.len(), Paint::Blank));
    }
    painted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pieces_are_what_they_are() {
        let painted = paint("a:1 and -b");
        let kinds: Vec<Paint> = painted.iter().map(|&(_, paint)| paint).collect();
        use Paint::{Blank, Column, Sign, Text, Word};
        assert_eq!(kinds, [Column, Sign, Text, Blank, Word, Blank, Word, Text]);
    }

    proptest! {
        #[test]
        fn no_letter_is_left_out_or_painted_twice(text in "[a-z:=<>()\\[\\]\"! *-]{0,24}") {
            let mut at = 0;
            for (span, _) in paint(&text) {
                prop_assert_eq!(span.start, at);
                prop_assert!(span.end > span.start);
                at = span.end;
            }
            prop_assert_eq!(at, text.chars().count());
        }
    }
}
