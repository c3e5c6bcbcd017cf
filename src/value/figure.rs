//! Numbers as spreadsheets and reports write them for people: groups of digits, a decimal comma, currencies, percent, thousands.

/// Which mark stands before the decimals; the other one, spaces or apostrophes may stand between groups of three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    Point,
    Comma,
}

/// A number read from such a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number as a program writes it: `-1234.50`.
    pub plain: String,
    /// What it counts, such as `$` or `%`; empty where nothing says so.
    pub unit: String,
    /// Whether its groups of digits, its sign or its decimal mark tell that it is a number and no list or name.
    pub sure: bool,
}

impl Figure {
    /// Reads a text; `None` where it is no number written so.
    pub fn read(text: &str, decimal: Decimal) -> Option<Self> {
        let text = text.trim();
        let (text, bracketed) = match text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
            Some(inner) => (inner.trim(), true),
            None => (text, false),
        };
        let (text, behind) = match text.strip_suffix(['-', '−']) {
            Some(inner) => (inner.trim_end(), true),
            None => (text, false),
        };
        let (text, before) = minus(text);
        let (text, sign) = unit(text, str::strip_prefix, str::trim_start);
        let (text, inside) = minus(text);
        let (text, end) = unit(text, str::strip_suffix, str::trim_end);
        let negative = [bracketed, behind, before, inside]
            .into_iter()
            .filter(|one| *one)
            .count();
        if negative > 1 || !sign.is_empty() && !end.is_empty() {
            return None;
        }
        let (text, power) = match text.as_bytes().last()? {
            b'k' | b'K' => (&text[..text.len() - 1], 3),
            b'M' => (&text[..text.len() - 1], 6),
            b'B' => (&text[..text.len() - 1], 9),
            _ => (text, 0),
        };
        let mark = if decimal == Decimal::Point { '.' } else { ',' };
        let (whole, decimals) = match text.split_once(mark) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (text, None),
        };
        let (digits, groups, first) = grouped(whole, if mark == '.' { ',' } else { '.' })?;
        let digit = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if decimals.is_some_and(|decimals| !digit(decimals)) {
            return None;
        }
        let unit = format!("{sign}{end}");
        // A whole number in brackets alone may be one that a name was not found for.
        let sure = behind
            || bracketed && (groups > 1 || decimals.is_some())
            || !unit.is_empty()
            || power > 0
            || groups > 1 && (first < 3 || decimals.is_some());
        let minus = if negative > 0 { "-" } else { "" };
        Some(Self {
            plain: format!("{minus}{}", shifted(digits, decimals.unwrap_or_default(), power)),
            unit,
            sure,
        })
    }
}

/// A minus sign taken off the front.
fn minus(text: &str) -> (&str, bool) {
    text.strip_prefix(['-', '−'])
        .map_or((text, false), |rest| (rest.trim_start(), true))
}

/// The sign or the letters of a currency, or percent, taken off one end.
fn unit<'a>(
    text: &'a str,
    strip: impl Fn(&'a str, &'a str) -> Option<&'a str>,
    trim: impl Fn(&'a str) -> &'a str,
) -> (&'a str, &'a str) {
    const UNITS: [&str; 17] = [
        "$", "€", "£", "¥", "₹", "%", "US$", "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "SEK",
    ];
    // The longest first: `US$` ends in `$`.
    let found = UNITS
        .iter()
        .rev()
        .find_map(|unit| Some((trim(strip(text, unit)?), *unit)));
    found.unwrap_or((text, ""))
}

