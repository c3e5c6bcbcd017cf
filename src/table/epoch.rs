//! Numbers that are times: what a column must be called, and in which range its numbers must lie.

use crate::value::Layout;
use crate::words;

/// The years 1990 to 2100, in seconds since 1970.
pub(super) const SECONDS: std::ops::Range<i64> = 631_152_000..4_102_444_800;

/// The year 1991: what .NET counts since the year 1 would else be nanoseconds of the year before.
const NANOS_FROM: i64 = 662_688_000;

/// Units of times, each as the digits of its layout, when the count begins, and its name.
pub(super) const UNITS: [(u8, &str, &str); 6] = [
    (0, "1970", "seconds"),
    (3, "1970", "milliseconds"),
    (6, "1970", "microseconds"),
    (9, "1970", "nanoseconds"),
    (7, "1601", words::tables::TENTHS_OF_MICROSECONDS),
    (8, words::tables::YEAR_1, words::tables::TENTHS_OF_MICROSECONDS),
];

/// The unit in which a range of numbers lies between 1990 and 2100.
pub(super) fn unit((low, high): (i64, i64)) -> Option<(u8, &'static str, &'static str)> {
    UNITS.into_iter().find(|&(digits, ..)| {
        let from = if digits == 9 { NANOS_FROM } else { SECONDS.start };
        let seconds = |number: i64| Some(Layout::epoch(digits).scale(number)?.0 / 1_000_000);
        let known = |number: i64| seconds(number).is_some_and(|seconds| (from..SECONDS.end).contains(&seconds));
        known(low) && known(high)
    })
}

/// Whether a name says that numbers under it may be times.
pub(super) fn names_a_time(path: &str) -> bool {
    const WORDS: [&str; 39] = [
        "time",
        "date",
        "datetime",
        "timestamp",
        "ts",
        "at",
        "created",
        "creation",
        "updated",
        "modified",
        "changed",
        "published",
        "occurred",
        "received",
        "generated",
        "expires",
        "expiry",
        "expiration",
        "when",
        "epoch",
        "seen",
        "start",
        "started",
        "end",
        "ended",
        "since",
        "until",
        "iat",
        "exp",
        "nbf",
        "last",
        "logon",
        "ticks",
        "rt",
        "art",
        "datum",
        "zeit",
        "zeitpunkt",
        "fecha",
    ];
    // Extended JSON says below a name how its number is held.
    let mut parts = path.rsplit('.').skip_while(|part| part.starts_with("$number"));
    let name = parts.next().unwrap_or(path);
    let mut words = vec![String::new()];
    let mut lower = false;
    for letter in name.chars() {
        if !letter.is_alphabetic() || (letter.is_uppercase() && lower) {
            words.push(String::new());
        }
        lower = letter.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| letter.is_alphabetic()) {
            word.extend(letter.to_lowercase());
        }
    }
    let within = |word: &String| {
        WORDS.contains(&word.as_str()) || ["time", "date", "timestamp"].iter().any(|end| word.ends_with(end))
    };
    words.iter().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_by_the_range() {
        let now = 1_770_000_000;
        for (number, digits) in [
            (now, Some(0)),
            (now * 1000, Some(3)),
            (now * 1_000_000, Some(6)),
            (now * 1_000_000_000, Some(9)),
            (638_760_000_000_000_000, Some(8)),
            (133_500_000_000_000_000, Some(7)),
            (338_760_000_000_000_000, None),
            (12_345, None),
        ] {
            assert_eq!(unit((number, number)).map(|unit| unit.0), digits, "{number}");
        }
    }

    #[test]
    fn names_are_read_word_by_word() {
        for name in [
            "time",
            "@timestamp",
            "eventTime",
            "effective_at",
            "user.created",
            "CreationTime",
            "unixtime",
            "EVENT_TIME",
            "ts",
            "date_create",
            "createdDateTime",
            "when.$date.$numberLong",
        ] {
            assert!(names_a_time(name), "{name}");
        }
        for name in [
            "id",
            "timeout",
            "status",
            "user.attempts",
            "stats",
            "category",
            "time.zone",
        ] {
            assert!(!names_a_time(name), "{name}");
        }
    }
}
