//! Which number formats of a workbook show numbers as dates, and the dates as ISO 8601.

use super::xml::{Token, attribute};
use crate::value::{Civil, iso};

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    #[default]
    Number,
    Date,
    /// A date with a clock.
    Moment,
    /// A clock alone.
    Clock,
}

/// The formats of a workbook's cells.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Formats of the workbook's own, by their number.
    own: Vec<(u32, Shown)>,
    cells: Vec<Shown>,
    inside: bool,
}

impl Styles {
    /// Takes a token of the file of styles.
    pub fn take(&mut self, token: Token<'_>) {
        let number = |attributes: &str| attribute(attributes, "numFmtId").and_then(|id| id.parse().ok());
        match token {
            Token::Open("numFmt", attributes) => {
                if let (Some(id), Some(code)) = (number(attributes), attribute(attributes, "formatCode")) {
                    self.own.push((id, shown(&code)));
                }
            }
            Token::Open("cellXfs", _) => self.inside = true,
            Token::Close("cellXfs") => self.inside = false,
            Token::Open("xf", attributes) if self.inside => {
                let id = number(attributes).unwrap_or(0);
                let own = self.own.iter().find(|(own, _)| *own == id);
                self.cells.push(own.map_or_else(|| known(id), |(_, shown)| *shown));
            }
            _ => {}
        }
    }

    /// How the cells of a style show numbers.
    pub fn shown(&self, style: usize) -> Shown {
        self.cells.get(style).copied().unwrap_or_default()
    }
}

/// The formats that every workbook has.
fn known(id: u32) -> Shown {
    match id {
        14..=17 | 27..=31 | 34..=36 | 50..=54 | 57 | 58 => Shown::Date,
        22 => Shown::Moment,
        18..=21 | 32 | 33 | 45 | 47 | 55 | 56 => Shown::Clock,
        _ => Shown::Number,
    }
}

/// What a format shows, by its letters outside of quotes and brackets.
fn shown(code: &str) -> Shown {
    let first = code.split(';').next().unwrap_or(code);
    let (mut day, mut month, mut clock) = (false, false, false);
    let mut chars = first.chars();
    while let Some(char) = chars.next() {
        match char {
            '"' => drop(chars.by_ref().find(|&char| char == '"')),
            '[' => {
                let inside: String = chars.by_ref().take_while(|&char| char != ']').collect();
                // A stretch of time, longer than a day maybe, is a number.
                if matches!(inside.to_ascii_lowercase().trim_matches(inside_letters), "") && !inside.is_empty() {
                    return Shown::Number;
                }
            }
            '\\' | '_' | '*' => drop(chars.next()),
            'y' | 'Y' | 'd' | 'D' => day = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => clock = true,
            'E' | 'e' | 'G' | '#' | '0' | '?' if !(day || month || clock) => return Shown::Number,
            _ => {}
        }
    }
    match (day || month && !clock, clock) {
        (true, true) => Shown::Moment,
        (true, false) => Shown::Date,
        (false, true) => Shown::Clock,
        (false, false) => Shown::Number,
    }
}

fn inside_letters(char: char) -> bool {
    matches!(char, 'h' | 'm' | 's')
}

/// A number of days as the text that stands for it; `late`: they count from 1904. `None` where it is no date.
pub(super) fn date(days: f64, shown: Shown, late: bool) -> Option<String> {
    const DAY: f64 = 86_400_000.0;
    if !(0.0..2_958_466.0).contains(&days) || shown == Shown::Number {
        return None;
    }
    // Days before March 1900 are counted as if that year had a leap day.
    let shift = if late { 24_107 } else { 25_569 - i64::from(days < 60.0) };
    let millis = (days * DAY).round() as i64 - shift * 86_400_000;
    let text = iso(millis * 1000);
    let Civil {
        hour,
        minute,
        second,
        micro,
        ..
    } = Civil::of(millis * 1000);
    let midnight = (hour, minute, second, micro) == (0, 0, 0, 0);
    Some(match shown {
        Shown::Date if midnight => text[..10].to_owned(),
        Shown::Clock if days < 1.0 => text[11..].to_owned(),
        _ => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_they_show() {
        for (code, expected) in [
            ("yyyy\\-mm\\-dd", Shown::Date),
            ("[$-409]m/d/yy h:mm AM/PM;@", Shown::Moment),
            ("dd.mm.yyyy hh:mm:ss", Shown::Moment),
            ("h:mm:ss", Shown::Clock),
            ("[h]:mm:ss", Shown::Number),
            ("mmm yy", Shown::Date),
            ("General", Shown::Number),
            ("#,##0.00", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("[Red]0;[Blue]-0", Shown::Number),
            ("\"day\" 0", Shown::Number),
            ("@", Shown::Number),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }

    #[test]
    fn days_become_dates() {
        for (days, shown, late, expected) in [
            (45322.0, Shown::Date, false, Some("2024-01-31")),
            (45322.5, Shown::Date, false, Some("2024-01-31 12:00:00")),
            (45322.0, Shown::Moment, false, Some("2024-01-31 00:00:00")),
            (45322.51234567, Shown::Moment, false, Some("2024-01-31 12:17:46.666")),
            (0.75, Shown::Clock, false, Some("18:00:00")),
            (1.0, Shown::Date, false, Some("1900-01-01")),
            (61.0, Shown::Date, false, Some("1900-03-01")),
            (43860.0, Shown::Date, true, Some("2024-01-31")),
            (45322.0, Shown::Number, false, None),
            (-1.0, Shown::Date, false, None),
            (1e9, Shown::Date, false, None),
            (f64::NAN, Shown::Date, false, None),
        ] {
            assert_eq!(date(days, shown, late).as_deref(), expected, "{days}");
        }
    }
}