/// Digits in groups of three, how many groups, and the digits of the first; zeros lead only alone.
fn grouped(text: &str, mark: char) -> Option<(String, usize, usize)> {
    let between = text.chars().find(|letter| !letter.is_ascii_digit());
    if between.is_some_and(|between| between != mark && !matches!(between, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’'))
    {
        return None;
    }
    let groups: Vec<&str> = between.map_or(vec![text], |between| text.split(between).collect());
    let first = groups[0].len();
    let digits = groups.concat();
    let fits = (first > 0 && (groups.len() == 1 || first <= 3))
        && groups[1..].iter().all(|group| group.len() == 3)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'));
    fits.then_some((digits, groups.len(), first))
}

/// The number with its point moved so many places to the right.
fn shifted(digits: String, decimals: &str, power: usize) -> String {
    let moved = decimals.len().min(power);
    let mut all = digits + &decimals[..moved];
    all.extend(std::iter::repeat_n('0', power - moved));
    let zeros = all.len() - all.trim_start_matches('0').len();
    all.drain(..zeros.min(all.len() - 1));
    match &decimals[moved..] {
        "" => all,
        rest => format!("{all}.{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(text: &str, decimal: Decimal) -> Option<String> {
        Figure::read(text, decimal).map(|figure| figure.plain)
    }

    #[test]
    fn what_reports_write_is_read() {
        for (text, expected) in [
            ("1,234.56", "1234.56"),
            ("1,234,567", "1234567"),
            ("12.34%", "12.34"),
            ("$1234.56", "1234.56"),
            ("-$5", "-5"),
            ("$-5.00", "-5.00"),
            ("(1,234.56)", "-1234.56"),
            ("1.2k", "1200"),
            ("0.5k", "500"),
            ("3M", "3000000"),
            ("1.2345k", "1234.5"),
            ("0.0001k", "0.1"),
            ("1 234 567.8", "1234567.8"),
            ("12'345", "12345"),
            ("USD 12", "12"),
            ("12 %", "12"),
            ("−7", "-7"),
            ("0", "0"),
        ] {
            assert_eq!(plain(text, Decimal::Point).as_deref(), Some(expected), "{text}");
        }
        for (text, expected) in [
            ("1.234,56", "1234.56"),
            ("677.922", "677922"),
            ("12,5", "12.5"),
            ("1.234,56-", "-1234.56"),
            ("3,50 €", "3.50"),
            ("1\u{202f}234,5", "1234.5"),
            ("7", "7"),
        ] {
            assert_eq!(plain(text, Decimal::Comma).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "()",
            "1,23",
            "12,34,567",
            "1,2345",
            "0,123",
            "007",
            "1.2.3",
            "1,234.",
            ".5",
            "5-5",
            "--5",
            "(-5)",
            "$5%",
            "k",
            "%",
            "1e5",
            "1 23",
            "a5",
            "5x",
            "1,234 567",
            "10.0.0.1",
        ] {
            assert_eq!(plain(text, Decimal::Point), None, "{text}");
        }
    }

    #[test]
    fn only_some_are_surely_numbers() {
        let sure = |text| Figure::read(text, Decimal::Point).is_some_and(|figure| figure.sure);
        assert!(["1,234", "100,200.5", "5%", "(7.50)", "1k"].into_iter().all(sure));
        // A list of codes looks the same.
        assert!(!["200,404", "12", "12.5", "-3"].into_iter().any(sure));
    }

    proptest! {
        #[test]
        fn groups_come_off_again(number in any::<i32>(), cents in 0..100_u32) {
            let digits = number.unsigned_abs().to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let minus = if number < 0 { "-" } else { "" };
            let expected = format!("{minus}{digits}.{cents:02}");
            let text = format!("{minus}{grouped}.{cents:02}");
            prop_assert_eq!(plain(&text, Decimal::Point), Some(expected.clone()));
            let other: String = text.chars().map(|letter| match letter { ',' => '.', '.' => ',', letter => letter }).collect();
            prop_assert_eq!(plain(&other, Decimal::Comma), Some(expected));
        }

        #[test]
        fn nothing_breaks(text in "\\PC{0,12}|[-0-9.,$%k()' ]{0,12}") {
            for decimal in [Decimal::Point, Decimal::Comma] {
                if let Some(figure) = Figure::read(&text, decimal) {
                    prop_assert!(figure.plain.parse::<f64>().is_ok(), "{}", figure.plain);
                }
            }
        }
    }
}
