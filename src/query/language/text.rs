//! A text of the filter as it was written: its characters, and which of them quotes make stand for themselves.

/// A word, a phrase, or pieces of both without a blank between.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Text {
    /// Each character, and whether quotes make it stand for itself.
    pub chars: Vec<(char, bool)>,
    /// Whether there were quotes at all.
    pub quoted: bool,
    /// Whether it stood between slashes: a regular expression.
    pub pattern: bool,
    /// Where a quote begins that never ends.
    pub unclosed: Option<usize>,
}

impl Text {
    pub fn text(&self) -> String {
        self.chars.iter().map(|&(c, _)| c).collect()
    }

    /// Adds a piece after a blank.
    pub fn append(&mut self, piece: Self) {
        if !self.is_empty() {
            self.chars.push((' ', false));
        }
        self.chars.extend(piece.chars);
        self.quoted |= piece.quoted;
        self.unclosed = self.unclosed.or(piece.unclosed);
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty() && !self.quoted
    }

    /// Whether it is this keyword, in any letter case and without quotes.
    pub fn is_keyword(&self, keyword: &str) -> bool {
        !self.quoted && self.chars.len() == keyword.len() && self.text().eq_ignore_ascii_case(keyword)
    }

    pub fn is_wild(&self) -> bool {
        self.chars.iter().any(|&(c, quoted)| is_wildcard(c) && !quoted)
    }

    /// Whether the last ten characters are a date by itself or the end of a range: `2026-01-05`.
    pub fn ends_in_date(&self) -> bool {
        let Some(from) = self.chars.len().checked_sub(10) else {
            return false;
        };
        let date = self.chars[from..]
            .iter()
            .enumerate()
            .all(|(i, &(c, _))| if i == 4 || i == 7 { c == '-' } else { c.is_ascii_digit() });
        date && (from == 0 || from >= 2 && self.chars[from - 2..from].iter().all(|&(c, _)| c == '.'))
    }

    /// Nothing but digits, outside of quotes.
    pub fn is_number(&self) -> bool {
        !self.is_empty() && !self.quoted && self.chars.iter().all(|(c, _)| c.is_ascii_digit())
    }

    /// Nothing but asterisks, be there empty quotes beside them: any value.
    pub fn is_star(&self) -> bool {
        !self.chars.is_empty() && self.chars.iter().all(|&(c, quoted)| c == '*' && !quoted)
    }
}

pub(super) fn is_wildcard(c: char) -> bool {
    matches!(c, '*' | '?')
}

pub(super) fn is_quote(c: char) -> bool {
    c == '"' || is_curly(c)
}

pub(super) fn is_curly(c: char) -> bool {
    matches!(c, '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}')
}
