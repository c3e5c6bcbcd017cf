//! Functions of text. Letter case matters; places and lengths count characters.

use super::{Saying, inside};
use crate::query::formula::Call;
use crate::query::formula::typed::Typed;
use crate::sql::regex::{plain, strict};
use crate::table::number;
use crate::value::{Kind, Value};
use crate::words;

/// No text is longer.
const LONGEST: i64 = 1 << 24;

/// What counts as blank at the ends of a text.
const BLANKS: &str = "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}";

impl Saying<'_, '_> {
    pub(super) fn text_test(&self, call: Call, parts: &[Typed]) -> String {
        let speech = self.printer.speech;
        let text = self.value(&parts[0]);
        if call == Call::RegexpMatch {
            let pattern = self.written_text(&parts[1]).unwrap_or_default();
            return match plain(&pattern, false) {
                Ok(pattern) => speech.matches(&text, &pattern),
                Err(what) => self.no_pattern(&pattern, what),
            };
        }
        let part = self.value(&parts[1]);
        match call {
            Call::Contains => speech.contains(&text, &part),
            Call::StartsWith => speech.starts(&text, &part),
            _ => speech.ends(&text, &part),
        }
    }

    pub(super) fn text_call(&self, call: Call, parts: &[Typed]) -> String {
        let speech = self.printer.speech;
        let text = || self.value(&parts[0]);
        match call {
            Call::Lower => self.printer.lowered(&text()),
            Call::Upper => self.printer.raised(&text()),
            Call::Trim => self.trimmed(&text()),
            Call::Left => format!("left({}, {})", text(), self.within(&parts[1], 0)),
            Call::Right => format!("right({}, {})", text(), self.within(&parts[1], 0)),
            Call::Mid => self.middle(&text(), &parts[1], parts.get(2)),
            Call::Len => format!("length({})", text()),
            Call::Find => speech.place(&text(), &self.value(&parts[1])),
            Call::Text => self.shown(&parts[0]),
            Call::Concat => {
                let parts: Vec<String> = parts.iter().map(|part| self.shown(part)).collect();
                format!("({})", parts.join(" || "))
            }
            Call::Replace => format!(
                "replace({}, {}, {})",
                text(),
                self.value(&parts[1]),
                self.value(&parts[2])
            ),
            Call::SplitPart => self.split(&text(), &parts[1], &parts[2]),
            Call::RegexpExtract => self.extract(&text(), &parts[1], parts.get(2)),
            Call::RegexpReplace => self.replace(&text(), &parts[1], &parts[2]),
            Call::Hash if parts.len() == 1 => speech.sha256(&self.shown(&parts[0])),
            Call::Hash => self.unsaid("Hash", words::saying::KEY_IS_SECRET_IT_DOES),
            _ => self.unsaid("Pseudonym", words::saying::ITS_KEY_IS_SECRET),
        }
    }

    /// A single value as text.
    fn shown(&self, typed: &Typed) -> String {
        let value = self.value(typed);
        match typed.kind.unwrap_or(Kind::Text) {
            Kind::Text => value,
            Kind::Integer => format!("CAST({value} AS {})", self.printer.speech.varchar()),
            Kind::Boolean => format!("CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' END"),
            Kind::Time => self.stamp(&value),
            Kind::Number | Kind::List => match typed.constant(self.printer.zone) {
                Some(Value::Number(value)) => self.printer.speech.text(&number(value)),
                Some(_) => value,
                None => self.printer.unsaid(
                    words::saying::NUMBER_WITH_POINT_AS_TEXT,
                    words::saying::DATABASES_WRITE_SUCH_NUMBERS,
                ),
            },
        }
    }

    pub(super) fn trimmed(&self, text: &str) -> String {
        format!("trim({text}, {})", self.printer.speech.text(BLANKS))
    }

    /// A length or a place, not below this one, and not beyond all texts.
    fn within(&self, number: &Typed, least: i64) -> String {
        if let Some(known) = self.written(number) {
            return known.clamp(least, LONGEST).to_string();
        }
        inside(&self.value(number), &least.to_string(), &LONGEST.to_string())
    }

    fn middle(&self, text: &str, start: &Typed, length: Option<&Typed>) -> String {
        let from = self.within(start, 1);
        let Some(length) = length else {
            return format!("substr({text}, {from})");
        };
        // Characters before the first one count, and are none.
        let count = match (self.written(start), self.written(length)) {
            (Some(start), Some(length)) => {
                let end = start.saturating_add(length.max(0));
                (end.saturating_sub(start.max(1))).clamp(0, LONGEST).to_string()
            }
            _ => {
                let before = inside(&self.value(start), &(-LONGEST).to_string(), "1");
                let longer = format!("({} + {before} - 1)", self.within(length, 0));
                inside(&longer, "0", &LONGEST.to_string())
            }
        };
        format!("substr({text}, {from}, {count})")
    }

    fn split(&self, text: &str, separator: &Typed, number: &Typed) -> String {
        let (Some(separator), Some(number)) = (self.written_text(separator), self.written(number)) else {
            return self.unsaid("SplitPart", words::saying::SEPARATOR_AND_NUMBER_ARE);
        };
        if separator.is_empty() {
            return match number {
                -1 | 1 => text.to_owned(),
                _ => self.null(Some(Kind::Text)),
            };
        }
        let overlaps =
            (1..separator.len()).any(|at| separator.is_char_boundary(at) && separator.starts_with(&separator[at..]));
        if number < 0 && overlaps {
            return self.unsaid("SplitPart", words::saying::SEPARATOR_THAT_OVERLAPS_ITSELF);
        }
        self.printer.speech.part(text, &separator, number)
    }

    fn no_pattern(&self, pattern: &str, what: &str) -> String {
        self.printer.unsaid(
            words::saying::regular_expression(&pattern),
            words::saying::it_has_which_has_no(&what, &self.printer.database()),
        )
    }

    fn extract(&self, text: &str, pattern: &Typed, number: Option<&Typed>) -> String {
        let pattern = self.written_text(pattern).unwrap_or_default();
        if number.is_some_and(|number| self.written(number) != Some(1)) {
            return self.unsaid("RegexpExtract", words::saying::ONLY_FIRST_MATCH_IS_SAID);
        }
        let said = match strict(&pattern) {
            Ok(said) => said,
            Err(what) => return self.no_pattern(&pattern, what),
        };
        if said.groups > 0 && said.optional {
            return self.unsaid("RegexpExtract", words::saying::ITS_GROUP_MAY_BE_LEFT);
        }
        let group = said.groups.min(1);
        self.printer
            .speech
            .extract(text, &said.pattern, group)
            .unwrap_or_else(|| self.matched("RegexpExtract"))
    }

    fn matched(&self, function: &str) -> String {
        self.unsaid(function, words::saying::HOW_LONG_MATCH)
    }

    fn replace(&self, text: &str, pattern: &Typed, new: &Typed) -> String {
        let pattern = self.written_text(pattern).unwrap_or_default();
        let Some(new) = self.written_text(new) else {
            return self.unsaid("RegexpReplace", words::saying::NEW_TEXT_IS_TO_BE);
        };
        let said = match strict(&pattern) {
            Ok(said) => said,
            Err(what) => return self.no_pattern(&pattern, what),
        };
        if said.empty {
            return self.unsaid("RegexpReplace", words::saying::ITS_PATTERN_MATCHES_WHERE_THERE);
        }
        // What stands for groups is `\1` there, and a backslash two.
        let (mut with, mut chars) = (String::new(), new.chars().peekable());
        while let Some(c) = chars.next() {
            let next = chars.peek().copied();
            match (c, next.and_then(|next| next.to_digit(10))) {
                ('$' | '\\', Some(group)) => {
                    chars.next();
                    if group as usize <= said.groups {
                        with.push_str(&format!("\\{group}"));
                    }
                }
                ('$', None) if next == Some('$') => {
                    chars.next();
                    with.push('$');
                }
                ('\\', _) => with.push_str("\\\\"),
                _ => with.push(c),
            }
        }
        self.printer
            .speech
            .replaced(text, &said.pattern, &with)
            .unwrap_or_else(|| self.matched("RegexpReplace"))
    }
}
